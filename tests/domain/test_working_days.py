"""Working days: kinds of days, terms counted in them, bounds, years without data, what is told."""

from calendar import monthrange
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain.refusals import Refused
from desktop.domain.working_days import DayKind, Deadline, WorkCalendar, months_before

ONE = timedelta(days=1)
KNOWN = frozenset({2021, 2022, 2023})
DAYS = st.dates(date(2021, 1, 1), date(2023, 12, 31))
STARTS = st.dates(date(2020, 12, 31), date(2023, 10, 31))
COUNTS = st.integers(1, 60)
KINDS = st.builds(DayKind, st.booleans(), st.sampled_from(["", "停电", "全市值班"]))
OFFICE_DAYS = st.dictionaries(DAYS, KINDS, max_size=8)

NATIONAL = {date(2022, 10, day): "国庆节" for day in range(1, 8)}
NEW_YEAR = {date(2022, 12, 31): "元旦", date(2023, 1, 1): "元旦", date(2023, 1, 2): "元旦"}
MADE_UP = {date(2022, 10, 8): "国庆节", date(2022, 10, 9): "国庆节"}
AUTUMN = WorkCalendar(KNOWN, NATIONAL | NEW_YEAR, MADE_UP)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Three known years with holidays and days made up anywhere, and some of an office's own."""
    off = draw(st.dictionaries(DAYS, st.sampled_from(["春节", "国庆节"]), max_size=20))
    on = draw(st.dictionaries(DAYS, st.just("春节"), max_size=6))
    return WorkCalendar(KNOWN, off, on).with_office_days(draw(OFFICE_DAYS))


def works(calendar: WorkCalendar, day: date) -> bool:
    kind = calendar.kind_of(day)
    assert kind
    return kind.working


def between(after: date, last: date) -> list[date]:
    """From the day after to the last."""
    return [after + ONE * n for n in range(1, (last - after).days + 1)]


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        (date(2022, 9, 30), True, "工作日"),
        (date(2022, 10, 1), False, "国庆节"),  # a Saturday too
        (date(2022, 10, 7), False, "国庆节"),
        (date(2022, 10, 8), True, "国庆节调休上班"),
        (date(2022, 10, 15), False, "周六"),
        (date(2022, 10, 16), False, "周日"),
    ],
)
def test_a_day_says_what_it_is(day: date, working: bool, why: str) -> None:  # noqa: FBT001  # a case of a table
    assert AUTUMN.kind_of(day) == DayKind(working, why)


def test_an_offices_own_days_go_before_all_others() -> None:
    ours = AUTUMN.with_office_days(
        {
            date(2022, 10, 7): DayKind(working=True, why="迎检值班"),
            date(2022, 10, 8): DayKind(working=False, why=""),
            date(2022, 10, 12): DayKind(working=False, why="机房停电"),
        }
    )
    assert ours.kind_of(date(2022, 10, 7)) == (True, "本单位规定：迎检值班")
    assert ours.kind_of(date(2022, 10, 8)) == (False, "本单位规定")
    assert ours.kind_of(date(2022, 10, 12)) == (False, "本单位规定：机房停电")
    assert AUTUMN.kind_of(date(2022, 10, 12)) == (True, "工作日")


def test_single_days_of_an_office_make_no_year_known() -> None:
    day = date(2024, 1, 1)
    days = {day: DayKind(working=False, why="元旦")}
    entered = AUTUMN.with_office_days(days)
    assert (entered.knows(2024), entered.kind_of(day)) == (False, None)
    said = entered.with_office_days({}, frozenset({2024}))
    assert said == AUTUMN.with_office_days(days, frozenset({2024}))
    assert said.kind_of(day) == (False, "本单位规定：元旦")
    assert said.kind_of(date(2024, 1, 2)) == (True, "工作日")
    assert said.kind_of(date(2024, 1, 6)) == (False, "周六")


@given(calendars(), OFFICE_DAYS, st.frozensets(st.integers(2020, 2026)))
def test_an_override_said_twice_is_said_once(
    calendar: WorkCalendar, days: dict[date, DayKind], years: frozenset[int]
) -> None:
    once = calendar.with_office_days(days, years)
    assert once.with_office_days(days, years) == once
    assert once.with_office_days(days) == once.with_office_days({}, years) == once
    assert {day: once.office_days[day] for day in days} == days
    assert once.years == calendar.years | years


@given(calendars(), OFFICE_DAYS, DAYS)
def test_an_override_changes_no_other_day(
    calendar: WorkCalendar, days: dict[date, DayKind], day: date
) -> None:
    assume(day not in days)
    assert calendar.with_office_days(days).kind_of(day) == calendar.kind_of(day)


@given(calendars(), STARTS, COUNTS)
def test_counting_again_gives_the_number_back(
    calendar: WorkCalendar, after: date, count: int
) -> None:
    found = calendar.nth_working_day(after, count)
    assume(found.last)
    assert found.last
    passed = between(after, found.last)
    assert works(calendar, found.last)
    assert sum(works(calendar, day) for day in passed) == found.count == count
    assert [day for day, _ in found.skipped] == [d for d in passed if not works(calendar, d)]
    assert {calendar.kind_of(day) for day, why in found.skipped} == {
        (False, why) for _, why in found.skipped
    }
    assert all(works(calendar, day) for day, _ in found.worked)
    assert (found.unknown, found.bounded) == (None, False)


@given(calendars(), STARTS, STARTS, COUNTS)
def test_a_later_start_never_ends_earlier(
    calendar: WorkCalendar, one: date, other: date, count: int
) -> None:
    ends = [calendar.nth_working_day(day, count).last or date.max for day in sorted((one, other))]
    assert ends == sorted(ends)


@given(calendars(), STARTS, COUNTS, COUNTS)
def test_a_term_is_the_sum_of_its_parts(
    calendar: WorkCalendar, after: date, first: int, then: int
) -> None:
    middle = calendar.nth_working_day(after, first).last
    assume(middle)
    assert middle
    whole, rest = (
        calendar.nth_working_day(after, first + then),
        calendar.nth_working_day(middle, then),
    )
    assert (whole.last, whole.unknown) == (rest.last, rest.unknown)
    assert whole.last is None or whole.last > middle


@given(calendars(), STARTS, COUNTS, DAYS)
def test_a_bound_is_the_earlier_of_two_days(
    calendar: WorkCalendar, after: date, count: int, bound: date
) -> None:
    free = calendar.nth_working_day(after, count)
    cut = free.no_later_than(bound)
    assume(free.last)
    assert free.last
    assert cut.last == min(free.last, bound)
    assert cut.bounded == (bound < free.last)
    assert cut.no_later_than(bound) == cut
    assert cut.skipped == tuple(one for one in free.skipped if one[0] <= min(free.last, bound))
    assert cut.worked == tuple(one for one in free.worked if one[0] <= min(free.last, bound))
    assert ("不得超出本年度" in cut.words) == cut.bounded


@given(STARTS, COUNTS)
def test_a_year_without_data_leaves_what_needs_it_open(after: date, count: int) -> None:
    whole = WorkCalendar(frozenset(range(2020, 2026)))
    last = whole.nth_working_day(after, count).last
    assert last
    found = WorkCalendar(frozenset({2020, 2021, 2022, 2024})).nth_working_day(after, count)
    if after + ONE < date(2023, 1, 1) <= last or (after + ONE).year == 2023:
        assert (found.last, found.unknown, found.too_early) == (None, 2023, False)
    else:
        assert (found.last, found.unknown) == (last, None)


def test_a_term_that_reaches_an_unknown_year_has_no_last_day() -> None:
    assert AUTUMN.nth_working_day(date(2023, 12, 20), 7).last == date(2023, 12, 29)
    open_ended = AUTUMN.nth_working_day(date(2023, 12, 20), 8)
    assert (open_ended.last, open_ended.unknown) == (None, 2024)
    assert open_ended.words == "2024年的节假日还没有公布，无法计算；公布后请在“设置”里录入"
    said = AUTUMN.with_office_days({}, frozenset({2024}))
    assert said.nth_working_day(date(2023, 12, 20), 8).last == date(2024, 1, 1)


def test_the_bound_decides_where_the_year_beyond_it_does_not_matter() -> None:
    open_ended = AUTUMN.nth_working_day(date(2023, 12, 20), 8)
    cut = open_ended.no_later_than(date(2023, 12, 31))
    assert (cut.last, cut.unknown, cut.bounded) == (date(2023, 12, 31), None, True)
    assert cut.words == (
        "最后一日是 2023年12月31日：到这一天还不满 8 个工作日，但不得超出本年度（跳过 4 天：周六、周日）"
    )
    assert open_ended.no_later_than(date(2024, 1, 1)) == open_ended
    unknown = AUTUMN.nth_working_day(date(2024, 3, 1), 8)
    assert unknown.no_later_than(date(2024, 12, 31)) == unknown


def test_a_year_before_all_that_is_known_was_not_left_unpublished() -> None:
    found = AUTUMN.nth_working_day(date(1022, 8, 3), 20)
    assert (found.last, found.unknown, found.too_early) == (None, 1022, True)
    assert found.words == "没有1022年的节假日，无法计算；请核对日期，确要计算的，请在“设置”里录入"
    assert AUTUMN.nth_working_day(date(2020, 12, 31), 1).last == date(2021, 1, 1)
    assert AUTUMN.nth_working_day(date(2020, 12, 30), 1).unknown == 2020


def test_nothing_known_is_nothing_published() -> None:
    found = WorkCalendar(frozenset()).nth_working_day(date(2022, 8, 3), 20)
    assert (found.unknown, found.too_early) == (2022, False)


def test_the_calendar_has_an_end() -> None:
    last = WorkCalendar(frozenset({9999})).nth_working_day(date.max - ONE, 2)
    assert (last.last, last.unknown) == (None, 10_000)
    assert AUTUMN.nth_working_day(date.max, 1).unknown == 10_000


@pytest.mark.parametrize("count", [0, -1])
def test_a_term_has_at_least_one_day(count: int) -> None:
    with pytest.raises(Refused, match="不小于 1"):
        AUTUMN.nth_working_day(date(2022, 8, 3), count)


@pytest.mark.parametrize(
    ("after", "count", "words"),
    [
        (date(2022, 8, 1), 1, "最后一日是 2022年8月2日，即第 1 个工作日"),
        (date(2022, 8, 5), 1, "最后一日是 2022年8月8日，即第 1 个工作日（跳过 2 天：周六、周日）"),
        (
            date(2022, 9, 28),
            3,
            (
                "最后一日是 2022年10月8日，即第 3 个工作日"
                "（跳过 7 天：10月1日至7日国庆节；计入 1 天：10月8日国庆节调休上班）"
            ),
        ),
        (
            date(2022, 9, 14),
            20,
            (
                "最后一日是 2022年10月17日，即第 20 个工作日（跳过 13 天：10月1日至7日国庆节，周六、周日 6 天；"
                "计入 2 天：10月8日至9日国庆节调休上班）"
            ),
        ),
        (
            date(2022, 12, 29),
            2,
            "最后一日是 2023年1月3日，即第 2 个工作日（跳过 3 天：2022年12月31日至2023年1月2日元旦）",
        ),
    ],
)
def test_what_was_skipped_is_told_in_short(after: date, count: int, words: str) -> None:
    assert AUTUMN.nth_working_day(after, count).words == words


def test_an_offices_days_are_told_with_its_reason() -> None:
    closed = {date(2022, 8, day): DayKind(working=False, why="机房停电") for day in (4, 5, 8)}
    closed[date(2022, 8, 9)] = DayKind(working=False, why="搬迁")
    assert AUTUMN.with_office_days(closed).nth_working_day(date(2022, 8, 3), 1).words == (
        "最后一日是 2022年8月10日，即第 1 个工作日（跳过 6 天：8月4日至5日本单位规定：机房停电，"
        "8月8日本单位规定：机房停电，8月9日本单位规定：搬迁，周六、周日 2 天）"
    )


def test_what_was_counted_does_not_change() -> None:
    found = AUTUMN.nth_working_day(date(2022, 8, 1), 1)
    with pytest.raises(FrozenInstanceError):
        found.last = date(2022, 8, 9)  # type: ignore[misc]  # that is what is tried
    assert found == Deadline(1, date(2022, 8, 2))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2022, 8, 3), date(2022, 7, 3)),
        (date(2022, 1, 31), date(2021, 12, 31)),
        (date(2022, 3, 31), date(2022, 2, 28)),
        (date(2024, 3, 30), date(2024, 2, 29)),
        (date(2022, 7, 31), date(2022, 6, 30)),
        (date(1, 2, 28), date(1, 1, 28)),
    ],
)
def test_a_month_is_one_of_the_calendar(day: date, before: date) -> None:
    assert months_before(day) == before


@given(st.dates(date(1, 2, 1)))
def test_a_months_before_lies_in_the_months_before(day: date) -> None:
    before = months_before(day)
    assert (before.replace(day=1) + timedelta(days=31)).replace(day=1) == day.replace(day=1)
    assert before.day == min(day.day, monthrange(before.year, before.month)[1])


def test_no_month_lies_before_the_first() -> None:
    with pytest.raises(Refused, match="太早"):
        months_before(date(1, 1, 31))
