"""What the window adds to a diagnosis: its screen, how Chinese is typed, which printers there are."""

import sys

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from desktop.services.diagnosis.told import State
from desktop.viewmodels import screen_facts
from desktop.viewmodels.screen_facts import (
    input_plugins,
    printer_check,
    typing_check,
    typing_checks,
)

BOTH = frozenset({"libibusplatforminputcontextplugin.so", "libfcitx5platforminputcontextplugin.so"})
IBUS = frozenset({"libibusplatforminputcontextplugin.so"})


def test_qt_and_the_screen_are_told(qapp: QApplication) -> None:
    facts = {one.name: one.words for one in screen_facts.screen_facts(125)}
    assert facts["Qt"].endswith("，offscreen")
    assert "×" in facts["屏幕"]
    assert facts["文字大小"] == "125%"


@pytest.mark.skipif(sys.platform != "linux", reason="by plugins")
def test_the_plugins_that_qt_brings_are_found(qapp: QApplication) -> None:
    assert any("ibus" in one for one in input_plugins())
    [check] = typing_checks()
    assert check.name == "中文输入"


@pytest.mark.parametrize(
    ("method", "plugins", "state", "told"),
    [
        ("ibus", IBUS, State.NORMAL, "系统用 ibus"),
        ("fcitx", BOTH, State.NORMAL, "系统用 fcitx"),
        ("fcitx5", BOTH, State.NORMAL, "系统用 fcitx5"),
        ("fcitx", IBUS, State.NOTICE, "请在系统设置里改用 ibus"),
        ("ibus", frozenset[str](), State.NOTICE, "可能打不出中文"),
        ("", IBUS, State.NORMAL, "没有指定输入法"),
        ("/home/zhangsan/own", IBUS, State.NORMAL, "系统用 别的输入法"),
    ],
)
def test_an_input_method_without_its_plugin_is_told(
    method: str, plugins: frozenset[str], state: State, told: str
) -> None:
    found = typing_check(method, plugins)
    assert found.state is state
    assert told in found.words
    assert "zhangsan" not in found.words


def test_printers_are_counted_and_reported_without_their_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Printers belong to the machine: here there may be some or none."""
    names: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: names)
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: names[0] if names else "")
    assert printer_check().state is State.NOTICE
    names.append("张三的打印机")
    found = printer_check()
    assert found.state is State.NORMAL
    assert found.words == "有 1 台，默认“张三的打印机”"
    assert found.reported == "有 1 台"
