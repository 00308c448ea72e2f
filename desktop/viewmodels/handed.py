"""What is handed to the window: files by their paths, a picture from the clipboard, or files that are kept already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from desktop.domain.refusals import Refused

_KEPT: Final = "application/x-kaoping-evidence"


@dataclass(frozen=True, slots=True)
class Handed:
    """One of three; `foreign` are addresses of files that are not on this machine."""

    paths: tuple[Path, ...] = ()
    picture: QImage | None = None
    kept: tuple[str, ...] = ()  # evidence of this workspace
    foreign: tuple[str, ...] = ()


def can_be_taken(mime: QMimeData) -> bool:
    """Whether anything there can become evidence; asked at every move of a drag."""
    return mime.hasFormat(_KEPT) or mime.hasUrls() or mime.hasImage()


def handed_in(mime: QMimeData) -> Handed | None:
    """What was dragged or pasted. Files go before the picture that some programs send along."""
    if mime.hasFormat(_KEPT):
        kept = bytes(mime.data(_KEPT).data()).decode("ascii", "replace").split()
        return Handed(kept=tuple(kept))
    urls = mime.urls() if mime.hasUrls() else []
    paths = tuple(Path(one.toLocalFile()) for one in urls if one.isLocalFile())
    if paths:
        return Handed(paths)
    picture = mime.imageData() if mime.hasImage() else None
    if isinstance(picture, QImage) and not picture.isNull():
        return Handed(picture=picture)
    return Handed(foreign=tuple(one.toDisplayString() for one in urls)) if urls else None


def pasted() -> Handed | None:
    """What the clipboard holds."""
    mime: QMimeData | None = QGuiApplication.clipboard().mimeData()  # none where it is empty
    return None if mime is None else handed_in(mime)


def kept_mime(evidence: Sequence[str], names: Sequence[str] = ()) -> QMimeData:
    """Evidence of this workspace on its way from one place to another; other programs get the names."""
    mime = QMimeData()
    mime.setData(_KEPT, QByteArray(" ".join(evidence).encode()))
    if names:
        mime.setText("\n".join(names))
    return mime


def files_mime(paths: Sequence[Path]) -> QMimeData:
    """Files as another program hands them over."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    return mime


def png_of(picture: QImage) -> bytes:
    """A picture as a file's content; in whichever thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs want bytes
        raise Refused("剪贴板里的图片存不成文件，请重新截图")
    return bytes(buffer.data().data())


def picture_name(moment: datetime) -> str:
    """What a pasted screenshot is called."""
    return f"截图{moment:%Y%m%d-%H%M%S}.png"
