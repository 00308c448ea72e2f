"""Open objections: how many wait for a decision; the overview asks at the start, so it loads no papers."""

from __future__ import annotations

from collections import Counter

from desktop.domain.result_records import Objection
from desktop.store.workspace import Workspace


def open_objections(workspace: Workspace) -> Counter[str]:
    """By round."""
    with workspace.reading() as view:
        return Counter(one.round for one in view.all(Objection, state="open"))
