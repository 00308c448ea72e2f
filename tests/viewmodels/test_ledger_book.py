"""The ledger book: it reads while it is in sight, and what is done to a ledger is one event."""

from datetime import date

import pytest

from desktop.domain.ledgers.kinds import (
    ACTIVITIES,
    DUTIES,
    INSPECTIONS,
    MEMBERS,
    PLAN,
    RECEIPTS,
    Kept,
)
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.records import OfficeDay, UnitRecord
from desktop.services.ledgers import keep_rows
from desktop.services.office import keep_units
from desktop.services.office_days import keep_office_days
from tests.services.building import ME
from tests.viewmodels.ledgering import YEAR, Ledgers, meeting, receipt, run


def test_it_opens_at_the_reports(year: Ledgers) -> None:
    book = year.book
    assert (book.ledger.id, book.unit, book.year) == (RECEIPTS, None, YEAR)
    assert (book.shows_reports, book.shows_duties, book.shows_grid) == (True, False, True)
    assert [one.name for one in book.units] == ["丙科", "乙科", "甲科"]
    assert {YEAR, book.today.year} <= {*book.years}
    assert book.unit_name("u-b") == "乙科"
    assert book.unit_name("u-gone") == "（已停用的单位）"


def test_out_of_sight_it_reads_nothing(year: Ledgers) -> None:
    year.book.open(INSPECTIONS)
    year.changes.clear()
    year.book.sleep()
    year.keep(INSPECTIONS, run("食品"))
    year.book.search("食")
    assert (year.changes, year.book.rows) == ([], ())
    year.book.wake()
    assert [one.row.told for one in year.book.rows] == ["食品"]
    year.book.wake()
    assert year.changes == [1]


def test_only_what_is_its_own_is_read_again(year: Ledgers) -> None:
    year.workplace.dispatcher.changed.emit(frozenset({("finding", ("r", "u", "c"))}))
    assert year.changes == []
    year.workplace.dispatcher.changed.emit(frozenset({("office_day", ("2022-01-01",))}))
    assert year.changes == [1]


def test_a_ledger_has_the_rows_of_its_year(year: Ledgers) -> None:
    year.book.open(ACTIVITIES)
    year.keep(ACTIVITIES, meeting("今年"), meeting("从前", held=date(2019, 5, 1)))
    assert [one.row.told for one in year.book.rows] == ["今年"]
    assert 2019 in year.book.years
    year.book.open(year=2019)
    assert [one.row.told for one in year.book.rows] == ["从前"]
    year.book.open(MEMBERS)
    year.keep(MEMBERS, Kept("", "u-a", Member(name="县水利局")))
    assert [one.row.told for one in year.book.rows] == ["县水利局"]  # of every year


def test_words_are_sought_in_every_column_and_the_units_name(year: Ledgers) -> None:
    year.book.open(INSPECTIONS)
    year.keep(INSPECTIONS, run("食品", number="AB-7"), run("药品", "u-b", note="复查"))
    for words, found in (("ab-7", ["食品"]), ("乙科", ["药品"]), (" 复查 ", ["药品"]), ("无", [])):
        year.book.search(words)
        assert [one.row.told for one in year.book.rows] == found
    year.keep(INSPECTIONS, run("无烟草"))
    assert [one.row.told for one in year.book.rows] == ["无烟草"]
    year.changes.clear()
    year.book.search("无 ")
    assert year.changes == []  # the same words
    year.book.search("")
    assert len(year.book.rows) == 3


def test_rows_are_kept_and_struck_each_as_one_step(year: Ledgers) -> None:
    year.book.open(INSPECTIONS)
    before = len(year.events)
    assert year.book.keep([run("食品"), run("药品")])
    assert year.book.strike(year.book.rows)
    assert year.events[before:] == ["keep-ledger-rows"] * 2
    year.undoing.undo()
    assert [one.row.told for one in year.book.rows] == ["药品", "食品"]
    assert year.remarks[-1].startswith("已撤销")
    assert not year.book.keep([run("食品", "u-gone")])
    assert "不在名单里" in year.refusals[-1]
    assert not year.book.strike([run("食品")])
    assert "已经不在" in year.refusals[-1]


def test_a_row_of_another_year_is_not_lost_from_sight_without_a_word(year: Ledgers) -> None:
    year.book.open(ACTIVITIES)
    year.book.keep([meeting("今年")])
    assert year.remarks == []
    year.book.keep([meeting("从前", held=date(2021, 5, 1))])
    assert year.remarks == ["已记入 2021 年的台账，换一个年度就能看到"]


def test_reports_come_and_go(year: Ledgers) -> None:
    standing = year.book.grid.rows[0].cells[0]
    assert standing is not None
    place = (year.book.grid.rows[0].unit, standing)
    came = Receipt(report="-", due=standing.due.due, received=date(YEAR, 1, 19))
    assert year.book.receive([place], came)
    held = year.book.grid.rows[0].cells[0]
    assert held is not None
    assert held.state == "in-time"
    assert year.book.clear([(place[0], held)])
    assert year.rows(RECEIPTS) == []


def test_a_unit_that_left_is_let_go_of(year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品"))
    year.book.open(INSPECTIONS, "u-b")
    assert year.book.rows == ()
    gone = UnitRecord("u-b", "乙科", active=False)
    year.workplace.dispatcher.tell(keep_units(year.workspace, ME, [gone]))
    assert [one.id for one in year.book.units] == ["u-c", "u-a"]
    assert len(year.book.rows) == 1  # everybody's again


def test_days_are_counted_by_the_offices_own_calendar(year: Ledgers) -> None:
    year.book.open(INSPECTIONS)
    year.keep(INSPECTIONS, run("食品", ended=date(YEAR, 4, 26)), run("药品"))
    told = {one.row.told: year.book.days_counted(one) for one in year.book.rows}
    assert told["药品"] == ""
    assert told["食品"].startswith(
        "2022-04-26 结束，公示期限：最后一日是 2022年5月26日，即第 20 个工作日"
    )
    day = OfficeDay("2022-05-10", working=False, name="防汛")
    year.workplace.dispatcher.tell(keep_office_days(year.workspace, ME, [day]))
    [kept] = [one for one in year.book.rows if one.row.told == "食品"]
    assert "2022年5月27日" in year.book.days_counted(kept)


def test_figures_open_to_their_rows(year: Ledgers) -> None:
    item = PlanItem(year=YEAR, no="1", title="食品", sort="department")
    year.keep(PLAN, Kept("", "u-a", item))
    first = year.book.figures("u-a")[0]
    assert (first.name, first.value) == ("部门内抽查计划完成率", "0%")
    assert year.book.figures("u-b")[0].value == "—"


def test_a_template_is_saved_or_told_why_not(year: Ledgers) -> None:
    folder = year.workspace.folder.parent
    year.book.open(INSPECTIONS)
    assert year.book.save_template(folder / "模板.xlsx")
    assert (folder / "模板.xlsx").stat().st_size > 1_000
    assert not year.book.save_template(folder / "模板.doc")
    assert ".xlsx" in year.refusals[-1]


@pytest.mark.parametrize("ledger", [RECEIPTS, DUTIES, PLAN, INSPECTIONS, ACTIVITIES, MEMBERS])
def test_every_ledger_opens_for_a_year_without_anything(year: Ledgers, ledger: str) -> None:
    year.book.open(ledger, year=1998)
    assert (year.book.rows, year.refusals) == ((), [])
    assert 1998 in year.book.years


def test_what_came_is_read_with_the_grid(year: Ledgers) -> None:
    keep_rows(year.workspace, ME, RECEIPTS, [receipt(1, 19)])
    assert year.changes == []  # nobody told it
    year.book.open(RECEIPTS)
    assert year.changes == [1]


def test_only_rows_with_doubts_are_shown_until_there_is_none(year: Ledgers) -> None:
    def told() -> list[str]:
        return [one.row.told for one in book.rows]

    book = year.book
    book.open(INSPECTIONS)
    year.keep(INSPECTIONS, run("食品", drawn=12, directory=10), run("药品", drawn=9, directory=10))
    assert len(book.doubts) == 1
    year.changes.clear()
    book.show_doubted(only=True)
    assert (told(), year.changes) == (["食品"], [1])
    book.search("药")
    assert told() == []
    book.search("")
    assert told() == ["食品"]
    book.keep([book.rows[0]._replace(row=run("食品", drawn=10, directory=10).row)])
    assert ({*told()}, book.only_doubted) == ({"食品", "药品"}, False)


def test_another_ledger_opens_with_all_its_rows_unless_those_with_doubts_are_asked_for(
    year: Ledgers,
) -> None:
    book = year.book
    year.keep(INSPECTIONS, run("食品", drawn=12, directory=10), run("药品"))
    book.open(INSPECTIONS, only_doubted=True)
    assert len(book.rows) == 1
    book.open(INSPECTIONS)
    assert len(book.rows) == 2


def test_out_of_sight_nothing_is_sifted(year: Ledgers) -> None:
    year.book.open(INSPECTIONS)
    year.book.sleep()
    year.keep(INSPECTIONS, run("食品", drawn=12, directory=10))
    year.changes.clear()
    year.book.show_doubted(only=True)
    assert year.changes == []
