"""PINs: a few digits that keep a name from being taken by mistake; no encryption, and kept as a hash."""

from __future__ import annotations

import hmac
import secrets
from hashlib import scrypt
from typing import Final

from desktop.domain.commands import Author
from desktop.domain.refusals import Refused
from desktop.services.office import change_setting, setting_of
from desktop.services.outcome import Outcome
from desktop.store.workspace import Workspace

_SHORTEST, _LONGEST = 4, 12
_SALT: Final = 16


def set_pin(workspace: Workspace, author: Author, person: str, pin: str) -> Outcome:
    """Ask for this PIN from now on when the person sits down; a blank one takes it away."""
    if pin and not (pin.isascii() and pin.isdecimal() and _SHORTEST <= len(pin) <= _LONGEST):
        raise Refused(f"口令用 {_SHORTEST} 到 {_LONGEST} 位数字", "pin")
    kept = ""
    if pin:
        salt = secrets.token_bytes(_SALT)
        kept = f"{salt.hex()}:{_hash(pin, salt)}"
    return change_setting(workspace, author, _name(person), kept)


def has_pin(workspace: Workspace, person: str) -> bool:
    """Whether a PIN is asked for."""
    return bool(setting_of(workspace, _name(person)))


def pin_fits(workspace: Workspace, person: str, pin: str) -> bool:
    """Whether this is the person's PIN; without one, any is."""
    kept = setting_of(workspace, _name(person))
    if not kept:
        return True
    salt, _, digest = kept.partition(":")
    return hmac.compare_digest(_hash(pin, bytes.fromhex(salt)), digest)


def _name(person: str) -> str:
    return f"pin:{person}"


def _hash(pin: str, salt: bytes) -> str:
    return scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()
