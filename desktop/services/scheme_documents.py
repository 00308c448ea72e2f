"""Scheme documents: the official document that the office attached to a scheme, to be opened at a clause."""

from __future__ import annotations

from desktop.domain.commands import Author
from desktop.domain.records import Evidence
from desktop.domain.refusals import Refused
from desktop.services.office import change_setting, setting_of
from desktop.services.outcome import Outcome
from desktop.store.workspace import Workspace


def attach_document(workspace: Workspace, author: Author, scheme: str, evidence: str) -> Outcome:
    """Say that a file in the workspace is the scheme's document, in place of the one before."""
    with workspace.reading() as view:
        if view.get(Evidence, evidence) is None:
            raise Refused("这份文件不在工作区里，请先添加", "evidence")
    return change_setting(workspace, author, _name(scheme), evidence)


def document_of(workspace: Workspace, scheme: str) -> Evidence | None:
    """The scheme's document, if one was attached."""
    digest = setting_of(workspace, _name(scheme))
    if not digest:
        return None
    with workspace.reading() as view:
        return view.get(Evidence, digest)


def _name(scheme: str) -> str:
    return f"document:{scheme}"
