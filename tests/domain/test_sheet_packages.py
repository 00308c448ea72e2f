"""Sheet packages: what was written is read again, and what anybody else wrote is refused in one sentence."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.audit_trail import ChainHead, ForeignEvent, write_plain
from desktop.domain.refusals import Refused
from desktop.domain.sheet_packages import SheetPackage, read_package
from tests.domain.test_audit_trail import chain

THERE = "b" * 16
EVENTS = [
    replace(one, workspace=THERE, hash=replace(one, workspace=THERE).digest) for one in chain([])
]
LINK = ForeignEvent("c" * 64, 2, THERE, write_plain([EVENTS[0].hash]))
PACKAGE = SheetPackage(
    id="a" * 16,
    revision="0003",
    workspace=THERE,
    office="考评办",
    by="王考评",
    to="二组",
    given=date(2022, 8, 3),
    round="r",
    units=("u",),
    head=ChainHead(LINK.hash, 2),
    scheme="format = 1",
    shared={("unit", ("u",)): {"name": "甲科", "size": 3}},
    sheets={"u": {("waiver", ("r", "u", 1, "", 0)): {"grounds": "已存档", "kind": None}}},
    lasts={"u": 1},
    handovers=({"id": "h", "number": 1},),
    events=(ForeignEvent(**asdict(EVENTS[0])), LINK),
)


def test_a_package_is_read_as_it_was_written() -> None:
    assert read_package(PACKAGE.written()) == PACKAGE


def test_a_package_of_a_newer_program_says_so() -> None:
    newer = json.loads(PACKAGE.written()) | {"format": 2}
    with pytest.raises(Refused, match="更新版本的考评台"):
        read_package(write_plain(newer).encode())


Change = Callable[[dict[str, Any]], object]
DOUBLED = [["unit", ["u"], {}], ["unit", ["u"], {}]]
UNREAD: dict[str, Change] = {
    "no key": lambda p: p.pop("to"),
    "an id that is a path": lambda p: p.update(id="../../../../etc/x"),
    "a workspace that is none": lambda p: p.update(workspace=7),
    "a day that is none": lambda p: p.update(given="2022-02-30"),
    "a name that is a number": lambda p: p.update(to=7),
    "units that are words": lambda p: p.update(units="u"),
    "a head that is none": lambda p: p.update(head="x"),
    "events below none": lambda p: p.update(events=0),
    "events without end": lambda p: p.update(events=1 << 60),
    "events in words": lambda p: p.update(events=True),
    "half a character": lambda p: p.update(office="\ud800"),
    "rows that are none": lambda p: p.update(shared=[["unit", ["u"]]]),
    "a key with a fraction": lambda p: p.update(shared=[["unit", [1.5], {}]]),
    "a value that is true": lambda p: p.update(shared=[["unit", ["u"], {"name": True}]]),
    "a row that is a list": lambda p: p.update(shared=[["unit", ["u"], []]]),
    "a row twice": lambda p: p.update(shared=DOUBLED),
    "sheets that are a list": lambda p: p.update(sheets=[]),
    "an event without a link": lambda p: p["trail"][0].pop("parents"),
    "an event that is a word": lambda p: p.update(trail=["x"]),
    "a hash that is none": lambda p: p["trail"][0].update(hash="x"),
}
DISJOINTED: dict[str, tuple[Change, str]] = {
    "no units": (lambda p: p.update(units=[], sheets={}, lasts={}), "单位与清单不符"),
    "another sheet": (lambda p: p["sheets"].update(v=[]), "单位与清单不符"),
    "a unit twice": (lambda p: p.update(units=["u", "u"]), "单位与清单不符"),
    "no trail": (lambda p: p.update(trail=[]), "不完整"),
    "a trail cut off": (lambda p: p["trail"].pop(), "不完整"),
    "an event altered": (lambda p: p["trail"][0].update(author="别人"), "第 1 条已被改动"),
    "a link altered": (lambda p: p["trail"][1].update(parents="[]"), "第 2 条与前一条接不上"),
    "a number left out": (lambda p: p["trail"][1].update(number=3), "第 3 条与前一条接不上"),
    "a stranger's": (lambda p: p["trail"][0].update(workspace="w"), "接不上"),
}


def spoilt(change: Change) -> bytes:
    plain = json.loads(PACKAGE.written())
    change(plain)
    return json.dumps(plain).encode()


@pytest.mark.parametrize("change", UNREAD.values(), ids=UNREAD)
def test_what_is_no_package_is_refused(change: Change) -> None:
    with pytest.raises(Refused, match="读不懂"):
        read_package(spoilt(change))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b"\xff", b"[" * 100_000, b"null"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="读不懂"):
        read_package(content)


@pytest.mark.parametrize(("change", "words"), DISJOINTED.values(), ids=DISJOINTED)
def test_what_does_not_hang_together_is_refused(change: Change, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_package(spoilt(change))
