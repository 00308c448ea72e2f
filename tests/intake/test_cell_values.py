"""Counts, shares, yes and no, and names, as they stand in cells."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.amounts import show
from desktop.domain.refusals import Refused
from desktop.intake.cell_values import read_count, read_names, read_share, read_yes_no
from tests.intake.test_chinese_numbers import in_words


def told(read: Callable[[str], object], text: str) -> str:
    with pytest.raises(Refused) as caught:
        read(text)
    return caught.value.message


def outcome(read: Callable[[str], object], text: str) -> str:
    """What it is refused with, if it is."""
    try:
        read(text)
    except Refused as refused:
        return refused.message
    return "read"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("12", 12),
        ("１２", 12),
        ("12.0", 12),
        ("1,234", 1234),
        ("1，234，567", 1_234_567),
        ("12户", 12),
        ("12 户", 12),
        ("12.00家", 12),
        ("3人次", 3),
        ("007", 7),
    ],
)
def test_counts(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    "text",
    ["-1", "1.5", "约12", "1,23", "1,2", "12²", "①", "三", "3万", "12户3家", "1 2", "9999999999"],
)
def test_what_is_no_count(text: str) -> None:
    assert told(read_count, text) == f"“{text}”要写成不小于 0 的整数，例如 12"


def test_only_what_may_be_counted_is_taken_off() -> None:
    assert read_count("12人", "人名") == 12
    with pytest.raises(Refused):
        read_count("12户", "人名")


@given(st.integers(0, 999_999_999))
def test_a_count_comes_back(count: int) -> None:
    for text in (str(count), f"{count:,}", f"{count}户", f"{count}.0"):
        assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("90%", Fraction(9, 10)),
        ("90％", Fraction(9, 10)),
        ("９０ %", Fraction(9, 10)),
        ("0.9", Fraction(9, 10)),
        ("90", Fraction(9, 10)),
        ("９０", Fraction(9, 10)),
        ("99.5", Fraction(199, 200)),
        ("1.5", Fraction(3, 200)),
        ("100", Fraction(1)),
        ("0.90", Fraction(9, 10)),
        ("33.33%", Fraction(3333, 10_000)),
        ("0.333333333333333", Fraction(333_333_333_333_333, 10**15)),
        ("120%", Fraction(6, 5)),
        ("0", Fraction(0)),
        ("1", Fraction(1)),  # Excel keeps 100% so
        ("1.00", Fraction(1)),
        ("百分之九十", Fraction(9, 10)),
        ("百分之九十八点五", Fraction(197, 200)),
        ("百分之90.5".replace(".", "点"), Fraction(181, 200)),
        ("百分之百", Fraction(1)),
        ("百分之一点〇五", Fraction(105, 10_000)),
    ],
)
def test_shares(text: str, share: Fraction) -> None:
    assert read_share(text) == share


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("100.5", "“100.5”超过了 100%，请写成 90% 或 0.9 的样子"),
        ("900", "“900”超过了 100%，请写成 90% 或 0.9 的样子"),
        ("-5%", "“-5%”不是比例，请写成 90% 或 0.9 的样子"),
        (".9", "“.9”不是比例，请写成 90% 或 0.9 的样子"),
        ("九成", "“九成”不是比例，请写成 90% 或 0.9 的样子"),
        ("9/10", "“9/10”不是比例，请写成 90% 或 0.9 的样子"),
        ("百分之很多", "“百分之很多”不是比例，请写成 90% 或 0.9 的样子"),
        ("百分之九点十", "“百分之九点十”不是比例，请写成 90% 或 0.9 的样子"),
        ("百分之九点x", "“百分之九点x”不是比例，请写成 90% 或 0.9 的样子"),
        ("#DIV/0!", "“#DIV/0!”是没有结果的公式，请在 Excel 里改成它的结果"),
    ],
)
def test_what_is_no_share_is_told_why(text: str, message: str) -> None:
    assert told(read_share, text) == message


@given(st.integers(0, 9_999))
def test_a_share_comes_back(points: int) -> None:
    share = Fraction(points, 10_000)
    assert read_share(f"{show(Decimal(points) / 100)}%") == share
    assert read_share(show(Decimal(points) / 10_000)) == share
    assert read_share(f"百分之{in_words(points // 100)}") == Fraction(points // 100, 100)


@pytest.mark.parametrize(
    "text",
    ["是", " 有 ", "√", "✔", "y", "Ｙ", "Yes", "1", "true", "TRUE", "已公示", "已 整改", "已"],
)
def test_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize(
    "text",
    ["否", "无", "没有", "×", "X", "n", "No", "0", "FALSE", "未公示", "尚未整改", "没公示", "未"],
)
def test_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize(
    "text", ["已检查未公示", "未检查，已补", "无问题", "2", "部分", "是否", "□是□否"]
)
def test_what_is_neither(text: str) -> None:
    assert told(read_yes_no, text) == f"“{text}”看不出是不是，请写“是”或“否”"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("　", ()),
        ("张三", ("张三",)),
        (
            "张三、李四，王五,赵六；钱七;孙八\n周九",
            ("张三", "李四", "王五", "赵六", "钱七", "孙八", "周九"),
        ),
        ("张三 李四　王五", ("张三", "李四", "王五")),
        ("张　三", ("张三",)),
        ("张　三、李四 王五", ("张三", "李四", "王五")),
        ("张三、、张 三；", ("张三",)),
        ("张三（组长，一队）、李四(副组长、二队)", ("张三（组长，一队）", "李四(副组长、二队)")),
        ("张三（组长、李四", ("张三（组长", "李四")),
        ("买买提·艾力 古丽", ("买买提·艾力", "古丽")),
        ("John  Smith、张三", ("John Smith", "张三")),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text) == names


def test_spaces_that_may_mean_either_are_told() -> None:
    for text in ("张 三 李 四", "张 三 李四"):
        assert told(read_names, text) == f"“{text}”看不出有几个名字，请用顿号“、”隔开"


def test_names_are_words() -> None:
    assert "控制字符" in told(read_names, "张三、李\x07四")
    assert "没有结果的公式" in told(read_names, "=A1")


NAMES = st.lists(
    st.text(st.sampled_from("张王李赵钱孙一二三"), min_size=2, max_size=4), unique=True, max_size=8
)


@given(NAMES, st.sampled_from("、，,；;\n "))
def test_names_come_back(names: list[str], mark: str) -> None:
    assert read_names(mark.join(names)) == tuple(names)


PIECES = st.sampled_from(
    [*"0123456789.,%，％户 点十百〇()（）、;#=", "百分之", "张三", "已", "未", "无", "\x07"]
)
READERS: tuple[Callable[[str], object], ...] = (read_count, read_share, read_yes_no, read_names)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    for read in READERS:
        assert outcome(read, text)


@pytest.mark.parametrize("piece", ["（", "（，", "、", " ", "张 三", "9", "百分之", "已"])
def test_a_text_without_end_is_not_scanned_without_end(piece: str) -> None:
    text = piece * 100_000
    for read in READERS:
        assert len(outcome(read, text)) < 100
