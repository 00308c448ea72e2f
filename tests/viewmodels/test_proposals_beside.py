"""Proposals beside the sheet: read once it is shown, never while one types, answered, told when the ledgers change."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.records import AssessmentKey, OfficeReport, ProposalAnswer
from desktop.services.assessments import sheet_of
from desktop.services.finalising import finalise
from desktop.services.ledgers import strike_rows
from desktop.services.office import units_of
from desktop.services.outcome import Outcome
from desktop.services.proposals import ProposalSight, proposals_of
from desktop.services.recording import record_finding
from desktop.services.report_calendar import keep_office_reports
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import Workspace, open_workspace
from desktop.viewmodels import proposals_beside
from desktop.viewmodels.ledger_check import CheckRow, Group, check_rows
from desktop.viewmodels.proposal_words import ProposalShown, Stand
from desktop.viewmodels.proposals_beside import ProposalsBeside
from desktop.viewmodels.undoing import Undoing
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, rename_round
from tests.viewmodels.building import EVERY, open_round_of
from tests.viewmodels.ledgered import (
    HERE,
    NAMES,
    NEXT,
    SETTLED,
    TODAY,
    keep,
    ledgered_in,
    meet,
    row_named,
    run,
)
from tests.viewmodels.opened import Opened


class Beside(Opened):
    """The sheet that is open, with what the ledgers say."""

    proposals: ProposalsBeside

    def shown(self, name: str) -> ProposalShown:
        """What stands at a criterion."""
        one = self.maybe(name)
        assert one is not None, name
        return one

    def maybe(self, name: str) -> ProposalShown | None:
        """The same, where there may be nothing."""
        criterion = next(one for one in self.proposals.criteria if one.id == name)
        return self.proposals.shown(criterion)

    def tell(self, outcome: Outcome) -> None:
        """As the window does after a command."""
        self.workplace.dispatcher.tell(outcome)

    def wait(self) -> None:
        """Until a later turn has read."""
        QTest.qWait(40)
        wait_until(lambda: not self.proposals._turn.isActive())


@pytest.fixture
def at(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Beside]:
    monkeypatch.setattr(proposals_beside, "_today", lambda: TODAY)
    with open_workspace(ledgered_in(tmp_path)) as workspace:
        made = Beside(workspace)
        made.proposals = ProposalsBeside(made.workplace, made.assessment)
        made.proposals.wake()
        made.assessment.open(HERE)
        made.wait()
        yield made
        made.assessment.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time that the ledgers are asked."""
    heard: list[object] = []

    def listen(workspace: Workspace, key: AssessmentKey, day: date) -> Mapping[str, ProposalSight]:
        heard.append(key)
        return proposals_of(workspace, key, day)

    monkeypatch.setattr(proposals_beside, "proposals_of", listen)
    return heard


# -- when they are read


def test_nothing_is_asked_before_the_sheet_is_shown(at: Beside, asked: list[object]) -> None:
    at.proposals.sleep()
    at.assessment.open(NEXT)
    at.wait()
    assert asked == []
    at.proposals.wake()
    assert asked == []  # not in the same turn
    at.wait()
    assert asked == [NEXT]
    at.proposals.sleep()
    at.proposals.wake()
    at.wait()
    assert asked == [NEXT]


def test_another_sheet_shows_nothing_of_the_one_before(at: Beside) -> None:
    assert at.maybe("late") is not None
    at.assessment.open(NEXT)
    assert at.maybe("late") is None
    assert at.proposals.waiting == ()


def test_while_the_period_lasts_that_is_known(at: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not at.proposals.lasting
    monkeypatch.setattr(proposals_beside, "_today", lambda: date(2022, 12, 31))
    at.assessment.open(NEXT)
    at.wait()
    assert at.proposals.lasting


def test_nothing_is_asked_while_something_is_typed(at: Beside, asked: list[object]) -> None:
    at.assessment.draft("late", {"count": 2})
    at.tell(meet(at.workspace))
    at.wait()
    assert asked == []
    assert at.maybe("silent") is None
    at.assessment.commit()
    at.wait()
    assert asked == [HERE]
    assert at.shown("silent").comes_to == "“未发现”"


def test_what_cannot_be_recorded_yet_keeps_nobody_waiting(at: Beside, asked: list[object]) -> None:
    at.assessment.draft("late", {"count": 2, "exempt": True})
    assert at.assessment.fault("late")
    at.tell(meet(at.workspace))
    at.wait()
    assert asked == [HERE]


TOUCHING: dict[str, Callable[[Beside], object]] = {
    "row": lambda at: at.tell(meet(at.workspace)),
    "others' row": lambda at: at.tell(keep(at.workspace, run("春检", 3, None), NEXT.unit)),
    "report": lambda at: at.tell(
        keep_office_reports(at.workspace, ME, [OfficeReport("", "月报", ("1",), "5", "month")])
    ),
    "round": lambda at: at.tell(rename_round(at.workspace, ME, HERE.round, "考核", "2022年")),
    "answer": lambda at: at.proposals.reject("late", "不属实"),
    "finalised": lambda at: at.tell(_finalised(at)),
}


def _finalised(at: Beside) -> Outcome:
    for name, fact in SETTLED.items():
        record_finding(at.workspace, ME, HERE, name, fact)
    return finalise(at.workspace, ME, HERE)


@pytest.mark.parametrize("what", TOUCHING)
def test_they_are_read_again_when_it_matters(at: Beside, asked: list[object], what: str) -> None:
    TOUCHING[what](at)
    at.wait()
    assert asked == [HERE]


def test_other_sheets_and_findings_do_not_matter(at: Beside, asked: list[object]) -> None:
    at.tell(record_finding(at.workspace, ME, NEXT, "by-hand", {"found": True}).outcome)
    at.record("by-hand", {"found": True})
    at.wait()
    assert asked == []


def test_a_scheme_that_asks_nothing_is_not_looked_at(at: Beside, asked: list[object]) -> None:
    open_round_of(at.workspace, EVERY, "r-every", units_of(at.workspace))
    at.assessment.open(HERE._replace(round="r-every"))
    at.wait()
    assert (asked, at.proposals.asks, at.proposals.waiting) == ([], False, ())


def test_a_period_without_days_is_told_quietly(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals_beside, "_today", lambda: TODAY)
    with open_workspace(ledgered_in(tmp_path, "本年度")) as workspace:
        at = Beside(workspace)
        at.proposals = ProposalsBeside(at.workplace, at.assessment)
        at.proposals.wake()
        at.assessment.open(HERE)
        at.wait()
        assert "看不出起止日期" in at.proposals.trouble
        assert (at.refusals, at.proposals.waiting) == ([], ())
        at.tell(rename_round(workspace, ME, HERE.round, "考核", "2022年"))
        at.wait()
        assert at.proposals.trouble == ""
        assert at.shown("late").waits
        at.assessment.close()


def test_the_day_is_todays() -> None:
    assert proposals_beside._today() == date.today()  # noqa: DTZ011  # the office's day


# -- what they come to


def test_each_shape_says_what_it_comes_to(at: Beside) -> None:
    assert (
        at.shown("late").words
        == "台账登记已结束的抽查 3 次，其中未公示或逾期公示 2 次，建议扣 1 分"
    )
    standing = at.shown("standing")
    assert standing.comes_to == "认定为“参与过”，得 5 分"
    assert standing.words.startswith("台账：部门联合抽查计划 0 项")
    assert at.maybe("by-hand") is None
    assert at.maybe("completion") is None  # the ledgers cannot tell
    assert [one.criterion.id for one in at.proposals.waiting] == ["late", "standing"]


def test_more_than_a_cap_lets_count_is_told_with_it(at: Beside) -> None:
    for number in range(6):
        at.tell(keep(at.workspace, run(f"抽查{number}", 4, None)))
    at.wait()
    assert at.shown("late").comes_to == "扣 4 分（应扣 7 分）"


def test_what_is_recorded_already_may_say_the_same(at: Beside) -> None:
    """It asks nothing then, and is not among what would be accepted at once."""
    fact = at.shown("standing").sight.proposal.fact
    assert fact is not None
    at.record("standing", fact)
    shown = at.shown("standing")
    assert (shown.stand, shown.waits, shown.takes, shown.replaces) == (
        Stand.ALIKE,
        False,
        True,
        False,
    )
    assert shown.words.endswith("，与现在的认定相同")
    assert at.proposals.undecided == {"late"}
    assert [one.criterion.id for one in at.proposals.waiting] == ["late"]
    at.record("standing", {"choice": "some"})  # the proposal would only add what it stands on
    assert at.shown("standing").stand is Stand.ALIKE


def test_what_is_recorded_already_may_say_another_thing(at: Beside) -> None:
    at.record("standing", {"choice": "some", "note": "会议纪要为证"})  # a word would be taken away
    assert (at.shown("standing").stand, at.shown("standing").replaces) == (Stand.WAITING, True)
    at.record("standing", {"choice": "all"})
    assert at.shown("standing").replaces
    assert at.shown("standing").recorded == "认定为“计划完成”，得 10 分"


def test_the_same_finding_may_take_the_ledgers_rows_along(at: Beside) -> None:
    fact = at.shown("late").sight.proposal.fact
    assert fact is not None
    at.record("late", {"items": fact["items"]})
    assert at.shown("late").stand is Stand.ALIKE
    assert at.proposals.accept("late")
    assert at.shown("late").stand is Stand.AGREED


# -- answers


def test_accepting_records_each_row_as_an_item(at: Beside) -> None:
    before = sheet_of(at.workspace, HERE).total
    assert at.proposals.accept("late")
    first, second = at.fact("late")["items"]
    assert first["note"].startswith(NAMES[1])
    assert (second["exempt"], second["reason"]) == (True, "平台停机")
    assert at.shown("late").stand is Stand.AGREED
    assert at.assessment.sheet.total - before == 9
    assert not at.shown("late").takes


def test_accepting_twice_is_one_event(at: Beside) -> None:
    at.proposals.accept("late")
    before = at.events
    assert not at.shown("late").waits  # read in the same turn: a second key finds nothing to take
    assert at.events == before


def test_undo_takes_it_back_and_redo_does_it_again(at: Beside) -> None:
    at.proposals.accept("late")
    at.tell(undo(at.workspace, ME, HERE))
    at.wait()
    assert (at.fact("late"), at.shown("late").stand) == (None, Stand.WAITING)
    at.tell(redo(at.workspace, ME, HERE))
    at.wait()
    assert at.shown("late").stand is Stand.AGREED


def test_what_is_typed_there_gives_way(at: Beside) -> None:
    at.assessment.draft("late", {"count": 3})
    assert at.proposals.accept("late")
    at.assessment.commit()
    assert len(at.fact("late")["items"]) == 2


def test_a_finding_that_is_changed_afterwards_is_the_evaluators(at: Beside) -> None:
    at.proposals.accept("late")
    at.record("late", {"count": 1})
    shown = at.shown("late")
    assert (shown.stand, shown.replaces, shown.takes) == (Stand.ALTERED, True, True)
    at.assessment.withdraw("late")
    assert at.shown("late").words == "采用台账的建议以后，认定又撤去了"
    assert not at.shown("late").replaces


def test_rejecting_needs_grounds_and_can_be_reconsidered(at: Beside) -> None:
    assert not at.proposals.reject("late", "  ")
    assert at.refusals == ["不采用要写明理由"]
    assert at.proposals.reject("late", "经核对，\n两起都在期限内")
    shown = at.shown("late")
    assert shown.words == "没有采用台账的建议（扣 1 分）：经核对， 两起都在期限内"
    assert (shown.stand, shown.waits, at.fact("late")) == (Stand.REJECTED, False, None)
    assert at.proposals.withdraw("late")
    assert at.shown("late").stand is Stand.WAITING


def test_undo_leads_to_the_criterion_that_was_answered(at: Beside) -> None:
    undoing = Undoing(at.workplace, at.assessment)
    undoing.turn_to(at.assessment)
    places: list[str] = []
    undoing.acted.connect(places.append)
    at.proposals.reject("late", "不属实")
    assert undoing.undo_words.startswith("不采用台账认定")
    undoing.undo()
    at.wait()
    assert (places, at.shown("late").stand) == (["late"], Stand.WAITING)


def test_a_change_of_the_ledgers_is_told_and_changes_nothing(at: Beside) -> None:
    at.proposals.accept("late")
    before = at.fact("late")
    at.tell(keep(at.workspace, run(NAMES[1], 6, date(2022, 6, 10))))
    at.tell(keep(at.workspace, run("冬季抽查", 11, None)))
    at.wait()
    shown = at.shown("late")
    assert shown.stand is Stand.CHANGED
    assert shown.words == (
        "台账有变化：不再有：2022-08-01 夏季抽查；现在有：2022-11-29 冬季抽查。现在建议扣 1 分"
    )
    assert [change for _, change in shown.rows] == ["", "新增", "不再有"]
    assert at.fact("late") == before
    assert not shown.replaces  # what stands there is the ledgers' own
    at.proposals.reject("late", "以采用时为准")
    assert (at.shown("late").stand, at.fact("late")) == (Stand.REJECTED, before)
    at.tell(strike_rows(at.workspace, ME, [row_named(at.workspace, "冬季抽查")]))
    at.wait()
    assert at.shown("late").stand is Stand.CHANGED
    at.proposals.accept("late")
    assert len(at.fact("late")["items"]) == 1


def test_many_changes_are_counted(at: Beside) -> None:
    at.proposals.accept("late")
    for number in range(5):
        at.tell(keep(at.workspace, run(f"抽查{number}", 4, None)))
    at.wait()
    assert "；还有 2 处。现在建议扣 4 分（应扣 6 分）" in at.shown("late").words


def test_ledgers_that_can_tell_no_more_say_so(at: Beside) -> None:
    at.proposals.accept("late")
    at.tell(strike_rows(at.workspace, ME, [row_named(at.workspace, one) for one in NAMES]))
    at.wait()
    shown = at.shown("late")
    assert shown.words == "台账有变化：台账现在得不出这一条"
    assert (shown.comes_to, shown.takes, shown.waits) == ("", False, True)
    assert "late" in at.proposals.undecided
    assert at.proposals.withdraw("late")  # what stays is the finding
    assert at.maybe("late") is None
    assert at.fact("late") is not None


def test_what_changed_unseen_is_not_accepted(at: Beside) -> None:
    keep(at.workspace, run("冬季抽查", 11, None))  # nobody told the window
    assert not at.proposals.accept("late")
    [why] = at.refusals
    assert "重新计算" in why
    assert at.fact("late") is None
    assert len(at.shown("late").sight.proposal.rows) == 3  # and here it is
    assert at.proposals.accept("late")


def test_where_nothing_is_proposed_nothing_can_be_answered(at: Beside) -> None:
    before = at.events
    assert not at.proposals.accept("by-hand")
    assert not at.proposals.reject("by-hand", "不属实")
    assert not at.proposals.withdraw("by-hand")
    at.assessment.close()
    assert not at.proposals.withdraw("late")
    assert at.events == before


# -- all at once, and the check before scoring


def test_all_that_waits_is_accepted_as_one_step(at: Beside) -> None:
    at.record("standing", {"choice": "all"})
    before = at.events
    assert at.proposals.accept_all()
    assert at.events == before + 1
    assert (at.fact("standing")["choice"], len(at.fact("late")["items"])) == ("some", 2)
    assert at.proposals.waiting == ()
    at.tell(undo(at.workspace, ME, HERE))
    at.wait()
    assert (at.fact("standing"), at.fact("late")) == ({"choice": "all"}, None)
    with at.workspace.reading() as view:
        assert view.all(ProposalAnswer) == []


def test_what_the_ledgers_could_not_tell_in_full_is_taken_one_by_one(at: Beside) -> None:
    """Two runs bear no day at all: whether they are late nobody knows."""
    assert [one.criterion.id for one in at.proposals.whole] == ["late", "standing"]
    assert [*at.proposals.lacking] == []
    for number in (1, 2):
        undated = Inspection(title=f"未登记日期{number}", sort="joint")
        at.tell(keep(at.workspace, undated))
    at.wait()
    [late] = at.proposals.lacking
    assert late.words == (
        "台账登记已结束的抽查 3 次，其中未公示或逾期公示 2 次，建议扣 1 分"
        "；台账不全：2 次抽查没有登记任何日期"
    )
    assert [one.criterion.id for one in at.proposals.whole] == ["standing"]
    lacking = [one for one in check_rows(at.proposals) if one.group is Group.LACKING]
    assert [(one.criterion, one.outcome) for one in lacking if one.criterion == "late"] == [
        ("late", "到“抽查任务”登记")
    ]
    assert at.proposals.accept_all()
    assert (at.fact("late"), at.shown("standing").stand) == (None, Stand.AGREED)
    assert not at.proposals.accept_all()
    assert at.proposals.accept("late")
    assert at.shown("late").stand is Stand.AGREED


def test_a_column_that_nobody_fills_is_told_with_the_rest(at: Beside) -> None:
    for name, month in zip(NAMES, (3, 6, 9), strict=True):
        at.tell(keep(at.workspace, run(name, month, None)))
    at.wait()
    assert at.shown("late").words.endswith("；台账不全：公示日期一栏全部空着")
    [one] = [
        row
        for row in check_rows(at.proposals)
        if (row.group, row.criterion) == (Group.LACKING, "late")
    ]
    assert one.outcome == "到“抽查任务”核对"
    at.tell(keep(at.workspace, Inspection(title="未登记日期", sort="joint")))
    at.wait()
    assert at.shown("late").words.endswith("；台账不全：公示日期一栏全部空着等 2 处")


def test_where_nothing_waits_nothing_is_accepted(at: Beside) -> None:
    at.proposals.accept_all()
    before = at.events
    assert not at.proposals.accept_all()
    assert at.events == before


def test_the_check_says_how_many_rows_look_wrong(at: Beside) -> None:
    def doubted() -> list[CheckRow]:
        return [one for one in check_rows(at.proposals) if one.group is Group.DOUBTED]

    assert doubted() == []
    at.tell(keep(at.workspace, run(NAMES[0], 3, date(2022, 2, 10))))
    at.wait()
    [one] = doubted()
    assert one.words == "1 行有疑点：公示日期 2022-02-10 早于结束日期 2022-03-01"
    assert (one.label, one.criterion, one.ledger) == ("抽查任务", "", "inspections")
    assert one.outcome == "到“抽查任务”核对"
    for name, month in ((NAMES[1], 6), (NAMES[2], 9)):
        at.tell(keep(at.workspace, run(name, month, date(2022, 2, 10))))
    at.wait()
    [one] = doubted()
    assert one.words.startswith("3 行有疑点：")
    assert one.words.endswith(" 等")
    at.assessment.close()
    assert at.proposals.doubted() == {}


def test_where_a_period_says_no_days_no_row_is_doubted(at: Beside) -> None:
    at.tell(keep(at.workspace, run(NAMES[0], 3, date(2022, 2, 10))))
    at.tell(rename_round(at.workspace, ME, HERE.round, "考核", "本年度"))
    assert at.proposals.doubted() == {}


def test_the_check_says_what_waits_what_lacks_and_what_was_answered(at: Beside) -> None:
    at.proposals.reject("standing", "另有文件")
    rows = check_rows(at.proposals)
    told = [(one.group, one.criterion) for one in rows]
    assert told == [
        (Group.WAITING, "late"),
        (Group.LACKING, "silent"),
        (Group.LACKING, "completion"),
        (Group.ANSWERED, "standing"),
    ]
    waiting, silent, completion, answered = rows
    assert waiting.words == "台账登记已结束的抽查 3 次，其中未公示或逾期公示 2 次"
    assert waiting.outcome == "扣 1 分"
    assert silent.words == "会议培训文件台账在考核时段内没有登记"
    assert (silent.ledger, silent.ledger_name) == ("activities", "会议培训文件")
    assert completion.ledger == "plan"
    assert answered.words.endswith("：另有文件")
    at.record("late", {"count": 0})
    assert check_rows(at.proposals)[0].outcome == "扣 1 分，替换现在的"
