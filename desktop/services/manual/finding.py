"""Finding in the manual: the sections in which all words stand, the likeliest first; else what comes near."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop.services.manual.pages import Manual, Section
from desktop.services.manual.questions import asked_words, is_known, nearest

_BEFORE: Final = 12  # characters of an excerpt before the first word
_LONGEST: Final = 70


class Hit(NamedTuple):
    """A section, and a piece of it in which a word stands."""

    section: Section
    excerpt: str


class Found(NamedTuple):
    """Where something stands, and the words to mark there; near where it does not stand as it was asked."""

    hits: tuple[Hit, ...] = ()
    words: tuple[str, ...] = ()
    is_near: bool = False


def find_in(manual: Manual, words: str) -> Found:
    """Titles before headings before text; else as the manual goes. What stands nowhere is taken as a question."""
    wanted = _words_of(words)
    if not wanted:
        return Found()
    ranked = sorted(
        (one for one in manual.sections if _stands_in(one, wanted)),
        key=lambda one: _rank(one, wanted),
    )
    if ranked and not is_known(words, manual.also):
        return Found(_hits(ranked, wanted), wanted)
    near, pieces = nearest(manual.sections, asked_words(words, manual.also))
    marked = (*wanted, *pieces) if ranked else pieces
    return Found(_hits(dict.fromkeys([*near, *ranked]), marked), marked, not ranked)


def _hits(sections: Iterable[Section], wanted: tuple[str, ...]) -> tuple[Hit, ...]:
    return tuple(Hit(one, _excerpt(one.text, wanted)) for one in sections)


def _words_of(text: str) -> tuple[str, ...]:
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
