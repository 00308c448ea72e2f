"""Form told: what a filled form would bring, in words, line by line, before anybody agrees to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from desktop.domain.ledgers.columns import columns_of, plain_row, shown_row
from desktop.domain.ledgers.form_lines import FormLine, lines_of
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Row
from desktop.domain.refusals import within_quotes
from desktop.services.form_previews import FormPreview, Proposed

Standing = Literal["new", "more", "same"]
STANDING_WORDS: Final[dict[Standing, str]] = {"new": "新增", "more": "补充", "same": "相同"}


class EntryTold(NamedTuple):
    """A row that the form tells of: what keeping it would do, what it is, where it was written."""

    standing: Standing
    told: str
    news: str
    source: str


class LineTold(NamedTuple):
    """All that the form says in one line; `words` stay words, and those that stood there are `was`."""

    line: FormLine
    entries: tuple[EntryTold, ...]
    doubts: tuple[str, ...]
    words: str
    was: str

    @property
    def reworded(self) -> bool:
        """Whether the words are not those that stood there."""
        return self.words != self.was


class LabelTold(NamedTuple):
    """What the form says in its head or foot, where it is new."""

    label: str
    now: str
    was: str


def lines_told(preview: FormPreview) -> tuple[LineTold, ...]:
    """The lines in which the form says anything new; the others agree with what is kept."""
    found = (_line_told(preview, line) for line in lines_of(preview.sight.form))
    return tuple(one for one in found if one.entries or one.doubts or one.reworded)


def labels_told(preview: FormPreview) -> tuple[LabelTold, ...]:
    """The words of head and foot that are new, and the day on which it was filled in."""
    kept = preview.sight.kept.row
    labels = (*preview.sight.form.head, *preview.sight.form.foot)
    pairs = [(one, preview.words.get(one, ""), kept.words.get(one, "")) for one in labels]
    days = [str(day or "") for day in (preview.filled, kept.filled)]
    return tuple(
        LabelTold(*one) for one in (("填表时间", days[0], days[1]), *pairs) if one[1] != one[2]
    )


def brings(preview: FormPreview) -> bool:
    """Whether keeping it would change anything."""
    filing, kept = preview.filing(None), preview.sight.kept.row
    rows = filing.activities or filing.runs
    return bool(rows) or (filing.words, filing.filled) != (kept.words, kept.filled)


def summary_of(preview: FormPreview) -> str:
    """How many rows would be new, added to, or stay."""
    standings = [_standing(one) for one in _proposed(preview)]
    told = [
        f"{words} {standings.count(one)} 条"
        for one, words in STANDING_WORDS.items()
        if one in standings
    ]
    return "，".join(told) if told else "没有要记入台账的行"


def _proposed(preview: FormPreview) -> list[Proposed[Any]]:
    return [*preview.activities, *preview.runs]


def _line_told(preview: FormPreview, line: FormLine) -> LineTold:
    here = [one for one in _proposed(preview) if line.place in one.sources]
    doubts = [*preview.doubts.get(line.place, ()), *_own_doubts(here, line.place)]
    now = preview.words.get(line.place, "")
    was = preview.sight.kept.row.words.get(line.place, "")
    entries = tuple(_entry_told(one, line.place) for one in here)
    return LineTold(line, entries, tuple(dict.fromkeys(doubts)), now, was)


def _own_doubts(proposed: list[Proposed[Any]], place: str) -> Iterator[str]:
    """What the ledger says otherwise names its row; of a new run it is said with its name, once."""
    for one in proposed:
        if place != next(iter(one.sources)):
            continue
        if one.held is not None:
            yield from one.doubts
        elif isinstance(one.kept.row, Inspection):
            yield from (f"“{within_quotes(one.kept.row.told)}”{doubt}" for doubt in one.doubts)


def _entry_told(one: Proposed[Any], place: str) -> EntryTold:
    news = _news(one) if place == next(iter(one.sources)) else ""  # a run is told in several lines
    return EntryTold(_standing(one), one.kept.row.told, news, one.sources[place].strip())


def _standing(one: Proposed[Any]) -> Standing:
    if one.held is None:
        return "new"
    return "more" if one.changes else "same"


def _news(one: Proposed[Any]) -> str:
    """What is written into the ledger; of a new row everything but its name, of a known one what it lacked."""
    row: Row = one.kept.row
    now, said = shown_row(row), plain_row(row)
    was = plain_row(one.held) if one.held else {}
    news = (
        f"{column.heading} {now[column.name]}"
        for column in columns_of(type(row))
        if said.get(column.name) != was.get(column.name) and column.name != "title"
    )
    return "，".join(news)
