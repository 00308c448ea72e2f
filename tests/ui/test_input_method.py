"""Chinese input comes by the plugin that the desktop names, or by ibus."""

from pathlib import Path

import pytest

from desktop.ui.input_method import choose_input_method


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    for name in ("ibus", "compose"):
        (folder / f"lib{name}platforminputcontextplugin.so").touch()
    return tmp_path


def with_fcitx(plugins: Path) -> Path:
    (plugins / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    return plugins


@pytest.mark.parametrize(
    "told",
    [
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"QT_IM_MODULE": "xim"},
        {"XMODIFIERS": "@im=fcitx"},
        {"XMODIFIERS": "@im=ibus"},
        {"QT_IM_MODULES": "wayland;fcitx", "QT_IM_MODULE": "fcitx"},
    ],
)
def test_what_cannot_be_loaded_becomes_ibus(told: dict[str, str], plugins: Path) -> None:
    choose_input_method(told, plugins)
    assert told["QT_IM_MODULE"] == "ibus"
    assert "QT_IM_MODULES" not in told  # else Qt would go by it


@pytest.mark.parametrize("name", ["fcitx", "fcitx5"])
def test_fcitx_is_asked_in_the_portal_of_ibus(name: str, plugins: Path) -> None:
    told = {"QT_IM_MODULE": name}
    choose_input_method(told, plugins)
    assert told == {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


def test_ibus_itself_is_asked_as_it_wants(plugins: Path) -> None:
    told = {"XMODIFIERS": "@im=ibus"}
    choose_input_method(told, plugins)
    assert told == {"XMODIFIERS": "@im=ibus", "QT_IM_MODULE": "ibus"}


def test_of_several_the_first_that_is_there_is_taken(plugins: Path) -> None:
    told = {"QT_IM_MODULES": "wayland;compose;ibus"}
    choose_input_method(told, plugins)
    assert told == {"QT_IM_MODULE": "compose"}


@pytest.mark.parametrize("name", ["fcitx", "fcitx5"])
def test_where_fcitx_can_be_loaded_it_stays(name: str, plugins: Path) -> None:
    told = {"QT_IM_MODULE": name}
    choose_input_method(told, with_fcitx(plugins))
    assert told == {"QT_IM_MODULE": name}


def test_where_nothing_is_named_nothing_is_changed(plugins: Path) -> None:
    told = {"LANG": "zh_CN.UTF-8", "XMODIFIERS": ""}
    choose_input_method(told, plugins)
    assert told == {"LANG": "zh_CN.UTF-8", "XMODIFIERS": ""}


def test_without_the_ibus_plugin_nothing_is_changed(tmp_path: Path) -> None:
    told = {"QT_IM_MODULE": "fcitx"}
    choose_input_method(told, tmp_path)
    assert told == {"QT_IM_MODULE": "fcitx"}


def test_the_wheel_carries_ibus() -> None:
    told = {"QT_IM_MODULE": "fcitx"}
    choose_input_method(told)
    assert told["QT_IM_MODULE"] == "ibus"
