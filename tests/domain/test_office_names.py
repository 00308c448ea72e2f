"""Office names: full and short ones are one office, and no two offices are ever one."""

from itertools import combinations

import pytest

from desktop.domain.office_names import office_name

MARKET = ("望川县市场监督管理局", "望川县市场监管局", "县市场监管局", "市场监督管理局", "市监局")


@pytest.mark.parametrize(("one", "other"), [*combinations(MARKET, 2)])
def test_one_office_under_its_names(one: str, other: str) -> None:
    assert office_name(one).may_be(office_name(other))
    assert office_name(other).may_be(office_name(one))


@pytest.mark.parametrize(
    ("name", "places", "task"),
    [
        ("市场监督管理局", [], "市场监管局"),
        ("市市场监督管理局", ["市"], "市场监管局"),
        ("城市管理局", [], "城市管理局"),
        ("县城市管理局", ["县"], "城市管理局"),
        ("市政管理处", [], "市政管理处"),
        ("望川县发展和改革委员会", ["望川县"], "发展改革委"),
        ("云川市 望川县教育局", ["云川市", "望川县"], "教育局"),
        ("基础教育科", [], "基础教育科"),
    ],
)
def test_a_name_in_its_parts(name: str, places: list[str], task: str) -> None:
    assert office_name(name) == ((*places,), frozenset({task}))


@pytest.mark.parametrize("name", ["望川县", "县", "云川市望川县", "城市"])
def test_a_place_alone_is_nobodys_short_name(name: str) -> None:
    assert office_name(name).tasks == frozenset()
    assert not office_name(name).may_be(office_name(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("望川县市场监管局", "河湾县市场监管局"),  # another place
        ("市市场监管局", "望川县市场监管局"),  # another level
        ("市市场监管局", "县市场监管局"),
        ("甲县社区矫正局", "乙县社区矫正局"),
        ("云川市教育局", "云川市望川县教育局"),
        ("云川市望川县教育局", "平塬市望川县教育局"),
        ("房山区教育局", "山区教育局"),
        ("望川县教育局", "望川县教育体育局"),  # another task
        ("文化和旅游局", "文化广电和旅游局"),
        ("农业农村局", "农业局"),
    ],
)
def test_two_offices_are_never_one(one: str, other: str) -> None:
    assert not office_name(one).may_be(office_name(other))


def test_a_short_name_may_stand_for_several() -> None:
    culture = office_name("县文旅局")
    assert culture.may_be(office_name("望川县文化和旅游局"))
    assert culture.may_be(office_name("望川县文化广电和旅游局"))


@pytest.mark.parametrize(
    ("name", "which"), [("望川县教育局", True), ("县教育局", False), ("教育局", False)]
)
def test_only_a_named_place_says_which(name: str, *, which: bool) -> None:
    assert office_name(name).says_which is which
