"""Names: width and spaces make no other name."""

import pytest

from desktop.domain.names import distinct, one_line, plain_name


def test_width_and_spaces_make_no_other_name() -> None:
    assert plain_name(" 市　教育局（本部）\n") == plain_name("市教育局(本部)") == "市教育局(本部)"


def test_each_name_as_it_was_first_written() -> None:
    assert distinct(["市 教育局", "市教育局", "甲县"]) == ("市 教育局", "甲县")


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        (" 市市场监督管理局\n", "市市场监督管理局"),
        ("市“双随机、一公开”\r\n联席会议办公室", "市“双随机、一公开”联席会议办公室"),
        ("Office of\tthe year", "Office of the year"),
        ("2026\n年", "2026年"),
        ("张\u200b洁\ufeff", "张洁"),
        ("张 洁", "张 洁"),
    ],
)
def test_a_name_that_was_pasted_over_several_lines_is_one(pasted: str, name: str) -> None:
    assert one_line(pasted) == name
