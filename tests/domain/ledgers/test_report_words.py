"""Report words: what each line of a monthly report says, made from rows; nothing is typed twice."""

from datetime import date
from typing import Any

import pytest

from desktop.domain.ledgers.form_lines import FormLine, lines_of
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.monthly_reports import MonthEntries, MonthlyReport
from desktop.domain.ledgers.report_words import (
    activity_words,
    document_words,
    entry_words,
    publication_words,
    report_words,
    scope_words,
)
from tests.domain.ledgers.monthly_building import FORM, activity, run

UNTIL = date(2020, 3, 20)
LINES = {one.place: one for one in lines_of(FORM)}
BLANK = MonthlyReport(report="plan/monthly", due=UNTIL)


def told(entries: MonthEntries, report: MonthlyReport = BLANK) -> dict[str, str]:
    return report_words(FORM, report, entries, "县水利局")


def test_a_blank_report_says_the_unit_alone() -> None:
    assert told(MonthEntries()) == {"单位名称（盖章）": "县水利局"}


def test_head_foot_and_free_words() -> None:
    report = MonthlyReport(
        report="plan/monthly",
        due=UNTIL,
        filled=date(2020, 3, 18),
        words={"1": "另有专题研究一次", "5": "无", "联系人": "王一", "填表时间": "昨天"},
    )
    entries = MonthEntries((activity("a", title="部署会"),))
    assert told(entries, report) == {
        "单位名称（盖章）": "县水利局",
        "填表时间": "2020年3月18日",
        "联系人": "王一",
        "1": "部署会（2020年3月5日）。\n另有专题研究一次",
        "5": "无",
    }


def test_one_stands_alone_and_several_are_numbered() -> None:
    rows = activity("a", title="部署会。"), activity("b", title="推进会", held=date(2020, 3, 9))
    assert entry_words(LINES["1"], MonthEntries(rows[:1]), UNTIL) == "部署会。（2020年3月5日）。"
    assert entry_words(LINES["1"], MonthEntries(rows), UNTIL) == (
        "（1）部署会。（2020年3月5日）；\n（2）推进会（2020年3月9日）。"
    )


@pytest.mark.parametrize(
    ("place", "more", "words"),
    [
        ("1", {"title": "部署会", "attended": 9, "note": "备注"}, "部署会（2020年3月5日）"),
        ("2", {"title": "工作方案", "number": "水〔2020〕3号"}, "《工作方案》（水〔2020〕3号）"),
        ("2", {"title": "关于《方案》的通知"}, "关于《方案》的通知"),
        ("2", {"title": "水〔2020〕3号", "number": "水〔2020〕3号"}, "水〔2020〕3号"),
        ("3", {"title": "培训班", "attended": 50, "note": "平台操作"}, "培训班（50人）：平台操作"),
        ("3", {"title": "培训班"}, "培训班"),
    ],
)
def test_a_line_says_what_its_hint_asks_for(place: str, more: dict[str, Any], words: str) -> None:
    line = LINES[place]
    assert activity_words(activity("a", line.kind, **more).row, line) == words


def test_without_a_hint_everything_is_said() -> None:
    line = FormLine("1", "活动", "", "activities.meeting")
    one = activity("a", title="会", number="1号", attended=3, note="议程")
    assert activity_words(one.row, line) == "会（1号，2020年3月5日，3人）：议程"


FULL = run(
    "a",
    title="餐饮抽查",
    scheme="《餐饮抽查方案》（市监〔2020〕2号）",
    scope="餐饮单位",
    directory=2400,
    drawn=120,
    items="3大项8小项",
    started=date(2020, 3, 2),
    published=date(2020, 3, 18),
    place="公示系统",
    disclosed=120,
)


def test_a_single_run_fills_its_parts() -> None:
    words = told(MonthEntries(runs=(FULL,)))
    assert {place: one for place, one in words.items() if place.startswith("4")} == {
        "4.1": "《餐饮抽查方案》（市监〔2020〕2号）。",
        "4.2": "餐饮单位，名录库2400户，抽取120户，抽查比例5%。",
        "4.3": "3大项8小项。",
        "4.4": "公示系统公示120户（2020年3月18日）。",
    }


def test_runs_keep_their_numbers_and_earlier_ones_are_named() -> None:
    earlier = run("c", title="网吧抽查", published=date(2020, 2, 25), disclosed=3)
    entries = MonthEntries(runs=(run("b", title="药店抽查"), FULL), published=(earlier,))
    words = told(entries)
    assert words["4.1"] == "（1）药店抽查；\n（2）《餐饮抽查方案》（市监〔2020〕2号）。"
    assert words["4.3"] == "（2）3大项8小项。"
    assert words["4.4"] == (
        "（2）公示系统公示120户（2020年3月18日）；\n网吧抽查：已公示3户（2020年2月25日）。"
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"directory": 96, "drawn": 10}, "名录库96户，抽取10户，抽查比例约10.41%"),
        ({"drawn": 10}, "抽取10户"),
        ({"directory": 0, "drawn": 0}, "名录库0户，抽取0户"),
        ({"scope": "药店"}, "药店"),
    ],
)
def test_the_share_is_of_the_directory(more: dict[str, object], words: str) -> None:
    assert scope_words(run("a", **more).row, UNTIL) == words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "餐饮抽查"),
        ({"scheme": "市监〔2020〕2号"}, "餐饮抽查（市监〔2020〕2号）"),
        ({"scheme": "《餐饮抽查方案》"}, "《餐饮抽查方案》"),
    ],
)
def test_the_document_of_a_run(more: dict[str, object], words: str) -> None:
    assert document_words(run("a", title="餐饮抽查", **more).row, UNTIL) == words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ""),
        ({"place": "公示系统"}, "公示系统公示"),
        ({"disclosed": 3}, "已公示3户"),
        ({"published": date(2020, 3, 20)}, "已公示（2020年3月20日）"),
        ({"published": date(2020, 3, 21), "place": "公示系统"}, ""),
    ],
)
def test_what_was_published_later_is_not_told(more: dict[str, object], words: str) -> None:
    row: Inspection = run("a", **more).row
    assert publication_words(row, UNTIL) == words
