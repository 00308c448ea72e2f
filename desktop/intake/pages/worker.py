"""The child: decodes what it is asked for, one request after the other, until its input ends."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from desktop.intake.pages.confinement import allow_threads, confine, end_with, on_time
from desktop.intake.pages.faults import Fault, Undecodable
from desktop.intake.pages.kinds import Kind
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.wire import receive, send

if TYPE_CHECKING:
    from desktop.intake.pages.pdf_file import PdfFile
    from desktop.intake.pages.picture_file import PictureFile

_LONGEST_DETAIL: Final = 200

# What a request says; it comes from the program, which is trusted.
_Request = Mapping[str, Any]


class _Reply(NamedTuple):
    header: Mapping[str, object]
    body: bytes | memoryview = b""


def main(limits: str) -> None:
    """Serve the program that started this process; its limits come as JSON."""
    bounds = Limits(**json.loads(limits))
    source, sink = _pipes()
    end_with(source.fileno())
    confine(bounds.memory)
    serve(source, sink, bounds, allow_threads)
    os._exit(0)  # whatever a broken file left behind is not tidied up


def serve(
    source: BinaryIO, sink: BinaryIO, limits: Limits, allow_threads: Callable[[bool], None]
) -> None:
    """Answer requests until there are no more."""
    send(sink, {"ready": True})
    with closing(_Table(limits, allow_threads)) as table:
        while request := receive(source):
            with on_time(limits.seconds):
                reply = table.answered(request.header)
            send(sink, {"number": request.header["number"], **reply.header}, reply.body)


class _Table:
    """Where the one file lies that is open."""

    def __init__(self, limits: Limits, allow_threads: Callable[[bool], None]) -> None:
        self._limits = limits
        self._allow_threads = allow_threads
        self._file: PdfFile | PictureFile | None = None
        self._actions: Mapping[str, Callable[[_Request], _Reply]] = {
            "open": self._open,
            "size": self._size,
            "render": self._render,
            "text": self._text,
            "search": self._search,
            "bind": self._bind,
        }

    def answered(self, request: _Request) -> _Reply:
        """The reply, which may name a fault: whatever a decoder trips over is the file's."""
        try:
            return self._actions[request["action"]](request)
        except Undecodable as error:
            return _Reply({"fault": error.fault, "pixels": error.pixels})
        except MemoryError:
            return _Reply({"fault": Fault.TOO_LARGE})
        except Exception as error:  # noqa: BLE001  # decoders raise whatever they like
            return _Reply({"fault": Fault.DAMAGED, "detail": repr(error)[:_LONGEST_DETAIL]})

    def close(self) -> None:
        """Give up the file."""
        if self._file:
            self._file.close()
        self._file = None

    def _open(self, request: _Request) -> _Reply:
        self.close()
        kind = Kind(request["kind"])
        self._allow_threads(kind is Kind.HEIC)  # its decoder starts one, come what may
        self._file = _opened(request["path"], kind, self._limits)
        return _Reply({"pages": self._file.pages})

    def _at_hand(self) -> PdfFile | PictureFile:
        if self._file is None:
            raise Undecodable(Fault.DAMAGED)  # never: the program opens before it asks
        return self._file

    def _size(self, request: _Request) -> _Reply:
        return _Reply({"size": self._at_hand().size(request["page"])})

    def _render(self, request: _Request) -> _Reply:
        size = request["width"], request["height"]
        rows = range(*request["rows"])
        return _Reply({}, self._at_hand().render(request["page"], *size, rows))

    def _text(self, request: _Request) -> _Reply:
        return _Reply({}, self._at_hand().text(request["page"]).encode(errors="replace"))

    def _search(self, request: _Request) -> _Reply:
        return _Reply({"regions": self._at_hand().search(request["page"], request["words"])})

    def _bind(self, request: _Request) -> _Reply:
        from desktop.intake.pages.bound_pages import bound_pages  # noqa: PLC0415  # seldom wanted

        kind = Kind(request["kind"])
        self._allow_threads(kind is Kind.HEIC)
        if kind is Kind.HEIC:
            _opened(request["path"], kind, self._limits).close()  # makes its decoder known
        pages, content = bound_pages(request["path"], kind, self._limits)
        return _Reply({"pages": pages}, content)


def _opened(path: str, kind: Kind, limits: Limits) -> PdfFile | PictureFile:
    """Each kind loads its own decoders alone."""
    if kind is Kind.PDF:
        from desktop.intake.pages.pdf_file import PdfFile  # noqa: PLC0415  # see above

        return PdfFile(path, limits)
    from desktop.intake.pages.picture_file import PictureFile  # noqa: PLC0415  # see above

    return PictureFile(path, kind, limits)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the program, out of reach of whatever a library reads or prints."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return os.fdopen(source, "rb"), os.fdopen(sink, "wb")
