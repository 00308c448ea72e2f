"""Handed reports: filled monthly forms in a package, recognised, and the unit's report that each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop.domain.file_names import chinese_number
from desktop.domain.plan import ReportForm
from desktop.domain.records import Assessment, Round, UnitRecord
from desktop.domain.refusals import Refused, quoted, within_quotes
from desktop.intake.filled_forms import FilledForm, recognised_form
from desktop.intake.sheets import Row
from desktop.services.assessments import round_scheme
from desktop.services.form_previews import FormPreview, preview_of
from desktop.services.monthly_reports import ReportKey, dues_of
from desktop.store.views import View
from desktop.store.workspace import Workspace

_MONTH: Final = re.compile(
    r"(?:((?:19|20)[0-9]{2})年?)?[-_. ]?([0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
)
_LAST: Final = 12


class HandedReport(NamedTuple):
    """A filled form, and what its file is called."""

    name: str
    form: ReportForm
    filled: FilledForm


def known_forms(workspace: Workspace) -> tuple[ReportForm, ...]:
    """Every form that a plan in use asks units to fill in."""
    with workspace.reading() as view:
        return tuple(
            {form: None for one in _rounds(view) for form in round_scheme(view, one).forms}
        )


def read_report(
    name: str, tables: Iterable[tuple[Row, ...]], forms: Sequence[ReportForm]
) -> HandedReport | None:
    """Which filled form stands in a file; None where it is none."""
    found = recognised_form(tables, forms)
    return HandedReport(name, *found) if found else None


def preview_report(
    workspace: Workspace, unit: str | None, report: HandedReport, year: int
) -> tuple[ReportKey, FormPreview]:
    """What it would bring into the unit's month; refused where it is not known which report it is."""
    if unit is None:
        raise Refused("请先在右上方选定是哪个单位的", "unit")
    month = report.filled.month or _month_in(report.name, year)
    if month is None:
        raise Refused(
            "看不出是哪个月的：表上和文件名里都没有写月份，请到“报送”里打开那个月的“月报表…”读取",
            "month",
        )
    with workspace.reading() as view:
        key = _key(view, unit, report.form, month)
    return key, preview_of(workspace, key, report.filled)


def _key(view: View, unit: str, form: ReportForm, month: tuple[int, int]) -> ReportKey:
    """The newest plan that wants it of the unit in that month."""
    record = view.get(UnitRecord, unit)
    title = within_quotes(form.title)
    name = quoted(record.name if record else unit)
    asked = {one.round for one in view.all(Assessment, unit=unit)}
    of = [one for one in _rounds(view) if one.id in asked]
    with_form = [one for one in of if form in round_scheme(view, one).forms]
    if not with_form:
        raise Refused(f"没有一个批次要{name}填“{title}”，请核对单位", "unit")
    for one in with_form:
        for due in dues_of(view, one):
            if due.rule.form == form.id and (due.due.year, due.due.month) == month:
                return ReportKey(one.id, unit, due.due)
    raise Refused(f"{name}没有 {month[0]}年{month[1]}月 到期的“{title}”，请核对月份", "month")


def _rounds(view: View) -> Iterator[Round]:
    """Those in use, the newest first."""
    used = (one for one in view.all(Round) if not one.archived)
    yield from sorted(used, key=lambda one: one.opened, reverse=True)


def _month_in(name: str, year: int) -> tuple[int, int] | None:
    found = _MONTH.search(normalize("NFKC", name))
    if found is None:
        return None
    month = int(found[2]) if found[2].isdecimal() else chinese_number(found[2])
    return (int(found[1] or year), month) if month and month <= _LAST else None
