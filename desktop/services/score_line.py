"""Scoring one line of plain facts: the form in which other programs ask and are answered."""

from __future__ import annotations

from typing import Any, Final

from desktop.domain.amounts import show
from desktop.domain.findings import read_findings
from desktop.domain.refusals import Refused
from desktop.domain.score_sheet import IndicatorScore, Line, ScoreSheet
from desktop.domain.scoring import score
from desktop.domain.values import read_mapping, read_text, take
from desktop.services.schemes import open_scheme
from desktop.services.strict_json import read_object

_KEYS: Final = frozenset({"scheme", "facts", "discretion", "unit", "not_applicable"})


def score_line(line: bytes) -> dict[str, Any]:
    """Score one line, or say in its place what is wrong with it and where."""
    try:
        plain = read_mapping(read_object(line), _KEYS)
        scheme = open_scheme(take(plain, "scheme", read_text))
        return plain_sheet(score(read_findings(scheme, plain)))
    except Refused as refused:
        return {"error": refused.message, "at": refused.at}


def plain_sheet(sheet: ScoreSheet) -> dict[str, Any]:
    """A score sheet in plain data; what few schemes have stands there only for those."""
    plain: dict[str, Any] = {
        "scheme": sheet.scheme,
        "points": show(sheet.points),
        "assessed_points": show(sheet.assessed_points),
        "base": show(sheet.base),
        "bonus": show(sheet.bonus),
        "total": show(sheet.total),
        "pending": list(sheet.pending),
        "indicators": [_indicator(indicator) for indicator in sheet.indicators],
        "bonus_lines": [_line(line) for line in sheet.bonus_lines],
    }
    if sheet.provisional:
        plain["provisional"] = list(sheet.provisional)
    if sheet.penalty_lines:
        plain["penalty"] = show(sheet.penalty)
        plain["penalty_lines"] = [_line(line) for line in sheet.penalty_lines]
    if sheet.adjustments:
        plain["adjustments"] = [
            {"kind": one.kind, "at": one.at, "amount": show(one.amount), "reason": one.reason}
            for one in sheet.adjustments
        ]
    if sheet.grade is not None:
        plain["grade"] = sheet.grade
    return plain


def _line(line: Line) -> dict[str, str]:
    return {
        "criterion": line.criterion,
        "nominal": show(line.nominal),
        "effective": show(line.effective),
        "reason": line.reason,
    }


def _indicator(indicator: IndicatorScore) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": indicator.id,
        "no": indicator.no,
        "points": show(indicator.points),
        "score": None if indicator.score is None else show(indicator.score),
        "lines": [_line(line) for line in indicator.lines],
    }
    if indicator.discretion is not None and indicator.computed is not None:
        judged = indicator.discretion
        plain["computed"] = show(indicator.computed)
        plain["discretion"] = {"score": show(judged.score), "reason": judged.grounds}
    if indicator.not_applicable is not None:
        plain["not_applicable"] = {"reason": indicator.not_applicable}
    return plain
