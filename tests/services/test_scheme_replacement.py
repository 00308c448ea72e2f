"""A scheme's later version: the preview writes nothing, the replacement does just what was shown, as one event."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.amounts import show
from desktop.domain.commands import Author
from desktop.domain.ledgers.kinds import INSPECTIONS
from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    FindingRecord,
    ItemRecord,
    ProposalAnswer,
    Round,
    SchemeText,
    UnitRecord,
    WaiverRecord,
)
from desktop.services.assessments import sheet_of
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.ledgers import keep_rows
from desktop.services.office import keep_units
from desktop.services.proposals import accept_proposal, proposals_of, reject_proposal
from desktop.services.recording import judge, record_finding, set_aside, withdraw_finding
from desktop.services.rounds import list_rounds
from desktop.services.scheme_replacement import Replacement, preview_replacement, replace_scheme
from desktop.services.schemes import open_scheme, scheme_content
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import (
    CITIES,
    ME,
    SECTIONS,
    add,
    events_of,
    everything,
    office_in,
    refused,
    rounds,
    rows,
    run,
    waits,
)

LI = Author("李复核", "p-li")
TEXT = scheme_content(SECTIONS).decode()


def edited(*replacements: tuple[str, str], text: str = TEXT) -> bytes:
    """The text with each of these put in place of its first occurrence."""
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


VERSION = ('version = "1"', 'version = "2"')
DEARER = edited(VERSION, ("deduct = 2\n", "deduct = 3\n"))  # 序号1, each time that was missed
RENAMED = edited(('id = "study-missed"', 'id = "study-skipped"'))
AS_FLAG = edited(('shape = "each"\n  deduct = 2\n  unit = "次"', 'shape = "flag"\n  deduct = 2'))
SMALLER = edited(
    ("points = 100\n", "points = 98\n"), ("points = 10\nrequirement", "points = 8\nrequirement")
)
SPARED = edited(('id = "study"\n', 'id = "study"\nnot_applicable = "full"\n'))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def preview(workspace: Workspace, content: bytes) -> Replacement:
    before = everything(workspace.folder)
    shown = preview_replacement(workspace, rounds().sections, content)
    assert everything(workspace.folder) == before
    return shown


def replace(workspace: Workspace, content: bytes) -> Replacement:
    agreed = preview(workspace, content)
    replace_scheme(workspace, LI, agreed, content)
    for unit in agreed.units:
        assert sheet_of(workspace, unit.key) == unit.after
    return agreed


def totals(shown: Replacement) -> list[tuple[str, str]]:
    return [(show(unit.before.total), show(unit.after.total)) for unit in shown.units]


def facts_of(workspace: Workspace, key: AssessmentKey) -> set[str]:
    with workspace.reading() as view:
        return {one.criterion for one in view.all(FindingRecord, **key._asdict())}


def test_the_preview_shows_each_unit_before_and_after(office: Workspace) -> None:
    shown = preview(office, DEARER)
    assert (shown.round, shown.version, shown.same) == (rounds().sections, "2", False)
    assert [unit.name for unit in shown.units] == ["甲科", "乙科", "丙科"]
    assert shown.units[0].key == rounds().section
    assert totals(shown) == [("6", "4"), ("0", "0"), ("100", "100")]
    assert [unit.lost for unit in shown.units] == [(), (), ()]
    assert sheet_of(office, rounds().section).total == 6  # until it is replaced


def test_the_same_text_is_said_to_be_the_same(office: Workspace) -> None:
    shown = preview(office, TEXT.encode())
    assert shown.same
    assert all(unit.before == unit.after for unit in shown.units)
    assert preview(office, b"\xef\xbb\xbf" + TEXT.encode()).same  # a mark of some editors


def test_the_replacement_is_one_event_and_does_what_was_shown(office: Workspace) -> None:
    before = len(events_of(office))
    agreed = preview(office, DEARER)
    outcome = replace_scheme(office, LI, agreed, DEARER)
    [event] = events_of(office)[before:]
    assert (event.number, event.command, event.author) == (
        outcome.event,
        "replace-scheme",
        "李复核",
    )
    assert (event.round, event.unit) == (rounds().sections, None)
    assert [sheet_of(office, unit.key) for unit in agreed.units] == [
        unit.after for unit in agreed.units
    ]
    with office.reading() as view:
        of = view.get(Round, rounds().sections)
        assert of
        assert of.scheme_text == agreed.sha256
        texts = {one.version: one.text for one in view.all(SchemeText, scheme=SECTIONS)}
    assert texts == {"1": TEXT, "2": DEARER.decode()}  # the old one stays
    assert preview(office, DEARER).same


def test_other_rounds_keep_their_text(office: Workspace) -> None:
    before = {one.round.id: one for one in list_rounds(office)}
    replace(office, DEARER)
    after = {one.round.id: one for one in list_rounds(office)}
    assert after[rounds().cities] == before[rounds().cities]
    assert after[rounds().plan] == before[rounds().plan]
    assert after[rounds().sections] != before[rounds().sections]


def test_back_and_forth_keeps_each_text_once(office: Workspace) -> None:
    replace(office, DEARER)
    replace(office, TEXT.encode())
    replace(office, DEARER)
    assert sheet_of(office, rounds().section).total == 4
    count = f"SELECT count(*) FROM scheme_text WHERE scheme = '{SECTIONS}'"  # noqa: S608  # ours
    assert rows(office.folder, count) == [(2,)]
    office.close()
    assert verify(office.folder).faults == ()


def test_what_a_removed_criterion_held_is_lost(office: Workspace) -> None:
    with office.reading() as view:
        item = view.all(ItemRecord, criterion="study-missed")[0]
    link = EvidenceLink("", add(office), *rounds().section, criterion=None, item=item.id)
    made = link_evidence(office, ME, link)
    agreed = replace(office, RENAMED)
    assert [unit.lost for unit in agreed.units] == [
        (("facts", "study-missed"),),
        (),
        (("facts", "study-missed"),),
    ]
    assert [unit.after.total for unit in agreed.units] == [0, 0, 90]
    assert "study-skipped" in agreed.units[2].after.pending  # the new one is still to be settled
    assert facts_of(office, rounds().section) == set()
    assert len(facts_of(office, rounds().settled)) == 23
    with office.reading() as view:
        assert view.all(ItemRecord) == []
        [kept] = view.all(EvidenceLink)
    assert (kept.id, kept.item, kept.criterion) == (made.link, None, "study-missed")


def test_a_fact_of_another_shape_is_lost_alone(office: Workspace) -> None:
    record_finding(office, ME, rounds().section, "unplanned", {"found": True})
    agreed = replace(office, AS_FLAG)
    assert agreed.units[0].lost == (("facts", "study-missed"),)
    assert facts_of(office, rounds().section) == {"unplanned"}
    assert totals(agreed)[0] == ("8.5", "2.5")


def test_a_judgement_above_the_new_points_is_lost(office: Workspace) -> None:
    for key, points in ((rounds().section, "9"), (rounds().neighbour, "8")):
        judge(office, ME, key, "study", {"score": points, "reason": "集体研究"})
    agreed = replace(office, SMALLER)
    assert [unit.lost for unit in agreed.units] == [(("discretion", "study"),), (), ()]
    asked = f"SELECT unit FROM discretion WHERE round = '{rounds().sections}'"  # noqa: S608  # ours
    assert rows(office.folder, asked) == [("u-b",)]


def test_what_no_longer_may_be_set_aside_is_lost(office: Workspace) -> None:
    replace(office, SPARED)
    set_aside(office, ME, rounds().neighbour, "study", "当年新设")
    agreed = replace(office, DEARER)
    assert [unit.lost for unit in agreed.units] == [(), (("not_applicable", "study"),), ()]
    assert rows(office.folder, "SELECT * FROM not_applicable") == []


def test_a_criterion_that_moves_to_what_is_set_aside_is_lost_too(office: Workspace) -> None:
    replace(office, SPARED)
    set_aside(office, ME, rounds().neighbour, "study", "当年新设")
    record_finding(office, ME, rounds().neighbour, "no-liaison", {"found": True})
    criterion = TEXT[TEXT.index('  [[indicators.criteria]]\n  id = "no-liaison"') :]
    criterion = criterion[: criterion.index("\n\n") + 1]
    place = '\n\n[[indicators]]\nid = "responsibility"'
    moved = edited((criterion, ""), (place, f"\n{criterion}{place}"), text=SPARED.decode())
    agreed = replace(office, moved)
    assert len(agreed.units[1].lost) == 1


UNASKED = edited(('  from = "inspections.unfollowed"\n', ""))
UNFOLLOWED = edited(('id = "no-follow-up"', 'id = "open-ends"'))
_OPEN_ENDS = TEXT[TEXT.index('  id = "no-follow-up"') :]
_OPEN_ENDS = _OPEN_ENDS[: _OPEN_ENDS.index("  from")]
_AS_FLAG = _OPEN_ENDS.replace('"each"', '"flag"').replace('  unit = "起"\n', "")
FLAGGED = edited((_OPEN_ENDS, _AS_FLAG))


def answered(workspace: Workspace, key: AssessmentKey, criterion: str, *, accepted: bool) -> None:
    """The ledgers' proposal for a criterion, accepted or not."""
    agreed = proposals_of(workspace, key, date(2022, 12, 31))[criterion].proposal
    if accepted:
        accept_proposal(workspace, ME, key, agreed)
    else:
        reject_proposal(workspace, ME, key, agreed, "另行核实")


def answers_of(workspace: Workspace) -> set[tuple[str, str]]:
    with workspace.reading() as view:
        return {(one.unit, one.criterion) for one in view.all(ProposalAnswer)}


@pytest.mark.parametrize("content", [UNFOLLOWED, UNASKED, FLAGGED], ids=["gone", "unasked", "flag"])
def test_an_answer_goes_with_the_criterion_that_it_was_about(
    office: Workspace, content: bytes
) -> None:
    """Whether the criterion is gone, or no longer asks the ledgers, or could not take what they said."""
    runs = [run("r-1", problems=1, unfiled=1), run("r-2", "u-b", problems=1)]
    keep_rows(office, ME, INSPECTIONS, runs)
    answered(office, rounds().section, "no-follow-up", accepted=True)
    answered(office, rounds().section, "bad-archive", accepted=True)
    answered(office, rounds().neighbour, "no-follow-up", accepted=False)
    agreed = replace(office, content)
    lost = {unit.key.unit: {*unit.lost} for unit in agreed.units}
    assert ("answers", "no-follow-up") in lost["u-a"]
    assert lost["u-b"] == {("answers", "no-follow-up")}
    assert ("answers", "bad-archive") not in lost["u-a"]
    assert answers_of(office) == {("u-a", "bad-archive")}
    office.close()
    assert verify(office.folder).faults == ()


def test_an_answer_stays_with_its_criterion(office: Workspace) -> None:
    keep_rows(office, ME, INSPECTIONS, [run("r-1", problems=1)])
    answered(office, rounds().section, "no-follow-up", accepted=True)
    agreed = replace(office, DEARER)
    assert [unit.lost for unit in agreed.units] == [(), (), ()]
    found = proposals_of(office, rounds().section, date(2022, 12, 31))["no-follow-up"]
    assert found.answer
    assert not waits(found)


def test_an_answer_since_the_preview_is_noticed(office: Workspace) -> None:
    keep_rows(office, ME, INSPECTIONS, [run("r-1", problems=1)])
    agreed = preview(office, UNFOLLOWED)
    answered(office, rounds().section, "no-follow-up", accepted=False)
    with refused(office.folder):
        replace_scheme(office, ME, agreed, UNFOLLOWED)


@pytest.mark.parametrize("change", ["finding", "unit", "scheme"])
def test_a_change_since_the_preview_is_noticed(office: Workspace, change: str) -> None:
    agreed = preview(office, DEARER)
    if change == "finding":
        record_finding(office, ME, rounds().neighbour, "unplanned", {"found": True})
    elif change == "unit":
        keep_units(office, ME, [UnitRecord("u-b", "新乙科")])
    else:
        replace(office, DEARER)
    with refused(office.folder) as caught:
        replace_scheme(office, ME, agreed, DEARER)
    assert caught.value.message == "预览之后考核内容又有改动，请重新预览再更换"


def test_another_file_than_the_one_agreed_on_is_noticed(office: Workspace) -> None:
    agreed = preview(office, DEARER)
    with refused(office.folder):
        replace_scheme(office, ME, agreed, SMALLER)


def test_a_change_elsewhere_does_not_matter(office: Workspace) -> None:
    agreed = preview(office, DEARER)
    record_finding(office, ME, rounds().city, "no-plan", {"found": True})
    replace_scheme(office, ME, agreed, DEARER)
    assert sheet_of(office, rounds().section).total == 4


def test_a_finalised_assessment_holds_the_text(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    agreed = preview(office, DEARER)
    with refused(office.folder) as caught:
        replace_scheme(office, ME, agreed, DEARER)
    assert caught.value.message.startswith("“丙科”已经定稿，不能更换办法")
    reopen(office, ME, rounds().settled, "更换办法")
    replace(office, DEARER)


def test_an_unknown_round_is_refused(office: Workspace) -> None:
    with refused(office.folder) as caught:
        preview_replacement(office, "none", DEARER)
    assert caught.value.at == "round"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (scheme_content(CITIES), f"这个文件是“{CITIES}”，这个批次用的是“{SECTIONS}”"),
        (edited(("deduct = 2\n", "deducted = 2\n")), "行有错误：没有“deducted”这一项"),
        (TEXT.encode().replace("学习".encode(), b"\xff\xfe", 1), "不是 UTF-8 编码"),
        (TEXT.encode("utf-16"), "不是 UTF-8 编码"),
        (b"", "有错误"),
        (b"%PDF-1.4", "有错误"),
    ],
)
def test_a_file_that_is_no_version_of_it_is_refused(
    office: Workspace, content: bytes, words: str
) -> None:
    with refused(office.folder) as caught:
        preview_replacement(office, rounds().sections, content)
    assert words in caught.value.message


def test_undo_does_not_pass_a_replacement(office: Workspace) -> None:
    record_finding(office, ME, rounds().neighbour, "study-missed", {"count": 1})
    replace(office, DEARER)
    with refused(office.folder):
        undo(office, ME, rounds().neighbour)


def test_undo_never_brings_back_what_the_new_version_cannot_take(office: Workspace) -> None:
    withdraw_finding(office, ME, rounds().section, "study-missed")
    replace(office, RENAMED)  # without that criterion
    with refused(office.folder):
        undo(office, ME, rounds().section)
    assert len(list_rounds(office)) == 3  # every sheet can still be read


def test_redo_does_not_pass_a_replacement(office: Workspace) -> None:
    undo(office, ME, rounds().section)
    replace(office, RENAMED)
    with refused(office.folder):
        redo(office, ME, rounds().section)
    assert sheet_of(office, rounds().section).total == 0


CITY_TEXT = scheme_content(CITIES).decode()
_THIRD = CITY_TEXT.index("[[requirements]]\nno = 3\n")
_FOURTH = CITY_TEXT.index("[[requirements]]\nno = 4\n")
_FIFTH = CITY_TEXT.index("[[requirements]]\nno = 5\n")
OTHER_REQUIREMENTS = {
    "gone": CITY_TEXT[:_THIRD] + CITY_TEXT[_FOURTH:],
    "another under its number": CITY_TEXT[:_THIRD]
    + CITY_TEXT[_FOURTH:_FIFTH].replace("no = 4", "no = 3")
    + CITY_TEXT[_THIRD:_FOURTH].replace("no = 3", "no = 4")
    + CITY_TEXT[_FIFTH:],
}


@pytest.mark.parametrize("text", OTHER_REQUIREMENTS.values(), ids=OTHER_REQUIREMENTS)
def test_a_waiver_and_a_link_do_not_slip_to_another_requirement(
    office: Workspace, text: str
) -> None:
    """Both go by its number; the preview names them, and they are taken away."""
    of = rounds().waived
    criterion = next(iter(open_scheme(CITIES).criteria))
    alone = link_evidence(office, ME, EvidenceLink("", add(office), *of, 3))
    both = link_evidence(office, ME, EvidenceLink("", add(office), *of, 3, criterion=criterion))
    kept = link_evidence(office, ME, EvidenceLink("", add(office), *of, 2))
    content = text.encode()
    agreed = preview_replacement(office, rounds().cities, content)
    lost = next(unit.lost for unit in agreed.units if unit.key == of)
    assert {("waivers", "3//0"), ("links", alone.link), ("links", both.link)} <= {*lost}
    assert ("links", kept.link) not in lost
    replace_scheme(office, ME, agreed, content)
    with office.reading() as view:
        links = {one.id: one for one in view.all(EvidenceLink, **of._asdict())}
        waived = {one.requirement for one in view.all(WaiverRecord, **of._asdict())}
    assert alone.link not in links
    assert (links[both.link].requirement, links[both.link].criterion) == (None, criterion)
    assert links[kept.link].requirement == 2
    assert 3 not in waived
    assert 2 in waived


def test_a_link_loses_its_requirement_and_its_item_at_once(office: Workspace) -> None:
    """Once: the one mending undid the other, and the link went on naming the requirement."""
    of = rounds().city
    criteria = open_scheme(CITIES).criteria.values()
    criterion = next(one for one in criteria if one.rule.shape == "each")
    record_finding(office, ME, of, criterion.id, {"items": [{"note": "一处"}]})
    with office.reading() as view:
        [item] = view.all(ItemRecord, criterion=criterion.id, **of._asdict())
    made = link_evidence(office, ME, EvidenceLink("", add(office), *of, 3, item=item.id))
    clause = f'id = "{criterion.id}"'
    content = OTHER_REQUIREMENTS["gone"].replace(clause, 'id = "renamed-here"').encode()
    agreed = preview_replacement(office, rounds().cities, content)
    replace_scheme(office, ME, agreed, content)
    with office.reading() as view:
        link = view.get(EvidenceLink, made.link)
    assert link is not None
    assert (link.requirement, link.item, link.criterion) == (None, None, criterion.id)


def test_the_same_text_is_not_replaced_by_itself(office: Workspace) -> None:
    """It would be an event without changes that ends undo."""
    content = scheme_content(SECTIONS)
    agreed = preview_replacement(office, rounds().sections, content)
    with refused(office.folder) as caught:
        replace_scheme(office, ME, agreed, content)
    assert "不用更换" in caught.value.message
