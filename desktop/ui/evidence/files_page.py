"""The files as 佐证 lists them: opened with Enter, taken from their places with Delete, filed where they belong."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex as Index
from PySide6.QtCore import QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from desktop.ui.panels.add_button import AddButton
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.file_drops import FileDrops
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.tables import HeadedTable, Heading, go_to, read_only
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import CONTROL, colour, px
from desktop.viewmodels.evidence_book import EvidenceBook
from desktop.viewmodels.evidence_files import EvidenceFiles, FileLine, Scope

_HEADINGS: Final = (
    Heading("材料", None),
    Heading("单位", 112),
    Heading("用于", 250),
    Heading("请核对", 150),
)
_FILE, _UNIT, _PROVES, _DOUBTS = range(4)
_ROOMY: Final = 560  # the width from which doubts have a column of their own
_TITLES: Final = {
    Scope.UNIT: "全部材料",
    Scope.NOWHERE: "未归类的材料",
    Scope.NAMED: "查找",
}
_NONE: Final = {
    Scope.UNIT: "这个单位还没有材料。按“添加”选文件、文件夹或压缩包，也可以把文件拖到这里。",
    Scope.NOWHERE: "没有未归类的材料：收进来的每一份都关联到了某一项。",
    Scope.NAMED: "没有找到。写文件名或单位名里的几个字，几个词之间空一格。",
}


class FilesPage(QFrame):
    """The table, and below it what there is to say of the file that one is on."""

    opened = Signal(object)  # FileLine
    sheet_wanted = Signal(object)  # FileLine

    def __init__(self, book: EvidenceBook, files: EvidenceFiles) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._book, self._files = book, files
        self.model = FileTable(files)
        self.table = _FileView()
        self.table.setModel(self.model)
        read_only(self.table, _HEADINGS)
        self.table.verticalHeader().setDefaultSectionSize(px(CONTROL))
        self._title = label("", "heading")
        self._summary = ElidedLabel("", "soft")
        self.add_button = AddButton(book.taking, lambda: book.goal)
        self._none = paragraph("", "soft")
        self._heading = ElidedLabel("", "strong")
        self._told = paragraph("", "soft")
        self.open_button = button("查看", "", "eye", "Enter")
        self.refile_button = button("归类…", "primary", "", "按文件名建议放到哪个单位、哪一项要求")
        self.unlink_button = tool("unlink", "取消关联", "取消关联（Delete）；文件还在")
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        top = row(self._title, self._summary, self.add_button, margins=(14, 8, 10, 6))
        top.setStretch(1, 1)
        tools = row(self.open_button, self.refile_button, None, self.unlink_button)
        foot = column(self._heading, self._told, tools, gap=4, margins=(14, 8, 10, 8))
        self._none_box = framed("pane", column(self._none, None, margins=(14, 12, 14, 12)))
        self._foot = framed("foot", foot)
        whole = column(framed("head", top), self._none_box, self.table, self._foot, gap=0)
        whole.setStretchFactor(self._none_box, 1)
        whole.setStretchFactor(self.table, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        FileDrops(self).handed.connect(self.add_button.take)
        self.table.opened.connect(self._on_open)
        self.table.unlinked.connect(self.unlink)
        self.open_button.clicked.connect(self._on_open)
        self.refile_button.clicked.connect(self.refile)
        self.unlink_button.clicked.connect(self.unlink)
        self.table.selectionModel().currentChanged.connect(self._show_line)
        self.table.selectionModel().selectionChanged.connect(self._show_line)
        self._files.changed.connect(self._show)

    # -- what is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the line below tells what is to be judged."""
        super().resizeEvent(event)
        self._show_columns()

    def _show_columns(self) -> None:
        scope, roomy = self._files.scope, self.width() >= px(_ROOMY)
        self.table.setColumnHidden(_UNIT, scope is not Scope.NAMED)
        self.table.setColumnHidden(_PROVES, scope is Scope.NOWHERE)
        told = roomy and scope is Scope.UNIT  # elsewhere the line below tells it
        self.table.setColumnHidden(_DOUBTS, not told)
        self.table.setColumnWidth(_PROVES, int(self.width() * (0.36 if roomy else 0.44)))

    @property
    def line(self) -> FileLine | None:
        """The file that one is on."""
        at = self.table.currentIndex().row()
        return self.model.lines[at] if 0 <= at < len(self.model.lines) else None

    @property
    def chosen(self) -> list[FileLine]:
        """All that are chosen."""
        rows = sorted({one.row() for one in self.table.selectionModel().selectedIndexes()})
        return [self.model.lines[at] for at in rows if at < len(self.model.lines)]

    def _show(self) -> None:
        held = self.line
        scope = self._files.scope
        self.model.show(self._files.lines)
        self._title.setText(_TITLES[scope])
        self._summary.set_whole(self._files.summary if self._files.lines else "")
        empty = not self._files.lines
        self._none.setText(_NONE[scope])
        self._none_box.setVisible(empty)
        self.table.setVisible(not empty)
        self._foot.setVisible(not empty)
        self.add_button.setEnabled(self._book.goal is not None)
        self.add_button.setVisible(scope is Scope.UNIT)
        self._show_columns()
        if not empty:
            same = [n for n, one in enumerate(self.model.lines) if _is_same(one, held)]
            if self.line is None or same:
                go_to(self.table, self.model.index(same[0] if same else 0, 0))
        self._show_line()

    def _show_line(self) -> None:
        line = self.line
        nowhere = self._files.scope is Scope.NOWHERE
        self.refile_button.setVisible(nowhere)
        self.unlink_button.setVisible(not nowhere)
        if line is None:
            return
        self._heading.set_whole(line.evidence.name)
        used = "还没有关联到哪个单位、哪一项" if nowhere else f"用于：{line.proves}"
        self._told.setText("\n".join(one for one in (used, line.doubts) if one))
        number = len(self.chosen)
        self.refile_button.setText(f"归类 {number} 份…" if number > 1 else "归类…")
        self.refile_button.setEnabled(self._book.goal is not None)
        self.unlink_button.setEnabled(self._can_unlink)

    @property
    def _can_unlink(self) -> bool:
        line = self.line
        return line is not None and line.key == self._book.key and self._book.goal is not None

    # -- what is done

    def _on_open(self) -> None:
        if self.line is not None:
            self.opened.emit(self.line)

    def unlink(self) -> None:
        """Take the file's links away from this unit's sheet."""
        if self._can_unlink and self.line is not None:
            self._book.unlink(self.line.links)

    def refile(self) -> None:
        """Say where the chosen files belong."""
        if self._files.scope is Scope.NOWHERE:
            self._files.refile([one.evidence for one in self.chosen])


def _is_same(one: FileLine, held: FileLine | None) -> bool:
    return held is not None and (one.evidence, one.key) == (held.evidence, held.key)


class FileTable(HeadedTable):
    """A file a row."""

    def __init__(self, files: EvidenceFiles) -> None:
        super().__init__([one.words for one in _HEADINGS], files)
        self.lines: tuple[FileLine, ...] = ()

    def count(self) -> int:
        """How many there are."""
        return len(self.lines)

    def show(self, lines: tuple[FileLine, ...]) -> None:
        """Show these."""
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def data(
        self, index: Index | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The words; what is to be judged bears a sign."""
        one, at = self.lines[index.row()], index.column()
        words = (one.evidence.name, one.unit, one.proves, one.doubts)[at]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return words
            case Qt.ItemDataRole.DecorationRole if at == _FILE:
                return icon(*(("alert-triangle", "amber") if one.doubts else ("paperclip",)))
            case Qt.ItemDataRole.AccessibleTextRole if at == _FILE and one.doubts:
                return f"{words}，请核对：{one.doubts}"
            case Qt.ItemDataRole.ForegroundRole if at == _DOUBTS:
                return colour("amber")
        return None


class _FileView(QTableView):
    """Enter opens the file that one is on, Delete takes it from its place."""

    opened = Signal()
    unlinked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("材料")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """These two; everything else is a table's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.unlinked.emit()
        else:
            super().keyPressEvent(event)
