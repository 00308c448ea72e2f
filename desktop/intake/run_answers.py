"""Run answers: random inspections read out of the parts of a form's row; each part tells of the same runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, NamedTuple

from desktop.domain.ledgers.form_lines import Aspect
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.plan_items import DEPARTMENT, JOINT
from desktop.domain.periods import Period
from desktop.intake.activity_answers import DOCUMENT_NUMBER
from desktop.intake.answer_pieces import (
    body_of,
    label_of,
    number_of,
    pieces_of,
    plain_signs,
    says_none,
    tidied_signs,
    without,
    without_label,
)
from desktop.intake.answered import out_of_span, unfit
from desktop.intake.written_days import days_in

_TITLE: Final = re.compile("《([^《》]{1,200})》")
_JOINT: Final = re.compile("(?<!内部)联合|跨部门")
_UNITS: Final = "[户家个条件名]"
_AMOUNT: Final = re.compile(rf"([0-9]{{1,3}}(?:,[0-9]{{3}}){{1,2}}|[0-9]{{1,9}}) ?{_UNITS}")
_SHARE: Final = re.compile(
    r"(?:抽查|抽取)?(?:比例|占比|占)?(?:为|达到?|约)?:? ?(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{1,6})?) ?%"
)
_COLUMNS: Final = {
    "directory": re.compile(
        "(?:检查对象)?(?:名录库?|库)(?:内|中)?(?:共|共有|有|总数|总量|数量)?[:为]?$|(?:总数|总量|共有?|共计)[:为]?$"
    ),
    "drawn": re.compile(
        "(?:共|已|随机|实际)*(?:抽取|抽中|抽查|检查)(?:了|到|出|数量|户数)?[:为]?$"
    ),
}
_NEAR: Final = 24
_JOINING: Final = re.compile("(?:从|中|其中|共|已|随机|开展|检查|抽查|实施|进行|占)+")
_CLAUSE: Final = re.compile("[^，,；;]+")
_NOT_YET: Final = re.compile("[未尚待暂]|正在|准备")
_AT: Final = re.compile("^(?:抽查)?(?:检查)?(?:结果)?(?:已|均|全部|都)*(?:在|于|通过|经)?")
_SAID: Final = re.compile(
    "(?:[，,、 ]*上?(?:进行|予以|全部|已)*公[示开](?:了|数量|结果|完毕)*[:为]?)+$"
)
_SHORTEST: Final = 2
_MOST_RUNS: Final = 99
_VERB: Final = re.compile("^(?:于|已)?(?:印发|下发|制定|出台|发布|根据|按照)了?")
_NAME: Final = re.compile("[\u4e00-\u9fff][^，,]*[\u4e00-\u9fff][^，,]*[\u4e00-\u9fff]")


_Span = tuple[int, int]


class Part(NamedTuple):
    """The answer in one part of the row, by its place in the form."""

    place: str
    aspect: Aspect
    answer: str


class ReadRun(NamedTuple):
    """A run, what was written of it in each part's place, and what there is to look at."""

    sources: Mapping[str, str]
    row: Inspection
    doubts: tuple[str, ...] = ()


class LeftWords(NamedTuple):
    """What stays words in one part's place, and why."""

    text: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredRuns:
    """The runs, and by place what stays words: together all that was answered."""

    runs: tuple[ReadRun, ...] = ()
    left: Mapping[str, LeftWords] = field(default_factory=dict)


class _Said(NamedTuple):
    """What one part says of one run: columns of its row; or else what stays words."""

    columns: Mapping[str, Any]
    doubts: tuple[str, ...] = ()
    left: bool = False


def read_runs(parts: Sequence[Part], span: Period) -> AnsweredRuns:
    """The runs that the parts tell of; a part that cannot be allotted to them stays words."""
    told = [one for one in parts if _tells(one.answer)]
    left = _Left()
    for one in parts:
        if one not in told:
            left.add(one.place, one.answer, ())
    count = _count(told)
    texts: list[dict[Part, str]] = [{} for _ in range(count)]
    for one in told:
        shares = _shares(one, count)
        if shares is None:
            why = f"写了 {count} 次抽查，看不出这里各说的是哪一次，没有列入台账"
            left.add(one.place, one.answer, (why,))
        for text, run in zip(shares or (), texts, strict=False):
            run[one] = text
    runs = (_run(run, span, left) for run in texts)
    return AnsweredRuns(tuple(one for one in runs if one), left.words())


class _Left:
    """What stays words, gathered by place."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._doubts: dict[str, list[str]] = {}

    def add(self, place: str, text: str, doubts: Sequence[str]) -> None:
        if text:
            self._texts[place] = self._texts.get(place, "") + text
            self._doubts.setdefault(place, []).extend(doubts)

    def words(self) -> Mapping[str, LeftWords]:
        return {
            place: LeftWords(text, tuple(dict.fromkeys(self._doubts[place])))
            for place, text in self._texts.items()
        }


def _tells(answer: str) -> bool:
    bodies = filter(None, map(body_of, pieces_of(answer)))
    return not all(map(says_none, bodies))


def _count(told: Sequence[Part]) -> int:
    """How many runs: as many as documents, or else as a part numbers."""
    documents = [one for one in told if one.aspect == "document"]
    if documents:
        return max(len(_documents(one.answer)) for one in documents)
    numbers = (number_of(piece) or 1 for one in told for piece in pieces_of(one.answer))
    return min(max(numbers, default=0), _MOST_RUNS)


def _documents(answer: str) -> list[str]:
    """Each document with what goes on about it."""
    found: list[str] = []
    for piece in pieces_of(answer):
        begins = number_of(piece) or "《" in piece or DOCUMENT_NUMBER.search(plain_signs(piece))
        if not found or (begins and body_of(found[-1])):
            found.append(piece)
        else:
            found[-1] += piece
    return found


def _shares(one: Part, count: int) -> list[str] | None:
    """What the part says of each run; None where that cannot be told."""
    if count == 1:
        return [one.answer]
    if one.aspect == "document":
        found = _documents(one.answer)
        return found if len(found) == count else None
    pieces = pieces_of(one.answer)
    if any(map(number_of, pieces)):
        return _by_number(pieces, count)
    found = []
    for piece in pieces:
        if found and not body_of(piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found if len(found) == count else None


def _by_number(pieces: Sequence[str], count: int) -> list[str] | None:
    shares, at = [""] * count, 0
    for piece in pieces:
        number = number_of(piece)
        if number is not None and at < number <= count:
            at = number
        elif number is not None or (not at and body_of(piece)):
            return None
        shares[max(at, 1) - 1] += piece
    return shares


def _run(texts: Mapping[Part, str], span: Period, left: _Left) -> ReadRun | None:
    columns: dict[str, Any] = {}
    sources: dict[str, str] = {}
    doubts: list[str] = []
    bodies = {part: body_of(text) for part, text in texts.items()}
    names = _task_names(bodies)
    for part, text in texts.items():
        body = without_label(bodies[part], names)
        said = _READERS[part.aspect](body, span) if body else _Said({}, left=True)
        if said.left:
            left.add(part.place, text, said.doubts)
            continue
        columns |= said.columns
        sources[part.place] = text
        doubts += said.doubts
    if not columns:
        return None
    if "title" not in columns:
        columns["title"] = f"{span.last.year}年{span.last.month}月随机抽查"
        doubts.append(f"没有写文件名称，暂名“{columns['title']}”")
    joint = _JOINT.search(columns.get("scheme", "") + columns.get("scope", ""))
    row = Inspection(**columns | {"sort": JOINT if joint else DEPARTMENT})
    if why := unfit(row):
        for place, text in sources.items():
            left.add(place, text, (f"{why}，没有列入台账",))
        return None
    return ReadRun(sources, row, tuple(doubts))


def _task_names(bodies: Mapping[Part, str]) -> frozenset[str]:
    """The labels before the answers that name the run: its document does so too, or another answer has it as well."""
    documents = " ".join(
        body.removeprefix(label_of(body))
        for part, body in bodies.items()
        if part.aspect == "document"
    )
    labels = Counter(filter(None, map(label_of, bodies.values())))
    return frozenset(one for one, times in labels.items() if times > 1 or one in documents)


def _document(body: str, span: Period) -> _Said:
    plain = plain_signs(body)
    names = [*_TITLE.finditer(body)]
    numbers = [*DOCUMENT_NUMBER.finditer(plain)]
    days = [one.span for one in days_in(body, span)]
    bare = _VERB.sub("", without(body, *days, *(one.span() for one in numbers)))
    title = names[0][1].strip() if names else bare
    if not _NAME.search(title):
        title = numbers[0][0].strip() if numbers else ""
    return _Said({"scheme": body} | ({"title": title} if title else {}))


def _scope(body: str, span: Period) -> _Said:
    plain = plain_signs(body)
    amounts, doubts = _amounts(plain)
    columns: dict[str, Any] = {one.column: one.number for one in amounts}
    spans, more = _with_share(plain, columns, [one.span for one in amounts])
    days, dated = _carried_out(body, span)
    clauses = map(tidied_signs, _CLAUSE.findall(without(body, *spans, *days)))
    rest = "，".join(one for one in clauses if one and not _JOINING.fullmatch(one))
    return _Said(columns | dated | ({"scope": rest} if rest else {}), (*doubts, *more))


class _Amount(NamedTuple):
    """A number of objects, which column it belongs to, and where it stands with the words before it."""

    column: str
    number: int
    span: tuple[int, int]


def _amounts(plain: str) -> tuple[list[_Amount], tuple[str, ...]]:
    """How many there are and how many were drawn; what may be either stays words."""
    found = [_amount(plain, one) for one in _AMOUNT.finditer(plain)]
    sure = [one for one in found if one.column]
    if len({one.column for one in sure}) < len(sure):
        return [], ("写了几个抽取数量，留在文字里",)
    unsure = [one for one in found if not one.column]
    if (
        len(unsure) == len(sure) == 1
        and sure[0].column == "drawn"
        and unsure[0].number >= sure[0].number
    ):
        whole = unsure[0]._replace(column="directory")
        return [whole, *sure], (f"{whole.number} 户读作名录库户数，请核对",)
    return sure, ("有的数量看不出是名录库的还是抽取的，留在文字里",) if unsure else ()


def _amount(plain: str, one: re.Match[str]) -> _Amount:
    number = int(one[1].replace(",", ""))
    before = plain[max(0, one.start() - _NEAR) : one.start()]
    for column, words in _COLUMNS.items():
        if said := words.search(before):
            start = one.start() - len(before) + said.start()
            return _Amount(column, number, (start, one.end()))
    return _Amount("", number, one.span())


def _with_share(
    plain: str, columns: dict[str, Any], spans: list[_Span]
) -> tuple[list[_Span], tuple[str, ...]]:
    """A share that both numbers give needs no words; one that differs is told (R27)."""
    drawn, directory = columns.get("drawn"), columns.get("directory")
    shares = [*_SHARE.finditer(plain)]
    if drawn is None or directory is None:
        return spans, ()
    if drawn > directory:
        del columns["drawn"], columns["directory"]
        return [], (f"抽取 {drawn} 户比名录库 {directory} 户还多，留在文字里",)
    if len(shares) != 1 or not directory:
        return spans, ()
    written = Fraction(shares[0][1])
    places = len(shares[0][1].partition(".")[2])
    if abs(Fraction(drawn * 100, directory) - written) * 10**places < 1:
        return [*spans, shares[0].span()], ()
    return spans, (f"写的比例是 {shares[0][1]}%，与 {drawn} ÷ {directory} 不符",)


def _carried_out(body: str, span: Period) -> tuple[list[_Span], dict[str, Any]]:
    """From when until when; a single day may be either and stays words."""
    days = [one for one in days_in(body, span) if one.last]
    if len(days) != 1 or days[0].hour:
        return [], {}
    return [days[0].span], {"started": days[0].day, "ended": days[0].last}


def _items(body: str, _span: Period) -> _Said:
    return _Said({"items": body})


def _publication(body: str, span: Period) -> _Said:
    plain = plain_signs(body)
    amounts, days = [*_AMOUNT.finditer(plain)], days_in(body, span)
    if len(amounts) > 1 or len(days) > 1:
        return _Said({}, ("写了几个数量或日期，没有列入台账",), left=True)
    if _NOT_YET.search(plain):
        return _Said({}, (), left=True)
    columns: dict[str, Any] = {}
    doubts: tuple[str, ...] = ()
    if amounts:
        columns["disclosed"] = int(amounts[0][1].replace(",", ""))
    if days:
        columns["published"] = days[0].day
        doubts = out_of_span(days[0].day, span)
    rest = without(body, *(one.span() for one in amounts), *(one.span for one in days))
    place = tidied_signs(_SAID.sub("", _AT.sub("", rest)))
    if len(place) >= _SHORTEST:
        columns["place"] = place
    return _Said(columns, doubts, left=not columns)


_READERS: Final[Mapping[Aspect, Callable[[str, Period], _Said]]] = {
    "document": _document,
    "scope": _scope,
    "items": _items,
    "publication": _publication,
}
