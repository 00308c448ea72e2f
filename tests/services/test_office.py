"""The office: its profile, people, units and settings are kept as told; open assessments follow their unit."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.commands import Author, Command
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    Office,
    Person,
    Round,
    UnitRecord,
)
from desktop.services.assessments import sheet_of
from desktop.services.finalising import finalise
from desktop.services.office import (
    author_named,
    change_setting,
    describe_office,
    keep_people,
    keep_units,
    office_of,
    people_of,
    setting_of,
    units_of,
)
from desktop.services.recording import record_finding
from desktop.services.workspaces import Workspace, open_workspace, verify
from desktop.store.desk import Deed
from tests.services.building import BY_KIND, ME, UNNAMED, events_of, office_in, refused, rounds


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def assessment(workspace: Workspace, key: AssessmentKey) -> Assessment:
    with workspace.reading() as view:
        found = view.get(Assessment, *key)
    assert found
    return found


PROFILE = Office(name="考评办", address="玉溪市红塔区", contact="王考评", phone="0877-1")


def test_the_profile_is_blank_until_it_is_written(office: Workspace) -> None:
    assert office_of(office) == Office()
    outcome = describe_office(office, ME, PROFILE)
    assert office_of(office) == PROFILE
    assert outcome.touched == {("office", ("office",))}
    event = events_of(office)[-1]
    assert (event.number, event.command) == (outcome.event, "describe-office")
    assert (event.author, event.person, event.round, event.unit) == ("王考评", "p-wang", None, None)


def test_the_profile_is_written_over(office: Workspace) -> None:
    describe_office(office, ME, PROFILE)
    describe_office(office, ME, Office(name="考核办"))
    assert office_of(office) == Office(name="考核办")


def test_a_profile_that_cannot_be_kept(office: Workspace) -> None:
    for field in ("name", "address", "contact", "phone"):
        with refused(office.folder) as caught:
            describe_office(office, ME, replace(PROFILE, **{field: " \u3000"}))
        assert caught.value.at == field


def test_people_stand_by_name_also_those_who_left(office: Workspace) -> None:
    new = [
        Person("p-3", "丁某", evaluates=False),
        Person("p-2", "甲某", reviews=True, active=False),
    ]
    outcome = keep_people(office, ME, new)
    assert outcome.touched == {("person", ("p-3",)), ("person", ("p-2",))}
    assert events_of(office)[-1].command == Command.KEEP_PERSON.value
    people = people_of(office)
    assert [one.name for one in people] == ["丁某", "李复核", "王考评", "甲某"]
    assert [people[0], people[3]] == new


def test_a_person_is_changed_and_the_others_stay(office: Workspace) -> None:
    keep_people(office, ME, [Person("p-li", "李审核", active=False)])
    assert people_of(office) == [Person("p-li", "李审核", active=False), Person("p-wang", "王考评")]


def test_a_person_without_a_name_is_refused(office: Workspace) -> None:
    with refused(office.folder) as caught:
        keep_people(office, ME, [Person("p-3", "丁某"), Person("p-4", "")])
    assert caught.value.at == "1.name"


def test_two_people_of_one_name_are_refused(office: Workspace) -> None:
    for people in (
        [Person("p-3", "王考评")],
        [Person("p-3", "丁某"), Person("p-4", "丁某")],
        [Person("p-li", "王考评")],
    ):
        with refused(office.folder) as caught:
            keep_people(office, ME, people)
        assert caught.value.message == f"人员“{people[-1].name}”写了两次，请只留一个，或者加以区分"


def test_a_name_stays_taken_when_its_person_has_left(office: Workspace) -> None:
    """It stands under what was done; nobody else may be taken for them."""
    keep_people(office, ME, [Person("p-li", "李复核", active=False)])
    with refused(office.folder):
        keep_people(office, ME, [Person("p-3", "李复核")])


def test_names_may_change_hands(office: Workspace) -> None:
    keep_people(office, ME, [Person("p-wang", "李复核"), Person("p-li", "王考评")])
    assert {one.id: one.name for one in people_of(office)} == {"p-wang": "李复核", "p-li": "王考评"}


def test_an_author_is_a_person_who_is_there(office: Workspace) -> None:
    assert author_named(office, "李复核") == Author("李复核", "p-li")
    keep_people(office, ME, [Person("p-li", "李复核", active=False)])
    for name in ("李复核", "王考", "", "\ud800"):
        with refused(office.folder) as caught:
            author_named(office, name)
        assert caught.value.at == "person"
        assert "这个人员" in caught.value.message
        assert "王考评" in caught.value.message  # who was meant, or may be named


TOWN = UnitRecord("u-d", "丁镇", "town", 120, ("甲组", "东片"), ("丁", "丁镇政府"), active=False)


def test_units_stand_by_name_with_all_that_is_told_of_them(office: Workspace) -> None:
    outcome = keep_units(office, ME, [TOWN, UnitRecord("u-e", "一科")])
    assert outcome.touched == {("unit", ("u-d",)), ("unit", ("u-e",))}
    assert (events_of(office)[-1].command, events_of(office)[-1].unit) == ("keep-units", None)
    assert [one.name for one in units_of(office)] == ["一科", "丁镇", "丙科", "乙科", "甲科"]
    assert units_of(office)[1] == TOWN


def test_units_lose_what_is_no_longer_told(office: Workspace) -> None:
    keep_units(office, ME, [TOWN])
    keep_units(office, ME, [UnitRecord("u-d", "丁镇")])
    assert units_of(office)[0] == UnitRecord("u-d", "丁镇")


def test_the_same_units_again_are_an_event_without_changes(office: Workspace) -> None:
    before = len(events_of(office))
    assert keep_units(office, ME, units_of(office)).touched == frozenset()
    assert [one.changes for one in events_of(office)[before:]] == ["[]"]


def test_a_unit_that_cannot_be_kept_is_named_by_its_place(office: Workspace) -> None:
    for unit, at in (
        (UnitRecord("u-e", " "), "1.name"),
        (UnitRecord("u-e", "戊\ud800"), "1.name"),
        (UnitRecord("u-e", "戊镇", kind="乡镇"), "1.kind"),
        (UnitRecord("u-e", "戊镇", size=0), "1.size"),
        (UnitRecord("u-e", "戊镇", groups=("",)), "1.groups.0"),
        (UnitRecord("u-e", "戊镇", aliases=("戊", " ")), "1.aliases.1"),
    ):
        with refused(office.folder) as caught:
            keep_units(office, ME, [TOWN, unit])
        assert caught.value.at == at


def test_two_units_of_one_name_are_refused(office: Workspace) -> None:
    for units in (
        [UnitRecord("u-d", "甲科")],
        [UnitRecord("u-d", "丁科"), UnitRecord("u-e", "丁科")],
        [UnitRecord("u-b", "甲科")],
    ):
        with refused(office.folder) as caught:
            keep_units(office, ME, units)
        assert caught.value.message == f"单位“{units[-1].name}”写了两次，请只留一个，或者加以区分"


def test_units_may_exchange_their_names(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-a", "乙科"), UnitRecord("u-b", "甲科")])
    assert assessment(office, rounds().section).name == "乙科"
    assert assessment(office, rounds().neighbour).name == "甲科"


def test_open_assessments_follow_name_kind_and_size_in_every_round(office: Workspace) -> None:
    keys = [
        AssessmentKey(one, "u-a") for one in (rounds().sections, rounds().cities, rounds().plan)
    ]
    before = [assessment(office, key) for key in keys]
    outcome = keep_units(office, ME, [UnitRecord("u-a", "甲局", "town", 7)])
    after = [replace(one, name="甲局", kind="town", size=7) for one in before]
    assert [assessment(office, key) for key in keys] == after
    assert outcome.touched == {("unit", ("u-a",)), *(("assessment", key) for key in keys)}
    assert assessment(office, rounds().neighbour).name == "乙科"


def test_finalised_assessments_keep_all(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    before = assessment(office, rounds().settled)
    keep_units(office, ME, [UnitRecord("u-c", "丙局", "town", 7)])
    assert assessment(office, rounds().settled) == before
    assert assessment(office, rounds().waived).name == "丙局"
    assert {one.id: one.name for one in units_of(office)}["u-c"] == "丙局"


KEY = AssessmentKey("r-kinds", "u-d")


@pytest.fixture
def kinds(office: Workspace) -> Workspace:
    """The office with a round by a scheme that tells kinds apart and asks for the size."""
    of = Round(KEY.round, "分类考核", "2022年", BY_KIND.scheme, BY_KIND.sha256, date(2022, 8, 3))
    keep_units(office, ME, [TOWN])
    with office.writing() as desk:
        desk.put(BY_KIND, of, Assessment(*KEY, 0, TOWN.name, TOWN.kind, TOWN.size))
        desk.seal(Deed(Command.OPEN_ROUND, ME, of.id))
    return office


def test_a_kind_takes_its_criteria_with_it(kinds: Workspace) -> None:
    record_finding(kinds, ME, KEY, "late", {"count": 1})
    assert "missed" in sheet_of(kinds, KEY).pending
    keep_units(kinds, ME, [replace(TOWN, kind="bureau")])
    assert assessment(kinds, KEY).kind == "bureau"
    assert sheet_of(kinds, KEY).pending == ("trained",)


def test_a_size_is_scored_at_once(kinds: Workspace) -> None:
    record_finding(kinds, ME, KEY, "missed", {"count": 0})
    record_finding(kinds, ME, KEY, "late", {"count": 0})
    record_finding(kinds, ME, KEY, "trained", {"actual": 58})
    assert sheet_of(kinds, KEY).total == 8  # 60 of 120
    keep_units(kinds, ME, [replace(TOWN, size=118)])
    assert sheet_of(kinds, KEY).total == 9


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("bureau", "没有“missed”这条评分标准"),
        ("county", "没有“county”这一类单位"),
        (None, "本办法按单位类别计分"),
    ],
)
def test_a_kind_that_what_was_recorded_cannot_be_read_with_is_refused(
    kinds: Workspace, kind: str | None, says: str
) -> None:
    record_finding(kinds, ME, KEY, "missed", {"count": 1})
    with refused(kinds.folder) as caught:
        keep_units(kinds, ME, [UnitRecord("u-e", "戊科"), replace(TOWN, name="丁县", kind=kind)])
    assert caught.value.message.startswith(f"“丁镇”在“分类考核”里：{says}")
    assert caught.value.at == "1.kind"


def test_a_size_that_the_scheme_asks_for_is_not_taken_away(kinds: Workspace) -> None:
    with refused(kinds.folder) as caught:
        keep_units(kinds, ME, [replace(TOWN, size=None)])
    assert "“丁镇”在“分类考核”里：本办法的指标与单位规模有关" in caught.value.message


def test_a_size_that_is_refused_is_named_by_its_place(kinds: Workspace) -> None:
    with refused(kinds.folder) as caught:
        keep_units(kinds, ME, [replace(TOWN, size=None)])
    assert caught.value.at == "0.size"


def test_a_name_alone_asks_nothing_of_what_was_recorded(kinds: Workspace) -> None:
    record_finding(kinds, ME, KEY, "missed", {"count": 1})
    keep_units(kinds, ME, [replace(TOWN, name="丁街道")])
    assert (assessment(kinds, KEY).name, assessment(kinds, KEY).kind) == ("丁街道", "town")


def test_what_is_finalised_stands_in_no_kinds_way(kinds: Workspace) -> None:
    record_finding(kinds, ME, KEY, "missed", {"count": 1})
    record_finding(kinds, ME, KEY, "late", {"count": 0})
    record_finding(kinds, ME, KEY, "trained", {"actual": 60})
    finalise(kinds, ME, KEY)
    keep_units(kinds, ME, [replace(TOWN, kind="bureau", size=None)])
    assert (assessment(kinds, KEY).kind, assessment(kinds, KEY).size) == ("town", 120)
    assert sheet_of(kinds, KEY).total == 8


def test_a_choice_is_remembered(office: Workspace) -> None:
    assert setting_of(office, "theme") is None
    outcome = change_setting(office, ME, "theme", "dark")
    assert outcome.touched == {("setting", ("theme",))}
    assert events_of(office)[-1].command == Command.CHANGE_SETTING.value
    change_setting(office, ME, "scale", "125%")
    assert (setting_of(office, "theme"), setting_of(office, "scale")) == ("dark", "125%")
    change_setting(office, ME, "theme", "")
    assert setting_of(office, "theme") == ""


def test_a_choice_that_cannot_be_kept(office: Workspace) -> None:
    for name, value, at in ((" ", "dark", "name"), ("theme", " ", "value")):
        with refused(office.folder) as caught:
            change_setting(office, ME, name, value)
        assert caught.value.at == at


def test_every_change_has_an_author(office: Workspace) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: describe_office(office, UNNAMED, PROFILE),
        lambda: keep_people(office, UNNAMED, [Person("p-3", "丁某")]),
        lambda: keep_units(office, UNNAMED, [TOWN]),
        lambda: change_setting(office, UNNAMED, "theme", "dark"),
    ]
    for deed in deeds:
        with refused(office.folder) as caught:
            deed()
        assert caught.value.at == "author"
