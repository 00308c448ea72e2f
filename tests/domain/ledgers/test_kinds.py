"""The registry of ledgers: known by name, and what makes two rows the same is columns of theirs."""

from datetime import date

import pytest

from desktop.domain.ledgers.columns import entries_of
from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.kinds import LEDGERS, Ledger, kept_row, ledger_named
from desktop.domain.ledgers.members import Member
from desktop.domain.refusals import Refused


@pytest.mark.parametrize("ledger", LEDGERS.values(), ids=[*LEDGERS])
def test_same_rows_are_known_by_columns(ledger: Ledger) -> None:
    assert ledger_named(ledger.id) is ledger
    for names, apart in ledger.same_by:
        assert {*names} <= entries_of(ledger.row).keys()
        assert {*apart} - {"year"} <= entries_of(ledger.row).keys()


def test_a_ledger_that_is_none() -> None:
    with pytest.raises(Refused, match="没有“meetings”这种台账") as caught:
        ledger_named("meetings")
    assert caught.value.at == "ledger"


def test_a_stored_row_is_read() -> None:
    member = Member(name="市教育局")
    kept = kept_row("l-1", "u-a", ledger_named("members"), {"name": "市教育局"})
    assert tuple(kept) == ("l-1", "u-a", member)
    assert (kept.row.told, kept.row.on) == ("市教育局", None)


def test_a_duty_belongs_to_its_day_or_its_year() -> None:
    duty = Duty(year=2020, duty="mechanisms", state="done")
    assert (duty.told, duty.on) == ("mechanisms", date(2020, 12, 31))
    done = Duty(year=2020, duty="mechanisms", state="done", done=date(2020, 2, 28))
    assert done.on == date(2020, 2, 28)
