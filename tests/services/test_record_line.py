"""Recording a line: each is judged alone; the answer says what is durable now, or what is wrong and where."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.amounts import show
from desktop.domain.audit_trail import read_changes
from desktop.domain.records import AssessmentKey, FindingRecord, ItemRecord
from desktop.services.assessments import sheet_of
from desktop.services.finalising import finalise
from desktop.services.record_line import record_line
from desktop.services.workspaces import open_workspace, verify
from desktop.store import connection
from desktop.store.workspace import DATABASE, Workspace
from tests.services.building import ME, NOBODY, events_of, everything, office_in, rounds

Plain = dict[str, object]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """For what is refused, and so changes nothing."""
    with open_workspace(office_in(tmp_path_factory.mktemp("shared"))) as workspace:
        yield workspace


def record(workspace: Workspace, line: str | bytes, key: AssessmentKey | None = None) -> Plain:
    content = line.encode() if isinstance(line, str) else line
    return record_line(workspace, ME, key or rounds().section, content)


def of(criterion: str, **fact: object) -> str:
    return json.dumps({"criterion": criterion, "fact": fact}, ensure_ascii=False)


def held(workspace: Workspace, criterion: str) -> tuple[FindingRecord | None, list[ItemRecord]]:
    where = rounds().section._asdict() | {"criterion": criterion}
    with workspace.reading() as view:
        found = view.get(FindingRecord, *rounds().section, criterion)
        return found, sorted(view.all(ItemRecord, **where), key=lambda one: one.position)


def test_the_answer_names_criterion_event_and_total(office: Workspace) -> None:
    before = len(events_of(office))
    answer = record(office, of("study-missed", count=1))
    assert answer == {"criterion": "study-missed", "event": before + 1, "total": "8"}
    assert list(answer) == ["criterion", "event", "total"]
    assert record(office, of("unplanned", found=True))["total"] == "10.5"
    assert [one.command for one in events_of(office)[before:]] == ["record-finding"] * 2


def test_everything_that_a_line_says_is_kept(office: Workspace) -> None:
    items = [
        {"note": "第二季度", "date": "2022-07-05"},
        {"exempt": True, "reason": "抽调防汛专班"},
        {},
    ]
    record(office, of("study-missed", items=items, note="属实"))
    finding, kept = held(office, "study-missed")
    assert finding
    assert (finding.note, finding.itemised, finding.fact) == ("属实", True, {})
    assert [(one.note, one.date and one.date.isoformat(), one.exempt) for one in kept] == [
        ("第二季度", "2022-07-05", False),
        ("", None, True),
        ("", None, False),
    ]
    assert kept[1].grounds == "抽调防汛专班"
    record(office, of("study-missed", exempt=True, reason="新设科室"))
    finding, kept = held(office, "study-missed")
    assert finding
    assert (finding.exempt, finding.grounds, kept) == (True, "新设科室", [])


def test_the_same_line_again_is_an_event_again(office: Workspace) -> None:
    first = record(office, of("unplanned", found=True))
    second = record(office, of("unplanned", found=True))
    assert second == first | {"event": len(events_of(office))}
    changes = [read_changes(one.changes) for one in events_of(office)[-2:]]
    assert [len(one) for one in changes] == [1, 0]


def test_amounts_are_shown_without_trailing_zeros(office: Workspace) -> None:
    answers = [record(office, of("unplanned", found=found)) for found in (True, False)]
    assert [one["total"] for one in answers] == ["8.5", "11"]


WRONG: dict[str, tuple[str | bytes, str]] = {
    "no JSON": ("{", ""),
    "two objects": ('{"criterion": "unplanned", "fact": {"found": true}} {}', ""),
    "a list": ("[1]", ""),
    "a word": ('"criterion"', ""),
    "a null": ("null", ""),
    "an empty object": ("{}", "criterion"),
    "no fact": ('{"criterion": "unplanned"}', "fact"),
    "a stranger": ('{"criterion": "unplanned", "fact": {"found": true}, "x": 1}', "x"),
    "a round in the line": ('{"round": "r", "criterion": "unplanned", "fact": {}}', "round"),
    "an unknown criterion": (of("no-such", found=True), "criterion"),
    "a criterion of another scheme": (of("no-plan", found=True), "criterion"),
    "a number for a criterion": ('{"criterion": 7, "fact": {"found": true}}', "criterion"),
    "a blank criterion": (of("", found=True), "criterion"),
    "a null byte in it": ('{"criterion": "\\u0000", "fact": {}}', "criterion"),
    "a list for a fact": ('{"criterion": "unplanned", "fact": []}', "fact"),
    "a null for a fact": ('{"criterion": "unplanned", "fact": null}', "fact"),
    "an empty fact": (of("unplanned"), "fact.found"),
    "another shape": (of("unplanned", count=1), "fact.count"),
    "half below zero": (of("study-missed", count=-1), "fact.count"),
    "a fraction": ('{"criterion": "study-missed", "fact": {"count": 1.5}}', "fact.count"),
    "a whole float": ('{"criterion": "study-missed", "fact": {"count": 1.0}}', "fact.count"),
    "a yes for a number": (of("study-missed", count=True), "fact.count"),
    "ten digits": (of("study-missed", count=10**9), "fact.count"),
    "endless digits": (f'{{"criterion": "study-missed", "fact": {{"count": {"9" * 9999}}}}}', "*"),
    "an endless exponent": (
        '{"criterion": "study-missed", "fact": {"count": 1e999999999}}',
        "fact.count",
    ),
    "beyond any decimal": (
        '{"criterion": "study-missed", "fact": {"count": 1e99999999999999999999}}',
        "fact.count",
    ),
    "NaN": ('{"criterion": "study-missed", "fact": {"count": NaN}}', "fact.count"),
    "infinity": ('{"criterion": "study-missed", "fact": {"count": -Infinity}}', "fact.count"),
    "a key twice": ('{"criterion": "a", "criterion": "unplanned", "fact": {}}', "criterion"),
    "a key twice within": (
        '{"criterion": "unplanned", "fact": {"found": true, "found": false}}',
        "fact.found",
    ),
    "exempt without a reason": (of("unplanned", found=True, exempt=True), "fact.reason"),
    "a day that is none": (
        of("study-missed", items=[{}, {"date": "2022-02-30"}]),
        "fact.items.1.date",
    ),
    "half a character": (
        '{"criterion": "unplanned", "fact": {"found": true, "note": "\\ud800"}}',
        "fact.note",
    ),
    "half a character for a key": (
        '{"criterion": "unplanned", "fact": {"found": true, "\\ud800": 1}}',
        "fact.?",
    ),
    "does not apply": (of("unplanned", applies=False, reason="无"), "fact.applies"),
    "bytes that are no UTF-8": (b'{"criterion": "unplanned", "fact": {"found": \xff}}', ""),
    "UTF-16": (of("unplanned", found=True).encode("utf-16"), ""),
    "depth": ("[" * 100_000, ""),
    "a megabyte of a note": (of("unplanned", found=True, note="字" * 350_000), "fact.note"),
    "a megabyte of nothing": (b"\x00" * 1_000_000, ""),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_line_is_answered_and_nothing_written(shared: Workspace, wrong: str) -> None:
    line, at = WRONG[wrong]
    before = everything(shared.folder)
    answer = record(shared, line)
    assert list(answer) == ["error", "at"]
    assert isinstance(answer["error"], str)
    assert 0 < len(answer["error"]) < 300
    assert answer["error"].isprintable()
    assert at in {answer["at"], "*"}
    assert everything(shared.folder) == before


def test_a_line_of_a_megabyte_may_be_right(office: Workspace) -> None:
    items = [{"note": "未按期公示" * 3_600, "date": "2022-06-21"} for _ in range(20)]
    line = of("unpublished", items=items)
    assert len(line.encode()) > 1_000_000
    assert record(office, line)["total"] == "6"
    assert len(held(office, "unpublished")[1]) == 20


def test_a_finalised_assessment_takes_no_line(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    before = everything(office.folder)
    answer = record(office, of("unplanned", found=True), rounds().settled)
    assert str(answer["error"]).startswith("“丙科”已经定稿")
    assert answer["at"] == ""
    assert everything(office.folder) == before


def test_what_the_disk_refuses_is_an_answer_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = ("busy_timeout = 20" if "busy" in one else one for one in connection._PRAGMAS)
    monkeypatch.setattr(connection, "_PRAGMAS", tuple(hasty))
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        other = driver.connect(folder / DATABASE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        answer = record(workspace, of("unplanned", found=True))
        other.execute("ROLLBACK")
        other.close()
        assert answer == {"error": "工作区的数据库正被别的程序占用；请稍后再试", "at": ""}
        assert record(workspace, of("unplanned", found=True))["total"] == "8.5"


def test_an_author_without_a_name_records_nothing(office: Workspace) -> None:
    before = everything(office.folder)
    line = of("unplanned", found=True).encode()
    assert record_line(office, NOBODY, rounds().section, line)["at"] == "author"
    assert everything(office.folder) == before


SENSE = st.one_of(
    st.fixed_dictionaries({"count": st.integers(-2, 10**10)}),
    st.fixed_dictionaries({"found": st.one_of(st.booleans(), st.integers(0, 1))}),
    st.fixed_dictionaries({"items": st.lists(st.fixed_dictionaries({"note": st.text()}))}),
    st.dictionaries(st.text(), st.recursive(st.none() | st.floats() | st.text(), st.lists)),
)
LINES = st.one_of(
    st.binary(),
    st.builds(
        lambda criterion, fact: json.dumps({"criterion": criterion, "fact": fact}).encode(),
        st.sampled_from(["study-missed", "unplanned", "no-such"]),
        SENSE,
    ),
)


@given(LINES)
def test_any_line_is_answered_in_one_of_the_two_forms(shared: Workspace, line: bytes) -> None:
    with shared.reading() as view:
        before = view.head().count
    answer = record(shared, line, rounds().neighbour)
    with shared.reading() as view:
        after = view.head().count
    if "error" in answer:
        assert list(answer) == ["error", "at"]
        assert after == before
    else:
        assert answer["event"] == after == before + 1
    json.dumps(answer, ensure_ascii=False).encode()


def test_what_was_accepted_reads_the_same_later(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    facts: list[Plain] = [{"count": 3}, {"items": []}, {"items": [{"note": "一\n二"}]}]
    with open_workspace(folder) as workspace:
        answers = [record(workspace, of("reports-missed", **fact)) for fact in facts]
    assert [one["total"] for one in answers] == ["13", "16", "15"]
    with open_workspace(folder) as workspace:
        assert show(sheet_of(workspace, rounds().section).total) == "15"
        assert held(workspace, "reports-missed")[1][0].note == "一\n二"
    assert verify(folder).faults == ()
