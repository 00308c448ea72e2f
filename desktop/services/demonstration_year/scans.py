"""Scans that the demonstration draws itself, taken in as evidence."""

from __future__ import annotations

from desktop.domain.commands import Author
from desktop.services.demonstration_year.alterations import Data
from desktop.services.evidence import add_content
from desktop.store.workspace import Workspace


def add_scan(workspace: Workspace, author: Author, told: Data) -> str:
    """Draw the pages that the data tells of and take them in; the evidence's id."""
    from desktop.documents.drawn_scan import draw_scan  # noqa: PLC0415  # loads ReportLab

    content = draw_scan(told["title"], told["lines"], told.get("pages", 1))
    [added] = add_content(workspace, author, told["file"], content).files
    return added.evidence
