"""Merging packages: what two workstations did to the same sheets comes together, and nothing goes unseen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey
from desktop.services.recording import judge, record_finding, withdraw_finding
from desktop.services.undoing import undo
from tests.services.building import ME
from tests.services.sharing import Pair, shared_pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with shared_pair(tmp_path) as opened:
        yield opened


def key(pair: Pair, unit: str = "u-a") -> AssessmentKey:
    return AssessmentKey(pair.round, unit)


def test_sheets_come_as_they_were(pair: Pair) -> None:
    for unit in ("u-a", "u-b"):
        assert pair.rows(pair.there, unit) == pair.rows(pair.here, unit)


def test_what_only_they_did_is_taken(pair: Pair) -> None:
    record_finding(pair.there, ME, key(pair), "study-missed", {"items": [{"note": "第一季度"}]})
    judge(pair.there, ME, key(pair, "u-b"), "study", {"score": "7.5", "reason": "酌情"})
    done = pair.bring(pair.there)
    assert (done.sheets, done.settled) == (2, 0)
    assert pair.rows(pair.here) == pair.rows(pair.there)
    assert pair.rows(pair.here, "u-b") == pair.rows(pair.there, "u-b")


def test_undo_gives_what_was_before(pair: Pair) -> None:
    before = pair.rows(pair.here)
    withdraw_finding(pair.there, ME, key(pair), "study-missed")
    pair.bring(pair.there)
    assert pair.rows(pair.here) != before
    undo(pair.here, ME, None)
    assert pair.rows(pair.here) == before
