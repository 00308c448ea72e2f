"""合并考核包: where both sides changed the same, side by side, and what comes in without a question beneath."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QListWidget,
    QSplitter,
    QWidget,
)

from desktop.services.merge_words import MergeSight
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import ElidedLabel, label
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.results.conflict_table import ConflictTable, side_words
from desktop.ui.theme.tokens import px
from desktop.viewmodels.merge_draft import MergeDraft

_TAKEN: Final = (
    Heading("单位", 110),
    Heading("何处", 250),
    Heading("本机现在", None),
    Heading("并入后", None),
)
_MOST_WRAPPED: Final = 100  # more of them would take long to lay out
_ALL, _LEFT = 0, 1
_EVERY_UNIT: Final = "全部单位"


class MergeDialog(QDialog):
    """Nothing is chosen beforehand; the button waits until every conflict is."""

    def __init__(self, parent: QWidget, draft: MergeDraft) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft = draft
        self.setWindowTitle(f"{draft.deed}考核包")
        self.table = ConflictTable(draft)
        self.filter = Segments([Segment("全部"), Segment("没有选定的")], "显示")
        self.filter.show_value(_ALL)
        self.units = QComboBox()
        name_choice(self.units, "单位")
        units = dict.fromkeys(one.unit for one in draft.sight.conflicts)
        self.units.addItems([_EVERY_UNIT, *units])
        self.ours_button = button("列出的都用本机", "", "", "列出的各处都用本机的；可以再逐处改选")
        self.theirs_button = button(
            "列出的都用对方", "", "", "列出的各处都用对方的；可以再逐处改选"
        )
        self._summary = flowing("", "strong")
        self.merge_button = button(draft.deed, "primary")
        self.cancel_button = button("取消")
        self._lay_out()
        self._connect()
        room = parent.window().size()
        width, height = (680, 460) if draft.sight.is_new else (1180, 680)
        self.resize(min(px(width), room.width() - px(40)), min(px(height), room.height() - px(40)))
        self._show()
        entry = self.table if draft.sight.conflicts else self.merge_button
        entry.setFocus()

    def _lay_out(self) -> None:
        sight = self._draft.sight
        head = column(flowing(_source(sight), "heading"), gap=4, margins=(18, 12, 18, 8))
        if not sight.is_new:
            head.addWidget(ElidedLabel("、".join(sight.units), "soft"))
        for remark in sight.remarks:
            head.addWidget(flowing(remark, "soft", "amber"))
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.setChildrenCollapsible(False)
        if sight.conflicts:
            panes.addWidget(self._conflicts())
        if sight.taken or not sight.conflicts:
            panes.addWidget(_taken(sight))
        panes.setSizes([px(330), px(190)] if panes.count() > 1 else [px(520)])
        foot = row(self._summary, self.cancel_button, self.merge_button, margins=(18, 8, 18, 12))
        foot.setStretch(0, 1)
        whole = column(framed("head", head), panes, framed("foot", foot), gap=0)
        whole.setStretchFactor(panes, 1)
        self.setLayout(whole)

    def _conflicts(self) -> QWidget:
        count = len(self._draft.sight.conflicts)
        head = row(label(f"两边改得不同的 {count} 处", "strong"), 8, self.filter, self.units, None)
        for one in (self.ours_button, self.theirs_button):
            head.addWidget(one)
        keys = label("← 用本机，→ 用对方；也可以点那一格", "small")
        return holder(column(head, self.table, keys, gap=6, margins=(18, 8, 18, 6)))

    def _connect(self) -> None:
        draft = self._draft
        self.filter.chosen.connect(lambda _: self._narrow())
        self.units.activated.connect(lambda _: self._narrow())
        self.ours_button.clicked.connect(lambda: self.table.choose_shown(theirs=False))
        self.theirs_button.clicked.connect(lambda: self.table.choose_shown(theirs=True))
        self.merge_button.clicked.connect(draft.merge)
        self.cancel_button.clicked.connect(self.reject)
        draft.changed.connect(self._show)
        draft.ended.connect(self.accept)

    def _narrow(self) -> None:
        unit = self.units.currentText() if self.units.currentIndex() else ""
        self.table.narrow(unit, left_only=self.filter.value == _LEFT)

    def _show(self) -> None:
        draft = self._draft
        self.table.refresh()
        if self.filter.value == _LEFT:
            self._narrow()
        self._summary.setText(draft.summary)
        self.merge_button.setEnabled(draft.is_ready)
        self.merge_button.setDefault(draft.is_ready)
        self.cancel_button.setText("关闭" if draft.is_writing else "取消")
        for one in (self.table, self.ours_button, self.theirs_button):
            one.setEnabled(not draft.is_writing)


def _source(sight: MergeSight) -> str:
    who = f"{sight.office}{sight.by}" if sight.office != sight.by else sight.by
    return f"来自{who}的考核包，{len(sight.units)} 个单位"


def _taken(sight: MergeSight) -> QWidget:
    if sight.is_new:
        files = f"，佐证 {sight.files} 件" if sight.files else ""
        words = f"这些单位的考核表本机还没有，将连同考核批次、办法和台账一起接收{files}。"
        units = QListWidget()
        units.setAccessibleName("将接收的单位")
        units.addItems([*sight.units])
        units.setCurrentRow(0)
        return holder(column(flowing(words), units, margins=(18, 12, 18, 8)))
    head = label(f"只有对方改过、将直接并入的 {len(sight.taken)} 处", "strong")
    table = word_table("将直接并入的改动", _TAKEN)
    if len(sight.taken) <= _MOST_WRAPPED:
        wrap_rows(table)
        # Else rows keep the height that they had before the columns got their room.
        table.horizontalHeader().geometriesChanged.connect(table.resizeRowsToContents)
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    for one in sight.taken:
        add_row(table, one.unit, one.where, one.ours.words, side_words(one.theirs))
    return holder(column(head, table, gap=6, margins=(18, 6, 18, 8)))
