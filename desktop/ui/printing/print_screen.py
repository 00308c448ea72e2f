"""What can be printed, as it will look: the choice at the left, the very pages at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QScrollArea, QSplitter, QWidget

from desktop.services.papers import Paper
from desktop.services.print_batches import Printed
from desktop.ui.dialogs.paper_place import (
    PAPER_KINDS,
    choose_paper_place,
    documents,
    may_replace,
)
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel, paragraph
from desktop.ui.parts.tab_order import order_after
from desktop.ui.printing.paper_choice import PaperChoice
from desktop.ui.printing.print_report import PrintReport
from desktop.ui.theme.tokens import px
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.print_desk import PrintDesk


class PrintScreen(QWidget):
    """Ctrl+P comes here; Esc goes back to where one was."""

    back_wanted = Signal()
    printer_wanted = Signal()
    code_wanted = Signal()

    def __init__(self, desk: PrintDesk) -> None:
        super().__init__()
        self._desk = desk
        self.choice = PaperChoice(desk)
        self.viewer = EvidenceViewer(desk.view)
        self._refusal = paragraph("", "strong", "amber")
        self.print_button = button("打印…", "primary", "printer", "送到打印机（Ctrl+P）")
        self.save_button = button(
            "另存为…", "", "device-floppy", "存成 PDF、Word 或 Excel（Ctrl+S）"
        )
        self.all_button = button("全部单位", "", "folder-open", "每个单位一个文件，存进一个文件夹")
        self.kinds = QMenu(self)  # of the files of all units
        self.all_button.setMenu(self.kinds)
        self.code_button = button(
            "核验纸面…", "", "qrcode", "输入纸面上的核验码，看它是不是工作区里的"
        )
        self._back = tool("arrow-left", "返回", "返回（Esc）")
        self._title = ElidedLabel("打印", "heading")
        self._scrolls = QScrollArea()
        self._paper: Paper | None = None  # the one that was brought into sight last
        self._lay_out()
        self._connect()
        self.entry = self.choice.papers

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(column(self.choice, None, margins=(16, 14, 16, 16)))
        scrolls = self._scrolls
        scrolls.setObjectName("pane")
        scrolls.setWidgetResizable(True)
        scrolls.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolls.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolls.setWidget(inside)
        scrolls.setMinimumWidth(px(260))
        pages = column(self._refusal, self.viewer, gap=0)
        pages.setStretch(1, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(px(5))
        panes.addWidget(scrolls)
        panes.addWidget(framed("pane", pages))
        panes.setSizes([px(300), px(900)])
        panes.setStretchFactor(1, 1)
        self._refusal.setContentsMargins(px(16), px(12), px(16), px(12))
        deeds = (self.code_button, self.all_button, self.save_button, self.print_button)
        line = row(self._back, self._title, *deeds, margins=(10, 8, 16, 8))
        line.setStretch(1, 1)
        whole = column(framed("strip", line), panes, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        desk = self._desk
        self._back.clicked.connect(self.back_wanted)
        self.print_button.clicked.connect(self.printer_wanted)
        self.save_button.clicked.connect(self.ask_where)
        self.kinds.aboutToShow.connect(self._offer_kinds)
        self.code_button.clicked.connect(self.code_wanted)
        desk.changed.connect(self._show)
        desk.batch_done.connect(self._on_batch_done)
        stops = (self.code_button, self.all_button, self.save_button, self.print_button)
        order_after(self.choice.last_step, stops)
        deeds = {
            "Esc": self.back_wanted.emit,
            "Ctrl+P": self.print_button.click,
            "Ctrl+S": self.save_button.click,
            "Ctrl+Left": lambda: desk.step_unit(-1),
            "Ctrl+Right": lambda: desk.step_unit(1),
        }
        keys_within(self, deeds)

    def _show(self) -> None:
        desk = self._desk
        choice, wanted = desk.choice, desk.wanted
        if choice is None or wanted is None:
            return
        self._title.set_whole(f"打印　{choice.name}")
        self._refusal.setText(desk.refusal)
        self._refusal.setVisible(bool(desk.refusal))
        there = desk.is_ready
        self.print_button.setEnabled(there)
        self.save_button.setEnabled(there and not desk.is_saving)
        self.all_button.setVisible(wanted.paper.of_unit)
        self.all_button.setEnabled(not desk.is_busy)
        if wanted.paper != self._paper:
            self._paper = wanted.paper
            QTimer.singleShot(0, self, self._bring_paper_into_sight)  # laid out only then

    def _bring_paper_into_sight(self) -> None:
        """The list does not scroll by itself: with large text its last papers stand below the window's edge."""
        papers, inside = self.choice.papers, self._scrolls.widget()
        chosen = papers.visualItemRect(papers.currentItem())
        middle = papers.viewport().mapTo(inside, chosen.center())
        self._scrolls.ensureVisible(middle.x(), middle.y(), 0, chosen.height())

    # -- files

    def ask_where(self) -> None:
        """One file, of the kind that is chosen with its name."""
        wanted = self._desk.wanted
        if wanted is None:
            return
        out = choose_paper_place(self, wanted.paper.endings, self._desk.suggested(".pdf"))
        if out is not None:
            self._desk.save(out)

    def _offer_kinds(self) -> None:
        self.kinds.clear()
        wanted = self._desk.wanted
        for ending in wanted.paper.endings if wanted else ():
            words = f"存成 {PAPER_KINDS[ending].split(' ')[0]} 文件…"
            self.kinds.addAction(words).triggered.connect(partial(self.ask_folder, ending))

    def ask_folder(self, ending: str) -> None:
        """A folder for every unit's paper."""
        name = QFileDialog.getExistingDirectory(self, "存到哪个文件夹", str(documents()))
        if not name:
            return
        there = self._desk.files_there(Path(name), ending)
        if not there or may_replace(self, there, Path(name)):
            self._desk.save_all(Path(name), ending)

    def _on_batch_done(self, printed: Printed) -> None:
        if printed.failures or printed.lacking or printed.left:
            put_up(PrintReport(self, printed))
