"""Questions in one's own words: what of them the manual may know, where they are not found as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final

from desktop.services.manual.pages import Section

# What makes a question of words; the longer come first, so that nothing of them is left over.
_ASKING: Final = re.compile(
    "请问一下|请问|怎么样|怎么办|怎么才能|怎么|怎样|如何|为什么|为何|是什么|什么|在哪里|在哪儿|在哪|哪里|哪儿|哪个"
    "|可不可以|能不能|会不会|要不要|是不是|有没有|可以|才能|能够|不能|不了|不到|我们|一下|出来|起来|多少"
    "|看看|[我你您看的了吗呢啊吧呀把要想能会用在是又就和与或给让对里]"
)
_PIECES: Final = re.compile(r"[a-z0-9.+-]+|[一-鿿]+|[\ue000-\uf8ff]")
# Stands for a name of the manual's, so that nothing of it is taken for asking.
_FIRST_MARK: Final = 0xE000
_PAIR: Final = 2
_HEADED: Final = 3  # times as likely: the page or section is about it
_ENOUGH: Final = 0.5  # of the likeliest section
_KNOWN: Final = 0.3  # of all that was asked; with less, what is found has little to do with it
_MOST: Final = 8


def asked_words(question: str, also: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The words of a question, by the names that the manual has for them."""
    text = question.casefold()
    named: dict[str, list[str]] = {}
    for at, (name, others) in enumerate(_longest_first(also)):
        mark = chr(_FIRST_MARK + at)
        named[mark] = _PIECES.findall(name.casefold())
        longest_first = sorted(others, key=len, reverse=True)
        text = re.sub("|".join(map(re.escape, longest_first)), mark, text)
    found = _PIECES.findall(_ASKING.sub(" ", text))
    return tuple(dict.fromkeys(word for one in found for word in named.get(one, [one])))


def is_known(question: str, also: Mapping[str, Sequence[str]]) -> bool:
    """Whether the manual has another name for something in it."""
    return any(one in question.casefold() for others in also.values() for one in others)


def nearest(
    sections: Sequence[Section], words: Sequence[str]
) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """The likeliest sections first, and what of the words stands in them."""
    pieces = tuple(dict.fromkeys(piece for word in words for piece in _pairs(word)))
    texts = [_texts(one) for one in sections]
    weight = {
        one: log(1 + len(texts) / found)
        for one in pieces
        if (found := sum(one in head or one in body for head, body in texts))
    }
    asked = sum(weight.get(one, log(1 + len(texts))) for one in pieces)
    if sum(weight.values()) < _KNOWN * asked or not weight:
        return (), ()
    scored = [
        (sum(worth * _times(one, head, body) for one, worth in weight.items()), section)
        for section, (head, body) in zip(sections, texts, strict=True)
    ]
    best = max(score for score, _ in scored)
    ranked = sorted((one for one in scored if one[0] >= best * _ENOUGH), key=lambda one: -one[0])
    return tuple(section for _, section in ranked[:_MOST]), tuple(weight)


def _longest_first(also: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, Sequence[str]]]:
    return sorted(also.items(), key=lambda one: -max(map(len, one[1])))


def _pairs(word: str) -> Iterable[str]:
    """Chinese is written without blanks: any two characters beside each other may be a word."""
    if word.isascii() or len(word) <= _PAIR:
        return (word,)
    return (word[at : at + _PAIR] for at in range(len(word) - 1))


def _texts(section: Section) -> tuple[str, str]:
    """What it is about, and what it says."""
    return (section.heading or section.title).casefold(), section.text.casefold()


def _times(piece: str, head: str, body: str) -> int:
    return _HEADED if piece in head else int(piece in body)
