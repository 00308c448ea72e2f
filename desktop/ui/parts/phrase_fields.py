"""Fields that take phrases: each says for what; whoever has the library lets it offer them when the cursor comes."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

NOTE: Final = "NOTE"
GROUNDS: Final = "GROUNDS"
_PLACE: Final = "phrase_place"
_WORDING: Final = "phrase_wording"


class PhraseField(NamedTuple):
    """A field, the criterion or indicator that it belongs to, and what is written in it."""

    field: QLineEdit
    place: str
    wording: str


def take_phrases(field: QLineEdit, place: str, wording: str) -> None:
    """Let this field be offered phrases."""
    field.setProperty(_PLACE, place)
    field.setProperty(_WORDING, wording)


def phrase_field(widget: QObject) -> PhraseField | None:
    """What a field asks for; None where it takes none."""
    wording = widget.property(_WORDING) if isinstance(widget, QLineEdit) else None
    if not isinstance(widget, QLineEdit) or not isinstance(wording, str):
        return None
    return PhraseField(widget, str(widget.property(_PLACE) or ""), wording)
