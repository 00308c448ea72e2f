"""Documents that are picked for a scheme file: each is called by its kind, and text is never taken for one."""

from pathlib import Path

import pytest

from desktop.schemefiles.files import read_scheme_content
from desktop.schemefiles.other_files import other_kind
from tests.schemefiles.drafts import SOUND


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04....word/document.xml", "一份 Word 文档"),
        (b"PK\x03\x04....xl/workbook.xml", "一份 Excel 表格"),
        (b"PK\x03\x04....OFD.xml", "一份 OFD 文档"),
        (b"PK\x03\x04....a.toml", "一个压缩包"),
        (b"%PDF-1.4", "一份 PDF 文档"),
        (b"{\\rtf1", "一份 Word 文档（RTF）"),
        (b"\x89PNG", "一张图片"),
    ],
)
def test_a_document_is_known_by_how_it_begins(content: bytes, kind: str) -> None:
    assert other_kind(content) == kind
    (fault,) = read_scheme_content(content, Path("a.toml")).faults
    assert fault.line == 1
    assert fault.message.startswith(f"这是{kind}，不是办法文件；办法文件是")


@pytest.mark.parametrize("text", ["", "word/", "# PK", SOUND])
def test_text_is_none(text: str) -> None:
    assert other_kind(text.encode()) == ""
