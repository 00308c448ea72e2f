"""Slips: what is wrong in a scheme file, and where."""

from desktop.domain.slips import Slip


def test_a_slip_is_seen_from_further_out() -> None:
    slip = Slip("tiers", "不对", ("at_least",), grave=False).under("tiers", 2)
    assert slip == Slip("tiers", "不对", ("tiers", 2, "at_least"), grave=False)
