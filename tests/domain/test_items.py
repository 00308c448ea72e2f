"""Items: single occurrences with note, date and exemption."""

from datetime import date

import pytest

from desktop.domain.items import Item, Occurrences, exemption_words, read_item, read_occurrences
from desktop.domain.refusals import Refused


def test_an_item_keeps_all_that_is_said_of_it() -> None:
    plain = {"note": "第三季度", "date": "2022-08-03", "exempt": True, "reason": "停电"}
    assert read_item(plain) == Item("第三季度", date(2022, 8, 3), exempt=True, grounds="停电")
    assert read_item({}) == Item()
    assert read_item({"exempt": False, "reason": "不予采纳"}) == Item(grounds="不予采纳")


@pytest.mark.parametrize(
    ("plain", "at"),
    [
        ({"exempt": True}, "reason"),
        ({"exempt": True, "reason": ""}, "reason"),
        ({"exempt": 1}, "exempt"),
        ({"date": "昨天"}, "date"),
        ({"note": 3}, "note"),
        ({"count": 3}, "count"),
        ([], ""),
    ],
    ids=repr,
)
def test_what_is_no_item_is_refused(plain: object, at: str) -> None:
    with pytest.raises(Refused) as caught:
        read_item(plain)
    assert caught.value.at == at


def test_occurrences_are_counted_or_listed() -> None:
    assert read_occurrences({"count": 3}) == Occurrences(3)
    listed = read_occurrences({"items": [{}, {"exempt": True, "reason": "停电"}]})
    assert (listed.recorded, listed.exempt, len(listed.items)) == (2, 1, 2)
    assert read_occurrences({"items": []}) == Occurrences(0)


def test_a_count_and_a_list_could_contradict_each_other() -> None:
    with pytest.raises(Refused, match="只能写一个"):
        read_occurrences({"count": 1, "items": [{}]})
    with pytest.raises(Refused, match="缺少“count”"):
        read_occurrences({})


def test_each_reason_is_said_once() -> None:
    exempt = [Item(exempt=True, grounds=why) for why in ("停电", "停电", "换系统")]
    assert exemption_words([Item(), *exempt], "次") == "，其中 3 次免责（停电；换系统）"
    assert exemption_words([Item()], "次") == ""
