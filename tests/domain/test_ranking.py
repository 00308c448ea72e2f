"""Ranking: places, ties, those who stand apart, grades within quotas, and what lacks to the next grade."""

from decimal import Decimal

from desktop.domain.ranking import Entrant, Ranking, rank
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
        ("合格", "", Decimal(10)),
        ("合格", "", Decimal(20)),
    ]


def test_whoever_a_finding_places_last_stands_last() -> None:
    assert [one.unit for one in ranked(0, 50, last=(0,)).standings] == ["1", "0"]
