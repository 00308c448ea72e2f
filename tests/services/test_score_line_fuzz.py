"""Every line has an answer: the full form, or what is wrong and where."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.schemefiles.files import installed
from desktop.services.schemes import open_scheme
from desktop.services.score_line import score_line
from tests.domain.mutation import GARBAGE, mutations

pytestmark = pytest.mark.uncounted

FULL = {"scheme", "points", "assessed_points", "base", "bonus", "total", "pending", "indicators"}
FULL |= {"bonus_lines"}


def answered(line: bytes) -> dict[str, Any]:
    """The answer, which must be one of two forms and must be writable."""
    answer = score_line(line)
    text = json.dumps(answer, ensure_ascii=False).encode()
    assert json.loads(text) == answer
    if "error" in answer:
        assert answer.keys() == {"error", "at"}
        assert answer["error"]
        assert isinstance(answer["at"], str)
    else:
        assert answer.keys() == FULL
    return answer


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """A line about an installed scheme: facts that lose nothing, then changed at random."""
    name = draw(st.sampled_from([*installed()]))
    criteria = [*open_scheme(name).all_criteria()]
    chosen = draw(st.lists(st.sampled_from(criteria), max_size=5)) if criteria else []
    facts = {one.id: one.rule.clean() or {} for one in chosen}
    judged = {one.id: {"score": 0, "reason": "x"} for one in open_scheme(name).indicators[:2]}
    line = {"scheme": name, "facts": facts, "discretion": judged}
    return line if draw(st.booleans()) else draw(mutations(line))


@given(lines())
def test_a_line_that_is_nearly_right_has_an_answer(line: dict[str, Any]) -> None:
    answered(json.dumps(line).encode())


@given(GARBAGE)
def test_a_line_of_garbage_has_an_answer(value: object) -> None:
    assert "error" in answered(json.dumps(value).encode())


@given(st.binary(max_size=40))
def test_a_line_of_bytes_has_an_answer(line: bytes) -> None:
    assert "error" in answered(line)


@given(st.text(alphabet='{}[]":,0123456789eE.-tf\\u d8', max_size=30))
def test_a_line_that_looks_like_json_has_an_answer(line: str) -> None:
    assert "error" in answered(line.encode())


@pytest.mark.parametrize("name", list(installed()))
def test_what_loses_nothing_scores_full_marks(name: str) -> None:
    scheme = open_scheme(name)
    clean = {one.id: one.rule.clean() for one in scheme.all_criteria()}
    facts = {key: fact for key, fact in clean.items() if fact is not None}
    answer = answered(json.dumps({"scheme": name, "facts": facts}).encode())
    assert set(answer["pending"]) == clean.keys() - facts.keys()
    full = {
        one.id
        for one in scheme.indicators
        if all(criterion.id in facts for criterion in one.criteria)
    }
    for indicator in answer["indicators"]:
        if indicator["id"] in full:
            assert indicator["score"] == indicator["points"]
