"""What programs leave beside one's own files is told by its name."""

import pytest

from desktop.domain.litter import litter


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Thumbs.db", "系统文件"),
        (".DS_Store", "系统文件"),
        ("__MACOSX", "系统文件"),
        ("._方案.pdf", "系统文件"),
        ("~$方案.docx", "打开着的文档的临时文件"),
        ("方案.pdf", ""),
        (".方案", ""),
    ],
)
def test_litter_is_told_by_its_name(name: str, kind: str) -> None:
    assert litter(name) == kind
