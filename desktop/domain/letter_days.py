"""Letter days: a day as official documents write it, in digits (GB/T 9704) or in Chinese numerals as of old."""

from __future__ import annotations

from datetime import date
from typing import Final

_DIGITS: Final = str.maketrans("0123456789", "〇一二三四五六七八九")
_TEN: Final = 10


def day_in_digits(day: date) -> str:
    """2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_in_numerals(day: date) -> str:
    """二〇二六年十一月二十二日."""
    year = str(day.year).translate(_DIGITS)
    return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, _TEN)
    lead = ("" if tens == 1 else str(tens).translate(_DIGITS)) + "十" if tens else ""
    return lead + (str(ones).translate(_DIGITS) if ones else "")
