"""Which unit a file's name speaks of."""

import pytest

from desktop.domain.file_names import read_file_name
from desktop.domain.unit_names import KnownUnit, unit_in, units_in

UNITS = [
    KnownUnit("y", ("云川市",)),
    KnownUnit("c", ("云川市城区",)),
    KnownUnit("j", ("市教育体育局", "教体局")),
    KnownUnit("a", ("甲科",)),
    KnownUnit("b", ("北岭市人民政府",)),
]


@pytest.mark.parametrize(
    ("name", "folders", "unit"),
    [
        ("17-2 公示截图 云川市.jpg", [], ("y", "云川市")),
        ("云川市城区 公示.jpg", [], ("c", "云川市城区")),
        ("云川公示.jpg", [], ("y", "云川市")),
        ("教体局方案.pdf", [], ("j", "教体局")),
        ("公示.jpg", ["2022", "北岭市"], ("b", "北岭市人民政府")),
        ("公示.jpg", ["2022", "北岭市人民政府"], ("b", "北岭市人民政府")),
        ("北岭市方案.pdf", [], ("b", "北岭市人民政府")),
        ("甲方案.pdf", [], None),
        ("公示.jpg", [], None),
        ("甲科、云川市.jpg", [], ("y", "云川市")),
    ],
)
def test_the_longest_name_wins(name: str, folders: list[str], unit: tuple[str, str] | None) -> None:
    assert unit_in(read_file_name(name, folders), UNITS) == unit


def test_two_names_that_are_alike_are_none() -> None:
    twins = [KnownUnit("a", ("乙丙局",)), KnownUnit("b", ("丁戊局",))]
    assert unit_in(read_file_name("乙丙局和丁戊局.pdf"), twins) is None


NAMED = {
    "water": ("水利局", "水利"),
    "county": ("县水利局",),
    "food": ("市场监督管理局", "市监局", "共用"),
    "farm": ("农业农村局", "共用"),
    "short": ("局",),
}


@pytest.mark.parametrize(
    ("texts", "units"),
    [
        (["水利局2022年3月材料"], {"water"}),
        (["县水利局.zip"], {"county"}),
        (["县水利局和水利局"], {"county", "water"}),
        (["市监局（三月）"], {"food"}),
        (["市场监督 管理局-佐证"], {"food"}),
        (["共用"], {"food", "farm"}),
        (["材料", "农业农村局"], {"farm"}),
        (["水利局", "农业农村局"], {"water", "farm"}),
        (["水利局的水利材料"], {"water"}),
        (["新建文件夹"], set()),
        ([], set()),
    ],
)
def test_every_unit_that_is_named_is_found(texts: list[str], units: set[str]) -> None:
    known = [KnownUnit(*one) for one in NAMED.items()]
    assert units_in(texts, known) == units
