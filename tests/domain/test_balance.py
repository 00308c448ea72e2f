"""The balance: full points less what is lost and open, and what was earned beside, are the total."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from desktop.domain.balance import Balance, balance_of
from desktop.domain.deductions import deductions_of
from desktop.domain.findings import read_findings
from desktop.domain.scoring import score
from desktop.domain.sheet_parts import parts_of
from tests.domain.building import scheme_of

WHOLE = """
points = 20
bonus = { points = 5, criteria = [{ id = "m", shape = "award", points = 5 }] }
penalty = { points = 5, criteria = [{ id = "p", shape = "each", deduct = 1 }] }
[[indicators]]
id = "a"
criteria = [{ id = "f", shape = "each", deduct = 2 }, { id = "g", shape = "flag", deduct = 1 }]
[[indicators]]
id = "b"
not_applicable = "left-out"
criteria = [{ id = "h", shape = "award", points = 4 }, { id = "i", shape = "award", points = 6 }]
"""
CLEAN: Mapping[str, object] = {
    "m": {"met": False},
    "p": {"count": 0},
    "f": {"count": 0},
    "g": {"found": False},
    "h": {"met": True},
    "i": {"met": True},
}


def balance(facts: Mapping[str, object], **told: object) -> Balance:
    findings = read_findings(scheme_of(WHOLE), {"facts": facts, **told})
    sheet, parts = score(findings), parts_of(findings.scheme)
    return balance_of(sheet, parts, deductions_of(sheet, parts))


def figures(*amounts: int) -> Balance:
    return Balance(*map(Decimal, amounts))


@pytest.mark.parametrize(
    ("changed", "told", "wanted"),
    [
        ({}, {}, figures(20, 0, 0, 0, 0, 20)),
        ({"f": {"count": 1}, "m": {"met": True}}, {}, figures(20, 2, 5, 0, 0, 23)),
        ({"h": {"met": False}, "p": {"count": 3}}, {}, figures(20, 7, 0, 0, 0, 13)),
        (
            {"f": {"count": 9}},
            {"discretion": {"a": {"score": "4", "reason": "研究过"}}},
            figures(20, 6, 0, 0, 0, 14),
        ),
        (
            {"f": {"count": 1}},
            {"not_applicable": {"b": {"reason": "没有职能"}}},
            figures(20, 2, 0, -2, 0, 16),
        ),
    ],
    ids=str,
)
def test_it_closes(
    changed: Mapping[str, object], told: Mapping[str, object], wanted: Balance
) -> None:
    facts = {**CLEAN, **changed}
    if "not_applicable" in told:
        facts = {name: fact for name, fact in facts.items() if name not in {"h", "i"}}
    assert balance(facts, **told) == wanted


@pytest.mark.parametrize(
    ("facts", "lost", "still_open", "total"),
    [
        ({}, 0, 20, 0),
        ({"f": {"count": 1}}, 2, 10, 8),
        ({"h": {"met": True}}, 0, 16, 4),
        ({"h": {"met": False}, "g": {"found": False}}, 4, 6, 10),
    ],
)
def test_what_can_still_be_earned_is_open_and_not_lost(
    facts: Mapping[str, object], lost: int, still_open: int, total: int
) -> None:
    assert balance(facts) == figures(20, lost, 0, 0, still_open, total)
