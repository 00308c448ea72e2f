"""A scheme as its document stands: its heading in one line, and its outline row by row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from desktop.domain.amounts import show, show_percent
from desktop.domain.scheme import Criterion, Indicator, Scheme


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row of a scheme's outline, with the rows under it."""

    place: str
    words: str
    points: str
    under: tuple[OutlineRow, ...] = ()


def heading(scheme: Scheme) -> str:
    """The document, its issuer and what it comes to, in one line."""
    source = scheme.source
    parts = [
        f"满分 {show(scheme.points)} 分" if scheme.points else "不计分",
        f"对象：{scheme.subjects}",
        " ".join(part for part in (source.document, source.part) if part),
        source.issuer,
        "" if source.issued is None else f"{source.issued:%Y-%m-%d} 印发",
    ]
    return " · ".join(part for part in parts if part)


def outline(scheme: Scheme) -> tuple[OutlineRow, ...]:
    """Sections with their indicators and criteria, the bonus, and what a plan asks for."""
    sections = {section.id: section for section in scheme.sections}
    rows: list[OutlineRow] = []
    for name, members in groupby(scheme.indicators, lambda one: one.section):
        inside = tuple(_indicator(one) for one in members)
        if name is None:
            rows += inside
        else:
            section = sections[name]
            points = "" if section.points is None else f"{show(section.points)} 分"
            rows.append(OutlineRow(section.no, section.name, points, inside))
    for title, extra in (("加分", scheme.bonus), ("扣分", scheme.penalty)):
        if extra is not None:
            most = "不设上限" if extra.points is None else f"最多 {show(extra.points)} 分"
            under = tuple(_criterion(one, extra.name) for one in extra.criteria)
            rows.append(OutlineRow(title, extra.name or f"{title}项目", most, under))
    return (*rows, *_plan(scheme))


def _indicator(indicator: Indicator) -> OutlineRow:
    under = tuple(_criterion(one, indicator.name) for one in indicator.criteria)
    return OutlineRow(indicator.no, indicator.name, f"{show(indicator.points)} 分", under)


def _criterion(criterion: Criterion, name: str) -> OutlineRow:
    return OutlineRow(criterion.clause, criterion.when or name, criterion.words)


def _plan(scheme: Scheme) -> tuple[OutlineRow, ...]:
    reports = tuple(OutlineRow("报送", one.name, one.due) for one in scheme.reports)
    targets = tuple(
        OutlineRow(
            "目标",
            one.name,
            "由考核人判断" if one.at_least is None else f"至少 {show_percent(one.at_least)}",
        )
        for one in scheme.targets
    )
    tasks = tuple(OutlineRow(one.clause, one.name, one.due) for one in scheme.tasks)
    groups = (("报送计划", reports), ("工作目标", targets), ("工作任务", tasks))
    return tuple(OutlineRow("", name, "", rows) for name, rows in groups if rows)
