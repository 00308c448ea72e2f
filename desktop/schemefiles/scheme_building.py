"""Scheme building: from a whole parsed file to a domain.Scheme, once for each kind of unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.domain.keys import ID, TEXT, kinds_of
from desktop.domain.refusals import unknown
from desktop.domain.scheme import (
    BONUS,
    FORMAT,
    PENALTY,
    Criterion,
    Extra,
    HasCriteria,
    Indicator,
    Scheme,
)
from desktop.domain.shapes import SHAPES
from desktop.domain.slips import Place
from desktop.schemefiles.building import Workshop
from desktop.schemefiles.formats import in_todays_format
from desktop.schemefiles.unit_kinds import Reading

_BUILT_HERE: Final = frozenset({"format", "indicators", BONUS, PENALTY})
_SCHEME_KEYS: Final = frozenset({*kinds_of(Scheme), *_BUILT_HERE})


# Whatever a criterion of some shape may have.
_CRITERION_KEYS: Final = frozenset(
    {"shape", *kinds_of(Criterion), *(name for one in SHAPES.values() for name in kinds_of(one))}
)


def build_scheme(raw: Mapping[str, Any], workshop: Workshop) -> Scheme | None:
    """Build the scheme, and its reading for each kind of unit where the file tells kinds apart."""
    today = in_todays_format(raw, workshop)
    return None if today is None else _built(today, workshop)


def _built(raw: Mapping[str, Any], workshop: Workshop) -> Scheme | None:
    kinds = _kinds(raw, workshop)
    plain = Reading(None, kinds, workshop).of(_without_kinds(raw))
    if not kinds:
        return _build(plain, workshop, {})
    by_kind = {}
    for kind in kinds:
        workshop.origins.clear()
        reading = Reading(kind, kinds, workshop).of(_without_kinds(raw))
        by_kind[kind] = _build(reading, workshop, {})
    workshop.origins.clear()
    whole = _build(plain, workshop, {"kinds": kinds, "by_kind": by_kind})
    return None if None in by_kind.values() else whole


def _without_kinds(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name != "kinds"}


def _kinds(raw: Mapping[str, Any], workshop: Workshop) -> dict[str, str]:
    written = raw.get("kinds", {})
    if not isinstance(written, dict):
        workshop.fault(("kinds",), '单位类别要写成 [kinds] 下的 代号 = "名称"')
        return {}
    for kind, name in written.items():
        workshop.read(ID, kind, ("kinds", kind))
        workshop.read(TEXT, name, ("kinds", kind))
    return written


def _build(raw: Mapping[str, Any], workshop: Workshop, more: Mapping[str, Any]) -> Scheme | None:
    values = workshop.values(Scheme, dict(raw), (), _SCHEME_KEYS)
    groups = workshop.entries(raw.get("indicators", []), ("indicators",))
    indicators = [_group(Indicator, entry, workshop, ("indicators", i)) for i, entry in groups]
    extras: dict[str, Any] = {
        name: _group(Extra, raw[name], workshop, (name,))
        for name in (BONUS, PENALTY)
        if name in raw
    }
    built = tuple(one for one in indicators if one is not None)
    if values is None or len(built) < len(indicators) or None in extras.values():
        return None
    return Scheme(format=FORMAT, indicators=built, **values, **extras, **more)


def _group(
    cls: type[HasCriteria], raw: object, workshop: Workshop, place: Place
) -> HasCriteria | None:
    """An indicator, the bonus or the penalty: its own keys, and its criteria."""
    known = frozenset({*kinds_of(cls), "criteria"})
    values = workshop.values(cls, raw, place, known)
    if not isinstance(raw, dict):
        return None
    if "criteria" not in raw:
        workshop.fault(place, "缺少“criteria”（评分标准）")
        return None
    place = (*place, "criteria")
    entries = workshop.entries(raw["criteria"], place)
    criteria = [_criterion(entry, workshop, (*place, i)) for i, entry in entries]
    if not entries and isinstance(raw["criteria"], list):
        workshop.fault(place, "至少要有一条评分标准；分单位类别的，每一类都要有")
    built = tuple(one for one in criteria if one is not None)
    if values is None or len(built) < len(criteria):
        return None
    return cls(criteria=built, **values)


def _criterion(raw: object, workshop: Workshop, place: Place) -> Criterion | None:
    if not isinstance(raw, dict) or "shape" not in raw:
        workshop.fault(place, "缺少“shape”（这条评分标准是哪一种形式）")
        for name in raw if isinstance(raw, dict) else ():
            if name not in _CRITERION_KEYS:
                workshop.fault((*place, name), unknown(name, _CRITERION_KEYS))
        return None
    shape = SHAPES.get(str(raw["shape"]))
    if shape is None:
        workshop.fault((*place, "shape"), unknown(str(raw["shape"]), SHAPES, "种形式"))
        return None
    known = frozenset({*kinds_of(Criterion), *kinds_of(shape), "shape"})
    values = workshop.values(Criterion, raw, place, known)
    figures = workshop.values(shape, raw, place, frozenset(raw))
    if values is None or figures is None:
        return None
    rule = shape(**figures)
    workshop.note_slips(rule, place)
    return Criterion(rule=rule, **values)
