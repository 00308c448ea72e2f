"""Form previews: what a filled form would bring is held against the ledgers, and nothing is kept before it is seen."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.excel import as_excel
from desktop.documents.forms.report_form import MONTH, report_form
from desktop.documents.word import as_word
from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.records import UnitRecord
from desktop.domain.troubles import Trouble
from desktop.services.form_previews import FormPreview, preview_form
from desktop.services.monthly_reports import (
    Filing,
    ReportKey,
    keep_monthly_report,
    monthly_report_of,
)
from desktop.services.office import keep_units
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.documents.printed import DAY, OFFICE
from tests.services.building import ME, PLAN, everything, office_in, rounds

WRITERS = {".docx": as_word, ".xlsx": as_excel}
[FORM, *_] = open_scheme(PLAN).forms
ANSWERS = {
    "填表时间": "2022年3月18日",
    "联系人": "王一",
    "1": "部署会（2022年3月5日）；推进会（3月9日）",
    "2": "《工作方案》（水〔2022〕1号）",
    "3": "无",
    "4.1": "《餐饮抽查方案》（水〔2022〕2号）",
    "4.2": "餐饮单位，名录库200户，抽取10户，抽查比例5%",
    "4.4": "尚未公示",
    "5": "全县3家",
}
MEETING = Activity(kind="meeting", held=date(2022, 3, 5), title="部署会")
DOCUMENT = Activity(kind="document", held=date(2022, 3, 2), title="方案", number="水〔2022〕1号")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


KEY = ReportKey(rounds().plan, "u-a", date(2022, 3, 20))


def preview(
    office: Workspace,
    more: Mapping[str, str] | None = None,
    ending: str = ".docx",
    unit: str = "甲科",
) -> FormPreview:
    path = office.folder.parent / f"表{ending}"
    manuscript = report_form(FORM, OFFICE, DAY, unit, ANSWERS | dict(more or {}))
    path.write_bytes(WRITERS[ending](manuscript))
    before = everything(office.folder)
    found = preview_form(office, KEY, path)
    assert everything(office.folder) == before
    return found


def keep(office: Workspace, *activities: Activity, **more: Any) -> None:  # noqa: ANN401  # what a filing has
    rows = [Kept("", "u-a", one) for one in activities]
    keep_monthly_report(office, ME, KEY, Filing(activities=rows, **more))


@pytest.mark.parametrize("ending", WRITERS)
def test_a_form_is_read_and_then_kept(office: Workspace, ending: str) -> None:
    found = preview(office, ending=ending)
    assert [(one.kept.row.title, one.held, one.changes) for one in found.activities] == [
        ("部署会", None, True),
        ("推进会", None, True),
        ("工作方案", None, True),
    ]
    assert found.activities[0].sources == {"1": "部署会（2022年3月5日）；"}
    [run] = found.runs
    assert (run.kept.row.title, run.kept.row.directory, run.kept.row.drawn) == (
        "餐饮抽查方案",
        200,
        10,
    )
    assert found.words == {"3": "无", "4.4": "尚未公示", "5": "全县3家", "联系人": "王一"}
    assert found.doubts == {"2": ("“工作方案”没有写日期，暂按 2022年3月18日 登记",)}
    assert (found.remarks, found.unread, found.unmentioned) == ((), (), ())
    keep_monthly_report(office, ME, KEY, found.filing(date(2022, 3, 19)))
    kept = monthly_report_of(office, KEY)
    assert kept.words == {
        "单位名称（盖章）": "甲科",
        "填表时间": "2022年3月18日",
        "联系人": "王一",
        "1": "（1）部署会（2022年3月5日）；\n（2）推进会（2022年3月9日）。",
        "2": "《工作方案》（水〔2022〕1号）。",
        "3": "无",
        "4.1": "《餐饮抽查方案》（水〔2022〕2号）。",
        "4.2": "餐饮单位，名录库200户，抽取10户，抽查比例5%。",
        "4.4": "尚未公示",
        "5": "全县3家",
    }
    again = preview(office, ending=ending)
    assert again.filing(None) == Filing(found.words, date(2022, 3, 18))
    keep_monthly_report(office, ME, KEY, again.filing(None))
    assert monthly_report_of(office, KEY).words == kept.words


def test_our_own_print_brings_nothing_new(office: Workspace) -> None:
    keep(
        office,
        MEETING,
        DOCUMENT,
        words={"5": "全县3家", "2": "另有一份代拟稿"},
        filled=date(2022, 3, 18),
        runs=[
            Kept(
                "",
                "u-a",
                Inspection(
                    title="药店抽查",
                    sort="joint",
                    started=date(2022, 1, 5),
                    published=date(2022, 3, 1),
                ),
            ),
            Kept("", "u-a", Inspection(title="餐饮抽查", sort="joint", items="3大项")),
        ],
    )
    sight = monthly_report_of(office, KEY)
    path = office.folder.parent / "表.docx"
    path.write_bytes(
        as_word(report_form(FORM, OFFICE, DAY, "甲科", sight.words | {MONTH: "2022-03"}))
    )
    found = preview_form(office, KEY, path)
    assert (found.activities, found.runs, found.doubts, found.remarks) == ((), (), {}, ())
    assert found.words == sight.kept.row.words
    assert found.unmentioned == ()


def test_what_the_ledger_has_is_known_again_and_keeps_its_word(office: Workspace) -> None:
    keep(office, replace(MEETING, attended=30), DOCUMENT, replace(MEETING, title="约谈会"))
    found = preview(
        office,
        {"1": "部署会（2022年3月5日），42人参加", "2": "《工作方案》（水〔2022〕1号），已备案"},
    )
    meeting, document = found.activities
    assert meeting.kept.row == replace(MEETING, attended=30)
    assert not meeting.changes
    assert meeting.doubts == ("“部署会”的参加人数，表上是“42”，台账是“30”，以台账为准",)
    assert document.kept.row == replace(DOCUMENT, note="已备案")
    assert document.kept.id
    assert document.held == DOCUMENT
    assert found.unmentioned == ("约谈会",)
    assert [one.row.note for one in found.filing(None).activities] == ["已备案"]


def test_a_run_is_known_again_by_its_document(office: Workspace) -> None:
    held = Inspection(
        title="餐饮抽查", sort="joint", scheme="《餐饮抽查方案》（水〔2022〕2号）", drawn=12
    )
    keep(
        office,
        runs=[Kept("", "u-a", one) for one in (held, replace(held, title="药店抽查", scheme=""))],
    )
    found = preview(office)
    [run] = found.runs
    assert run.kept.row == replace(held, directory=200, scope="餐饮单位")
    assert run.doubts == ("“餐饮抽查”的抽取户数，表上是“10”，台账是“12”，以台账为准",)
    assert found.unmentioned == ("药店抽查",)


def test_our_line_on_an_earlier_run_is_none_of_the_new_ones(office: Workspace) -> None:
    earlier = Inspection(
        title="药店抽查",
        sort="joint",
        started=date(2022, 1, 5),
        published=date(2022, 3, 1),
        disclosed=7,
    )
    keep(office, runs=[Kept("", "u-a", earlier)])
    said = "公示系统公示10户；\n药店抽查：已公示7户（2022年3月1日）。"
    found = preview(office, {"4.4": said})
    [run] = found.runs
    assert (run.held, run.kept.row.place, run.kept.row.disclosed) == (None, "公示系统", 10)
    assert "4.4" not in found.words


def test_two_alike_are_two(office: Workspace) -> None:
    keep(office, MEETING)
    found = preview(office, {"1": "部署会（3月5日）；部署会（3月5日）"})
    assert [bool(one.kept.id) for one in found.activities[:2]] == [True, False]


def test_what_concerns_the_whole_form_is_remarked(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-a", "甲科", aliases=("甲 处",))])
    assert preview(office, unit="甲处").remarks == ()
    found = preview(office, {MONTH: "2022-02", "填表时间": "上周五"}, unit="丁科")
    assert found.remarks == (
        "表上写的是 2022年2月，这里登记的是 2022年3月",
        "表上写的单位是“丁科”，这里登记的是“甲科”",
        "填表时间“上周五”看不出是哪一天，没有登记",
    )
    assert found.filled is None
    assert found.activities[-1].kept.row.held == date(2022, 3, 20)


def test_a_blank_answer_strikes_nothing(office: Workspace) -> None:
    keep(office, MEETING, words={"5": "全县3家"}, filled=date(2022, 3, 18))
    path = office.folder.parent / "表.docx"
    path.write_bytes(as_word(report_form(FORM, OFFICE, DAY, "甲科")))
    found = preview_form(office, KEY, path)
    assert found.words == {"5": "全县3家"}
    assert found.filled == date(2022, 3, 18)
    assert found.filing(None).activities == ()


def test_a_file_that_is_gone_is_a_trouble(office: Workspace) -> None:
    with pytest.raises(Trouble, match="读取月报表"):
        preview_form(office, KEY, office.folder.parent / "无.docx")
