"""From the first start to a finalised sheet, by keyboard alone."""

from pathlib import Path

from desktop.domain.amounts import show
from desktop.domain.records import UnitRecord
from desktop.services.assessments import sheet_of
from desktop.services.office import keep_units, office_of, people_of, units_of
from desktop.services.rounds import list_rounds
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import NEXT, SETTLE, Evaluator, wait_until


def set_up(evaluator: Evaluator) -> None:
    evaluator.tab_to("本单位名称")
    evaluator.write("市教育体育局双随机办")
    evaluator.press("Tab")
    evaluator.write("李敏、王磊")
    evaluator.tab_to("单位名单")
    evaluator.write("基础教育科\n体育产业科\n基础教育科\n")
    evaluator.tab_to("开始使用")
    evaluator.press("Space")
    wait_until(lambda: evaluator.program.office is not None)


def test_from_the_first_start_to_a_finalised_sheet(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(None)
    set_up(evaluator)
    workspace = evaluator.office.workplace.workspace
    assert office_of(workspace).name == "市教育体育局双随机办"
    assert [one.name for one in people_of(workspace)] == ["李敏", "王磊"]
    assert [one.name for one in units_of(workspace)] == ["体育产业科", "基础教育科"]

    evaluator.tab_to("新建考核批次")
    evaluator.press("Space")
    evaluator.tab_to("考核办法")
    evaluator.press("End")
    evaluator.tab_to("建立批次")
    evaluator.press("Space")
    [one] = list_rounds(workspace)
    assert len(one.units) == 2

    evaluator.return_to_window()
    evaluator.tab_to(f"进入考核：{one.round.name}")
    evaluator.press("Space")
    for _ in evaluator.office.assessment.parts:
        evaluator.press(SETTLE, NEXT)
    evaluator.tab_to("定稿")
    evaluator.press("Space", "Return")
    assert evaluator.says("已定稿：李敏")
    assert show(sheet_of(workspace, one.units[0].key).total) == "100"


def test_who_begins_with_nothing_is_led_in_three_steps(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(None)
    evaluator.tab_to("本单位名称")
    evaluator.write("市双随机办")
    evaluator.press("Tab")
    evaluator.write("李敏")
    evaluator.tab_to("开始使用")
    evaluator.press("Space")
    wait_until(lambda: evaluator.says("开始考核的三步"))
    wait_until(lambda: evaluator.focus.accessibleName() == "第 2 步，被考核单位：登记单位")
    evaluator.press("Space")
    assert evaluator.says("共 0 个单位")
    at = evaluator.office.workplace
    unit = UnitRecord("u-1", "基础教育科")
    at.attempt(lambda: keep_units(at.workspace, at.author, [unit]))
    evaluator.press("Alt+1")
    wait_until(lambda: evaluator.says("已登记 1 个"))
    wait_until(lambda: evaluator.focus.accessibleName() == "第 3 步，考核批次：新建批次")
    evaluator.press("Space")
    evaluator.tab_to("考核办法")
    evaluator.press("End")  # one that asks for no kinds of units
    evaluator.tab_to("建立批次")
    evaluator.press("Space")
    assert len(list_rounds(evaluator.office.workplace.workspace)) == 1
    evaluator.return_to_window()
    wait_until(lambda: not evaluator.says("开始考核的三步"))


def test_what_was_done_is_there_after_the_program_was_closed(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(None)
    set_up(evaluator)
    folder = evaluator.office.workplace.workspace.folder
    evaluator.shell.close()
    wait_until(lambda: not evaluator.shell.isVisible())
    assert list((folder / "backups").iterdir())
    again = sit(folder)
    assert again.office.workplace.office == "市教育体育局双随机办"
