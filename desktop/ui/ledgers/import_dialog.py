"""导入台账: which column means what, and what becomes of every row; nothing is written before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QSplitter, QStackedWidget, QWidget

from desktop.domain.ledgers.kinds import LEDGERS
from desktop.services.ledger_sights import LedgerUnit
from desktop.ui.dialogs.file_choice import choose_table
from desktop.ui.ledgers.import_columns import ImportColumns
from desktop.ui.ledgers.import_refusal import ImportRefusal
from desktop.ui.ledgers.import_rows import ImportRowsPane
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import ElidedLabel, label
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.import_draft import ImportDraft


class ImportDialog(QDialog):
    """Columns at the left, rows at the right; without a plan only why there is none."""

    def __init__(self, parent: QWidget, draft: ImportDraft, units: Sequence[LedgerUnit]) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setWindowTitle("导入台账")
        self._source = ElidedLabel("", "heading")
        ledgers = [(ledger.name, name) for name, ledger in LEDGERS.items()]
        self.ledgers = _list("导入到", ledgers, draft.wish.ledger)
        self.sheets = _list("工作表", (), "")
        self._sheets = label("工作表", "soft")
        names = [(one.name, one.id) for one in units]
        self.units = _list(
            "没有单位列的行归入", [("按表中的单位列", None), *names], draft.wish.unit
        )
        self.columns, self.pane = ImportColumns(draft), ImportRowsPane()
        self.refusal, self._right = ImportRefusal(), QStackedWidget()
        self._summary = flowing("", "strong")
        self.keep_button = button("导入", "primary")
        self.keep_button.setDefault(True)
        self.cancel_button = button("取消")
        self._lay_out()
        self.ledgers.activated.connect(lambda _: draft.choose_ledger(self.ledgers.currentData()))
        self.sheets.activated.connect(lambda _: draft.choose_sheet(self.sheets.currentText()))
        self.units.activated.connect(lambda _: draft.choose_unit(self.units.currentData()))
        self.keep_button.clicked.connect(draft.keep)
        self.refusal.other_button.clicked.connect(self._choose_other)
        draft.changed.connect(self._show)
        draft.ended.connect(self.accept)
        room = parent.window().size()
        self.resize(min(px(1240), room.width() - px(40)), min(px(680), room.height() - px(40)))
        self._show()

    def _lay_out(self) -> None:
        head = row(self._source, label("导入到", "soft"), self.ledgers, 12)
        for part in (self._sheets, self.sheets, label("单位", "soft"), self.units):
            head.addWidget(part)
        head.setStretch(0, 1)
        head.setContentsMargins(px(18), px(12), px(18), px(10))
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(self.columns)
        self._right.addWidget(self.pane)
        self._right.addWidget(self.refusal)
        panes.addWidget(self._right)
        panes.setChildrenCollapsible(False)
        panes.setSizes([px(360), px(840)])
        self.cancel_button.clicked.connect(self.reject)
        foot = row(self._summary, self.cancel_button, self.keep_button, margins=(18, 8, 18, 12))
        foot.setStretch(0, 1)
        whole = column(framed("head", head), panes, framed("foot", foot), gap=0)
        whole.setStretchFactor(panes, 1)
        self.setLayout(whole)

    def _show(self) -> None:
        draft, plan = self._draft, self._draft.plan
        self._summary.setText(draft.summary)
        taken = len(plan.taken) if plan else 0
        self.keep_button.setText(
            "正在导入…" if draft.is_writing else f"导入 {taken} 行" if taken else "导入"
        )
        self.keep_button.setAccessibleName(self.keep_button.text())
        self.keep_button.setEnabled(draft.is_ready)
        self.cancel_button.setText("关闭" if draft.is_writing else "取消")
        self.cancel_button.setAccessibleName(self.cancel_button.text())
        self.cancel_button.setToolTip(
            "Esc：写入接着进行" if draft.is_writing else "Esc：什么也不写入"
        )
        for one in (self.ledgers, self.sheets, self.units, self.columns):
            one.setEnabled(not draft.is_writing)
        self._source.set_whole(draft.source)
        self._show_sheets()
        self.columns.refresh()
        self.pane.show_plan(plan)
        self._show_refusal(draft.failure if plan is None else "")

    def _show_refusal(self, words: str) -> None:
        self.columns.setHidden(bool(words))
        self._right.setCurrentWidget(self.refusal if words else self.pane)
        if words:
            self.refusal.show_failure(words, final=not self._draft.sheets)

    def _choose_other(self) -> None:
        path = choose_table(self)
        if path is not None:
            self._draft.read(path)

    def _show_sheets(self) -> None:
        names, plan = self._draft.sheets, self._draft.plan
        if names != tuple(self.sheets.itemText(at) for at in range(self.sheets.count())):
            self.sheets.clear()
            self.sheets.addItems(names)
        self.sheets.setCurrentText(plan.sheet if plan else self._draft.wish.sheet or "")
        for one in (self._sheets, self.sheets):
            one.setVisible(len(names) > 1)


def _list(name: str, choices: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    made = QComboBox()
    name_choice(made, name)
    for words, value in choices:
        made.addItem(words, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made
