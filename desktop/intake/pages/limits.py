"""How much one file may ask of the program, in time, memory, pixels, pages and text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What is reached is refused in words, except that a page is never drawn larger than it may be."""

    seconds: float = 20
    memory: int = 1536 << 20  # of the child's address space
    decoded_pixels: int = 120_000_000  # A3 at 600 dpi has 70 million
    rendered_pixels: int = 40_000_000
    pages: int = 5_000
    characters: int = 200_000  # of a page's text
    regions: int = 1_000  # found on a page
    bound: int = 1 << 30  # bytes of a file's pages as they are bound
