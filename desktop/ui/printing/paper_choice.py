"""The choice of a paper: its kind, the unit, and which columns it has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from desktop.services.paper_names import paper_name
from desktop.services.papers import Paper
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tab_order import order_after
from desktop.ui.theme.tokens import px
from desktop.viewmodels.print_desk import PrintDesk

_SAYS: Final = {
    Paper.SHEET: "本单位各指标得分和扣分原因",
    Paper.NOTICE: "扣分条款、计算、佐证，怎样提出异议",
    Paper.INDEX: "收到的材料、对应的要求和装订页码",
    Paper.BINDER: "评分表、目录和全部扫描件，合成一个 PDF",
    Paper.LACKING: "本单位还缺哪些佐证材料，供发给单位补交",
    Paper.LACKS: "各单位应交、已交、还缺的佐证材料",
    Paper.BLANK: "没有得分的空白表，供发放填写",
    Paper.RANKING: "各单位总分和名次",
    Paper.MATRIX: "单位 × 指标的得分",
    Paper.STATISTICS: "各指标失分的单位和分数",
    Paper.CHARTS: "得分排名、失分、分布、和上年比",
    Paper.PACK: "封面、议程和以上各表，双面装订",
    Paper.YEAR: "全年各季度或各月的得分、合计和名次",
    Paper.CHANGES: "会上改动了什么，理由和前后的得分、名次，供签字",
    Paper.RECTIFICATIONS: "列入整改的失分、措施、责任人、期限和复查结果",
    Paper.CORRECTION: "所异议的评分表和更正后的评分表对照，附裁定",
}
_LONGEST: Final = 6  # characters of a heading beside its box; the whole of it is in the tool tip
_UNSCORED: Final = frozenset({Paper.SHEET, Paper.BLANK})  # all that a plan without points has


class PaperChoice(QWidget):
    """Shows what the desk wants, and changes it."""

    def __init__(self, desk: PrintDesk) -> None:
        super().__init__()
        self._desk = desk
        self.papers = QListWidget()
        self.papers.setAccessibleName("打印什么")
        self.papers.setProperty("framed", "true")
        self.papers.setProperty("dense", "true")
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.papers.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._says = paragraph("", "small")
        self.units = QComboBox()
        name_choice(self.units, "被考核单位")
        self.units.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        back = tool("chevron-left", "上一单位", "上一单位（Ctrl+←）")
        self.last_step = on = tool("chevron-right", "下一单位", "下一单位（Ctrl+→）")
        line = row(back, self.units, on, gap=2)
        line.setStretch(1, 1)
        self._unit = holder(column(label("单位", "soft"), line, gap=4))
        self._boxes: dict[str, QCheckBox] = {}
        self._columns = QGridLayout()
        self._columns.setSpacing(0)
        self._columns.setColumnStretch(1, 1)
        self._columns_part = holder(column(label("栏目", "soft"), self._columns, gap=4))
        self.setLayout(
            column(
                column(label("打印什么", "soft"), self.papers, self._says, gap=4),
                self._unit,
                self._columns_part,
                gap=14,
            )
        )
        back.clicked.connect(lambda: desk.step_unit(-1))
        on.clicked.connect(lambda: desk.step_unit(1))
        self.papers.currentItemChanged.connect(self._on_paper)
        self.units.activated.connect(self._on_unit)
        desk.changed.connect(self._show)

    def _on_paper(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._desk.choose_paper(item.data(Qt.ItemDataRole.UserRole))

    def _on_unit(self, at: int) -> None:
        if self._desk.choice is not None:
            self._desk.choose_unit(self._desk.choice.units[at].unit)

    def _show(self) -> None:
        choice, wanted = self._desk.choice, self._desk.wanted
        if choice is None or wanted is None:
            return
        offered = [one for one in Paper if choice.scored or one in _UNSCORED]
        offered = [one for one in offered if not one.about or one is wanted.paper]
        offered = [one for one in offered if choice.lists or not one.of_lists]
        self._show_papers(offered, wanted.paper, scored=choice.scored)
        self._says.setText(_SAYS[wanted.paper] if choice.scored else "方案规定的报表")
        names = [one.name for one in choice.units]
        if [self.units.itemText(n) for n in range(self.units.count())] != names:
            self.units.clear()
            self.units.addItems(names)
        units = [one.unit for one in choice.units]
        if wanted.unit in units:
            self.units.setCurrentIndex(units.index(wanted.unit))
        self._unit.setVisible(wanted.paper.of_unit)
        self._show_columns(is_scored=choice.scored)

    def _show_papers(self, offered: list[Paper], chosen: Paper, *, scored: bool) -> None:
        self.papers.blockSignals(True)  # Qt's
        names = [paper_name(one, scored=scored) for one in offered]
        if [self.papers.item(n).text() for n in range(self.papers.count())] != names:
            self.papers.clear()
            for one, name in zip(offered, names, strict=True):
                item = QListWidgetItem(name)
                item.setData(Qt.ItemDataRole.UserRole, one)
                item.setToolTip(_SAYS[one])
                self.papers.addItem(item)
            height = sum(self.papers.sizeHintForRow(n) for n in range(len(offered)))
            self.papers.setFixedHeight(height + px(6))
        self.papers.setCurrentRow(offered.index(chosen))
        self.papers.blockSignals(False)  # Qt's

    def _show_columns(self, *, is_scored: bool) -> None:
        columns, shown = self._desk.columns, self._desk.shown
        if [one.holds for one in columns] != list(self._boxes):
            for box in self._boxes.values():
                self._columns.removeWidget(box)
                box.deleteLater()
            self._boxes = {one.holds: self._box(one.holds, one.heading) for one in columns}
            for number, box in enumerate(self._boxes.values()):
                self._columns.addWidget(box, number // 2, number % 2)
            order_after(self.last_step, self._boxes.values())
        for holds, box in self._boxes.items():
            box.blockSignals(True)  # Qt's
            box.setChecked(holds in shown)
            box.blockSignals(False)  # Qt's
        self._columns_part.setVisible(bool(columns) and is_scored)

    def _box(self, holds: str, heading: str) -> QCheckBox:
        long = len(heading) > _LONGEST
        made = QCheckBox(f"{heading[: _LONGEST - 1]}…" if long else heading)
        made.setToolTip(heading if long else "")
        made.setAccessibleName(f"栏目：{heading}")
        made.toggled.connect(lambda on: self._desk.show_column(holds, shown=on))
        return made
