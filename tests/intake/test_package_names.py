"""Chinese file names are right whatever made the archive; each program's bytes as it writes them."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Final
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.package_directory import entries_of
from desktop.intake.package_names import names_of
from tests.intake.raw_packages import (
    REGULAR,
    UNIX,
    UTF_8,
    Packed,
    archive,
    by_7_zip,
    by_360,
    by_backslashes,
    by_explorer,
    by_info_zip,
    by_macos,
    by_winrar,
    unicode_path,
)

NAMES: Final = ("证据材料/教学评估报告.pdf", "证据材料/2 会议/诚信（盖章）.jpg", "plain.txt")
RARE: Final = "证据材料/㐀𠮷龘.pdf"  # GBK lacks two of them
PLAIN: Final = Packed(b"")


def read(content: bytes) -> list[str]:
    return names_of(entries_of(BytesIO(content)))


def files(content: bytes) -> list[str]:
    """What is no folder and no litter, in one form."""
    names = (normalize("NFC", one).replace("\\", "/") for one in read(content))
    return [one for one in names if not one.endswith("/") and "__MACOSX" not in one]


@pytest.mark.parametrize(
    "maker", [by_explorer, by_360, by_winrar, by_7_zip, by_macos, by_info_zip, by_backslashes]
)
def test_names_are_right_whatever_made_the_archive(maker: Callable[..., bytes]) -> None:
    assert files(maker(*NAMES)) == [*NAMES]
    assert files(maker(NAMES[0])) == [NAMES[0]]


@pytest.mark.parametrize("maker", [by_explorer, by_360, by_winrar, by_7_zip, by_macos, by_info_zip])
def test_rare_characters_are_right_beside_common_ones(maker: Callable[..., bytes]) -> None:
    assert files(maker(*NAMES, RARE)) == [*NAMES, RARE]


def test_what_the_builders_make_is_what_a_program_wrote() -> None:
    """The bytes of `zip -X` 3.0 for a file of 2023-03-05."""
    entry = replace(
        PLAIN,
        raw="证/方案.pdf".encode(),
        host=UNIX,
        made=30,
        needed=10,
        method=0,
        attributes=REGULAR,
        internal=1,
    )
    name = b"\xe8\xaf\x81/\xe6\x96\xb9\xe6\xa1\x88.pdf"
    assert archive(entry) == (
        b"PK\x03\x04\n\x00\x00\x00\x00\x00\x00\x00eV\x04\xc0\xbe\xd1\x04\x00\x00\x00\x04\x00\x00\x00"
        b"\x0e\x00\x00\x00" + name + b"%PDF"
        b"PK\x01\x02\x1e\x03\n\x00\x00\x00\x00\x00\x00\x00eV\x04\xc0\xbe\xd1\x04\x00\x00\x00\x04\x00\x00"
        b"\x00\x0e\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\xa4\x81\x00\x00\x00\x00" + name + b""
        b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00<\x00\x00\x000\x00\x00\x00\x00\x00"
    )


def test_a_separator_within_a_character_is_none() -> None:
    """The second byte of 乗 in GBK is a backslash."""
    raw = "誠信/乗.pdf".encode("gbk")
    assert b"\\" in raw
    assert read(archive(replace(PLAIN, raw=raw))) == ["誠信/乗.pdf"]


def test_a_flag_that_lies_is_not_believed() -> None:
    assert read(archive(replace(PLAIN, raw="报告.pdf".encode("gbk"), flags=UTF_8))) == ["报告.pdf"]


def test_an_extra_field_of_another_name_is_not_believed() -> None:
    raw, old = "改名.pdf".encode("gbk"), "旧名.pdf".encode("gbk")
    stale = replace(PLAIN, raw=raw, extra=unicode_path("旧名.pdf", old))
    assert read(archive(stale)) == ["改名.pdf"]


@pytest.mark.parametrize("torn", [b"\x75\x70", b"\x75\x70\xff\xff\1", b"\x75\x70\3\0\1\2\3"])
def test_a_torn_extra_field_is_none(torn: bytes) -> None:
    assert read(archive(replace(PLAIN, raw="方案".encode("gbk"), extra=torn))) == ["方案"]


def test_an_extra_field_stands_for_a_name_in_plain_letters() -> None:
    """Info-ZIP without any locale."""
    raw = b"#U65b9#U6848.pdf"
    one = replace(PLAIN, raw=raw, host=UNIX, extra=unicode_path("方案.pdf", raw))
    assert read(archive(one)) == ["方案.pdf"]


def test_a_name_that_is_open_follows_the_others() -> None:
    """模 in GBK is ģ in UTF-8; alone on Unix it is that, and on Windows 模."""
    raw = "模.pdf".encode("gbk")
    assert raw.decode() == "ģ.pdf"
    one = replace(PLAIN, raw=raw)
    assert read(archive(one)) == ["模.pdf"]
    assert read(archive(replace(one, host=UNIX))) == ["ģ.pdf"]
    beside = replace(one, raw="方案.pdf".encode("gbk"), host=UNIX)
    assert read(archive(replace(one, host=UNIX), beside)) == ["模.pdf", "方案.pdf"]
    other = replace(one, raw="方案.pdf".encode())
    assert read(archive(one, other)) == ["ģ.pdf", "方案.pdf"]


def test_western_letters_are_not_made_chinese() -> None:
    """0x82 0x73 is a character of GBK, too, and é and s in CP437."""
    assert read(archive(replace(PLAIN, raw="résumés.pdf".encode("cp437")))) == ["résumés.pdf"]
    assert read(archive(replace(PLAIN, raw=b"\xff\xfe.pdf"))) == ["\xa0■.pdf"]
    assert read(archive(replace(PLAIN, raw="résumé".encode(), host=UNIX))) == ["résumé"]


def test_a_name_cut_within_a_character_does_not_spoil_the_others() -> None:
    whole, cut = "方案.pdf".encode("gbk"), "方案".encode("gbk")[:-1]
    names = read(archive(*(replace(PLAIN, raw=raw) for raw in (whole, whole, cut))))
    assert names == ["方案.pdf", "方案.pdf", "方\ufffd"]
    in_utf_8 = [replace(PLAIN, raw=raw) for raw in ("方案".encode(), "通知".encode(), cut)]
    assert read(archive(*in_utf_8))[:2] == ["方案", "通知"]


COMMON: Final = [
    bytes([first, second]).decode("gb2312")
    for first in range(0xB0, 0xD7)
    for second in range(0xA1, 0xFF)
]


@given(st.lists(st.text(st.sampled_from(COMMON), min_size=3, max_size=12), min_size=1, max_size=9))
def test_common_words_are_told_apart_in_both_encodings(names: list[str]) -> None:
    for coding in ("gbk", "utf-8"):
        made = archive(*(replace(PLAIN, raw=one.encode(coding)) for one in names))
        assert read(made) == names
