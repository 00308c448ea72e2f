"""The view of a file's pages: which page, how large, turned how, what is marked on it, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator
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
from desktop.viewmodels.page_geometry import (
    TURNS,
    Fit,
    Layout,
    Room,
    Zoom,
    lay_out,
    region_of,
    stepped,
    words_of,
)
from desktop.viewmodels.page_handover import PageHandover
from desktop.viewmodels.page_loader import PageLoader, Request
from desktop.viewmodels.page_pictures import PagePictures
from desktop.viewmodels.page_requests import (
    Drawing,
    Finding,
    Found,
    Measuring,
    Miniature,
    Opening,
    drawing,
)
from desktop.viewmodels.page_search import Hit, PageSearch
from desktop.viewmodels.page_thumbnails import PageThumbnails
from desktop.viewmodels.workplace import Workplace

_SOON: Final = 150  # milliseconds in which nothing need be said


@dataclass(frozen=True, slots=True)
class Pin:
    """A place in the file that proves something; a blank region is the whole page."""

    id: str
    page: int
    region: str
    words: str


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


class PageView(QObject):
    """One file at a time. Whatever takes long is asked for, and `changed` tells when it has come."""

    changed = Signal()
    place_shown = Signal(object, bool)  # a region of the page in sight; whether the eye is drawn to it
    framed = Signal(int, str)  # page and region that the user has framed
    pin_chosen = Signal(str)

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at = workplace
        self._loader = PageLoader(self)
        self._pictures = PagePictures()
        self.handover = PageHandover(workplace, jobs, self)
        self.thumbnails = PageThumbnails(self)
        self.search = PageSearch()
        self.frame = PageFrame()
        self.evidence: Evidence | None = None
        self.page = 1
        self.zoom: Zoom = Fit.WIDTH
        self.pins: tuple[Pin, ...] = ()
        self.pin = ""  # the one that was chosen last
        self.sight: Sight | None = None
        self._opened: OpenedEvidence | None = None
        self._sizes: dict[int, PageSize] = {}
        self._failures: dict[int, str] = {}
        self._turns: dict[str, int] = {}
        self._room: Room | None = None
        self._place: tuple[Region, bool] | None = None  # to be shown as soon as its page is
        self._is_late = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._on_late)
        self._loader.answered.connect(self._on_answered)
        self._loader.failed.connect(self._on_failed)

    def close(self) -> None:
        """End the child and its thread; copies that were handed out go too."""
        self._soon.stop()
        self._loader.close()
        self.handover.close()

    # -- what is shown

    @property
    def file(self) -> OpenedFile | None:
        """The file, once its pages are known."""
        return None if self._opened is None else self._opened.pages

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.file.pages if self.file else 0

    @property
    def outside(self) -> Handover:
        """What another program may get of the file."""
        return Handover.NOTHING if self._opened is None else self._opened.handover

    @property
    def turns(self) -> int:
        """How the file is turned."""
        return self._turns.get(self.evidence.sha256, 0) if self.evidence else 0

    @property
    def notice(self) -> Notice | None:
        """What is said in the place of a page; None where there is one, or will be in a moment."""
        if self.evidence is None:
            return Notice(Standing.NOTHING_OPEN, "")
        if self._opened is not None and self._opened.pages is None:
            return Notice(Standing.NOT_SHOWN, self._opened.why_not)
        if self.file is not None and self.page in self._failures:
            return Notice(Standing.NOT_SHOWN, self._failures[self.page])
        if self._is_late and self.sight is None:
            return Notice(Standing.COMING, f"正在打开{quoted(self.evidence.name)}…")
        return None

    def marks(self) -> Iterator[tuple[int, Pin]]:
        """The pins of the page in sight, each with its number in the file."""
        if self.sight is not None and self.sight.file == self.file:
            page = self.sight.page
            yield from ((n, one) for n, one in enumerate(self.pins, 1) if one.page == page)

    def hits(self) -> list[Region]:
        """Where the words that are searched for stand on the page in sight."""
        if self.sight is None or self.sight.file != self.search.file:
            return []
        return [one.region for one in self.search.hits if one.page == self.sight.page]

    # -- which page

    def show(self, evidence: Evidence | None, page: int = 1, region: str = "") -> None:
        """Open a file, or none; the one that is open already only turns to the page."""
        is_other = evidence is None or evidence != self.evidence or self.file is None
        if is_other:
            self._forget()
            self.evidence = evidence
            self.thumbnails.turn(self.turns)
        self.page = page if is_other else self._within(page)
        self.frame.clear()
        place = region_of(region)
        self._place = (place, True) if place else None
        self._refresh(in_a_moment=True)

    def _forget(self) -> None:
        self._opened = None
        self._sizes.clear()
        self._failures.clear()
        self.pins, self.pin = (), ""
        self.search.begin(None, "", 1)
        self.thumbnails.show_file(None)
        self.thumbnails.pin(())

    def try_again(self) -> None:
        """Ask once more for what could not be shown."""
        if self.file is None:
            self.show(self.evidence, self.page)
        else:
            self._failures.pop(self.page, None)
            self._refresh(in_a_moment=True)

    def turn_to(self, page: int) -> None:
        """Go to a page; beyond the last there is the last."""
        page = self._within(page)
        if page != self.page and self.file:
            self.page, self._place = page, None
            self.frame.clear()
            self._refresh(in_a_moment=True)

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
        if room != self._room:
            self._room = room
            self._refresh()

    def set_zoom(self, zoom: Zoom) -> None:
        """Follow the window, or keep a scale."""
        self.zoom = zoom
        self._refresh()

    def step_zoom(self, by: int) -> None:
        """The next larger or smaller scale."""
        if self.sight is not None:
            self.set_zoom(stepped(self.sight.layout.scale, by))

    def rotate(self, by: int = 1) -> None:
        """Turn all pages of this file as they are seen, while the program runs."""
        if self.evidence is not None:
            self._turns[self.evidence.sha256] = (self.turns + by) % TURNS
            self.thumbnails.turn(self.turns)
            self._refresh()

    def see_thumbnails(self, rows: range, box: tuple[int, int]) -> None:
        """Which thumbnails are in sight."""
        self.thumbnails.see(rows, box)
        self._ask()

    # -- what is marked

    def set_pins(self, pins: tuple[Pin, ...]) -> None:
        """The pins of this file, in the order of their numbers."""
        self.pins = pins
        if not self.frame.is_on:
            self.frame.clear()  # what was framed is a pin now, or was not wanted
        self.thumbnails.pin(one.page for one in pins)
        self.changed.emit()

    def choose_pin(self, pin: str) -> None:
        """The user wants to know what it proves."""
        self.pin = pin
        self.changed.emit()
        self.pin_chosen.emit(pin)

    def step_pin(self, by: int) -> None:
        """Go to the next pin of the file, or the one before."""
        if not self.pins:
            return
        ids = [one.id for one in self.pins]
        at = ids.index(self.pin) + by if self.pin in ids else min(by, 0)
        pin = self.pins[at % len(ids)]
        self.pin = pin.id
        self.show_place(pin.page, region_of(pin.region) or Region(0, 0, 1, 0), draws_eye=True)

    def begin_frame(self, in_sight: Region) -> None:
        """A frame can be drawn, or moved from the middle of what is in sight."""
        if self.sight is not None and self.sight.page == self.page:
            self.frame.begin(in_sight)
            self.changed.emit()

    def draw_frame(self, region: Region) -> None:
        """The frame as it is dragged."""
        self.frame.draw(region)
        self.changed.emit()

    def move_frame(self, across: int, down: int) -> None:
        """By so many steps, as one sees the page."""
        self.frame.move(self.turns, across, down)
        self.changed.emit()

    def resize_frame(self, across: int, down: int) -> None:
        """By so many steps, as one sees the page."""
        self.frame.resize(self.turns, across, down)
        self.changed.emit()

    def take_frame(self) -> None:
        """The frame is where it should be."""
        region = self.frame.take()
        self.changed.emit()
        if region is not None:
            self.framed.emit(self.page, words_of(region))

    def call_off_frame(self) -> None:
        """No frame after all."""
        self.frame.clear()
        self.changed.emit()

    def find(self, words: str) -> None:
        """Search for words, first on this page and those behind it."""
        self.search.begin(self.file, words, self.page)
        self._refresh()

    def step_hit(self, by: int) -> None:
        """Go to the next place where the words stand, or the one before."""
        self._go_to_hit(self.search.step(by))

    def _go_to_hit(self, hit: Hit | None) -> None:
        if hit is not None:
            self.show_place(hit.page, hit.region, draws_eye=False)

    # -- what is asked for, and what comes

    def _refresh(self, *, in_a_moment: bool = False) -> None:
        if in_a_moment:
            self._is_late = False
            self._soon.start()
        self._look()
        self.changed.emit()
        if self._place and self.sight and self.sight.page == self.page and self.file:
            (region, draws_eye), self._place = self._place, None
            self.place_shown.emit(region, draws_eye)
        self._ask()

    def _look(self) -> None:
        """The page before the eyes: a former one stays for a moment, until this one has come."""
        if self.evidence is None or (self.notice and self.notice.standing is Standing.NOT_SHOWN):
            self.sight = None
        wanted, before = self._layout(self.page), self.sight
        is_here = before and (before.file, before.page) == (self.file, self.page)
        if self.file is not None and wanted is not None and self.page not in self._failures:
            picture = self._picture(self.file, wanted)
            if picture is None and before and is_here:
                picture = before.picture
            if picture or is_here or self._is_late:
                self.sight = Sight(self.file, self.page, wanted, picture)
        elif self._is_late and not is_here:
            self.sight = None
        if self.sight and self.sight.page == self.page and self.sight.picture:
            self._soon.stop()

    def _layout(self, page: int) -> Layout | None:
        size = self._sizes.get(page)
        if self.file is None or size is None or self._room is None:
            return None
        return lay_out(size, self.file.kind, self.zoom, self.turns, self._room)

    def _drawing(self, page: int) -> Drawing | None:
        layout = self._layout(page)
        if self.file is None or self._room is None or layout is None:
            return None
        ratio = self._room.ratio
        return drawing(self.file, page, layout.width * ratio, layout.height * ratio)

    def _picture(self, file: OpenedFile, _layout: Layout) -> QImage | None:
        wanted = self._drawing(self.page)
        exact = self._pictures.get(wanted) if wanted else None
        return exact or self._pictures.best(file, self.page)

    def _ask(self) -> None:
        """Ask for what is not there yet: first what is looked at, then what will be."""
        self._loader.want(list(self._wanted()))

    def _wanted(self) -> Iterator[Request]:
        if self.evidence is not None and self._opened is None:
            yield Opening(self._at.workspace, self.evidence)
        if self.file is None or self._room is None:
            return
        yield from self._missing(self.page)
        if finding := self.search.request:
            yield finding
        yield from self._missing(self.page + 1)
        yield from self.thumbnails.wanted
        yield from self._missing(self.page - 1)

    def _missing(self, page: int) -> Iterator[Request]:
        """What is lacking of a page, one after the other."""
        if self.file is None or not 1 <= page <= self.pages or page in self._failures:
            return
        wanted = self._drawing(page)
        if wanted is None:
            yield Measuring(self.file, page)
        elif wanted not in self._pictures and self._is_worth_it(wanted):
            yield wanted

    def _is_worth_it(self, wanted: Drawing) -> bool:
        """Pages beside the one in sight are drawn beforehand where all three can be held."""
        here = self._drawing(self.page)
        return wanted.page == self.page or here is None or self._pictures.can_hold(here, wanted)

    def _on_answered(self, request: Request, answer: object) -> None:
        match request, answer:
            case Opening(), OpenedEvidence():
                self._on_opened(request, answer)
            case Measuring(), PageSize() if request.file == self.file:
                self._sizes[request.page] = answer
            case Drawing(), QImage():
                self._pictures.put(request, answer)
            case Miniature(), QImage():
                self.thumbnails.take(request, answer)
                self._ask()
                return
            case Finding(), Found():
                if self.search.take(request, answer):
                    self._go_to_hit(self.search.hit)
        self._refresh()

    def _on_opened(self, request: Opening, opened: OpenedEvidence) -> None:
        if request.evidence == self.evidence and self._opened is None:
            self._opened = opened
            self.page = self._within(self.page)
            self.thumbnails.show_file(opened.pages)

    def _on_failed(self, request: Request, why: str) -> None:
        match request:
            case Measuring() | Drawing() if request.file == self.file:
                self._failures[request.page] = why
            case Miniature():
                self.thumbnails.take(request)
            case Finding():
                self.search.skip(request)
        self._refresh()

    def _on_late(self) -> None:
        self._is_late = True
        self._refresh()
