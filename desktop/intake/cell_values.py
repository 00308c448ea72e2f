"""Cell values: a text cell read into a count, a share, a yes or no, or names; or refused in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop.domain.names import distinct
from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_text
from desktop.intake.cell_texts import plain_text, read_said
from desktop.intake.chinese_numbers import number_of

MEASURES: Final = "户家个人名次件项条份起场期批篇页处所辆台组天"
_COUNT: Final = r"([0-9]{{1,9}}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,2}})(?:\.0+)? ?(?:[{measures}]次?)?"
_PERCENT: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,15})?) ?%")
_NUMBER: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,20})?")
_IN_WORDS: Final = re.compile("百分之([^点]{1,12})(?:点(.{1,9}))?")
_ALL_IN_PERCENT: Final = 100
_YES: Final = frozenset(["是", "有", "对", "√", "✓", "✔", "☑", "Y", "YES", "1", "TRUE", "T"])
_NO: Final = frozenset(
    ["否", "无", "没有", "不是", "×", "✕", "✖", "✗", "✘", "X", "N", "NO", "0", "FALSE", "F"]
)
_DONE: Final = re.compile("已[^未没不否]{0,12}")
_UNDONE: Final = re.compile("(?:尚未|还未|未|没)[^已]{0,12}")
# A comma within brackets parts nothing. Possessive, so that no text is scanned again and again.
_PIECE: Final = re.compile(r"(?:[^、，,；;\n()（）]++|[(（][^()（）\n]*+[)）]|[()（）])++")
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U000323af·()（）]+")


def read_count(text: str, measures: str = MEASURES) -> int:
    """A whole number from 0 on, perhaps with what is counted behind it."""
    found = re.fullmatch(_COUNT.format(measures=measures), read_said(text))
    if not found:
        raise Refused(f"{quoted(text)}要写成不小于 0 的整数，例如 12")
    return int(found[1].replace(",", ""))


def read_share(text: str) -> Fraction:
    """A share, exactly as it is written: beyond 1 it is per cent, and 1 is all, as Excel keeps 100%."""
    said = read_said(text)
    if percent := _PERCENT.fullmatch(said):
        return Fraction(percent[1]) / 100
    if words := _IN_WORDS.fullmatch(said):
        return _share_in_words(words[1], words[2] or "", text)
    if not _NUMBER.fullmatch(said):
        raise Refused(f"{quoted(text)}不是比例，请写成 90% 或 0.9 的样子")
    share = Decimal(said)
    if share <= _ALL_IN_PERCENT:
        return Fraction(share) if share <= 1 else Fraction(share) / 100
    raise Refused(f"{quoted(text)}超过了 100%，请写成 90% 或 0.9 的样子")


def bare_share(text: str) -> Decimal | None:
    """The number of a cell that says neither 5% nor 百分之五: what it means its column must tell."""
    said = plain_text(text)
    return Decimal(said) if _NUMBER.fullmatch(said) else None


def _share_in_words(whole: str, behind: str, text: str) -> Fraction:
    number, digits = number_of(whole), number_of(behind) if behind else 0
    if number is None or digits is None or "十" in behind or "百" in behind:
        raise Refused(f"{quoted(text)}不是比例，请写成 90% 或 0.9 的样子")
    return (number + Fraction(digits, 10 ** len(behind))) / 100


def read_yes_no(text: str) -> bool:
    """Yes or no, in words or by a tick."""
    said = "".join(read_said(text).upper().split())
    if said in _YES or _DONE.fullmatch(said):
        return True
    if said in _NO or _UNDONE.fullmatch(said):
        return False
    raise Refused(f"{quoted(text)}看不出是不是，请写“是”或“否”")


def read_names(text: str) -> tuple[str, ...]:
    """The names that a cell lists, each once; nothing makes none."""
    if not plain_text(text):
        return ()
    read_said(text)
    pieces = (one for piece in _PIECE.findall(text) for one in _parted(piece, text))
    return distinct(read_text(one) for one in pieces)


def _parted(piece: str, text: str) -> Iterator[str]:
    """The names that only spaces part; 张　三 is one name, and a space in other scripts parts nothing."""
    words = piece.split()
    if len(words) < 2 or not all(map(_HAN.fullmatch, words)):  # noqa: PLR2004  # nothing to part
        yield from filter(None, [" ".join(words)])
    elif [len(one) for one in words] == [1, 1]:
        yield "".join(words)
    elif any(len(one) == 1 for one in words):
        raise Refused(f"{quoted(text)}看不出有几个名字，请用顿号“、”隔开")
    else:
        yield from words
