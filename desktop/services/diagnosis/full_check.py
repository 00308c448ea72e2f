"""核对全部: every fault of the open workspace, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.records import Evidence, EvidenceLink, UnitRecord
from desktop.domain.troubles import Trouble
from desktop.services.diagnosis.told import FoundFault, FullCheck
from desktop.services.progress import IsCancelled, Progress
from desktop.services.workspaces import verify
from desktop.store.live_check import live_faults
from desktop.store.views import View
from desktop.store.workspace import Workspace

_OF_FILE: Final = re.compile("files/../([0-9a-f]{64})：(.*)", re.DOTALL)
_ENOUGH: Final = 12  # of a file's name, to find it by
_NAMED: Final = 2

_KEEP: Final = "先不要再录入，把整个工作区文件夹复制一份留底"
_RESTORE: Final = "再从开始页（“文件夹”里“换一个工作区”）用最近一份备份恢复到新文件夹"


class _Kind(NamedTuple):
    """What faults of a kind look like, how a report names them, and what to do."""

    sign: re.Pattern[str]
    name: str
    remedy: str


_KINDS: Final = (
    _Kind(
        re.compile("不属于任何佐证材料$"),
        "多出来的文件",
        "多出来的文件不影响考核；确认不是自己放进去的，可以移出工作区",
    ),
    _Kind(
        re.compile("^files/.*(文件不见了|不是普通文件)$"),
        "佐证文件不见了",
        "从第二位置或备份里找到同名文件复制回来；找不回的，请单位重新提供原件再收入",
    ),
    _Kind(
        re.compile("^files/.*已被改动$"),
        "佐证文件被改动",
        "从第二位置或备份里取同名文件换回来；没有的，请单位重新提供原件再收入",
    ),
    _Kind(
        re.compile("^数据库(结构|已)损坏|数据库是空的|打不开"),
        "数据库损坏",
        f"{_KEEP}，{_RESTORE}",
    ),
    _Kind(
        re.compile("读不出|磁盘读写出错|不是文件夹"),
        "磁盘读不出",
        "检查磁盘和连接；读得出来以后再核对一次，仍读不出的用备份恢复",
    ),
    _Kind(
        re.compile("^备份“"), "留痕比备份短", f"{_KEEP}，查清是谁在什么时候换过数据库；{_RESTORE}"
    ),
    _Kind(
        re.compile("留痕"), "留痕与数据不符", f"{_KEEP}，查清是谁用别的程序改过数据库；{_RESTORE}"
    ),
)
_OTHER: Final = _Kind(re.compile(""), "其他", f"{_KEEP}，{_RESTORE}")


def check_all(workspace: Workspace, progress: Progress, cancelled: IsCancelled) -> FullCheck:
    """As `kaoping verify` does it, while others go on working; evidence is called by the name that people know."""
    faults, head = live_faults(workspace, progress, cancelled)
    digests = {found[1] for one in faults if (found := _OF_FILE.match(one))}
    with suppress(Trouble):  # what cannot be read is among the faults
        names = _evidence_names(workspace, digests)
        return FullCheck(tuple(found_fault(one, names) for one in faults), head.count)
    return FullCheck(tuple(map(found_fault, faults)), head.count)


def check_closed(folder: Path) -> FullCheck:
    """The same for a workspace that does not open."""
    found = verify(folder)
    return FullCheck(tuple(map(found_fault, found.faults)), found.head.count)


def found_fault(words: str, names: Mapping[str, str] | None = None) -> FoundFault:
    """A fault with what to do about it."""
    kind = next((one for one in _KINDS if one.sign.search(words)), _OTHER)
    of_file = _OF_FILE.match(words)
    if of_file is None:
        return FoundFault(words, kind.remedy, kind.name)
    where = f"files/{of_file[1][:2]}/{of_file[1][:_ENOUGH]}…"
    name = (names or {}).get(of_file[1], where)
    return FoundFault(f"{name}：{of_file[2]}", f"{kind.remedy}（{where}）", kind.name)


def _evidence_names(workspace: Workspace, digests: Collection[str]) -> Mapping[str, str]:
    """A file's name and whose it is."""
    with workspace.reading() as view:
        units = {one.id: one.name for one in view.all(UnitRecord)}
        found = [one for digest in digests if (one := view.get(Evidence, digest))]
        return {one.sha256: f"“{one.name}”{_owners(view, one, units)}" for one in found}


def _owners(view: View, of: Evidence, units: Mapping[str, str]) -> str:
    links = view.all(EvidenceLink, evidence=of.sha256)
    named = [*dict.fromkeys(units.get(one.unit or "", "") for one in links if one.unit)]
    more = "等" if len(named) > _NAMED else ""
    return f"（{'、'.join(named[:_NAMED])}{more}）" if named else ""
