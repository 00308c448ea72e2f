"""The thumbnails of a file as Qt's list reads them; only those in sight are drawn, and few are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from desktop.services.evidence_pages import OpenedFile
from desktop.viewmodels.page_requests import Miniature

Index = QModelIndex | QPersistentModelIndex
PICTURE_ROLE: Final = Qt.ItemDataRole.UserRole
TURNS_ROLE: Final = PICTURE_ROLE + 1
PINNED_ROLE: Final = PICTURE_ROLE + 2
_NOWHERE = QModelIndex()
_MOST: Final = 80
_NO_PICTURE: Final = QImage()  # of a page that cannot be drawn


class PageThumbnails(QAbstractListModel):
    """One row a page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: OpenedFile | None = None
        self._held: OrderedDict[int, QImage] = OrderedDict()
        self._rows = range(0)
        self._box = (0, 0)
        self._turns = 0
        self._pinned: frozenset[int] = frozenset()

    def show_file(self, file: OpenedFile | None) -> None:
        """The pages of another file, or none."""
        if file != self._file:
            self.beginResetModel()
            self._file = file
            self._held.clear()
            self._rows = range(0)
            self.endResetModel()

    def turn(self, turns: int) -> None:
        """How the pages are turned."""
        if turns != self._turns:
            self._turns = turns
            self._touch(0, self.rowCount() - 1)

    def pin(self, pages: Iterable[int]) -> None:
        """Which pages bear pins."""
        pinned = frozenset(pages)
        if pinned != self._pinned:
            self._pinned = pinned
            self._touch(0, self.rowCount() - 1)

    # -- what is drawn

    def see(self, rows: range, box: tuple[int, int]) -> None:
        """These are in sight, each in a box of so many dots; no rows while the list is hidden."""
        if box != self._box:
            self._held.clear()
        self._rows, self._box = rows, box

    @property
    def wanted(self) -> list[Miniature]:
        """What is in sight and not drawn yet."""
        file = self._file
        if file is None:
            return []
        pages = (row + 1 for row in self._rows if row < file.pages)
        return [Miniature(file, page, *self._box) for page in pages if page not in self._held]

    def take(self, request: Miniature, picture: QImage = _NO_PICTURE) -> None:
        """A picture has come, or none can be made."""
        if request.file != self._file or (request.width, request.height) != self._box:
            return
        self._held[request.page] = picture
        while len(self._held) > max(_MOST, len(self._rows)):
            self._held.popitem(last=False)
        self._touch(request.page - 1, request.page - 1)

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a page."""
        return 0 if parent.isValid() or self._file is None else self._file.pages

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The picture for the delegate; words for everything else."""
        if not index.isValid():
            return None
        page = index.row() + 1
        is_pinned = page in self._pinned
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: f"第 {page} 页",
            Qt.ItemDataRole.AccessibleTextRole: f"第 {page} 页{'，有标记' if is_pinned else ''}",
            PICTURE_ROLE: self._held.get(page),
            TURNS_ROLE: self._turns,
            PINNED_ROLE: is_pinned,
        }
        return told.get(role)

    def _touch(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))
