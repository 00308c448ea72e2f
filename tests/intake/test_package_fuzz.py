"""No bytes whatever crash, hang, or lead out of the folder what reads a package."""

import random
import zlib
from collections.abc import Iterator
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
from tests.intake.raw_packages import (
    Packed,
    archive,
    by_7_zip,
    by_explorer,
    by_macos,
    by_winrar,
    large_archive,
)
from tests.torture import LONG, seed, times

SECONDS: Final = times(4, 60)
NAMES: Final = ("证据/方案.pdf", "证据/㐀.jpg", "plain.txt")
WHOLE: Final = (
    by_explorer(*NAMES),
    by_macos(*NAMES),
    by_winrar(*NAMES),
    by_7_zip(*NAMES),
    large_archive(Packed(b"a.pdf", bytes(9_000)), Packed(b"b/c.pdf")),
    archive(Packed(b"../a.pdf"), Packed(b"a\\b.pdf", method=0), before=b"MZ", comment=b"PK\5\6"),
)
# Where a zip's figures turn from small to large, and signs that mean something to it.
TELLING: Final = (
    b"\0",
    b"\xff",
    b"\xff" * 4,
    b"PK\1\2",
    b"PK\3\4",
    b"PK\5\6",
    b"\1\0\0\0",
    b"/",
    b"\\",
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


def spoilt(whole: bytes, chance: random.Random) -> bytes:
    """The same with a few bytes changed, moved, repeated or left out."""
    content = bytearray(whole)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(content) + 1), chance.randint(0, 8)
        match chance.randrange(6):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                sign = chance.choice(TELLING)
                content[at : at + len(sign)] = sign
            case 2:
                del content[at : at + length]
            case 3:
                content[at:at] = content[at // 2 : at // 2 + 10 * length]
            case 4:
                content = content[: max(1, at)] if chance.random() < 0.2 else content
            case _:
                content += chance.randbytes(length)
    return bytes(content)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_an_answer(content: bytes) -> None:
    for head in (b"", b"PK\3\4", b"Rar!"):
        swallow(head + content)
        swallow(head + content + archive()[-22:])


@given(st.lists(st.builds(Packed, st.binary(max_size=40), st.binary(max_size=60)), max_size=5))
def test_any_names_end_in_an_answer(entries: list[Packed]) -> None:
    swallow(archive(*entries))


def spoilt_archives() -> Iterator[bytes]:
    chance, end = random.Random(seed()), monotonic() + SECONDS  # noqa: S311  # damage, no secret
    for number in range(10_000_000):
        if monotonic() > end or (number >= 1_500 and not LONG):
            return
        yield spoilt(chance.choice(WHOLE), chance)


def test_any_damage_ends_in_an_answer() -> None:
    for content in spoilt_archives():
        began = monotonic()
        swallow(content)
        assert monotonic() - began < 10


@pytest.mark.uncounted
def test_through_the_child_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    chance, end = random.Random(seed() + 1), monotonic() + SECONDS  # noqa: S311  # as above
    package = tmp_path / "甲科.zip"
    for number in range(10_000):
        if monotonic() > end or (number >= 12 and not LONG):
            break
        package.write_bytes(spoilt(chance.choice(WHOLE), chance))
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
