"""Paper names: what papers and their files are called, safe on every system."""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop.documents.forms.contents import DRAFT, FINAL
from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.safe_names import joined_name
from desktop.services.assessments import assessment_of, assessments_in, round_of
from desktop.services.decision_papers import about_name
from desktop.services.papers import Paper, Wanted, reported_month
from desktop.store.views import View
from desktop.store.workspace import Workspace

_REPORT: Final = "报表"  # what a unit's official sheet is where nothing is scored
_EMPTY: Final = "未填"  # no month's report has come


def paper_name(paper: Paper, *, scored: bool) -> str:
    """What a paper is called in a round whose scheme scores, or in a plan."""
    return _REPORT if paper is Paper.SHEET and not scored else paper.value


def file_name_of(workspace: Workspace, wanted: Wanted, ending: str) -> str:
    """What a paper's file is called: unit, round and state."""
    with workspace.reading() as view:
        of = round_of(view, wanted.round)
        if wanted.about:
            names = (about_name(view, wanted.about), of.name)
            return _Names().fresh(_Title(names, wanted.paper.value), ending)
        if not wanted.paper.of_unit or wanted.unit is None:
            return _Names().fresh(_Title((of.name,), wanted.paper.value), ending)
        found = assessment_of(view, AssessmentKey(wanted.round, wanted.unit))
        return _Names().fresh(_title(view, found, wanted), ending)


def file_names_in(view: View, wanted: Wanted, ending: str) -> dict[str, str]:
    """What every unit's file of such a paper is called, each otherwise than the others, by the unit."""
    names = _Names()
    return {
        one.unit: names.fresh(_title(view, one, wanted), ending)
        for one in assessments_in(view, wanted.round)
    }


class _Title(NamedTuple):
    """What a file's name says: names that may be shortened, and what tells it from the others of them."""

    names: tuple[str, ...]
    what: str


class _Names:
    """Names that are given once each, whatever the system thinks of capitals."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def fresh(self, title: _Title, ending: str) -> str:
        """This name, or with a number behind it."""
        name, number = joined_name(title.names, f"_{title.what}{ending}"), 1
        while name.casefold() in self._given:
            number += 1
            name = joined_name(title.names, f"_{title.what}（{number}）{ending}")
        self._given.add(name.casefold())
        return name


def _title(view: View, of: Assessment, wanted: Wanted) -> _Title:
    names, paper = (of.name, round_of(view, of.round).name), wanted.paper
    month = reported_month(view, of.key, wanted.month) if paper is Paper.SHEET else None
    if month is not None:
        return _Title(names, f"{_REPORT}_{month or _EMPTY}")
    told = f"{paper.value}_{FINAL if of.finalised else DRAFT}"
    return _Title(names, told if wanted.at is None else f"{paper.value}_第{wanted.at}号留痕时")
