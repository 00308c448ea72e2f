"""A scheme's heading and its outline, as its document stands."""

import pytest

from desktop.services.schemes import open_scheme
from desktop.viewmodels.scheme_rows import OutlineRow, heading, outline


def test_the_outline_nests_section_indicator_and_criterion() -> None:
    rows = outline(open_scheme("sanmenxia-2020-departments"))
    delivery = next(row for row in rows if row.place == "（三）")
    assert delivery.points == "50 分"
    completion = delivery.under[1]
    assert (completion.place, completion.points) == ("2", "30 分")
    rule = completion.under[0]
    assert rule.place == "六（三）2"
    assert rule.points.startswith("100% 30 分；90%以上 25 分")
    assert rows[-1].points == "最多 2 分"


def test_indicators_without_a_section_stand_at_the_top() -> None:
    rows = outline(open_scheme("shuozhou-2022-cities"))
    loose = [row for row in rows if row.place == "4"]
    assert loose[0].points == "20 分"
    assert any("最多扣 5 分" in rule for rule in all_points(rows))


def test_a_plan_shows_reports_targets_and_tasks() -> None:
    rows = outline(open_scheme("guantao-2020-supervision"))
    assert [row.words for row in rows] == ["报送计划", "工作目标", "工作任务"]
    assert [row.points for row in rows[1].under] == ["至少 5%", "至少 100%", "由考核人判断"]
    assert rows[2].under[0].points == "2月底"


@pytest.mark.parametrize(
    ("scheme", "start"),
    [
        ("changchun-counties", "满分 10 分 · 对象："),
        ("guantao-2020-supervision", "不计分 · 对象："),
    ],
)
def test_the_heading_says_what_a_scheme_comes_to(scheme: str, start: str) -> None:
    assert heading(open_scheme(scheme)).startswith(start)


def all_points(rows: tuple[OutlineRow, ...]) -> list[str]:
    """The rules of all rows, however deep."""
    return [text for row in rows for text in (row.points, *all_points(row.under))]
