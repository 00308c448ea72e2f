"""The right pane: the evidence of the criterion and its pages, the checklist, and the official document."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QToolButton,
)

from desktop.ui.panels.add_button import AddButton
from desktop.ui.panels.checklist_panel import ChecklistPanel
from desktop.ui.panels.document_page import DocumentPage
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.file_drops import FileDrops
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.toggles import stop_at_checked
from desktop.ui.theme.tokens import px
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.evidence_beside import EvidenceBeside, Reach
from desktop.viewmodels.evidence_shelf import ShelfRow
from desktop.viewmodels.taking_in import TakingIn

FILES, CHECKLIST, DOCUMENT = range(3)
_PAGES: Final = ("材料", "清单", "原文")
_ROW: Final = Qt.ItemDataRole.UserRole
_SHOWN: Final = 3  # files in sight; more are scrolled to


class EvidencePane(QFrame):
    """Three pages in one pane; files are taken on any of them."""

    grid_wanted = Signal(int)
    document_shown = Signal()

    def __init__(
        self,
        beside: EvidenceBeside,
        checklist: ChecklistView,
        taking: TakingIn,
        document: DocumentPage,
    ) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._beside, self._taking = beside, taking
        self.pages = QStackedWidget()
        self.tabs = Segments([Segment(one) for one in _PAGES], "右边显示")
        self.files = FilesPage(beside, taking)
        self.checklist = ChecklistPanel(checklist, taking)
        self.document = document
        for page in (self.files, self.checklist, document):
            self.pages.addWidget(page)
        whole = column(
            framed("head", row(self.tabs, None, margins=(10, 6, 10, 6))), self.pages, gap=0
        )
        whole.setStretchFactor(self.pages, 1)
        self.setLayout(whole)
        self.setMinimumWidth(px(300))
        self.tabs.show_value(FILES)
        self.tabs.chosen.connect(self.show_page)
        self.checklist.evidence_wanted.connect(self._on_evidence_wanted)
        self.checklist.grid_wanted.connect(self.grid_wanted)

    def show_page(self, page: int) -> None:
        """Files, checklist or document."""
        self.tabs.show_value(page)
        self.pages.setCurrentIndex(page)
        if page == DOCUMENT:
            self.document_shown.emit()

    def _on_evidence_wanted(self, link: object) -> None:
        self.show_page(FILES)
        self._beside.show_link(link)  # type: ignore[arg-type]  # a signal's object: an EvidenceLink


class FilesPage(QFrame):
    """The files of the criterion, the indicator or the sheet, and the pages of the one that is open."""

    def __init__(self, beside: EvidenceBeside, taking: TakingIn) -> None:
        super().__init__()
        self._beside = beside
        self._about = ElidedLabel("", "small")
        self.add_button = AddButton(taking, lambda: beside.goal)
        self._unlink = tool("unlink", "取消关联", "取消所选材料在这里的关联（Delete）；文件还在")
        self._reaches = QButtonGroup(self)
        stop_at_checked(self._reaches)
        reaches = row(gap=0)
        for number, one in enumerate(Reach):
            reaches.addWidget(self._reach(number, one))
        self.list = _FileList()
        head = column(
            row(holder(reaches), None, self._unlink, self.add_button, gap=4),
            self._about,
            self.list,
            gap=4,
            margins=(10, 4, 10, 6),
        )
        self.viewer = EvidenceViewer(beside.view)
        whole = column(framed("head", head), self.viewer, gap=0)
        whole.setStretchFactor(self.viewer, 1)
        self.setLayout(whole)
        drops = FileDrops(self)
        drops.handed.connect(self.add_button.take)
        self._reaches.idClicked.connect(lambda number: beside.choose(list(Reach)[number]))
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.unlinked.connect(self._on_unlink)
        self._unlink.clicked.connect(self._on_unlink)
        beside.changed.connect(self._show)
        beside.view.changed.connect(self._mark_open)
        self._show()

    def _reach(self, number: int, one: Reach) -> QToolButton:
        made = QToolButton()
        made.setText(one.value)
        made.setCheckable(True)
        made.setProperty("look", "filter")
        made.setAccessibleName(f"材料范围：{one.value}")
        self._reaches.addButton(made, number)
        return made

    def _show(self) -> None:
        for number, one in enumerate(Reach):
            made = self._reaches.button(number)
            count = len(self._beside.rows(one))
            made.setText(f"{one.value}{count}" if count else one.value)
            made.setChecked(one is self._beside.reach)
        about = self._beside.about
        self._about.set_whole(f"框选、添加到：{about}" if about else "")
        rows = self._beside.rows(self._beside.reach)
        self.list.show_rows(rows)
        self._unlink.setEnabled(bool(rows) and self._beside.goal is not None)
        self.add_button.setEnabled(self._beside.goal is not None)
        self._mark_open()

    def _mark_open(self) -> None:
        held = self._beside.view.evidence
        self.list.mark(held.sha256 if held else "")

    def _on_chosen(self) -> None:
        found = self._chosen
        held = self._beside.view.evidence
        if isinstance(found, ShelfRow) and (held is None or held.sha256 != found.evidence):
            first = found.links[0].link
            self._beside.show(found.evidence, first.page or 1, first.region)

    @property
    def _chosen(self) -> object:
        return None if self.list.currentRow() < 0 else self.list.currentItem().data(_ROW)

    def _on_unlink(self) -> None:
        found = self._chosen
        if isinstance(found, ShelfRow) and self._beside.goal is not None:
            self._beside.unlink(found)


class _FileList(QListWidget):
    """File names with what they prove."""

    unlinked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("佐证材料")
        self.setProperty("framed", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.hide()  # until there is a file

    def show_rows(self, rows: tuple[ShelfRow, ...]) -> None:
        """Show these; the open one stays the current one."""
        held = [self.item(at).data(_ROW) for at in range(self.count())]
        if held == list(rows):
            return
        self.blockSignals(True)
        self.clear()
        for one in rows:
            item = QListWidgetItem(f"⚠ {one.name}" if one.warns else one.name, self)
            item.setData(_ROW, one)
            item.setToolTip(f"{one.name}\n{one.told}")
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, one.told)
        self.blockSignals(False)
        shown = min(max(1, len(rows)), _SHOWN)
        self.setFixedHeight(px(38) * shown + px(6))
        self.setVisible(bool(rows))

    def mark(self, evidence: str) -> None:
        """Make the file that is open the current one, without opening it again."""
        for at in range(self.count()):
            if self.item(at).data(_ROW).evidence == evidence:
                self.blockSignals(True)
                self.setCurrentRow(at)
                self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the link away."""
        if event.key() == Qt.Key.Key_Delete:
            self.unlinked.emit()
        else:
            super().keyPressEvent(event)
