"""A list of units as it is typed, pasted or read: checked as one writes, and kept as what it says."""

from pathlib import Path

import pytest
from openpyxl import Workbook as Written  # type: ignore[import-untyped]  # no stubs
from pytestqt.qtbot import QtBot

from desktop.domain.records import UnitRecord
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.unit_list_draft import UnitListDraft, standing_of_row

KNOWN = (UnitRecord("u-1", "教育局", aliases=("教体局",)), UnitRecord("u-2", "民政局", size=30))


class Typed:
    """A draft, and what it said."""

    def __init__(self, known: tuple[UnitRecord, ...] = ()) -> None:
        self.jobs = Jobs()
        self.draft = UnitListDraft(self.jobs, known)
        self.changes: list[str] = []
        self.replaced: list[str] = []
        self.refusals: list[str] = []
        self.draft.changed.connect(lambda: self.changes.append(self.draft.summary))
        self.draft.replaced.connect(self.replaced.append)
        self.draft.refused.connect(self.refusals.append)

    def names(self) -> list[str]:
        """What would be kept."""
        return [one.name for one in self.draft.records()]

    def write(self, text: str) -> None:
        """Write and be done."""
        self.draft.write(text)
        self.draft.finish()


@pytest.fixture
def typed(qtbot: QtBot) -> Typed:
    return Typed()


def standings(typed: Typed) -> list[str]:
    return [standing_of_row(one) for one in typed.draft.list.units]


def test_nothing_is_nothing(typed: Typed) -> None:
    assert (typed.draft.summary, typed.draft.records()) == ("还没有单位", [])
    typed.draft.finish()
    assert typed.changes == []


def test_it_is_read_once_after_a_pause(typed: Typed, qtbot: QtBot) -> None:
    for text in ("教", "教育", "教育局", "教育局\n民政局"):
        typed.draft.write(text)
    assert typed.changes == []
    qtbot.waitUntil(lambda: bool(typed.changes), timeout=1_000)
    assert typed.changes == ["2 个单位可以收入"]
    assert typed.names() == ["教育局", "民政局"]


def test_finishing_reads_at_once_and_once(typed: Typed, qtbot: QtBot) -> None:
    typed.write("教育局")
    assert typed.names() == ["教育局"]
    qtbot.wait(200)
    assert len(typed.changes) == 1


def test_rows_pasted_from_a_spreadsheet(typed: Typed) -> None:
    typed.write("单位名称\t规模\t分组\t别名\n教育局\t25\t甲组\t教体局\n民政局\t\t\t\n")
    education, civil = typed.draft.records()
    assert (education.name, education.size, education.groups, education.aliases) == (
        "教育局",
        25,
        ("甲组",),
        ("教体局",),
    )
    assert (civil.name, civil.size) == ("民政局", None)


def test_doubled_rows_are_shown_and_not_kept(typed: Typed) -> None:
    typed.write("教育局\n民政局\n教 育 局\n")
    assert typed.names() == ["教育局", "民政局"]
    assert standings(typed) == ["新单位", "新单位", "与第 1 行重复，不收入"]
    assert typed.draft.summary == "2 个单位可以收入，1 行重复"


def test_faulty_rows_say_what_is_wrong_and_the_others_are_kept(typed: Typed) -> None:
    typed.write("单位名称\t规模\n教育局\t很多\n民政局\t12\n")
    assert typed.names() == ["民政局"]
    assert typed.draft.summary == "1 个单位可以收入，1 行有问题"
    assert "规模" in standings(typed)[0]


def test_what_is_no_unit_is_skipped_and_counted(typed: Typed) -> None:
    typed.write("教育局\n民政局\n共2个单位\n")
    assert typed.names() == ["教育局", "民政局"]
    assert typed.draft.summary == "2 个单位可以收入，跳过 1 行"


def test_units_that_are_known_are_recognised(qtbot: QtBot) -> None:
    typed = Typed(KNOWN)
    typed.write("单位名称\t规模\n教体局\t\n民政局\t31\n财政局\t8\n")
    by_alias, changed, new = standings(typed)
    assert by_alias.startswith("已有，没有变化")
    assert changed == "已有，规模改为“31”"
    assert new == "新单位"
    assert [one.id for one in typed.draft.records()[:2]] == ["u-1", "u-2"]


def test_a_text_that_is_too_long_is_refused(typed: Typed) -> None:
    typed.write("教育局")
    typed.write("局" * 1_000_001)
    assert "太多" in typed.refusals[0]
    assert typed.draft.records() == []


def workbook(folder: Path) -> Path:
    made = Written()
    for cells in (["单位名称", "规模"], ["教育局", 25], ["民政局", None], ["教育局", 25]):
        made.active.append(cells)
    made.save(folder / "名单.xlsx")
    return folder / "名单.xlsx"


def test_a_file_becomes_text_that_says_the_same(typed: Typed, tmp_path: Path, qtbot: QtBot) -> None:
    typed.draft.read_file(workbook(tmp_path))
    assert [one.words for one in typed.jobs.running] == ["读取“名单.xlsx”"]
    qtbot.waitUntil(lambda: bool(typed.replaced), timeout=5_000)
    assert typed.names() == ["教育局", "民政局"]
    assert typed.draft.summary == "2 个单位可以收入，1 行重复"
    again = Typed()
    again.write(typed.replaced[0])
    assert [(one.name, one.size) for one in again.draft.records()] == [
        ("教育局", 25),
        ("民政局", None),
    ]


def test_a_file_that_cannot_be_read_leaves_what_was_written(
    typed: Typed, tmp_path: Path, qtbot: QtBot
) -> None:
    typed.write("教育局")
    broken = tmp_path / "名单.xlsx"
    broken.write_bytes(b"no workbook")
    typed.draft.read_file(broken)
    qtbot.waitUntil(lambda: not typed.jobs.running, timeout=5_000)
    assert len(typed.refusals) == 1
    assert (typed.names(), typed.replaced) == (["教育局"], [])
