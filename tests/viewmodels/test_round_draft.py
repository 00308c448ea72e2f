"""A round in the making: the scheme's own units first, what is wanting, and the round that is opened."""

from datetime import date

import pytest

from desktop.domain.records import Person, Round, UnitRecord
from desktop.services.office import keep_people, keep_units
from desktop.services.rounds import list_rounds, round_members
from desktop.viewmodels.round_draft import RoundDraft
from tests.services.building import CITIES, ME, SECTIONS
from tests.viewmodels.opened import Opened

UNITS = [
    UnitRecord("n-edu", "教育局"),
    UnitRecord("n-city", "怀仁市"),
    UnitRecord("n-county", "应县"),
    UnitRecord("n-gone", "山阴县", active=False),
]


@pytest.fixture
def draft(office: Opened) -> RoundDraft:
    """The three sections of the office, a bureau, a city and two counties, of which one is gone."""
    keep_units(office.workspace, ME, UNITS)
    return RoundDraft(office.workplace)


def choose(draft: RoundDraft, scheme: str) -> None:
    draft.choose_scheme([one.id for one in draft.schemes].index(scheme))


def chosen(draft: RoundDraft) -> list[str]:
    return [one.unit.name for one in draft.candidates if one.chosen]


def test_the_schemes_own_units_stand_first_and_are_chosen(draft: RoundDraft) -> None:
    choose(draft, SECTIONS)
    names = [one.unit.name for one in draft.candidates]
    assert sorted(names[:3]) == sorted(chosen(draft)) == sorted(("甲科", "乙科", "丙科"))
    choose(draft, CITIES)
    assert sorted(chosen(draft)) == sorted(("怀仁市", "应县"))
    assert [one.suits for one in draft.candidates] == [True] * 2 + [False] * 4


def test_who_is_gone_is_no_candidate(draft: RoundDraft) -> None:
    assert "山阴县" not in [one.unit.name for one in draft.candidates]


def test_name_and_period_follow_the_scheme(draft: RoundDraft) -> None:
    year = date.today().year  # noqa: DTZ011  # the office's year
    for number, scheme in enumerate(draft.schemes):
        draft.choose_scheme(number)
        assert draft.period == f"{year}年"
        assert draft.name.startswith(f"{year}年度")
        assert "年度年" not in draft.name
        assert draft.name.removeprefix(f"{year}年度") in scheme.title
        assert draft.wanting in {"", "请至少选一个被考核单位"}


def test_a_name_that_was_proposed_follows_the_period(draft: RoundDraft) -> None:
    draft.say(draft.name, "２０１９年上半年")
    assert draft.name.startswith("2019年度")
    draft.say(draft.name, "2018年")
    assert draft.name.startswith("2018年度")
    draft.say("我们的考核", "2017年")
    assert draft.name == "我们的考核"


def test_it_says_what_is_wanting(draft: RoundDraft) -> None:
    choose(draft, SECTIONS)
    assert draft.wanting == ""
    draft.name = " "
    assert "批次名称" in draft.wanting
    draft.name, draft.period = "科室督查", " "
    assert "时段" in draft.wanting
    draft.period = "本年度"
    assert "看不出起止日期" in draft.wanting
    draft.period = "2026年"
    draft.choose([one.unit.id for one in draft.candidates], chosen=False)
    assert (draft.count, draft.wanting) == (0, "请至少选一个被考核单位")


def test_units_are_taken_in_and_left_out(draft: RoundDraft) -> None:
    heard: list[int] = []
    draft.changed.connect(lambda: heard.append(1))
    choose(draft, SECTIONS)
    draft.choose(["u-b", "u-c"], chosen=False)
    draft.choose(["n-edu", "n-gone", "none"], chosen=True)
    assert sorted(chosen(draft)) == sorted(("甲科", "教育局"))
    assert (draft.count, len(heard)) == (2, 3)


def test_the_round_is_opened_as_it_was_drawn_up(draft: RoundDraft, office: Opened) -> None:
    opened: list[str] = []
    draft.opened.connect(opened.append)
    choose(draft, SECTIONS)
    draft.name, draft.period = " 科室督查 ", " 2026年上半年 "
    li = next(one for one in draft.people if one.id == "p-li")
    draft.assign("u-b", li)
    draft.assign("u-c", None)
    draft.choose(["u-c"], chosen=True)
    assert [draft.evaluator(one) for one in ("u-a", "u-b", "u-c")] == ["p-wang", "p-li", None]
    draft.open()
    [round_id] = opened
    of = next(one.round for one in list_rounds(office.workspace) if one.round.id == round_id)
    assert (of.name, of.period, of.scheme) == ("科室督查", "2026年上半年", SECTIONS)
    members = {one.unit: one.evaluator for one in round_members(office.workspace, round_id)}
    assert members == {"u-a": "p-wang", "u-b": "p-li", "u-c": None}


def test_one_evaluator_for_all(draft: RoundDraft) -> None:
    choose(draft, SECTIONS)
    li = next(one for one in draft.people if one.id == "p-li")
    draft.assign_all(li)
    assert {draft.evaluator(one) for one in ("u-a", "u-b", "u-c")} == {"p-li"}
    assert draft.evaluator("n-edu") == "p-wang"  # who sits here


def test_only_who_evaluates_and_is_here_can_be_assigned(office: Opened) -> None:
    people = [
        Person("p-head", "赵主任", evaluates=False, reviews=True),
        Person("p-left", "钱某", active=False),
    ]
    keep_people(office.workspace, ME, people)
    assert [one.name for one in RoundDraft(office.workplace).people] == ["李复核", "王考评"]


def test_what_is_wanting_opens_nothing(draft: RoundDraft, office: Opened) -> None:
    before, opened = len(list_rounds(office.workspace)), list[str]()
    draft.opened.connect(opened.append)
    choose(draft, SECTIONS)
    for name, units in (("", True), ("科室督查", False)):
        draft.name = name
        draft.choose(["u-a", "u-b", "u-c"], chosen=units)
        draft.open()
    assert (opened, len(list_rounds(office.workspace))) == ([], before)
    assert len(office.refusals) == 2


def test_an_office_without_units_can_open_nothing(office: Opened) -> None:
    gone = [
        UnitRecord(f"u-{n}", name, active=False)
        for n, name in zip("abc", ("甲科", "乙科", "丙科"), strict=True)
    ]
    keep_units(office.workspace, ME, gone)
    draft = RoundDraft(office.workplace)
    assert (draft.candidates, draft.count) == ((), 0)
    assert draft.wanting == "请至少选一个被考核单位"
    with office.workspace.reading() as view:
        assert len(view.all(Round)) == 3
