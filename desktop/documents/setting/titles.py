"""Titles: lines about as long as one another that end where the words do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Final

from desktop.documents.setting.breaks import CLOSING, HANGING, OPENING, SPACES, pieces_of
from desktop.documents.setting.lines import lines_of
from desktop.documents.setting.paragraphs import Paragraph, Style, set_in_lines
from desktop.documents.setting.typefaces import Typeface

_HANGS: Final = 0.5  # of an em
_OPENS: Final = frozenset("（《“‘【〔〈「『(")
_CLOSES: Final = frozenset("）》”’】〕〉」』)")
# How bad it is to end a line there, beside the squares of how much too long or too short the lines are for it.
_BETWEEN_CHARACTERS: Final = 0.1
_BEHIND_A_NUMBER: Final = 0.3  # and before what it counts
_BEHIND_A_MARK_WITHIN: Final = 0.4  # quotation marks or brackets
_WITHIN: Final = 0.5


def set_balanced(text: str, style: Style, width: float) -> Paragraph:
    """In as few lines as there must be."""
    whole = set_in_lines(text, style, width)
    if len(whole.lines) == 1:
        return whole
    room = width / style.size
    broken = "\n".join(_broken(one, style.face, room) for one in text.split("\n"))
    tried = set_in_lines(broken, style, width)
    return tried if len(tried.lines) == len(whole.lines) else whole


def _broken(text: str, face: Typeface, room: float) -> str:
    """With a line feed at the end of every line, where there is a way."""
    pieces = [*pieces_of(text)]
    count = len(lines_of(text, face, room))
    ends = [0.0, *accumulate(face.width(one) for one in pieces)]
    ideal = ends[-1] / count
    costs = [0.0, *_reluctance(pieces), 0.0]
    reached: dict[int, tuple[float, str]] = {0: (0.0, "")}
    for _ in range(count):
        further: dict[int, tuple[float, str]] = {}
        for begin, (cost, before) in reached.items():
            for end in _ends_of_line(pieces, ends, begin, room):
                uneven = (ends[end] - ends[begin]) / ideal - 1
                told = cost + uneven * uneven + costs[end]
                if end not in further or told < further[end][0]:
                    further[end] = told, f"{before}\n{''.join(pieces[begin:end])}"
        reached = further
    return reached[len(pieces)][1][1:] if len(pieces) in reached else text


def _ends_of_line(pieces: list[str], ends: list[float], begin: int, room: float) -> Iterator[int]:
    """Up to which pieces a line may go that begins with this one."""
    for end in range(begin + 1, len(pieces) + 1):
        hung = _HANGS if pieces[end - 1][-1] in HANGING else 0.0
        if ends[end] - ends[begin] - hung <= room:
            yield end


def _reluctance(pieces: list[str]) -> Iterator[float]:
    """To end a line between one piece and the next."""
    depth = 0
    for before, after in pairwise(pieces):
        depth += sum((one in _OPENS) - (one in _CLOSES) for one in before)
        is_mark = before[-1] in CLOSING or before in SPACES
        if depth > 0:
            yield _BEHIND_A_MARK_WITHIN if is_mark else _WITHIN
        elif is_mark or after[0] in OPENING or after in SPACES:
            yield 0.0
        else:
            yield _BEHIND_A_NUMBER if before[-1].isdecimal() else _BETWEEN_CHARACTERS
