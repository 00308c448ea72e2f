"""Subjects: which units a scheme's own words point to, so that a list can name them first. It decides nothing."""

from __future__ import annotations

from typing import Final

from desktop.domain.records import UnitRecord
from desktop.domain.scheme import Scheme

# How a document says whom it assesses, and how the names of such units end.
_CLASSES: Final = (
    (("科室", "处室", "股室"), ("科", "室", "处", "股")),
    (("部门", "成员单位", "各单位"), ("局", "委", "办", "厅", "院", "中心", "大队", "支队")),
    (("县市区", "县（市、区）", "各市", "各县", "县区"), ("县", "市", "区", "旗")),
    (("开发区", "示范区", "管委会"), ("开发区", "示范区", "管委会")),
    (("乡镇", "街道"), ("乡", "镇", "街道", "办事处")),
)


def suits(unit: UnitRecord, scheme: Scheme) -> bool:
    """Whether the unit is of the kind that the scheme speaks of, by its kind, its groups or its name."""
    if scheme.kinds is not None:
        return unit.kind in scheme.kinds
    if any(group in scheme.subjects for group in unit.groups):
        return True
    return any(
        any(word in scheme.subjects for word in said) and unit.name.endswith(endings)
        for said, endings in _CLASSES
    )
