"""Rectification papers: the list of a round and of one unit, as PDF, Word and Excel say it."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document

from desktop.domain.refusals import Refused
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import record_finding
from desktop.services.rectifications import (
    SecondLook,
    change_rectifications,
    list_lost,
    looked_at,
    planned,
    rectifications_of,
    reported,
)
from desktop.services.workspaces import Workspace, open_workspace
from tests.documents.setting.reading import pages_of, words
from tests.services.building import ME, office_in, rounds

pytestmark = pytest.mark.uncounted

DUE: Final = date(2023, 3, 10)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """The first section's loss was put right and looked at; the third's is no loss any more."""
    with open_workspace(office_in(tmp_path)) as workspace:
        record_finding(workspace, ME, rounds().settled, "unplanned", {"found": True})
        list_lost(workspace, ME, rounds().sections, ("u-a", "u-c"), DUE)
        first = rectifications_of(workspace, rounds().sections)[0].record.id
        rules = (
            planned("王科长", measure="按季召开会议"),
            reported(date(2023, 3, 1), "已补开两次"),
            looked_at(SecondLook(date(2023, 3, 5), "李复核", passed=True, verdict="签到表齐全")),
        )
        for rule in rules:
            change_rectifications(workspace, ME, [first], rule)
        record_finding(workspace, ME, rounds().settled, "unplanned", {"found": False})
        yield workspace


def printed(workspace: Workspace, unit: str | None = None, ending: str = ".pdf") -> bytes:
    wanted = Wanted(Paper.RECTIFICATIONS, rounds().sections, unit)
    out = workspace.folder.parent / f"paper{ending}"
    return save_paper(workspace, wanted, out).read_bytes()


def text_of(workspace: Workspace, unit: str | None = None) -> str:
    """Without blanks and line ends, for these depend on where lines break."""
    pages = pages_of(printed(workspace, unit))
    return "".join("".join(words(marks) for marks in pages).split())


def test_the_list_of_a_round(office: Workspace) -> None:
    text = text_of(office)
    for told in (
        "整改清单批次：科室督查考核时段：2022年",
        "序号单位问题（条款）失分整改措施责任人期限完成情况复查结果",
        "1甲科序号1分管领导未按季组织",
        "按季召开会议王科长2023-03-10",
        "2023-03-01已补开两次",
        "通过2023-03-05李复核签到表齐全",
        "（考核表里已不再失分）",
        "复查人（签字）：",
    ):
        assert told in text, told
    assert "责任单位（盖章）" not in text


def test_the_list_of_one_unit_is_signed_by_it(office: Workspace) -> None:
    text = text_of(office, "u-a")
    assert "被考核单位：甲科" in text
    assert "序号问题（条款）失分" in text  # no column that repeats its name
    assert "责任单位（盖章）：责任人（签字）：" in text
    assert "丙科" not in text


def test_word_and_excel_say_the_same(office: Workspace) -> None:
    [table] = Document(BytesIO(printed(office, ending=".docx"))).tables
    rows = [[cell.text for cell in line.cells] for line in table.rows]
    assert rows[1][5:7] == ["王科长", "2023-03-10"]
    book = openpyxl.load_workbook(BytesIO(printed(office, ending=".xlsx")))
    lost = [row[3].value for row in book.active.iter_rows()]
    assert 4 in lost
    assert any(str(one).startswith("=") for one in lost)  # the sum is a formula


def test_an_empty_list_is_refused(office: Workspace) -> None:
    with pytest.raises(Refused, match="这个单位还没有列入整改的失分"):
        printed(office, "u-b")
    wanted = Wanted(Paper.RECTIFICATIONS, rounds().cities)
    with pytest.raises(Refused, match="这个批次还没有列入整改的失分"):
        save_paper(office, wanted, office.folder.parent / "paper.pdf")
