"""Sheet rows: what stands in each cell of a score sheet, from the scheme and from what was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby, takewhile
from typing import Final

from desktop.documents.forms.contents import ASIDE, PENDING, SheetContents
from desktop.documents.forms.form_columns import FormColumn
from desktop.documents.manuscript import Cell, Sum, told
from desktop.domain.amounts import ZERO, show
from desktop.domain.recorded import PlainData
from desktop.domain.scheme import BONUS, Criterion, Scheme, Section
from desktop.domain.score_sheet import IndicatorScore, Line
from desktop.domain.sheet_figures import figures_of
from desktop.domain.sheet_parts import SheetPart, lines_of, parts_of

_TOTAL: Final = "合计"
_ADJUSTED: Final = "调整"
_FIGURES: Final = frozenset(
    {"points", "score"}
)  # columns in which a row of no part has its figures

Row = tuple[Cell, ...]


def blank_rows(scheme: Scheme, columns: Iterable[FormColumn]) -> list[Row]:
    """The form as it is handed out: nothing is judged."""
    of = _Scheme(scheme, [*columns])
    rows = [of.row(part, {}) for part in parts_of(scheme)]
    return [*rows, of.total({"points": Sum(scheme.points)})]


def judged_rows(contents: SheetContents, columns: Iterable[FormColumn]) -> list[Row]:
    """Every indicator with its score and why points were lost, what is adjusted, and the total."""
    of = _Scheme(contents.scheme, [*columns])
    judged = _Judged(contents)
    rows = [of.row(part, judged.cells(part)) for part in contents.parts]
    rows += [
        of.beside(_ADJUSTED, {"score": one.amount, "reasons": one.reason})
        for one in contents.sheet.adjustments
    ]
    return [*rows, of.total(judged.total())]


class _Scheme:
    """What the document itself says in each cell."""

    def __init__(self, scheme: Scheme, columns: list[FormColumn]) -> None:
        self._scheme, self._columns = scheme, columns
        self._shown = [one.holds for one in columns]
        self._sections = {one.id: one for one in scheme.sections}

    def row(self, part: SheetPart, judged: Mapping[str, Cell]) -> Row:
        """A part's row; a judgement may say something in any column."""
        cells = {**self._cells(part), **judged}
        return tuple(cells.get(one.holds, "") for one in self._columns)

    def beside(self, label: str, cells: Mapping[str, Cell]) -> Row:
        """A row of no part; where no column has room for its label, a figure shares its cell."""
        room = self._room()
        words = told(cells.get(room, ""))
        joint = " " if room in _FIGURES else "："
        labelled = {**cells, room: f"{label}{joint}{words}" if words else label}
        return tuple(labelled.get(one, "") for one in self._shown)

    def total(self, cells: Mapping[str, Cell]) -> Row:
        """The last row; full marks stand with its label where they have no column."""
        spacious = self._room() not in {"no", *_FIGURES}
        full = f"（满分 {told(cells['points'])} 分）" if spacious and self._unpointed else ""
        return self.beside(_TOTAL + full, cells)

    @property
    def _unpointed(self) -> bool:
        return "points" not in self._shown

    def _room(self) -> str:
        """Where a label stands: with the names, else before the figures, rather not among the numbers."""
        free = [one for one in self._shown if one not in _FIGURES]
        ahead = [*takewhile(lambda one: one not in _FIGURES, self._shown)]
        wide = [one for one in ahead if one != "no"]
        return "name" if "name" in free else [*wide, *ahead, *free, *self._shown][0]

    def _cells(self, part: SheetPart) -> dict[str, Cell]:
        section = self._sections.get(part.section or "")
        heading = f"{section.no}{section.name}" if section else ""
        if section and section.points is not None:
            heading += f"（{show(section.points)} 分）"
        named = "name" in self._shown
        return {
            "no": part.no,
            "section": heading if part.indicator else part.title if named else part.name,
            "name": self._name(part),
            "points": _points(part),
            "requirement": part.indicator.requirement if part.indicator else "",
            "criteria": "\n".join(self._criteria(part, section)),
            "assessor": self._scheme.assessor,
            "evidence": "\n".join(self._evidence(part, section)),
        }

    def _name(self, part: SheetPart) -> str:
        """Number and points stand with the name where they have no column of their own."""
        name = part.name if "no" in self._shown else part.full_name
        if not self._unpointed:
            return name
        worth = f"{show(part.points)} 分" if part.points is not None else told(_points(part))
        return f"{name}（{worth}）"

    def _criteria(self, part: SheetPart, section: Section | None) -> Iterator[str]:
        """The rules, then by what the document says they are judged."""
        place = ""
        if section and "section" in self._shown and {"no", "name"} & {*self._shown}:
            place = section.no + part.no
        yield criteria_words(part.criteria, part.no, place)
        if section and section.evidence and "evidence" not in self._shown:
            yield f"以{section.evidence}为依据。"

    def _evidence(self, part: SheetPart, section: Section | None) -> Iterator[str]:
        """What proves the whole section, then the remarks beside an indicator, by their numbers."""
        if section and section.evidence:
            yield section.evidence
        for one in self._scheme.requirements:
            if one.indicator == (part.extra or part.id):
                pieces = f"：{'、'.join(one.pieces)}" if one.pieces else ""
                who = [self._supplier(name) for name in one.who]
                words = f"{one.no}. {one.name}{pieces}"
                yield words + (f"（{'、'.join(who)}提供）" if who else "")

    def _supplier(self, name: str) -> str:
        rules = self._scheme.evidence
        return rules.suppliers.get(name, name) if rules else name


class _Judged:
    """What was found, in each cell."""

    def __init__(self, contents: SheetContents) -> None:
        self._of, self._sheet = contents, contents.sheet
        self._scores = {one.id: one for one in contents.sheet.indicators}
        self._pending = frozenset(contents.sheet.pending)

    def cells(self, part: SheetPart) -> dict[str, Cell]:
        """A part's score and reasons."""
        score = self._scores.get(part.id)
        return {"score": self._score(part, score), "reasons": "\n".join(self._reasons(part, score))}

    def total(self) -> dict[str, Cell]:
        """All together; a sheet with anything open says so."""
        sheet, figures = self._sheet, figures_of(self._of.scheme, self._sheet)
        beside = [] if figures.settled else [figures.still_open]
        beside += [figures.grade] if figures.grade else []
        return {
            "points": Sum(sheet.points),
            "score": Sum(sheet.total) if sheet.begun else PENDING,
            "reasons": "；".join(beside),
        }

    def _score(self, part: SheetPart, score: IndicatorScore | None) -> Cell:
        if score is None:
            lines = lines_of(self._sheet, part)
            if not lines and part.criteria:
                return PENDING
            amounts = self._sheet.bonus if part.extra == BONUS else self._sheet.penalty
            return Decimal(amounts)
        if score.not_applicable is not None:
            return ASIDE
        return PENDING if score.score is None else score.score

    def _reasons(self, part: SheetPart, score: IndicatorScore | None) -> Iterator[str]:
        """Why points were lost or given, then what is open."""
        if score is not None and score.not_applicable is not None:
            yield f"{ASIDE}：{score.aside}"
            return
        lines = lines_of(self._sheet, part)
        for criterion in part.criteria:
            line = lines.get(criterion.id)
            if line is not None and self._matters(criterion, line):
                yield line.reason
                yield from item_words(self._of.facts.get(criterion.id, {}))
        if score is not None and score.discretion is not None:
            computed, given = show(score.computed or ZERO), show(score.discretion.score)
            yield f"自由裁量：计算得 {computed} 分，裁量得 {given} 分（{score.discretion.grounds}）"
            return
        open_ones = [one for one in part.criteria if one.id in self._pending]
        if open_ones and len(open_ones) < len(part.criteria):
            yield f"{PENDING}：" + "；".join(one.label for one in open_ones)

    def _matters(self, criterion: Criterion, line: Line) -> bool:
        """Whatever moved points, or would have; what was earned in full needs no words."""
        fact = self._of.facts.get(criterion.id, {})
        if fact.get("exempt") or fact.get("applies") is False or fact.get("note"):
            return True
        if criterion.rule.earns:
            return line.effective != (criterion.most if criterion.most is not None else ZERO)
        return bool(line.nominal or line.effective)


def item_words(fact: PlainData) -> Iterator[str]:
    """The items behind a count, one by one, where they say anything."""
    for number, one in enumerate(fact.get("items") or (), 1):
        words = [str(one[name]) for name in ("date", "note") if one.get(name)]
        if one.get("exempt"):
            words.append(f"免责（{one.get('reason', '')}）")
        if words:
            yield f"（{number}）{'，'.join(words)}"


def criteria_words(criteria: Iterable[Criterion], no: str, place: str) -> str:
    """A cell's criteria, each with the end of its clause as the sentences cite it."""
    marked = ((_marker(one.clause, no, place), one) for one in criteria)
    lines = []
    for marker, group in groupby(marked, lambda one: one[0]):
        lines.append(marker + "；".join(_rule_words(one) for _, one in group) + "。")
    return "\n".join(lines)


def _rule_words(one: Criterion) -> str:
    rule = "，".join(words for words in (one.when, one.words) if words)
    return f"{rule}（{one.exemption}除外）" if one.exemption else rule


def _marker(clause: str, no: str, place: str) -> str:
    """序号2② in row 2 is ②; 六（二）2 is said by row 2 of （二）; what cites no row stays whole."""
    if place and clause.endswith(place):
        return ""
    rest = clause.removeprefix(f"序号{no}").removeprefix("·") if no else clause
    # A blank would not keep 2 from the figure behind it: 2 1 次 was read as 21 次.
    return f"{rest}：" if rest and rest[-1].isdecimal() else rest


def _points(part: SheetPart) -> Cell:
    """What counts in the sum of all points is a figure; bonus and penalty stand beside it."""
    if part.indicator is not None and part.points is not None:
        return part.points
    side = "加" if part.earns else "扣"
    return f"另{side}" if part.points is None else f"最多{side} {show(part.points)}"
