"""Sharing: two workspaces with the same sheets, packages between them, and what a merge must leave sound."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path

from desktop.domain.audit_trail import Rows
from desktop.domain.commands import Author
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.merge_plans import MergePlan, plan_merge
from desktop.services.merging_packages import MergedIn, merge
from desktop.services.shared_sheets import sheet_rows
from desktop.services.workspaces import create_workspace, open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in, rounds
from tests.shared_place import made_once

YOU = Author("李复核", "p-li")
BOTH = ("u-a", "u-b")


@dataclass(frozen=True, slots=True)
class Pair:
    """The office and a second workstation; `here` is the office."""

    here: Workspace
    there: Workspace
    place: Path
    numbers: Iterator[int]

    @property
    def round(self) -> str:
        """The round that is shared."""
        return rounds().sections

    def package(self, giver: Workspace, *units: str) -> Path:
        """Hand sheets over; the file."""
        out = self.place / f"{next(self.numbers)}.kpjh"
        hand_over(giver, ME, HandingOver(self.round, units or BOTH, "二组", out))
        return out

    def plan(self, giver: Workspace, *units: str) -> MergePlan:
        """Hand sheets over and look at them on the other side."""
        taker = self.there if giver is self.here else self.here
        return plan_merge(taker, self.package(giver, *units))

    def bring(self, giver: Workspace, *units: str, theirs: bool | None = None) -> MergedIn:
        """Hand sheets over and merge them; conflicts, if any may be, all for one side."""
        taker = self.there if giver is self.here else self.here
        plan = self.plan(giver, *units)
        assert theirs is not None or not plan.conflicts
        return merge(taker, YOU, chosen(plan, theirs=bool(theirs)))

    def rows(self, workspace: Workspace, unit: str = "u-a") -> Rows:
        """A sheet's rows as they are; its place in the round apart."""
        with workspace.reading() as view:
            return sheet_rows(view, self.round, unit)


def chosen(plan: MergePlan, *, theirs: bool) -> MergePlan:
    """The plan with one side chosen throughout."""
    return replace(plan, choices=dict.fromkeys(range(len(plan.conflicts)), theirs))


@cache
def _made() -> Path:
    """Two offices with an empty workstation each; in the second, both have the first two sheets."""
    return made_once("pairs", _make)


def _make(place: Path) -> None:
    for name in ("apart", "shared"):
        (place / name).mkdir()
        office_in(place / name)
        create_workspace(place / name / "there").close()
    with _opened(place / "shared") as pair:
        pair.bring(pair.here)


@contextmanager
def _opened(place: Path) -> Iterator[Pair]:
    with (
        open_workspace(place / "office") as here,
        open_workspace(place / "there") as there,
    ):
        yield Pair(here, there, place, count(1))


@contextmanager
def opened_pair(place: Path, name: str = "apart") -> Iterator[Pair]:
    """Both open; once they are closed, neither has a fault."""
    folder = Path(shutil.copytree(_made() / name, place / "pair"))
    with _opened(folder) as pair:
        yield pair
    for workspace in ("office", "there"):
        assert verify(folder / workspace).faults == ()


@contextmanager
def shared_pair(place: Path) -> Iterator[Pair]:
    """The same, after the first two sheets went there."""
    with opened_pair(place, "shared") as pair:
        yield pair
