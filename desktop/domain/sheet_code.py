"""Sheet codes: what a printed sheet bears so that it can be held against the workspace, and typed in again.

A code holds the number of the last event that reached the sheet, fifty bits of a digest, and a character that finds
a slip of the finger. Its alphabet has no letters that look like figures.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop.domain.audit_trail import write_plain
from desktop.domain.refusals import Refused

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE: Final = str.maketrans("OIL", "011")
_BASE: Final = len(_ALPHABET)
_NUMBER: Final = 5  # characters
_DIGEST: Final = 10
_LENGTH: Final = _NUMBER + _DIGEST + 1
_GROUP: Final = 4
_SPOKEN: Final = re.compile(
    r"[\s\-—–－·_:核验码]+"
)  # what stands around it on paper may be typed with it


class SheetCode(NamedTuple):
    """The event up to which the sheet was printed, and what its content came to."""

    event: int
    digest: str

    def __str__(self) -> str:
        plain = _written(self.event, _NUMBER) + self.digest
        plain += _check(plain)
        return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))


def code_of(event: int, event_hash: str, content: object) -> SheetCode:
    """The code of this content, in plain data, after this event."""
    told = sha256(write_plain([event_hash, content]).encode(errors="surrogatepass")).digest()
    return SheetCode(event, _written(int.from_bytes(told[:7]) >> 6, _DIGEST))


def read_code(text: str) -> SheetCode:
    """A code as somebody typed it: in any case, with or without its dashes, O for 0."""
    plain = _SPOKEN.sub("", normalize("NFKC", text)).upper().translate(_LOOK_ALIKE)
    if len(plain) < _LENGTH or not set(plain) <= set(_ALPHABET):
        raise Refused(
            f"“{text.strip()}”不是核验码：核验码是 {_LENGTH} 位字母和数字，印在每页右下角", "code"
        )
    body, check = plain[:-1], plain[-1]
    if _check(body) != check:
        raise Refused(f"核验码“{text.strip()}”有一位输入错了，请对照纸面再输入一遍", "code")
    return SheetCode(_read(body[:-_DIGEST]), body[-_DIGEST:])


def _written(number: int, least: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, _BASE)
        text = _ALPHABET[digit] + text
    return text.rjust(least, _ALPHABET[0])


def _read(text: str) -> int:
    number = 0
    for one in text:
        number = number * _BASE + _ALPHABET.index(one)
    return number


def _check(plain: str) -> str:
    """Weights that are odd tell every wrong character, and two neighbours that changed places but for few."""
    total = sum((2 * at + 1) * _ALPHABET.index(one) for at, one in enumerate(plain))
    return _ALPHABET[total % _BASE]
