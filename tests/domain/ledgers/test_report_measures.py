"""Reports that did not come or came late: R21's 少报, what is excused, what is not due yet, 未报送."""

from desktop.domain.ledgers.due_reports import ReportRule, due_in
from desktop.domain.ledgers.measured import Question
from desktop.domain.ledgers.receipts import Receipt
from tests.domain.ledgers.building import (
    YEAR,
    day,
    gaps,
    kept,
    notes,
    question,
    rows_said,
    unknown,
)

MONTHLY = ReportRule("g/monthly", "月报表", (*range(1, 13),), 20, "month")
DUE = due_in([MONTHLY], YEAR)


def receipt(month: int, received: str = "", **more: str) -> Receipt:
    """One month's receipt."""
    came = day(received) if received else None
    return Receipt(report="g/monthly", due=day(f"{month}-20"), received=came, **more)


# In time: January on the very day; late: February; sent back: March; excused: April; the rest never came.
ROWS = kept(
    receipt(1, "1-20"),
    receipt(2, "2-23"),
    receipt(3, "3-20", state="returned"),
    receipt(4, state="excused", note="机构改革"),
)


def asked(as_of: str) -> Question:
    return question(as_of, receipts=ROWS, due=DUE)


def test_late_and_sent_back_count_as_missed() -> None:
    """R21; the excused one is listed with its reason, and is not counted."""
    found = rows_said("reports.missed", asked("5-21"))
    assert [one.note for one in found.counted] == [
        "2022年2月月报表：2月20日到期，2月23日报送，迟 3 天",
        "2022年3月月报表：3月20日到期，3月20日报送，退回后未重报",
        "2022年4月月报表：4月20日到期，免报",
        "2022年5月月报表：5月20日到期，未报",
    ]
    assert [one.row for one in found.counted] == ["r2", "r3", "r4", None]
    assert [one.excused for one in found.counted] == ["", "", "机构改革", ""]
    assert [one.day for one in found.counted] == [
        day("2-23"),
        day("3-20"),
        day("4-20"),
        day("5-20"),
    ]
    assert found.basis == "报送台账：到期 5 次，收到 3 次，其中迟报 1 次、退回后未重报 1 次"
    assert found.gaps == ("还有 7 次未到期",)


def test_missing_and_late_apart() -> None:
    assert [one[5:7] for one in notes("reports.missing", asked("5-21"))] == ["3月", "4月", "5月"]
    assert [one[5:7] for one in notes("reports.late", asked("5-21"))] == ["2月"]


def test_on_the_very_day_nothing_is_missing() -> None:
    assert len(notes("reports.missed", asked("5-20"))) == 3
    assert gaps("reports.missed", asked("5-20")) == ("还有 8 次未到期",)


def test_what_was_sent_back_may_come_again_until_its_day() -> None:
    assert len(notes("reports.missed", asked("3-20"))) == 2  # late, and excused
    assert len(notes("reports.missed", asked("3-21"))) == 3


def test_what_was_sent_back_and_came_again_in_time_is_no_fault() -> None:
    rows = kept(
        receipt(1, "1-10", state="returned"), receipt(1, "1-20"), receipt(2, state="returned")
    )
    again = question("2-21", due=DUE, receipts=rows)
    assert notes("reports.late", again) == []
    assert notes("reports.missing", again) == ["2022年2月月报表：2月20日到期，退回后未重报"]


def test_a_whole_year_without_gaps() -> None:
    found = rows_said("reports.missed", asked("2023-01-15"))
    assert (len(found.counted), found.gaps) == (11, ())


def test_an_excused_report_without_a_note() -> None:
    row = kept(receipt(4, state="excused"))
    [_, _, _, april] = rows_said("reports.missing", question("5-1", receipts=row, due=DUE)).counted
    assert april.excused == "办公室同意免报"


def test_none_came_at_all() -> None:
    """未报送: all that were due are missing; what is excused does not stand in the way."""
    nothing = question("5-21", due=DUE, receipts=kept(receipt(4, state="excused")))
    assert notes("reports.none", nothing) == ["到期的 4 次均未报送"]
    assert gaps("reports.none", nothing) == ("还有 7 次未到期",)
    assert notes("reports.none", asked("5-21")) == []


def test_nothing_due_is_no_fault() -> None:
    assert notes("reports.none", question("1-5", due=DUE)) == []


def test_a_row_without_a_day_has_not_come() -> None:
    found = question("2-21", due=DUE, receipts=kept(receipt(1)))
    assert rows_said("reports.missed", found).basis == "报送台账：到期 2 次，收到 0 次"
    assert notes("reports.none", found) == ["到期的 2 次均未报送"]


def test_without_a_calendar_nobody_knows() -> None:
    for name in ("reports.missed", "reports.missing", "reports.late", "reports.none"):
        assert unknown(name, question(receipts=ROWS)) == (
            "没有登记报送安排，不知道哪些材料应当何时报送",
        )
