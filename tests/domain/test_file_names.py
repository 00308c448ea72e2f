"""What a unit wrote into a file's name: numbers each taken for one thing, words in one form."""

import pytest

from desktop.domain.file_names import Numbers, natural_key, pairs_of, plain_words, read_file_name


def numbers(name: str) -> Numbers:
    return read_file_name(name).numbers


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("佐证3：实施方案.pdf", 3),
        ("佐证材料１７ 方案.pdf", 17),
        ("佐证三 方案.pdf", 3),
        ("佐证十.pdf", 10),
        ("佐证二十三.pdf", 23),
        ("第十七项佐证.pdf", 17),
        ("第9项材料.pdf", 9),
        ("云川 要求 第4 通知.pdf", 4),
        ("材料2.doc", 2),
        ("No.5 通报.jpg", 5),
        ("会议材料2.doc", None),
        ("佐证十十.pdf", None),
        ("佐证一二.pdf", None),
        ("佐证2022年方案.pdf", None),
        ("佐证1234.pdf", None),
    ],
)
def test_a_number_can_be_marked(name: str, marked: int | None) -> None:
    assert numbers(name).marked == marked


@pytest.mark.parametrize(
    ("name", "leading", "pair", "items"),
    [
        ("17-2 检查结果公示截图.jpg", 17, True, (2,)),
        ("３－２　会议通知.jpg", 3, True, (2,)),
        ("17_2.jpg", 17, True, (2,)),
        ("（12）方案.pdf", 12, False, ()),
        ("12.png", 12, False, ()),
        ("5.2 公示.png", 5, False, ()),
        ("三、会议通知.docx", 3, False, ()),
        ("十四五规划.pdf", None, False, ()),
        ("第4项 抽查方案.pdf", None, False, (4,)),
        ("第一次抽查方案.pdf", None, False, (1,)),
        ("04 第7批 方案(2).pdf", 4, False, (7, 2)),
        ("计划项目12.pdf", None, False, (12,)),
        ("平台截图 12号.png", None, False, (12,)),
        ("第十十项 方案.pdf", None, False, ()),
        ("3户企业名单.pdf", None, False, ()),
        ("3月12日会议.jpg", None, False, ()),
        ("10-08 会议.jpg", 10, True, (8,)),
        ("2022-10-08 会议.jpg", None, False, ()),
        ("2022年度方案.pdf", None, False, ()),
        ("IMG_20221001_123456.jpg", None, False, ()),
        ("通报.tar.gz", None, False, ()),
    ],
)
def test_every_other_number_has_its_place(
    name: str, leading: int | None, pair: object, items: tuple[int, ...]
) -> None:
    assert numbers(name) == Numbers(None, leading, bool(pair), items)


def test_no_number_is_taken_for_two_things() -> None:
    assert numbers("佐证17 第4项.pdf") == Numbers(17, None, pair=False, items=(4,))
    assert numbers("第十七项佐证 第2批.pdf") == Numbers(17, None, pair=False, items=(2,))


def test_words_are_compared_in_one_form() -> None:
    assert plain_words(" “双随机”，ＡＢＣ－１.2_") == "双随机abc12"
    read = read_file_name("云川市 公示截图.JPG", ["2022年", "17 公示"])
    assert read.words == "云川市公示截图"
    assert read.without(["云川市"]).words == "公示截图"
    assert [(words, one.leading) for words, one in read.folders] == [
        ("17公示", 17),
        ("2022年", None),
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [("方案", "方案"), (".hidden", "hidden"), ("第1.方案终稿", "第1方案终稿"), ("a.b c", "abc")],
)
def test_only_an_ending_is_left_out(name: str, words: str) -> None:
    assert read_file_name(name).words == words


def test_names_stand_in_the_order_of_their_numbers() -> None:
    names = ["截图10.png", "截图2.png", "截图１.png", "附件.png", "截图.png"]
    ordered = ["截图１.png", "截图2.png", "截图10.png", "截图.png", "附件.png"]
    assert sorted(names, key=natural_key) == ordered
    assert sorted(["10 会议", "2 会议"], key=natural_key) == ["2 会议", "10 会议"]


def test_pairs_are_every_two_characters_that_follow_each_other() -> None:
    assert pairs_of("抽查方案") == {"抽查", "查方", "方案"}
    assert pairs_of("抽") == frozenset()
