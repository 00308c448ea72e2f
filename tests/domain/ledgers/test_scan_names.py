"""Scan names: which row a file's name speaks for, and where it says too little or too much."""

from datetime import date

import pytest

from desktop.domain.ledgers.scan_names import RowName, row_of_scan

ROWS = (
    RowName("food", "食品生产联合抽查", ("RW2022001",), "3", date(2022, 7, 1), "县水利局"),
    RowName("lift", "特种设备安全联合抽查", ("RW2022002",), "4", date(2022, 8, 3), "县水利局"),
    RowName("lift-2", "特种设备安全联合抽查", ("RW2022009",), "9", date(2022, 10, 8), "县农业局"),
    RowName("rules", "工作细则", ("望办〔2022〕3号",), "", date(2022, 2, 1), "县水利局"),
    RowName("one", "甲"),
)


@pytest.mark.parametrize(
    ("name", "folders", "row"),
    [
        ("RW2022002公示截图.png", (), "lift"),
        ("食品生产联合抽查方案.pdf", (), "food"),
        ("食品生产联合检查.pdf", (), "food"),  # most of the title
        ("望办2022 3号.pdf", (), "rules"),
        ("公示截图.pdf", ("食品生产联合抽查",), "food"),
        ("特种设备安全联合抽查 2022-10-08.pdf", (), "lift-2"),
        ("特种设备安全联合抽查.pdf", ("县农业局",), "lift-2"),
        ("特种设备安全联合抽查 计划4.pdf", (), "lift"),
        ("第9项截图.png", (), "lift-2"),
        ("特种设备安全联合抽查.pdf", (), None),  # two alike
        ("签到表.pdf", (), None),
        ("2022-13-40甲.pdf", (), None),  # no day, and a title too short
        ("无后缀", (), None),
    ],
)
def test_the_row_that_a_name_speaks_for(
    name: str, folders: tuple[str, ...], row: str | None
) -> None:
    assert row_of_scan(name, folders, ROWS) == row


def test_without_rows_nothing_is_likely() -> None:
    assert row_of_scan("食品.pdf", (), ()) is None
