"""Words are found as a reader sees them."""

import pytest

from desktop.intake.pages.passages import passages


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("考评通知，通知", "通知", [(2, 3), (5, 6)]),
        ("有关事项\r\n通知如下", "事项通知", [(2, 7)]),
        ("关 于 开 展", "关于开展", [(0, 6)]),
        ("关于开展", " 关于\n开展 ", [(0, 3)]),
        ("２０２６年 Report", "2026", [(0, 3)]),
        ("２０２６年 Report", "REPORT", [(6, 11)]),
        ("结果（试行）", "(试行)", [(2, 5)]),
        ("aaaa", "aa", [(0, 1), (2, 3)]),
        ("\0通\x02知", "通知", [(1, 3)]),
        ("ﬁne", "in", [(0, 1)]),  # a ligature is its letters
        ("通知", "无", []),
        ("通知", "", []),
        ("通知", " ", []),
        ("", "通", []),
    ],
)
def test_passages(text: str, words: str, found: list[tuple[int, int]]) -> None:
    assert list(passages(text, words)) == found
