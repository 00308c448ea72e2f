"""Letters as an office suite prints them: about as many pages as ours, and the same words on the first."""

from datetime import date
from pathlib import Path

import pytest

from desktop.documents.letters.filling import filled
from desktop.documents.letters.own_templates import own_templates
from desktop.documents.letters.reading import About, read_letter
from desktop.documents.pdf import as_pdf
from tests.documents.setting.reading import pages_of
from tests.documents.test_office_suite import SOFFICE, converted
from tests.torture import LONG

pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(SOFFICE is None or not LONG, reason="takes long: KAOPING_TORTURE=1"),
]
_WORDS = {"发文单位": "云川市考核办公室", "标题": "关于考核结果的通报", "文号": "云考办〔2026〕1号"}
_ENTRY = {
    "序号": "1",
    "名次": "1",
    "单位": "望川县",
    "指标": "抽查计划",
    "原因": "迟交一次",
    "段": "现将结果通报如下：",
}
_LISTS = ("正文", "排名", "先进", "失分", "整改", "失分指标", "抄送")


def test_every_own_template_is_printed_alike(tmp_path: Path) -> None:
    values = _WORDS | {name: [_ENTRY] * 3 for name in _LISTS}
    letters = {name: filled(template, values) for name, template in own_templates()}
    found = converted(letters, tmp_path)
    about = About("通报", "考核办", date(2026, 11, 22))
    for name, content in letters.items():
        ours = pages_of(as_pdf(read_letter(content, about).manuscript))
        assert abs(len(found[name]) - len(ours)) <= 1, name
        assert "关于考核结果的通报" in found[name][0]
        assert any("望川县" in page or "抽查计划" in page for page in found[name])
