"""Names: width and spaces make no other name."""

from desktop.domain.names import distinct, plain_name


def test_width_and_spaces_make_no_other_name() -> None:
    assert plain_name(" 市　教育局（本部）\n") == plain_name("市教育局(本部)") == "市教育局(本部)"


def test_each_name_as_it_was_first_written() -> None:
    assert distinct(["市 教育局", "市教育局", "甲县"]) == ("市 教育局", "甲县")
