"""Sheet packages: what one workspace hands to another of some units' sheets, and how it is read from anybody's file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from desktop.domain.audit_trail import (
    ChainHead,
    ForeignEvent,
    PlainRow,
    Rows,
    read_parents,
    write_plain,
)
from desktop.domain.refusals import Refused

FORMAT: Final = 1
_HASH: Final = re.compile("[0-9a-f]{64}", re.ASCII)
_ID: Final = re.compile("[a-z2-7]{16}", re.ASCII)
_LARGEST: Final = 1 << 53
_KEPT: Final = (str, int, type(None))
_TEXTS: Final = tuple(
    name for name in ForeignEvent.__dataclass_fields__ if name not in {"number", "hash"}
)


class NewerPackage(Refused):
    """Nothing is wrong with it; this program is too old."""

    def __init__(self) -> None:
        super().__init__("这个考核包由更新版本的考评台写成，请先升级程序再打开")


@dataclass(frozen=True, slots=True)
class SheetPackage:
    """Sheets of one round as they stood at the giver's head, with what they need and the giver's events since.

    `shared` are the rows that other sheets may need too; `handovers` are all that the giver knows of these sheets'
    ways, by which both sides find what they last had in common.
    """

    id: str
    revision: str  # of the tables that its rows are from
    workspace: str
    office: str
    by: str
    to: str
    given: date
    round: str
    units: tuple[str, ...]
    head: ChainHead
    scheme: str
    shared: Rows
    sheets: Mapping[str, Rows]
    lasts: Mapping[str, int]  # by unit, the event by which its sheet was last changed there
    handovers: tuple[PlainRow, ...]
    events: tuple[ForeignEvent, ...]

    def written(self) -> bytes:
        """As it stands in the file."""
        plain = {
            "format": FORMAT,
            "id": self.id,
            "revision": self.revision,
            "workspace": self.workspace,
            "office": self.office,
            "by": self.by,
            "to": self.to,
            "given": self.given.isoformat(),
            "round": self.round,
            "units": self.units,
            "head": self.head.hash,
            "events": self.head.count,
            "scheme": self.scheme,
            "shared": write_rows(self.shared),
            "sheets": {unit: write_rows(rows) for unit, rows in self.sheets.items()},
            "lasts": self.lasts,
            "handovers": self.handovers,
            "trail": [
                {name: getattr(one, name) for name in ForeignEvent.__dataclass_fields__}
                for one in self.events
            ],
        }
        return write_plain(plain).encode(errors="surrogatepass")


def write_rows(rows: Rows) -> list[list[object]]:
    """Rows as a list that JSON can hold."""
    return [[table, [*key], row] for (table, key), row in rows.items()]


def read_rows(plain: object) -> Rows:
    """The rows of such a list; what is none is a ValueError."""
    rows: Rows = {}
    for table, key, row in _list(plain):
        place = (_text(table), tuple(_kept(one) for one in _list(key)))
        if place in rows:
            raise ValueError(place)
        rows[place] = _row(row)
    return rows


def read_package(content: bytes) -> SheetPackage:
    """The package in a file that anybody may have written; refused as a whole where anything is amiss."""
    try:
        plain = json.loads(content)
        form = plain["format"]
        read = _read(plain) if form == FORMAT else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("里面的内容读不懂") from None
    if read is None:
        raise NewerPackage
    _refuse_disjointed(read)
    return read


def _read(plain: Mapping[str, Any]) -> SheetPackage:
    return SheetPackage(
        id=_matching(_ID, plain["id"]),
        revision=_text(plain["revision"]),
        workspace=_matching(_ID, plain["workspace"]),
        office=_text(plain["office"]),
        by=_text(plain["by"]),
        to=_text(plain["to"]),
        given=date.fromisoformat(plain["given"]),
        round=_text(plain["round"]),
        units=tuple(_text(one) for one in _list(plain["units"])),
        head=ChainHead(_matching(_HASH, plain["head"]), _number(plain["events"])),
        scheme=_text(plain["scheme"]),
        shared=read_rows(plain["shared"]),
        sheets={_text(unit): read_rows(rows) for unit, rows in plain["sheets"].items()},
        lasts={_text(unit): _number(last) for unit, last in plain["lasts"].items()},
        handovers=tuple(_row(one) for one in _list(plain["handovers"])),
        events=tuple(_event(one) for one in _list(plain["trail"])),
    )


def _event(plain: Mapping[str, Any]) -> ForeignEvent:
    texts = {name: None if plain[name] is None else _text(plain[name]) for name in _TEXTS}
    return ForeignEvent(
        hash=_matching(_HASH, plain["hash"]),
        number=_number(plain["number"]),
        **texts,  # type: ignore[arg-type]  # a link's own two are looked at with the trail
    )


def _refuse_disjointed(read: SheetPackage) -> None:
    """The sheets must be those named, and the events one unbroken piece of trail that ends at the head."""
    named = {*read.units}
    if not named or len(named) < len(read.units) or not named == {*read.sheets} == {*read.lasts}:
        raise Refused("里面的单位与清单不符")
    fault = next(_trail_faults(read), None)
    if fault is not None:
        raise Refused(fault)


def _trail_faults(read: SheetPackage) -> Iterator[str]:
    before: ForeignEvent | None = None
    for event in read.events:
        number = event.number
        follows = before is None or (
            number == before.number + 1 and read_parents(event.parents)[:1] == (before.hash,)
        )
        if event.workspace != read.workspace or not follows:
            yield f"里面的留痕第 {number} 条与前一条接不上"
        if event.told is not None and event.told.digest != event.hash:
            yield f"里面的留痕第 {number} 条已被改动"
        before = event
    if before is None or (before.hash, before.number) != (read.head.hash, read.head.count):
        yield "里面的留痕不完整"


def _matching(form: re.Pattern[str], value: object) -> str:
    if isinstance(value, str) and form.fullmatch(value):
        return value
    raise ValueError(value)


def _number(value: object) -> int:
    if type(value) is int and 0 < value < _LARGEST:
        return value
    raise ValueError(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        value.encode()  # half a character is a ValueError too
        return value
    raise ValueError(value)


def _list(value: object) -> Sequence[Any]:
    if isinstance(value, list):
        return value
    raise ValueError(value)


def _kept(value: object) -> Any:  # noqa: ANN401  # just looked at
    if isinstance(value, bool) or not isinstance(value, _KEPT):
        raise ValueError(value)  # noqa: TRY004  # whatever is wrong with a file is one thing
    return _text(value) if isinstance(value, str) else value


def _row(value: object) -> PlainRow:
    if not isinstance(value, dict):
        raise ValueError(value)  # noqa: TRY004  # whatever is wrong with a file is one thing
    return {_text(name): _kept(one) for name, one in value.items()}
