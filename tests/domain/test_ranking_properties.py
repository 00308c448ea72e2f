"""Rankings against a second reading of the rules: counted pair by pair, and shared nothing with the program."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.merits import Hold, Merits
from desktop.domain.ranking import Entrant, Ranking, Standing, rank
from desktop.domain.ranking_rules import RankingRules
from desktop.domain.scheme import Scheme
from tests.domain.building import scheme_of

LEVELS = ("优秀", "良好", "合格", "不合格")
EDGES = (Decimal(90), Decimal("80.5"), Decimal(60))


def scheme_with(quotas: Sequence[str], beyond: Sequence[bool], rounding: str = "") -> Scheme:
    """Four grades; each of the upper three may be limited, and begin at its edge or beyond it."""
    text = [rounding]
    for at, (name, quota) in enumerate(zip(LEVELS, [*quotas, ""], strict=True)):
        text.append(f'[[grades]]\nname = "{name}"\n{quota}')
        if at < len(EDGES):
            text.append(f"{'more_than' if beyond[at] else 'at_least'} = {EDGES[at]}")
        if at:
            text.append(f"{'at_most' if beyond[at - 1] else 'less_than'} = {EDGES[at - 1]}")
    return scheme_of("\n".join(text))


QUOTAS = ("", 'quota = "20%"', 'quota = "33.3%"', 'quota = "50%"', "most = 1", "most = 3")


class Case(NamedTuple):
    """Rules, a scheme with grades, and units."""

    rules: RankingRules
    quotas: tuple[str, ...]
    beyond: tuple[bool, ...]
    entrants: list[Entrant]

    @property
    def ranking(self) -> Ranking:
        return rank(self.rules, self.entrants)


AMOUNTS = st.sampled_from([Decimal(n) for n in ("95", "91.5", "90", "85", "80.5", "80", "60", "0")])
HOLDS = st.lists(
    st.sampled_from([Hold("良好", "甲"), Hold("合格", "乙"), Hold("不合格", "丙")]), max_size=2
)


@st.composite
def merits(draw: st.DrawFn) -> Merits | None:
    if draw(st.integers(0, 9)) == 0:
        return None
    amounts = {"total": draw(AMOUNTS)}
    amounts |= {name: draw(AMOUNTS) for name in ("a", "b") if draw(st.integers(0, 5))}
    still_open = frozenset({"total", *draw(st.sets(st.sampled_from(["a", "b"])))})
    return Merits(
        amounts,
        still_open if draw(st.integers(0, 5)) == 0 else frozenset(),
        tuple(draw(HOLDS)) if draw(st.integers(0, 3)) == 0 else (),
        ("末",) if draw(st.integers(0, 7)) == 0 else (),
        draw(st.integers(0, 9)) == 0,
    )


@st.composite
def cases(draw: st.DrawFn, by: str | None = None) -> Case:
    chosen = by or draw(st.sampled_from(["total", "a"]))
    rules = RankingRules(
        by=chosen,
        ties=draw(st.sampled_from(["shared", "dense"])),
        tie_breakers=tuple(draw(st.sampled_from([[], ["b"], ["b", "total"]]))),
        quota_rounding=draw(st.sampled_from(["down", "half-up", "up"])),
        quota_ties=draw(st.sampled_from(["below", "above"])),
    )
    quotas = tuple(draw(st.sampled_from(QUOTAS)) for _ in EDGES)
    beyond = tuple(draw(st.booleans()) for _ in EDGES)
    scheme = scheme_with(quotas, beyond)
    entrants = [
        Entrant(
            str(at),
            draw(st.sampled_from(["甲组", "乙组"])),
            scheme,
            None,
            draw(merits()),
            draw(st.integers(0, 9)) == 0,
        )
        for at in range(draw(st.integers(0, 12)))
    ]
    return Case(rules, quotas, beyond, entrants)


# -- the second reading


def why_apart(case: Case, one: Entrant) -> str:
    if one.absent:
        return "absent"
    if one.merits is None:
        return "unread"
    if case.rules.by in one.merits.open:
        return "pending"
    return "" if case.rules.by in one.merits.amounts else "aside"


def beats(case: Case, one: Merits, other: Merits) -> bool:
    """Whether one stands strictly before the other."""
    if bool(one.last) != bool(other.last):
        return bool(other.last)
    for name in (case.rules.by, *case.rules.tie_breakers):
        left, right = one.amounts.get(name), other.amounts.get(name)
        if left != right:
            return right is None or (left is not None and left > right)
    return False


def ahead_of(case: Case, group: Sequence[Merits], one: Merits) -> list[Merits]:
    return [other for other in group if beats(case, other, one)]


def place_of(case: Case, group: Sequence[Merits], one: Merits) -> int:
    ahead = ahead_of(case, group, one)
    if case.rules.ties == "shared":
        return 1 + len(ahead)
    different: list[Merits] = []
    for other in ahead:
        if all(beats(case, other, o) or beats(case, o, other) for o in different):
            different.append(other)
    return 1 + len(different)


def level_of(case: Case, total: Decimal) -> int:
    """How many edges a total stays below."""
    pairs = zip(EDGES, case.beyond, strict=True)
    return sum(total < edge or (beyond and total == edge) for edge, beyond in pairs)


def rooms(case: Case, taking_part: int) -> list[int | None]:
    found: list[int | None] = []
    for quota in case.quotas:
        kind, _, written = quota.partition(" = ")
        if not kind:
            found.append(None)
        elif kind == "most":
            found.append(int(written))
        else:
            exact = Fraction(written.strip('"').removesuffix("%")) / 100 * taking_part
            rounded = {
                "down": floor(exact),
                "up": ceil(exact),
                "half-up": floor(2 * exact + 1) // 2,
            }
            found.append(rounded[case.rules.quota_rounding])
    return [*found, None]


def grades_of(case: Case, group: dict[str, Merits], taking_part: int) -> dict[str, int]:
    """A unit is let in where, with all of its place and all before, there is room (or, above, was before it)."""
    given: dict[str, int] = {}
    used = [0] * len(LEVELS)
    for wave in (False, True):  # those that are placed last come when all others are graded
        worst = max(given.values(), default=0) if wave else 0
        best = {
            name: max(level_of(case, one.amounts["total"]), worst, *map(holding, one.held), 0)
            for name, one in group.items()
            if bool(one.last) == wave and "total" not in one.open
        }
        for level, room in enumerate(rooms(case, taking_part)):
            fit = [name for name in best if best[name] <= level and name not in given]
            left = None if room is None else room - used[level]
            admitted = []
            for name in fit:
                better = [o for o in fit if beats(case, group[o], group[name])]
                equal = [o for o in fit if not beats(case, group[name], group[o])]
                by_below = left is None or len(equal) <= left
                by_above = left is None or len(better) < left
                if by_below or (case.rules.quota_ties == "above" and by_above):
                    admitted.append(name)
            if room is not None:
                used[level] += len(admitted) if len(admitted) == len(fit) else room
            given |= dict.fromkeys(admitted, level)
    return given


def holding(hold: Hold) -> int:
    return LEVELS.index(hold.grade)


def groups_of(case: Case) -> dict[str, dict[str, Merits]]:
    """The ranked ones of each group."""
    found: dict[str, dict[str, Merits]] = {one.group: {} for one in case.entrants}
    for one in case.entrants:
        if one.merits is not None and not why_apart(case, one):
            found[one.group][one.unit] = one.merits
    return found


# -- what must hold


@given(cases())
def test_places_are_one_more_than_those_ahead(case: Case) -> None:
    ranking = case.ranking
    for group in groups_of(case).values():
        for unit, one in group.items():
            standing = ranking.of(unit)
            assert standing.place == place_of(case, [*group.values()], one)
            equal = [
                o for o in group.values() if not beats(case, o, one) and not beats(case, one, o)
            ]
            assert standing.tied == (len(equal) > 1)
            assert standing.amount == one.amounts[case.rules.by]


@given(cases())
def test_everybody_is_there_once_groups_whole_and_those_apart_behind(case: Case) -> None:
    standings = case.ranking.standings
    assert sorted(one.unit for one in standings) == sorted(one.unit for one in case.entrants)
    assert [*dict.fromkeys(one.group for one in standings)] == [*groups_of(case)]
    for one, behind in pairwise(standings):
        if one.group == behind.group:
            assert not one.apart or behind.apart
            assert one.place is None or behind.place is None or one.place <= behind.place
        else:
            assert behind.group not in {s.group for s in standings[: standings.index(behind)]}


@given(cases())
def test_who_stands_apart_has_neither_place_nor_points_nor_grade(case: Case) -> None:
    ranking = case.ranking
    for one in case.entrants:
        why = why_apart(case, one)
        standing = ranking.of(one.unit)
        assert standing.apart == why
        if why:
            assert standing == Standing(one.unit, one.group, standing.apart)


@given(cases())
def test_it_is_provisional_as_long_as_anything_it_rests_on_is_open(case: Case) -> None:
    names = {case.rules.by, *case.rules.tie_breakers, "total"}
    taking_part = [one for one in case.entrants if not one.absent]
    assert case.ranking.provisional == any(
        one.merits is None or one.merits.provisional or one.merits.open & names
        for one in taking_part
    )


@given(cases())
def test_grades_and_quotas_are_as_counted_one_by_one(case: Case) -> None:
    ranking = case.ranking
    for name, group in groups_of(case).items():
        taking_part = sum(one.group == name and not one.absent for one in case.entrants)
        expected = grades_of(case, group, taking_part)
        found = {unit: ranking.of(unit).grade for unit in group}
        assert found == {u: LEVELS[expected[u]] if u in expected else None for u in group}


@given(cases())
def test_a_quota_is_never_passed_but_by_a_shared_place(case: Case) -> None:
    ranking = case.ranking
    for name in groups_of(case):
        own = [one for one in ranking.standings if one.group == name]
        taking_part = sum(one.group == name and not one.absent for one in case.entrants)
        for level, room in enumerate(rooms(case, taking_part)):
            holders = [one for one in own if one.grade == LEVELS[level]]
            if room is None or len(holders) <= room:
                continue
            assert case.rules.quota_ties == "above"
            last = max(one.place or 0 for one in holders)
            assert sum(one.place != last for one in holders) < room


@given(cases("total"))
def test_who_is_placed_lower_has_no_better_grade_unless_a_fault_held_the_other(case: Case) -> None:
    ranking = case.ranking
    merits_by_unit = {one.unit: one.merits for one in case.entrants}
    for one in ranking.standings:
        own = merits_by_unit[one.unit]
        for other in ranking.standings:
            if one.group != other.group or not one.place or not other.place:
                continue
            if one.place < other.place and one.grade and other.grade and own and not own.held:
                assert LEVELS.index(one.grade) <= LEVELS.index(other.grade)


@given(cases())
def test_with_the_points_it_lacks_a_unit_reaches_the_next_grade_and_with_less_it_does_not(
    case: Case,
) -> None:
    merits_by_unit = {one.unit: one.merits for one in case.entrants}
    for one in case.ranking.standings:
        own = merits_by_unit[one.unit]
        if one.lacking is None or own is None or one.next_grade is None:
            continue
        total = own.amounts["total"]
        assert one.lacking > 0
        assert level_of(case, total + one.lacking) == LEVELS.index(one.next_grade)
        assert level_of(case, total + one.lacking - Decimal("0.01")) > LEVELS.index(one.next_grade)
        assert not any(holding(hold) > LEVELS.index(one.next_grade) for hold in own.held)
