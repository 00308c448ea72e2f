"""No bytes whatever crash, hang, or lead out of the folder what reads a package."""

import zlib
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from time import monotonic
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.refusals import Refused
from desktop.intake.package_directory import NoPackage
from desktop.intake.package_reading import LARGEST, _bytes_of, _contents, answer
from desktop.intake.packages import plan_package, unpack
from tests.intake.damage import damaged, spoilt
from tests.intake.raw_packages import (
    Packed,
    archive,
    by_7_zip,
    by_explorer,
    by_macos,
    by_winrar,
    large_archive,
)

NAMES: Final = ("证据/方案.pdf", "证据/㐀.jpg", "plain.txt")
WHOLE: Final = (
    by_explorer(*NAMES),
    by_macos(*NAMES),
    by_winrar(*NAMES),
    by_7_zip(*NAMES),
    large_archive(Packed(b"a.pdf", bytes(9_000)), Packed(b"b/c.pdf")),
    archive(Packed(b"../a.pdf"), Packed(b"a\\b.pdf", method=0), before=b"MZ", comment=b"PK\5\6"),
)


def swallow(content: bytes) -> None:
    """Read it as the child does; what is written is no more than what was planned."""
    file = BytesIO(content)
    told = answer(file)
    assert isinstance(told, dict)
    if "unfit" in told:
        return
    for one in _contents(file).wanted:
        size = 0
        assert one.entry.size <= LARGEST
        assert all(part not in {"", ".", ".."} for part in one.parts)
        try:
            for chunk in _bytes_of(file, one.entry):
                size += len(chunk)
        except (NoPackage, zlib.error):
            continue
        finally:
            assert size <= one.entry.size


@given(st.binary(max_size=300))
def test_any_bytes_end_in_an_answer(content: bytes) -> None:
    for head in (b"", b"PK\3\4", b"Rar!"):
        swallow(head + content)
        swallow(head + content + archive()[-22:])


@given(st.lists(st.builds(Packed, st.binary(max_size=40), st.binary(max_size=60)), max_size=5))
def test_any_names_end_in_an_answer(entries: list[Packed]) -> None:
    swallow(archive(*entries))


def test_any_damage_ends_in_an_answer() -> None:
    for content in damaged(WHOLE, spoilt, 1_500):
        began = monotonic()
        swallow(content)
        assert monotonic() - began < 10


@pytest.mark.uncounted
def test_through_the_child_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    package = tmp_path / "甲科.zip"
    for number, content in enumerate(damaged(WHOLE, spoilt, 12)):
        package.write_bytes(content)
        room = tmp_path / str(number)
        room.mkdir()
        began = monotonic()
        try:
            paths = unpack(package, plan_package(package), room, lambda _: None)
            assert {*paths} == {one for one in room.rglob("*") if one.is_file()}
        except Refused:
            assert not room.exists() or not [*room.iterdir()]
        assert monotonic() - began < 10
        rmtree(room, ignore_errors=True)
        assert [*tmp_path.iterdir()] == [package]
