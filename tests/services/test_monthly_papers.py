"""Monthly papers: a unit's month as it was reported, in every kind of file, under the month's name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.kinds import ACTIVITIES, Kept
from desktop.services.ledgers import keep_rows
from desktop.services.monthly_reports import Filing, ReportKey, keep_monthly_report
from desktop.services.paper_names import file_name_of
from desktop.services.papers import Paper, Wanted
from desktop.services.print_batches import Batch, files_there, save_round
from desktop.services.printing import save_paper
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.cli.calling import kaoping
from tests.documents.setting.reading import pages_of, words
from tests.services.building import ME, events_of, office_in, refused, rounds

pytestmark = pytest.mark.uncounted


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def reported(office: Workspace) -> Workspace:
    """Meetings in February and March; only February's form was entered."""
    meetings = [
        Activity(kind="meeting", held=date(2022, month, 5), title=f"{name}部署会")
        for month, name in ((2, "早春"), (3, "仲春"))
    ]
    keep_rows(office, ME, ACTIVITIES, [Kept("", "u-a", one) for one in meetings])
    key = ReportKey(rounds().plan, "u-a", date(2022, 2, 20))
    keep_monthly_report(office, ME, key, Filing({"5": "下属单位3家"}, date(2022, 2, 18)))
    return office


def wanted(month: str | None = None, unit: str = "u-a") -> Wanted:
    return Wanted(Paper.SHEET, rounds().plan, unit, month=month)


def text_of(file: Path) -> str:
    return "".join(words(page) for page in pages_of(file.read_bytes()))


@pytest.mark.parametrize(
    ("month", "said", "unsaid"),
    [
        (
            "2022-02",
            ["（2022年2月）", "早春部署会（2022年2月5日）。", "下属单位3家", "2022年2月18日"],
            "仲春",
        ),
        (
            "2022-03",
            ["（2022年3月）", "仲春部署会（2022年3月5日）。", "开展单位、抽查主体数量"],
            "早春",
        ),
        ("2022-12", ["（2022年12月）", "会议名称及时间"], "部署会"),
        (None, ["（2022年2月）", "早春部署会"], "仲春"),
    ],
)
def test_a_month_says_what_its_days_brought(
    reported: Workspace, tmp_path: Path, month: str | None, said: list[str], unsaid: str
) -> None:
    before = events_of(reported)
    told = text_of(save_paper(reported, wanted(month), tmp_path / "表.pdf"))
    assert [one for one in said if one not in told] == []
    assert unsaid not in told
    assert "甲科" in told
    assert events_of(reported) == before


def test_a_month_in_word_and_excel(reported: Workspace, tmp_path: Path) -> None:
    document = Document(str(save_paper(reported, wanted("2022-03"), tmp_path / "表.docx")))
    cells = {c.text for table in document.tables for row in table.rows for c in row.cells}
    assert "仲春部署会（2022年3月5日）。" in cells
    assert "（2022 年 3 月）" in [one.text for one in document.paragraphs]
    book = openpyxl.load_workbook(save_paper(reported, wanted("2022-03"), tmp_path / "表.xlsx"))
    assert "仲春部署会（2022年3月5日）。" in [c for row in book.worksheets[0].values for c in row]


def test_where_nothing_was_entered_the_form_is_blank(office: Workspace, tmp_path: Path) -> None:
    told = text_of(save_paper(office, wanted(), tmp_path / "表.pdf"))
    assert "会议名称及时间" in told
    assert "2022年" not in told


def test_files_are_named_after_the_month(reported: Workspace, tmp_path: Path) -> None:
    names = [file_name_of(reported, wanted(one), ".pdf") for one in ("2022-03", None)]
    assert [one.rpartition("_")[2] for one in names] == ["2022-03.pdf", "2022-02.pdf"]
    assert file_name_of(reported, wanted(None, "u-b"), ".pdf").endswith("_报表_未填.pdf")
    batch = Batch(rounds().plan, tmp_path / "一批", month="2022-03")
    done = save_round(reported, batch, lambda *_: None, lambda: False)
    assert [one.name.split("_", 1)[0] for one in done.files] == ["甲科", "乙科", "丙科"]
    assert {one.stem.rpartition("_")[2] for one in done.files} == {"2022-03"}
    assert len(files_there(reported, batch)) == 3


def test_a_month_that_is_none_is_refused(reported: Workspace, tmp_path: Path) -> None:
    for month in ("2021-03", "2022-3", ""):
        with refused(reported.folder) as caught:
            save_paper(reported, wanted(month), tmp_path / "out" / "表.pdf")
        assert caught.value.at == "month"
    assert not (tmp_path / "out").exists()


def test_the_command_takes_a_month(tmp_path: Path) -> None:
    folder, out = office_in(tmp_path), tmp_path / "表.pdf"
    call = ("sheet", "--workspace", folder, "--round", rounds().plan, "--unit", "u-a")
    assert kaoping(*call, "--month", "2022-03", "--out", out).returncode == 0
    assert "（2022年3月）" in text_of(out)
    ended = kaoping(*call, "--month", "三月", "--out", tmp_path / "二.pdf")
    assert ended.returncode == 2
    assert "月份请写成 2020-03 的样子" in ended.stderr
