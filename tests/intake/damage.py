"""Damage: what a broken stick, a torn transfer or an ill will makes of a file."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from random import Random
from time import monotonic
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from tests.torture import LONG, seed, times

SECONDS: Final = times(4, 60)
_LAUGHS: Final = "".join(
    f'<!ENTITY {name} "{("&" + before + ";") * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
# What an XML file may ask its reader for: more than fits anywhere, a file of the machine, an answer from elsewhere.
DOCTYPES: Final = (
    f'<!DOCTYPE l [<!ENTITY a "lol">{_LAUGHS}]>',
    '<!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE l SYSTEM "http://127.0.0.1/i">',
)
Spoiler = Callable[[bytes, Random], bytes]
# Where a zip's figures turn from small to large, and signs that mean something to it.
_TELLING: Final = (
    b"\0",
    b"\xff",
    b"\xff" * 4,
    b"PK\1\2",
    b"PK\3\4",
    b"PK\5\6",
    b"\1\0\0\0",
    b"/",
    b"\\",
)


def spoilt(whole: bytes, chance: Random) -> bytes:
    """The same with a few bytes changed, moved, repeated or left out."""
    content = bytearray(whole)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(content) + 1), chance.randint(0, 8)
        match chance.randrange(6):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                sign = chance.choice(_TELLING)
                content[at : at + len(sign)] = sign
            case 2:
                del content[at : at + length]
            case 3:
                content[at:at] = content[at // 2 : at // 2 + 10 * length]
            case 4:
                content = content[: max(1, at)] if chance.random() < 0.2 else content
            case _:
                content += chance.randbytes(length)
    return bytes(content)


def spoilt_within(whole: bytes, chance: Random) -> bytes:
    """An Office file with one part of it spoilt, or all of it: its sums would give away what is damaged outside."""
    if chance.random() < 0.2:
        return spoilt(whole, chance)
    out = BytesIO()
    with ZipFile(BytesIO(whole)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        names = before.namelist()
        hit = chance.choice(names)
        for name in names:
            content = before.read(name)
            after.writestr(name, spoilt(content, chance) if name == hit else content)
    return out.getvalue()


def damaged(wholes: Sequence[bytes], spoil: Spoiler, few: int) -> Iterator[bytes]:
    """Damaged copies, each other than the last: a few of them, or for a minute."""
    chance, end = Random(seed()), monotonic() + SECONDS  # noqa: S311  # damage, no secret
    for number in range(10_000_000):
        if monotonic() > end or (number >= few and not LONG):
            return
        yield spoil(chance.choice(wholes), chance)
