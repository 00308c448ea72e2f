"""Formulas: texts that a spreadsheet would take for one are told as the texts that they are."""

from __future__ import annotations

import re
from typing import Final

_BEGINS: Final = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]")  # a Chinese keyboard's count too
_AMOUNT: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def guarded(text: str) -> str:
    """With the mark before it by which a spreadsheet knows a text; amounts stay what they are."""
    return f"'{text}" if _BEGINS.match(text) and not _AMOUNT.fullmatch(text) else text
