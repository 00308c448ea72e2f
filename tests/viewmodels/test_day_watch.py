"""The day while the window stays open: once it is another one, what is due by then stands there."""

from datetime import date

import pytest

from desktop.domain.ledgers.kinds import RECEIPTS
from desktop.viewmodels import day_watch
from desktop.viewmodels.day_watch import DayWatch
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.overview import Overview
from tests.viewmodels.ledgering import YEAR, Ledgers

BEFORE, AFTER = date(YEAR, 3, 20), date(YEAR, 3, 21)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """What day it is; the last one."""
    days = [BEFORE]
    monkeypatch.setattr(day_watch, "_today", lambda: days[-1])
    monkeypatch.setattr(LedgerBook, "today", property(lambda _: days[-1]))
    return days


def test_at_midnight_what_is_late_is_told(year: Ledgers, clock: list[date]) -> None:
    watch = DayWatch(year.workplace.dispatcher)
    year.book.open(RECEIPTS, year=YEAR)
    before, changes = year.book.grid, len(year.changes)
    watch.look()
    assert len(year.changes) == changes  # the same day
    clock.append(AFTER)
    watch.look()
    assert year.book.grid != before
    watch.look()
    assert len(year.changes) == changes + 1


def test_it_looks_by_itself(
    year: Ledgers, clock: list[date], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day_watch, "_EVERY", 5)
    watch = DayWatch(year.workplace.dispatcher)
    clock.append(AFTER)
    with year.bot.waitSignal(year.workplace.dispatcher.changed):
        pass
    assert watch.parent() is None


def test_the_overview_says_anew_how_many_days_are_left(year: Ledgers, clock: list[date]) -> None:
    overview = Overview(year.workplace)
    overview.wake()
    year.bot.waitUntil(lambda: overview.due is not None)
    watch = DayWatch(year.workplace.dispatcher)
    clock.append(AFTER)
    with year.bot.waitSignal(overview.changed):
        watch.look()
    overview.sleep()
