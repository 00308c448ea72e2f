"""Where a line may end, and where never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.setting.breaks import CLOSING, OPENING, pieces_of, shreds_of


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("考核，评分", "考 核， 评 分"),
        ("“双随机、一公开”监管", "“双 随 机、 一 公 开” 监 管"),
        ("（第三条）扣98.5%，共2,400户", "（第 三 条） 扣 98.5%， 共 2,400 户"),
        ("见https://a.cn/b?c=1。", "见 https://a.cn/b? c=1。"),
        ("2022-08-09起", "2022-08-09 起"),
        ("等等……还有——以下", "等 等…… 还 有—— 以 下"),
        ("《“一”办法》，", "《“一” 办 法》，"),
        ("№3", "№3"),
        ("100分（满分）", "100 分 （满 分）"),
        ("。。", "。。"),
        ("（（", "（（"),
        ("", ""),
    ],
)
def test_what_belongs_together_is_one_piece(text: str, pieces: str) -> None:
    assert [*pieces_of(text)] == pieces.split()


def test_a_piece_too_long_is_torn_at_its_letters_only() -> None:
    assert [*shreds_of("（ABC）。")] == ["（A", "B", "C）。"]


@given(st.text(alphabet="考核分，。“”（）《》、A1.% \n…—"))
def test_together_they_are_the_text_again(text: str) -> None:
    for apart in (pieces_of, shreds_of):
        pieces = [*apart(text)]
        assert "".join(pieces) == text
        assert not any(one[-1] in OPENING for one in pieces[:-1])
        assert not any(one[0] in CLOSING for one in pieces[1:])
