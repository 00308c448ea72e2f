"""What programs leave beside one's own files is told by its name."""

import pytest

from desktop.domain.litter import litter, no_evidence


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


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Thumbs.db", "系统文件"),
        ("setup.exe", "不能收入的程序文件"),
        ("README.txt", "压缩包自带的说明"),
        ("Read me.md", "压缩包自带的说明"),
        ("使用说明.txt", "压缩包自带的说明"),
        ("说明1.txt", "压缩包自带的说明"),
        ("情况说明.txt", ""),
        ("说明.docx", ""),
        ("readme.pdf", ""),
        ("方案.pdf", ""),
    ],
)
def test_within_a_package_programs_and_what_is_about_it_prove_nothing(name: str, kind: str) -> None:
    assert no_evidence(name) == kind
