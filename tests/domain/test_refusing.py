"""Whatever is recorded, it is scored or refused with its place; nothing else ever happens."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.findings import read_findings
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.scoring import score
from tests.domain.building import scheme_of
from tests.domain.mutation import GARBAGE, mutations
from tests.domain.schemes import Recorded, recorded


def refused(scheme: Scheme, findings: dict[str, Any]) -> Refused | None:
    """Read and score; the refusal, if there is one."""
    try:
        score(read_findings(scheme, findings))
    except Refused as refusal:
        return refusal
    return None


def scored_or_refused(scheme: Scheme, findings: dict[str, Any]) -> bool:
    """Whether it is scored, or refused with a word and a place that is there."""
    refusal = refused(scheme, findings)
    parts = {"facts", "discretion", "not_applicable", "unit"}
    return refusal is None or bool(refusal.message and refusal.at.split(".")[0] in parts)


@st.composite
def broken(draw: st.DrawFn) -> tuple[Scheme, dict[str, Any]]:
    """A scheme, and findings that were right before they were changed."""
    case: Recorded = draw(recorded())
    return case.scheme, draw(mutations(case.findings))


@given(broken())
def test_broken_findings_are_scored_or_refused(case: tuple[Scheme, dict[str, Any]]) -> None:
    assert scored_or_refused(*case)


EVERY_SHAPE = """
kinds = { town = "乡镇" }
[[indicators]]
id = "a"
criteria = [
    { id = "flag", shape = "flag", deduct = 1, not_applicable = "full" },
    { id = "each", shape = "each", deduct = 1 },
    { id = "graded", shape = "graded", deduct = 1, classes = { c = { name = "酌情", most = 2 } } },
    { id = "shortfall", shape = "shortfall", deduct = 1, required_of_size = "5%" },
    { id = "share", shape = "share", deduct = 1 },
    { id = "award", shape = "award", points = 5 },
    { id = "rate", shape = "rate", points = 5 },
    { id = "percent", shape = "target", measure = "percent", target = "5%", points = 1 },
    { id = "amount", shape = "target", measure = "amount", target = 5, points = 1 },
    { id = "tiers", shape = "tiers", measure = "count", tiers = [[1, 3]], below = 0 },
    { id = "choice", shape = "choice", options = { a = ["甲", 1], b = ["乙", 0] } },
]
"""
NAMES = [
    "flag",
    "each",
    "graded",
    "shortfall",
    "share",
    "award",
    "rate",
    "percent",
    "amount",
    "tiers",
    "choice",
]
KEYS = [
    "found",
    "count",
    "items",
    "class",
    "actual",
    "absent",
    "expected",
    "met",
    "points",
    "done",
    "total",
    "percent",
    "amount",
    "choice",
    "figures",
    "note",
    "reason",
    "exempt",
    "applies",
]
FACTS = st.one_of(GARBAGE, st.dictionaries(st.sampled_from(KEYS), GARBAGE, max_size=4))


@given(st.dictionaries(st.sampled_from(NAMES), FACTS, max_size=3))
def test_garbage_is_refused(facts: dict[str, Any]) -> None:
    unit = {"kind": "town", "size": 40}
    assert scored_or_refused(scheme_of(EVERY_SHAPE), {"facts": facts, "unit": unit})
