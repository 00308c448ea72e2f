"""The help window: pages, links, the way back, what is looked for, pictures, paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.services.evidence_pages import PageSize
from desktop.services.manual.pages import Manual
from desktop.services.manual.reading import manual_in
from desktop.ui.help.help_contents import TARGET
from desktop.ui.help.help_window import HelpWindow
from tests.journeys.evaluator import wait_until
from tests.ui.seat import key_to
from tests.ui.test_printer import HELD, printer_to

CONTENTS = """
[[part]]
title = "开始"
[[part.page]]
file = "first"
at = ["QDialog"]
[[part.page]]
file = "second"
under = { "扫描" = ["QLineEdit"] }
"""
FIRST = "# 打分\n\n见[材料](second#扫描)。\n\n![大图](wide.png)\n"
SECOND = f"# 材料\n\n{'文字。' * 2000}\n\n## 扫描\n\n扫描仪的文件夹。\n"


@pytest.fixture
def manual(tmp_path: Path) -> Manual:
    folder = tmp_path / "manual"
    (folder / "pictures").mkdir(parents=True)
    for name, text in (("contents.toml", CONTENTS), ("first.md", FIRST), ("second.md", SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
    Image.new("RGB", (2000, 1000), "red").save(folder / "pictures" / "wide.png")
    return manual_in(folder)


@pytest.fixture
def help_window(
    qtbot: QtBot, window: QWidget, manual: Manual, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[HelpWindow]:
    for module in ("desktop.ui.help.help_window", "desktop.services.manual.book"):
        monkeypatch.setattr(f"{module}.manual_folder", lambda: tmp_path / "manual")
    made = HelpWindow(window, manual)
    made.open_at("first")
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    if isValid(made):
        made.close()
    QApplication.processEvents()


def press(*keys: str) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        key_to(focused, key)


def test_a_link_leads_to_its_heading_and_back(help_window: HelpWindow) -> None:
    assert help_window.page.hasFocus()
    assert not help_window.back.isEnabled()
    press("Tab", "Return")  # the first link
    assert help_window.reading.target == "second#扫描"
    assert help_window.page.verticalScrollBar().value() > 0
    assert help_window.contents.currentItem().text() == "材料"
    press("Alt+Left")
    assert help_window.reading.page.name == "first"
    assert help_window.contents.currentItem().text() == "打分"
    press("Alt+Right")
    assert help_window.reading.page.name == "second"


def test_contents_are_walked_by_keys(help_window: HelpWindow) -> None:
    help_window.contents.setFocus()
    press("Down")
    assert help_window.reading.page.title == "材料"
    assert "材料" in help_window.windowTitle()
    press("Return")
    assert help_window.page.hasFocus()


def test_what_is_looked_for_is_listed_marked_and_cleared(help_window: HelpWindow) -> None:
    press("Ctrl+F")
    assert help_window.search.hasFocus()
    help_window.search.setText("扫描仪")
    press("Return")
    [item] = [help_window.contents.item(at) for at in range(help_window.contents.count())]
    assert item.data(TARGET) == "second#扫描"
    assert help_window.said.text() == "1 处"
    assert help_window.contents.hasFocus()
    assert help_window.reading.target == "second#扫描"
    marked = [one.cursor.selectedText() for one in help_window.page.extraSelections()]  # type: ignore[attr-defined]  # missing from the stubs
    assert marked == ["扫描仪"]
    press("Esc")
    assert help_window.contents.count() == 3
    assert not help_window.said.isVisible()
    press("Esc")
    assert not isValid(help_window)


def test_what_stands_nowhere_is_said_so(help_window: HelpWindow) -> None:
    help_window.search.setText("骆驼")
    help_window.reading.find("骆驼")
    assert help_window.said.text() == "手册里没有，换个说法再找"
    assert help_window.contents.count() == 0


def test_a_picture_is_as_wide_as_the_column_and_whole_by_itself(help_window: HelpWindow) -> None:
    image = _image(help_window, "wide.png")
    width = image.width() / image.devicePixelRatio()
    assert 300 < width < help_window.page.viewport().width()
    before = width
    help_window.resize(help_window.width() - 200, help_window.height())
    wait_until(lambda: _image(help_window, "wide.png").width() < before * image.devicePixelRatio())
    help_window.reading.go("picture:wide.png")
    assert _image(help_window, "full/wide.png").width() == 2000
    assert "大图" in help_window.page.toPlainText()
    press("Alt+Left")
    assert help_window.reading.page.name == "first"


def test_the_manual_is_saved_as_pdf_and_says_where(
    help_window: HelpWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "手册.pdf"
    chosen: Callable[..., tuple[str, str]] = lambda *_: (str(out), "PDF 文件 (*.pdf)")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    help_window.ask_where(whole=True)
    wait_until(out.exists)
    wait_until(help_window.open_button.isVisible)
    with pikepdf.open(out) as pdf, pdf.open_outline() as outline:
        assert [str(one.title) for one in outline.root] == ["打分", "材料"]
        assert len(pdf.pages) > 3


def test_the_page_that_is_open_goes_to_the_printer(
    help_window: HelpWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "printed.pdf"
    offered: list[tuple[str, int]] = []

    def chosen(_parent: QWidget, title: str, pages: int, _first: PageSize) -> QPrinter:
        offered.append((title, pages))
        HELD.append(printer_to(out))
        return HELD[-1]

    monkeypatch.setattr("desktop.ui.help.paper_help.ask_printer", chosen)
    help_window.print(whole=False)
    wait_until(lambda: "送到打印机，共 1 页" in help_window._told.text())
    assert offered == [("打分", 1)]
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 1


def _image(window: HelpWindow, name: str) -> QImage:
    kind = QTextDocument.ResourceType.ImageResource.value
    found = window.page.document().resource(kind, QUrl(name))
    assert isinstance(found, QImage)
    return found
