"""Peers: what the units of a round recorded, put beside one unit's facts where its scheme compares them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.domain.amounts import show
from desktop.domain.comparison import AMONG, Among, entry_of
from desktop.domain.findings import GIVES, SHARED_KEYS, read_findings
from desktop.domain.recorded import PlainData, Recorded
from desktop.domain.records import Assessment
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Indicator, Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.domain.shapes.relative import Relative


def compared_criteria(reading: Scheme) -> Mapping[str, Relative]:
    """The criteria that compare units, by their ids."""
    found = ((one.id, one.rule) for one in reading.all_criteria())
    return {name: rule for name, rule in found if isinstance(rule, Relative)}


def averaged_indicators(reading: Scheme) -> tuple[Indicator, ...]:
    """The indicators that give the peers' mean where they do not apply."""
    given = ((one, one.not_applicable) for one in reading.indicators)
    return tuple(one for one, gives in given if gives is not None and gives.averaged)


def watched(scheme: Scheme) -> tuple[frozenset[str], frozenset[str]]:
    """The criteria and the indicators of which what one unit records reaches the sheets of others."""
    readings = (scheme, *(scheme.by_kind or {}).values())
    averaged = {one.id: one for each in readings for one in averaged_indicators(each)}
    compared = {name for each in readings for name in compared_criteria(each)}
    inside = {c.id for one in averaged.values() for c in one.criteria}
    homes = {
        one.id
        for each in readings
        for one in each.indicators
        if any(c.id in compared for c in one.criteria)
    }
    return frozenset(compared | inside), frozenset(homes | averaged.keys())


_Figures = Callable[["_Group", str, str], object]  # of a criterion, for a unit


class RoundPeers:
    """One round's units as they are compared; those that do not take part are not."""

    def __init__(self, scheme: Scheme, recorded: Sequence[Recorded]) -> None:
        self._scheme = scheme
        taking_part = [one for one in recorded if not one.assessment.absent]
        self._groups: dict[str | None, _Group] = {}
        for kind in dict.fromkeys(self._kind(one.assessment) for one in taking_part):
            inside = [one for one in taking_part if self._kind(one.assessment) == kind]
            self._groups[kind] = _Group(scheme, inside)

    def beside(self, of: Assessment, plain: PlainData) -> PlainData:
        """A unit's recorded data, completed by what the others recorded; what was settled stays as it was."""
        return self._completed(of, plain, _Group.others)

    def told(self, of: Assessment, plain: PlainData) -> PlainData:
        """The same in plain values, for whoever works the sheet out again elsewhere."""
        return self._completed(of, plain, _Group.entries)

    def _completed(self, of: Assessment, plain: PlainData, figures: _Figures) -> PlainData:
        group = self._groups.get(self._kind(of))
        if group is None:
            return plain
        aside = {
            name: {**told, AMONG: group.scores(name, of.unit)}
            if name in group.averaged and _open_aside(told)
            else told
            for name, told in plain["not_applicable"].items()
        }
        return group.beside(of.unit, plain, figures) | {"not_applicable": aside}

    def compares(self, of: Assessment, criterion: str, fact: Mapping[str, object]) -> bool:
        """Whether a finding is held against the others'."""
        group = self._groups.get(self._kind(of))
        return (
            group is not None and criterion in group.compared and AMONG not in fact and bool(fact)
        )

    def settled(self, of: Assessment, criterion: str) -> list[object]:
        """What the others recorded for a criterion, in plain values, to be kept with the unit's own."""
        return self._groups[self._kind(of)].entries(criterion, of.unit)

    def waiting_for(self, of: Assessment, names: Sequence[str]) -> list[str]:
        """The names of the units whose figures are still to come, in the round's order."""
        return self._groups[self._kind(of)].waiting_for(names, of.unit)

    def _kind(self, of: Assessment) -> str | None:
        """Units are compared with those that are read as they are."""
        return of.kind if self._scheme.by_kind is not None else None


def _measured(fact: object) -> bool:
    """Whether a fact has a figure of its own, and was not settled with the others'."""
    if not isinstance(fact, dict) or fact.get("applies") is False or AMONG in fact:
        return False
    return bool(fact.keys() - SHARED_KEYS)


def _open_aside(told: object) -> bool:
    return isinstance(told, dict) and GIVES not in told and AMONG not in told


def _among(values: Mapping[str, Fraction | None]) -> Among:
    known = [one for one in values.values() if one is not None]
    return Among.of(known, len(values) - len(known))


class _Group:
    """Units that are read alike."""

    def __init__(self, scheme: Scheme, recorded: Sequence[Recorded]) -> None:
        kind = recorded[0].assessment.kind
        reading = (scheme.by_kind or {}).get(kind or "", scheme)
        self._scheme = scheme
        self._units = {one.assessment.unit: one.assessment for one in recorded}
        self._plain = {one.assessment.unit: one.plain() for one in recorded}
        self._home = {c.id: one.id for one in reading.indicators for c in one.criteria}
        self.compared = compared_criteria(reading)
        self.averaged = {one.id: one for one in averaged_indicators(reading)}
        self._entries = {name: dict(self._told(name)) for name in self.compared}
        self._values = {name: self._read(name) for name in self.compared}
        self._among = {name: _among(values) for name, values in self._values.items()}
        self._scores: dict[str, dict[str, Decimal | None]] = {}
        self._sheets: dict[str, ScoreSheet | None] = {}

    def beside(self, unit: str, plain: PlainData, figures: _Figures) -> PlainData:
        """A unit's facts with the others' figures; what was settled stays as it was."""
        facts = {
            name: {**fact, AMONG: figures(self, name, unit)}
            if name in self.compared and _measured(fact)
            else fact
            for name, fact in plain["facts"].items()
        }
        return plain | {"facts": facts}

    def others(self, criterion: str, unit: str) -> Among:
        """The figures of all but this unit."""
        values, among = self._values[criterion], self._among[criterion]
        return among.without(values[unit]) if unit in values else among

    def entries(self, criterion: str, unit: str) -> list[object]:
        """The same as their facts have them."""
        return [entry for one, entry in self._entries[criterion].items() if one != unit]

    def scores(self, indicator: str, unit: str) -> list[str | None]:
        """What the others scored in an indicator, null for those that are still to come."""
        told = self._scored(indicator).items()
        return [None if each is None else show(each) for one, each in told if one != unit]

    def waiting_for(self, names: Sequence[str], unit: str) -> list[str]:
        """Who has no figure, or no score, yet."""
        told: list[Mapping[str, object]] = [
            self._scored(name) if name in self.averaged else self._values[name] for name in names
        ]
        late = {one for each in told for one, value in each.items() if value is None}
        return [of.name for one, of in self._units.items() if one in late and one != unit]

    def _told(self, criterion: str) -> Iterator[tuple[str, object]]:
        """Each unit's figure, None where it is still to come; who is not compared is left out."""
        home, measure = self._home.get(criterion), self.compared[criterion].figure
        for unit, plain in self._plain.items():
            fact = plain["facts"].get(criterion)
            if fact is None:
                if home not in plain["discretion"] and home not in plain["not_applicable"]:
                    yield unit, None
            elif (entry := entry_of(fact, measure)) is not None:
                yield unit, entry

    def _read(self, criterion: str) -> dict[str, Fraction | None]:
        rule = self.compared[criterion]
        values: dict[str, Fraction | None] = {}
        for unit, entry in self._entries[criterion].items():
            values[unit] = None
            if entry is not None:
                try:
                    values[unit] = rule.value_of(entry)
                except Refused:  # such a sheet says itself what is wrong with it
                    continue
        return values

    def _scored(self, indicator: str) -> Mapping[str, Decimal | None]:
        """What each unit scored; only worked out where somebody needs it."""
        if indicator not in self._scores:
            self._scores[indicator] = dict(self._scores_in(indicator))
        return self._scores[indicator]

    def _scores_in(self, indicator: str) -> Iterator[tuple[str, Decimal | None]]:
        """None where anything is open; to whom it does not apply, or all of it is left out, is no peer."""
        names = {one.id for one in self.averaged[indicator].criteria}
        for unit, plain in self._plain.items():
            if indicator in plain["not_applicable"]:
                continue
            sheet = self._sheet(unit)
            if sheet is None or names & {*sheet.pending, *sheet.provisional}:
                yield unit, None
                continue
            one = next(each for each in sheet.indicators if each.id == indicator)
            if not one.left_out:
                yield unit, one.score

    def _sheet(self, unit: str) -> ScoreSheet | None:
        if unit not in self._sheets:
            self._sheets[unit] = None
            plain = self.beside(unit, self._plain[unit], _Group.others)
            try:
                self._sheets[unit] = score(read_findings(self._scheme, plain))
            except Refused:
                return None
        return self._sheets[unit]
