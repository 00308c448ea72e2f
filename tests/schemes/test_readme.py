"""schemes/README.md holds what it promises: every example is a valid part of a scheme file."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.domain.findings import read_findings
from desktop.domain.keys import kinds_of
from desktop.domain.ledgers.activities import KINDS, SUBJECTS
from desktop.domain.ledgers.given import COUNTIES_OR_OWN, OWN, Given
from desktop.domain.ledgers.inspections import OBJECTS
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.ledgers.members import SORTS as MEMBERS
from desktop.domain.ledgers.plan_items import SORTS
from desktop.domain.plan import PlanTarget
from desktop.domain.scheme import Criterion, Indicator, Scheme, Section
from desktop.domain.scoring import score
from desktop.domain.shapes import SHAPES
from desktop.schemefiles.files import read_scheme_file
from tests.program import CHECKOUT

LEVELS = (OWN, *MEMBERS, COUNTIES_OR_OWN)
TEXT = (CHECKOUT / "schemes/README.md").read_text("utf-8")
HEAD = """
format = 2
id = "example"
version = "1"
title = "示例"
subjects = "各县"
points = 100
[source]
document = "示例"
[[indicators]]
id = "whole"
no = "1"
name = "示例"
points = 100
"""


class Block(NamedTuple):
    """One fenced example and the headings that it stands under."""

    section: str
    heading: str
    language: str
    text: str


def blocks() -> Iterator[Block]:
    section = heading = ""
    for found in re.finditer(
        r"^(##+) ([^\n]*)$|^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL
    ):
        if found[1]:
            heading = found[2]
            section = heading if found[1] == "##" else section
        else:
            yield Block(section, heading, found[3], found[4])


SHAPE_EXAMPLES = [block for block in blocks() if block.section == "Shapes"]
PAIRS = list(zip(SHAPE_EXAMPLES[::2], SHAPE_EXAMPLES[1::2], strict=True))


def test_every_shape_has_an_example() -> None:
    assert {rule.heading for rule, _ in PAIRS} == SHAPES.keys()


@pytest.mark.parametrize(
    "number", range(len(PAIRS)), ids=[f"{i}-{r.heading}" for i, (r, _) in enumerate(PAIRS)]
)
def test_a_shape_example_builds_and_scores(number: int, tmp_path: Path) -> None:
    rule, fact = PAIRS[number]
    assert (rule.language, fact.language) == ("toml", "json")
    path = tmp_path / "example.toml"
    path.write_text(HEAD + rule.text, "utf-8")
    file = read_scheme_file(path)
    assert file.faults == ()
    assert file.scheme is not None
    (criterion,) = file.scheme.criteria.values()
    assert criterion.rule.shape == rule.heading
    recorded = json.loads(fact.text, parse_float=Decimal)
    sheet = score(read_findings(file.scheme, {"facts": {criterion.id: recorded}}))
    (line,) = sheet.indicators[0].lines
    assert line.nominal
    assert line.reason.startswith(criterion.clause)


def test_the_other_examples_make_one_sound_scheme(tmp_path: Path) -> None:
    parts = [
        b.text for b in blocks() if b.language == "toml" and b.section not in {"Shapes", "Cases"}
    ]
    folder = tmp_path / "example-2027-counties"
    folder.mkdir()
    (folder / "scheme.toml").write_text("\n".join(parts), "utf-8")
    file = read_scheme_file(folder / "scheme.toml")
    assert (file.faults, file.doubts) == ((), ())
    assert len(file.excused) == 1
    assert file.scheme is not None


def test_the_cases_example_is_one_file_of_cases() -> None:
    (example,) = [block for block in blocks() if block.section == "Cases"]
    assert [case["name"] for case in tomllib.loads(example.text)["cases"]]


def test_the_table_of_measures_is_the_registry() -> None:
    """Each with what it answers and the keys that it needs (*) and takes."""
    section = TEXT.partition("\n## Ledgers\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+\.\w+)` \| (\w+) \| [^|]+ \| ([^|]*) \|$", section, re.MULTILINE)
    assert [(name, answers, {*filter(None, keys.split(", "))}) for name, answers, keys in rows] == [
        (
            name,
            one.answers.__name__.lower(),
            {f"`{key}`*" for key in one.needs} | {f"`{key}`" for key in one.takes},
        )
        for name, one in MEASURES.items()
    ]


@pytest.mark.parametrize("words", [KINDS, SUBJECTS, OBJECTS, SORTS, LEVELS])
def test_every_word_of_given_is_named(words: Iterable[str]) -> None:
    assert [one for one in words if f'`"{one}"`' not in TEXT] == []


@pytest.mark.parametrize(
    "cls", [Scheme, Section, Indicator, Criterion, PlanTarget, Given, *SHAPES.values()]
)
def test_every_key_is_named(cls: type) -> None:
    assert [name for name in kinds_of(cls) if not re.search(rf"\b{name}\b", TEXT)] == []
