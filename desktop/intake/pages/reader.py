"""The reader of pages: what the program asks of the child, and what it believes of the replies."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Final, Generic, NamedTuple, Self, TypeVar

from desktop.domain.refusals import Refused, printable, quoted
from desktop.domain.troubles import Trouble
from desktop.intake.pages import faults
from desktop.intake.pages.child import Child, Late, Lost, command_line
from desktop.intake.pages.faults import Fault
from desktop.intake.pages.kinds import Kind, first_bytes_of, kind_of, named_otherwise
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.opened_file import BoundPages, OpenedFile, PageSize, Region, RenderedPage
from desktop.intake.pages.wire import Frame

_LONGEST_SIDE: Final = 32_000  # Qt draws nothing longer
_LARGEST_SIZE: Final = 1e7
_MOST_PIXELS: Final = 1 << 32  # a side, as files write it
_LONGEST_WORDS: Final = 200
_LONGEST_DETAIL: Final = 200
_BYTES_A_PIXEL: Final = 4
_BYTES_A_CHARACTER: Final = 4  # at most, in UTF-8

_NOT_STARTED: Final = "显示材料页面的程序启动不了，请关闭本软件后重新打开；仍不行请联系管理员"
_CLOSED: Final = "材料已关闭，请重新打开"

_T = TypeVar("_T")


class _Question(NamedTuple, Generic[_T]):
    """A request, how its reply is read, and how many bytes may come with that."""

    request: Mapping[str, object]
    read: Callable[[Frame], _T]
    longest_body: int = 0


class PageReader:
    """Calls that wait for the child, one at a time, from any thread that may wait.

    The child starts with the first request and stays. It has one file open: who asks for a page names
    the file, which is opened again where the child has another one, or is new after a crash.
    """

    def __init__(self, limits: Limits | None = None, command: Sequence[str] | None = None) -> None:
        self._limits = limits or Limits()
        self._command = command or command_line(self._limits)
        self._lock = Lock()
        self._child: Child | None = None
        self._held: Path | None = None  # what the child has open
        self._is_closed = False

    def open(self, path: Path, name: str = "") -> OpenedFile:
        """Open a file, or say in a Trouble why it is not shown; `name` is what the user calls it."""
        name = name or path.name
        path = path.absolute()
        kind = _kind(path, faults.placed(name, 0))
        with self._lock:
            pages = self._opened(self._living(), path, kind, faults.placed(name, 0))
        return OpenedFile(path, name, kind, pages)

    def size(self, file: OpenedFile, page: int) -> PageSize:
        """How large a page is; pages count from 1."""
        return self._asked(file, page, _Question({"action": "size"}, _size))

    def render(self, file: OpenedFile, page: int, width: int, height: int) -> RenderedPage:
        """A page at this size, or at a smaller one of about the same shape where that is too large."""
        across, down = _bounded(width, height, self._limits.rendered_pixels)
        return self.band(file, page, (across, down), range(down))

    def band(self, file: OpenedFile, page: int, size: tuple[int, int], rows: range) -> RenderedPage:
        """Some rows of a page at exactly this size, which is larger than may be drawn at once."""
        across, down = size
        place = [rows.start, rows.stop]
        request = {"action": "render", "width": across, "height": down, "rows": place}
        length = across * len(rows) * _BYTES_A_PIXEL

        def rendered(reply: Frame) -> RenderedPage:
            if len(reply.body) != length:
                raise ValueError(f"{len(reply.body)} bytes instead of {length}")
            return RenderedPage(across, len(rows), across * _BYTES_A_PIXEL, reply.body)

        return self._asked(file, page, _Question(request, rendered, length))

    def text(self, file: OpenedFile, page: int) -> str:
        """What can be read on a page of a PDF; blank on a scan or a picture."""
        longest = self._limits.characters * _BYTES_A_CHARACTER
        return self._asked(file, page, _Question({"action": "text"}, _text, longest))

    def search(self, file: OpenedFile, page: int, words: str) -> tuple[Region, ...]:
        """Where the words stand on a page, in its order, a region for each line that they touch."""
        if len(words) > _LONGEST_WORDS:
            raise Refused(f"要查找的文字太长，请缩短到 {_LONGEST_WORDS} 个字以内", "words")
        request = {"action": "search", "words": words}
        return self._asked(file, page, _Question(request, self._regions))

    def bound(self, path: Path, name: str = "") -> BoundPages:
        """A file's pages as a PDF of A4, made by the child from whatever it is."""
        name = name or path.name
        path = path.absolute()
        place = faults.placed(name, 0)
        request = {"action": "bind", "path": str(path), "kind": _kind(path, place)}
        with self._lock:
            asked = _Question(request, self._bound, self._limits.bound)
            return self._answer(self._living(), asked, place)

    def _bound(self, reply: Frame) -> BoundPages:
        return BoundPages(self._pages(reply), reply.body)

    def close(self) -> None:
        """End the child, also in the middle of a page; a closed reader stays closed."""
        self._is_closed = True
        if child := self._child:
            child.kill()
        with self._lock:
            if self._child:
                self._child.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _asked(self, file: OpenedFile, page: int, question: _Question[_T]) -> _T:
        if not 1 <= page <= file.pages:
            raise Refused(
                f"{quoted(file.name)}只有 {file.pages} 页，没有第 {page} 页，请核对页码", "page"
            )
        place = faults.placed(file.name, page)
        with self._lock:
            child = self._living()
            if self._held != file.path:
                self._opened(child, file.path, file.kind, place)
            asked = question._replace(request={**question.request, "page": page})
            return self._answer(child, asked, place)

    def _opened(self, child: Child, path: Path, kind: Kind, place: str) -> int:
        self._held = None
        request = {"action": "open", "path": str(path), "kind": kind}
        pages = self._answer(child, _Question(request, self._pages), place)
        self._held = path
        return pages

    def _living(self) -> Child:
        """The child, or a new one that has nothing open."""
        child = self._child
        if child is None or not child.is_alive:
            if child:
                child.end()
            if self._is_closed:
                raise Trouble(_CLOSED)
            try:
                self._child = child = Child(self._command, self._limits)
            except OSError as error:
                raise Trouble(_NOT_STARTED) from error
            self._held = None
        if self._is_closed:  # meanwhile, by another thread
            child.end()
            raise Trouble(_CLOSED)
        return child

    def _answer(self, child: Child, question: _Question[_T], place: str) -> _T:
        try:
            reply = child.ask(question.request, question.longest_body)
            if "fault" in reply.header:
                raise self._trouble(reply.header, place)
            return question.read(reply)
        except (Lost, KeyError, TypeError, ValueError) as error:
            child.end()  # what does not answer properly is not asked again
            raise Trouble(self._why_lost(child, error, place)) from error

    def _trouble(self, told: Mapping[str, object], place: str) -> Trouble:
        fault, pixels = Fault(str(told["fault"])), _pixels(told.get("pixels"))
        trouble = Trouble(faults.worded(fault, place, pixels, self._limits))
        trouble.add_note(printable(str(told.get("detail", ""))[:_LONGEST_DETAIL]))
        return trouble

    def _why_lost(self, child: Child, error: Exception, place: str) -> str:
        if self._is_closed:
            return _CLOSED
        if isinstance(error, Late):
            return faults.late(place, self._limits)
        return faults.fatal(place) if child.is_ready else _NOT_STARTED

    def _pages(self, reply: Frame) -> int:
        return _whole(reply.header["pages"], self._limits.pages)

    def _regions(self, reply: Frame) -> tuple[Region, ...]:
        told = reply.header["regions"]
        if not isinstance(told, list) or len(told) > self._limits.regions:
            raise TypeError("no regions")
        return tuple(Region(*(_number(one, 1) for one in region)) for region in told)


def _kind(path: Path, place: str) -> Kind:
    """What the content is, whatever the name says."""
    try:
        first = first_bytes_of(path)
    except FileNotFoundError as error:
        raise Trouble(f"打不开{place}：文件不见了，请核对它是否还在") from error
    except OSError as error:
        raise Trouble(f"打不开{place}：文件读不出，请检查磁盘和权限后再试") from error
    if not first:
        raise Trouble(f"{place}是空文件，没有可以显示的内容，请重新取得原件")
    kind = kind_of(first)
    if kind is None:
        raise Trouble(faults.foreign(place, named_otherwise(first)))
    return kind


def _bounded(width: int, height: int, most: int) -> tuple[int, int]:
    """The size, or one of the same shape with so many pixels at most."""
    over = max(1, math.sqrt(width * height / most), max(width, height) / _LONGEST_SIDE)
    across = max(1, min(int(width / over), most))
    return across, max(1, min(int(height / over), most // across))


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError("no such number")
    return value


def _number(value: object, most: float) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= most:
        raise ValueError("no such number")
    return float(value)


def _text(reply: Frame) -> str:
    return reply.body.decode()


def _size(reply: Frame) -> PageSize:
    told = reply.header["size"]
    if not isinstance(told, list):
        raise TypeError("no size")
    return PageSize(*(_number(each, _LARGEST_SIZE) for each in told))


def _pixels(told: object) -> tuple[int, ...]:
    return tuple(_whole(each, _MOST_PIXELS) for each in told) if isinstance(told, list) else ()
