"""Filing rules: what a file's name shows to be otherwise than a scheme asks evidence to be handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from desktop.domain.evidence import Filing
from desktop.domain.refusals import within_quotes

_PHOTO: Final = re.compile(
    r"^(?:img|dsc[fn]?|mvimg|pxl|wx_camera|mmexport|微信图片|照片)[-_ ]?\d+|\.hei[cf]$"
)
_NAMELESS: Final = re.compile(
    r"^(?:扫描件?|scan|img|image|doc|新建.*|未命名|无标题|未标题|文档|图片)?[-_ ()\d]*\.\w+$"
)
_EDITABLE: Final = re.compile(r"\.(?:docx?|xlsx?|pptx?|wps|et|dps|ofd|txt)$")


def breaches(name: str, rules: Filing | None) -> Iterator[str]:
    """Each in one sentence with the rule as the document has it; the evaluator judges."""
    if rules is None:
        return
    plain = normalize("NFKC", name).casefold().strip()
    if rules.screenshots and _PHOTO.search(plain):
        yield f"像是手机拍的照片；办法对截图的要求是“{within_quotes(rules.screenshots)}”"
    if rules.file_name and _NAMELESS.fullmatch(plain):
        yield f"文件名看不出是什么；办法要求文件名“{within_quotes(rules.file_name)}”"
    if "pdf" in rules.format.casefold() and _EDITABLE.search(plain):
        yield f"不是 PDF；办法要求“{within_quotes(rules.format)}”"
