"""Sheets that went to other workstations and came from there: a box of its page, with the ways out and back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.own_files import PACKAGE
from desktop.services.handing_over import HandoverSight
from desktop.ui.dialogs.paper_place import documents
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.results.handover_dialog import HandoverDialog
from desktop.ui.results.merge_dialog import MergeDialog
from desktop.ui.theme.tokens import px
from desktop.viewmodels.exchange import Exchange
from desktop.viewmodels.merge_draft import MergeDraft

_WHAT = "几个人分头考核时，把一部分单位装进考核包交给另一台电脑，考核完再交回来合并。"
_NONE = "这个批次还没有交出过，也没有接收过。"
_KINDS: Final = f"考核包 (*{PACKAGE})"
_HEADINGS: Final = (
    Heading("往来", 210),
    Heading("日期", 100),
    Heading("单位", None),
    Heading("情况", 300),
)

_HIGHEST = 260


class ExchangeBox(QWidget):
    """The newest first; what was changed here since it went is said."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__()
        self._exchange = exchange
        self.table = word_table("考核包往来", _HEADINGS)
        wrap_rows(self.table)
        self.table.setMaximumHeight(px(_HIGHEST))
        self._none = flowing(_NONE, "soft")
        self.give_button = button("交出考核包…", "primary", "upload", "选择单位，写成一个文件")
        self.take_button = button(
            "接收考核包…", "", "folder-open", "打开别人交来或交回的考核包，先看再并"
        )
        self.setLayout(
            column(
                label("分头考核", "strong"),
                flowing(_WHAT, "soft"),
                row(self.give_button, self.take_button, None),
                self._none,
                self.table,
                gap=8,
            )
        )
        self.give_button.clicked.connect(self._on_give)
        self.take_button.clicked.connect(lambda: take_package(self, exchange))
        exchange.changed.connect(self._on_changed)
        exchange.planned.connect(self._on_planned)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.show_standing()

    def show_standing(self) -> None:
        """As it is now."""
        found = self._exchange.handovers
        self.table.setRowCount(0)
        for one in found:
            add_row(self.table, _way(one), f"{one.on}", "、".join(one.units), _state(one))
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)

    def _on_give(self) -> None:
        dialog = HandoverDialog(self.window(), self._exchange.candidates)
        dialog.accepted.connect(lambda: self._give(dialog.units, dialog.to.text().strip()))
        put_up(dialog)

    def _give(self, units: tuple[str, ...], to: str) -> None:
        suggested = str(documents() / self._exchange.suggested(to))
        name, _ = QFileDialog.getSaveFileName(self.window(), "考核包存放在", suggested, _KINDS)
        if name:
            self._exchange.hand_over(units, to, Path(name))

    def _on_planned(self, draft: MergeDraft) -> None:
        put_up(MergeDialog(self.window(), draft))


def take_package(parent: QWidget, exchange: Exchange) -> None:
    """Ask for a package and look at it."""
    name, _ = QFileDialog.getOpenFileName(parent.window(), "选择考核包", "", _KINDS)
    if name:
        exchange.open_package(Path(name))


def _way(one: HandoverSight) -> str:
    return f"交给{one.who}" if one.given else f"来自{one.who}"


def _state(one: HandoverSight) -> str:
    if not one.given:
        return "已接收"
    if one.back is not None:
        return f"已收回（{one.back}）"
    if one.changed:
        return f"还没有收回；交出后本机又改过：{'、'.join(one.changed)}"
    return "还没有收回"
