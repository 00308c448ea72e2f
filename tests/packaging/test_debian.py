"""What the Debian package says of the program is what the program does; nothing is built here."""

import ast
import re
import subprocess
import tomllib
from argparse import _SubParsersAction
from configparser import ConfigParser
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop.cli.program import COMMANDS, _parser
from desktop.domain.own_files import EVERY
from tests.program import CHECKOUT

PACKAGING = CHECKOUT / "packaging"
DEBIAN = PACKAGING / "debian"
INSTALLED = DEBIAN / "installed"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry() -> dict[str, str]:
    read = ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
    read.read(INSTALLED / "kaoping.desktop", encoding="utf-8")
    return dict(read["Desktop Entry"])


def file_types() -> dict[str, str]:
    """Each ending and its type."""
    found = {}
    for kind in ET.parse(INSTALLED / "kaoping.xml").getroot().iter(f"{MIME}mime-type"):  # noqa: S314  # ours
        for glob in kind.iter(f"{MIME}glob"):
            found[glob.attrib["pattern"].removeprefix("*")] = kind.attrib["type"]
    return found


def commands() -> set[str]:
    [choices] = [one for one in _parser()._actions if isinstance(one, _SubParsersAction)]
    return set(choices.choices)


def locked(name: str) -> dict[str, str]:
    """Each package of a lock, with its version, its marker and its hashes."""
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    return {one.split("==")[0]: one.strip() for one in re.split(r"\n(?=\S)", text) if "==" in one}


def pinned(entry: str) -> tuple[str, str]:
    """Version and hashes, without the marker: what only tests want under some Python may be shipped under others."""
    head, *hashes = (line.strip(" \\") for line in entry.splitlines())
    return head.split(";")[0].strip(), " ".join(hashes)


def test_the_menu_entry_is_whole() -> None:
    told = entry()
    assert told["Type"] == "Application"
    assert told["Name"] == "考评台"
    assert told["Exec"] == "kaoping %f"
    assert (CHECKOUT / "resources" / "icons" / f"{told['Icon']}.svg").is_file()
    assert told["StartupWMClass"] == "kaoping"  # as the window's class is: the application's name
    for name in ("MimeType", "Keywords", "Categories"):
        assert told[name].endswith(";"), name


def test_the_file_types_are_the_programs_own() -> None:
    assert set(file_types()) == set(EVERY)
    assert set(entry()["MimeType"].rstrip(";").split(";")) == set(file_types().values())


def test_the_manual_page_names_every_command() -> None:
    page = (INSTALLED / "kaoping.1").read_text(encoding="utf-8").replace("\\", "")
    named = set(re.findall(r"^\.B ([a-z]+)\b(?= |$)", page, re.MULTILINE)) - {"kaoping"}
    assert named == commands()
    for one in commands():
        assert f"kaoping {one}" in COMMANDS  # of which the Chinese page consists


def literals(file: Path, variable: str) -> list[str]:
    """The words in a list of the spec, which is Python that only PyInstaller can run."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == variable:
            return [
                one.value
                for one in ast.walk(node.value)
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
    return []


def test_what_the_spec_names_is_there() -> None:
    names = literals(DEBIAN / "kaoping.spec", "hidden")
    assert "desktop" in names
    for name in names:
        assert find_spec(name) is not None, name


def test_modules_that_are_loaded_by_name_stand_in_the_spec() -> None:
    source = (CHECKOUT / "desktop/intake/pages/picture_file.py").read_text(encoding="utf-8")
    plugins = re.search(r"_PLUGINS: Final = \{(.*?)\}", source, re.DOTALL)
    assert plugins
    for name in re.findall(r'"([\w.]+)"', plugins[1]):
        assert name in literals(DEBIAN / "kaoping.spec", "hidden")


def test_what_is_shipped_is_what_is_tested() -> None:
    shipped, tested = locked("packaging/shipped.lock"), locked("requirements.lock")
    assert {name: pinned(one) for name, one in shipped.items()} == {
        name: pinned(tested[name]) for name in shipped
    }
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[\[<>=]", one)[0].lower() for one in project["dependencies"]}
    assert wanted <= set(shipped)
    assert not {"pytest", "ruff", "pyinstaller"} & set(shipped)


@pytest.mark.parametrize("script", sorted(DEBIAN.glob("*.sh")), ids=lambda one: one.name)
def test_scripts_are_shell(script: Path) -> None:
    subprocess.run(["/bin/sh", "-n", script], check=True)


def test_no_script_knows_a_host_or_a_version() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for file in (*DEBIAN.glob("*.*"), INSTALLED / "kaoping.1", INSTALLED / "说明.txt"):
        text = file.read_text(encoding="utf-8")
        assert "://" not in text, file
        assert project["version"] not in text, file
