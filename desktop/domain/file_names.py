"""File names: the numbers and words that a unit wrote into the name of a file and of the folders it lies in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple
from unicodedata import normalize

_DIGITS: Final = "一二三四五六七八九"
_CHINESE: Final = f"{_DIGITS}十"
_NUMBER: Final = rf"(?:(?<!\d)\d{{1,3}}(?!\d)|[{_CHINESE}]{{1,3}})"
# A day is no number of anything: 2022-10-08, 10月8日, 20221008153012.
_DAYS: Final = re.compile(
    r"(?:19|20)\d\d[-_./年]\d{1,2}(?:[-_./月]\d{1,2}日?)?|(?:19|20)\d\d(?:年度?|届)?(?!\d)"
    r"|\d{1,2}月(?:\d{1,2}日)?|\d{6,}"
)
_MARKED: Final = re.compile(
    rf"(?:佐证材料|佐证|要求|备注|^材料|^证据|^序号|^编号|^no\.?)\s*第?\s*[:：]?\s*({_NUMBER})"
    rf"|第\s*({_NUMBER})\s*[项条号]?\s*(?:佐证|要求|材料)"
)
_PAIR: Final = re.compile(r"^\W*(\d{1,3})\s*[-—–_]\s*(\d{1,3})(?!\d|[年月日次户家份页人])")
_LEADING: Final = re.compile(
    rf"^\W*(?:(\d{{1,3}})(?!\d|[年月日次户家份页人个张%季])"
    rf"|([{_CHINESE}]{{1,3}})(?=[、.:\s)]))"
)
_ITEM: Final = re.compile(
    rf"第\s*({_NUMBER})\s*[项批次户家个号件]|(?:项目|计划|任务)\s*({_NUMBER})(?!\s*[年月日])"
)
_TRAILING: Final = re.compile(r"(?<!\d)(\d{1,3})\s*\)?\s*号?\W*$")
_NO_WORD: Final = re.compile(r"[\W_]+")
_PARTS: Final = re.compile(r"(\d+)")


class Numbers(NamedTuple):
    """The numbers in one name; `pair` is whether the leading one has a second behind it, as in 17-2."""

    marked: int | None = None
    leading: int | None = None
    pair: bool = False
    items: tuple[int, ...] = ()  # what may number a plan item, the likeliest first


@dataclass(frozen=True, slots=True)
class FileName:
    """A name as it was read, and the folders from the innermost out."""

    words: str
    numbers: Numbers
    folders: tuple[tuple[str, Numbers], ...] = ()

    def without(self, names: Iterable[str]) -> FileName:
        """The same without these words, such as the unit's name: they say nothing of what it is."""
        words = self.words
        for name in names:
            words = words.replace(plain_words(name), "")
        return FileName(words, self.numbers, self.folders)


def read_file_name(name: str, folders: Iterable[str] = ()) -> FileName:
    """Read a name with its ending, and the names of its folders from the outermost in."""
    stem, dot, ending = name.rpartition(".")
    kept = stem if dot and stem and ending.isascii() and ending.isalnum() else name
    outwards = tuple((plain_words(one), _numbers(one)) for one in reversed([*folders]))
    return FileName(plain_words(kept), _numbers(kept), outwards)


def plain_words(text: str) -> str:
    """A text by which names are compared: no spaces, no signs, one form of each character."""
    return _NO_WORD.sub("", normalize("NFKC", text)).casefold()


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Puts 截图2 before 截图10."""
    plain = normalize("NFKC", name).casefold()
    stem, dot, ending = plain.rpartition(".")
    parts = [*_PARTS.split(stem), ending] if dot else _PARTS.split(plain)
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts if one)


def pairs_of(words: str) -> frozenset[str]:
    """Every two characters that follow each other; by them names are held against each other."""
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def chinese_number(text: str) -> int | None:
    """The number that Chinese digits write, from 一 to 九十九."""
    tens, ten, ones = text.rpartition("十")
    if any(len(part) > 1 or part == "十" for part in (tens, ones)):
        return None
    value = 10 * (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0
    return value + (_DIGITS.index(ones) + 1 if ones else 0)


def _numbers(text: str) -> Numbers:
    """Each number is taken for one thing only."""
    plain = _DAYS.sub(" ", normalize("NFKC", text).casefold()).strip()
    marked = _MARKED.search(plain)
    rest = plain if marked is None else f"{plain[: marked.start()]} {plain[marked.end() :]}"
    leading, pair = _LEADING.search(rest), _PAIR.search(rest)
    tail = rest if leading is None else rest[leading.end() :]
    items = [*_values(_ITEM.finditer(tail))]
    items += [int(found[at]) for found, at in ((pair, 2), (_TRAILING.search(tail), 1)) if found]
    return Numbers(_value(marked), _value(leading), pair is not None, tuple(dict.fromkeys(items)))


def _values(found: Iterator[re.Match[str]]) -> Iterator[int]:
    for one in found:
        value = _value(one)
        if value is not None:
            yield value


def _value(found: re.Match[str] | None) -> int | None:
    """The number that a pattern found; what is none in Chinese digits is none."""
    if found is None:
        return None
    text = next(group for group in found.groups() if group)
    return int(text) if text.isdecimal() else chinese_number(text)
