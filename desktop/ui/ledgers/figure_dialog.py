"""测算: what a unit's ledgers come to, each figure open to the rows behind it; nothing is recorded here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.services.ledger_figures import Figure
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label
from desktop.ui.theme.fonts import STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.ledger_book import LedgerBook

_NAME, _VALUE, _BASIS = range(3)
_WIDTHS: Final = {_NAME: 380, _VALUE: 200}


class FigureDialog(QDialog):
    """A tree: figures, below each the rows, and what the ledgers lack for it."""

    def __init__(self, parent: QWidget, book: LedgerBook) -> None:
        super().__init__(parent)
        self.setWindowTitle("台账测算")
        self._book = book
        self.units = QComboBox()
        name_choice(self.units, "单位")
        self.units.setMinimumWidth(px(240))
        for one in book.units:
            self.units.addItem(one.name, one.id)
        self.units.setCurrentIndex(max(0, self.units.findData(book.unit)))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("测算结果")
        self.tree.setHeaderLabels(["项目", "结果", "依据"])
        self.tree.setProperty("arrows", "true")
        self.tree.setProperty("page", "true")
        self.tree.setUniformRowHeights(True)
        for at, width in _WIDTHS.items():
            self.tree.setColumnWidth(at, px(width))
        close = button("关闭", "primary")
        head = row(
            label("台账测算", "heading"),
            self.units,
            label(f"{book.year} 年", "soft"),
            None,
            label("按 → 展开看是哪几行", "small"),
            margins=(18, 12, 18, 10),
        )
        foot = row(None, close, margins=(18, 8, 18, 12))
        whole = column(framed("head", head), self.tree, framed("foot", foot), gap=0)
        whole.setStretchFactor(self.tree, 1)
        self.setLayout(whole)
        room = parent.window().size()
        self.resize(min(px(1120), room.width() - px(40)), min(px(640), room.height() - px(40)))
        close.clicked.connect(self.accept)
        self.units.activated.connect(lambda _: self._show())
        self._show()
        self.tree.setFocus()

    def _show(self) -> None:
        self.tree.clear()
        unit = self.units.currentData()
        for one in self._book.figures(unit) if unit else ():
            self.tree.addTopLevelItem(_item(one))
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)


def _item(one: Figure) -> QTreeWidgetItem:
    lacking = "" if one.basis else f"还算不出：{'；'.join(one.gaps)}"
    made = QTreeWidgetItem([one.name, one.value, one.basis or lacking])
    made.setToolTip(_NAME, one.name)
    made.setToolTip(_VALUE, lacking)
    made.setToolTip(_BASIS, one.basis or lacking)
    if lacking:
        made.setData(_VALUE, Qt.ItemDataRole.AccessibleTextRole, lacking)
        made.setForeground(_BASIS, colour("amber"))
    made.setFont(_VALUE, font("base", STRONG))
    if one.good is not None:
        made.setForeground(_VALUE, colour("green" if one.good else "red"))
    for row_ in one.counted:
        excused = f"（{row_.excused}，可免责）" if row_.excused else ""
        child = QTreeWidgetItem(
            [f"{row_.note}{excused}", "", row_.day.isoformat() if row_.day else ""]
        )
        child.setToolTip(_NAME, row_.note)
        made.addChild(child)
    for gap in one.gaps:
        child = QTreeWidgetItem([f"台账不全：{gap}", "", ""])
        child.setForeground(_NAME, colour("amber"))
        made.addChild(child)
    for child_ in (made.child(at) for at in range(made.childCount())):
        child_.setFirstColumnSpanned(False)
        child_.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return made
