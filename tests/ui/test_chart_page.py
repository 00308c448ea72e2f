"""图表 with real keys: choose, look at the numbers, copy, save, and the round beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.documents.charts.drawing import Box, Dot, Drawing, Hatch, Label, Stroke
from desktop.documents.charts.palette import TONES
from desktop.services.charts.years import OF_UNITS
from desktop.services.papers import Paper, Wanted
from desktop.services.round_charts import CHARTS
from desktop.ui.results.chart_canvas import picture_of
from desktop.ui.results.chart_page import ChartPage
from tests.services.charting import NOW, THEN, unit_name
from tests.viewmodels.charting import Charting, charting

CTRL = Qt.KeyboardModifier.ControlModifier


class Open:
    """The page over six units."""

    def __init__(self, of: Charting) -> None:
        self.of = of
        self.page = ChartPage(of.book)
        self.page.resize(1100, 600)
        self.page.show_round()

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    @property
    def words(self) -> str:
        return self.page.sentence.text()


@pytest.fixture
def open_(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with charting(tmp_path) as of:
        made = Open(of)
        qtbot.addWidget(made.page)
        made.page.show()
        made.page.activateWindow()
        qtbot.waitUntil(made.page.isActiveWindow)
        made.page.entry.setFocus()
        yield made


def test_arrows_go_from_chart_to_chart_and_each_says_what_is_to_be_seen(open_: Open) -> None:
    page, told = open_.page, set()
    for name in CHARTS[:5]:
        assert page.charts.name == name
        assert page.names.currentItem().text() == name
        assert page.picture.currentWidget() is page.canvas
        assert page.canvas.accessibleName() == name
        assert page.canvas.accessibleDescription() == open_.words
        assert page._beside.isHidden()
        told.add(open_.words)
        open_.press(Qt.Key.Key_Down)
    assert len(told) == 5


def test_the_drawing_fills_the_room_and_is_laid_out_anew(open_: Open) -> None:
    canvas = open_.page.canvas
    first = canvas.drawing
    assert first is not None
    open_.page.resize(800, 600)
    QApplication.processEvents()
    second = canvas.drawing
    assert second is not None
    assert second.width < first.width
    assert canvas.horizontalScrollBar().maximum() == 0


def test_the_round_beside_it_is_chosen_above_the_picture(qtbot: QtBot, open_: Open) -> None:
    page = open_.page
    page.names.setCurrentRow(CHARTS.index(OF_UNITS))
    assert page._beside.isVisible()
    qtbot.waitUntil(lambda: page.picture.currentWidget() is page.canvas)
    assert page.others.currentData() == THEN
    assert "和“2021年度考核”相比" in open_.words


def test_the_numbers_are_a_table_that_a_spreadsheet_takes(open_: Open) -> None:
    page = open_.page
    open_.press(Qt.Key.Key_D, CTRL)
    table = page.table
    assert table is not None
    assert page.picture.currentWidget() is table
    assert page.data.text() == "看图"
    assert table.rowCount() == len(page.charts.chart.rows)
    open_.press(Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "名次\t单位\t得分\t等次\t说明"
    assert len(lines) == table.rowCount() + 1
    page.names.setCurrentRow(1)
    assert page.table is not table
    assert page.table is not None
    assert page.table.columnCount() == 4
    open_.press(Qt.Key.Key_D, CTRL)
    assert page.picture.currentWidget() is page.canvas
    assert page.data.text() == "看数据"


def test_the_picture_is_copied_with_its_title(open_: Open) -> None:
    open_.press(Qt.Key.Key_C, CTRL)
    picture = QGuiApplication.clipboard().image()
    poster = open_.page.charts.poster
    assert picture.size() == QSize(round(poster.width * 3), round(poster.height * 3))
    assert open_.of.remarks == ["已复制这张图，可以粘贴到文件和幻灯片"]


def test_the_screen_draws_every_shape(dressed: QApplication) -> None:
    shapes = (
        Box(10, 10, 20, 10, "deep"),
        Box(40, 10, 20, 10, "", "mark"),
        Stroke(10, 30, 60, 30, "ink", 2),
        Stroke(10, 36, 60, 36, "warm", 2, dashed=True),
        Dot(20, 50, 5, "warm", "warm"),
        Dot(40, 50, 5, "paper", "deep"),
        Hatch(10, 60, 40, 10, "deep"),
        Label(10, 90, "一", 9, tone="ink"),
        Label(60, 90, "一", 9, "end", "ink", bold=True),
    )
    picture = picture_of(Drawing(80, 100, shapes))

    def at(x: float, y: float) -> QColor:
        return picture.pixelColor(round(x * 3), round(y * 3))

    assert at(20, 15) == QColor(TONES["deep"])
    assert at(50, 15) == QColor(TONES["paper"])
    assert at(35, 30) == QColor(TONES["ink"])
    assert {at(x / 2, 36).name().upper() for x in range(24, 116)} >= {TONES["warm"], TONES["paper"]}
    assert at(20, 50) == QColor(TONES["warm"])
    assert at(40, 50) == QColor(TONES["paper"])
    dark = {at(x / 3, 65).lightness() < 160 for x in range(31, 150)}
    assert dark == {True, False}
    for left in (10, 51):
        strip = [at(left + dx / 3, 86 + dy / 3).lightness() for dx in range(27) for dy in range(6)]
        assert min(strip) < 120


def test_it_is_saved_where_one_says(
    qtbot: QtBot, open_: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, suggested: str, kinds: str) -> tuple[str, str]:
        asked.append(f"{Path(suggested).name} {kinds}")
        return str(tmp_path / "排名"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    open_.page.png.click()
    qtbot.waitUntil(lambda: len(open_.of.remarks) == 1)
    open_.page.svg.click()
    qtbot.waitUntil(lambda: len(open_.of.remarks) == 2)
    assert asked == [
        "2022年度考核_得分排名.png PNG 图片 (*.png)",
        "2022年度考核_得分排名.svg SVG 图形 (*.svg)",
    ]
    assert (tmp_path / "排名.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "排名.svg").read_text("utf-8")


def test_it_is_printed_where_papers_are(open_: Open) -> None:
    open_.page.prints.click()
    assert open_.of.papers == [Wanted(Paper.CHARTS, NOW, about=THEN)]


def test_where_there_is_nothing_to_draw_the_page_says_why(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    with charting(tmp_path, units=2) as of:
        page = ChartPage(of.book)
        qtbot.addWidget(page)
        page.show_round()
        assert page.picture.currentWidget() is page.empty
        assert page.empty._words.text() == "还没有单位开始评分，没有可以比的。"
        assert page.sentence.text() == f"没有参加考核、没有列入：{unit_name(0)}。"
        assert not page.png.isEnabled()
        page.copy()
        assert of.remarks == []
