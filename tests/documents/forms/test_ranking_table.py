"""The ranking on paper: by the rules of the scheme, with reasons; and who does not take part, in every table."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.documents.forms.contents import RoundContents, SheetContents
from desktop.documents.forms.meeting_pack import meeting_pack
from desktop.documents.forms.ranking_table import ranking
from desktop.documents.forms.round_tables import matrix, statistics
from desktop.documents.manuscript import told
from desktop.domain.amounts import show
from desktop.domain.ranking import Ranking, Standing
from desktop.domain.ranking_rules import RankingRules
from tests.documents.forms.test_round_tables import (
    TABLES,
    cells,
    column,
    notes,
    plain_sheet,
    round_of,
    standing,
)
from tests.documents.printed import squeezed

pytestmark = pytest.mark.uncounted


def ruled(sheets: Sequence[SheetContents], **rules: object) -> RoundContents:
    of = round_of(sheets)
    ranked_by = RankingRules(**rules)  # type: ignore[arg-type]  # plain keys
    return replace(of, scheme=replace(of.scheme, ranking=ranked_by))


def test_a_dense_ranking_leaves_no_gap_and_ties_are_said() -> None:
    sheets = [standing(n, Decimal(total), is_open=False) for n, total in enumerate((80, 90, 90))]
    made = ranking(ruled(sheets, ties="dense"))
    assert column(made, "名次") == ["1", "1", "2"]
    assert column(made, "备注") == ["并列，未定稿", "并列，未定稿", "未定稿"]


def test_ranked_by_an_indicator_its_points_have_a_column() -> None:
    sheets = [standing(n, Decimal(total), is_open=False) for n, total in enumerate((80, 90))]
    first = plain_sheet().scheme.indicators[0]
    made = ranking(ruled(sheets, by=first.id))
    assert column(made, squeezed(first.name)) == [show(first.points)] * 2
    assert column(made, "名次") == ["1", "1"]


def test_places_are_called_provisional_as_long_as_anybody_is_open() -> None:
    sheets = [standing(0, Decimal(80), is_open=False), standing(1, Decimal(9), is_open=True)]
    assert "名次是暂时的" in notes(ranking(round_of(sheets)))
    assert "名次是暂时的" not in notes(ranking(round_of(sheets[:1])))
    assert "名次是暂时的" not in notes(ranking(round_of(sheets[1:])))


def test_groups_have_tables_of_their_own_in_the_given_order() -> None:
    sheets = [
        replace(standing(n, Decimal(total), is_open=False), unit_id=f"u{n}")
        for n, total in enumerate((80, 90, 70))
    ]
    standings = tuple(
        Standing(f"u{n}", group, "", Decimal(0), place)
        for n, group, place in ((1, "甲组", 1), (2, "甲组", 2), (0, "乙组", 1))
    )
    made = ranking(replace(round_of(sheets), ranking=Ranking(standings, provisional=False)))
    tables = [[told(row[1]) for row in grid.rows] for grid in made.grids]
    assert tables == [["单位1", "单位2"], ["单位0"]]
    assert [one for one in notes(made).split("\n") if one.endswith("组")] == ["甲组", "乙组"]


def test_why_a_unit_stands_where_it_stands_is_said() -> None:
    sheets = [
        replace(standing(n, Decimal(80), is_open=False), unit_id=f"u{n}", finalised=True)
        for n in range(4)
    ]
    last = ("序号2①",)
    standings = (
        Standing("u0", "", "", Decimal(80), 1, next_grade="优秀", hindrance="quota"),
        Standing(
            "u1",
            "",
            "",
            Decimal(80),
            2,
            next_grade="优秀",
            hindrance="consequence",
            held_by=("序号5①",),
        ),
        Standing(
            "u2",
            "",
            "",
            Decimal(80),
            3,
            next_grade="优秀",
            hindrance="consequence",
            held_by=last,
            placed_last=last,
        ),
        Standing("u3", "", "aside"),
    )
    of = replace(round_of(sheets), ranking=Ranking(standings, provisional=False))
    assert column(ranking(of), "备注") == [
        "优秀名额不足",
        "因序号5①不能评优秀",
        "因序号2①排在末位",
        "排名所依的指标不适用",
    ]
    averaged = ranking(replace(of, remarks={"u0": "两次评分的平均"}))
    assert column(averaged, "备注")[0] == "优秀名额不足，两次评分的平均"


def test_who_does_not_take_part_is_no_zero_in_any_table() -> None:
    there = [standing(n, Decimal(total), is_open=False) for n, total in enumerate((80, 90))]
    gone = replace(standing(2, Decimal(0), is_open=True), absent="已撤并")
    of, without = round_of([*there, gone]), round_of(there)
    assert column(ranking(of), "名次") == ["1", "2", "—"]
    assert column(ranking(of), "总分")[-1] == "—"
    assert column(ranking(of), "备注")[-1] == "未参加考核：已撤并"
    assert cells(statistics(of)) == cells(statistics(without))
    assert column(matrix(of), "总分")[1:] == ["80", "90", "未参加"]
    assert "未评" not in cells(matrix(of))[-1]
    for table in TABLES:
        assert "1 个单位未参加考核：单位2（已撤并）" in notes(table(of))
        assert "没有评完" not in notes(table(of))
    final = [replace(one, finalised=True) for one in there]
    assert round_of([*final, gone]).settled


def test_the_meeting_pack_lists_who_does_not_take_part_and_has_no_sheet_of_it() -> None:
    there = standing(0, Decimal(80), is_open=False)
    gone = replace(standing(1, Decimal(0), is_open=True), absent="已撤并")
    cover, *papers = meeting_pack(round_of([there, gone]))
    [order] = cover.grids
    assert [told(cell) for cell in order.rows[1]][3:] == ["—", "—", "未参加考核：已撤并"]
    assert len(papers) == len(meeting_pack(round_of([there]))) - 1
