"""One row of a ledger, typed below its headings: what is wrong is told where it is, and nothing is lost by one key."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, LEDGERS, MEMBERS, PLAN
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.ledgers.row_groups import GROUPS
from desktop.ui.screens.ledger_screen import LedgerScreen
from tests.journeys.evaluator import wait_until
from tests.ui.dropping import answering, compose, nameless, press
from tests.viewmodels.ledgering import YEAR, Ledgers, meeting, run

Key = Qt.Key
Answer = Callable[[RowDialog], None]


def adding(screen: LedgerScreen, answer: Answer) -> None:
    """Ctrl+N, and what is done in the dialog."""
    _answered(answer)
    QTest.keyClick(screen, Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def changing(screen: LedgerScreen, answer: Answer) -> None:
    """Enter on the row where the cursor is."""
    _answered(answer)
    QTest.keyClick(screen.rows.rows, Key.Key_Return)


def _answered(answer: Answer) -> None:
    def within(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        wait_until(dialog.isActiveWindow)
        answer(dialog)
        if dialog.isVisible():
            dialog.done(0)

    answering(within)


def write(dialog: RowDialog, name: str, text: str) -> None:
    """Into a field, as a hand does."""
    field = dialog.fields[name].widget
    field.setFocus()
    cast("QLineEdit", field).selectAll()
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        compose(field, text)


def pick(box: QWidget, words: str) -> None:
    """From a list, by the down key."""
    made = cast("QComboBox", box)
    made.setFocus()
    for _ in range(made.count()):
        if made.currentText() == words:
            return
        QTest.keyClick(made, Key.Key_Down)
    raise AssertionError(words)


def enter() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_Return)


def test_a_row_is_written_and_kept_by_enter(screen: LedgerScreen, year: Ledgers) -> None:
    def answer(dialog: RowDialog) -> None:
        assert dialog._unit.hasFocus()
        pick(dialog._unit, "乙科")
        pick(dialog.fields["kind"].widget, "会议")
        write(dialog, "held", "2022年3月1日")
        write(dialog, "title", "联席会议")
        pick(dialog.fields["leader"].widget, "是")
        write(dialog, "absent", "2")
        enter()
        assert not dialog.isVisible()

    year.book.open(ACTIVITIES)
    adding(screen, answer)
    [kept] = year.rows(ACTIVITIES)
    assert (kept.unit, kept.row.told, kept.row.on) == ("u-b", "联席会议", date(YEAR, 3, 1))
    assert (kept.row.leader, kept.row.absent) == (True, 2)  # type: ignore[attr-defined]  # a meeting's


def test_what_is_wrong_is_told_and_gone_to(screen: LedgerScreen, year: Ledgers) -> None:
    told: list[str] = []

    def refused(dialog: RowDialog) -> tuple[str, str]:
        enter()
        focused = QApplication.focusWidget()
        assert focused is not None
        told.append(dialog._fault.text())
        return dialog._fault.text(), focused.accessibleName()

    def answer(dialog: RowDialog) -> None:
        assert refused(dialog) == ("请选择是哪个单位的台账", "单位")
        pick(dialog._unit, "甲科")
        assert dialog._fault.text() == ""
        assert refused(dialog) == ("“抽查任务”还空着，请填写", "抽查任务")
        write(dialog, "title", "new")
        assert refused(dialog) == ("“抽查类型”还空着，请填写", "抽查类型")
        pick(dialog.fields["sort"].widget, "部门内抽查")
        for name, wrong, right, heading in (
            ("ended", "2022-13-01", "2022-04-01", "结束日期"),
            ("noticed", "2022-04-01", "2022-04-01 9:30", "检查通知时间"),
            ("share", "500%", "0.05", "抽查比例"),
            ("unfiled", "two", "2", "未建档归档户数"),
        ):
            write(dialog, name, wrong)
            words, place = refused(dialog)
            assert words.startswith(f"“{heading}”：")
            assert place == heading
            field = dialog.fields[name].widget
            seen = dialog._scroll.viewport().rect()
            assert seen.contains(field.mapTo(dialog._scroll.viewport(), field.rect().center()))
            write(dialog, name, right)
        enter()
        assert not dialog.isVisible()

    year.book.open(INSPECTIONS)
    adding(screen, answer)
    assert (len(told), len(year.rows(INSPECTIONS))) == (7, 1)
    row = year.rows(INSPECTIONS)[0].row
    assert isinstance(row, Inspection)
    assert (f"{row.noticed:%H:%M}", row.unfiled, row.share) == ("09:30", 2, Fraction(1, 20))


def test_the_last_day_stands_there_while_the_end_is_typed(
    screen: LedgerScreen, year: Ledgers
) -> None:
    """The round of this very unit counts twenty working days; it is heard once the row is one."""
    told: list[str] = []

    def answer(dialog: RowDialog) -> None:
        write(dialog, "ended", "2022-04-26")
        told.append(dialog._days.text())
        write(dialog, "title", "food")
        pick(dialog.fields["sort"].widget, "部门内抽查")
        assert dialog._told.isVisible()
        told.append(dialog._days.text())
        write(dialog, "ended", "2022-04")
        told.append(dialog._days.text())
        assert not dialog._told.isVisible()

    year.book.open(INSPECTIONS, "u-a")
    adding(screen, answer)
    assert [one[:35] for one in told] == [
        "",
        "2022-04-26 结束，公示期限：最后一日是 2022年5月26日",
        "",
    ]


def test_one_row_after_the_other(screen: LedgerScreen, year: Ledgers) -> None:
    def answer(dialog: RowDialog) -> None:
        for name in ("one", "two"):
            assert dialog.fields["name"].widget.hasFocus()
            write(dialog, "name", name)
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert (dialog.isVisible(), dialog.fields["name"].value) == (True, "")
        QTest.keyClick(dialog, Key.Key_Escape)  # nothing was typed since
        assert not dialog.isVisible()

    year.book.open(MEMBERS, "u-a")
    adding(screen, answer)
    assert sorted(one.row.told for one in year.rows(MEMBERS)) == ["one", "two"]


def test_a_row_of_a_plan_keeps_its_year(screen: LedgerScreen, year: Ledgers) -> None:
    def answer(dialog: RowDialog) -> None:
        for number in ("1", "2"):
            assert dialog.fields["year"].value == YEAR
            write(dialog, "no", number)
            write(dialog, "title", "food")
            pick(dialog.fields["sort"].widget, "部门联合抽查")
            dialog.next_button.click()

    year.book.open(PLAN, "u-a")
    adding(screen, answer)
    assert [one.row.on for one in year.rows(PLAN)] == [date(YEAR, 12, 31)] * 2


@pytest.mark.parametrize("deed", ["放弃填写", "取消"])
def test_what_was_typed_is_not_thrown_away_by_one_key(
    screen: LedgerScreen, year: Ledgers, deed: str
) -> None:
    closed: list[bool] = []

    def answer(dialog: RowDialog) -> None:
        write(dialog, "name", "one")
        asked = answering(press(deed))
        QTest.keyClick(dialog, Key.Key_Escape)
        assert len(asked) == 1
        closed.append(not dialog.isVisible())

    year.book.open(MEMBERS, "u-a")
    adding(screen, answer)
    assert closed == [deed == "放弃填写"]
    assert year.rows(MEMBERS) == []


def test_what_the_form_says_by_itself_is_nothing_typed(screen: LedgerScreen, year: Ledgers) -> None:
    """It was told what is missing; a choice that stands there from the beginning is nobody's words."""
    touched: list[bool] = []

    def answer(dialog: RowDialog) -> None:
        QTest.keyClick(dialog, Key.Key_Return)
        assert dialog._fault.text()
        touched.append(dialog._draft.touched)
        dialog.done(0)

    year.book.open(INSPECTIONS, "u-a")
    adding(screen, answer)
    assert touched == [False]


def test_a_day_that_is_no_day_counts_as_typed(screen: LedgerScreen, year: Ledgers) -> None:
    boxes: list[str] = []

    def stay(box: QDialog) -> None:
        boxes.append(cast("QMessageBox", box).text())
        press("取消")(box)

    def answer(dialog: RowDialog) -> None:
        write(dialog, "reported", "soon")
        answering(stay)
        QTest.keyClick(dialog, Key.Key_Escape)

    year.book.open(MEMBERS, "u-a")
    adding(screen, answer)
    assert boxes == ["不登记就关闭？"]


def test_a_row_is_changed_where_it_is(screen: LedgerScreen, year: Ledgers) -> None:
    def answer(dialog: RowDialog) -> None:
        assert (dialog.keep_button.text(), dialog.next_button.isVisible()) == ("修改", False)
        assert not dialog._unit.isEnabled()
        assert dialog.fields["title"].widget.hasFocus()
        write(dialog, "drawn", "9")
        write(dialog, "partners", "县水利局，县气象局")
        enter()

    year.keep(INSPECTIONS, run("食品", drawn=3, risk="own"), run("药品"))
    year.book.open(INSPECTIONS)
    at = next(n for n, one in enumerate(year.book.rows) if one.row.told == "食品")
    screen.rows.rows.selectRow(at)
    before = year.book.rows[at].id
    changing(screen, answer)
    row = year.book.rows[at].row
    assert isinstance(row, Inspection)
    assert (year.book.rows[at].id, row.drawn, row.risk) == (before, 9, "own")
    assert row.partners == ("县水利局", "县气象局")
    changing(screen, lambda dialog: QTest.keyClick(dialog, Key.Key_Escape))
    assert year.book.rows[at].row == row


def test_doubts_stand_below_the_fields_while_one_types_and_refuse_nothing(
    screen: LedgerScreen, year: Ledgers
) -> None:
    def answer(dialog: RowDialog) -> None:
        write(dialog, "title", "new")
        pick(dialog.fields["sort"].widget, "部门联合抽查")
        write(dialog, "directory", "10")
        assert not dialog._notice.isVisible()
        write(dialog, "drawn", "12")
        assert dialog._notice.isVisible()
        told = "疑点：抽取户数 12，多于名录库户数 10。属实的照样可以登记。"
        assert dialog._notice.words.text() == told
        write(dialog, "drawn", "9")
        assert not dialog._notice.isVisible()
        write(dialog, "drawn", "12")
        QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert not dialog._notice.isVisible()  # the next row has said nothing yet

    year.book.open(INSPECTIONS, "u-a")
    adding(screen, answer)
    [kept] = year.rows(INSPECTIONS)
    assert isinstance(kept.row, Inspection)
    assert (kept.row.drawn, kept.row.directory) == (12, 10)


def test_doubts_of_a_kept_row_are_told_when_it_is_opened(
    screen: LedgerScreen, year: Ledgers
) -> None:
    def answer(dialog: RowDialog) -> None:
        assert dialog._notice.words.text().startswith(
            "疑点：公示日期 2022-08-01 早于结束日期 2022-08-03。"
        )
        write(dialog, "published", "2022-08-04")
        assert not dialog._notice.isVisible()

    ended, published = date(YEAR, 8, 3), date(YEAR, 8, 1)
    year.keep(INSPECTIONS, run("食品", ended=ended, published=published))
    year.book.open(INSPECTIONS)
    changing(screen, answer)


def test_a_refusal_of_the_workspace_keeps_the_dialog_open(
    screen: LedgerScreen, year: Ledgers
) -> None:
    def answer(dialog: RowDialog) -> None:
        year.book.strike(year.book.rows)
        dialog._draft.unit = "u-gone"
        enter()
        assert dialog.isVisible()

    year.keep(ACTIVITIES, meeting("联席会议"))
    year.book.open(ACTIVITIES)
    changing(screen, answer)
    assert "不在名单里" in year.refusals[-1]


@pytest.mark.parametrize("ledger", [PLAN, INSPECTIONS, ACTIVITIES, MEMBERS])
def test_every_ledger_has_its_form(screen: LedgerScreen, year: Ledgers, ledger: str) -> None:
    def answer(dialog: RowDialog) -> None:
        assert nameless(dialog) == []
        labels = cast("list[QLabel]", dialog.findChildren(QLabel))
        words = [one.text() for one in labels]
        for one in dialog._draft.columns:
            assert one.heading in words or f"{one.heading} *" in words
        for heading in GROUPS.get(ledger, {}).values():
            assert heading in words

    year.book.open(ledger, "u-a")
    adding(screen, answer)


def test_groups_begin_at_columns_that_are_there() -> None:
    for ledger, groups in GROUPS.items():
        assert groups.keys() <= {one.name for one in columns_of(LEDGERS[ledger].row)}
