"""Strategies: criteria of all ten shapes, with the facts that an evaluator may record for them."""

from collections.abc import Callable
from decimal import Decimal

from hypothesis import strategies as st

from tests.domain.building import Plain

AMOUNTS = st.integers(0, 1200).map(lambda n: Decimal(n) / 100)
POSITIVE = st.integers(1, 1200).map(lambda n: Decimal(n) / 100)
COUNTS = st.integers(0, 12)
WORDS = st.sampled_from(["属实", "见附件", "“引号”", "line\nbreak", "𠮷"])
RATIOS = st.sampled_from(["1%", "33.3%", "60%", "90%", "100%"])


def figures(**kinds: st.SearchStrategy[object]) -> st.SearchStrategy[Plain]:
    """A table of fixed keys."""
    return st.fixed_dictionaries(dict(kinds))


def direction() -> st.SearchStrategy[Plain]:
    """A rule that counts deducts or earns."""
    return st.one_of(figures(deduct=AMOUNTS), figures(earn=AMOUNTS))


CLASSES = st.fixed_dictionaries(
    {
        "plain": st.just({"name": "一般"}),
        "twice": AMOUNTS.map(lambda n: {"name": "加倍", "factor": n}),
        "grave": AMOUNTS.map(lambda n: {"name": "严重", "points": n}),
        "judged": AMOUNTS.map(lambda n: {"name": "酌情", "least": 0, "most": n}),
    }
)


@st.composite
def ladders(draw: st.DrawFn, bounds: list[object]) -> Plain:
    """Tiers whose points fall with their bounds, down to `below`."""
    chosen = draw(st.lists(st.sampled_from(bounds), min_size=1, max_size=3, unique=True))
    chosen.sort(key=bounds.index, reverse=True)
    lowest = draw(st.sampled_from([Decimal(0), Decimal(-12)]))
    steps = draw(st.lists(AMOUNTS, min_size=len(chosen) + 1, max_size=len(chosen) + 1))
    *points, below = sorted(steps, reverse=True)
    tiers = [[bound, lowest + one] for bound, one in zip(chosen, points, strict=True)]
    return {"tiers": tiers, "below": lowest + below}


@st.composite
def slopes(draw: st.DrawFn, steps: list[object]) -> Plain:
    """Points a step, with or without a cap."""
    slope: Plain = {"step": draw(st.sampled_from(steps)), "points": draw(AMOUNTS)}
    if draw(st.booleans()):
        slope["cap"] = draw(AMOUNTS)
    return slope | {"part": draw(st.sampled_from(["dropped", "whole", "pro-rata"]))}


@st.composite
def targets(draw: st.DrawFn) -> Plain:
    """A figure to reach, in counts or in a ratio."""
    counted = draw(st.booleans())
    steps: list[object] = [1, 3, "50%"] if counted else ["1个百分点", "10%"]
    head: Plain = (
        {"measure": "count", "target": 5} if counted else {"measure": "ratio", "target": "60%"}
    )
    sides = draw(st.sets(st.sampled_from(["beyond", "short"]), min_size=1))
    head |= {side: draw(slopes(steps)) for side in sorted(sides)}
    return head | ({"points": draw(AMOUNTS)} if draw(st.booleans()) else {})


OPTIONS = st.lists(st.integers(-1000, 1000), min_size=2, max_size=3).map(
    lambda points: {f"o{n}": [f"情形{n}", Decimal(one) / 100] for n, one in enumerate(points)}
)
SHAPES: dict[str, st.SearchStrategy[Plain]] = {
    "flag": figures(deduct=AMOUNTS),
    "each": direction(),
    "graded": st.builds(
        lambda one, classes, highest: one | {"classes": classes, "highest_only": highest},
        direction(),
        CLASSES,
        st.booleans(),
    ),
    "shortfall": figures(deduct=AMOUNTS, required=st.integers(1, 12)),
    "share": figures(deduct=AMOUNTS),
    "award": figures(points=AMOUNTS),
    "rate": figures(points=AMOUNTS, beyond_total=st.booleans()),
    "target": targets(),
    "tiers": st.one_of(
        ladders([1, 3, 6]).map(lambda ladder: ladder | {"measure": "count"}),
        ladders(["1%", "33.3%", "60%", "100%"]).map(lambda ladder: ladder | {"measure": "ratio"}),
    ),
    "choice": figures(options=OPTIONS),
}


def rule(shape: str) -> st.SearchStrategy[Plain]:
    """A rule of this shape."""
    return SHAPES[shape].map(lambda figures: {"shape": shape} | figures)


def rules(*shapes: str) -> st.SearchStrategy[Plain]:
    """A rule of one of these shapes, or of any."""
    return st.sampled_from([*(shapes or SHAPES)]).flatmap(rule)


def earns(criterion: Plain) -> bool:
    """Whether a criterion earns, as the rulings say it (R9)."""
    match criterion:
        case {"shape": "award" | "rate"} | {"earn": _} | {"shape": "target", "points": _}:
            return True
        case {"shape": "tiers", "tiers": tiers, "below": below}:
            return all(points >= 0 for _, points in tiers) and bool(below >= 0)
        case {"shape": "choice", "options": options}:
            return all(points >= 0 for _, points in options.values())
        case _:
            return False


EXEMPTION = st.fixed_dictionaries({"exempt": st.just(value=True), "reason": WORDS})
NOTHING: st.SearchStrategy[Plain] = st.just({})
NOTED = st.one_of(NOTHING, WORDS.map(lambda note: {"note": note}))
MODIFIED = st.one_of(NOTHING, NOTED, EXEMPTION)


def listed(
    inner: st.SearchStrategy[Plain], criterion: Plain | None = None
) -> st.SearchStrategy[Plain]:
    """Items, some of them exempt where the criterion deducts."""
    more = NOTED if criterion and earns(criterion) else MODIFIED
    items = st.builds(lambda item, extra: extra | item, inner, more)
    return st.lists(items, max_size=4).map(lambda found: {"items": found})


@st.composite
def ratios(draw: st.DrawFn, *, beyond: bool = False) -> Plain:
    """So many done of so many."""
    total = draw(st.integers(1, 12))
    return {"done": draw(st.integers(0, 15 if beyond else total)), "total": total}


ABSENCES = st.tuples(COUNTS, st.integers(1, 12)).map(
    lambda pair: {"absent": min(pair), "expected": max(pair)}
)
REASON = {"reason": "评定"}


def graded_items(criterion: Plain) -> st.SearchStrategy[Plain]:
    """Items of every class, those judged within their range."""
    most: Decimal = criterion["classes"]["judged"]["most"]
    return st.sampled_from([*criterion["classes"]]).map(
        lambda name: {"class": name} | ({"points": most / 2} | REASON if name == "judged" else {})
    )


def award_facts(criterion: Plain) -> st.SearchStrategy[Plain]:
    """Met or not, or a judged part."""
    quarters = st.integers(0, 4).map(lambda n: {"points": criterion["points"] * n / 4} | REASON)
    return st.one_of(figures(met=st.booleans()), quarters)


def measured_facts(criterion: Plain) -> st.SearchStrategy[Plain]:
    """A figure by the criterion's measure."""
    if criterion.get("measure") == "count":
        return figures(count=COUNTS)
    return ratios(beyond=criterion.get("beyond_total", False))


FACTS: dict[str, Callable[[Plain], st.SearchStrategy[Plain]]] = {
    "flag": lambda _: figures(found=st.booleans()),
    "each": lambda criterion: st.one_of(figures(count=COUNTS), listed(NOTHING, criterion)),
    "graded": lambda criterion: listed(graded_items(criterion), criterion),
    "shortfall": lambda _: figures(actual=COUNTS),
    "share": lambda _: listed(ABSENCES),
    "award": award_facts,
    "rate": measured_facts,
    "target": measured_facts,
    "tiers": measured_facts,
    "choice": lambda criterion: figures(choice=st.sampled_from([*criterion["options"]])),
}


def plain_facts(criterion: Plain) -> st.SearchStrategy[Plain]:
    """What may be recorded by the criterion's shape alone."""
    return FACTS[criterion["shape"]](criterion)


def facts(criterion: Plain) -> st.SearchStrategy[Plain]:
    """What may be recorded for a criterion, with the keys that any fact may carry."""
    recorded = plain_facts(criterion)
    more = [recorded, recorded, st.builds(lambda one, note: one | {"note": note}, recorded, WORDS)]
    if not earns(criterion):
        more += [EXEMPTION, st.builds(lambda one, two: one | two, recorded, EXEMPTION)]
    if "not_applicable" in criterion:
        away = WORDS.map(lambda words: {"applies": False, "reason": words})
        more += [away, away]
    return st.one_of(more)
