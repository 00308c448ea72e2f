"""Activity answers: meetings, documents and trainings read out of a form's answer, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from desktop.domain.ledgers.activities import DOCUMENT, Activity
from desktop.domain.ledgers.report_words import day_words
from desktop.intake.answer_pieces import (
    body_of,
    pieces_of,
    plain_signs,
    says_none,
    tidied_signs,
    without,
)
from desktop.intake.answered import Answered, Asked, Piece, left_over, out_of_span, unfit
from desktop.intake.written_days import WrittenDay, days_in

_HAN: Final = "[\u4e00-\u9fff]"
_OPEN: Final = r"[〔\[(【]"
_CLOSE: Final = r"[〕\])】]"
DOCUMENT_NUMBER: Final = re.compile(
    rf"(?:文号:? ?)?({_HAN}{{1,14}})?{_OPEN} ?(20[0-9]{{2}}) ?年? ?{_CLOSE} ?第? ?([0-9]{{1,4}}) ?号(?:文件)?"
)
_ISSUED: Final = re.compile(".*(?:印发|下发|转发|制定|出台|发布|发文|文号)了?")
_PEOPLE: Final = re.compile(
    r"(?:共|合计)?(?:培训|参训|参加|参会|到会)*(?:执法|检查)?(?:人员|人数|学员)?(?:数量|共)?:? ?"
    r"(?<![0-9])([0-9]{1,6}) ?"
    rf"(?:名(?:{_HAN}{{0,8}}?人员)?|人次|人)(?:参加)?(?:培训)?"
)
_ABOUT: Final = re.compile(r"(?:约|近) ?[0-9]{1,6} ?(?:名|人)|[0-9]{1,6} ?[余多来] ?(?:名|人)")
_CONTENT: Final = re.compile(r"(?:培训)?(?:主要)?内容(?:为|是|包括|有|:) ?|(?<=[)])[:](?=.)")
_LABEL: Final = re.compile(
    r"(?:会议|培训班?|文件|活动)?(?:名称|标题|主题|时间|日期)[:]|(?:召开|举办|培训|印发|发文)(?:时间|日期)[:]"
)
_DONE: Final = re.compile(
    r"(?:本月|我局|我单位|本单位)?(?:于|在)?,?(?:组织)?(?:召开|举办|举行|开展|印发|下发|出台|制定|转发)了?"
)
_EVENT: Final = re.compile("(?:会议?|培训班?|例会|学习班|演练)$")
# It says more of the one before it and is none itself.
_FURTHER: Final = re.compile(
    "(?:(?:召开|举办|培训|印发|发文|会议)?(?:时间|日期|地点)|(?:培训|参训|参加|参会)(?:人员|人数|学员)(?:数量)?"
    "|人数|文号|(?:培训|会议)?(?:主要)?内容)(?:[:为是]| ?[0-9])"
)
_COMMA: Final = re.compile("[，,、]")
# A comma within brackets or quotes parts nothing.
_CLAUSE: Final = re.compile("(?:“[^“”]*+”|《[^《》]*+》|[（(][^()（）]*+[)）]|[^，,、])++")
_TITLE: Final = re.compile("《([^《》]{1,200})》")
_NAME: Final = re.compile(f"{_HAN}[^，,]*{_HAN}[^，,]*{_HAN}")  # three signs are the least name
_SHORTEST: Final = 2


class _Told(NamedTuple):
    """What was taken out of a piece, and what is left of it."""

    rest: str
    note: tuple[str, ...] = ()
    number: str = ""
    attended: int | None = None
    doubts: tuple[str, ...] = ()


def read_activities(answer: str, asked: Asked) -> Answered[Activity]:
    """The activities of the line's kind; what is none stays words."""
    parts = (part for source in _sources(answer) for part in _parts(source, asked))
    return Answered(tuple(_read(one, asked) for one in parts))


def _sources(answer: str) -> Iterator[str]:
    """The pieces; one that only goes on about the one before (内容：…) belongs to it."""
    held = ""
    for source in pieces_of(answer):
        if held and not _FURTHER.match(plain_signs(body_of(source))):
            yield held
            held = ""
        held += source
    if held:
        yield held


def _parts(source: str, asked: Asked) -> Iterator[str]:
    """Several in one sentence, each with its day: cut at the commas between them."""
    days = days_in(source, asked.span)
    if len(days) < _SHORTEST:
        yield source
        return
    cuts = [found.end() for found in _COMMA.finditer(source)]
    between = [
        max((cut for cut in cuts if left.end <= cut <= right.start), default=0)
        for left, right in pairwise(days)
    ]
    if not all(between):
        yield source
        return
    bounds = [0, *between, len(source)]
    parts = [source[start:end] for start, end in pairwise(bounds)]
    yield from parts if all(len(_bare(part, asked)) > _SHORTEST for part in parts) else [source]


def _bare(part: str, asked: Asked) -> str:
    return without(part, *(one.span for one in days_in(part, asked.span)))


def _read(source: str, asked: Asked) -> Piece[Activity]:
    body = body_of(source)
    if not body or says_none(body):
        return left_over(source, "")
    days = days_in(body, asked.span)
    if len(days) > 1:
        return left_over(source, "写了几个日期，看不出是几次，没有列入台账")
    if not days and asked.line.hint and asked.line.asks("时间", "日期"):
        return left_over(source, "没有写日期，没有列入台账")
    told = _told(body, days)
    title, aside = _title(told, asked.line.kind)
    if not title:
        return left_over(source, "看不出名称，没有列入台账")
    day = days[0].day if days else asked.filled
    row = Activity(
        kind=asked.line.kind,
        held=day,
        title=title,
        number=told.number,
        attended=told.attended,
        note="，".join(filter(None, (*told.note, *aside))),
    )
    if why := unfit(row):
        return left_over(source, f"{why}，没有列入台账")
    doubts = (*told.doubts, *_day_doubts(day, asked, written=bool(days)))
    return Piece(source, row, doubts, assumed=not days)


def _day_doubts(day: date, asked: Asked, *, written: bool) -> tuple[str, ...]:
    if not written:
        return (f"没有写日期，暂按 {day_words(day)} 登记",)
    return out_of_span(day, asked.span)


def _told(body: str, days: tuple[WrittenDay, ...]) -> _Told:
    spans = [one.span for one in days]
    spans += [one.span() for one in _LABEL.finditer(plain_signs(body))]
    note = [words for one in days for words in _beside(one)]
    content, cut = _content(body)
    if content:
        spans.append((cut, len(body)))
    number, where = _number(body)
    spans += where
    attended, where, doubts = _people(body[:cut] if content else body)
    spans += where
    return _Told(without(body, *spans), (*note, *filter(None, [content])), number, attended, doubts)


def _beside(one: WrittenDay) -> Iterator[str]:
    """What a ledger has no column for: until when, and the hour."""
    if one.last is not None:
        yield f"至{day_words(one.last)}"
    if one.hour:
        yield one.hour


def _content(body: str) -> tuple[str, int]:
    """What a training was about, and where that begins in the text."""
    found = _CONTENT.search(plain_signs(body))
    if not found:
        return "", len(body)
    content = body[found.end() :]
    if content.count("）") > content.count("（"):
        content = content.removesuffix("）")
    return tidied_signs(content), found.start()


def _number(body: str) -> tuple[str, list[tuple[int, int]]]:
    """The one document number, as it is printed; of several none."""
    found = [*DOCUMENT_NUMBER.finditer(plain_signs(body))]
    if len(found) != 1:
        return "", []
    [one] = found
    words = _ISSUED.match(one[1] or "")
    skipped = words.end() if words else 0
    start = one.start(1) + skipped if skipped else one.start()
    return f"{(one[1] or '')[skipped:]}〔{one[2]}〕{one[3]}号", [(start, one.end())]


def _people(body: str) -> tuple[int | None, list[tuple[int, int]], tuple[str, ...]]:
    plain = plain_signs(body)
    if _ABOUT.search(plain):
        return None, [], ("人数不是准数，留在文字里",)
    found = [*_PEOPLE.finditer(plain)]
    if len(found) != 1:
        return None, [], ("写了几个人数，留在文字里",) if found else ()
    return int(found[0][1]), [found[0].span()], ()


def _title(told: _Told, kind: str) -> tuple[str, tuple[str, ...]]:
    """What it is called, and what is said besides; blank where that cannot be told."""
    bare = _opened(told.rest)
    if kind == DOCUMENT:
        names = [*_TITLE.finditer(bare)]
        if len(names) == 1:
            aside = without(bare, names[0].span())
            return names[0][1].strip(), (aside,) if len(aside) > _SHORTEST else ()
        return (bare if _NAME.search(bare) else told.number), ()
    clauses = [one for one in map(tidied_signs, _CLAUSE.findall(bare)) if one]
    events = [one for one in clauses if _EVENT.search(one)]
    if len(events) > 1 or not _NAME.search(bare):
        return "", ()
    if events and len(clauses) > 1:
        return _opened(events[0]), tuple(one for one in clauses if one != events[0])
    return bare, ()


def _opened(words: str) -> str:
    """Without 于…召开 before it."""
    found = _DONE.match(plain_signs(words))
    if found and found.end():
        return tidied_signs(words[found.end() :])
    return words
