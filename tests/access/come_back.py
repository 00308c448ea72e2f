"""What comes back from elsewhere: a form that a unit filled in, and sheets that another workstation worked on too."""

from pathlib import Path

from docx import Document

from desktop.domain.records import AssessmentKey
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.merge_plans import plan_merge
from desktop.services.merging_packages import merge
from desktop.services.papers import Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import judge
from desktop.services.workspaces import create_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME
from tests.services.sharing import YOU

_ANSWERS = {"召开会议": "年中推进会（1月9日）；碰头会", "培训": "无", "本系统": "全市 3 家"}


def filled_form(workspace: Workspace, wanted: Wanted, path: Path) -> Path:
    """Our own print of a report, in which a unit wrote something behind some names of lines."""
    place = save_paper(workspace, wanted, path)
    document = Document(str(place))
    for table in document.tables:
        for row in table.rows:
            words = (words for name, words in _ANSWERS.items() if name in row.cells[-2].text)
            row.cells[-1].text = next(words, row.cells[-1].text)
    document.save(str(place))
    return place


def package_back(here: Workspace, of: str, units: tuple[str, str], folder: Path) -> Path:
    """Two sheets went out and come back: one indicator was judged on both sides, another there alone."""
    first, last = (AssessmentKey(of, one) for one in units)
    out, back = folder / "交二组.kpjh", folder / "交回.kpjh"
    hand_over(here, ME, HandingOver(of, units, "二组", out))
    with create_workspace(folder / "二组") as there:
        merge(there, YOU, plan_merge(there, out))
        for key in (first, last):
            judge(here, ME, key, "i1", {"score": "9", "reason": "基本到位，材料齐全"})
            judge(there, YOU, key, "i1", {"score": "7.5", "reason": "第三季度没有台账"})
        judge(there, YOU, last, "i2", {"score": "6", "reason": "计划没有按时公示"})
        hand_over(there, YOU, HandingOver(of, units, "办公室", back))
    return back
