"""Word documents: their text in rows as a reader sees it; a hostile one ends in one sentence, soon."""

import struct
from pathlib import Path
from random import Random
from time import monotonic
from zipfile import ZIP_LZMA, ZipFile

import pytest
from docx import Document

from desktop.domain.refusals import Refused
from desktop.intake.confined import Broken, Limits
from desktop.intake.documents import _taken, read_document
from tests.intake.damage import DOCTYPES
from tests.intake.raw_documents import body, paragraph, raw_document, table

pytestmark = pytest.mark.uncounted

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
MAIN = "word/document.xml"
LARGE = "“表.docx”内容太多（最多 2 万个单元格、20 万字），请只留要用的表另存一份后再选"
DAMAGED = "“表.docx”不完整或已损坏，请在 Word 里打开它、另存为 .docx 后再选"
FOREIGN = "“表.docx”不是 Word 文档，请在 Word 里另存为 .docx 后再选"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "表.docx"


def read(path: Path, limits: Limits | None = None) -> list[tuple[str, ...]]:
    with path.open("rb", buffering=0) as opened:
        found = (
            read_document(opened, path.name, limits) if limits else read_document(opened, path.name)
        )
    return [row.cells for row in found.rows]


def refused(path: Path, message: str, limits: Limits | None = None) -> None:
    begun = monotonic()
    with pytest.raises(Refused) as caught:
        read(path, limits)
    assert caught.value.message == message
    assert monotonic() - begun < 10


def test_what_word_writes_is_read(file: Path) -> None:
    document = Document()
    document.add_heading("月报表", 0)
    document.add_paragraph("单位名称：\t县水利局")
    grid = document.add_table(2, 3)
    for cell, text in zip(grid.rows[0].cells, ("序号", "内容", "情况"), strict=True):
        cell.text = text
    grid.cell(1, 0).merge(grid.cell(1, 1)).text = "合并"
    grid.cell(1, 2).add_paragraph("第二段")
    document.add_paragraph("")
    document.add_paragraph("联系人：王一")
    document.save(str(file))
    assert read(file) == [
        ("月报表",),
        ("单位名称： 县水利局",),
        ("序号", "内容", "情况"),
        ("合并", "第二段"),
        ("联系人：王一",),
    ]


def test_what_nobody_sees_is_not_read(file: Path) -> None:
    deleted = "<w:p><w:del><w:r><w:t>删去</w:t><w:delText>删去</w:delText></w:r></w:del></w:p>"
    moved = (
        "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>留下</w:t></w:r></w:p>"
    )
    twice = (
        "<w:p><AlternateContent><Choice><w:t>框内</w:t></Choice>"
        "<Fallback><w:t>框内</w:t></Fallback></AlternateContent></w:p>"
    )
    empty = (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent><w:t>单击此处</w:t></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtContent><w:t>已填</w:t></w:sdtContent></w:sdt></w:p>"
    )
    ruby = (
        "<w:p><w:ruby><w:rt><w:t>yin</w:t></w:rt>"
        "<w:rubyBase><w:t>音</w:t></w:rubyBase></w:ruby></w:p>"
    )
    tabs = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/></w:r></w:p>"
    )
    raw_document(file, deleted + moved + twice + empty + ruby + tabs)
    assert read(file) == [("留下",), ("框内",), ("已填",), ("音",), ("甲 乙-",)]


def test_a_table_within_a_cell_is_its_text_and_covered_cells_are_blank(file: Path) -> None:
    within = table([["里一", "里二"], ["里三", "里四"]])
    raw_document(file, table([["外", within], ["^", "下\n面"]]))
    assert read(file) == [("外", "里一\n里二\n里三\n里四"), ("", "下\n面")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            OLE + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"),
            "“表.docx”设有打开密码，请在 Word 里取消密码、另存为 .docx 后再选",
        ),
        (OLE + b"\0" * 99, "“表.docx”是旧版 Word 文档（.doc），请在 Word 里另存为 .docx 后再选"),
        (b"<html/>", FOREIGN),
        (b"", FOREIGN),
        (b"PK\3\4", DAMAGED),
        (b"PK\5\6" + b"\0" * 18, FOREIGN),
    ],
)
def test_what_is_no_document_is_refused(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    refused(file, message)


def test_other_archives_are_refused(file: Path) -> None:
    refused(raw_document(file, "", {MAIN: "<workbook/>"}), FOREIGN)
    refused(raw_document(file, "", {MAIN: None}), DAMAGED)
    refused(raw_document(file, paragraph(" ")), "“表.docx”里没有内容，请核对是不是选错了文件")


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_entities_are_not_known(file: Path, doctype: str) -> None:
    said = doctype + body("<w:p><w:t>&i;</w:t></w:p>")
    refused(raw_document(file, "", {MAIN: said}), DAMAGED)


@pytest.mark.parametrize(
    "inner",
    [
        paragraph("长" * 200_001),
        paragraph("字") * 20_001,
        table([["字"] * 20_001]),
        " " * (129 << 20),
    ],
    ids=["words", "paragraphs", "cells", "swelling"],
)
def test_more_than_a_form_has_is_refused(file: Path, inner: str) -> None:
    refused(raw_document(file, inner), LARGE)


def test_deep_nesting_hurts_nobody(file: Path) -> None:
    deep = 100_000
    nested = "<w:tbl><w:tr><w:tc>" * deep + paragraph("底") + "</w:tc></w:tr></w:tbl>" * deep
    assert read(raw_document(file, nested)) == [("底",)]


def test_a_document_that_keeps_the_reader_too_long_is_refused(file: Path) -> None:
    refused(raw_document(file, "<w:r/>" * 3_000_000), LARGE, Limits(seconds=0.4))


def test_a_part_that_lies_about_its_size_is_read_no_further(file: Path) -> None:
    raw_document(file, paragraph("字") + " " * 50_000_000)
    content = bytearray(file.read_bytes())
    entry = content.rindex(b"PK\1\2", 0, content.rindex(MAIN.encode()))
    content[entry + 24 : entry + 28] = struct.pack("<I", 500)
    file.write_bytes(content)
    refused(file, DAMAGED)


def test_a_way_of_packing_that_no_office_uses_is_refused(file: Path) -> None:
    raw_document(file, "", {MAIN: None})
    with ZipFile(file, "a", ZIP_LZMA) as archive:
        archive.writestr(MAIN, body(paragraph("字")))
    refused(file, DAMAGED)


@pytest.mark.parametrize(
    "answer", [None, [], {"unfit": "whatever"}, {"rows": "字"}, {"rows": ["字"]}, {"rows": [[1]]}]
)
def test_a_reader_that_was_taken_over_is_not_believed(answer: object) -> None:
    with pytest.raises(Broken):
        _taken(answer, "表.docx")


def test_any_damage_ends_in_rows_or_one_sentence(file: Path) -> None:
    raw_document(file, paragraph("一段") + table([["甲", "乙"]]))
    whole, chance = file.read_bytes(), Random(7)  # noqa: S311  # damage, no secret
    for _ in range(12):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        try:
            assert read(file)
        except Refused as told:
            assert told.message in {DAMAGED, FOREIGN, LARGE}  # noqa: PT017  # either is well
