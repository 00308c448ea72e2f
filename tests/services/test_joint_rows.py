"""Joint rows: read at once they are the same as those that the database is asked for, unit by unit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.ledgers.kinds import INSPECTIONS, PLAN
from desktop.domain.names import plain_name
from desktop.domain.periods import read_period
from desktop.domain.records import LedgerRow, UnitRecord
from desktop.services.joint_rows import JointRows, JointRowsAtHand
from desktop.services.unit_ledgers import unit_ledgers
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import demonstration_in


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        yield workspace


def ids(rows: object) -> set[str]:
    return {one.id for one in rows}  # type: ignore[attr-defined]  # rows of either kind


def test_both_find_the_same(demonstration: Workspace) -> None:
    with demonstration.reading() as view:
        asked, at_hand = JointRows(view), JointRowsAtHand(view)
        names = frozenset(plain_name(one.name) for one in view.all(UnitRecord))
        found = 0
        for ledger in (PLAN, INSPECTIONS):
            for name in names:
                known = frozenset({name})
                ours = ids(at_hand.naming(ledger, known))
                found += len(ours)
                assert ours <= ids(asked.naming(ledger, known))
        assert found
        numbers = {str(one.fields.get("plan")) for one in view.all(LedgerRow, ledger=INSPECTIONS)}
        assert ids(at_hand.without_partners(numbers)) == ids(asked.without_partners(numbers))


def test_a_unit_has_the_same_ledgers_either_way(demonstration: Workspace) -> None:
    period = read_period("2020年")
    assert period is not None
    with demonstration.reading() as view:
        at_hand = JointRowsAtHand(view)
        for unit in view.all(UnitRecord):
            names = (unit.name, *unit.aliases)
            alone = unit_ledgers(view, unit.id, names, period)
            among = unit_ledgers(view, unit.id, names, period, at_hand)
            assert ids(alone.plan) == ids(among.plan)
            assert ids(alone.runs) == ids(among.runs)
