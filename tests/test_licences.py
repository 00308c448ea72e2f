"""The notice file: true to the lock and to the packages, with nothing inside that is not allowed."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from desktop.services.licences import licences_inside

ROOT: Final = Path(__file__).parents[1]
NOTICE: Final = ROOT / "resources" / "licences.txt"


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """The script of packaging/, which is no package."""
    named = importlib.util.spec_from_file_location("licences", ROOT / "packaging" / "licences.py")
    assert named is not None
    assert named.loader is not None
    module = importlib.util.module_from_spec(named)
    sys.modules[named.name] = module
    named.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def notices(writer: ModuleType) -> list[Any]:
    made: list[Any] = writer.notices_of(writer.read_table(), writer.locked())
    return made


def test_the_file_is_what_the_packages_say_now(writer: ModuleType, notices: list[Any]) -> None:
    """After a change of the lock: make notice."""
    assert writer.outdated(writer.read_table(), writer.locked()) == []
    assert NOTICE.read_text("utf-8") == writer.written(notices)


def test_another_version_in_the_lock_is_noticed(writer: ModuleType, notices: list[Any]) -> None:
    pins = writer.locked() | {"lxml": "99.0"}
    [xml, iconv] = writer.outdated(writer.read_table(), pins)
    assert "libxml2" in xml
    assert "99.0" in iconv
    with pytest.raises(SystemExit, match=r"the lock has 99\.0"):
        writer.notices_of(writer.read_table(), pins)


def test_every_licence_is_allowed(writer: ModuleType, notices: list[Any]) -> None:
    assert writer.faults(notices, writer.read_table()) == []


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0-or-later", "?", ""])
def test_what_is_not_allowed_is_named(writer: ModuleType, notices: list[Any], licence: str) -> None:
    changed = [one._replace(licence=licence) if one.name == "lxml" else one for one in notices]
    assert writer.faults(changed, writer.read_table()) == [f"lxml: {licence} is not allowed"]


def test_only_fonts_may_be_under_gpl_with_the_exception(
    writer: ModuleType, notices: list[Any]
) -> None:
    table = writer.read_table()
    [of_fonts] = table["allowed_for_fonts"]
    [font] = [one for one in notices if one.licence == of_fonts]
    assert font.kind == "字体"
    assert writer.faults([font._replace(kind="Python 软件包")], table)


def test_qt_is_taken_under_lgpl(notices: list[Any]) -> None:
    """Its metadata leaves the choice, and GPL would be one."""
    taken = {one.name: one.licence for one in notices}
    assert {taken[one] for one in ("Qt", "pyside6-essentials", "shiboken6")} == {"LGPL-3.0-only"}


def test_what_only_tests_need_is_not_inside(notices: list[Any]) -> None:
    names = {one.name for one in notices}
    assert names.isdisjoint({"pytest", "ruff", "mypy", "hypothesis", "openpyxl"})
    assert {
        "alembic",
        "rpds-py",
        "markupsafe",
        "fonttools",
        "shiboken6",
    } <= names  # also what these need


def test_every_font_and_icon_has_its_licence(notices: list[Any]) -> None:
    told = " ".join(one.name for one in notices if one.kind == "字体")
    families = {"GW FangSong", "GW KaiTi", "GW BiaoSong", "GW Fallback", "GW Sans"}
    assert all(one in told for one in families)
    files = {re.sub(r"-\d+$", "", one.stem) for one in (ROOT / "resources/fonts").glob("*.ttf")}
    assert files == {one.lower().replace(" ", "-") for one in families}


# -- as the program reads it


def test_the_program_reads_all_of_it(notices: list[Any]) -> None:
    read = licences_inside()
    assert [(one.name, one.version, one.licence) for one in read] == [
        (one.name, one.version, one.licence) for one in notices
    ]
    assert all(len(one.text) > 15 for one in read)


def test_what_several_share_is_read_with_each(notices: list[Any]) -> None:
    read = {one.name: one.text for one in licences_inside()}
    for name in ("Qt", "libheif"):
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in read[name]
        assert "GNU GENERAL PUBLIC LICENSE" in read[name]
    assert "Font exception" in read["Fandol 仿宋、楷体（GW FangSong、GW KaiTi）"].replace(
        "font", "Font"
    )
    assert read["考评台"].lstrip().startswith("Apache License")
