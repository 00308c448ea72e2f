"""诊断: how the program and its workspace stand, what to do about it, and a report that can be given away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.services.diagnosis.told import Check, FullCheck, State
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.in_sight import bring_into_sight
from desktop.ui.parts.labels import label, paragraph, sign
from desktop.ui.settings.card_page import CardPage, card
from desktop.ui.settings.fault_table import FaultTable
from desktop.ui.settings.report_preview import ReportPreview
from desktop.ui.theme.tokens import px
from desktop.viewmodels.diagnosis import DiagnosisDesk

# A state is told by its shape and its word as well as by its colour.
_SIGNS: Final = {
    State.NORMAL: ("circle-check-filled", "green"),
    State.NOTICE: ("alert-triangle-filled", "amber"),
    State.FAULT: ("diamond-minus-filled", "red"),
}
_WHOLE: Final = {
    State.NORMAL: "没有发现问题",
    State.NOTICE: "可以放心使用，下面标“注意”的最好处理",
    State.FAULT: "有问题要处理，请看下面标“有问题”的",
}
_FULL: Final = (
    "逐条读留痕、逐件核对佐证文件有没有缺少或被改动；材料多时要几分钟，核对时可以照常工作。"
)


class DiagnosisPage(CardPage):
    """Looked at when it comes into sight; a full check only when it is asked for."""

    def __init__(self, desk: DiagnosisDesk) -> None:
        self._desk = desk
        self._whole = paragraph("", "strong")
        self.again_button = button("重新检查", "", "rotate-clockwise")
        self.report_button = button(
            "保存诊断报告…", "", "device-floppy", "只有版本、状态和数量；存之前先看一遍"
        )
        self._checks = _grid()
        self.full_button = button("核对全部", "primary", "shield-check")
        self.faults = FaultTable()
        self._shown: FullCheck | None = desk.full  # what it tells already
        self._facts = _grid()
        super().__init__(*self._cards())
        self.again_button.clicked.connect(desk.look)
        self.full_button.clicked.connect(desk.check_all)
        self.report_button.clicked.connect(self.show_report)
        desk.changed.connect(self._show)
        self._show()

    def _cards(self) -> tuple[QWidget, ...]:
        tools = row(self.again_button, self.report_button, None)
        full = column(
            paragraph(_FULL, "soft"),
            row(self.full_button, None),
            self.faults,
            gap=8,
        )
        return (
            card("诊断", column(self._whole, tools, 4, holder(self._checks), gap=10)),
            card("核对工作区", full),
            card("版本、位置和数量", holder(self._facts)),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: things may have changed since."""
        super().showEvent(event)
        self._desk.look()

    def show_report(self) -> None:
        """What would be saved, before it is."""
        put_up(ReportPreview(self.window(), self._desk))

    def _show(self) -> None:
        desk, found = self._desk, self._desk.diagnosis
        self.report_button.setEnabled(found is not None)
        self._whole.setText(_verdict(desk))
        if found is not None:
            _fill_checks(self._checks, found.checks)
            _fill(self._facts, [(one.name, one.words) for one in found.facts])
        self._show_full(None if desk.is_checking else desk.full)

    def _show_full(self, full: FullCheck | None) -> None:
        """A check that has just ended was asked for: it comes into sight once it is laid out."""
        is_new, self._shown = full is not self._shown, full
        self.faults.show_check(full)
        if full is not None and is_new:
            QTimer.singleShot(0, self.faults, lambda: bring_into_sight(self.faults))


def _verdict(desk: DiagnosisDesk) -> str:
    """What a full check found weighs more than what a look tells."""
    if desk.full is not None and desk.full.faults:
        return f"核对全部查出 {len(desk.full.faults)} 处问题，请按下面写的“怎么办”处理"
    return "正在检查…" if desk.diagnosis is None else _WHOLE[desk.diagnosis.worst]


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(px(14))
    made.setVerticalSpacing(px(9))
    return made


def _fill_checks(grid: QGridLayout, checks: tuple[Check, ...]) -> None:
    """The worst first; each with its sign, its word, its name and the sentence."""
    _clear(grid)
    grid.setColumnStretch(3, 1)
    order = [State.FAULT, State.NOTICE, State.NORMAL]
    top = Qt.AlignmentFlag.AlignTop
    for at, one in enumerate(sorted(checks, key=lambda check: order.index(check.state))):
        picture, tone = _SIGNS[one.state]
        mark = sign(picture, tone)
        mark.setContentsMargins(0, px(2), 0, 0)  # level with the words
        grid.addWidget(mark, at, 0, top)
        grid.addWidget(label(one.state.value, "strong", tone), at, 1, top)
        grid.addWidget(label(one.name, "strong"), at, 2, top)
        grid.addWidget(paragraph(one.words), at, 3)


def _fill(grid: QGridLayout, rows: list[tuple[str, str]]) -> None:
    _clear(grid)
    grid.setColumnStretch(1, 1)
    for at, (name, words) in enumerate(rows):
        grid.addWidget(label(name, "soft"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(paragraph(words), at, 1)


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        gone = item.widget()
        gone.hide()
        gone.deleteLater()
