"""The evidence of a round in one reading says what each sheet's own checklist says."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.checklist_tallies import Standing, tally_of
from desktop.domain.commands import Command
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    FindingRecord,
    Round,
    SchemeText,
    WaiverRecord,
)
from desktop.services.checklists import checklist
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.linking import link_all
from desktop.services.recording import record_finding
from desktop.services.round_evidence import first_asking, see_round_evidence, see_unit_evidence
from desktop.services.rounds import rounds_of
from desktop.services.taking_part import excuse_unit
from desktop.services.waivers import waive
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, demonstration_in, office_in, rounds
from tests.services.relative import FIRST, RELATIVE, SECOND, relative_round

_ASKED = """
[evidence.suppliers]
office = "办公室"

[[requirements]]
no = 1
indicator = "order"
name = "免责说明"
who = ["office"]
when = "exempt"
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def test_every_round_reads_as_its_sheets_checklists_do(tmp_path: Path) -> None:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        compared = 0
        for of in rounds_of(workspace):
            for one in see_round_evidence(workspace, of.id).units:
                rows = checklist(workspace, one.assessment.key).rows
                for no, tally in one.tallies.items():
                    assert tally == tally_of([row for row in rows if row.requirement == no])
                    compared += 1
                assert see_unit_evidence(workspace, one.assessment.key) == one
        assert compared == 5 * 36


def test_what_is_handed_in_and_waived_changes_the_figures(office: Workspace) -> None:
    key = AssessmentKey(rounds().cities, "u-b")
    before = see_unit_evidence(office, key)
    meeting = add(office)
    links = [EvidenceLink("", meeting, *key, 3), EvidenceLink("", meeting, *key, 2, "议程")]
    other = add(office, "新平台.pdf", b"%PDF other")
    scheme = see_round_evidence(office, key.round).scheme
    criterion = EvidenceLink("", other, *key, criterion=next(scheme.all_criteria()).id)
    link_all(office, ME, [*links, criterion])
    waive(office, ME, WaiverRecord(*key, 1, "", 0, "没有调整"))
    after = see_unit_evidence(office, key)
    assert (after.lacking, after.due) == (before.lacking - 3, before.due - 1)
    assert (after.files, after.unasked, after.waived) == (2, 1, 1)
    assert after.tallies[3].standing is Standing.COMPLETE
    sight = see_round_evidence(office, key.round)
    assert after in sight.units
    assert sight.lacking == sum(one.lacking for one in sight.units)
    assert sight.due == sum(one.due for one in sight.units)


def test_what_is_exempted_is_asked_to_be_proved(office: Workspace) -> None:
    key = AssessmentKey(rounds().cities, "u-b")
    scheme = see_round_evidence(office, key.round).scheme
    asking = next(one for one in scheme.requirements if one.when == "exempt")
    criteria = scheme.indicators_by_id[asking.indicator].criteria
    exempted = next(one.id for one in criteria if one.rule.shape == "each")
    reason = {"items": [{"note": "平台停机", "exempt": True, "reason": "停机"}]}
    record_finding(office, ME, key, exempted, reason)
    found = next(
        one for one in see_round_evidence(office, key.round).units if one.assessment.key == key
    )
    assert found.tallies[asking.no].standing is Standing.LACKING
    assert found == see_unit_evidence(office, key)


def test_who_takes_no_part_owes_nothing(office: Workspace) -> None:
    excuse_unit(office, ME, AssessmentKey(rounds().cities, "u-b"), "当年新设")
    units = see_round_evidence(office, rounds().cities).units
    assert [one.assessment.unit for one in units] == ["u-a", "u-c"]


def test_a_sheet_that_is_away_says_so(office: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "交李四.kpjh"
    hand_over(office, ME, HandingOver(rounds().cities, ("u-a",), "李四", out))
    units = see_round_evidence(office, rounds().cities).units
    assert [one.away.to if one.away else "" for one in units] == ["李四", "", ""]


def test_a_sheet_that_cannot_be_read_hides_no_other(office: Workspace) -> None:
    key = AssessmentKey(rounds().cities, "u-b")
    scheme = see_round_evidence(office, key.round).scheme
    bonus = scheme.bonus
    assert bonus is not None
    with office.writing() as desk:
        desk.put(FindingRecord(*key, bonus.criteria[0].id, {"met": "也许"}))
        desk.seal(Deed(Command.RECORD_FINDING, ME, *key))
    first, second, third = see_round_evidence(office, key.round).units
    assert second.trouble.startswith("“乙科”的考核记录读不出")
    assert (second.tallies, second.due, second.lacking) == ({}, 0, 0)
    assert (len(first.tallies), third.lacking, third.due) == (36, 0, 0)


def test_one_comes_first_to_a_round_that_asks_for_evidence(office: Workspace) -> None:
    made = rounds()
    assert first_asking(office, [made.sections, made.plan, made.cities]) == made.cities
    assert first_asking(office, [made.sections, made.plan]) == made.sections
    assert first_asking(office, []) == ""


def test_units_that_are_held_against_one_another_are_read_whole(tmp_path: Path) -> None:
    text = RELATIVE.text + _ASKED
    kept = SchemeText(sha256(text.encode()).hexdigest(), "relative", "1", text)
    with relative_round(tmp_path / "office") as workspace:
        with workspace.writing() as desk:
            desk.put(
                kept, Round("r-2", "比较二", "2026年", kept.scheme, kept.sha256, date(2026, 8, 4))
            )
            desk.put(
                *(
                    Assessment("r-2", one.unit, at, one.unit)
                    for at, one in enumerate((FIRST, SECOND))
                )
            )
            desk.seal(Deed(Command.OPEN_ROUND, ME, "r-2"))
        exempt = {"items": [{"note": "停机", "exempt": True, "reason": "停机"}]}
        record_finding(workspace, ME, AssessmentKey("r-2", "u-1"), "faults", exempt)
        units = see_round_evidence(workspace, "r-2").units
        assert [one.lacking for one in units] == [1, 0]
