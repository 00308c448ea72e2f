"""Whether there are backups of what was recorded, and whether one lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from desktop.domain.troubles import Trouble
from desktop.services.backing_up import SecondPlaceStanding, list_backups, second_place_standing
from desktop.services.diagnosis.places import told_place
from desktop.services.diagnosis.told import Check, State
from desktop.services.workspaces import chain_head
from desktop.store.workspace import Workspace

_OLD: Final = 3  # days: it backs up every day by itself
_MONTH: Final = 31


def backup_checks(workspace: Workspace, now: datetime) -> Iterator[Check]:
    """Here, and in the second place."""
    try:
        yield _kept(workspace, now)
        yield _second(second_place_standing(workspace), now)
    except Trouble as trouble:
        words = "备份的文件夹读不出，请检查磁盘和权限"
        yield Check("备份", State.FAULT, trouble.message, words)


def _kept(workspace: Workspace, now: datetime) -> Check:
    kept = [one for one in list_backups(workspace) if not one.before_upgrade]
    if not kept:
        words = "还没有备份；正常关闭一次考评台就会自动备份"
        return Check("备份", State.NOTICE, words)
    newest = kept[0]
    days = (now.date() - newest.made.date()).days
    told = f"共 {len(kept)} 份，最近一次 {newest.made:%Y-%m-%d %H:%M}"
    behind = chain_head(workspace).count - newest.events
    if behind and days > _OLD:
        words = f"{told}，之后的 {behind} 次改动还没有备份；请到“备份”里导出一个备份文件，并查看磁盘空间"
        return Check("备份", State.FAULT, words)
    since = f"，之后有 {behind} 次改动，关闭时自动备份" if behind else "，之后没有改动"
    return Check("备份", State.NORMAL, f"{told}{since}")


def _second(standing: SecondPlaceStanding | None, now: datetime) -> Check:
    name = "第二位置"
    if standing is None:
        words = "没有指定，硬盘坏了就没有别处的备份；请到“备份”里指定一个移动硬盘上的文件夹"
        return Check(name, State.NOTICE, words)
    place, told = f"“{standing.place}”", told_place(standing.place)
    last = "" if standing.last is None else f"，上次备份 {standing.last:%Y-%m-%d}"
    if standing.on_same_disk:
        rest = "和工作区在同一块硬盘上，硬盘坏了保不住；请改用移动硬盘或另一块硬盘"
        return _both(name, State.NOTICE, (place, told), f"{rest}{last}")
    if not standing.there:
        long_ago = standing.last is None or (now - standing.last.astimezone()).days > _MONTH
        rest = f"现在没有连着{last}；请插好后到“备份”里点“现在备份过去”"
        state = State.NOTICE if long_ago else State.NORMAL
        return _both(name, state, (place, told), rest)
    if standing.behind:
        rest = f"连着{last}，之后又有改动；关闭考评台时自动备份过去"
        return _both(name, State.NORMAL, (place, told), rest)
    return _both(name, State.NORMAL, (place, told), f"连着{last}，内容齐全")


def _both(name: str, state: State, places: tuple[str, str], rest: str) -> Check:
    """The place by its path on the screen, by its nature in a report."""
    place, told = places
    return Check(name, state, f"{place}{rest}", f"{told}{rest}")
