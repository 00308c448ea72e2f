"""Workbooks made to keep a reader busy: with the program's own limits each costs a sentence and ten seconds at most."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from zipfile import ZipFile

import pytest

from desktop.domain.refusals import Refused
from desktop.intake.cell_texts import has_no_result
from desktop.intake.confined import Limits
from desktop.intake.room import TOO_MUCH
from desktop.intake.workbooks import _LIMITS, read_workbook
from tests.intake.damage import damaged, spoilt
from tests.intake.raw_workbooks import LINKS, MAIN, links, raw_workbook, sheet
from tests.torture import LONG, times

pytestmark = pytest.mark.uncounted

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
# The gate does not wait for the program's nine seconds again and again.
PATIENCE: Limits = _LIMITS if LONG else _LIMITS._replace(seconds=1.5)
SIZE = times(1, 10)
DAMAGED = "不完整或已损坏，请在 Excel 里打开它、另存为 .xlsx 后再选"
SENTENCES = {"", TOO_MUCH, DAMAGED, "里没有内容，请核对是不是选错了文件"}


def strings(inner: str) -> str:
    return f'<sst xmlns="{MAIN}">{inner}</sst>'


def said_of(path: Path, limits: Limits = PATIENCE) -> str:
    """What is said of a workbook, in time; nothing where it is read."""
    began = monotonic()
    try:
        with path.open("rb", buffering=0) as file:
            read_workbook(file, path.name, limits)
        said = ""
    except Refused as refused:
        said = refused.message.removeprefix(f"“{path.name}”")
    assert monotonic() - began < limits.seconds + 1
    return said


def merged() -> str:
    areas = '<mergeCell ref="A1:XFD1048576"/>' * (40_000 * SIZE)
    return sheet("<row><c/><c><v>1</v></c></row>" * 4_000, f"<mergeCells>{areas}</mergeCells>")


def named_again_and_again() -> dict[str, str]:
    sheets = '<sheet name="名单" sheetId="1" r:id="r1"/>' * 30_000
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{sheets}</workbook>'
    return {BOOK: book, SHEET: sheet("<row><c><v>1</v></c></row>" * 30_000)}


def attributes() -> str:
    return " ".join(f'a{number}=""' for number in range(900_000 * SIZE))


BUSY: dict[str, Callable[[], dict[str, str]]] = {
    "cells that say nothing": lambda: {SHEET: sheet("<c/>" * (2_500_000 * SIZE))},
    "rows that say nothing": lambda: {SHEET: sheet("<row/>" * (1_800_000 * SIZE))},
    "merged areas": lambda: {SHEET: merged()},
    "a name without end": lambda: {SHEET: sheet(f"<{'c' * 12_000_000 * SIZE}/>")},
    "a value without end": lambda: {SHEET: sheet(f'<c r="{"A" * 12_000_000 * SIZE}"/>')},
    "names": lambda: {SHEET: sheet("".join(f"<n{n}/>" for n in range(900_000 * SIZE)))},
    "attributes": lambda: {SHEET: sheet(f"<c {attributes()}/>")},
    "blank shared strings": lambda: {STRINGS: strings("<si/>" * 2_000_001)},
    "shared strings": lambda: {STRINGS: strings("<si><t>长</t></si>" * (600_000 * SIZE))},
    "styles": lambda: {"xl/styles.xml": f"<styleSheet>{'<xf/>' * (2_500_000 * SIZE)}</styleSheet>"},
    "one sheet again and again": named_again_and_again,
}


@pytest.mark.parametrize("made", BUSY.values(), ids=BUSY)
def test_whatever_keeps_a_reader_busy_ends_in_time(
    tmp_path: Path, made: Callable[[], dict[str, str]]
) -> None:
    path = raw_workbook(tmp_path / "忙.xlsx", "<row><c><v>1</v></c></row>", made())
    assert path.stat().st_size < 50 << 20
    assert said_of(path) in SENTENCES


def test_parts_without_end_end_in_time(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "忙.xlsx", "<row><c><v>1</v></c></row>")
    with ZipFile(path, "a") as archive:
        for number in range(4_000 * SIZE):
            archive.writestr(f"p{number}", "")
    assert said_of(path) in SENTENCES


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:9/x.xml", "file:///etc/passwd", "../../../../etc/passwd", "\\\\host\\x"],
)
def test_nothing_outside_is_fetched(tmp_path: Path, target: str) -> None:
    rels = links(f"worksheet:{target}")
    path = raw_workbook(tmp_path / "外.xlsx", "", {"xl/_rels/workbook.xml.rels": rels})
    assert said_of(path, _LIMITS) == DAMAGED


def test_links_to_other_workbooks_are_not_looked_at(tmp_path: Path) -> None:
    rels = links("worksheet:worksheets/sheet1.xml", "externalLink:http://127.0.0.1:9/x.xlsx")
    row = '<row><c><f>[1]名单!A1</f></c><c t="str"><f>[1]名单!A2</f><v>人事科</v></c></row>'
    path = raw_workbook(tmp_path / "外.xlsx", row, {"xl/_rels/workbook.xml.rels": rels})
    with path.open("rb", buffering=0) as file:
        (only,) = read_workbook(file, path.name).sheets
    assert only.rows[0].cells == ("=[1]名单!A1", "人事科")


def test_formulas_are_words_and_nothing_works_them_out(tmp_path: Path) -> None:
    formulas = ("1/0", "cmd|'/c calc'!A0", 'WEBSERVICE("http://127.0.0.1:9")', "SUM(A1:XFD1048576)")
    cells = "".join(f"<c><f>{one}</f></c>" for one in formulas)
    path = raw_workbook(tmp_path / "式.xlsx", f"<row>{cells}</row>" * 5_000)
    with path.open("rb", buffering=0) as file:
        (only,) = read_workbook(file, path.name).sheets
    assert only.rows[4_999].cells == tuple(f"={one}" for one in formulas)
    assert all(map(has_no_result, only.rows[0].cells))


def test_damage_of_the_xml_itself_ends_in_cells_or_a_sentence(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2" s="1"><v>44776</v></c><c r="B2" t="inlineStr"><is><t>办公室</t></is></c></row>'
    whole = sheet(row, '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>').encode()
    path = tmp_path / "坏.xlsx"
    for content in damaged([whole], spoilt, 6):
        raw_workbook(path, "", {SHEET: None})
        with ZipFile(path, "a") as archive:
            archive.writestr(SHEET, content)
        assert said_of(path, _LIMITS) in SENTENCES, content


def test_a_year_of_a_whole_platform_has_room(tmp_path: Path) -> None:
    """20,000 rows of 30: the reader is asked for what the exports of a platform have, strings shared and not."""
    count = times(2_000, 20_000)
    cells = (
        '<c t="s"><v>0</v></c><c><v>1.5</v></c><c t="inlineStr"><is><t>某某有限责任公司</t></is></c>'
        * 10
    )
    shared = strings("<si><t>已公示</t></si>")
    path = raw_workbook(tmp_path / "年.xlsx", f"<row>{cells}</row>" * count, {STRINGS: shared})
    began = monotonic()
    with path.open("rb", buffering=0) as file:
        (only,) = read_workbook(file, path.name).sheets
    assert monotonic() - began < _LIMITS.seconds
    assert len(only.rows) == count
    assert only.rows[-1].cells == ("已公示", "1.5", "某某有限责任公司") * 10
