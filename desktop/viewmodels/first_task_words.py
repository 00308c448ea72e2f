"""The words of the first task: what to do now, with the very names that stand on the screen, and where that is."""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop.domain.records import Round
from desktop.domain.refusals import within_quotes
from desktop.domain.scheme import Criterion
from desktop.services.first_steps import first_with_scan, other_with_scan
from desktop.services.workspaces import Workspace
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.overview import Overview


class Told(NamedTuple):
    """What is to be done now: how, and the round or the criterion to which one may be led; blank where it has none."""

    how: str
    where: str = ""


_TO_LAST: Final = Told("还没有打开的考核表：按 Alt+1 到总览，在“上次考核到”按“继续”。")
TO_UNDO: Final = Told(
    "按 Ctrl+Z（或窗口右上角的“撤销”）：扣分撤回，总分和原因都回到原来。这一步也留痕。"
)
TO_PAPER: Final = Told(
    "按 Ctrl+P（或打印机图标）：出来的就是正式的评分表，每页页脚有核验码。看完按 Esc 回到考核。"
)
_LOCKED: Final = "这张表已经锁定，不能改：按 Ctrl+→ 换到一个没有定稿的单位，再记一处扣分。"
_ANYWHERE: Final = (
    "在任何一条评分标准里键入次数，或选“发现”，停一下：看上面的总分和下面的扣分原因。"
)
_LIES_THERE: Final = "右边就是扫描件：点放大镜图标放大，或换一份看看。"


def to_return(workspace: Workspace, overview: Overview) -> Told:
    """Where no sheet is open, as on another day: back to the last one."""
    return to_open(workspace, overview) if overview.last is None else _TO_LAST


def to_open(workspace: Workspace, overview: Overview) -> Told:
    """Where one comes to a sheet that has a scan."""
    found = _good_round(workspace, overview)
    name = _named(found.name) if found is not None else "一个还没评完的批次"
    how = f"按 Alt+1 到总览，光标走到{name}的“进入考核”，按 Enter（也可以用鼠标点）。"
    return Told(how, found.id if found is not None else "")


def _good_round(workspace: Workspace, overview: Overview) -> Round | None:
    for one in overview.rounds:
        key = next((each.key for each in one.taking_part if each.state == "open"), None)
        if key and one.scored and first_with_scan(workspace, [key]):
            return one.round
    return None


def to_lose(assessment: OpenAssessment) -> Told:
    """The first criterion that counts and of which nothing is recorded yet."""
    if assessment.locked:
        return Told(_LOCKED)
    found = _countable(assessment)
    if found is None:
        return Told(_ANYWHERE)
    how = f"光标放到{_named(found.label)}的次数里，键入 2：看上面的总分变少，下面的扣分原因多出一句话。"
    return Told(how, found.id)


def _countable(assessment: OpenAssessment) -> Criterion | None:
    criteria = (each for one in assessment.parts for each in one.criteria)
    open_ones = (one for one in criteria if not assessment.is_recorded(one.id))
    return next((one for one in open_ones if one.rule.shape == "each"), None)


def to_look(workspace: Workspace, assessment: OpenAssessment, *, lies_there: bool) -> Told:
    """The first indicator beside which a scan lies; where this unit has none, another one that has."""
    sight = assessment.sight
    shown = {one.criterion for one in sight.links}
    both = [(part, one) for part in assessment.parts for one in part.criteria if one.id in shown]
    if not both:
        name = other_with_scan(workspace, sight.assessment.key)
        other = f"，例如{_named(name)}" if name else ""
        return Told(f"这个单位没有扫描件：按 Ctrl+→ 换到有材料的单位{other}，右边就是扫描件。")
    part, found = both[0]
    if lies_there:
        return Told(_LIES_THERE, found.id)
    how = f"按 Alt+↑、Alt+↓ 到{_named(part.full_name)}：右边就是它的扫描件（没有打开时按 F8）。"
    return Told(how, found.id)


def _named(name: str) -> str:
    return f"“{within_quotes(name)}”"
