"""Checking a template in a process of its own: what a foreign file does there, it does to nobody."""

from __future__ import annotations

from typing import BinaryIO, Final

from desktop.documents.letters.faults import faults_of
from desktop.documents.letters.package import LARGEST, UnfitTemplate
from desktop.domain.letter_forms import LetterKind, fields_of

_MOST: Final = 50  # faults that are told; nobody reads more at once


def answer(file: BinaryIO) -> object:
    """The faults by kind of letter; or why it is no template."""
    content = file.read(LARGEST + 1)
    try:
        return {
            "faults": {
                one.name: [*faults_of(content, fields_of(one))][:_MOST] for one in LetterKind
            }
        }
    except UnfitTemplate as unfit:
        return {"unfit": unfit.sort}
