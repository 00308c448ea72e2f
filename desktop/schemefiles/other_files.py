"""Other files: what is picked by mistake for a scheme file, known by how it begins, and what a scheme file is."""

from __future__ import annotations

from typing import Final

WHAT_IT_IS: Final = (
    "办法文件是后缀为 .toml 的文字文件，由维护人员照印发的办法写成，"
    "已经收入的单位可以在“办法”里“另存为…”给你；印发的原文请在新建批次时附上"
)
_ZIP: Final = b"PK\x03\x04"
_BEGINNINGS: Final = (
    (b"%PDF", "一份 PDF 文档"),
    (bytes.fromhex("D0CF11E0A1B11AE1"), "一份旧版 Word、Excel 或 WPS 文档"),
    (b"{\\rtf", "一份 Word 文档（RTF）"),
    (b"\xff\xd8\xff", "一张图片"),
    (b"\x89PNG", "一张图片"),
)
_IN_ZIP: Final = (
    (b"word/", "一份 Word 文档"),
    (b"xl/", "一份 Excel 表格"),
    (b"OFD.xml", "一份 OFD 文档"),
)


def other_kind(content: bytes) -> str:
    """What a file is instead of text; blank where nothing tells."""
    if content.startswith(_ZIP):
        return next((words for sign, words in _IN_ZIP if sign in content), "一个压缩包")
    return next((words for sign, words in _BEGINNINGS if content.startswith(sign)), "")
