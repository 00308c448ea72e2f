"""Year rankings: quarters of one scheme taken together; what is missing, open or not taken part in is said."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.documents.manuscript import Manuscript, Words, told
from desktop.documents.pdf import as_pdf
from desktop.domain.commands import Command
from desktop.domain.merits import Merits
from desktop.domain.records import Assessment, AssessmentKey, Round, SchemeText, UnitRecord
from desktop.domain.together import PartOfYear
from desktop.services.finalising import finalise
from desktop.services.office import keep_units
from desktop.services.papers import Paper, Wanted, manuscripts_in
from desktop.services.recording import record_finding
from desktop.services.taking_part import excuse_unit
from desktop.services.workspaces import open_workspace
from desktop.services.year_rankings import YearSight, see_year
from desktop.services.year_words import part_words
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.documents.printed import squeezed
from tests.documents.setting.reading import pages_of, words
from tests.services.building import ME, office_in, refused, rounds
from tests.services.test_second_scoring import _SCHEME

TOGETHER = """together = { each = "quarter", by = "weights", weights = { "1" = "25%", "2" = "25%", "4" = "50%" } }
rounding = { total_places = 1 }"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def quarter(
    workspace: Workspace,
    name: str,
    period: str,
    missed: Mapping[str, int | None],
    declared: str = TOGETHER,
) -> str:
    """A round of a quarter: what each unit missed, None where nothing is judged."""
    text = _SCHEME.format(scorers=declared)
    digest = sha256(text.encode()).hexdigest()
    with workspace.writing() as desk:
        day = desk.all(Round)[0].opened
        if desk.get(SchemeText, digest) is None:
            desk.put(SchemeText(digest, "twice", "1", text))
        desk.put(Round(name, f"批次{name}", period, "twice", digest, day))
        for at, unit in enumerate(missed):
            desk.put(Assessment(name, unit, at, f"单位{unit}"))
        desk.seal(Deed(Command.OPEN_ROUND, ME, name))
    for unit, count in missed.items():
        key = AssessmentKey(name, unit)
        if count is not None:
            record_finding(workspace, ME, key, "missed", {"count": count})
            record_finding(workspace, ME, key, "late", {"found": False})
    return name


def year(workspace: Workspace, round_id: str) -> YearSight:
    found = see_year(workspace, round_id)
    assert found is not None
    return found


def test_quarters_are_weighed_and_what_has_no_round_yet_is_waited_for(office: Workspace) -> None:
    quarter(office, "q1", "2022年第一季度", {"u-a": 0, "u-b": 4})
    two = quarter(office, "q2", "2022年第2季度", {"u-a": 1, "u-b": 4})
    quarter(office, "q3", "2022年第3季度", {"u-a": 9, "u-b": 9})  # it has no weight
    found = year(office, two)
    assert [(one.name, one.round and one.round.id) for one in found.parts] == [
        ("第1季度", "q1"),
        ("第2季度", "q2"),
        ("第4季度", None),
    ]
    assert found.ranking.provisional
    assert [(one.unit, one.amount, one.place) for one in found.ranking.standings] == [
        ("u-a", Decimal("19.5"), 1),
        ("u-b", Decimal("16.0"), 2),
    ]
    quarter(office, "q4", "2022年第四季度", {"u-a": 8, "u-b": 0})
    whole = year(office, "q1")
    assert not whole.ranking.provisional
    amounts = {one.unit: one.amount for one in whole.ranking.standings}
    assert amounts == {"u-a": Decimal("15.8"), "u-b": Decimal("18.0")}  # 15.75 half up


def test_open_absent_and_unlisted_quarters_are_told_apart(office: Workspace) -> None:
    quarter(office, "q1", "2022年第一季度", {"u-a": 0, "u-b": 2, "u-c": 2})
    quarter(office, "q2", "2022年第二季度", {"u-a": 2, "u-b": None, "u-c": 0})
    quarter(office, "q4", "2022年第四季度", {"u-b": 0, "u-c": 1})
    excuse_unit(office, ME, AssessmentKey("q2", "u-c"), "停业整顿")
    found = year(office, "q4")
    states = {unit: [part.state for part in one.parts] for unit, one in found.units.items()}
    assert states == {
        "u-b": ["scored", "pending", "scored"],
        "u-c": ["scored", "absent", "scored"],
        "u-a": ["scored", "scored", "unlisted"],
    }
    assert found.ranking.of("u-c").amount == Decimal("18.7")  # (18 + 2 × 19) ÷ 3
    assert found.ranking.of("u-a").amount == 19
    assert found.ranking.provisional


def test_a_unit_that_took_part_in_nothing_stands_apart(office: Workspace) -> None:
    for name, period in (
        ("q1", "2022年第一季度"),
        ("q2", "2022年第二季度"),
        ("q4", "2022年第四季度"),
    ):
        quarter(office, name, period, {"u-a": 0, "u-b": None})
        excuse_unit(office, ME, AssessmentKey(name, "u-b"), "停业整顿")
    found = year(office, "q1").ranking
    assert (found.of("u-b").apart, found.provisional) == ("absent", False)


def test_of_two_rounds_about_one_quarter_the_one_asked_about_counts(office: Workspace) -> None:
    quarter(office, "q1", "2022年第一季度", {"u-a": 0})
    quarter(office, "q1b", "2022年第一季度", {"u-a": 5})
    assert year(office, "q1").ranking.of("u-a").amount == 20
    assert year(office, "q1b").ranking.of("u-a").amount == 15


def test_without_a_declaration_or_a_quarter_there_is_no_year(office: Workspace) -> None:
    quarter(office, "whole", "2022年", {"u-a": 0})
    assert see_year(office, "whole") is None
    assert see_year(office, rounds().sections) is None


def paper_of(workspace: Workspace, round_id: str) -> Manuscript:
    with workspace.reading() as view:
        [found] = manuscripts_in(view, Wanted(Paper.YEAR, round_id))
    return found


def rows_of(manuscript: Manuscript) -> list[list[str]]:
    return [[told(cell) for cell in row] for grid in manuscript.grids for row in grid.rows]


def test_the_year_s_paper_has_its_quarters_and_says_what_lacks(office: Workspace) -> None:
    quarter(office, "q1", "2022年第一季度", {"u-a": 0, "u-b": 2, "u-c": 0})
    quarter(office, "q2", "2022年第二季度", {"u-a": 2, "u-b": None, "u-c": 0})
    excuse_unit(office, ME, AssessmentKey("q1", "u-c"), "停业整顿")
    made = paper_of(office, "q2")
    [grid] = made.grids
    assert [squeezed(one.heading) for one in grid.columns][2:6] == [
        "第1季度",
        "第2季度",
        "第4季度",
        "全年总分",
    ]
    assert rows_of(made) == [
        ["1", "单位u-c", "未参加", "20", "无批次", "20", "第1季度不计入，还缺第4季度"],
        ["2", "单位u-a", "20", "18", "无批次", "19", "还缺第4季度"],
        ["3", "单位u-b", "18", "未评完", "无批次", "18", "还缺第2季度、第4季度"],
    ]
    assert "名次是暂时的" in "".join(one.text for one in made.blocks if isinstance(one, Words))
    assert made.mark == "草稿"
    pages = pages_of(as_pdf(made))
    assert all(cell in words(pages[0]) for row in rows_of(made) for cell in row)


def test_a_year_of_which_all_is_final_bears_no_mark(office: Workspace) -> None:
    mean = 'together = { each = "quarter", by = "weights", weights = { "1" = "100%" } }'
    grouped = (
        f'{mean}\nranking = {{ within = "group" }}\ngrades = [{{ name = "合格", at_least = 0 }}]'
    )
    quarter(office, "q1", "2022年第一季度", {"u-a": 2, "u-b": 2}, grouped)
    keep_units(office, ME, [UnitRecord(n, f"单位{n}", groups=("甲组",)) for n in ("u-a", "u-b")])
    assert paper_of(office, "q1").mark == "草稿"
    for unit in ("u-a", "u-b"):
        finalise(office, ME, AssessmentKey("q1", unit))
    made = paper_of(office, "q1")
    assert made.mark == ""
    assert rows_of(made)[0] == ["1", "单位u-a", "18", "18", "合格", "并列"]
    assert "甲组" in [one.text for one in made.blocks if isinstance(one, Words)]


def test_months_lie_on_their_side(office: Workspace) -> None:
    quarter(office, "m1", "2022年1月", {"u-a": 2}, 'together = { each = "month", by = "mean" }')
    made = paper_of(office, "m1")
    assert made.paper.width > made.paper.height
    assert rows_of(made)[0][2:5] == ["18", "无批次", "无批次"]


def test_without_a_year_there_is_no_paper_of_it(office: Workspace) -> None:
    with refused(office.folder) as caught:
        paper_of(office, rounds().sections)
    assert "没有全年排名表" in caught.value.message


def test_what_does_not_apply_in_a_quarter_and_who_was_never_there_is_said(
    office: Workspace,
) -> None:
    aside = PartOfYear("scored", Merits({"total": Decimal(9)}))
    assert (part_words(aside, "plan"), part_words(PartOfYear("unread"), "plan")) == (
        "不适用",
        "读不出",
    )
    quarter(office, "q1", "2022年第一季度", {"u-a": 2})
    quarter(office, "q2", "2022年第二季度", {"u-a": 2})
    quarter(office, "q4", "2022年第四季度", {"u-a": 2})
    for name in ("q1", "q2", "q4"):
        excuse_unit(office, ME, AssessmentKey(name, "u-a"), "停业整顿")
    assert rows_of(paper_of(office, "q4"))[0][-1] == "全年未参加"
