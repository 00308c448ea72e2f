"""The commands by which sheets go to another workstation and come back: handover, merge."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final

from desktop.cli.calls import DONE, FAULTS, CallError
from desktop.cli.opened import opened
from desktop.cli.workspace_commands import author_of
from desktop.domain.refusals import printable
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.merge_plans import look_into, plan_merge
from desktop.services.merge_words import DifferenceSight, SideSaid, merge_sight
from desktop.services.merging_packages import merge
from desktop.services.workspaces import (
    Workspace,
    create_workspace,
    default_folder,
    is_workspace,
)


def handover(call: Namespace) -> int:
    """Write a package of some units' sheets, never over another: what came back may not be merged yet."""
    if call.out.exists():
        raise CallError(f"“{call.out}”已经存在，没有覆盖；请换一个名称，或先把它移开")
    with opened(call) as workspace:
        author = author_of(workspace, call.person)
        hand_over(workspace, author, HandingOver(call.round, tuple(call.unit), call.to, call.out))
    print(f"已把 {len(call.unit)} 个单位交给{call.to}：{printable(str(call.out))}", file=sys.stderr)
    return DONE


def merge_package(call: Namespace) -> int:
    """Take a package over or merge it; where both sides changed the same, a side must be named."""
    look_into(call.file)  # before a workspace is made for it
    with _opened_or_made(call) as workspace:
        plan = plan_merge(workspace, call.file)
        if plan.already:
            print("这个考核包已经合并过，没有新的内容", file=sys.stderr)
            return DONE
        sight = merge_sight(workspace, plan)
        if sight.conflicts and call.side is None:
            for one in sight.conflicts:
                print(_told(one))
            words = f"有 {len(sight.conflicts)} 处两边改得不同，没有合并"
            print(f"{words}；请在窗口里逐处选定，或者写 --ours、--theirs", file=sys.stderr)
            return FAULTS
        choices = dict.fromkeys(range(len(plan.conflicts)), call.side == "theirs")
        author = author_of(workspace, call.person)
        done = merge(workspace, author, replace(plan, choices=choices))
    if sight.is_new:
        words = f"已接收 {done.sheets} 个单位的考核表"
    else:
        words = f"已合并 {done.sheets} 个单位，并入对方改动 {done.taken} 处，选定 {done.settled} 处"
    print(words, file=sys.stderr)
    return DONE


def _opened_or_made(call: Namespace) -> AbstractContextManager[Workspace]:
    folder = call.workspace or default_folder()
    return opened(call) if is_workspace(folder) else create_workspace(folder)


def _told(one: DifferenceSight) -> str:
    sides = (f"{name}：{_said(side)}" for name, side in (("本机", one.ours), ("对方", one.theirs)))
    return printable("  ".join((one.unit, one.where, *sides)))


def _said(side: SideSaid) -> str:
    when = f" {side.at.astimezone():%Y-%m-%d %H:%M}" if side.at else ""
    return f"{side.words}（{side.author}{when}）" if side.author else side.words


COMMANDS: Final[Mapping[str, Callable[[Namespace], int]]] = {
    "handover": handover,
    "merge": merge_package,
}
