"""Answer pieces: the text of an answer cut into what it lists; the pieces put together are the answer again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from desktop.intake.chinese_numbers import number_of as number_in

# ！ to ～ as ! to ~, sign for sign: places in the plain text are places in the text.
_NARROW: Final = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−～"), "-")
_CIRCLES: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER: Final = re.compile(
    rf"\(([0-9]{{1,2}})\)(?! ?(?:[人户家个]|名(?!录)))|([{_CIRCLES}])|([0-9]{{1,2}})[.、](?![0-9]++(?!月))"
    r"|([一二三四五六七八九十]{1,3})、|\(([一二三四五六七八九十]{1,3})\)"
)
_MARK: Final = re.compile(
    rf"(?P<name>《[^《》]*+》)|(?P<stop>[;。\n]++)|(?P<number>{_NUMBER.pattern})"
    r"|(?P<beside>(?<=[》号)])[、,和及](?=《))"
)
_OPENING: Final = "（(【["
_AROUND: Final = " \t\r\n;；。，,、：:.．"
_BEFORE: Final = frozenset(" \t\r\n;。:,")
_NONE: Final = re.compile(
    r"(?:本单位|我单位|本部门|我局)?(?:本月|本期|当月)?(?:份)?(?:暂|均|尚|还)?"
    r"(?:无|没有|未|不涉及|-+|/)(?:.{0,10}(?:会议|文件|培训|抽查|公示|任务|情况|开展|工作|内容)?)"
)
_LABEL: Final = re.compile("([^：:，,；;。《》\n]{2,40})[：:]")
_LONGEST_NONE: Final = 20


def plain_signs(text: str) -> str:
    """The text sign for sign at half width; it stays as long as it is."""
    return text.translate(_NARROW).translate(_DASHES)


def pieces_of(answer: str) -> tuple[str, ...]:
    """The entries that an answer lists: by numbers, lines, semicolons and full stops, outside of 《》."""
    plain = plain_signs(answer)
    cuts = sorted({0, *_cuts(plain), len(answer)})
    return tuple(answer[start:end] for start, end in pairwise(cuts))


def _cuts(plain: str) -> Iterator[int]:
    last = 0
    for found in _MARK.finditer(plain):
        if found["stop"] or found["beside"]:
            yield found.end()
        elif found["number"]:
            number = _value(found["number"])
            begins = not found.start() or plain[found.start() - 1] in _BEFORE
            if number and (begins or number == last + 1 > 1):
                yield found.start()
                last = number


def number_of(piece: str) -> int | None:
    """The number that an entry begins with."""
    found = _NUMBER.match(plain_signs(piece.lstrip(_AROUND)))
    return _value(found[0]) if found else None


def _value(sign: str) -> int | None:
    bare = sign.strip("().、")
    if bare in _CIRCLES:
        return _CIRCLES.index(bare) + 1
    return number_in(bare)


def body_of(piece: str) -> str:
    """An entry without its number and the signs around it."""
    body = piece.strip(_AROUND)
    if found := _NUMBER.match(plain_signs(body)):
        body = body[found.end() :]
    return body.strip(_AROUND)


def label_of(body: str) -> str:
    """What stands before the colon that an entry begins with; blank where there is none."""
    found = _LABEL.match(body)
    return found[1].strip() if found else ""


def without_label(body: str, labels: Collection[str]) -> str:
    """An entry without its label, where it is one of these and something follows."""
    found = _LABEL.match(body)
    rest = body[found.end() :].strip(_AROUND) if found and found[1].strip() in labels else ""
    return rest or body


def says_none(body: str) -> bool:
    """Whether it says that there was nothing."""
    return len(body) <= _LONGEST_NONE and bool(_NONE.fullmatch(plain_signs(body)))


def without(text: str, *spans: tuple[int, int]) -> str:
    """A text without these parts of it, and without the brackets and commas that then hold nothing."""
    kept, at = "", 0
    for start, end in sorted(spans):
        kept += text[at:start]
        at = max(at, end)
    return tidied_signs(kept + text[at:])


_EMPTY: Final = re.compile(r"[（(【\[][\s，,、；;：:]*+[）)】\]]")
_AFTER_OPENING: Final = re.compile(r"([（(【\[])[\s，,、；;：:]++")
_BEFORE_CLOSING: Final = re.compile(r"[\s，,、；;：:]++(?=[）)】\]])")
_DOUBLED: Final = re.compile(r"([，,、；;：:])[\s，,、；;：:]++")


def tidied_signs(text: str) -> str:
    """A text without brackets that hold nothing and commas that part nothing."""
    text = _EMPTY.sub("", text)
    text = _BEFORE_CLOSING.sub("", _AFTER_OPENING.sub(r"\1", text))
    return _DOUBLED.sub(r"\1", text).strip(_AROUND).rstrip(_OPENING).rstrip(_AROUND)
