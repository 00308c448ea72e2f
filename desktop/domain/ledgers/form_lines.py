"""Form lines: what a report's form has to be filled in, line by line, and what of a ledger each line tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS
from desktop.domain.plan import FormPart, FormRow, ReportForm

Aspect = Literal["publication", "items", "document", "scope"]
# A form says of every part only that it feeds the inspections; its name says with what. The first that fits.
_ASPECTS: Final[tuple[tuple[Aspect, tuple[str, ...]], ...]] = (
    ("publication", ("公示", "公开")),
    ("items", ("事项",)),
    ("document", ("文件", "方案", "通知")),
    ("scope", ("对象", "范围", "数量", "比例")),
)


class FormLine(NamedTuple):
    """One line; its place is `1`, or `4.2` for the second part of row 4."""

    place: str
    name: str
    hint: str
    feeds: str

    @property
    def kind(self) -> str:
        """Which kind of activities it tells; blank where it tells none."""
        ledger, _, kind = self.feeds.partition(".")
        return kind if ledger == ACTIVITIES else ""

    @property
    def aspect(self) -> Aspect | None:
        """What it tells of a run; None where it tells of none."""
        if self.feeds != INSPECTIONS:
            return None
        fitting = (one for one, words in _ASPECTS if any(word in self.name for word in words))
        return next(fitting, None)

    def asks(self, *words: str) -> bool:
        """Whether its hint asks for one of these; without a hint it asks for everything."""
        return not self.hint or any(word in self.hint for word in words)


def lines_of(form: ReportForm) -> tuple[FormLine, ...]:
    """Every line of a form, from above."""
    return tuple(
        line for section in form.sections for row in section.rows for line in lines_in(row)
    )


def lines_in(row: FormRow) -> Iterator[FormLine]:
    """A row's own line, and those of its parts."""
    yield _line(row.no, row)
    for number, part in enumerate(row.parts, 1):
        yield _line(f"{row.no}.{number}", part)


def _line(place: str, of: FormRow | FormPart) -> FormLine:
    return FormLine(place, of.name, of.hint, of.feeds)
