"""Workbooks that are no workbooks, or made to do harm: one sentence each, soon, whatever they are."""

import struct
from pathlib import Path
from random import Random
from zipfile import ZIP_LZMA, ZipFile

import pytest

from desktop.domain.refusals import Refused
from desktop.intake.confined import Broken, Limits
from desktop.intake.sheets import Workbook
from desktop.intake.workbooks import _taken, read_workbook
from tests.intake.damage import DOCTYPES
from tests.intake.raw_workbooks import MAIN, raw_workbook, sheet

pytestmark = pytest.mark.uncounted

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
DAMAGED = "“坏.xlsx”不完整或已损坏，请在 Excel 里打开它、另存为 .xlsx 后再选"
LARGE = "“坏.xlsx”内容太多（最多 100 万个单元格、1000 万字），请只留要用的表另存一份后再选"
FOREIGN = "“坏.xlsx”不是 Excel 工作簿，请在 Excel 里另存为 .xlsx 后再选"
LIMITS = Limits()
LOCKED = "“坏.xlsx”设有打开密码，请在 Excel 里取消密码、另存为 .xlsx 后再选"
OLD = "“坏.xlsx”是旧版 Excel 工作簿（.xls），请在 Excel 里另存为 .xlsx 后再选"
BLANK = "“坏.xlsx”里没有内容，请核对是不是选错了文件"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return tmp_path / "坏.xlsx"


def read(path: Path, limits: Limits = LIMITS) -> Workbook:
    with path.open("rb", buffering=0) as file:
        return read_workbook(file, path.name, limits)


def refused(path: Path, message: str, limits: Limits = LIMITS) -> None:
    with pytest.raises(Refused) as caught:
        read(path, limits)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (OLE + b"\0" * 600, OLD),
        ("<table><tr><td>办公室</td></tr></table>".encode(), FOREIGN),
        (b"", FOREIGN),
        (b"PK\3\4", DAMAGED),
        (b"PK\5\6" + b"\0" * 18, FOREIGN),
    ],
)
def test_what_is_no_workbook_is_refused(bad: Path, content: bytes, message: str) -> None:
    bad.write_bytes(content)
    refused(bad, message)


def test_other_archives_are_refused(bad: Path) -> None:
    with ZipFile(bad, "w") as archive:
        archive.writestr("办公室.txt", "办公室")
    refused(bad, FOREIGN)
    refused(raw_workbook(bad, "", {"xl/workbook.xml": "<document/>"}), FOREIGN)


def test_an_empty_workbook_is_refused(bad: Path) -> None:
    refused(
        raw_workbook(bad, '<row><c><v/></c></row><row r="9"/>'),
        BLANK,
    )


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_workbook_cut_short_is_refused(bad: Path, kept: float) -> None:
    raw_workbook(bad, "<row><c><v>1</v></c></row>")
    whole = bad.read_bytes()
    bad.write_bytes(whole[: int(len(whole) * kept)])
    refused(bad, DAMAGED)


@pytest.mark.parametrize(
    "cells",
    [
        "<row><c></row>",
        '<row r="x"/>',
        '<row><c r="1A"><v>1</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="A1048577"><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
    ],
)
def test_sheets_that_cannot_be_are_refused(bad: Path, cells: str) -> None:
    refused(raw_workbook(bad, cells), DAMAGED)


@pytest.mark.parametrize(
    "part", [SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_part_that_is_missing_is_missed(bad: Path, part: str) -> None:
    refused(raw_workbook(bad, "<row><c><v>1</v></c></row>", {part: None}), DAMAGED)


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_entities_are_not_known(bad: Path, part: str, doctype: str) -> None:
    said = doctype + sheet('<row><c t="inlineStr"><is><t>&i;</t></is></c></row>')
    refused(raw_workbook(bad, "", {part: said}), DAMAGED)


def test_a_part_that_swells_is_refused(bad: Path) -> None:
    refused(raw_workbook(bad, " " * (129 << 20)), LARGE)
    assert bad.stat().st_size < 200_000


def test_a_part_that_lies_about_its_size_is_read_no_further(bad: Path) -> None:
    raw_workbook(bad, "<row><c><v>1</v></c></row>" + " " * 50_000_000)
    content = bytearray(bad.read_bytes())
    entry = content.rindex(b"PK\1\2", 0, content.rindex(SHEET.encode()))
    content[entry + 24 : entry + 28] = struct.pack("<I", 500)
    bad.write_bytes(content)
    refused(bad, DAMAGED)


def test_a_way_of_packing_that_no_office_uses_is_refused(bad: Path) -> None:
    raw_workbook(bad, "", {SHEET: None})
    with ZipFile(bad, "a", ZIP_LZMA) as archive:
        archive.writestr(SHEET, sheet("<row><c><v>1</v></c></row>"))
    refused(bad, DAMAGED)


def test_a_part_that_is_encrypted_is_refused(bad: Path) -> None:
    raw_workbook(bad, "<row><c><v>1</v></c></row>")
    content = bytearray(bad.read_bytes())
    content[content.rindex(b"PK\1\2", 0, content.rindex(SHEET.encode())) + 8] |= 1
    bad.write_bytes(content)
    refused(bad, DAMAGED)


STRINGS = f'<sst xmlns="{MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'


@pytest.mark.parametrize(
    "cells",
    [
        "".join(f'<row><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 64)),
        "<row>" + '<c t="s"><v>0</v></c>' * 334 + "</row>",
        f'<row><c t="inlineStr"><is><t>{"长" * 10_000_001}</t></is></c></row>',
        "".join("<row>" + "<c><v>1</v></c>" * 16_000 + "</row>" for _ in range(63)),
    ],
    ids=["far apart", "one string again and again", "one cell", "many cells"],
)
def test_more_than_a_list_has_is_refused(bad: Path, cells: str) -> None:
    refused(raw_workbook(bad, cells, {"xl/sharedStrings.xml": STRINGS}), LARGE)


def test_a_sheet_that_keeps_the_reader_too_long_is_refused(bad: Path) -> None:
    merged = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>"
    rows = "<row><c/><c><v>1</v></c></row>" * 3_000
    raw_workbook(bad, "", {SHEET: sheet(rows, merged)})
    refused(bad, LARGE, Limits(seconds=0.4))


def test_sizes_that_a_sheet_claims_cost_nothing(bad: Path) -> None:
    said = sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>').replace(
        "<sheetData>",
        '<dimension ref="A1:XFD1048576"/><sheetData>' + '<row spans="1:16384"/>' * 200_000,
    )
    (only,) = read(raw_workbook(bad, "", {SHEET: said})).sheets
    assert only.rows == ((1_048_576, ("1",)),)


def test_deep_nesting_hurts_nobody(bad: Path) -> None:
    deep = "<a>" * 200_000 + "<row><c><v>1</v></c></row>" + "</a>" * 200_000
    (only,) = read(raw_workbook(bad, deep)).sheets
    assert only.rows == ((1, ("1",)),)
    refused(
        raw_workbook(bad, "", {"xl/workbook.xml": f"<workbook>{deep}</workbook>"}),
        BLANK,
    )


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {"unfit": "whatever"},
        {"unfit": ["old"]},
        {"sheets": [], "hidden": [1]},
        {"sheets": ["名单"], "hidden": []},
        {"sheets": [[1, []]], "hidden": []},
        {"sheets": [["名单", [["1", []]]]], "hidden": []},
        {"sheets": [["名单", [[1, [None]]]]], "hidden": []},
    ],
)
def test_a_reader_that_was_taken_over_is_not_believed(answer: object) -> None:
    with pytest.raises(Broken):
        _taken(answer, "坏.xlsx")


def test_any_damage_ends_in_cells_or_one_sentence(bad: Path) -> None:
    raw_workbook(bad, '<row><c><v>1</v></c><c t="inlineStr"><is><t>办公室</t></is></c></row>')
    whole, chance = bad.read_bytes(), Random(20)  # noqa: S311  # damage, no secret
    ended: set[str] = set()
    for _ in range(12):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        bad.write_bytes(content)
        try:
            ended.add(read(bad).sheets[0].name)
        except Refused as told:
            ended.add(told.message)
    assert ended == {"名单", DAMAGED}
