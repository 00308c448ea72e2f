"""Cell words: how a fact stands in one cell of the table, and which fact is meant by what is typed there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from unicodedata import normalize

from desktop.domain.amounts import show
from desktop.domain.figures import Measure
from desktop.domain.findings import read_finding
from desktop.domain.refusals import Refused, quoted
from desktop.domain.scheme import Criterion
from desktop.domain.shapes.award import Award
from desktop.domain.shapes.choice import Choice
from desktop.domain.shapes.each import Each
from desktop.domain.shapes.flag import Flag
from desktop.domain.shapes.graded import Graded
from desktop.domain.shapes.rate import Rate
from desktop.domain.shapes.relative import Relative
from desktop.domain.shapes.share import Share
from desktop.domain.shapes.shortfall import Shortfall
from desktop.domain.shapes.target import Target
from desktop.domain.shapes.tiers import Tiers
from desktop.domain.tally import Rule
from desktop.viewmodels.part_rows import NOTHING_YET

Fact = Mapping[str, object]

EXEMPT: Final = "免责"
ASIDE: Final = "不适用"

_YES: Final = frozenset({"1", "√", "✓", "✔", "是", "有", "true"})
_NO: Final = frozenset({"0", "×", "✗", "✘", "x", "否", "无", "没有", "false"})
_FOUND: Final = ("未发现", "发现")
_MET: Final = ("不符合", "符合")
_THOUSANDS: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", re.ASCII)
_WHOLE: Final = re.compile(r"([0-9]{1,9})(?:\.0{1,4})?", re.ASCII)
_AMOUNT: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?", re.ASCII)
_PERCENT: Final = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)(%?)", re.ASCII)
_RATIO: Final = re.compile(r"([0-9]{1,9}) ?[/÷] ?([0-9]{1,9})", re.ASCII)
# Points, and what is written behind them: in plain signs to be understood, as it was typed to be kept.
_JUDGED: Final = re.compile(r"([0-9][0-9.]*)(?: ?分|(?=[ ,;:]|$))[ ,;:]*(.*)", re.ASCII | re.DOTALL)
_BEFORE_GROUNDS: Final = re.compile(r"[0-9０-９.．。\s]+分?[\s,;:，；：]*")
_NUMBERED: Final = re.compile(r"([0-9]{1,2})(?:[ .、]+(.+))?", re.ASCII | re.DOTALL)
_BETWEEN_FIGURES: Final = re.compile(r"[;,、\s]+")
_EXAMPLES: Final = {"count": "3", "amount": "7.5", "ratio": "17/18", "percent": "92.5%"}
_OF_WORDS: Final = 14  # as many of an option's words as a sentence repeats


# -- what a cell says


def cell_text(criterion: Criterion, fact: Fact | None) -> str:
    """What is recorded, in the short form of its shape; a dash where nothing is."""
    if fact is None:
        return NOTHING_YET
    if fact.get("applies") is False:
        return ASIDE
    if fact.get("exempt") is True:
        return EXEMPT
    items = _items(fact)
    if items is None:
        return _of_shape(criterion.rule, fact)
    none = "无" if criterion.rule.earns else _FOUND[0]
    return _listed(criterion.rule, items) if items else none


def typed_text(criterion: Criterion, fact: Fact | None) -> str:
    """The same as it would be typed, for editing and copying; blank where nothing is recorded."""
    if fact is None:
        return ""
    if "points" in fact and fact.get("exempt") is not True:
        return f"{fact['points']} {fact.get('reason', '')}".strip()
    return cell_text(criterion, fact)


def _of_shape(rule: Rule, fact: Fact) -> str:
    plain: Mapping[str, Any] = fact
    match rule:
        case Flag():
            return _FOUND[bool(plain["found"])]
        case Award():
            return f"{plain['points']} 分" if "points" in plain else _MET[bool(plain["met"])]
        case Choice():
            place = list(rule.options).index(plain["choice"]) + 1
            return f"{place} {rule.options[plain['choice']].name}"
        case Shortfall():
            return str(plain["actual"])
        case Tiers() if rule.figures:
            return "；".join(_figure_text(plain["figures"][name]) for name in rule.figures)
    return _figure_text(plain)


def _figure_text(figure: Mapping[str, Any]) -> str:
    if "total" in figure:
        return f"{figure['done']}/{figure['total']}"
    return str(next(figure[name] for name in ("count", "amount", "percent") if name in figure))


def _items(fact: Fact) -> Sequence[Mapping[str, object]] | None:
    items = fact.get("items")
    return items if isinstance(items, list) else None


def _listed(rule: Rule, items: Sequence[Mapping[str, object]]) -> str:
    exempt = sum(item.get("exempt") is True for item in items)
    told = f"{len(items)} {_unit(rule)}"
    return f"{told.replace(' ', '')}·免{exempt}" if exempt else told


def _unit(rule: Rule) -> str:
    return str(getattr(rule, "unit", "")) or "件"


def why_fixed(fact: Fact | None) -> str:
    """Why what is recorded cannot be typed over; blank where it can."""
    if fact is None:
        return ""
    if fact.get("applies") is False:
        return f"这一条已标为不适用（{fact.get('reason', '')}），要改请到表单里改"
    if fact.get("exempt") is True:
        return f"这一条已免责（{fact.get('reason', '')}），要改请到表单里改"
    items = _items(fact)
    return f"这一条逐件记录了 {len(items)} 件，请到表单里逐件修改" if items else ""


# -- what is typed


def typed_fact(criterion: Criterion, text: str, held: Fact | None) -> Fact | None:
    """The fact that is meant; None where nothing is typed. What was noted beside the old one stays."""
    plain = _plain(text)
    if plain in {"", NOTHING_YET}:
        return None
    own = _own(criterion.rule, plain, text.strip())
    noted = {key: held[key] for key in ("note", "reason") if key in held} if held else {}
    if isinstance(criterion.rule, Award):
        own = _judged(own, held)
        noted.pop("reason", None)
    fact = noted | own
    read_finding(criterion, fact)
    return fact


def _plain(text: str) -> str:
    """In plain digits and signs, however wide they were typed."""
    return _THOUSANDS.sub("", normalize("NFKC", text).strip().replace("。", "."))


def _own(rule: Rule, plain: str, text: str) -> dict[str, object]:  # noqa: PLR0911  # one line a shape
    match rule:
        case Flag():
            return {"found": _either(plain, _FOUND)}
        case Award():
            return _award(rule, plain, text)
        case Choice():
            return {"choice": _option(rule, plain)}
        case Each():
            return {"count": _count(plain, rule.unit, none=True)}
        case Shortfall():
            return {"actual": _count(plain, rule.unit)}
        case Share() | Graded():
            return _no_items(plain)
        case Tiers() if rule.figures:
            return {"figures": _figures(rule.figures, plain)}
        case Tiers():
            [measure] = rule.measures.values()
            return _figure(measure, plain)
        case Rate() | Target() | Relative():
            return _figure(Measure(rule.measure, unit=rule.unit), plain)
    raise LookupError(rule.shape)


def _either(plain: str, words: tuple[str, str]) -> bool:
    word = plain.casefold()
    if word in _YES or word == words[1]:
        return True
    if word in _NO or word == words[0]:
        return False
    raise Refused(f"请填 1（{words[1]}）或 0（{words[0]}），现在是{quoted(plain)}")


def _award(rule: Award, plain: str, text: str) -> dict[str, object]:
    """符合, 不符合, or judged points with what is written behind them as their grounds."""
    judged = _JUDGED.fullmatch(plain)
    if judged is None or plain in _YES | _NO:
        return {"met": _either(plain, _MET)}
    points, grounds = judged[1], judged[2]
    if not _AMOUNT.fullmatch(points):
        raise Refused(f"请填 1（符合）、0（不符合）或酌情的分数，现在是{quoted(plain)}")
    if not grounds and Decimal(points) == rule.points:
        return {"met": True}
    told: dict[str, object] = {"points": show(Decimal(points))}
    return told | ({"reason": _BEFORE_GROUNDS.sub("", text, count=1)} if grounds else {})


def _judged(own: dict[str, object], held: Fact | None) -> dict[str, object]:
    """Other points for the same grounds need not tell them again."""
    if "points" not in own or "reason" in own:
        return own
    if held is not None and "points" in held and held.get("reason"):
        return own | {"reason": held["reason"]}
    raise Refused(f"酌情给分要写明理由，例如“{own['points']} 资料不全”")


def _option(rule: Choice, plain: str) -> str:
    names = list(rule.options)
    words = [_plain(option.name) for option in rule.options.values()]
    if plain in words:
        return names[words.index(plain)]
    numbered = _NUMBERED.fullmatch(plain)
    if numbered and 0 < int(numbered[1]) <= len(names):
        place = int(numbered[1]) - 1
        if not numbered[2] or numbered[2] == words[place]:
            return names[place]
    cases = "；".join(f"{n} {_short(o.name)}" for n, o in enumerate(rule.options.values(), 1))
    raise Refused(f"请填 1 到 {len(names)}：{cases}")


def _short(words: str) -> str:
    return words if len(words) <= _OF_WORDS else f"{words[:_OF_WORDS]}…"


def _count(plain: str, unit: str, *, none: bool = False) -> int:
    if none and plain in {_FOUND[0], "无", "没有"}:
        return 0
    number = _WHOLE.fullmatch(_without_unit(plain, unit))
    if number is None:
        raise Refused(f"请填整数，例如 3，现在是{quoted(plain)}")
    return int(number[1])


def _without_unit(plain: str, unit: str) -> str:
    for one in filter(None, (_plain(unit), "件", "次")):
        if plain.endswith(one):
            return plain.removesuffix(one).rstrip()
    return plain


def _no_items(plain: str) -> dict[str, object]:
    if plain in {"0", "无", "没有", _FOUND[0]}:
        return {"items": []}
    raise Refused("这一条要逐件写明，请到表单里记录；没有的填 0")


def _figures(measures: Mapping[str, Measure], plain: str) -> dict[str, object]:
    typed = [one for one in _BETWEEN_FIGURES.split(plain) if one]
    if len(typed) != len(measures):
        wanted = "；".join(f"{m.name}（例如 {_EXAMPLES[m.measure]}）" for m in measures.values())
        raise Refused(f"请依次填 {len(measures)} 个数，用分号隔开：{wanted}")
    return {name: _figure(measures[name], one) for name, one in zip(measures, typed, strict=True)}


def _figure(measure: Measure, plain: str) -> dict[str, object]:
    match measure.measure:
        case "count":
            return {"count": _count(plain, measure.unit)}
        case "amount":
            amount = _without_unit(plain, measure.unit)
            if not _AMOUNT.fullmatch(amount):
                raise Refused(f"请填数字，小数至多 4 位，例如 7.5，现在是{quoted(plain)}")
            return {"amount": show(Decimal(amount))}
        case "percent":
            return {"percent": _percent(plain)}
    ratio = _RATIO.fullmatch(plain)
    if ratio is None:
        raise Refused(f"请填 完成数/总数，例如 17/18，现在是{quoted(plain)}")
    return {"done": int(ratio[1]), "total": int(ratio[2])}


def _percent(plain: str) -> str:
    number = _PERCENT.fullmatch(plain)
    if number is None:
        raise Refused(f"请填百分比，例如 92.5%，现在是{quoted(plain)}")
    if not number[2] and 0 < abs(Decimal(number[1])) <= 1:
        raise Refused(f"分不清{quoted(plain)}是百分之几，请写上百分号，例如 90%")
    return f"{number[1]}%"
