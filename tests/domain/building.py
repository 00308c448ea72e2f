"""Builders: a small TOML text becomes a scheme, a criterion or a rule; plain facts become a sheet."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from desktop.domain.findings import Findings, read_finding, read_findings
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.score_sheet import IndicatorScore, Line, ScoreSheet
from desktop.domain.scoring import score
from desktop.domain.slips import Place
from desktop.domain.tally import Rule, Tally
from desktop.schemefiles.building import Workshop
from desktop.schemefiles.scheme_building import build_scheme

Plain = dict[str, Any]

_HEAD: Plain = {
    "format": 1,
    "id": "small",
    "version": "1",
    "title": "小办法",
    "source": {"document": "文件"},
    "subjects": "各科室",
    "points": 10,
}


def plain_scheme(text: str) -> Plain:
    """The parsed text, with a head and with numbers, names and clauses where it leaves them out."""
    plain = _HEAD | tomllib.loads(text, parse_float=Decimal)
    for number, one in enumerate(plain.get("indicators", []), 1):
        for name, default in (("no", str(number)), ("name", f"指标{number}"), ("points", 10)):
            one.setdefault(name, default)
    for section in plain.get("sections", []):
        section.setdefault("name", f"部分{section['id']}")
    groups = [*plain.get("indicators", []), *(plain[k] for k in ("bonus", "penalty") if k in plain)]
    for group in groups:
        for criterion in group.get("criteria", []):
            criterion.setdefault("clause", criterion["id"])
    return plain


def scheme_of(text: str) -> Scheme:
    """The scheme that a text describes; the rules themselves must be sound."""
    workshop = Workshop()
    scheme = build_scheme(plain_scheme(text), workshop)
    assert [slip for slip in workshop.slips if slip.grave] == []
    assert scheme is not None
    return scheme


def one_indicator(*criteria: str, more: str = "") -> Scheme:
    """A scheme of one indicator `a` with 10 points, its criteria given as inline tables."""
    listed = ",\n".join(criteria)
    return scheme_of(f'[[indicators]]\nid = "a"\n{more}\ncriteria = [\n{listed}\n]')


def rule_of(text: str) -> Rule:
    """The rule of one criterion, whose shape and figures the text gives."""
    return criterion_of(text).rule


def criterion_of(text: str) -> Criterion:
    """One criterion `c`, whose shape and figures the text gives."""
    return one_indicator(f'{{ id = "c", {text} }}').criteria["c"]


def tally_of(text: str, fact: Plain) -> Tally:
    """What a rule makes of a fact."""
    criterion = criterion_of(text)
    return criterion.rule.tally(read_finding(criterion, fact).fact)


def findings_of(scheme: Scheme, facts: Mapping[str, object] | None = None, **more: Any) -> Findings:  # noqa: ANN401  # plain data
    """Plain facts, and what else is recorded, read for a scheme."""
    return read_findings(scheme, {"facts": dict(facts or {}), **more})


def sheet_of(scheme: Scheme, facts: Mapping[str, object] | None = None, **more: Any) -> ScoreSheet:  # noqa: ANN401  # plain data
    """The sheet of a scheme for plain facts, and for what else is recorded."""
    return score(findings_of(scheme, facts, **more))


def indicator_of(sheet: ScoreSheet, name: str = "a") -> IndicatorScore:
    """One indicator of a sheet."""
    return next(one for one in sheet.indicators if one.id == name)


def every_line(sheet: ScoreSheet) -> dict[str, Line]:
    """Every line of a sheet by its criterion."""
    inside = [line for one in sheet.indicators for line in one.lines]
    return {line.criterion: line for line in (*inside, *sheet.bonus_lines, *sheet.penalty_lines)}


def amounts_of(sheet: ScoreSheet) -> dict[str, tuple[str, str]]:
    """Nominal and effective of every line, as words."""
    lines = every_line(sheet)
    return {name: (said(one.nominal), said(one.effective)) for name, one in lines.items()}


def said(amount: Decimal | None) -> str:
    """An amount without trailing zeros; nothing where there is none."""
    text = "" if amount is None else format(amount.normalize(), "f")
    return "0" if text == "-0" else text


def refusal(scheme: Scheme, facts: Mapping[str, object] | None = None, **more: Any) -> Refused:  # noqa: ANN401  # plain data
    """The refusal of plain findings."""
    try:
        findings_of(scheme, facts, **more)
    except Refused as refused:
        return refused
    raise AssertionError("nothing was refused")


def slips_of(text: str) -> list[tuple[str, Place]]:
    """What is wrong with a criterion's figures: what an exception would name, and where inside it."""
    workshop = Workshop()
    whole = f'[[indicators]]\nid = "a"\ncriteria = [{{ id = "c", {text} }}]'
    build_scheme(plain_scheme(whole), workshop)
    return [(slip.code, slip.place[4:]) for slip in workshop.slips]


def refused_fact(text: str, fact: object) -> Refused:
    """The refusal of a fact for one criterion, its place seen from the fact."""
    try:
        read_finding(criterion_of(text), fact)
    except Refused as refused:
        return refused
    raise AssertionError("nothing was refused")
