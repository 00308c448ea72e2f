"""Composing: the closing lines lie at the foot of one page, however long the office's name is."""

from datetime import date

import pytest

from desktop.documents.letters.own_templates import LETTER, TEXT
from desktop.documents.manuscript import Abreast, Closing, Face, Manuscript, Words
from desktop.documents.setting.composing import compose
from desktop.documents.setting.typefaces import BODY

SMALL = Face(BODY.name, 14, 24)
HAIR = Face(BODY.name, 1, 1)
PAPER = LETTER._replace(height=841.9, bottom=99.2)  # as Word keeps it


def closing(name: str, *between: Closing) -> tuple[Closing, ...]:
    issued = Abreast((name, "2026年11月22日印发"), SMALL, spread=True, aside=14, rule=1)
    return (Words("", HAIR, rule=1), *between, issued)


@pytest.mark.parametrize("others", [0, 1, 2])
def test_closing_lines_are_never_parted(others: int) -> None:
    """What was summed up was a hair more than what was left: the name alone went on to a page of its own."""
    between = [Words("抄送：" + "市直各单位、" * 9, SMALL, indent=1, rule=0.75)] * others
    for long in range(1, 60, 4):
        told = (Words("特此通报。", TEXT),)
        made = Manuscript(
            "通报", "", date(2026, 11, 22), PAPER, told, closing=closing("办" * long, *between)
        )
        assert len(compose(made).filled) == 1, long
