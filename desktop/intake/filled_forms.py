"""Filled forms: a report's form as a unit filled it in, in Word or Excel, taken apart into answers by their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from desktop.domain.file_names import plain_words
from desktop.domain.ledgers.form_lines import FormLine, lines_of
from desktop.domain.plan import ReportForm
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.answer_pieces import plain_signs
from desktop.intake.documents import read_document
from desktop.intake.plain_files import open_plain, size_of_plain
from desktop.intake.sheets import Row
from desktop.intake.table_files import read_table_file

_DOCUMENTS: Final = frozenset({".docx", ".docm", ".doc", ".wps"})
_MEBIBYTE: Final = 1 << 20
_LARGEST: Final = 50 * _MEBIBYTE
_HEADINGS: Final = frozenset({"序号", "内容", "项目", "填报情况", "填报内容", "情况", "备注"})
_HALF: Final = Fraction(1, 2)
_MONTH: Final = re.compile(r"[(]?(20[0-9]{2})年([0-9]{1,2})月份?[)]?")
_OPENING: Final = re.compile(r"\s*[（(]([^（）()]{1,60})[）)]\s*")
_CLOSING: Final = re.compile(r"\s*[（(]([^（）()]{1,60})[）)]\s*$")
_NO_DAY: Final = re.compile(r"[\s_]*年[\s_]*月[\s_]*日[\s_]*")
_FARTHEST: Final = 4  # a name with spaces and signs between is no longer than that
_MORE_THAN_HINTED: Final = 16  # signs by which the printed hint may be longer than ours
_MINOR: Final = str.maketrans("", "", "的及和与")


@dataclass(frozen=True, slots=True)
class FilledForm:
    """Answers by the places of the form's lines, head and foot by their labels, its month; and what belongs nowhere."""

    answers: Mapping[str, str]
    fields: Mapping[str, str]
    month: tuple[int, int] | None = None
    unread: tuple[str, ...] = ()


def read_filled_form(path: Path, form: ReportForm) -> FilledForm:
    """Read a file of the form's layout; one in which its lines are not found is refused. OSError is the caller's."""
    found = recognised_form(tables_in(path), [form])
    if found is None:
        raise Refused(f"“{path.name}”里没有找到“{form.title}”的各行，请核对是不是选错了文件")
    return found[1]


def recognised_form(
    tables: Iterable[tuple[Row, ...]], forms: Sequence[ReportForm]
) -> tuple[ReportForm, FilledForm] | None:
    """Which of the forms stands there, as it was filled in: the one most of whose lines are found."""
    shares = (_share(rows, form) for rows in tables for form in forms)
    best = max(shares, key=lambda one: one[0], default=None)
    if best is None or best[0] < _HALF:
        return None
    return best[1], best[2].filled()


def _share(rows: tuple[Row, ...], form: ReportForm) -> tuple[Fraction, ReportForm, _Reading]:
    read = _Reading(form).read(rows)
    return Fraction(len(read.found), len(lines_of(form))), form, read


def tables_in(path: Path) -> list[tuple[Row, ...]]:
    """All rows of each sheet, or of a document; what cannot be read is refused. OSError is the caller's."""
    if path.suffix.lower() not in _DOCUMENTS:
        return [one.rows for one in read_table_file(path).sheets]
    if size_of_plain(path) > _LARGEST:
        raise Trouble(f"“{path.name}”太大，最多 {_LARGEST // _MEBIBYTE} MB，请另存一份后再选")
    with open_plain(path) as file:
        return [read_document(file, path.name).rows]


class _Reading:
    """Goes through the rows; an answer stands to the right of its line's name, below it, or behind it."""

    def __init__(self, form: ReportForm) -> None:
        lines = lines_of(form)
        self._lines = {one.place: one for one in lines}
        self._names = sorted(
            ((plain_words(one.name), one) for one in lines), key=lambda one: -len(one[0])
        )
        self._fixed = {plain_words(one.name) for one in form.sections} | _HEADINGS
        self._title = plain_words(form.title)
        self._numbers = {row.no for section in form.sections for row in section.rows}
        self._labels = {label: _label_form(label) for label in (*form.head, *form.foot)}
        self._at: FormLine | None = None
        self._awaited = ""  # the label whose value stands in the next cell
        self.found: set[str] = set()
        self._answers: dict[str, list[str]] = {}
        self._fields: dict[str, str] = {}
        self._month: tuple[int, int] | None = None
        self._unread: list[str] = []

    def read(self, rows: Iterable[Row]) -> _Reading:
        for row in rows:
            cells = [one for one in row.cells if one]
            for place, cell in enumerate(cells):
                if place or len(cells) == 1 or plain_signs(cell).strip(".、 ") not in self._numbers:
                    self._take(cell)
            self._awaited = ""
        return self

    def _take(self, cell: str) -> None:
        if self._awaited:
            self._fields[self._awaited], self._awaited = cell, ""
        elif line := self._line_of(cell):
            self._at = line
            self.found.add(line.place)
            self._answer(_behind(cell, line.name))
        elif self._is_fixed(cell):
            self._at = None
        elif not self._take_fields(cell):
            self._answer(cell)

    def _line_of(self, cell: str) -> FormLine | None:
        """The line whose name a cell begins with; once found it is not sought again: an answer may repeat it."""
        plain = plain_words(cell.lstrip("0123456789.．、（）() 　"))
        fitting = (one for name, one in self._names if plain.startswith(name))
        line = next(fitting, None)
        return None if line is None or line.place in self.found else line

    def _is_fixed(self, cell: str) -> bool:
        """Whether it is the form's own: a heading, its title, its month."""
        plain = plain_words(cell)
        if plain.startswith(self._title):
            plain = plain.removeprefix(self._title)
        elif self._at is not None and plain not in self._fixed:
            return False
        if month := _MONTH.fullmatch(plain):
            self._month = int(month[1]), int(month[2])
        return not plain or bool(month) or plain in self._fixed

    def _take_fields(self, cell: str) -> bool:
        """Whether a cell is of the head or the foot."""
        plain = plain_signs(cell)
        bare = plain_words(cell)
        for label in self._labels:
            if bare in {plain_words(label), plain_words(label.partition("（")[0])}:
                self._at, self._awaited = None, label
                return True
        found = sorted(
            (match.start(), match.end(), label)
            for label, form in self._labels.items()
            for match in form.finditer(plain)
        )
        if not found or plain[: found[0][0]].strip():
            return False
        self._at = None
        ends = [*(start for start, _, _ in found[1:]), len(cell)]
        for (_, start, label), end in zip(found, ends, strict=True):
            value = cell[start:end].strip()
            if value and not _NO_DAY.fullmatch(value):
                self._fields.setdefault(label, value)
        return True

    def _answer(self, words: str) -> None:
        said = _without_hint(words, self._at.hint if self._at else "")
        if said and self._at is None:
            self._unread.append(said)
        elif said and self._at is not None:
            self._answers.setdefault(self._at.place, []).append(said)

    def filled(self) -> FilledForm:
        answers = {place: "\n".join(said) for place, said in self._answers.items()}
        return FilledForm(answers, self._fields, self._month, tuple(self._unread))


def _label_form(label: str) -> re.Pattern[str]:
    """A label before its colon, however it is spaced, with or without what it has in brackets."""
    name, _, rest = plain_signs(label).partition("(")
    spaced = r" *+".join(map(re.escape, name))
    more = rf" *+(?:\({re.escape(rest)})?" if rest else ""
    return re.compile(rf"{spaced}{more} *+:")


def _behind(cell: str, name: str) -> str:
    """What stands behind a line's name in its own cell."""
    wanted = plain_words(name)
    for end in range(1, min(len(cell), _FARTHEST * len(name)) + 1):
        if plain_words(cell[:end]).endswith(wanted):
            return cell[end:].lstrip(" \n:：，")
    return ""


def _without_hint(words: str, hint: str) -> str:
    """An answer without the form's own brackets before and behind it."""
    while (found := _OPENING.match(words)) and _is_hint(found[1], hint):
        words = words[found.end() :]
    while (found := _CLOSING.search(words)) and _is_hint(found[1], hint):
        words = words[: found.start()]
    return words.strip()


def _is_hint(said: str, hint: str) -> bool:
    plain, wanted = plain_words(said), plain_words(hint).translate(_MINOR)
    if plain in {"本月", ""} or plain.startswith("注明"):
        return True
    near = len(plain) <= len(wanted) + _MORE_THAN_HINTED
    return bool(wanted) and near and _runs_through(plain, wanted)


def _runs_through(text: str, wanted: str) -> bool:
    """Whether these signs stand in a text in this order."""
    rest: Iterator[str] = iter(text)
    return all(sign in rest for sign in wanted)
