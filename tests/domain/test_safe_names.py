"""Names of files: safe everywhere, and never shortened where they tell one file from another."""

import pytest

from desktop.domain.safe_names import joined_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("甲科", "科室督查"), "甲科_科室督查_评分表_草稿.pdf"),
        (("市/局:*?", "年度\\考核"), "市_局____年度_考核_评分表_草稿.pdf"),
        (("a. ", "CON"), "a__CON_评分表_草稿.pdf"),
    ],
)
def test_parts_are_joined_and_safe(parts: tuple[str, str], name: str) -> None:
    assert joined_name(parts, "_评分表_草稿.pdf") == name


@pytest.mark.parametrize("parts", [("长" * 90, "短"), ("短", "长" * 90), ("长" * 90, "也长" * 50)])
def test_what_is_too_long_loses_its_longest_ends(parts: tuple[str, str]) -> None:
    name = joined_name(parts, "_评分表_草稿（2）.pdf")
    assert len(name.encode()) <= 180
    assert name.endswith("_评分表_草稿（2）.pdf")
    kept = name.removesuffix("_评分表_草稿（2）.pdf").split("_")
    assert [whole.startswith(part) for whole, part in zip(parts, kept, strict=True)] == [True] * 2
    assert all(part == whole for whole, part in zip(parts, kept, strict=True) if len(whole) == 1)


def test_a_tail_that_leaves_no_room_is_a_name_of_its_own() -> None:
    assert joined_name(("甲科", "督查"), f"{'长' * 70}.pdf").endswith(".pdf")
