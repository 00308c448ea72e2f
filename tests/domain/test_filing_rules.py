"""What a file's name shows against the way in which a scheme wants evidence handed in."""

import pytest

from desktop.domain.evidence import Filing
from desktop.domain.filing_rules import breaches

RULES = Filing(format="扫描PDF", file_name="与纸质文件一致", screenshots="不得用“手机”拍照")
PHOTO = "像是手机拍的照片；办法对截图的要求是“不得用‘手机’拍照”"
NAMELESS = "文件名看不出是什么；办法要求文件名“与纸质文件一致”"
EDITABLE = "不是 PDF；办法要求“扫描PDF”"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("年度抽查工作方案.pdf", []),
        ("截图20261121-153012.png", []),
        ("公示截图.png", []),
        ("IMG_20221001_1.jpg", [PHOTO, NAMELESS]),
        ("微信图片_2022.jpg", [PHOTO]),
        ("会议照片.HEIC", [PHOTO]),
        ("扫描0001.pdf", [NAMELESS]),
        ("１２.png", [NAMELESS]),
        ("新建文档 (2).docx", [NAMELESS, EDITABLE]),
        ("方案.xlsx", [EDITABLE]),
    ],
)
def test_each_breach_is_one_sentence(name: str, told: list[str]) -> None:
    assert [*breaches(name, RULES)] == told


def test_where_nothing_is_asked_nothing_is_said() -> None:
    assert [*breaches("IMG_1.docx", Filing())] == []
    assert [*breaches("IMG_1.docx", None)] == []
