"""Finding in the manual: the sections in which all words stand, the likeliest first."""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop.services.manual.pages import Manual, Section

_BEFORE: Final = 12  # characters of an excerpt before the first word
_LONGEST: Final = 70


class Hit(NamedTuple):
    """A section, and a piece of it in which a word stands."""

    section: Section
    excerpt: str


def find_in(manual: Manual, words: str) -> tuple[Hit, ...]:
    """Titles before headings before text; else as the manual goes."""
    wanted = words_of(words)
    if not wanted:
        return ()
    ranked = [
        (_rank(section, wanted), Hit(section, _excerpt(section.text, wanted)))
        for page in manual.pages
        for section in page.sections
        if _stands_in(section, wanted)
    ]
    ranked.sort(key=lambda one: one[0])
    return tuple(hit for _, hit in ranked)


def words_of(text: str) -> tuple[str, ...]:
    """What is looked for: stretches between blanks, whatever their case."""
    return tuple(dict.fromkeys(text.casefold().split()))


def _stands_in(section: Section, wanted: tuple[str, ...]) -> bool:
    text = f"{section.title} {section.heading} {section.text}".casefold()
    beyond = f"{section.heading} {section.text}".casefold() if section.heading else text
    # A page's title alone leads to its beginning, not to each of its headings.
    return all(one in text for one in wanted) and any(one in beyond for one in wanted)


def _rank(section: Section, wanted: tuple[str, ...]) -> int:
    if not section.heading and all(one in section.title.casefold() for one in wanted):
        return 0
    if any(one in section.heading.casefold() for one in wanted):
        return 1
    return 2


def _excerpt(text: str, wanted: tuple[str, ...]) -> str:
    """Some words from before the first hit on; the beginning where only the title has it."""
    low = text.casefold()
    at = min((place for one in wanted if (place := low.find(one)) >= 0), default=0)
    begin = max(0, at - _BEFORE)
    piece = text[begin : begin + _LONGEST].strip()
    return f"{'…' if begin else ''}{piece}{'…' if begin + _LONGEST < len(text) else ''}"
