"""Evidence beside the form: the criterion it is about, the file that is open, and the pins between them."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import Evidence, EvidenceLink
from desktop.domain.sheet_parts import SheetPart
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.evidence_shelf import shelved
from desktop.viewmodels.evidence_shelf import EvidenceShelf, ShelfRow, place_words
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.page_pins import Pin
from desktop.viewmodels.page_view import PageView
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace


class Reach(Enum):
    """Which files of the sheet are listed."""

    CRITERION = "本条"
    PART = "本项"
    SHEET = "全部"


class EvidenceBeside(QObject):
    """Holds the criterion, or the item of it, that evidence is looked at and pinned for."""

    changed = Signal()
    criterion_wanted = Signal(str, str)  # part, criterion: where a pin leads

    def __init__(
        self, workplace: Workplace, assessment: OpenAssessment, walk: Walk, view: PageView
    ) -> None:
        super().__init__()
        self._at, self._assessment, self._walk, self.view = workplace, assessment, walk, view
        self.shelf = EvidenceShelf(workplace, assessment)
        self.criterion = ""
        self.item: str | None = None
        self.reach = Reach.PART
        self._names: frozenset[str] = (
            frozenset()
        )  # the files of the indicator, as they were last seen
        self.shelf.changed.connect(self._on_shelf)
        assessment.opened.connect(self._on_opened)
        walk.moved.connect(self._on_moved)
        view.framed.connect(self.pin)
        view.pin_chosen.connect(self._on_pin)
        self._on_moved()

    # -- what it is about

    def turn_to(self, criterion: str, item: str | None = None) -> None:
        """The criterion, or the item, that the evaluator is at."""
        if (criterion, item) != (self.criterion, self.item):
            self.criterion, self.item = criterion, item
            self.changed.emit()

    def choose(self, reach: Reach) -> None:
        """List the files of the criterion, of the indicator, or of the whole sheet."""
        self.reach = reach
        self.changed.emit()

    @property
    def about(self) -> str:
        """What a frame or a new file is linked to, in words."""
        if (
            self._assessment.key is None
            or self.criterion not in self._assessment.sight.scheme.criteria
        ):
            return ""
        label = self._assessment.sight.scheme.criteria[self.criterion].label
        if self.item is None:
            return label
        place = next((n for n, one in enumerate(self._items(), 1) if one == self.item), 0)
        return f"{label}，第 {place} 件"

    def _items(self) -> list[str]:
        items = [one for one in self._assessment.sight.items if one.criterion == self.criterion]
        return [one.id for one in sorted(items, key=lambda one: one.position)]

    def item_at(self, criterion: str, place: int) -> str | None:
        """The id of an item by its place in the list; None while it is not recorded yet."""
        items = [one for one in self._assessment.sight.items if one.criterion == criterion]
        return next((one.id for one in items if one.position == place), None)

    @property
    def goal(self) -> Goal | None:
        """Where new files go."""
        key, part = self._assessment.key, self._walk.part
        if key is None or part is None or self._assessment.locked:
            return None
        return Goal(key, part.id, self.criterion or None, self.item)

    # -- what is there

    def rows(self, reach: Reach) -> tuple[ShelfRow, ...]:
        """The files of a reach."""
        part: SheetPart | None = self._walk.part
        if self._assessment.key is None or part is None:
            return ()
        if reach is Reach.SHEET:
            return self.shelf.rows
        if reach is Reach.PART:
            return self.shelf.of_part(part)
        return self.shelf.of_criterion(self.criterion)

    # -- what is done

    def show(self, evidence: str, page: int = 1, region: str = "") -> None:
        """Open a file of the sheet, at a page and a frame."""
        found = next(iter(shelved(self._at.workspace, [evidence])), None)
        if found is not None:
            self._show(found.evidence, page, region)

    def show_link(self, link: EvidenceLink) -> None:
        """Open the file of a link, where it points."""
        self.show(link.evidence, link.page or 1, link.region)

    def _show(self, evidence: Evidence, page: int, region: str) -> None:
        self.view.show(evidence, page, region)
        self._mark_pins()

    def pin(self, page: int, region: str) -> None:
        """Pin a framed region to the criterion or the item."""
        key, evidence = self._assessment.key, self.view.evidence
        if key is None or evidence is None:
            return
        if not self.criterion:
            self._at.refused.emit("请先点一下要引用到的那一条评分标准，再框选")
            return
        link = EvidenceLink(
            "",
            evidence.sha256,
            *key,
            criterion=None if self.item else self.criterion,
            item=self.item,
            page=page,
            region=region,
        )
        with self._at.deed() as tell:
            linked = link_evidence(self._at.workspace, self._at.author, link)
            tell(linked.outcome)
            warning = f"；{linked.remark}" if linked.other_unit else ""
            self._at.remarked.emit(f"已引用到“{self.about}”{warning}")

    def unlink(self, row: ShelfRow) -> None:
        """Take a file's links of this reach away; the file stays in the workspace."""
        with self._at.deed() as tell:
            for one in row.links:
                tell(unlink_evidence(self._at.workspace, self._at.author, one.link.id))

    # -- what follows

    def _on_shelf(self) -> None:
        """A file that was just brought here is the one to be looked at."""
        rows = self.rows(Reach.PART)
        names = frozenset(row.evidence for row in rows)
        new, self._names = names - self._names, names
        brought = [row for row in rows if row.evidence in new]
        if brought and len(brought) < len(rows):
            self.show(brought[-1].evidence)
        else:
            self._show_first()
        self._mark_pins()
        self.changed.emit()

    def _on_opened(self) -> None:
        self.criterion, self.item = "", None
        self.view.show(None)
        self._show_first()

    def _on_moved(self) -> None:
        part = self._walk.part
        criteria = part.criteria if part is not None else ()
        if self.criterion not in {one.id for one in criteria}:
            self.criterion, self.item = (criteria[0].id if criteria else ""), None
        self._names = frozenset(row.evidence for row in self.rows(Reach.PART))
        self.changed.emit()
        self._show_first()

    def _show_first(self) -> None:
        """The first file of the indicator, so that it lies there when one comes to it."""
        rows = self.rows(Reach.PART)
        names = {row.evidence for row in rows}
        held = self.view.evidence
        if rows and (held is None or held.sha256 not in names):
            first = rows[0].links[0].link
            self.show(rows[0].evidence, first.page or 1, first.region)
        elif not rows and held is not None:
            self.view.show(None)

    def _mark_pins(self) -> None:
        evidence = self.view.evidence
        if evidence is None or self._assessment.key is None:
            return
        sight = self._assessment.sight
        pins = [
            Pin(one.id, one.page, one.region, place_words(one, sight.scheme, sight.items))
            for one in sight.links
            if one.evidence == evidence.sha256 and one.page is not None
        ]
        self.view.set_pins(tuple(pins))

    def _on_pin(self, link_id: str) -> None:
        """Clicking a pin goes back to its criterion."""
        link = next((one for one in self._assessment.sight.links if one.id == link_id), None)
        if link is None:
            return
        items = {one.id: one.criterion for one in self._assessment.sight.items}
        criterion = link.criterion or items.get(link.item or "", "")
        parts = self._assessment.parts
        part = next((p for p in parts if any(c.id == criterion for c in p.criteria)), None)
        if part is not None:
            self.criterion_wanted.emit(part.id, criterion)
