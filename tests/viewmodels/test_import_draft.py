"""An import in the making: nothing is written before it is agreed to, and then as one event."""

from pathlib import Path
from threading import Event

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # no stubs
from PySide6.QtWidgets import QApplication

from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, MEMBERS
from desktop.services.ledger_imports import ImportWish
from desktop.viewmodels.import_draft import ImportDraft, row_told, standing_words, whole_told
from tests.viewmodels.ledgering import YEAR, Ledgers, run

HEAD = "任务编号,任务名称,抽查类型,牵头部门,结束日期,抽查户数"
TABLE = f"""{HEAD}
R1,食品,部门内抽查,甲科,2022-03-01,12
R2,药品,部门联合,乙科,2022-04-01,7
R3,烟草,部门内抽查,没有的局,2022-05-01,3
R4,成品油,部门内抽查,丙科,五月初,3
"""


class Importing:
    """A draft of the year's runs, and how often it told of something."""

    def __init__(self, year: Ledgers, ledger: str = INSPECTIONS, unit: str | None = None) -> None:
        self.year = year
        year.book.open(ledger)
        self.draft = ImportDraft(year.workplace, year.jobs, ImportWish(ledger, YEAR, unit))
        self.ended: list[int] = []
        self.draft.ended.connect(lambda: self.ended.append(1))

    def read(self, text: str) -> ImportDraft:
        path = self.year.workspace.folder.parent / "平台导出.csv"
        path.write_text(text, encoding="utf-8")
        return self.open(path)

    def open(self, path: Path) -> ImportDraft:
        self.draft.read(path)
        self.year.wait()
        return self.draft

    def keep(self) -> None:
        self.draft.keep()
        self.year.wait()

    @property
    def standings(self) -> list[str]:
        assert self.draft.plan is not None
        return [one.standing for one in self.draft.plan.rows]

    @property
    def keys(self) -> list[str]:
        assert self.draft.plan is not None
        return [one.key or "" for one in self.draft.plan.layout.columns]


@pytest.fixture
def importing(year: Ledgers) -> Importing:
    return Importing(year)


def test_every_row_is_told_before_anything_is_written(importing: Importing, year: Ledgers) -> None:
    draft = importing.draft
    assert (draft.summary, draft.is_ready, draft.sheets) == ("正在读取…", False, ())
    draft.keep()
    before = len(year.events)
    importing.read(TABLE)
    assert draft.plan is not None
    assert importing.standings == ["new", "new", "refused", "refused"]
    assert [standing_words(one) for one in draft.plan.rows[1:3]] == ["新增", "不能导入"]
    assert "结束日期：2022-03-01；" in f"{row_told(draft.plan.rows[0])}；"
    assert row_told(draft.plan.rows[2]).startswith("单位：名单里没有“没有的局”")
    assert row_told(draft.plan.rows[3]).startswith("结束日期：“五月初”不是日期")
    assert draft.summary == "新增 2 行，修改 0 行，不能导入 2 行"
    assert (len(year.events), draft.is_ready, draft.sheets) == (before, True, ("平台导出",))


def test_the_whole_import_is_one_step_of_undo(importing: Importing, year: Ledgers) -> None:
    before = len(year.events)
    importing.read(TABLE)
    importing.keep()
    assert (importing.ended, year.events[before:]) == ([1], ["import-ledger"])
    assert [one.row.told for one in year.book.rows] == ["食品", "药品"]
    year.undoing.undo()
    assert year.book.rows == ()
    year.undoing.redo()
    assert len(year.book.rows) == 2


def test_the_same_again_changes_nothing(importing: Importing, year: Ledgers) -> None:
    importing.read(TABLE)
    importing.keep()
    again = Importing(year)
    again.read(TABLE.replace(",12", ",15"))
    assert again.standings == ["changed", "same", "refused", "refused"]
    assert again.draft.plan is not None
    assert row_told(again.draft.plan.rows[0]) == "抽取户数：12 → 15"
    same = Importing(year)
    same.read(TABLE)
    assert (same.draft.is_ready, same.draft.summary) == (
        False,
        "新增 0 行，修改 0 行，相同 2 行，不能导入 2 行",
    )
    same.draft.keep()
    assert same.ended == []


def test_what_a_column_means_is_chosen_once(importing: Importing, year: Ledgers) -> None:
    foreign = TABLE.replace("抽查户数", "本次数量")
    draft = importing.read(foreign)
    assert importing.keys[-1:] == [""]
    draft.choose_column("本次数量", "drawn")
    year.wait()
    assert importing.keys[-1:] == ["drawn"]
    draft.choose_column("任务编号", "drawn")  # taken from the one that had it
    year.wait()
    assert draft.choices == {"本次数量": "", "任务编号": "drawn"}
    draft.choose_column("任务编号", "")
    draft.choose_column("本次数量", "drawn")
    year.wait()
    importing.keep()
    again = Importing(year)
    again.read(foreign)
    assert again.keys[-1] == "drawn"
    year.undoing.undo()
    assert year.book.rows == ()


def test_only_the_last_choice_counts(importing: Importing, year: Ledgers) -> None:
    draft = importing.read(TABLE)
    draft.choose_column("任务名称", "")
    assert not draft.is_ready  # what is shown is not what was chosen
    draft.keep()
    draft.choose_column("任务名称", "title")
    year.wait()
    assert importing.standings == ["new", "new", "refused", "refused"]
    assert (draft.is_ready, importing.ended) == (True, [])


def test_a_table_without_units_goes_to_the_one_that_is_chosen(
    importing: Importing, year: Ledgers
) -> None:
    draft = importing.read("任务名称,抽查类型\n食品,部门内抽查\n")
    assert importing.standings == ["refused"]
    draft.choose_unit("u-b")
    year.wait()
    assert importing.standings == ["new"]
    importing.keep()
    assert [one.unit for one in year.book.rows] == ["u-b"]


def test_a_sheet_is_chosen_by_what_it_says_or_by_hand(importing: Importing, year: Ledgers) -> None:
    path = year.workspace.folder.parent / "台账.xlsx"
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["填报说明"])
    for name, task in (("一季度", "食品"), ("二季度", "药品")):
        sheet = book.create_sheet(name)
        sheet.append(["任务名称", "抽查类型", "牵头部门"])
        sheet.append([task, "部门内抽查", "甲科"])
    book.save(path)
    draft = importing.open(path)
    assert draft.plan is not None
    assert (draft.plan.sheet, draft.sheets) == ("一季度", ("说明", "一季度", "二季度"))
    draft.choose_column("牵头部门", "")
    draft.choose_sheet("二季度")
    year.wait()
    assert (draft.plan.rows[0].told, draft.choices) == ("药品", {})
    draft.choose_sheet("二季度")
    assert draft.is_ready
    draft.choose_sheet("说明")
    year.wait()
    assert (draft.is_ready, draft.summary) == (False, "不能导入")
    assert draft.failure == year.refusals[-1] != ""
    draft.choose_sheet("一季度")
    year.wait()
    assert (draft.failure, importing.standings) == ("", ["new"])


def test_a_file_that_cannot_be_read_says_why(importing: Importing, year: Ledgers) -> None:
    path = year.workspace.folder.parent / "坏.xlsx"
    path.write_bytes(b"no workbook")
    draft = importing.open(path)
    assert (draft.plan, draft.summary) == (None, "不能导入")
    assert year.refusals == [draft.failure]
    draft.choose_unit("u-a")  # nothing was read that could be planned
    assert draft.plan is None


def test_another_ledger_has_other_columns(importing: Importing, year: Ledgers) -> None:
    draft = importing.read("名称,类别\n县水利局,部门\n")
    draft.choose_ledger(MEMBERS)
    draft.choose_unit("u-a")
    year.wait()
    assert [words for _, words in draft.keys][:3] == ["（不导入）", "单位", "成员单位"]
    assert importing.standings == ["new"]
    draft.choose_ledger(ACTIVITIES)
    year.wait()
    assert draft.is_wanted("held")
    assert not draft.is_wanted("number")


def test_what_follows_from_the_rest_is_not_missed(year: Ledgers) -> None:
    draft = Importing(year).draft
    assert draft.is_wanted("title")
    assert not draft.is_wanted("sort")
    assert not draft.is_wanted("unit")


def test_a_row_that_is_kept_meanwhile_is_the_same(importing: Importing, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品", number="R1", lead="甲科"))
    importing.read(TABLE)
    assert importing.standings[0] == "changed"


def test_what_was_agreed_to_is_written_beside_the_window_and_once(
    importing: Importing, year: Ledgers
) -> None:
    """Another's transaction holds it up: the window goes on, and asking again writes nothing twice."""
    draft, before = importing.read(TABLE), len(year.events)
    with year.workspace.writing():
        draft.keep()
        assert (draft.is_writing, draft.is_ready) == (True, False)
        assert draft.summary == "正在写入 2 行…现在关闭也会写完"
        draft.keep()
        QApplication.processEvents()
        assert (importing.ended, len(year.jobs.running)) == ([], 1)
    year.wait()
    assert (importing.ended, draft.is_writing) == ([1], False)
    assert year.events[before:] == ["import-ledger"]
    assert year.remarks == ["已把“平台导出.csv”导入“抽查任务”：新增 2 行，修改 0 行，不能导入 2 行"]


def test_what_was_overtaken_is_refused_and_looked_at_again(
    importing: Importing, year: Ledgers
) -> None:
    draft = importing.read(TABLE)
    year.keep(INSPECTIONS, run("食品", number="R1", lead="甲科"))
    importing.keep()
    assert (importing.ended, draft.failure) == ([], "台账刚有改动，请重新核对")
    assert (year.refusals, importing.standings[0]) == ([draft.failure], "changed")
    importing.keep()
    assert (importing.ended, draft.failure) == ([1], "")


def test_what_is_called_off_before_it_began_writes_nothing(
    importing: Importing, year: Ledgers
) -> None:
    draft, before = importing.read(TABLE), len(year.events)
    go_on = Event()
    for _ in range(2):  # as many as run at once
        year.jobs.start("别的", lambda _p, _c: go_on.wait(10), lambda _: None)
    draft.keep()
    year.jobs.running[-1].cancel()
    go_on.set()
    year.wait()
    assert (importing.ended, len(year.events), draft.is_ready) == ([], before, True)


def test_what_looks_wrong_is_told_beside_what_was_read(importing: Importing) -> None:
    head, row = f"{HEAD},公示日期\n", "R1,食品,部门内抽查,甲科,2022-03-02,12,2022-03-01\n"
    draft = importing.read(head + row)
    assert draft.summary == "新增 1 行，修改 0 行，其中 1 行有疑点"
    assert draft.plan is not None
    [one] = draft.plan.rows
    doubt = "疑点：公示日期 2022-03-01 早于结束日期 2022-03-02"
    assert row_told(one).startswith(f"{doubt}\n任务编号：R1；")
    assert whole_told(one).startswith("单位：甲科；抽查任务：食品；")
    assert whole_told(one).endswith(f"\n{doubt}")
    importing.keep()
    [same] = importing.open(importing.year.workspace.folder.parent / "平台导出.csv").plan.rows  # type: ignore[union-attr]  # there is one
    assert (same.standing, row_told(same), whole_told(same)) == ("same", doubt, doubt)


def test_what_was_assumed_is_said(year: Ledgers) -> None:
    importing = Importing(year, unit="u-a")
    table = "任务编号,任务名称,公示日期\nR1,食品,2022-03-01\n"
    draft = importing.read(table)
    assert draft.plan is not None
    [row] = draft.plan.rows
    assert "抽查类型：未读到，暂按 部门内抽查" in row_told(row)
    assert "抽查类型：未读到，暂按 部门内抽查" in whole_told(row)
    assert "1 行的抽查类型未读到，暂定" in draft.summary


def test_a_cell_that_was_emptied_says_that_the_old_value_stays(year: Ledgers) -> None:
    importing = Importing(year, unit="u-a")
    importing.read("任务编号,任务名称,公示日期\nR1,食品,2022-03-01\n")
    importing.keep()
    draft = importing.read("任务编号,任务名称,公示日期\nR1,食品,\n")
    assert draft.plan is not None
    [row] = draft.plan.rows
    assert (standing_words(row), row_told(row)) == (
        "相同",
        "公示日期：表中空着，台账里的 2022-03-01 保留",
    )
