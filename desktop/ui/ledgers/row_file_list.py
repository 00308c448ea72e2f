"""扫描件: the files that prove a row, added, looked at and taken away in the row's own dialog."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSizePolicy

from desktop.ui.dialogs.file_choice import choose_files
from desktop.ui.ledgers.file_dialog import FileDialog
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.file_drops import FileDrops
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.handed import Handed
from desktop.viewmodels.row_files import HeldFile, RowFiles

_SHOWN: Final = 3  # files in sight; more are scrolled to
_FILE: Final = Qt.ItemDataRole.UserRole
_NONE: Final = "可拖放文件、压缩包"
_LATER: Final = "（登记后关联）"


class RowFileList(QFrame):
    """Everything in it works by keyboard: Enter looks, Delete takes away, Ctrl+Z takes that back."""

    def __init__(self, files: RowFiles) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.files = files
        self._about = ElidedLabel("", "small")
        self.add_button = button("添加…", "link", "plus", "选择文件；压缩包按其中的文件收入")
        self.look_button = button("查看", "link", "eye", "Enter")
        self.remove_button = button("取消关联", "link", "unlink", "Delete；文件还在工作区里")
        self.stop_button = button("取消收入", "link")
        for one in (self.add_button, self.look_button, self.remove_button):
            one.setAccessibleName(f"扫描件：{one.text()}")
        self.list = _FileNames()
        self._said = paragraph("", "small", "amber")
        head = row(
            *(label("扫描件", "strong"), self._about, self.stop_button),
            *(self.add_button, self.look_button, self.remove_button),
        )
        head.setStretch(1, 1)
        self.setLayout(column(head, self.list, self._said, gap=4, margins=(18, 4, 18, 6)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.add_button.clicked.connect(self.choose)
        self.look_button.clicked.connect(self.look)
        self.remove_button.clicked.connect(self.remove)
        self.stop_button.clicked.connect(self._on_stop)
        self.list.looked.connect(self.look)
        self.list.removed.connect(self.remove)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._on_undo)
        self.list.currentRowChanged.connect(lambda _: self._show_deeds())
        FileDrops(self).handed.connect(self._on_handed)
        files.changed.connect(self._show)
        self._show()

    def show_files(self, files: RowFiles) -> None:
        """Those of another row."""
        self.files.changed.disconnect(self._show)
        self.files = files
        files.changed.connect(self._show)
        self._show()

    # -- what is done

    def choose(self) -> None:
        """Files of this machine."""
        paths = choose_files(self.window())
        if paths:
            self.files.take_paths(paths)

    def look(self) -> None:
        """Open the current file."""
        file = self._current
        if file is not None:
            one = self.files
            ask(FileDialog(self.window(), one.workplace, one.jobs, one.evidence_of(file)))

    def remove(self) -> None:
        """Take the current file away from the row."""
        file = self._current
        if file is not None:
            self.files.remove(file)

    # The files are another row's after a while, so each of these asks anew.

    def _on_stop(self) -> None:
        self.files.stop()

    def _on_undo(self) -> None:
        self.files.undo()

    def _on_handed(self, handed: Handed) -> None:
        self.files.take(handed)

    @property
    def _current(self) -> HeldFile | None:
        item = self.list.currentItem() if self.list.currentRow() >= 0 else None
        found = item.data(_FILE) if item is not None else None
        return found if isinstance(found, HeldFile) else None

    # -- what is shown

    def _show(self) -> None:
        held, busy = self.files.files, self.files.busy
        if not held and self.list.hasFocus():
            self.add_button.setFocus()  # the list goes
        self.list.show_files(held)
        self.stop_button.setVisible(bool(busy))
        self._about.set_whole(f"{busy}…" if busy else "" if held else _NONE)
        self._said.setText(self.files.said)
        self._said.setVisible(bool(self.files.said))
        self._show_deeds()

    def _show_deeds(self) -> None:
        for one in (self.look_button, self.remove_button):
            one.setEnabled(self._current is not None)


class _FileNames(QListWidget):
    """Names; one that waits for its row says so."""

    looked = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("扫描件")
        self.setProperty("framed", "true")
        self.setProperty("dense", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.itemDoubleClicked.connect(lambda _: self.looked.emit())

    def show_files(self, files: tuple[HeldFile, ...]) -> None:
        """Show these; the place of the current one stays."""
        place = max(0, self.currentRow())
        self.clear()
        for one in files:
            item = QListWidgetItem(one.name if one.link else f"{one.name}{_LATER}", self)
            item.setData(_FILE, one)
            item.setToolTip(one.name)
        self.setCurrentRow(min(place, len(files) - 1))
        self.ensurePolished()  # only then it knows how high a row is
        shown = min(len(files), _SHOWN)
        self.setFixedHeight(max(0, self.sizeHintForRow(0)) * shown + px(4))
        self.setVisible(bool(files))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done to the current file; Enter is not the dialog's here."""
        if event.key() in ENTER or event.key() == Qt.Key.Key_Space:
            self.looked.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
