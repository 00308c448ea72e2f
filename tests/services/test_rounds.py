"""Rounds: opened whole or not at all, listed with each unit's standing, deleted only while nothing was done."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    Letter,
    Person,
    Round,
    SchemeText,
    UnitRecord,
    WaiverRecord,
)
from desktop.services.assessments import sheet_of
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.finalising import finalise
from desktop.services.letters import keep_letters
from desktop.services.membership import assign, count_pieces
from desktop.services.office import keep_people, keep_units
from desktop.services.recording import judge, record_finding, withdraw_finding
from desktop.services.rounds import (
    RoundPlan,
    RoundStanding,
    UnitStanding,
    archive_round,
    delete_round,
    list_rounds,
    open_round,
)
from desktop.services.schemes import scheme_content
from desktop.services.undoing import redo, undo
from desktop.services.waivers import waive
from desktop.services.workspaces import Workspace, open_workspace, verify
from desktop.store.desk import Deed
from tests.services.building import (
    BY_KIND,
    CITIES,
    ME,
    PLAN,
    SECTIONS,
    UNNAMED,
    add,
    events_of,
    office_in,
    refused,
    rename_round,
    rounds,
    rows,
)
from tests.store.building import behind_the_guards

pytestmark = pytest.mark.uncounted

DAY = date(2022, 8, 3)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def round_in(workspace: Workspace, round_id: str) -> Round:
    with workspace.reading() as view:
        found = view.get(Round, round_id)
    assert found
    return found


def assessments(workspace: Workspace, round_id: str) -> list[Assessment]:
    with workspace.reading() as view:
        return view.all(Assessment, round=round_id)


def standing_of(workspace: Workspace, round_id: str) -> RoundStanding:
    return next(one for one in list_rounds(workspace) if one.round.id == round_id)


AGAIN = RoundPlan("又一批", "2023年", SECTIONS, ["u-c", "u-a"])


def test_a_round_is_opened_by_one_event_with_its_assessments(office: Workspace) -> None:
    before = len(events_of(office))
    round_id, outcome = open_round(office, ME, replace(AGAIN, evaluators=[None, "p-li"]))
    [event] = events_of(office)[before:]
    assert (event.number, event.hash) == (outcome.event, outcome.hash)
    assert (event.command, event.round, event.unit) == ("open-round", round_id, None)
    assert outcome.touched == {
        ("round", (round_id,)),
        ("assessment", (round_id, "u-a")),
        ("assessment", (round_id, "u-c")),
    }
    of = round_in(office, round_id)
    assert (of.name, of.period, of.scheme, of.archived) == ("又一批", "2023年", SECTIONS, False)
    assert abs(of.opened - date.today()) <= timedelta(1)  # noqa: DTZ011  # the office's day
    assert assessments(office, round_id) == [
        Assessment(round_id, "u-a", 1, "甲科", evaluator="p-li"),
        Assessment(round_id, "u-c", 0, "丙科"),
    ]


def test_assessments_take_their_unit_as_it_is(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-a", "甲镇", "town", 7, ("东片",), ("甲",))])
    round_id, _ = open_round(office, ME, AGAIN)
    [of, _] = assessments(office, round_id)
    assert of == Assessment(round_id, "u-a", 1, "甲镇", "town", 7)


def test_a_round_keeps_its_schemes_text_once(office: Workspace) -> None:
    first = round_in(office, rounds().sections)
    texts = len(rows(office.folder, "SELECT * FROM scheme_text"))
    round_id, outcome = open_round(office, ME, AGAIN)
    assert round_in(office, round_id).scheme_text == first.scheme_text
    assert len(rows(office.folder, "SELECT * FROM scheme_text")) == texts
    assert not any(table == "scheme_text" for table, _ in outcome.touched)
    with office.reading() as view:
        kept = view.get(SchemeText, first.scheme_text)
    assert kept
    assert kept.text.encode() == scheme_content(SECTIONS)
    assert (kept.scheme, kept.version) == (SECTIONS, "1")


@pytest.mark.parametrize(
    ("plan", "at", "says"),
    [
        (replace(AGAIN, scheme="yuxi"), "scheme", "没有“yuxi”这个办法"),
        (replace(AGAIN, units=[]), "units", "至少要有一个单位"),
        (replace(AGAIN, units=["u-a", "u-b", "u-a"]), "units", "写了两次"),
        (replace(AGAIN, units=["u-a", "u-x"]), "units.1", "没有代号为“u-x”的单位"),
        (replace(AGAIN, evaluators=["p-li"]), "evaluators", "考核人和单位的个数不一样"),
        (replace(AGAIN, evaluators=[None] * 3), "evaluators", "考核人和单位的个数不一样"),
        (replace(AGAIN, evaluators=[None, "p-x"]), "evaluators.1", "没有代号为“p-x”的人员"),
        (replace(AGAIN, evaluators=[None, "p-left"]), "evaluators.1", "“赵某”已经不在岗"),
        (replace(AGAIN, evaluators=["p-only", None]), "evaluators.0", "“钱某”不担任考核"),
        (replace(AGAIN, name=" "), "name", "不能空着"),
        (replace(AGAIN, period=""), "period", "不能空着"),
    ],
)
def test_a_round_that_is_not_opened(office: Workspace, plan: RoundPlan, at: str, says: str) -> None:
    left, reviewer = (
        Person("p-left", "赵某", active=False),
        Person("p-only", "钱某", evaluates=False),
    )
    keep_people(office, ME, [left, replace(reviewer, reviews=True)])
    with refused(office.folder) as caught:
        open_round(office, ME, plan)
    assert caught.value.at == at
    assert says in caught.value.message


@pytest.fixture
def by_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A scheme that comes with the program, beside no other."""
    place = tmp_path / "installed/schemes" / BY_KIND.scheme
    place.mkdir(parents=True)
    (place / "scheme.toml").write_text(BY_KIND.text, "utf-8")
    monkeypatch.setattr("desktop.bundle._PACKAGE", place.parents[1])
    return place.name


@pytest.mark.parametrize(
    ("kind", "size", "says"),
    [
        (None, 7, "“戊镇”：本办法按单位类别计分"),
        ("county", 7, "“戊镇”：没有“county”这一类单位"),
        ("town", None, "“戊镇”：本办法的指标与单位规模有关"),
    ],
)
def test_a_unit_that_the_scheme_does_not_fit_is_named(
    office: Workspace, by_kind: str, kind: str | None, size: int | None, says: str
) -> None:
    units = [UnitRecord("u-d", "丁镇", "town", 7), UnitRecord("u-e", "戊镇", kind, size)]
    keep_units(office, ME, units)
    plan = RoundPlan("分类考核", "2022年", by_kind, ["u-d", "u-e"])
    with refused(office.folder) as caught:
        open_round(office, ME, plan)
    assert caught.value.at == "units.1"
    assert caught.value.message.startswith(says)
    round_id, _ = open_round(office, ME, replace(plan, units=["u-d"]))
    assert [one.name for one in standing_of(office, round_id).units] == ["丁镇"]


def reopened(workspace: Workspace, round_id: str, **changes: str | date) -> None:
    """A round as if it had been opened on another day."""
    with workspace.writing() as desk:
        desk.put(replace(round_in(workspace, round_id), **changes))  # type: ignore[arg-type]
        desk.seal(Deed(Command.CHANGE_ROUND, ME, round_id))


def test_rounds_stand_by_their_day_and_name(office: Workspace) -> None:
    of = rounds()
    assert [one.round.id for one in list_rounds(office)] == [of.cities, of.plan, of.sections]
    reopened(office, of.sections, opened=DAY)
    assert [one.round.id for one in list_rounds(office)] == [of.sections, of.cities, of.plan]
    reopened(office, of.cities, name="年度计划")
    same = [one.round.id for one in list_rounds(office)][1:]
    assert same == sorted([of.cities, of.plan])


def test_units_stand_in_the_plans_order(office: Workspace) -> None:
    round_id, _ = open_round(office, ME, AGAIN)
    units = standing_of(office, round_id).units
    assert [(one.key, one.name) for one in units] == [
        (AssessmentKey(round_id, "u-c"), "丙科"),
        (AssessmentKey(round_id, "u-a"), "甲科"),
    ]


def test_how_far_each_unit_is(office: Workspace) -> None:
    def states() -> list[tuple[str, bool]]:
        return [
            (one.state, one.pending == 0) for one in standing_of(office, rounds().sections).units
        ]

    assert states() == [("open", False), ("open", False), ("scored", True)]
    finalise(office, ME, rounds().settled)
    assert states() == [("open", False), ("open", False), ("finalised", True)]
    withdraw_finding(office, ME, rounds().section, "study-missed")
    assert states()[0] == ("open", False)


def test_each_unit_shows_its_sheet(office: Workspace) -> None:
    for of in list_rounds(office):
        for unit in of.units:
            sheet = sheet_of(office, unit.key)
            assert unit.sheet == (None if of.round.scheme == PLAN else sheet)
            assert unit.pending == len(sheet.pending)
            assert unit.trouble == ""


def test_a_plan_without_points_has_no_sheets_and_is_never_scored(office: Workspace) -> None:
    of = standing_of(office, rounds().plan)
    assert [(one.state, one.pending, one.sheet) for one in of.units] == [("open", 0, None)] * 3


def damage(folder: Path, key: AssessmentKey, table: str, change: str) -> list[RoundStanding]:
    """What is listed after somebody had their hands in what was recorded."""
    where = f"round = '{key.round}' AND unit = '{key.unit}'"
    behind_the_guards(folder, f"UPDATE {table} SET {change} WHERE {where}")  # noqa: S608  # ours
    with open_workspace(folder) as workspace:
        return list_rounds(workspace)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("finding", """fact = '{"count":-1}'"""),
        ("finding", "fact = '{}', itemised = 0"),
        ("finding", "fact = '{'"),
        ("finding", "exempt = 5"),
        ("finding", "criterion = 'none'"),
        ("item", "date = '2022-02-30'"),
        ("item", """figures = '{"own":1}'"""),
        ("discretion", "score = 'NaN'"),
        ("discretion", "score = '1000'"),
        ("assessment", "kind = ''"),
        ("finding", "fact = '5'"),
        ("finding", "fact = 'null'"),
        ("item", "figures = '5'"),
        ("discretion", "score = 'sNaN'"),
    ],
)
def test_a_sheet_that_cannot_be_read_hides_no_other(
    tmp_path: Path, table: str, change: str
) -> None:
    folder, key = office_in(tmp_path), rounds().section
    with open_workspace(folder) as workspace:
        judge(workspace, ME, key, "study", {"score": "9", "reason": "集体研究"})
        before = list_rounds(workspace)
    after = damage(folder, key, table, change)
    assert [one.round for one in after] == [one.round for one in before]
    was, now = ({u.key: u for one in of for u in one.units} for of in (before, after))
    troubled = now[key]
    assert "“诊断”" in troubled.trouble
    assert troubled == UnitStanding(key, "甲科", "open", 0, None, troubled.trouble)
    assert now == was | {key: troubled}
    assert verify(folder).faults != ()


def test_what_cannot_be_read_says_where(tmp_path: Path) -> None:
    listed = damage(office_in(tmp_path), rounds().section, "item", "note = ' '")
    [trouble] = [unit.trouble for of in listed for unit in of.units if unit.trouble]
    at = "facts.study-missed.items.0.note"
    assert trouble.startswith(f"“甲科”的考核记录读不出（{at}：这里不能空着")


def test_what_cannot_be_read_is_still_finalised(tmp_path: Path) -> None:
    folder, key = office_in(tmp_path), rounds().waived
    with open_workspace(folder) as workspace:
        finalise(workspace, ME, key)
    listed = damage(folder, key, "finding", "fact = '{}'")
    troubled = {unit.key: unit for of in listed for unit in of.units}[key]
    assert (troubled.state, troubled.sheet) == ("finalised", None)
    assert troubled.trouble


def test_a_round_gets_another_name_and_period(office: Workspace) -> None:
    before = round_in(office, rounds().cities)
    outcome = rename_round(office, ME, before.id, "市级考核", "2022年度")
    assert round_in(office, before.id) == replace(before, name="市级考核", period="2022年度")
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("change-round", before.id, None)
    assert outcome.touched == {("round", (before.id,))}


@pytest.mark.parametrize(
    ("name", "period", "at"), [(" ", "2022年", "name"), ("考核", "", "period"), ("", "", "name")]
)
def test_a_round_keeps_a_name_and_a_period(
    office: Workspace, name: str, period: str, at: str
) -> None:
    with refused(office.folder) as caught:
        rename_round(office, ME, rounds().cities, name, period)
    assert caught.value.at == at


def test_a_round_is_put_away_and_taken_out_again(office: Workspace) -> None:
    before = round_in(office, rounds().cities)
    archive_round(office, ME, before.id, archived=True)
    assert round_in(office, before.id) == replace(before, archived=True)
    assert len(standing_of(office, before.id).units) == 3  # and still listed
    archive_round(office, ME, before.id, archived=False)
    assert round_in(office, before.id) == before
    assert [one.command for one in events_of(office)[-2:]] == ["change-round"] * 2
    assert archive_round(office, ME, before.id, archived=False).touched == frozenset()


@pytest.mark.parametrize("round_id", ["none", "\ud800"], ids=ascii)
def test_a_round_that_is_not_there(office: Workspace, round_id: str) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: rename_round(office, ME, round_id, "考核", "2022年"),
        lambda: archive_round(office, ME, round_id, archived=True),
        lambda: delete_round(office, ME, round_id),
    ]
    for deed in deeds:
        with refused(office.folder) as caught:
            deed()
        assert caught.value.at == "round"


def test_every_change_of_a_round_has_an_author(office: Workspace) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: open_round(office, UNNAMED, AGAIN),
        lambda: rename_round(office, UNNAMED, rounds().cities, "考核", "2022年"),
        lambda: archive_round(office, UNNAMED, rounds().cities, archived=True),
    ]
    for deed in deeds:
        with refused(office.folder) as caught:
            deed()
        assert caught.value.at == "author"


@pytest.fixture
def fresh(office: Workspace) -> str:
    """A round of two cities in which nothing was done."""
    plan = RoundPlan("又一批", "2023年", CITIES, ["u-c", "u-a"])
    return open_round(office, ME, plan)[0]


def test_an_untouched_round_is_deleted_whole(office: Workspace, fresh: str) -> None:
    others = [one for one in list_rounds(office) if one.round.id != fresh]
    texts = rows(office.folder, "SELECT * FROM scheme_text")
    before = len(events_of(office))
    outcome = delete_round(office, ME, fresh)
    assert outcome.touched == {
        ("round", (fresh,)),
        ("assessment", (fresh, "u-a")),
        ("assessment", (fresh, "u-c")),
    }
    [event] = events_of(office)[before:]
    assert (event.command, event.round, event.unit) == ("delete-round", fresh, None)
    assert list_rounds(office) == others
    assert assessments(office, fresh) == []
    assert rows(office.folder, "SELECT * FROM scheme_text") == texts


def link_and_unlink(office: Workspace, key: AssessmentKey) -> None:
    linked = link_evidence(office, ME, EvidenceLink("", add(office), *key, 1))
    unlink_evidence(office, ME, linked.link)


WORK: dict[str, Callable[[Workspace, AssessmentKey], object]] = {
    "finding": lambda office, key: record_finding(office, ME, key, "no-plan", {"found": True}),
    "judgement": lambda office, key: judge(
        office, ME, key, "leadership", {"score": "1", "reason": "酌情"}
    ),
    "waiver": lambda office, key: waive(office, ME, WaiverRecord(*key, 1, "", 0, "统一留存")),
    "evidence, taken back": link_and_unlink,
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_a_round_in_which_something_was_recorded_stays(
    office: Workspace, fresh: str, work: Callable[[Workspace, AssessmentKey], object]
) -> None:
    """Also when it was undone: the trail tells of it."""
    key = AssessmentKey(fresh, "u-a")
    work(office, key)
    undo(office, ME, key)
    with refused(office.folder) as caught:
        delete_round(office, ME, fresh)
    assert caught.value.message == "这个批次已有考核记录（“甲科”），不能删除；可以归档"
    redo(office, ME, key)
    with refused(office.folder):
        delete_round(office, ME, fresh)


def test_assigning_and_counting_is_no_record(office: Workspace, fresh: str) -> None:
    key = AssessmentKey(fresh, "u-a")
    assign(office, ME, key, "p-wang", "p-li")
    count_pieces(office, ME, key, {"penalty": 2})
    undo(office, ME, key)
    redo(office, ME, key)
    undo(office, ME, key)
    rename_round(office, ME, fresh, "又一批次", "2023年")
    delete_round(office, ME, fresh)
    assert assessments(office, fresh) == []


@pytest.mark.parametrize("unit", [None, "u-a"])
def test_a_round_with_letters_stays(office: Workspace, fresh: str, unit: str | None) -> None:
    letter = Letter("t-1", fresh, "bulletin", "1号", DAY, "通报", "各市：……", unit)
    keep_letters(office, ME, [letter])
    with refused(office.folder) as caught:
        delete_round(office, ME, fresh)
    assert caught.value.message == "这个批次已有考核记录，不能删除；可以归档"
    undo(office, ME, None)
    delete_round(office, ME, fresh)


def test_only_its_own_records_keep_a_round(office: Workspace, fresh: str) -> None:
    """The same unit in another round, and another round's letters, are not its business."""
    record_finding(office, ME, rounds().city, "no-plan", {"found": True})
    keep_letters(office, ME, [Letter("t-1", rounds().cities, "bulletin", "1号", DAY, "通报", "")])
    delete_round(office, ME, fresh)
