"""A column of facts for many units: all of them or none, one event a unit."""

from pathlib import Path

from desktop.domain.records import AssessmentKey
from desktop.services.finalising import finalise
from desktop.services.recording_many import Entry, record_many, together
from desktop.services.undoing import undo
from desktop.services.workspaces import open_workspace
from tests.services.building import ME, events_of, office_in, refused, rounds
from tests.viewmodels.building import facts_of

MISSED = "study-missed"


def fields(round_id: str) -> tuple[AssessmentKey, AssessmentKey]:
    """Two units without any finding that a test needs."""
    return AssessmentKey(round_id, "u-b"), AssessmentKey(round_id, "u-c")


def test_each_unit_gets_one_event(tmp_path: Path) -> None:
    one, other = fields(rounds().sections)
    with open_workspace(office_in(tmp_path)) as workspace:
        before = len(events_of(workspace))
        entries = [
            Entry("u-b", MISSED, {"count": 2}),
            Entry("u-c", MISSED, {"count": 1}),
            Entry("u-b", "unplanned", {"found": True}),
        ]
        done = record_many(workspace, ME, one.round, entries)
        told = events_of(workspace)[before:]
        assert [(e.command, e.unit) for e in told] == [
            ("record-finding", "u-b"),
            ("record-finding", "u-c"),
        ]
        assert {key: outcome.event for key, outcome in done.items()} == {
            one: told[0].number,
            other: told[1].number,
        }
        assert facts_of(workspace, one) == {
            MISSED: {"count": 2},
            "unplanned": {"found": True},
        }
        assert facts_of(workspace, other)[MISSED] == {"count": 1}


def test_together_they_touched_all_that_each_touched(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        entries = [Entry(unit, MISSED, {"count": 2}) for unit in ("u-b", "u-c")]
        done = record_many(workspace, ME, rounds().sections, entries)
        assert together(done.values()).touched == {
            ("finding", (rounds().sections, unit, MISSED)) for unit in ("u-b", "u-c")
        }
        assert together(done.values()).event == max(one.event for one in done.values())


def test_taking_back_is_recorded_as_that(tmp_path: Path) -> None:
    one, _ = fields(rounds().sections)
    with open_workspace(office_in(tmp_path)) as workspace:
        record_many(workspace, ME, one.round, [Entry("u-b", MISSED, {"count": 2})])
        record_many(workspace, ME, one.round, [Entry("u-b", MISSED, None)])
        assert events_of(workspace)[-1].command == "withdraw-finding"
        assert facts_of(workspace, one) == {}
        undo(workspace, ME, one)
        assert facts_of(workspace, one) == {MISSED: {"count": 2}}


def test_a_fact_that_does_not_fit_keeps_all_out(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    entries = [Entry("u-b", MISSED, {"count": 2}), Entry("u-c", MISSED, {"count": -1})]
    with refused(folder) as caught, open_workspace(folder) as workspace:
        record_many(workspace, ME, rounds().sections, entries)
    assert caught.value.message.startswith("“丙科”：“序号1 分管领导")
    assert "这里要写不小于 0 的整数" in caught.value.message


def test_a_finalised_sheet_keeps_all_out(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    key = rounds().waived
    with open_workspace(folder) as workspace:
        finalise(workspace, ME, key)
    entries = [Entry(unit, "no-meeting", {"found": True}) for unit in ("u-b", "u-c")]
    with refused(folder) as caught, open_workspace(folder) as workspace:
        record_many(workspace, ME, key.round, entries)
    assert caught.value.message.startswith("“丙科”已经定稿")


def test_a_list_is_never_written_over(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    for fact in ({"count": 5}, None):
        with refused(folder) as caught, open_workspace(folder) as workspace:
            record_many(workspace, ME, rounds().sections, [Entry("u-a", MISSED, fact)])
        assert caught.value.message.endswith("是逐件记录的，请到表单里逐件修改")


def test_an_unknown_criterion_keeps_all_out(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    with refused(folder) as caught, open_workspace(folder) as workspace:
        record_many(workspace, ME, rounds().sections, [Entry("u-b", "no-such", {"count": 1})])
    assert "no-such" in caught.value.message
