"""A slip: something in a scheme file that contradicts itself or looks like a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# A fault of form (an unknown key, a wrong type): no document can excuse it.
FORM: Final = ""

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: `code` is what an exception in the file names, `place` the keys that lead to it."""

    code: str
    message: str
    place: Place = ()
    grave: bool = True

    def under(self, *outer: str | int) -> Slip:
        """The same slip, seen from further out."""
        return Slip(self.code, self.message, outer + self.place, self.grave)
