"""图表: a round in pictures, each with the sentence that says what is to be seen, and the same as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QListWidget,
    QStackedWidget,
    QTableWidget,
    QWidget,
)

from desktop.services.chart_pictures import PNG, SVG, Chart, chart_file_name
from desktop.services.round_charts import CHARTS
from desktop.ui.dialogs.paper_place import documents
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.empty_page import EmptyPage
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import Heading, add_row, word_table
from desktop.ui.results.chart_canvas import ChartCanvas, picture_of
from desktop.ui.results.result_page import ResultPage
from desktop.ui.theme.tokens import px
from desktop.viewmodels.chart_book import ChartBook
from desktop.viewmodels.result_book import ResultBook

_LIST: Final = 128
_OTHERS: Final = 190
_COLUMN: Final = 110
_KINDS: Final = {PNG: "PNG 图片 (*.png)", SVG: "SVG 图形 (*.svg)"}


class ChartPage(ResultPage):
    """The charts by name, the picture large, its sentence below."""

    hint = "↑ ↓ 换图　Ctrl+C 复制图（看数据时复制表）　Ctrl+D 看数据或看图"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.charts = ChartBook(book, self)
        self.names = QListWidget()
        self.others: QComboBox = ElidedChoice("和哪个批次比")
        self.data = button("看数据", tip="同样的数字，一行一行的表（Ctrl+D）")
        self.png = button("存为图片…", tip="PNG 图片，可以插到幻灯片和文件里")
        self.svg = button("存为 SVG…", tip="放大也清楚的图形，可以在 Word 里再改")
        self.prints = button("打印", picture="printer", tip="全部图表，连同说明的话")
        self.canvas = ChartCanvas()
        self.empty = EmptyPage()
        self.table: QTableWidget | None = None
        self.picture = QStackedWidget()
        self.sentence = paragraph("", "sentence")
        self._set_up()
        self._lay_out()
        self._connect()
        self.entry = self.names

    def _set_up(self) -> None:
        self.names.setAccessibleName("图表")
        self.names.setProperty("framed", "true")
        self.names.setProperty("dense", "true")
        self.names.setFixedWidth(px(_LIST))
        self.names.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.names.addItems(list(CHARTS))
        self.names.setCurrentRow(0)
        self.others.setMinimumWidth(px(_OTHERS))
        self.data.setCheckable(True)
        for one in (self.canvas, self.empty):
            self.picture.addWidget(one)

    def _lay_out(self) -> None:
        self._beside = holder(row(label("和", "soft"), self.others, label("比", "soft"), gap=6))
        tools = row(self._beside, None, self.data, self.png, self.svg, self.prints)
        told = framed("foot", column(self.sentence, margins=(16, 8, 16, 8)))
        shown = column(
            framed("pane", column(tools, margins=(16, 8, 16, 8))), self.picture, told, gap=0
        )
        shown.setStretchFactor(self.picture, 1)
        side = column(self.names, margins=(16, 8, 0, 8))
        whole = row(side, shown, gap=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.names.currentTextChanged.connect(self.charts.choose)
        self.others.activated.connect(lambda _: self.charts.choose_other(self.others.currentData()))
        self.data.toggled.connect(lambda _: self._show())
        self.png.clicked.connect(lambda: self._save(PNG))
        self.svg.clicked.connect(lambda: self._save(SVG))
        self.prints.clicked.connect(self.charts.print)
        self.charts.changed.connect(self._show)
        self.charts.saved.connect(
            lambda place: self.book.workplace.remarked.emit(f"图已存到“{place}”")
        )
        keys_within(self, {"Ctrl+C": self.copy, "Ctrl+D": self.data.toggle})

    def show_round(self) -> None:
        """All of it anew."""
        self.charts.show_round()

    def showEvent(self, event: QShowEvent) -> None:
        """In sight."""
        super().showEvent(event)
        self.charts.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight."""
        super().hideEvent(event)
        self.charts.sleep()

    # -- what is shown

    def _show(self) -> None:
        chart = self.charts.chart
        self._show_others()
        drawn = chart.figures is not None
        self.canvas.show_chart(chart)
        self._show_data(chart)
        self.sentence.setText(chart.words if drawn else "".join(chart.notes))
        self.sentence.setVisible(drawn or bool(chart.notes))
        for one in (self.png, self.svg):
            one.setEnabled(drawn)
        self.data.setEnabled(bool(chart.rows))
        self.data.setText("看图" if self.data.isChecked() else "看数据")
        if self.data.isChecked() and self.table is not None:
            self.picture.setCurrentWidget(self.table)
        elif drawn:
            self.picture.setCurrentWidget(self.canvas)
        else:
            self.empty.show_ways(chart.sentence, ())
            self.picture.setCurrentWidget(self.empty)

    def _show_others(self) -> None:
        self._beside.setVisible(self.charts.sets_beside and bool(self.charts.rounds))
        self.others.clear()
        for one in self.charts.rounds:
            self.others.addItem(one.name, one.id)
        self.others.setCurrentIndex(self.others.findData(self.charts.other))

    def _show_data(self, chart: Chart) -> None:
        """Only while it is looked at; its columns are each chart's own."""
        old: QWidget | None = self.table
        self.table = None
        if old is not None:
            self.picture.removeWidget(old)
            old.deleteLater()
        if not self.data.isChecked() or not chart.rows:
            return
        widest = _widest(chart)
        headings = [
            Heading(words, None if at == widest else _COLUMN)
            for at, words in enumerate(chart.headings)
        ]
        self.table = word_table(f"{chart.name}的数据", headings)
        for cells in chart.rows:
            add_row(self.table, *cells)
        self.picture.addWidget(self.table)

    # -- what is done with it

    def copy(self) -> None:
        """The picture, or the table where that is in sight."""
        chart, board = self.charts.chart, QGuiApplication.clipboard()
        if self.table is not None:
            board.setText("\n".join("\t".join(one) for one in (chart.headings, *chart.rows)))
            self.book.workplace.remarked.emit("已复制这张表，可以粘贴到电子表格")
        elif chart.figures is not None:
            board.setImage(picture_of(self.charts.poster))
            self.book.workplace.remarked.emit("已复制这张图，可以粘贴到文件和幻灯片")

    def _save(self, ending: str) -> None:
        name = chart_file_name(self.charts.chart, self.charts.heading, ending)
        suggested = str(documents() / name)
        chosen, _ = QFileDialog.getSaveFileName(self, "存为", suggested, _KINDS[ending])
        if chosen:
            out = Path(chosen)
            self.charts.save(out if out.suffix.lower() == ending else Path(f"{chosen}{ending}"))


def _widest(chart: Chart) -> int:
    """The column of long words takes what is left."""
    lengths = [
        max((len(one[at]) for one in chart.rows), default=0) for at in range(len(chart.headings))
    ]
    return lengths.index(max(lengths))
