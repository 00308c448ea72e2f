"""Why a file or a page is not shown: the child names a fault, the program words it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from desktop.domain.refusals import quoted
from desktop.intake.pages.limits import Limits

_OTHERWISE: Final = "请用它自己的程序打开"
_PIXELS: Final = 2  # width and height


class Fault(StrEnum):
    """All that the child may say is wrong with a file."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"


class Undecodable(Exception):  # noqa: N818  # it is no error of the program
    """A file is not decoded: why, and the width and height that it asks for, where these are too large."""

    def __init__(self, fault: Fault, *pixels: int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.pixels = pixels


def placed(name: str, page: int) -> str:
    """How a file, or one page of it, is called in a message."""
    return f"{quoted(name)}第 {page} 页" if page else quoted(name)


def worded(fault: Fault, place: str, pixels: Sequence[int], limits: Limits) -> str:
    """What is wrong and what to do, in one sentence."""
    match fault:
        case Fault.ENCRYPTED:
            return (
                f"{place}是设有密码的 PDF，这里不能显示，请去掉密码后重新添加，或{_OTHERWISE[1:]}"
            )
        case Fault.DAMAGED:
            return f"{place}已损坏或不完整，显示不出，请重新取得原件，或{_OTHERWISE[1:]}"
        case Fault.TOO_LARGE:
            size = f"（{pixels[0]} × {pixels[1]} 像素）" if len(pixels) == _PIXELS else ""
            return f"{place}的图像太大{size}，这里不能显示，{_OTHERWISE}"
        case Fault.TOO_MANY_PAGES:
            return f"{place}超过 {limits.pages} 页，这里不能显示，请拆成几个文件后重新添加，或{_OTHERWISE[1:]}"


def late(place: str, limits: Limits) -> str:
    """It took too long."""
    return f"{place}过了 {limits.seconds:g} 秒还没有显示出来，已停止，{_OTHERWISE}"


def fatal(place: str) -> str:
    """It cost the child."""
    return f"{place}显示不出，可能已损坏，或是内容太大，{_OTHERWISE}"


def foreign(place: str, what: str) -> str:
    """It is of no kind that is shown."""
    return f"{place}不是 PDF 或图片{what and f'，像是{what}'}，这里不能显示，{_OTHERWISE}"
