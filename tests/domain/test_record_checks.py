"""Record checks: every field that a user writes is read, and its refusal names it, however deep it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from desktop.domain import record_checks
from desktop.domain.record_checks import checked
from desktop.domain.records import (
    LedgerRow,
    Letter,
    Office,
    OfficeDay,
    OfficeReport,
    Person,
    Round,
    Setting,
    UnitRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Meeting, Objection, Rectification
from desktop.domain.values import LARGEST, LONGEST_TEXT

Record = (
    LedgerRow
    | Letter
    | Meeting
    | Objection
    | Office
    | OfficeDay
    | OfficeReport
    | Person
    | Rectification
    | Round
    | Setting
    | UnitRecord
)

DAY: Final = date(2022, 8, 3)
SOUND: Final[tuple[Record, ...]] = (
    Office(name="考评办"),
    Person("p-wang", "王考评"),
    UnitRecord("u-a", "甲科"),
    Round("r-1", "科室督查", "2022年", "scheme", "f" * 64, DAY),
    LedgerRow("l-1", "u-a", "meetings"),
    Letter("t-1", "r-1", "bulletin", "1号", DAY, "通报", "各科室：……"),
    Setting("theme", "dark"),
    OfficeReport("o-1", "年度总结", ("12",), "10", "year"),
    OfficeDay("2022-08-03", working=False),
    Meeting("m-1", "r-1", "审定会", DAY),
    Objection("o-1", "r-1", "u-a", "study", None, DAY, "有会议纪要"),
    Rectification("z-1", "r-1", "u-a", "study", None, "少开两次会", Decimal(4)),
)
BY_NAME: Final[dict[str, Record]] = {type(one).__name__: one for one in SOUND}

WORDS: Final = {
    ("Office", "name"),
    ("Person", "name"),
    ("Person", "id"),
    ("UnitRecord", "id"),
    ("LedgerRow", "id"),
    ("Letter", "id"),
    ("UnitRecord", "name"),
    ("Round", "name"),
    ("Round", "period"),
    ("LedgerRow", "ledger"),
    ("Letter", "kind"),
    ("Letter", "title"),
    ("Setting", "name"),
    ("OfficeReport", "id"),
    ("OfficeReport", "name"),
    ("Meeting", "name"),
    ("Objection", "claim"),
    ("Rectification", "problem"),
}
MAYBE_WORDS: Final = {
    ("Office", "address"),
    ("Office", "contact"),
    ("Office", "phone"),
    ("Letter", "number"),
    ("Letter", "text"),
    ("Setting", "value"),
    ("OfficeDay", "name"),
    ("Meeting", "chair"),
    ("Meeting", "present"),
    ("Objection", "by"),
    *(("Rectification", one) for one in ("measure", "owner", "report", "checker", "verdict")),
}
LISTS: Final = {
    ("UnitRecord", "groups"),
    ("UnitRecord", "aliases"),
    ("OfficeReport", "groups"),
}
OTHERS: Final = {
    ("UnitRecord", "kind"),
    ("UnitRecord", "size"),
    ("LedgerRow", "fields"),
    ("OfficeReport", "covers"),
    ("OfficeDay", "day"),
}

Field = tuple[str, str]


def having(field: Field, value: Any) -> Record:  # noqa: ANN401  # whatever comes
    kind, name = field
    return replace(BY_NAME[kind], **{name: value})


def refusal(record: Record, *at: str | int) -> tuple[str, str]:
    """What is said, and the place."""
    with pytest.raises(Refused) as caught:
        checked(record, *at)
    return caught.value.message, caught.value.at


def place(field: Field, value: object) -> str:
    return refusal(having(field, value))[1]


def test_every_field_that_is_read_is_tested() -> None:
    """A new reader needs its line here."""
    read = {(of.__name__, name) for of, fields in record_checks._FIELDS.items() for name in fields}
    assert read == WORDS | MAYBE_WORDS | LISTS | OTHERS


@pytest.mark.parametrize("record", SOUND, ids=BY_NAME)
def test_a_sound_record_is_given_back(record: Record) -> None:
    assert checked(record) is record
    assert checked(record, 3, "rows") is record


UNSEEN = ["好\ud800", "好\x00", "好\u202e"]


@pytest.mark.parametrize("field", sorted(WORDS), ids=".".join)
def test_words_that_must_be_there(field: Field) -> None:
    for sound in ("甲", " 甲\n", "长" * LONGEST_TEXT):
        checked(having(field, sound))
    for wrong in ("", " \u3000", "长" * (LONGEST_TEXT + 1), None, 5, ["甲"], *UNSEEN):
        assert place(field, wrong) == field[1]


@pytest.mark.parametrize("field", sorted(MAYBE_WORDS), ids=".".join)
def test_words_that_may_be_missing(field: Field) -> None:
    for sound in ("", "甲", "长" * LONGEST_TEXT):
        checked(having(field, sound))
    for wrong in (" ", "长" * (LONGEST_TEXT + 1), None, 5, *UNSEEN):
        assert place(field, wrong) == field[1]


@pytest.mark.parametrize("field", sorted(LISTS), ids=".".join)
def test_lists_of_words_name_the_one_that_is_wrong(field: Field) -> None:
    for sound in ((), ("甲",), ("甲", "乙"), ["甲", "乙"]):
        checked(having(field, sound))
    for wrong in ("甲", None, 5, {"甲"}):
        assert place(field, wrong) == field[1]
    for third in ("", 5, "\ud800"):
        assert place(field, ("甲", "乙", third)) == f"{field[1]}.2"
        assert place(field, ["甲", "乙", third]) == f"{field[1]}.2"


def test_a_kind_is_a_name_for_programs_or_unknown() -> None:
    field = ("UnitRecord", "kind")
    for sound in (None, "town", "town-2"):
        checked(having(field, sound))
    for wrong in ("", "乡镇", "Town", "town_2", 5, ()):
        assert place(field, wrong) == "kind"


def test_a_size_is_counted_from_one_or_unknown() -> None:
    field = ("UnitRecord", "size")
    for sound in (None, 1, LARGEST):
        checked(having(field, sound))
    for wrong in (0, -1, LARGEST + 1, "3", True, 1.0):
        assert place(field, wrong) == "size"


def test_a_report_covers_a_month_a_quarter_or_a_year() -> None:
    field = ("OfficeReport", "covers")
    for sound in ("month", "quarter", "year"):
        checked(having(field, sound))
    for wrong in ("", "week", None, 5):
        assert place(field, wrong) == "covers"


def test_a_day_is_written_as_a_date() -> None:
    field = ("OfficeDay", "day")
    checked(having(field, "2024-02-29"))
    for wrong in ("", "2022-02-29", "8月3日", None, 20220803):
        assert place(field, wrong) == "day"


FIELDS: Final = ("LedgerRow", "fields")


def test_a_ledger_keeps_words_whole_numbers_flags_and_gaps() -> None:
    for value in ("", "7.5", "2022-08-03", 0, LARGEST, True, False, None):
        checked(having(FIELDS, {"月份": value}))
    checked(having(FIELDS, {}))


@pytest.mark.parametrize(
    "value", [" ", "好\ud800", -1, LARGEST + 1, 1.5, ["甲"], {"甲": 1}, DAY], ids=ascii
)
def test_a_ledger_names_the_value_that_it_cannot_keep(value: object) -> None:
    row = having(FIELDS, {"late": False, "month": value, "zeal": -1})
    assert refusal(row)[1] == "fields.month"
    assert refusal(row, 3)[1] == "3.fields.month"


@pytest.mark.parametrize("name", ["", " ", "月\ud800", 5, None], ids=ascii)
def test_a_column_of_a_ledger_has_a_name(name: object) -> None:
    assert place(FIELDS, {name: 1}) == "fields"


@pytest.mark.parametrize("value", [None, "甲", 5, [("month", 7)]], ids=ascii)
def test_a_ledgers_row_is_a_table(value: object) -> None:
    words, at = refusal(having(FIELDS, value))
    assert words.startswith("这里要写成一组数据，现在是")
    assert at == "fields"


def test_the_place_is_seen_from_outside() -> None:
    unit = having(("UnitRecord", "aliases"), ("甲", ""))
    words = "这里不能空着，请写明"
    assert refusal(unit) == (words, "aliases.1")
    assert refusal(unit, 0) == (words, "0.aliases.1")
    assert refusal(unit, "units", 2) == (words, "units.2.aliases.1")


def test_the_first_field_that_cannot_be_kept_is_named() -> None:
    assert refusal(Letter("t-1", "r-1", "", " ", DAY, "", " "))[1] == "kind"
