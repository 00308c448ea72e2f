"""The monthly report in the making: rows are kept as they are entered, words at the end, a file once it was seen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, RECEIPTS
from desktop.domain.refusals import Refused
from desktop.services.form_previews import FormPreview
from desktop.services.ledgers import keep_rows, rows_of
from desktop.services.monthly_reports import (
    Filing,
    keep_monthly_report,
    monthly_report_of,
    report_key,
)
from desktop.services.undoing import undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from desktop.viewmodels.form_told import brings, labels_told, lines_told, summary_of
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.month_lines import span_words
from desktop.viewmodels.monthly_draft import MonthlyDraft
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, events_of, office_in, rename_round
from tests.viewmodels.monthly import MEETING, RUN, filled, march, new, report


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.wait()


@pytest.fixture
def draft(office: Workspace, jobs: Jobs) -> MonthlyDraft:
    report(office)
    return MonthlyDraft(Workplace(office, ME), jobs, march())


def told(draft: MonthlyDraft) -> dict[str, list[str]]:
    return {
        one.line.place: [entry.words for entry in one.entries]
        for one in draft.lines
        if one.entries or one.ledger
    }


def read(draft: MonthlyDraft, path: Path, bot: QtBot) -> FormPreview:
    with bot.waitSignal(draft.previewed, timeout=10_000) as waited:
        draft.read_file(path)
        assert draft.busy == f"读取“{path.name}”"
    found = waited.args[0]
    bot.waitUntil(lambda: not draft.busy)
    assert isinstance(found, FormPreview)
    return found


class TestSight:
    """What is shown."""

    def test_lines_say_what_is_printed(self, draft: MonthlyDraft) -> None:
        assert told(draft) == {
            "1": ["部署会（2022年3月5日）"],
            "2": [],
            "3": [],
            "4": [],
            "4.1": ["餐饮抽查"],
            "4.2": ["名录库200户，抽取10户，抽查比例5%"],
            "4.3": ["餐饮抽查：这一栏还没有内容"],
            "4.4": ["餐饮抽查：这一栏还没有内容"],
        }
        begun = {one.line.place: one.ledger for one in draft.lines if one.ledger}
        assert begun == {"1": ACTIVITIES, "2": ACTIVITIES, "3": ACTIVITIES, "4": INSPECTIONS}
        assert (draft.words_at("5"), draft.filled) == ("全县3家", date(2022, 3, 18))
        assert draft.received == date(2022, 3, 19)
        assert span_words(draft.sight) == "2月21日至3月20日"
        assert not draft.touched

    def test_several_bear_numbers_and_earlier_runs_their_names(self, draft: MonthlyDraft) -> None:
        earlier = replace(
            RUN, title="药店抽查", started=date(2022, 1, 5), published=date(2022, 3, 1)
        )
        assert draft.keep_row(INSPECTIONS, new(earlier))
        assert draft.keep_row(
            ACTIVITIES, new(replace(MEETING, held=date(2022, 3, 4), title="推进会"))
        )
        assert told(draft)["1"] == ["（1）推进会（2022年3月4日）", "（2）部署会（2022年3月5日）"]
        assert told(draft)["4.4"][1] == "药店抽查：已公示（2022年3月1日）"

    def test_it_is_read_again_and_what_was_typed_stays(self, draft: MonthlyDraft) -> None:
        draft.write("3", "无")
        outcome = keep_rows(
            draft.workplace.workspace, ME, ACTIVITIES, [new(replace(MEETING, kind="training"))]
        )
        draft.workplace.dispatcher.tell(outcome)
        assert told(draft)["3"] == ["部署会"]
        assert (draft.words_at("3"), draft.touched) == ("无", True)


class TestRows:
    """Rows of the ledgers that are begun from a line."""

    def test_a_row_is_begun_with_its_kind_and_a_day_of_the_month(self, draft: MonthlyDraft) -> None:
        begun = draft.row_draft(ACTIVITIES, "training")
        assert (begun.unit, begun.id) == ("u-a", "")
        assert (begun.values["kind"], begun.values["held"]) == ("training", "2022-03-18")
        begun.write("title", "业务培训")
        before = len(events_of(draft.workplace.workspace))
        assert draft.keep_row(ACTIVITIES, begun.row())
        assert len(events_of(draft.workplace.workspace)) == before + 1
        assert told(draft)["3"] == ["业务培训"]
        assert draft.said == ""

    def test_without_a_day_of_its_own_the_last_is_taken(self, draft: MonthlyDraft) -> None:
        draft.write_day("filled", date(2022, 4, 2))
        assert draft.row_draft(INSPECTIONS).values["started"] == "2022-03-20"

    def test_a_run_must_say_a_day(self, draft: MonthlyDraft) -> None:
        begun = draft.row_draft(INSPECTIONS)
        begun.write("title", "药店抽查")
        begun.write("sort", "joint")
        begun.write("started", None)
        with pytest.raises(Refused, match="不知道属于哪个月") as caught:
            begun.row()
        assert caught.value.at == "started"
        begun.write("ended", "2022-03-02")
        assert draft.keep_row(INSPECTIONS, begun.row())
        assert told(draft)["4.1"] == ["（1）餐饮抽查", "（2）药店抽查"]

    def test_one_that_was_reported_without_a_day_is_changed_without_one(
        self, office: Workspace, jobs: Jobs
    ) -> None:
        undated = Inspection(title="抽查", sort="joint")
        keep_monthly_report(office, ME, march(), Filing(runs=[new(undated)]))  # type: ignore[list-item]  # it is a run
        draft = MonthlyDraft(Workplace(office, ME), jobs, march())
        [run] = draft.sight.entries.runs
        begun = draft.draft_of(INSPECTIONS, run)
        begun.write("items", "3大项")
        assert draft.keep_row(INSPECTIONS, begun.row())
        assert told(draft)["4.3"] == ["3大项"]

    def test_a_row_of_another_month_is_kept_and_it_is_said(self, draft: MonthlyDraft) -> None:
        late = replace(MEETING, held=date(2022, 3, 21), title="月末会")
        assert draft.keep_row(ACTIVITIES, new(late))
        assert draft.said.startswith("“月末会”已记入“会议培训文件”台账；")
        assert not draft.is_fault
        assert len(rows_of(draft.workplace.workspace, ACTIVITIES)) == 2

    def test_what_is_refused_is_said(self, draft: MonthlyDraft) -> None:
        [kept] = draft.sight.entries.activities
        assert not draft.keep_row(ACTIVITIES, kept._replace(unit="u-none"))
        assert draft.is_fault
        assert draft.said


class TestKeeping:
    """Words and days."""

    def test_words_and_days_are_one_event(self, draft: MonthlyDraft) -> None:
        workspace = draft.workplace.workspace
        draft.write("3", " 无 ")
        draft.write("联系人", "王一")
        draft.write_day("filled", date(2022, 3, 17))
        draft.write_day("received", date(2022, 3, 20))
        before = len(events_of(workspace))
        assert draft.keep()
        assert len(events_of(workspace)) == before + 1
        sight = monthly_report_of(workspace, march())
        assert sight.kept.row.words == {"5": "全县3家", "3": "无", "联系人": "王一"}
        assert sight.kept.row.filled == date(2022, 3, 17)
        assert sight.receipt
        assert sight.receipt.row.received == date(2022, 3, 20)
        assert not draft.touched
        draft.workplace.dispatcher.tell(undo(workspace, ME, None))
        assert (draft.words_at("3"), draft.received) == ("", date(2022, 3, 19))

    def test_typed_and_taken_back_is_nothing(self, draft: MonthlyDraft) -> None:
        draft.write("5", "")
        draft.write_day("received", None)
        assert draft.touched
        draft.write("5", "全县3家")
        draft.write_day("received", date(2022, 3, 19))
        before = len(events_of(draft.workplace.workspace))
        assert draft.keep()
        assert len(events_of(draft.workplace.workspace)) == before

    def test_an_untouched_form_is_entered_all_the_same(self, office: Workspace, jobs: Jobs) -> None:
        draft = MonthlyDraft(Workplace(office, ME), jobs, march())
        assert draft.keep()
        assert draft.sight.entered
        assert rows_of(office, RECEIPTS) == []

    def test_a_day_that_was_received_is_not_blanked(self, draft: MonthlyDraft) -> None:
        draft.write("3", "无")
        draft.write_day("received", None)
        assert not draft.keep()
        assert draft.said.startswith("已登记 2022-03-19 收到，这里不能清空")
        assert (draft.words_at("3"), draft.received, draft.touched) == ("无", None, True)

    def test_a_round_that_lost_its_days_is_told(self, draft: MonthlyDraft) -> None:
        outcome = rename_round(draft.workplace.workspace, ME, march().round, "年度计划", "某年")
        draft.workplace.dispatcher.tell(outcome)
        assert draft.is_fault
        assert "看不出起止日期" in draft.said


class TestFiles:
    """Read from a file, and written to one."""

    def test_a_filled_form_is_seen_and_then_kept(
        self, draft: MonthlyDraft, tmp_path: Path, qtbot: QtBot
    ) -> None:
        workspace = draft.workplace.workspace
        path = filled(
            workspace,
            tmp_path / "三月.docx",
            {
                "召开会议": "部署会（2022年3月5日），42人参加；推进会（3月9日）",
                "全市本系统": "全县5家",
            },
        )
        draft.write("3", "另外写的")
        draft.write("5", "会被表上的替换")
        draft.write_day("received", date(2022, 3, 20))
        preview = read(draft, path, qtbot)
        assert draft.overtaken(preview) == ("5",)
        assert brings(preview)
        assert summary_of(preview) == "新增 1 条，补充 1 条"
        meetings, system = lines_told(preview)
        assert [(one.standing, one.told) for one in meetings.entries] == [
            ("more", "部署会"),
            ("new", "推进会"),
        ]
        assert meetings.entries[0].news == "参加人数 42"
        assert meetings.entries[1].news == "类型 会议，日期 2022-03-09"
        assert meetings.entries[1].source == "推进会（3月9日）"
        assert (system.words, system.was, system.reworded) == ("全县5家", "全县3家", True)
        assert labels_told(preview) == ()
        before = len(events_of(workspace))
        assert draft.accept(preview)
        assert len(events_of(workspace)) == before + 1
        sight = monthly_report_of(workspace, march())
        assert {one.row.title for one in sight.entries.activities} == {"部署会", "推进会"}
        assert sight.kept.row.words == {"5": "全县5家"}
        assert sight.receipt
        assert sight.receipt.row.received == date(2022, 3, 20)
        assert (draft.words_at("3"), draft.words_at("5")) == ("另外写的", "全县5家")
        again = read(draft, path, qtbot)
        assert not brings(again)
        assert summary_of(again) == "相同 2 条"

    def test_refused_nothing_is_lost(
        self, draft: MonthlyDraft, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = filled(draft.workplace.workspace, tmp_path / "三月.docx", {"全市本系统": "全县5家"})
        draft.write("5", "已输入的")
        draft.write_day("received", None)
        preview = read(draft, path, qtbot)
        assert not draft.accept(preview)
        assert draft.is_fault
        assert (draft.words_at("5"), draft.received) == ("已输入的", None)

    def test_a_day_that_was_typed_goes_with_a_form_that_says_none(
        self, draft: MonthlyDraft, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = filled(draft.workplace.workspace, tmp_path / "三月.docx", {"全市本系统": "全县5家"})
        draft.write_day("filled", date(2022, 3, 16))
        assert draft.accept(read(draft, path, qtbot))
        assert draft.sight.kept.row.filled == date(2022, 3, 16)

    def test_a_file_of_another_kind_is_told(
        self, draft: MonthlyDraft, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = tmp_path / "别的.csv"
        path.write_text("甲,乙\n1,2\n", encoding="utf-8")
        draft.read_file(path)
        draft.read_file(path)  # one at a time
        qtbot.waitUntil(lambda: not draft.busy, timeout=10_000)
        assert draft.is_fault
        assert "请核对是不是选错了文件" in draft.said

    def test_the_month_is_saved_as_a_file(
        self, draft: MonthlyDraft, tmp_path: Path, qtbot: QtBot
    ) -> None:
        out = tmp_path / draft.suggested(".docx")
        assert "2022-03" in out.name
        draft.save_as(out)
        draft.save_as(tmp_path / "又一份.docx")
        assert (draft.said, draft.is_fault) == ("请等它完成，再保存“又一份.docx”", False)
        qtbot.waitUntil(lambda: not draft.busy, timeout=10_000)
        assert out.exists()
        assert draft.said == f"已存成“{out.name}”，在 {out.parent}"

    def test_closed_it_tells_nothing_more(
        self, draft: MonthlyDraft, tmp_path: Path, jobs: Jobs, qtbot: QtBot
    ) -> None:
        path = filled(draft.workplace.workspace, tmp_path / "三月.docx", {"全市本系统": "全县5家"})
        with qtbot.assertNotEmitted(draft.previewed):
            draft.read_file(path)
            draft.close()
            qtbot.waitUntil(lambda: not jobs.running, timeout=10_000)


def test_which_round_a_report_of_the_calendar_is(draft: MonthlyDraft) -> None:
    workspace = draft.workplace.workspace
    due = draft.sight.due
    assert report_key(workspace, "u-a", due) == march()
    with pytest.raises(Refused, match="不在任何批次"):
        report_key(workspace, "u-a", due._replace(due=date(2030, 3, 20)))


def test_activities_of_the_line_alone(draft: MonthlyDraft) -> None:
    document = Activity(
        kind="document", held=date(2022, 3, 2), title="方案", number="水〔2022〕1号"
    )
    assert draft.keep_row(ACTIVITIES, new(document))
    assert told(draft)["2"] == ["《方案》（水〔2022〕1号）"]
