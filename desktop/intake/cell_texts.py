"""Cell texts: what a cell says before it is read as anything, and whether it says anything at all."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, is_normalized, normalize

from desktop.domain.refusals import Refused, quoted

_NOTHING: Final = frozenset({"-", "--", "---", "—", "——", "/", "\\", "无"})
_ERRORS: Final = (
    r"N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!"
)
_NO_RESULT: Final = re.compile(rf"#({_ERRORS}|GETTING_DATA)|=.*", re.DOTALL)


def plain_text(text: str) -> str:
    """The text at half width; ² and ① stay what they are and never become digits."""
    if is_normalized("NFKC", text):
        return text.strip()
    return "".join(
        char if category(char) == "No" else normalize("NFKC", char) for char in text
    ).strip()


def is_blank(text: str, *, marks: bool = False) -> bool:
    """Whether a cell is empty; with `marks`, also whether it says — or / or 无."""
    plain = plain_text(text)
    return not plain or (marks and plain in _NOTHING)


def has_no_result(text: str) -> bool:
    """Whether a cell shows a formula, or the fault of one, and not what it comes to."""
    return bool(_NO_RESULT.fullmatch(plain_text(text)))


def read_said(text: str) -> str:
    """What a cell says, at half width; one that is empty or has no result is refused."""
    plain = plain_text(text)
    if not plain:
        raise Refused("这里是空的，请填写")
    if has_no_result(plain):
        raise Refused(f"{quoted(text)}是没有结果的公式，请在 Excel 里改成它的结果")
    return plain
