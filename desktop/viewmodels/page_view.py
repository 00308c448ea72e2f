"""The view of a file's pages: which file and page, how large, turned how, and what is still to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop.domain.records import Evidence
from desktop.domain.refusals import quoted
from desktop.services.evidence_pages import (
    Handover,
    OpenedEvidence,
    OpenedFile,
    PageSize,
    Region,
)
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_frame import PageFrame
from desktop.viewmodels.page_geometry import TURNS, Layout, Room, Zoom, region_of, stepped, words_of
from desktop.viewmodels.page_handover import PageHandover
from desktop.viewmodels.page_loader import PageLoader, Request
from desktop.viewmodels.page_pins import PagePins, Pin
from desktop.viewmodels.page_requests import (
    Drawing,
    Finding,
    Found,
    Hit,
    Measuring,
    Miniature,
    Opening,
)
from desktop.viewmodels.page_search import PageSearch
from desktop.viewmodels.page_stock import PageStock
from desktop.viewmodels.page_thumbnails import PageThumbnails
from desktop.viewmodels.workplace import Workplace

_SOON: Final = 150  # milliseconds in which nothing need be said
_TOP: Final = Region(0, 0, 1, 0)


@dataclass(frozen=True, slots=True)
class Sight:
    """The page that is before the eyes; without a picture it is a blank sheet."""

    file: OpenedFile
    page: int
    layout: Layout
    picture: QImage | None


class Standing(Enum):
    """Why there is no page before the eyes."""

    NOTHING_OPEN = auto()
    COMING = auto()
    NOT_SHOWN = auto()


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said in the place of a page."""

    standing: Standing
    words: str
    may_help: bool = False  # to try again


class PageView(QObject):
    """One file at a time. Whatever takes long is asked for, and `changed` tells when it has come."""

    changed = Signal()
    place_shown = Signal(
        object, bool
    )  # a region of the page in sight; whether the eye is drawn to it
    framed = Signal(int, str)  # page and region that the user has framed
    pin_chosen = Signal(str)

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at = workplace
        self._loader = PageLoader(self)
        self._stock = PageStock()
        self.handover = PageHandover(workplace, jobs, self)
        self.thumbnails = PageThumbnails(self)
        self.search = PageSearch(self)
        self.frame = PageFrame(self)
        self.pins = PagePins(self)
        self.evidence: Evidence | None = None
        self.is_evidence = True  # what another program may get
        self.page = 1
        self.sight: Sight | None = None
        self._opened: OpenedEvidence | None = None
        self._turns: dict[str, int] = {}
        self._place: tuple[Region, bool] | None = None  # to be shown as soon as its page is
        self._is_late = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._connect()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._on_late)
        self._loader.answered.connect(self._on_answered)
        self._loader.failed.connect(self._on_failed)
        self.frame.changed.connect(self.changed)
        self.frame.taken.connect(lambda region: self.framed.emit(self.page, words_of(region)))
        self.pins.changed.connect(self._on_pins_changed)
        self.pins.chosen.connect(self.pin_chosen)
        self.pins.reached.connect(self._on_pin_reached)
        self.search.changed.connect(self._on_search_changed)
        self.search.reached.connect(self._on_hit_reached)

    def close(self) -> None:
        """End the child and its thread; copies that were handed out go too."""
        self._soon.stop()
        self._loader.close()
        self.handover.close()

    # -- what is shown

    @property
    def file(self) -> OpenedFile | None:
        """The file, once its pages are known."""
        return self._stock.file

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.file.pages if self.file else 0

    @property
    def outside(self) -> Handover:
        """What another program may get of the file."""
        return Handover.NOTHING if self._opened is None else self._opened.handover

    @property
    def zoom(self) -> Zoom:
        """How large pages are shown."""
        return self._stock.zoom

    @property
    def turns(self) -> int:
        """How the file is turned."""
        return self._stock.turns

    @property
    def is_here(self) -> bool:
        """Whether the page that is wanted is the one before the eyes."""
        sight = self.sight
        return sight is not None and (sight.file, sight.page) == (self.file, self.page)

    @property
    def notice(self) -> Notice | None:
        """What is said in the place of a page; None where there is one, or will be in a moment."""
        if self.evidence is None:
            return Notice(Standing.NOTHING_OPEN, "")
        if self._opened is not None and self.file is None:
            return Notice(
                Standing.NOT_SHOWN, self._opened.why_not, may_help=not self._opened.is_foreign
            )
        if self.page in self._stock.failures:
            return Notice(Standing.NOT_SHOWN, self._stock.failures[self.page], may_help=True)
        if self._is_late and self.sight is None:
            return Notice(Standing.COMING, f"正在打开{quoted(self.evidence.name)}…")
        return None

    # -- which page

    def show(self, evidence: Evidence | None, page: int = 1, region: str = "") -> None:
        """Open a file, or none; the one that is open already only turns to the page."""
        if evidence is None or evidence != self.evidence or self.file is None:
            self._forget(evidence)
        self.frame.clear()
        self.page = self._within(page)
        place = region_of(region)
        self._place = (place, True) if place else None
        self._refresh_soon()

    def _forget(self, evidence: Evidence | None) -> None:
        self.evidence, self._opened = evidence, None
        self._stock.open(None)
        self._stock.turns = self._turns.get(evidence.sha256, 0) if evidence else 0
        self.thumbnails.show_file(None)
        self.thumbnails.turn(self.turns)
        self.search.open(None)
        self.pins.show(())

    def try_again(self) -> None:
        """Ask once more for what could not be shown."""
        if self.file is None:
            self.show(self.evidence, self.page)
        elif self._stock.failures.pop(self.page, ""):
            self._refresh_soon()

    def turn_to(self, page: int) -> None:
        """Go to a page; beyond the last there is the last."""
        page = self._within(page)
        if page != self.page and self.file:
            self.page, self._place = page, None
            self.frame.clear()
            self._refresh_soon()

    def show_place(self, page: int, region: Region, *, draws_eye: bool) -> None:
        """Go to a page, and there to a region."""
        self.turn_to(page)
        self._place = (region, draws_eye)
        self._refresh()

    def _within(self, page: int) -> int:
        return max(1, min(page, self.pages or page))

    # -- how it lies

    def set_room(self, room: Room) -> None:
        """What the window has for a page."""
        if room != self._stock.room:
            self._stock.room = room
            self._refresh()

    def set_zoom(self, zoom: Zoom) -> None:
        """Follow the window, or keep a scale."""
        self._stock.zoom = zoom
        self._refresh()

    def step_zoom(self, by: int) -> None:
        """The next larger or smaller scale."""
        if self.sight is not None:
            self.set_zoom(stepped(self.sight.layout.scale, by))

    def rotate(self, by: int = 1) -> None:
        """Turn all pages of this file as they are seen; remembered while the program runs."""
        if self.evidence is not None:
            turns = (self.turns + by) % TURNS
            self._turns[self.evidence.sha256] = self._stock.turns = turns
            self.thumbnails.turn(turns)
            self._refresh()

    def see_thumbnails(self, rows: range, box: tuple[int, int]) -> None:
        """Which thumbnails are in sight, and how many dots each may take."""
        self.thumbnails.see(rows, box)
        self._ask()

    # -- what is marked

    def set_pins(self, pins: tuple[Pin, ...]) -> None:
        """The pins of this file, in the order of their numbers."""
        if not self.frame.is_on:
            self.frame.clear()  # what was framed is a pin now, or was not wanted
        self.pins.show(pins)

    def _on_pins_changed(self) -> None:
        self.thumbnails.pin(one.page for one in self.pins.pins)
        self.changed.emit()

    def _on_pin_reached(self, pin: Pin) -> None:
        self.show_place(pin.page, pin.place or _TOP, draws_eye=True)

    def _on_search_changed(self) -> None:
        self.changed.emit()
        self._ask()

    def _on_hit_reached(self, hit: Hit) -> None:
        self.show_place(hit.page, hit.region, draws_eye=False)

    # -- what is asked for, and what comes

    def _refresh_soon(self) -> None:
        """Something else is wanted: for a moment, nothing is said of it."""
        self._is_late = False
        self._soon.start()
        self._refresh()

    def _refresh(self) -> None:
        self._look()
        self.changed.emit()
        if self._place and self.is_here:
            (region, draws_eye), self._place = self._place, None
            self.place_shown.emit(region, draws_eye)
        self._ask()

    def _look(self) -> None:
        """The page before the eyes; a former one stays for a moment, until this one has come."""
        layout, picture = self._stock.layout(self.page), self._stock.picture(self.page)
        if self.file is None or layout is None:
            notice = self.notice
            is_over = notice is not None and notice.standing is not Standing.COMING
            if self._is_late or is_over:
                self.sight = None
            return
        if picture is None and self.sight and self.is_here:
            picture = self.sight.picture
        if picture or self.is_here or self._is_late:
            self.sight = Sight(self.file, self.page, layout, picture)
        if picture:
            self._soon.stop()

    def _ask(self) -> None:
        """Ask for what is not there yet: first what is looked at, then what will be."""
        self._loader.want(list(self._wanted()))

    def _wanted(self) -> Iterator[Request]:
        if self.evidence is not None and self._opened is None:
            yield self._opening(self.evidence)
        yield from self._stock.missing(self.page)
        if finding := self.search.request:
            yield finding
        yield from self._stock.missing(self.page + 1, beside=self.page)
        yield from self.thumbnails.wanted
        yield from self._stock.missing(self.page - 1, beside=self.page)

    def _opening(self, evidence: Evidence) -> Opening:
        return Opening(self._at.workspace, evidence)

    def _on_answered(self, request: Request, answer: object) -> None:
        match request, answer:
            case Opening(), OpenedEvidence():
                self._on_opened(request, answer)
            case Measuring(), PageSize():
                self._stock.measured(request, answer)
            case Drawing(), QImage():
                self._stock.pictures.put(request, answer)
            case Miniature(), QImage():
                return self._on_beside(lambda: self.thumbnails.take(request, answer))
            case Finding(), Found():
                return self._on_beside(lambda: self.search.take(request, answer))
        return self._refresh()

    def _on_beside(self, take: Callable[[], None]) -> None:
        """What changes nothing of the page in sight; whoever shows it hears of it."""
        take()
        self._ask()

    def _on_opened(self, request: Opening, opened: OpenedEvidence) -> None:
        if request.evidence == self.evidence and self._opened is None:
            self._opened = opened
            self._stock.open(opened.pages)
            self.page = self._within(self.page)
            self.thumbnails.show_file(opened.pages)
            self.search.open(opened.pages)

    def _on_failed(self, request: Request, why: str) -> None:
        match request:
            case Measuring() | Drawing():
                self._stock.failed(request, why)
            case Miniature():
                self.thumbnails.take(request)
            case Finding():
                self.search.skip(request)
        self._refresh()

    def _on_late(self) -> None:
        self._is_late = True
        self._refresh()
