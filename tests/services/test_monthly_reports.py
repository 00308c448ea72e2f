"""Monthly reports: a form is one event with all that it feeds, and what the ledgers hold is never typed again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, RECEIPTS, Kept
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.periods import Period
from desktop.domain.records import EvidenceLink
from desktop.domain.refusals import Refused
from desktop.services.evidence import link_evidence
from desktop.services.ledgers import keep_rows, rows_of
from desktop.services.monthly_reports import (
    Filing,
    ReportKey,
    due_in_month,
    keep_monthly_report,
    monthly_report_of,
    months_of,
    newest_entered,
)
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, events_of, office_in, refused, rename_round, rounds

MEETING = Activity(kind="meeting", held=date(2022, 3, 5), title="部署会")
RUN = Inspection(title="餐饮抽查", sort="department", directory=200, drawn=10)
WORDS = {"5": "全县3家", "联系人": "王一"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def march(unit: str = "u-a") -> ReportKey:
    return ReportKey(rounds().plan, unit, date(2022, 3, 20))


def new(row: Any) -> Kept[Any]:  # noqa: ANN401  # any ledger's
    return Kept("", "u-a", row)


FILING = Filing(WORDS, date(2022, 3, 18), [new(MEETING)], [new(RUN)], received=date(2022, 3, 19))


def test_before_anything_is_entered(office: Workspace) -> None:
    found = monthly_report_of(office, march())
    assert (found.unit, found.span) == ("甲科", Period(date(2022, 2, 21), date(2022, 3, 20)))
    assert not found.entered
    assert found.receipt is None
    assert found.words == {"单位名称（盖章）": "甲科"}


def test_a_report_is_one_event_with_all_that_it_feeds(office: Workspace) -> None:
    before = len(events_of(office))
    outcome = keep_monthly_report(office, ME, march(), FILING)
    [event] = events_of(office)[before:]
    assert (event.command, event.author, len(outcome.touched)) == (
        "keep-monthly-report",
        "王考评",
        4,
    )
    found = monthly_report_of(office, march())
    assert found.entered
    assert found.words == {
        "单位名称（盖章）": "甲科",
        "填表时间": "2022年3月18日",
        "联系人": "王一",
        "1": "部署会（2022年3月5日）。",
        "4.1": "餐饮抽查。",
        "4.2": "名录库200户，抽取10户，抽查比例5%。",
        "5": "全县3家",
    }
    assert [one.row for one in rows_of(office, ACTIVITIES, "u-a")] == [MEETING]
    assert [one.row for one in rows_of(office, INSPECTIONS, "u-a")] == [RUN]
    assert found.receipt
    assert found.receipt.row == Receipt(
        report=found.due.rule.id, due=date(2022, 3, 20), received=date(2022, 3, 19)
    )
    undo(office, ME, None)
    assert not monthly_report_of(office, march()).entered
    assert rows_of(office, ACTIVITIES) == rows_of(office, RECEIPTS) == []
    redo(office, ME, None)
    assert monthly_report_of(office, march()).words == found.words


def test_what_a_ledger_holds_already_answers_by_itself(office: Workspace) -> None:
    rows = [MEETING, replace(MEETING, held=date(2022, 3, 21), title="下月的会")]
    keep_rows(office, ME, ACTIVITIES, [new(one) for one in rows])
    assert monthly_report_of(office, march()).words["1"] == "部署会（2022年3月5日）。"
    april = march()._replace(due=date(2022, 4, 20))
    assert monthly_report_of(office, april).words["1"] == "下月的会（2022年3月21日）。"
    assert monthly_report_of(office, march("u-b")).words == {"单位名称（盖章）": "乙科"}


def test_rows_are_changed_and_struck_with_the_report(office: Workspace) -> None:
    keep_monthly_report(office, ME, march(), FILING)
    held = monthly_report_of(office, march())
    [meeting], [run] = held.entries.activities, held.entries.runs
    changed = meeting._replace(row=replace(MEETING, title="推进会"))
    keep_monthly_report(office, ME, march(), Filing(activities=[changed], struck=[run.id]))
    found = monthly_report_of(office, march())
    assert found.words == {"单位名称（盖章）": "甲科", "1": "推进会（2022年3月5日）。"}
    assert found.kept.id == held.kept.id
    assert found.kept.row.undated == ()
    assert found.receipt == held.receipt


def test_a_run_without_a_day_stays_with_its_report_until_it_has_one(office: Workspace) -> None:
    keep_monthly_report(office, ME, march(), FILING)
    april = march()._replace(due=date(2022, 4, 20))
    keep_monthly_report(office, ME, april, Filing({"5": "无"}))
    assert monthly_report_of(office, april).entries.runs == ()
    keep_monthly_report(office, ME, march(), Filing(WORDS))
    [run] = monthly_report_of(office, march()).entries.runs
    dated = run._replace(row=replace(RUN, started=date(2022, 4, 1)))
    keep_monthly_report(office, ME, march(), Filing(WORDS, runs=[dated]))
    assert monthly_report_of(office, march()).entries.runs == ()
    assert monthly_report_of(office, april).entries.runs == (dated,)


@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("returned", "received"),
        ("excused", "received"),
        ("accepted", "accepted"),
        ("received", "received"),
    ],
)
def test_what_comes_again_has_come(office: Workspace, state: str, then: str) -> None:
    keep_monthly_report(office, ME, march(), FILING)
    receipt = monthly_report_of(office, march()).receipt
    assert receipt
    told = replace(receipt.row, state=state, note="退回补正")
    keep_rows(office, ME, RECEIPTS, [receipt._replace(row=told)])
    keep_monthly_report(office, ME, march(), Filing(received=date(2022, 3, 25)))
    found = monthly_report_of(office, march()).receipt
    assert found
    assert found.id == receipt.id
    assert found.row == replace(told, state=then, received=date(2022, 3, 25))


def test_months_with_their_states(office: Workspace) -> None:
    keep_monthly_report(office, ME, march(), FILING)
    months = months_of(office, march().assessment, date(2022, 4, 15))
    assert len(months) == 12
    told = [(one.key.due.month, one.standing.state, one.entered, one.rows) for one in months[1:5]]
    assert told == [
        (2, "missing", False, 0),
        (3, "in-time", True, 2),
        (4, "due-soon", False, 0),
        (5, "later", False, 0),
    ]
    with office.reading() as view:
        assert due_in_month(view, march().assessment, "2022-03") == march()
        assert newest_entered(view, march().assessment) == march()
        assert newest_entered(view, march("u-b").assessment) is None
        with pytest.raises(Refused, match="月份请写成 2020-03 的样子"):
            due_in_month(view, march().assessment, "3月")


STRANGER = Kept("", "u-b", MEETING)
REFUSED: dict[str, tuple[Filing, str]] = {
    "a line that the form has not": (Filing({"9": "字"}), "words.9"),
    "a label that is known": (Filing({"填表时间": "昨天"}), "words.填表时间"),
    "another unit's row": (Filing(activities=[STRANGER]), "activities.0.unit"),
    "a row that cannot be": (
        Filing(activities=[new(replace(MEETING, title="会\x00"))]),
        "activities.0.title",
    ),
    "a struck row that is gone": (Filing(struck=["none"]), "id"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_keeps_nothing(office: Workspace, case: str) -> None:
    filing, at = REFUSED[case]
    with refused(office.folder) as caught:
        keep_monthly_report(office, ME, march(), filing)
    assert caught.value.at == at


def test_only_the_unit_s_own_rows_of_these_ledgers_are_struck(office: Workspace) -> None:
    keep_monthly_report(office, ME, march(), FILING)
    found = monthly_report_of(office, march())
    [meeting] = found.entries.activities
    for key, row in ((march("u-b"), meeting.id), (march(), found.kept.id)):
        with refused(office.folder) as caught:
            keep_monthly_report(office, ME, key, Filing(struck=[row]))
        assert caught.value.at == "struck"
    link_evidence(office, ME, EvidenceLink("", add(office), ledger_row=meeting.id))
    with refused(office.folder) as caught:
        keep_monthly_report(office, ME, march(), Filing(struck=[meeting.id]))
    assert "请先取消关联" in caught.value.message


def test_a_form_may_have_evidence(office: Workspace) -> None:
    """The stamped scan of the form."""
    keep_monthly_report(office, ME, march(), FILING)
    row = monthly_report_of(office, march()).kept.id
    assert link_evidence(office, ME, EvidenceLink("", add(office), ledger_row=row)).link


@pytest.mark.parametrize(
    ("key", "at"),
    [
        (march()._replace(due=date(2022, 3, 21)), "due"),
        (march()._replace(due=date(2021, 3, 20)), "due"),
        (march("u-z"), "unit"),
        (march()._replace(round="none"), "round"),
        (march()._replace(round=rounds().cities), "due"),
    ],
)
def test_a_report_that_is_not_due_is_refused(office: Workspace, key: ReportKey, at: str) -> None:
    with refused(office.folder) as caught:
        keep_monthly_report(office, ME, key, FILING)
    assert caught.value.at == at


def test_a_round_that_says_no_days_has_no_months(office: Workspace) -> None:
    rename_round(office, ME, rounds().plan, "年度计划", "本年度")
    with refused(office.folder) as caught:
        months_of(office, march().assessment, date(2022, 4, 1))
    assert "看不出起止日期" in caught.value.message
