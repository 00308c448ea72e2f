"""A row in the making: what is wrong is told under the heading of its column."""

from datetime import date

import pytest

from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, LEDGERS, PLAN, Kept
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.refusals import Refused
from desktop.viewmodels.row_draft import RowDraft
from tests.viewmodels.ledgering import YEAR, meeting


def refusal(draft: RowDraft) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        draft.row()
    return caught.value.message, caught.value.at


def doubts(draft: RowDraft) -> list[str]:
    return [one.words for one in draft.doubts]


def test_the_unit_comes_first_then_what_must_be_there(qapp: object) -> None:
    draft = RowDraft(LEDGERS[ACTIVITIES], None)
    assert refusal(draft) == ("请选择是哪个单位的台账", "unit")
    draft.unit = "u-a"
    assert refusal(draft) == ("“类型”还空着，请填写", "kind")
    draft.write("kind", "meeting")
    draft.write("held", "2022-03-01")
    assert refusal(draft) == ("“名称”还空着，请填写", "title")
    draft.write("title", "联席会议")
    assert draft.row() == meeting("联席会议")


def test_what_is_wrong_is_told_under_its_heading(qapp: object) -> None:
    draft = RowDraft(LEDGERS[INSPECTIONS], "u-a")
    for name, value in (("title", "食品"), ("sort", "department"), ("drawn", -1)):
        draft.write(name, value)
    words, place = refusal(draft)
    assert place == "drawn"
    assert words.startswith("“抽取户数”：")


@pytest.mark.parametrize("blank", [None, "", ()])
def test_blank_takes_a_value_out(qapp: object, blank: object) -> None:
    draft = RowDraft(LEDGERS[ACTIVITIES], "u-a", meeting("联席会议"))
    told: list[int] = []
    draft.changed.connect(lambda: told.append(1))
    draft.write("number", "〔2022〕3号")
    assert draft.touched
    draft.write("number", blank)
    assert (draft.touched, told) == (False, [1, 1])


def test_a_kept_row_keeps_its_unit_and_its_id(qapp: object) -> None:
    kept = Kept("l-1", "u-b", meeting("联席会议").row)
    draft = RowDraft(LEDGERS[ACTIVITIES], "u-a", kept, YEAR)
    draft.write("title", "第二次联席会议")
    assert draft.row() == Kept("l-1", "u-b", meeting("第二次联席会议").row)


def test_a_new_row_begins_in_the_year_that_is_open(qapp: object) -> None:
    draft = RowDraft(LEDGERS[PLAN], "u-a", year=YEAR)
    assert (draft.values, draft.touched) == ({"year": YEAR}, False)
    for name, value in (("no", "7"), ("title", "食品"), ("sort", "joint"), ("ends", "2022-06-30")):
        draft.write(name, value)
    ends = date(YEAR, 6, 30)
    item = PlanItem(year=YEAR, no="7", title="食品", sort="joint", ends=ends)
    assert draft.row() == Kept("", "u-a", item)
    draft.begin_anew()
    assert (draft.values, draft.unit, draft.touched) == ({"year": YEAR}, "u-a", False)
    assert RowDraft(LEDGERS[ACTIVITIES], "u-a", year=YEAR).values == {}


def test_doubts_are_told_as_soon_as_the_row_could_be_kept(qapp: object) -> None:
    draft = RowDraft(LEDGERS[INSPECTIONS], None, year=YEAR)
    for name, value in (("drawn", 12), ("directory", 10), ("sort", "joint")):
        draft.write(name, value)
    assert doubts(draft) == []
    draft.write("title", "食品")
    assert doubts(draft) == ["抽取户数 12，多于名录库户数 10"]
    draft.write("drawn", 9)
    assert doubts(draft) == []
    draft.write("ended", "2012-08-03")
    assert doubts(draft) == ["结束日期 2012-08-03 不在 2022 年前后"]


def test_where_no_year_is_open_a_row_is_held_against_its_own(qapp: object) -> None:
    draft = RowDraft(LEDGERS[ACTIVITIES], "u-a", meeting("联席会议", held=date(2012, 3, 1)))
    assert doubts(draft) == []
    draft.write("published", "2016-03-01")
    assert doubts(draft) == ["公开日期 2016-03-01 不在 2012 年前后"]
