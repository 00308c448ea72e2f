"""The words of the first task: they name what stands on the screen, or another place where it is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.services.first_steps import is_demonstration, other_with_scan
from desktop.services.recording import record_finding
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.first_task_words import to_look, to_lose, to_open
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, SECTIONS, demonstration_in, office_in, rounds


@pytest.fixture
def workplace(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        yield Workplace(workspace, Author("张洁"))


def keys_of(workplace: Workplace) -> dict[str, AssessmentKey]:
    found = list_rounds(workplace.workspace)
    return next(
        {unit.name: unit.key for unit in one.units} for one in found if one.round.scheme == SECTIONS
    )


def opened(workplace: Workplace, unit: str) -> OpenAssessment:
    made = OpenAssessment(workplace)
    made.open(keys_of(workplace)[unit])
    return made


def test_only_the_demonstration_is_one(workplace: Workplace, tmp_path: Path) -> None:
    assert is_demonstration(workplace.workspace)
    with open_workspace(office_in(tmp_path)) as own:
        assert not is_demonstration(own)


def test_before_the_rounds_are_read_any_will_do(workplace: Workplace) -> None:
    told = to_open(workplace.workspace, Overview(workplace))
    assert "一个还没评完的批次" in told.how
    assert told.where == ""


def test_a_locked_sheet_sends_to_another_unit(workplace: Workplace) -> None:
    told = to_lose(opened(workplace, "基础教育科"))
    assert "已经锁定" in told.how
    assert told.where == ""


def test_the_first_open_criterion_that_counts_is_named(workplace: Workplace) -> None:
    told = to_lose(opened(workplace, "体育卫生与艺术教育科"))
    assert (told.where, "键入 2" in told.how) == ("study-missed", True)


def test_where_nothing_is_left_to_count_any_criterion_will_do(workplace: Workplace) -> None:
    assert "任何一条" in to_lose(opened(workplace, "职业教育与成人教育科")).how


def test_the_scan_is_named_by_its_indicator_or_by_another_unit(workplace: Workplace) -> None:
    sheet = opened(workplace, "体育产业科")
    told = to_look(workplace.workspace, sheet, lies_there=False)
    assert told.where == "plan-late"
    assert "“4 年度抽查工作计划”" in told.how
    there = to_look(workplace.workspace, sheet, lies_there=True)
    assert (there.where, "放大" in there.how) == ("plan-late", True)
    none = to_look(workplace.workspace, opened(workplace, "体育卫生与艺术教育科"), lies_there=False)
    assert (none.where, "“基础教育科”" in none.how) == ("", True)


def test_where_no_unit_has_a_scan_none_is_named(qapp: QApplication, tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        key = rounds().section
        assert other_with_scan(workspace, key) == ""
        workplace = Workplace(workspace, ME)
        record_finding(workspace, ME, key, "unplanned", {"found": True})
        sheet = OpenAssessment(workplace)
        sheet.open(key)
        told = to_look(workspace, sheet, lies_there=False)
    assert "例如" not in told.how
