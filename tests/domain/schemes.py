"""Strategies: whole schemes with random sections, bounds, caps and consequences, and their findings."""

from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.schemefiles.building import Workshop
from desktop.schemefiles.scheme_building import build_scheme
from tests.domain.building import Plain, sheet_of
from tests.domain.strategies import AMOUNTS, WORDS, earns, facts, rules

_SIDES = st.sampled_from(["left-out", "left-out", "full", Decimal(0), Decimal(2)])
_CONSEQUENCES = st.sampled_from(
    [
        {"void": "indicator"},
        {"void": "section"},
        {"veto": True},
        {"void": "indicator", "times": 2},
        {"grade_at_most": "合格"},
    ]
)


class Recorded(NamedTuple):
    """A scheme, as its file would have it, and what is recorded for one unit."""

    plain: Plain
    scheme: Scheme
    findings: Plain

    @property
    def sheet(self) -> ScoreSheet:
        """The score sheet."""
        return sheet_of(self.scheme, **self.findings)


@st.composite
def criteria(draw: st.DrawFn, name: str, *, consequences: bool, merits: bool) -> Plain:
    """One criterion with random modifiers."""
    rule = draw(rules())
    criterion: Plain = {"id": name, "clause": name} | rule
    if draw(st.integers(0, 3)) == 0:
        criterion["cap"] = draw(AMOUNTS)
    if draw(st.integers(0, 3)) == 0:
        criterion["shares"] = "merits" if earns(criterion) else "faults"
    if draw(st.integers(0, 3)) == 0:
        criterion["not_applicable"] = draw(_SIDES) if earns(criterion) else "full"
    if consequences and draw(st.integers(0, 5)) == 0:
        criterion["consequence"] = draw(_CONSEQUENCES)
    if not merits and earns(criterion):
        return {"id": name, "clause": name, "shape": "flag", "deduct": draw(AMOUNTS)}
    return criterion


@st.composite
def groups(draw: st.DrawFn, name: str, *, consequences: bool = True, merits: bool = True) -> Plain:
    """Criteria with their shared caps."""
    number = draw(st.integers(1, 3))
    made = [
        draw(criteria(f"{name}-c{n}", consequences=consequences, merits=merits))
        for n in range(number)
    ]
    caps = [{"id": one, "cap": draw(AMOUNTS)} for one in ("faults", "merits")]
    return {"criteria": made, "caps": caps}


@st.composite
def bounds(draw: st.DrawFn) -> Plain:
    """Mostly none; else a floor, a start and a ceiling in their order.

    No floor is above 0, because 不得分 goes down to 0 whatever the floor is.
    """
    if draw(st.integers(0, 3)):
        return {}
    floor, start, ceiling = sorted(draw(st.lists(st.integers(-9, 15), min_size=3, max_size=3)))
    return {"floor": min(0, floor), "start": start, "ceiling": max(0, ceiling)}


@st.composite
def indicators(draw: st.DrawFn, name: str, sections: list[str]) -> Plain:
    """One indicator, in a section or in none."""
    indicator: Plain = {"id": name, "no": name, "name": name, "points": draw(AMOUNTS)}
    indicator |= draw(groups(name)) | draw(bounds())
    section = draw(st.sampled_from([None, *sections]))
    if section is not None:
        indicator["section"] = section
    if draw(st.booleans()):
        indicator["not_applicable"] = draw(_SIDES)
    return indicator


@st.composite
def section_tables(draw: st.DrawFn, name: str) -> Plain:
    """A heading, or a section with bounds and a weight."""
    section: Plain = {"id": name, "name": name} | draw(bounds())
    if draw(st.booleans()):
        section |= {"points": draw(AMOUNTS), "weight": draw(st.sampled_from(["50%", "33.3%"]))}
    return section


@st.composite
def extras(draw: st.DrawFn, name: str) -> Plain:
    """Bonus or penalty."""
    extra: Plain = draw(groups(name, consequences=name == "penalty", merits=name == "bonus"))
    extra["inside"] = draw(st.booleans())
    if draw(st.booleans()):
        extra["points"] = draw(AMOUNTS)
    return extra


@st.composite
def plain_schemes(draw: st.DrawFn) -> Plain:
    """A whole scheme as its file would have it."""
    sections = draw(st.sampled_from([[], ["s0"], ["s0", "s1"]]))
    scheme: Plain = {
        "format": 1,
        "id": "random",
        "version": "1",
        "title": "办法",
        "source": {"document": "文件"},
        "subjects": "各科室",
        "points": draw(AMOUNTS),
        "sections": [draw(section_tables(name)) for name in sections],
        "indicators": [draw(indicators(f"i{n}", sections)) for n in range(draw(st.integers(0, 3)))],
        "grades": [{"name": "优秀", "at_least": 9}, {"name": "合格", "less_than": 9}],
    }
    for name in draw(st.sets(st.sampled_from(["bonus", "penalty"]))):
        scheme[name] = draw(extras(name))
    if draw(st.booleans()):
        places = draw(st.integers(0, 4))
        mode = draw(st.sampled_from(["half-up", "half-even", "up", "down"]))
        scheme["rounding"] = {"places": places, "mode": mode, "total_places": 1}
    return scheme | draw(bounds())


def built(plain: Plain) -> Scheme:
    """The scheme of a plain one; doubts and mistakes of its figures do not matter here."""
    workshop = Workshop()
    scheme = build_scheme(plain, workshop)
    assert scheme is not None, workshop.slips
    return scheme


def all_criteria(plain: Plain) -> list[Plain]:
    """Every criterion of a plain scheme."""
    groups = [*plain["indicators"], *(plain[k] for k in ("bonus", "penalty") if k in plain)]
    return [criterion for group in groups for criterion in group["criteria"]]


@st.composite
def recorded(draw: st.DrawFn) -> Recorded:
    """A scheme with facts for some criteria, discretion, and what does not apply."""
    plain = draw(plain_schemes())
    scheme = built(plain)
    found = {one["id"]: draw(facts(one)) for one in all_criteria(plain) if draw(st.integers(0, 4))}
    away: Plain = {}
    judged: Plain = {}
    for indicator in scheme.indicators:
        case = draw(st.integers(0, 7))
        if case < 2 and indicator.not_applicable:
            away[indicator.id] = {"reason": draw(WORDS)}
            found = {k: v for k, v in found.items() if not k.startswith(indicator.id)}
        elif case == 2:
            score = indicator.bounds.hold(Decimal(draw(st.integers(-20, 20))))
            judged[indicator.id] = {"score": str(score), "reason": draw(WORDS)}
    findings = {"facts": found, "discretion": judged, "not_applicable": away}
    return Recorded(plain, scheme, findings)
