"""Recording: what is accepted is one event and scores as a line does; what is refused leaves nothing."""

import json
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.audit_trail import read_changes
from desktop.domain.records import (
    AssessmentKey,
    DiscretionRecord,
    EvidenceLink,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    UnitRecord,
)
from desktop.domain.refusals import Refused
from desktop.schemefiles.files import installed
from desktop.services.assessments import assessment_of, recorded_of, sheet_of
from desktop.services.office import keep_units
from desktop.services.recording import (
    Recording,
    bring_back,
    judge,
    record_finding,
    set_aside,
    withdraw_finding,
    withdraw_judgement,
)
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.score_line import plain_sheet, score_line
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, Workspace, open_workspace
from tests.store.building import (
    BARE_KEY,
    FINAL_KEY,
    ME,
    OPEN_KEY,
    OTHER_KEY,
    bare_folder,
    dump_of,
    rich_folder,
)

pytestmark = pytest.mark.uncounted

Plain = dict[str, Any]


@pytest.fixture
def rich(tmp_path: Path) -> Iterator[Workspace]:
    """The builder's workspace; what is done in it must leave it sound."""
    with open_workspace(rich_folder(tmp_path)) as workspace:
        yield workspace
    assert [*faults_in(workspace.folder / DATABASE, workspace.folder / "files")] == []


def count(workspace: Workspace) -> int:
    """How many events there are."""
    with workspace.reading() as view:
        return view.head().count


def richest_case(scheme: str) -> Plain:
    """The case of a scheme that records most."""
    folder = installed()[scheme].parent
    cases: list[Plain] = []
    for path in sorted(folder.glob("cases/*.toml")):
        plain = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        cases += [case for case in plain["cases"] if "refused" not in case]
    return max(cases, key=lambda case: len(case["facts"]) + 9 * len(case.get("discretion", {})))


SCHEMES = [name for name, path in installed().items() if any(path.parent.glob("cases/*.toml"))]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_workspace_scores_as_a_line_does(tmp_path: Path, scheme: str) -> None:
    """After each fact the sheet is that of all facts so far, at once and when it is read again."""
    case = richest_case(scheme)
    line: Plain = {"scheme": scheme, "facts": {}, "discretion": {}}
    with open_workspace(bare_folder(tmp_path)) as workspace:
        keep_units(workspace, ME, [UnitRecord("u", "甲科")])
        round_id, _ = open_round(workspace, ME, RoundPlan("批次", "2022年", scheme, ["u"]))
        key = AssessmentKey(round_id, "u")

        def agrees(recording: Recording) -> None:
            expected = score_line(json.dumps(line, default=str).encode())
            assert plain_sheet(recording.sheet) == expected
            assert plain_sheet(sheet_of(workspace, key)) == expected

        for criterion, fact in [*case["facts"].items()][-12:]:
            line["facts"][criterion] = fact
            agrees(record_finding(workspace, ME, key, criterion, fact))
        for indicator, judgement in case.get("discretion", {}).items():
            line["discretion"][indicator] = judgement
            agrees(judge(workspace, ME, key, indicator, judgement))


def test_every_accepted_fact_is_one_event(rich: Workspace) -> None:
    before = count(rich)
    recording = record_finding(rich, ME, BARE_KEY, "missed", {"count": 2})
    assert (recording.outcome.event, count(rich)) == (before + 1, before + 1)
    assert recording.outcome.touched == {("finding", (*BARE_KEY, "missed"))}
    with rich.reading() as view:
        event = view.event(before + 1)
        assert event is not None
        assert event.hash == recording.outcome.hash
        assert (event.command, event.author, event.person) == ("record-finding", "王考评", "p-wang")
        assert (event.round, event.unit) == BARE_KEY
        assert event.workspace == rich.id
        assert view.get(FindingRecord, *BARE_KEY, "missed") == FindingRecord(
            *BARE_KEY, "missed", {"count": 2}
        )


@pytest.mark.parametrize(
    "fact",
    [
        {"count": 2, "note": "属实"},
        {"items": []},
        {"items": [{"note": "一"}, {"note": "二", "exempt": True, "reason": "下乡"}]},
        {"exempt": True, "reason": "免责"},
    ],
    ids=repr,
)
def test_the_same_again_is_an_event_without_changes(rich: Workspace, fact: Plain) -> None:
    first = record_finding(rich, ME, BARE_KEY, "missed", fact)
    again = record_finding(rich, ME, BARE_KEY, "missed", fact)
    assert again.outcome.event == first.outcome.event + 1
    assert again.outcome.touched == frozenset()
    assert again.sheet == first.sheet


def test_twin_items_again_are_an_event_without_changes(rich: Workspace) -> None:
    """Once: items that say the same exchange their ids, and with them their evidence."""
    fact: Plain = {"items": [{}, {}, {}, {}]}
    record_finding(rich, ME, BARE_KEY, "missed", fact)
    touched = [record_finding(rich, ME, BARE_KEY, "missed", fact).outcome.touched for _ in range(4)]
    assert touched == [frozenset()] * 4


@pytest.mark.parametrize(
    ("criterion", "fact", "at"),
    [
        ("nothing", {"count": 1}, "criterion"),
        ("", {"count": 1}, "criterion"),
        ("missed", {}, "fact"),
        ("missed", {"count": -1}, "fact.count"),
        ("missed", {"count": "1"}, "fact.count"),
        ("missed", {"count": 1, "items": []}, "fact"),
        ("missed", {"items": [{"note": "甲"}, {"date": "2022-02-30"}]}, "fact.items.1.date"),
        ("missed", {"count": 1, "note": " "}, "fact.note"),
        ("missed", {"count": 1, "note": "\ud800"}, "fact.note"),
        ("missed", {"count": 1, "own": 1}, "fact.own"),
        ("missed", {"exempt": True}, "fact.reason"),
        ("missed", {"applies": False, "reason": "无"}, "fact.applies"),
        ("absent", {"items": [{"absent": 3, "expected": 2}]}, "fact.items.0.absent"),
        ("complaints", {"items": [{"class": "own"}]}, "fact.items.0.class"),
        ("trained", {"points": "11", "reason": "酌情"}, "fact.points"),
        ("missed", [], "fact"),
        ("missed", None, "fact"),
    ],
)
def test_a_refused_fact_leaves_nothing(
    rich: Workspace,
    criterion: str,
    fact: Any,  # noqa: ANN401  # whatever comes
    at: str,
) -> None:
    before = dump_of(rich.folder)
    with pytest.raises(Refused) as caught:
        record_finding(rich, ME, BARE_KEY, criterion, fact)
    assert caught.value.at == at
    assert dump_of(rich.folder) == before


def test_what_contradicts_an_indicator_set_aside_is_refused(rich: Workspace) -> None:
    before = dump_of(rich.folder)
    with pytest.raises(Refused) as caught:
        record_finding(rich, ME, OPEN_KEY, "trained", {"met": True})
    assert caught.value.at == "not_applicable.team"
    assert dump_of(rich.folder) == before


DEEDS: list[tuple[str, Callable[[Workspace, AssessmentKey], object]]] = [
    ("record", lambda w, key: record_finding(w, ME, key, "missed", {"count": 1})),
    ("withdraw", lambda w, key: withdraw_finding(w, ME, key, "missed")),
    ("judge", lambda w, key: judge(w, ME, key, "study", {"score": "1", "reason": "酌情"})),
    ("withdraw judgement", lambda w, key: withdraw_judgement(w, ME, key, "study")),
    ("set aside", lambda w, key: set_aside(w, ME, key, "team", "没有编制")),
    ("bring back", lambda w, key: bring_back(w, ME, key, "team")),
]
PLACES = [
    (FINAL_KEY, "", "“定稿科”已经定稿，不能再改"),
    (AssessmentKey("r-none", "u-open"), "round", "没有代号为“r-none”的考核批次"),
    (AssessmentKey("r-main", "u-none"), "unit", "这个批次里没有代号为“u-none”的单位"),
    (AssessmentKey("r-other", "u-final"), "unit", "这个批次里没有代号为“u-final”的单位"),
]


@pytest.mark.parametrize(
    ("key", "at", "words"), PLACES, ids=["final", "no round", "no unit", "not its unit"]
)
@pytest.mark.parametrize("deed", [deed for _, deed in DEEDS], ids=[name for name, _ in DEEDS])
def test_nothing_is_done_to_what_is_final_or_not_there(
    rich: Workspace,
    deed: Callable[[Workspace, AssessmentKey], object],
    key: AssessmentKey,
    at: str,
    words: str,
) -> None:
    before = dump_of(rich.folder)
    with pytest.raises(Refused, match=words) as caught:
        deed(rich, key)
    assert caught.value.at == at
    assert dump_of(rich.folder) == before


@pytest.mark.parametrize(
    ("deed", "at"),
    [(DEEDS[1][1], "criterion"), (DEEDS[3][1], "indicator"), (DEEDS[5][1], "indicator")],
    ids=["finding", "judgement", "set aside"],
)
def test_what_is_not_there_cannot_be_withdrawn(
    rich: Workspace, deed: Callable[[Workspace, AssessmentKey], object], at: str
) -> None:
    before = dump_of(rich.folder)
    with pytest.raises(Refused) as caught:
        deed(rich, BARE_KEY)
    assert caught.value.at == at
    assert dump_of(rich.folder) == before


def test_a_withdrawn_finding_is_pending_again(rich: Workspace) -> None:
    withdraw_judgement(rich, ME, OPEN_KEY, "study")  # it stood in for the indicator's findings
    recording = withdraw_finding(rich, ME, OPEN_KEY, "missed")
    assert "missed" in recording.sheet.pending
    assert recording.sheet == sheet_of(rich, OPEN_KEY)
    with rich.reading() as view:
        assert view.get(FindingRecord, *OPEN_KEY, "missed") is None
        assert view.all(ItemRecord, unit="u-open", criterion="missed") == []
        links = view.all(EvidenceLink, unit="u-open")
        assert [(one.criterion, one.item, one.page) for one in links] == [
            ("missed", None, 0),
            ("missed", None, 1),
        ]
        assert view.get(FindingRecord, *FINAL_KEY, "missed") is not None


def test_evidence_of_an_item_that_goes_stays_with_the_criterion(rich: Workspace) -> None:
    kept = {"exempt": True, "reason": "下乡"}
    recording = record_finding(rich, ME, OPEN_KEY, "missed", {"items": [kept]})
    with rich.reading() as view:
        first, second = view.all(EvidenceLink, unit="u-open")
        assert (first.item, first.criterion) == (None, "missed")
        assert (second.item, second.criterion) == ("u-open/missed/1", "missed")
        [item] = view.all(ItemRecord, unit="u-open", criterion="missed")
        assert (item.id, item.position, item.grounds) == ("u-open/missed/1", 0, "下乡")
        event = view.event(recording.outcome.event)
    assert event is not None
    tables = [change.table for change in read_changes(event.changes)]
    assert sorted(tables) == ["evidence_link", "finding", "item", "item"]


def test_a_count_in_the_place_of_items_leaves_their_evidence(rich: Workspace) -> None:
    record_finding(rich, ME, OPEN_KEY, "missed", {"count": 2})
    with rich.reading() as view:
        assert {one.item for one in view.all(EvidenceLink, unit="u-open")} == {None}
        assert {one.criterion for one in view.all(EvidenceLink, unit="u-open")} == {"missed"}


def test_an_item_that_is_edited_keeps_its_evidence(rich: Workspace) -> None:
    items = [{"note": "第一季度"}, {"exempt": True, "reason": "下乡"}, {"note": "新"}]
    record_finding(rich, ME, OPEN_KEY, "missed", {"items": items})
    with rich.reading() as view:
        links = view.all(EvidenceLink, unit="u-open")
        assert [one.item for one in links] == ["u-open/missed/0", "u-open/missed/1"]


def test_a_judgement_counts_in_the_place_of_the_computed_score(rich: Workspace) -> None:
    given = {"score": "7.50", "reason": "整体较好"}
    judged = judge(rich, ME, BARE_KEY, "study", given)
    study = judged.sheet.indicators[0]
    assert study.score == Decimal("7.5")
    assert study.discretion is not None
    with rich.reading() as view:
        kept = view.get(DiscretionRecord, *BARE_KEY, "study")
        assert kept == DiscretionRecord(*BARE_KEY, "study", Decimal("7.5"), "整体较好")
    withdrawn = withdraw_judgement(rich, ME, BARE_KEY, "study")
    assert withdrawn.sheet.indicators[0].score is None
    assert withdrawn.sheet == sheet_of(rich, BARE_KEY)


@pytest.mark.parametrize(
    ("indicator", "judgement", "at"),
    [
        ("nothing", {"score": "1", "reason": "酌情"}, "discretion.nothing"),
        ("study", {"score": "11", "reason": "酌情"}, "discretion.study.score"),
        ("study", {"score": "-1", "reason": "酌情"}, "discretion.study.score"),
        ("study", {"score": "1.23456", "reason": "酌情"}, "discretion.study.score"),
        ("study", {"score": "1"}, "discretion.study.reason"),
        ("study", {"score": "1", "reason": " "}, "discretion.study.reason"),
        ("study", {"score": "1", "reason": "酌情", "own": 1}, "discretion.study.own"),
        ("study", 7, "discretion.study"),
    ],
)
def test_a_judgement_that_is_refused(
    rich: Workspace,
    indicator: str,
    judgement: Any,  # noqa: ANN401  # whatever comes
    at: str,
) -> None:
    before = dump_of(rich.folder)
    with pytest.raises(Refused) as caught:
        judge(rich, ME, BARE_KEY, indicator, judgement)
    assert caught.value.at == at
    assert dump_of(rich.folder) == before


def test_an_indicator_is_set_aside_and_brought_back(rich: Workspace) -> None:
    aside = set_aside(rich, ME, BARE_KEY, "team", "没有编制")
    assert aside.sheet.indicators[2].not_applicable == "没有编制"
    assert "trained" not in aside.sheet.pending
    with rich.reading() as view:
        kept = view.get(NotApplicableRecord, *BARE_KEY, "team")
        assert kept == NotApplicableRecord(*BARE_KEY, "team", "没有编制")
    back = bring_back(rich, ME, BARE_KEY, "team")
    assert "trained" in back.sheet.pending
    assert back.sheet == sheet_of(rich, BARE_KEY)


@pytest.mark.parametrize(
    ("indicator", "grounds", "at"),
    [
        ("nothing", "没有编制", "not_applicable.nothing"),
        ("study", "没有编制", "not_applicable.study"),
        ("team", "", "not_applicable.team.reason"),
        ("team", "\ud800", "not_applicable.team.reason"),
    ],
)
def test_an_indicator_that_cannot_be_set_aside(
    rich: Workspace, indicator: str, grounds: str, at: str
) -> None:
    before = dump_of(rich.folder)
    with pytest.raises(Refused) as caught:
        set_aside(rich, ME, BARE_KEY, indicator, grounds)
    assert caught.value.at == at
    assert dump_of(rich.folder) == before


def test_an_indicator_with_findings_is_not_set_aside(rich: Workspace) -> None:
    record_finding(rich, ME, BARE_KEY, "trained", {"met": True})
    with pytest.raises(Refused) as caught:
        set_aside(rich, ME, BARE_KEY, "team", "没有编制")
    assert caught.value.at == "not_applicable.team"


def test_units_and_rounds_are_told_apart(rich: Workspace) -> None:
    """The same unit in another round, another unit in the same round: neither is touched."""
    others = {key: sheet_of(rich, key) for key in (OPEN_KEY, OTHER_KEY, FINAL_KEY)}
    record_finding(rich, ME, BARE_KEY, "missed", {"items": [{"note": "甲"}]})
    judge(rich, ME, BARE_KEY, "conduct", {"score": "3", "reason": "酌情"})
    assert {key: sheet_of(rich, key) for key in others} == others
    with rich.reading() as view:
        of = view.all(FindingRecord, unit="u-open", round="r-other")
    assert of == []


def test_what_is_recorded_stands_in_plain_form(rich: Workspace) -> None:
    items = [{"class": "judged", "points": Decimal("1.50"), "reason": "较轻", "date": "2022-08-03"}]
    record_finding(rich, ME, BARE_KEY, "complaints", {"items": items, "note": "两件"})
    with rich.reading() as view:
        plain = recorded_of(view, assessment_of(view, BARE_KEY)).plain()
    assert plain["facts"] == {
        "complaints": {"items": [items[0] | {"points": "1.50"}], "note": "两件"}
    }
