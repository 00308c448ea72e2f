"""Ranking: places, ties, those who stand apart, grades within quotas, and what lacks to the next grade."""

from collections.abc import Mapping
from decimal import Decimal

from desktop.domain.ranking import Entrant, Ranking, rank
from desktop.domain.ranking_rules import RankingRules
from tests.domain.building import scheme_of, sheet_of

SCHEME = scheme_of("""points = 100

[[indicators]]
id = "a"
no = "1"
name = "甲"
points = 100

  [[indicators.criteria]]
  id = "missed"
  clause = "1"
  shape = "each"
  deduct = 1

  [[indicators.criteria]]
  id = "accident"
  clause = "2"
  shape = "flag"
  consequence = { last = true }

[[grades]]
name = "优秀"
at_least = 90
quota = "40%"

[[grades]]
name = "合格"
less_than = 90
""")


def ranked(*missed: int, last: tuple[int, ...] = ()) -> Ranking:
    """Units that missed so much, one after another; negative: not judged yet."""
    entrants = []
    for at, count in enumerate(missed):
        facts: dict[str, object] = {} if count < 0 else {"missed": {"count": count}}
        facts |= {"accident": {"found": at in last}}
        entrants.append(Entrant(str(at), "", SCHEME, sheet_of(SCHEME, facts)))
    return rank(SCHEME.ranking, entrants)


def test_equal_totals_share_a_place_and_leave_a_gap() -> None:
    assert [(one.unit, one.place, one.tied) for one in ranked(3, 1, 3, 7).standings] == [
        ("1", 1, False),
        ("0", 2, True),
        ("2", 2, True),
        ("3", 4, False),
    ]


def test_what_is_open_has_no_place_and_makes_the_others_provisional() -> None:
    found = ranked(2, -1)
    assert found.provisional
    assert (found.of("1").apart, found.of("1").place) == ("pending", None)


def test_a_quota_sends_the_next_one_down_and_says_so() -> None:
    found = ranked(1, 2, 3, 20, 30)
    grades = [(one.grade, one.hindrance, one.lacking) for one in found.standings]
    assert grades == [
        ("优秀", "", None),
        ("优秀", "", None),
        ("合格", "quota", None),
        ("合格", "quota", Decimal(10)),
        ("合格", "quota", Decimal(20)),
    ]


def test_whoever_a_finding_places_last_stands_last() -> None:
    assert [one.unit for one in ranked(0, 50, last=(0,)).standings] == ["1", "0"]


MIXED = scheme_of("""points = 20
ranking = { by = "b", tie_breakers = ["bonus", "base"] }

[kinds]
county = "县"
zone = "区"

[[indicators]]
id = "a"
criteria = [{ id = "missed", shape = "each", deduct = 1 }]

[[indicators]]
id = "b"
kinds = ["county"]
not_applicable = "left-out"
criteria = [{ id = "late", shape = "each", deduct = 1 }]

[bonus]
criteria = [{ id = "praised", shape = "award", points = 1 }]

[[grades]]
name = "优秀"
more_than = 15

[[grades]]
name = "合格"
at_most = 15
at_least = 5
""")


def mixed(unit: str, facts: Mapping[str, object], kind: str = "county", **more: object) -> Entrant:
    scheme = (MIXED.by_kind or {})[kind]
    sheet = sheet_of(MIXED, facts, unit={"kind": kind}, **more)
    return Entrant(unit, "", scheme, sheet)


def test_ranked_by_an_indicator_only_what_it_rests_on_must_be_judged() -> None:
    whole = {"missed": {"count": 1}, "late": {"count": 1}, "praised": {"met": True}}
    found = rank(
        MIXED.ranking,
        [
            mixed("open", {"missed": {"count": 0}}),
            mixed("half", {"late": {"count": 2}}),
            mixed("whole", whole),
            mixed(
                "aside",
                {"missed": {"count": 0}, "praised": {"met": True}},
                not_applicable={"b": {"reason": "没有这项工作"}},
            ),
            mixed("zone", {"missed": {"count": 0}, "praised": {"met": False}}, "zone"),
        ],
    )
    assert [(one.unit, one.place, one.apart, one.grade) for one in found.standings] == [
        ("whole", 1, "", "优秀"),
        ("half", 2, "", None),
        ("open", None, "pending", None),
        ("aside", None, "aside", None),
        ("zone", None, "aside", None),
    ]
    assert found.provisional


def test_by_the_base_what_is_open_of_the_bonus_only_breaks_ties() -> None:
    rules = RankingRules(by="base")
    done = {"missed": {"count": 1}, "late": {"count": 1}}
    found = rank(rules, [mixed("1", done), mixed("2", {"praised": {"met": True}})])
    assert [(one.unit, one.apart) for one in found.standings] == [("1", ""), ("2", "pending")]
    by_bonus = rank(RankingRules(by="bonus"), [mixed("1", done), mixed("2", {})])
    assert [one.apart for one in by_bonus.standings] == ["pending", "pending"]


def test_who_does_not_take_part_or_cannot_be_read_is_no_zero() -> None:
    zero = Entrant("zero", "", HELD, sheet_of(HELD, judged(70)))
    gone = Entrant("gone", "", HELD, sheet_of(HELD, judged(0)), absent=True)
    found = rank(HELD.ranking, [gone, Entrant("torn", "", HELD, None), zero])
    assert [(one.unit, one.place, one.apart, one.amount) for one in found.standings] == [
        ("zero", 1, "", Decimal(0)),
        ("torn", None, "unread", None),
        ("gone", None, "absent", None),
    ]
    assert found.provisional
    assert not rank(HELD.ranking, [gone, zero]).provisional


def judged(missed: int, **more: bool) -> dict[str, object]:
    found = {name: {"found": more.get(name, False)} for name in ("accident", "forged")}
    return {"missed": {"count": missed}, **found}


HELD = scheme_of("""points = 100
rounding = { total_places = 0 }

[[indicators]]
id = "a"
points = 100
criteria = [
  { id = "missed", shape = "each", deduct = 1.5 },
  { id = "accident", clause = "序号2①", shape = "flag", consequence = { last = true } },
  { id = "forged", clause = "序号5①", shape = "flag", consequence = { grade_at_most = "合格" } },
]

[[grades]]
name = "优秀"
more_than = 90.5
most = 1

[[grades]]
name = "合格"
at_most = 90.5
at_least = 60

[[grades]]
name = "不合格"
less_than = 60
""")


def held(*facts: dict[str, object]) -> Ranking:
    entrants = [Entrant(str(n), "", HELD, sheet_of(HELD, one)) for n, one in enumerate(facts)]
    return rank(HELD.ranking, entrants)


def test_a_unit_that_a_clause_holds_back_uses_up_no_quota_and_is_told_the_clause() -> None:
    found = held(judged(0, forged=True), judged(2), judged(4))
    told = [(one.grade, one.next_grade, one.lacking, one.hindrance) for one in found.standings]
    assert told == [
        ("合格", "优秀", None, "consequence"),
        ("优秀", None, None, ""),
        ("合格", "优秀", None, "quota"),
    ]
    assert found.of("0").held_by == ("序号5①",)


def test_a_clause_that_holds_a_unit_lower_than_its_points_is_no_gap_of_points() -> None:
    assert held(judged(10, forged=True)).of("0").held_by == ("序号5①",)
    below = held(judged(30, forged=True)).of("0")
    assert (below.grade, below.lacking, below.held_by) == ("不合格", Decimal(5), ())


def test_the_least_total_of_a_grade_is_one_that_rounding_can_make() -> None:
    lacking = held(judged(0), judged(8)).of("1").lacking
    assert lacking == Decimal(3)  # 88 of more than 90.5, in whole points
    assert rank(MIXED.ranking, [mixed("1", {"late": {"count": 0}})]).of("1").lacking is None


def test_whoever_is_placed_last_has_no_better_grade_than_those_before_it() -> None:
    found = held(judged(0, accident=True), judged(20))
    assert [(one.unit, one.grade, one.held_by) for one in found.standings] == [
        ("1", "合格", ()),
        ("0", "合格", ("序号2①",)),
    ]
    assert found.of("0").placed_last == ("序号2①",)


def test_below_the_lowest_grade_there_is_a_way_up_to_it() -> None:
    done = {"missed": {"count": 6}, "late": {"count": 10}, "praised": {"met": False}}
    one = rank(RankingRules(), [mixed("1", done)]).of("1")
    assert (one.grade, one.next_grade, one.lacking) == (None, "合格", Decimal(1))
    fifteen = {"missed": {"count": 5}, "late": {"count": 0}, "praised": {"met": False}}
    assert rank(RankingRules(), [mixed("1", fifteen)]).of("1").lacking == Decimal("0.01")
