"""Checks of a scheme's references: every id once, and every name that is used has its bearer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from desktop.domain.ranking_rules import SUMS
from desktop.domain.refusals import quoted, unknown
from desktop.domain.scheme import BONUS, Criterion, Indicator, Scheme
from desktop.domain.slips import Place, Slip


def reference_slips(scheme: Scheme) -> Iterator[Slip]:
    """Everything about the ids of one reading of a scheme."""
    yield from _repeated_ids(scheme)
    yield from _repeated_numbers(scheme)
    sections = {section.id for section in scheme.sections}
    for name in sorted(sections - {one.section for one in scheme.indicators}):
        yield Slip("empty-section", "这一部分下面没有指标", ("sections", name), grave=False)
    for indicator in scheme.indicators:
        place: Place = ("indicators", indicator.id)
        if indicator.section is not None and indicator.section not in sections:
            yield _unknown(indicator.section, sections, (*place, "section"), "[[sections]]")
        caps = {cap.id for cap in indicator.caps}
        for criterion in indicator.criteria:
            inner: Place = (*place, "criteria", criterion.id)
            yield from _criterion(criterion, caps, scheme, inner)
            yield from _void_section(criterion, indicator, inner)
    for name, extra in scheme.named_extras:
        caps = {cap.id for cap in extra.caps}
        for criterion in extra.criteria:
            yield from _criterion(criterion, caps, scheme, (name, "criteria", criterion.id))
    forms = {form.id for form in scheme.forms}
    for report in scheme.reports:
        if report.form is not None and report.form not in forms:
            yield _unknown(report.form, forms, ("reports", report.id, "form"), "[[forms]]")


def _unknown(name: str, known: Collection[str], place: Place, table: str) -> Slip:
    """A name without a bearer; `table` is where its bearers are written."""
    message = unknown(name, known) if known else f"没有{quoted(name)}这一项，请先写 {table}"
    return Slip("reference", message, place)


def _repeated_ids(scheme: Scheme) -> Iterator[Slip]:
    groups: dict[Place, list[str]] = {
        (name,): [one.id for one in getattr(scheme, name)]
        for name in ("sections", "indicators", "reports", "targets", "tasks", "forms")
    }
    for place, ids in groups.items():
        yield from (_repeated(name, (*place, name)) for name in _twice(ids))
    for indicator in scheme.indicators:
        for cap in _twice(cap.id for cap in indicator.caps):
            yield _repeated(cap, ("indicators", indicator.id, "caps", cap))
    for name, extra in scheme.named_extras:
        for cap in _twice(cap.id for cap in extra.caps):
            yield _repeated(cap, (name, "caps", cap))
    seen: set[str] = set()
    for criterion, place in _criteria_with_places(scheme):
        if criterion.id in seen:
            yield _repeated(criterion.id, place)
        seen.add(criterion.id)


def _criteria_with_places(scheme: Scheme) -> Iterator[tuple[Criterion, Place]]:
    for indicator in scheme.indicators:
        for criterion in indicator.criteria:
            yield criterion, ("indicators", indicator.id, "criteria", criterion.id)
    for name, extra in scheme.named_extras:
        for criterion in extra.criteria:
            yield criterion, (name, "criteria", criterion.id)


def _twice(names: Iterable[object]) -> list[str]:
    listed = [str(name) for name in names]
    return sorted({name for name in listed if listed.count(name) > 1})


def _repeated(name: str, place: Place) -> Slip:
    return Slip("repeated-id", f"代号“{name}”用了不止一次，请改其中一个", (*place, "id"))


def _repeated_numbers(scheme: Scheme) -> Iterator[Slip]:
    seen: set[tuple[str | None, str]] = set()
    for indicator in scheme.indicators:
        printed = (indicator.section, indicator.no)
        if indicator.no and printed in seen:
            message = f"序号“{indicator.no}”印了不止一次"
            place: Place = ("indicators", indicator.id, "no")
            yield Slip("repeated-number", message, place, grave=False)
        seen.add(printed)


def _criterion(
    criterion: Criterion, caps: set[str], scheme: Scheme, place: Place
) -> Iterator[Slip]:
    if criterion.shares is not None and criterion.shares not in caps:
        yield _unknown(
            criterion.shares, caps, (*place, "shares"), "[[indicators.caps]] 或 [[bonus.caps]]"
        )
    consequence = criterion.consequence
    grades = [grade.name for grade in scheme.grades]
    if consequence and consequence.grade_at_most and consequence.grade_at_most not in grades:
        at = (*place, "consequence", "grade_at_most")
        yield _unknown(consequence.grade_at_most, grades, at, "[[grades]]")


def _void_section(criterion: Criterion, indicator: Indicator, place: Place) -> Iterator[Slip]:
    consequence = criterion.consequence
    if consequence and consequence.void == "section" and indicator.section is None:
        message = "所在指标没有写 section，不知道哪一部分不得分"
        yield Slip("reference", message, (*place, "consequence"))


def requirement_slips(scheme: Scheme) -> Iterator[Slip]:
    """Everything about the evidence of the whole scheme, whatever kind of unit it is asked from."""
    suppliers = scheme.evidence.suppliers if scheme.evidence else {}
    owners = {one.id for one in scheme.indicators} | ({BONUS} if scheme.bonus else set())
    numbers = [requirement.no for requirement in scheme.requirements]
    for index, requirement in enumerate(scheme.requirements):
        place: Place = ("requirements", index)
        if numbers.index(requirement.no) < index:
            yield Slip("repeated-number", f"佐证要求 {requirement.no} 写了不止一次", (*place, "no"))
        if requirement.indicator not in owners:
            yield _unknown(requirement.indicator, owners, (*place, "indicator"), "[[indicators]]")
        for who in requirement.who:
            if who not in suppliers:
                yield _unknown(who, suppliers, (*place, "who"), "[evidence.suppliers]")
        for other in requirement.same_as:
            if other not in numbers:
                message = f"没有第 {other} 号佐证要求"
                yield Slip("reference", message, (*place, "same_as"))


def ranking_slips(scheme: Scheme) -> Iterator[Slip]:
    """What it ranks by must be there, be it for one kind of unit only."""
    known = [*SUMS, *(one.id for one in scheme.indicators)]
    rules = scheme.ranking
    named: list[tuple[str, Place]] = [(rules.by, ("ranking", "by"))]
    named += [(one, ("ranking", "tie_breakers", n)) for n, one in enumerate(rules.tie_breakers)]
    for name, place in named:
        if name not in known:
            yield _unknown(name, known, place, "[[indicators]] 里的代号，或 total、base、bonus")
