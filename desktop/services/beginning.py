"""Beginning: a new workspace with its office, its people and its units, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.commands import Author
from desktop.domain.records import Office, Person, UnitRecord
from desktop.services.office import describe_office, keep_people, keep_units
from desktop.services.workspaces import create_workspace
from desktop.store.building_site import building_site


def begin_workspace(
    folder: Path, office: Office, people: Sequence[Person], units: Sequence[UnitRecord]
) -> None:
    """Make a workspace in a new or empty folder; the first of the people is who makes it."""
    author = Author(people[0].name, people[0].id)
    with (
        building_site(folder, "建立工作区") as site,
        create_workspace(site, on_site=True) as workspace,
    ):
        keep_people(workspace, author, people)
        describe_office(workspace, author, office)
        if units:
            keep_units(workspace, author, units)
