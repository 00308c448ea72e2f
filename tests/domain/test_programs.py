"""Programs are told by their endings, however they are hidden."""

import pytest

from desktop.domain.programs import is_program


@pytest.mark.parametrize(
    "name", ["setup.exe", "方案.pdf.EXE", "a.exe. ", "点我.lnk", "宏.vbs", "网页.url"]
)
def test_what_would_be_run_is_a_program(name: str) -> None:
    assert is_program(name)


@pytest.mark.parametrize("name", ["方案.pdf", "exe", "表.xlsx", "说明.txt", "a.exe.pdf"])
def test_what_would_be_shown_is_none(name: str) -> None:
    assert not is_program(name)
