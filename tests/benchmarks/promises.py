"""The promises of promises.toml: their words and bounds, and which benchmark measures each of them and its peers."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

TABLE: Final = Path(__file__).with_suffix(".toml")
MEDIAN: Final = "median"
_SECONDS: Final = "秒"
_PER: Final = {"": 1.0, "ms": 0.001}

# What a benchmark told, or a file of proofs, word by word.
Figures = Mapping[str, Mapping[str, float]]


class Told(NamedTuple):
    """Where a figure stands."""

    by: str
    key: str
    per: float

    def among(self, figures: Figures) -> float | None:
        """The largest that fits, or nothing if it was not measured."""
        found = [
            told * self.per
            for by, words in figures.items()
            if _fits(self.by, by)
            for word, told in words.items()
            if _fits(self.key, word)
        ]
        return max(found, default=None)


class Peer(NamedTuple):
    """Another way to the same end."""

    words: str
    told: Told


class Promise(NamedTuple):
    """What is promised; its bound is a figure, or a share of what its first peer takes, or there is none."""

    id: str
    words: str
    told: Told
    most: float | None
    share: float | None
    peers: tuple[Peer, ...]
    unit: str
    why: str

    def bound(self, figures: Figures) -> float | None:
        """The figure that must not be passed, if there is one and its peer was measured."""
        if self.share is None:
            return self.most
        beside = self.peers[0].told.among(figures)
        return None if beside is None else self.share * beside

    def is_missed(self, figures: Figures) -> bool:
        """Measured, and over its bound."""
        taken, bound = self.told.among(figures), self.bound(figures)
        return taken is not None and bound is not None and taken > bound


def read_promises() -> dict[str, tuple[Promise, ...]]:
    """In their parts, in the order of the page."""
    plain = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    peers = {name: Peer(one["words"], _told(one["told"])) for name, one in plain["peer"].items()}
    return {
        part["name"]: tuple(_promise(one, peers) for one in part["promise"])
        for part in plain["part"]
    }


def _promise(plain: Mapping[str, Any], peers: Mapping[str, Peer]) -> Promise:
    return Promise(
        plain["id"],
        plain["words"],
        _told(plain["told"]),
        plain.get("most"),
        plain.get("share"),
        tuple(peers[name] for name in plain.get("peers", ())),
        plain.get("unit", _SECONDS),
        plain.get("why", ""),
    )


def _told(text: str) -> Told:
    by, _, rest = text.partition("#")
    if by.endswith(".json"):  # the words of proofs have blanks
        return Told(by, rest, 1)
    key, _, unit = rest.partition(" ")
    return Told(by, key or MEDIAN, _PER[unit])


def _fits(asked: str, name: str) -> bool:
    begin, star, end = asked.partition("*")
    if not star:
        return asked == name
    return name.startswith(begin) and name.endswith(end)
