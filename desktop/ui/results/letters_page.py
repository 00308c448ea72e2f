"""发文: what was sent in the round, exactly as it was sent, and a new letter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTableWidget, QWidget

from desktop.ui.dialogs.paper_place import choose_paper_place
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel, paragraph
from desktop.ui.parts.tables import Heading, add_row, go_to, word_table, wrap_rows
from desktop.ui.results.letter_dialog import LetterDialog
from desktop.ui.results.result_page import ResultPage
from desktop.ui.theme.tokens import px
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.letter_desk import LetterDesk
from desktop.viewmodels.result_book import ResultBook

_HEADINGS: Final = (
    Heading("文号", 128),
    Heading("发文", None),
    Heading("日期", 104),
)
_NONE: Final = "这个批次还没有登记发文；按“拟一份…”从考核结果拟写"
_UNSCORED: Final = "这个批次的方案不计分，没有考核结果可以发文"
ENDINGS: Final = (".docx", ".pdf")


class LettersPage(ResultPage):
    """The register at the left, the letter at the right."""

    hint = "上下键换一份　Ctrl+N 拟一份　Ctrl+S 存成文件"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.desk = LetterDesk(book)
        self.desk.setParent(self)
        self.table: QTableWidget = word_table("已登记的发文", _HEADINGS)
        wrap_rows(self.table)
        self.draft_button = button("拟一份…", "primary", "plus", "从考核结果拟一份文书（Ctrl+N）")
        self.save_button = button(
            "存成文件…", "", "device-floppy", "存成 Word 或 PDF 文件（Ctrl+S）"
        )
        self.summary = ElidedLabel("", "soft")
        self._remarks = paragraph("", "small")
        self.viewer = EvidenceViewer(self.desk.preview.view)
        self._lay_out()
        self._connect()
        self.entry = self.table

    def _lay_out(self) -> None:
        line = row(self.summary, self.draft_button)
        line.setStretch(0, 1)
        left = column(line, self.table, gap=8, margins=(16, 10, 12, 12))
        tools = row(self._remarks, self.save_button, margins=(12, 8, 16, 8))
        tools.setStretch(0, 1)
        right = column(tools, self.viewer, gap=0)
        right.setStretch(1, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(px(5))
        panes.addWidget(framed("pane", left))
        panes.addWidget(framed("pane", right))
        panes.setSizes([px(560), px(640)])
        self.setLayout(column(panes, gap=0))

    def _connect(self) -> None:
        self.desk.changed.connect(self._show)
        self.desk.preview.changed.connect(self._show_preview)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.draft_button.clicked.connect(self.begin)
        self.save_button.clicked.connect(self.ask_where)
        keys_within(self, {"Ctrl+N": self.begin, "Ctrl+S": self.ask_where})

    def show_round(self) -> None:
        """All of it anew."""
        self.desk.read()

    def let_go(self) -> None:
        """Nothing is looked at any more."""
        self.desk.preview.close()

    def begin(self) -> None:
        """A new letter."""
        if self.desk.can_draft:
            put_up(LetterDialog(self.window(), self.desk.draft()))

    def ask_where(self) -> None:
        """The letter that is looked at, as a file."""
        made = self.desk.preview.made
        if made is None:
            return
        out = choose_paper_place(self, ENDINGS, made.file_name(".docx"))
        if out is not None:
            self.desk.preview.save(out)

    def _on_chosen(self) -> None:
        rows = {one.row() for one in self.table.selectedIndexes()}
        if rows:
            self.desk.choose(self.desk.letters[min(rows)])

    def _show(self) -> None:
        letters = self.desk.letters
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for one in letters:
            what = self.desk.unit_of(one) or one.title
            add_row(self.table, one.number, f"{one.kind}　{what}", f"{one.dated:%Y-%m-%d}")
        if self.desk.chosen in letters:
            go_to(self.table, self.table.model().index(letters.index(self.desk.chosen), 0))
        self.table.blockSignals(False)
        scored = self.desk.can_draft
        self.draft_button.setEnabled(scored)
        self.summary.set_whole(f"已登记 {len(letters)} 份" if letters else "还没有登记")
        self._begin_at(self.table if letters or not scored else self.draft_button)
        if not letters:
            self.desk.preview.show_nothing(_NONE if scored else _UNSCORED)
        self._show_preview()

    def _begin_at(self, entry: QWidget) -> None:
        """With the first letter there is something to look at; whoever drafted it need not go there."""
        if entry is self.table and self.window().focusWidget() is self.draft_button is self.entry:
            entry.setFocus()
        self.entry = entry

    def _show_preview(self) -> None:
        preview = self.desk.preview
        self.save_button.setEnabled(preview.made is not None)
        told = "；".join(preview.remarks)
        self._remarks.setText(f"预览和 Word 里不同的：{told}" if told else "")
