"""Sheet proofs: where the evidence of each criterion is, in words, as it was filed at one moment."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.records import Evidence, EvidenceLink
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import parts_of
from desktop.services.sheet_events import SheetThen
from desktop.store.views import View


def proofs_of(view: View, then: SheetThen, scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """A criterion's own and its items', then what is asked for beside its indicator."""
    items = {one.id: one.criterion for one in then.recorded.items}
    asked = _asked(scheme)
    own: dict[str, list[str]] = {}
    required: dict[str, list[str]] = {}
    for link in then.links:
        words = _words(view, link)
        if words:
            for name in filter(None, (link.criterion, items.get(link.item or ""))):
                own.setdefault(name, []).append(words)
            for name in asked.get(link.requirement or 0, ()):
                required.setdefault(name, []).append(words)
    return {name: _once(own.get(name, ()), required.get(name, ())) for name in own | required}


def _once(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for group in groups for words in sorted(group)))


def _words(view: View, link: EvidenceLink) -> str:
    held = view.get(Evidence, link.evidence)
    if held is None:
        return ""
    return f"《{held.name}》" + (f"第 {link.page} 页" if link.page else "")


def _asked(scheme: Scheme) -> dict[int, tuple[str, ...]]:
    """The criteria that each requirement stands beside."""
    criteria = {part.extra or part.id: part.criteria for part in parts_of(scheme)}
    return {
        one.no: tuple(each.id for each in criteria.get(one.indicator, ()))
        for one in scheme.requirements
    }
