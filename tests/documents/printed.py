"""Printed sheets: every one of the demonstration, and any that a test judges itself, as contents, manuscript, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.score_sheet import blank_sheet, score_sheet
from desktop.documents.manuscript import Grid, Manuscript
from desktop.documents.pdf import as_pdf
from desktop.domain.findings import read_findings
from desktop.domain.scheme import Scheme
from desktop.domain.scoring import score
from desktop.services.rounds import round_members, rounds_of
from desktop.services.schemes import list_schemes, open_scheme
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from tests.documents.setting.reading import Mark, pages_of, words
from tests.services.building import SECTIONS, demonstration_in
from tests.torture import LONG

SCORED: Final = tuple(one.id for one in list_schemes() if one.indicators)
_PRESCRIBED: Final = next(one.id for one in list_schemes() if one.form and one.form.page)
# What does not hang on a scheme's words is looked at for ours and for the page that is prescribed; the long form
# looks at all. Every scheme's forms are printed, read and held against their golden pages in the gate too.
SOME: Final = SCORED if LONG else (_PRESCRIBED, SECTIONS)
DAY: Final = datetime(2022, 12, 1, 8, 30, tzinfo=UTC)
OFFICE: Final = "市联席会议办公室"
CODE: Final = "0005-VA12-JCHZ-4TV4"
HEADED: Final = "GWSans-Regular"
_SIGNED: Final = "考核人（签字）"


@dataclass(frozen=True)
class Paper:
    """A document in all its states; what a judged one tells stands in its contents."""

    manuscript: Manuscript
    scheme: Scheme
    contents: SheetContents | None = None

    @cached_property
    def pdf(self) -> bytes:
        """Its file."""
        return as_pdf(self.manuscript)

    @cached_property
    def pages(self) -> list[list[Mark]]:
        """The characters of each page."""
        return pages_of(self.pdf)

    @cached_property
    def text(self) -> str:
        """All of them."""
        return "".join(words(page) for page in self.pages)

    @property
    def grid(self) -> Grid:
        """Its table."""
        [grid] = self.manuscript.grids
        return grid

    @property
    def headings(self) -> list[str]:
        """Its table's, without the breaks in them."""
        return [squeezed(one.heading) for one in self.grid.columns]

    def column(self, heading: str) -> str:
        """What stands in a column from page to page, below its heading."""
        return "".join(words(marks) for marks in self.cells(heading))

    def cells(self, heading: str) -> list[list[Mark]]:
        """The same, page by page, with the places."""
        at = self.headings.index(heading)
        left = self.manuscript.paper.left + sum(one.width for one in self.grid.columns[:at])
        right = left + self.grid.columns[at].width
        return [_below(heading, self._within(page, left, right)) for page in self.pages]

    def _within(self, page: list[Mark], left: float, right: float) -> list[Mark]:
        """Neither the foot, nor what is signed behind the table."""
        end = words(page).find(_SIGNED)
        marks = page if end < 0 else page[:end]
        bottom = self.manuscript.paper.bottom
        return [one for one in marks if left <= one.left < right and one.base > bottom]


def _below(heading: str, marks: list[Mark]) -> list[Mark]:
    """What was drawn after the heading: it stands in a face of its own."""
    first = next(at for at, one in enumerate(marks) if one.font == HEADED)
    assert words(marks[first : first + len(heading)]) == heading
    return marks[first + len(heading) :]


def squeezed(text: str) -> str:
    """Without its blanks and breaks, as columns make them anew."""
    return "".join(text.split())


@cache
def demonstrated() -> tuple[Paper, ...]:
    """Every sheet of the demonstration."""
    with TemporaryDirectory() as place, open_workspace(demonstration_in(Path(place))) as workspace:
        members = [one for of in rounds_of(workspace) for one in round_members(workspace, of.id)]
        keys = [one.key for one in members]
        contents = [sheet_contents(workspace, key) for key in keys]
    return tuple(Paper(score_sheet(one), one.scheme, one) for one in contents)


def sheets_of(scheme: str) -> list[Paper]:
    """Those of one scheme."""
    return [one for one in demonstrated() if one.scheme.id == scheme]


@cache
def blank_of(scheme: str) -> Paper:
    """A scheme's form as it is handed out."""
    of = open_scheme(scheme)
    return Paper(blank_sheet(of, OFFICE, DAY), of)


@cache
def papers_of(scheme: str) -> tuple[Paper, ...]:
    """A scheme's sheet in each state, of those the one that says most, and its blank form."""
    ordered = sorted(sheets_of(scheme), key=lambda one: len(str(one.grid.rows)))
    return (*{_state_of(one): one for one in ordered}.values(), blank_of(scheme))


def judged_of(scheme: str) -> tuple[Paper, ...]:
    """The same without the blank form."""
    return papers_of(scheme)[:-1]


def _state_of(paper: Paper) -> tuple[bool, ...]:
    of = paper.contents
    assert of
    return of.finalised, bool(of.sheet.pending), bool(of.facts)


def contents_of(
    scheme: Scheme, facts: Mapping[str, Any] | None = None, unit: str = "甲科", **told: object
) -> SheetContents:
    """A sheet that is judged so, without any workspace."""
    findings = read_findings(scheme, {"facts": facts or {}, **told})
    return SheetContents(
        office=OFFICE,
        round="科室督查",
        period="2022年",
        unit=unit,
        evaluator="李敏",
        reviewer="",
        finalised=False,
        dated=DAY,
        scheme=findings.scheme,
        sheet=score(findings),
        facts=dict(facts or {}),
        proofs={},
        code=CODE,
    )


def sheet_of(contents: SheetContents, columns: Sequence[str] | None = None) -> Paper:
    """It as a document."""
    return Paper(score_sheet(contents, columns), contents.scheme, contents)
