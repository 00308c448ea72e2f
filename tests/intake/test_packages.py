"""A package is planned before a byte is written, and unpacked to the plan or not at all; hostile ones cost words."""

import hashlib
import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Final

import pytest

from desktop.domain.litter import ABOUT, EMPTY, HIDDEN, PROGRAM, SYSTEM, TEMPORARY
from desktop.domain.refusals import Refused
from desktop.intake import packages
from desktop.intake.confined import Broken, Limits
from desktop.intake.package_reading import ENCRYPTED, LINK, LONG, METHOD, NESTED, OUTSIDE
from desktop.intake.packages import PackagePlan, _planned, plan_package, unpack
from tests.intake import raw_packages
from tests.intake.raw_packages import (
    FOLDER,
    REGULAR,
    UNIX,
    Packed,
    archive,
    bomb,
    by_360,
    by_macos,
    large_archive,
    write_holes,
)

DAMAGED: Final = "“甲科.zip”不完整或已损坏，请重新拷贝一份，或请报送单位重新压缩"
SCAN: Final = Packed("方案.pdf".encode("gbk"), b"%PDF" + bytes(range(256)) * 40)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return tmp_path / "甲科.zip"


def planned(package: Path, content: bytes) -> PackagePlan:
    package.write_bytes(content)
    return plan_package(package)


def refused(package: Path, content: bytes) -> str:
    package.write_bytes(content)
    began = monotonic()
    with pytest.raises(Refused) as caught:
        plan_package(package)
    assert monotonic() - began < 10
    return caught.value.message


def told(plan: PackagePlan) -> list[tuple[str, tuple[str, ...], int]]:
    return [(one.name, one.folders, one.size) for one in plan.files]


def unpacked(package: Path, plan: PackagePlan) -> dict[str, bytes]:
    """What unpacking writes, by name."""
    folder = package.parent / "room"
    folder.mkdir()
    paths = unpack(package, plan, folder, go_on)
    assert {*paths} == {one for one in folder.rglob("*") if one.is_file()}
    return {one.name: one.read_bytes() for one in paths}


def go_on(done: int) -> None:
    """Nobody looks."""


class TestPlan:
    """What will be written, and what is passed over."""

    def test_files_have_their_names_folders_and_sizes(self, package: Path) -> None:
        plan = planned(package, by_360("甲科/佐证/方案.pdf", "甲科/通知.jpg"))
        assert told(plan) == [("方案.pdf", ("甲科", "佐证"), 4), ("通知.jpg", ("甲科",), 4)]
        assert (plan.size, plan.skipped) == (8, "")

    def test_what_macos_leaves_is_passed_over_and_names_are_put_together(
        self, package: Path
    ) -> None:
        plan = planned(package, by_macos("甲科/résumé.pdf"))
        assert told(plan) == [("résumé.pdf", ("甲科",), 4)]
        assert plan.skipped == "跳过系统文件 1 个"

    @pytest.mark.parametrize(
        ("entry", "kind"),
        [
            (replace(SCAN, raw=b"a/Thumbs.db"), SYSTEM),
            (replace(SCAN, raw=b"a/.DS_Store"), SYSTEM),
            (replace(SCAN, raw=b"__MACOSX/a/._b.pdf"), SYSTEM),
            (replace(SCAN, raw=b"~$a.docx"), TEMPORARY),
            (replace(SCAN, raw=b".git/config"), HIDDEN),
            (replace(SCAN, raw=b"a.pdf", content=b"", method=0), EMPTY),
            (replace(SCAN, raw=b"a.pdf", flags=1), ENCRYPTED),
            (replace(SCAN, raw=b"a", host=UNIX, attributes=raw_packages.LINK), LINK),
            (replace(SCAN, raw=b"../a.pdf"), OUTSIDE),
            (replace(SCAN, raw=b"a/..\\..\\b.pdf"), OUTSIDE),
            (replace(SCAN, raw=b"/etc/a.pdf"), OUTSIDE),
            (replace(SCAN, raw=b"C:\\a.pdf"), OUTSIDE),
            (replace(SCAN, raw=b"\\\\server\\share\\a.pdf"), OUTSIDE),
            (replace(SCAN, raw=b"a/b.RAR"), NESTED),
            (replace(SCAN, raw=b"a.zip"), NESTED),
            (replace(SCAN, raw=b"a/" * 40 + b"b.pdf"), LONG),
            (replace(SCAN, raw=b"a" * 2_000), LONG),
            (replace(SCAN, raw=b"a.pdf", method=9), METHOD),
            (replace(SCAN, raw=b"a/setup.EXE"), PROGRAM),
            (replace(SCAN, raw=b"a/invoice.pdf.scr. "), PROGRAM),
            (replace(SCAN, raw=b"a/readme.txt"), ABOUT),
            (replace(SCAN, raw=b"desktop.ini"), SYSTEM),
        ],
    )
    def test_what_is_not_unpacked_is_told(self, package: Path, entry: Packed, kind: str) -> None:
        plan = planned(package, archive(entry, SCAN))
        assert [one.name for one in plan.files] == ["方案.pdf"]
        assert [one.kind for one in plan.passed] == [kind]
        assert f"{kind} 1 个" in plan.skipped

    def test_what_somebody_may_miss_is_named(self, package: Path) -> None:
        locked = [replace(SCAN, raw=b"%d.pdf" % at, flags=1) for at in range(4)]
        plan = planned(package, archive(SCAN, *locked, replace(SCAN, raw=b"Thumbs.db")))
        assert plan.skipped == "跳过加密的文件 4 个（“0.pdf”“1.pdf”“2.pdf”等）、系统文件 1 个"

    def test_folders_are_no_files(self, package: Path) -> None:
        folder = Packed(b"a", b"", method=0, attributes=FOLDER)
        plan = planned(package, archive(replace(folder, raw=b"b/"), folder, SCAN))
        assert (len(plan.files), plan.passed) == (1, ())

    def test_names_are_made_fit_for_every_system(self, package: Path) -> None:
        raws = [b"a/con.pdf", b"a//./b?:*.pdf", b"c\x01\x00.pdf", b"d" * 250 + b".pdf", b"e. "]
        plan = planned(package, archive(*(replace(SCAN, raw=one) for one in raws)))
        assert [one.name for one in plan.files] == [
            "_con.pdf",
            "b___.pdf",
            "c__.pdf",
            "d" * 176 + ".pdf",
            "e",
        ]
        assert plan.files[1].folders == ("a",)

    def test_of_one_name_both_files_are_kept(self, package: Path) -> None:
        raws = [b"a/b.pdf", b"a/B.pdf", b"A/b.pdf", b"a/b (2).pdf", b"b.pdf", b"b.pdf/c.pdf"]
        entries = [replace(SCAN, raw=raw, content=b"%d" % at) for at, raw in enumerate(raws)]
        plan = planned(package, archive(*entries))
        names = ["b.pdf", "B (2).pdf", "b (3).pdf", "b (2) (2).pdf", "b.pdf", "c.pdf"]
        assert [one.name for one in plan.files] == names
        folder = package.parent / "room"
        folder.mkdir()
        paths = unpack(package, plan, folder, go_on)
        assert [one.read_bytes() for one in paths] == [b"%d" % at for at in range(6)]

    def test_thousands_of_one_name_cost_no_time(self, package: Path) -> None:
        began = monotonic()
        plan = planned(package, archive(*[replace(SCAN, raw=b"a.pdf", content=b"x")] * 10_000))
        assert plan.files[-1].name == "a (10000).pdf"
        assert monotonic() - began < 10


class TestRefusals:
    """One sentence that says what to do."""

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (
                b"Rar!\x1a\x07\x01\0" + bytes(99),
                "是 RAR 压缩包，本软件解不开，请解压成文件夹，或另存为 zip",
            ),
            (
                b"7z\xbc\xaf\x27\x1c" + bytes(99),
                "是 7z 压缩包，本软件解不开，请解压成文件夹，或另存为 zip",
            ),
            (b"%PDF-1.7" + bytes(99), "不是 zip 压缩包，请解压成文件夹，或另存为 zip"),
            (b"PK\x07\x08PK\x03\x04" + bytes(99), "是分卷压缩包中的一卷"),
            (b"P", "不是 zip 压缩包"),
        ],
    )
    def test_what_is_no_zip(self, package: Path, content: bytes, words: str) -> None:
        assert words in refused(package, content)

    def test_what_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "甲科.zip").mkdir()
        os.mkfifo(tmp_path / "乙科.zip")
        for name, words in (("甲科.zip", "是文件夹"), ("乙科.zip", "不是普通文件")):
            with pytest.raises(Refused, match=words):
                plan_package(tmp_path / name)
        with pytest.raises(FileNotFoundError):
            plan_package(tmp_path / "丙科.zip")

    @pytest.mark.parametrize("kept", [0.2, 0.7, 0.99])
    def test_one_cut_short(self, package: Path, kept: float) -> None:
        whole = archive(SCAN, SCAN)
        assert refused(package, whole[: int(len(whole) * kept)]) == DAMAGED

    @pytest.mark.parametrize(
        "claims",
        [
            {"offset": 10_000_000},
            {"offset": 1},
            {"packed": 1 << 20},
            {"packed": 0xFFFFFFFF},  # it stands in an extra field that is not there
            {"size": 3, "packed": 70_000},
        ],
    )
    def test_one_that_contradicts_itself(self, package: Path, claims: dict[str, int]) -> None:
        entry = replace(SCAN, claims=tuple(claims.items()))
        assert refused(package, archive(entry)) == DAMAGED

    def test_a_stored_file_of_another_size(self, package: Path) -> None:
        entry = replace(SCAN, method=0, claims=(("size", 5),))
        assert refused(package, archive(entry)) == DAMAGED

    def test_a_directory_that_is_none(self, package: Path) -> None:
        whole = archive(SCAN)
        assert refused(package, whole.replace(b"PK\1\2", b"PK\1\1")) == DAMAGED
        end = whole.rindex(b"PK\5\6")
        longer = struct.pack("<L", struct.unpack_from("<L", whole, end + 16)[0] + 99)
        assert refused(package, whole[: end + 16] + longer + whole[end + 20 :]) == DAMAGED
        entry = whole.rindex(b"PK\1\2")
        torn = whole[: entry + 28] + b"\xff\xff" + whole[entry + 30 :]
        assert refused(package, torn) == DAMAGED

    def test_a_password(self, package: Path) -> None:
        words = refused(package, archive(replace(SCAN, flags=1)))
        assert (
            words == "“甲科.zip”设有密码，请用密码解压成文件夹后再选，或请报送单位不设密码重新压缩"
        )

    def test_a_rare_way_of_packing(self, package: Path) -> None:
        assert "压缩方式少见" in refused(package, archive(replace(SCAN, method=14)))

    def test_a_volume(self, package: Path) -> None:
        words = "是分卷压缩包中的一卷，请把各卷放在一起"
        assert words in refused(package, archive(replace(SCAN, claims=(("disk", 2),))))
        whole = archive(SCAN)
        end = whole.rindex(b"PK\5\6")
        last = whole[: end + 4] + struct.pack("<HH", 2, 0) + whole[end + 8 :]
        assert words in refused(package, last)
        large = large_archive(SCAN)
        locator = large.rindex(b"PK\6\7")
        assert words in refused(package, large[: locator + 16] + b"\2" + large[locator + 17 :])

    def test_too_many(self, package: Path) -> None:
        entries = [Packed(b"", b"", method=0)] * 10_001
        assert "里面的文件太多（最多 10000 个）" in refused(package, archive(*entries))
        whole = bytearray(archive(SCAN))
        whole[-14:-10] = struct.pack("<HH", 60_000, 60_000)
        assert "里面的文件太多" in refused(package, bytes(whole))

    def test_too_large(self, package: Path) -> None:
        write_holes(package, [b"1.bmp", b"2.bmp"], 1_025 << 20)
        with pytest.raises(Refused, match=r"解压后太大（最多 2 GB），请分成几个压缩包"):
            plan_package(package)

    def test_an_absurd_ratio(self, package: Path) -> None:
        swollen = replace(SCAN, content=bytes(101 << 20))
        assert "解压后大得反常，不是正常压缩出来的" in refused(package, archive(swollen))
        small = replace(SCAN, content=bytes(50 << 20))
        assert "解压后大得反常" in refused(package, archive(small, small, small))
        assert planned(package, archive(small)).size == 50 << 20
        write_holes(package, [b"1.bmp"], 1_025 << 20, times=11)
        with pytest.raises(Refused, match="解压后大得反常"):
            plan_package(package)

    def test_entries_that_share_bytes(self, package: Path) -> None:
        assert "互相重叠，不是正常压缩出来的" in refused(package, bomb(50, bytes(1 << 20)))

    def test_nothing_to_take_in(self, package: Path) -> None:
        assert refused(package, archive()) == "“甲科.zip”里没有可以收入的文件"
        litter = replace(SCAN, raw=b"Thumbs.db")
        words = "“甲科.zip”里没有可以收入的文件（跳过系统文件 1 个）"
        assert refused(package, archive(litter)) == words

    def test_one_by_which_the_reader_dies(
        self, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(packages, "_READER", "tests.intake.misbehaving")
        assert refused(package, b"die") == DAMAGED

    def test_one_that_keeps_the_reader_too_long(
        self, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(packages, "_LIMITS", Limits(seconds=0.01))
        assert "读得太久" in refused(package, archive(SCAN))


class TestUnpacking:
    """Every byte as it was planned, or nothing."""

    def test_every_file_is_there_with_its_content(self, package: Path) -> None:
        entries = [
            SCAN,
            replace(SCAN, raw=b"a/b.jpg", method=0, content=os.urandom(3 << 20)),
            replace(SCAN, raw=b"c.bmp", content=b"ab" * (2 << 20)),
            replace(SCAN, raw=b"d.txt", content=b"x", flags=8),
        ]
        plan = planned(package, archive(*entries))
        found = unpacked(package, plan)
        assert [*found.values()] == [one.content for one in entries]

    def test_foreign_bytes_before_and_a_comment_behind_do_not_matter(self, package: Path) -> None:
        plan = planned(package, archive(SCAN, before=b"MZ" * 999, comment="注PK\5\6".encode()))
        assert unpacked(package, plan) == {"方案.pdf": SCAN.content}

    def test_figures_of_large_archives_are_read(self, package: Path) -> None:
        plan = planned(package, large_archive(SCAN, replace(SCAN, raw=b"b.pdf", content=b"b")))
        assert unpacked(package, plan) == {"方案.pdf": SCAN.content, "b.pdf": b"b"}

    def test_a_damaged_large_archive_is_refused(self, package: Path) -> None:
        assert refused(package, large_archive(SCAN).replace(b"PK\6\6", b"PK\6\5")) == DAMAGED

    def test_how_far_it_is_is_told(self, package: Path) -> None:
        heard: list[int] = []
        content = os.urandom(5 << 20)
        plan = planned(package, archive(replace(SCAN, content=content), SCAN))
        room = package.parent / "room"
        room.mkdir()
        unpack(package, plan, room, heard.append)
        assert heard == sorted(heard)
        assert len(heard) > 5
        assert heard[-1] == plan.size

    def test_called_off_it_leaves_nothing(self, package: Path) -> None:
        plan = planned(package, archive(replace(SCAN, content=os.urandom(5 << 20))))

        def enough(done: int) -> None:
            if done > 1 << 20:
                raise KeyboardInterrupt

        left_nothing(package, plan, enough, KeyboardInterrupt)

    @pytest.mark.parametrize(
        "change",
        [lambda data: data[:-9] + bytes(9), lambda data: bytes(len(data))],
        ids=["end", "all"],
    )
    def test_damage_is_found_and_named(
        self, package: Path, change: Callable[[bytes], bytes]
    ) -> None:
        content = archive(replace(SCAN, raw=b"a.pdf"), SCAN)
        place = content.rindex(SCAN.data, 0, content.index(b"PK\1\2"))
        after = place + len(SCAN.data)
        damaged = content[:place] + change(SCAN.data) + content[after:]
        plan = planned(package, damaged)
        words = left_nothing(package, plan, go_on, Refused)
        assert words == (
            "“甲科.zip”里的“方案.pdf”有损坏或已有改动，请重新拷贝一份，或请报送单位重新压缩"
        )

    @pytest.mark.parametrize("size", [len(SCAN.content) - 1, len(SCAN.content) + 1])
    def test_more_or_less_than_a_file_said_is_not_believed(self, package: Path, size: int) -> None:
        plan = planned(package, archive(replace(SCAN, claims=(("size", size),))))
        assert "有损坏" in left_nothing(package, plan, go_on, Refused)

    def test_a_file_that_changed_meanwhile_is_refused(self, package: Path) -> None:
        plan = planned(package, archive(SCAN))
        package.write_bytes(archive(replace(SCAN, content=SCAN.content[::-1])))
        assert "已有改动" in left_nothing(package, plan, go_on, Refused)
        package.write_bytes(archive(replace(SCAN, content=b"shorter")))
        assert "已有改动" in left_nothing(package, plan, go_on, Refused)
        package.write_bytes(b"Rar!")
        assert "已有改动" in left_nothing(package, plan, go_on, Refused)

    def test_one_that_takes_too_long_is_refused(
        self, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = planned(package, archive(SCAN))
        monkeypatch.setattr(packages, "_READER", "tests.intake.misbehaving")
        monkeypatch.setattr(packages, "_LIMITS", Limits(seconds=1))
        package.write_bytes(b"work")
        assert "读得太久" in left_nothing(package, plan, go_on, Refused)

    def test_the_largest_swelling_that_is_let_through_ends_in_time(self, package: Path) -> None:
        """Just within the ratio; the whole of two gibibytes takes twenty times as long."""
        blank = replace(SCAN, content=bytes(99 << 20))
        plan = planned(package, archive(blank))
        began = monotonic()
        digests = [hashlib.sha256(one).digest() for one in unpacked(package, plan).values()]
        assert digests == [hashlib.sha256(bytes(99 << 20)).digest()]
        assert monotonic() - began < 10


def left_nothing(
    package: Path,
    plan: PackagePlan,
    tell: Callable[[int], None],
    failure: type[BaseException],
) -> str:
    """What was said; nothing of it is left, there or elsewhere."""
    room = package.parent / "room"
    room.mkdir()
    with pytest.raises(failure) as caught:
        unpack(package, plan, room, tell)
    assert [*package.parent.iterdir()] == [package]
    return str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {"unfit": "whatever"},
        {"files": [[["a"], 1]], "passed": []},
        {"files": [[[], 1, 2]], "passed": []},
        {"files": [[["a"], 0, 2]], "passed": []},
        {"files": [[["a"], 1 << 40, 2]], "passed": []},
        {"files": [[[1], 1, 2]], "passed": []},
        {"files": [], "passed": [["a"]]},
        {"files": [], "passed": [["a", 1]]},
    ],
)
def test_a_reader_that_was_taken_over_is_not_believed(answer: object) -> None:
    with pytest.raises(Broken):
        _planned(answer, "甲科.zip")


def test_a_name_from_a_reader_that_was_taken_over_leads_nowhere() -> None:
    answer = {"files": [[["..", "../../a.pdf"], 1, zlib.crc32(b"")]], "passed": []}
    [file] = _planned(answer, "甲科.zip").files
    assert file.name == "_.._.._a.pdf"


def test_a_unix_file_without_a_kind_is_a_file(package: Path) -> None:
    plain = replace(SCAN, host=UNIX, attributes=0)
    regular = replace(SCAN, raw=b"b.pdf", host=UNIX, attributes=REGULAR)
    assert len(planned(package, archive(plain, regular)).files) == 2
