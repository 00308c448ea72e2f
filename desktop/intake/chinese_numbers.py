"""Chinese numbers: those up to 100 and the digits of a year, as days and shares are written in words."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = str.maketrans("〇零○◯一二两三四五六七八九", "0000122" + "3456789")
NUMERAL: Final = "[0-9〇零○◯一二两三四五六七八九十]"  # one character of such a number
_PLAIN: Final = re.compile("[0-9]{1,9}")
_TENS: Final = re.compile("([1-9]?)十([1-9]?)")


def number_of(text: str) -> int | None:
    """十二, 二十, 二〇二二, 百 or 12 as a number."""
    if text in {"百", "一百"}:
        return 100
    digits = text.translate(_DIGITS)
    if tens := _TENS.fullmatch(digits):
        return int(tens[1] or 1) * 10 + int(tens[2] or 0)
    return int(digits) if _PLAIN.fullmatch(digits) else None
