"""The commands on a workspace: rounds, record, verify, backup, restore."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Final

from desktop.cli.calls import (
    DONE,
    FAULTS,
    WRONG,
    CallError,
    let_go_of_output,
    lines_of,
    print_answer,
    print_json,
)
from desktop.cli.opened import opened
from desktop.domain.amounts import show
from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import printable
from desktop.services import backing_up
from desktop.services.archive_places import is_archive
from desktop.services.assessments import sheet_of
from desktop.services.office import author_named
from desktop.services.record_line import record_line
from desktop.services.rounds import RoundStanding, UnitStanding, list_rounds
from desktop.services.workspaces import Workspace, default_folder, verify

STATES: Final = {"open": "未评完", "scored": "已评完", "finalised": "已定稿"}
_ABSENT: Final = "未参加"


_UNHEARD: Final = "读取结果的程序已经退出，后面的行没有记录；已答复的都已存妥"


def _folder(call: Namespace) -> Path:
    return call.workspace or default_folder()


def rounds(call: Namespace) -> int:
    """List the rounds with their units."""
    with opened(call) as workspace:
        standings = list_rounds(workspace)
    if call.json:
        print_json([_plain_round(one) for one in standings])
        return DONE
    for one in standings:
        print(f"{one.round.id}\t{one.round.name}（{one.round.period}）")
        for unit in one.units:
            state = _ABSENT if unit.absent else STATES[unit.state]
            print(f"  {unit.key.unit}\t{state}\t{total_words(unit)}\t{unit.name}")
    return DONE


def total_words(unit: UnitStanding) -> str:
    """What a unit has so far."""
    if unit.absent:
        return unit.absent
    if unit.sheet is None:
        return unit.trouble or "不计分"
    if not unit.sheet.begun:
        return f"未评，共 {unit.pending} 条"
    still = f"，还有 {unit.pending} 条未评" if unit.pending else ""
    return f"{show(unit.sheet.total)} 分{still}"


def _plain_round(one: RoundStanding) -> dict[str, Any]:
    return {
        "id": one.round.id,
        "name": one.round.name,
        "scheme": one.round.scheme,
        "period": one.round.period,
        "units": [_plain_unit(unit) for unit in one.units],
    }


def _plain_unit(one: UnitStanding) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": one.key.unit, "name": one.name, "state": one.state}
    if one.trouble:
        return plain | {"error": one.trouble}
    if one.sheet is not None:  # a plan without points shows no totals
        plain["base"] = show(one.sheet.base)
        plain["bonus"] = show(one.sheet.bonus)
        plain["total"] = show(one.sheet.total)
    return plain | {"pending": one.pending}


def record(call: Namespace) -> int:
    """Record findings, line by line; a line is answered when it is durable."""
    code = DONE
    out: IO[str] = sys.stdout
    key = AssessmentKey(call.round, call.unit)
    with opened(call) as workspace:
        sheet_of(workspace, key)  # a wrong round or unit is a wrong call
        author = author_of(workspace, call.person)
        for line in lines_of("-"):
            if line.strip():
                answer = record_line(workspace, author, key, line)
                code = WRONG if "error" in answer else code
                try:
                    print_answer(out, answer)
                except BrokenPipeError:
                    let_go_of_output()
                    raise CallError(_UNHEARD) from None
    return code


def author_of(workspace: Workspace, person: str | None) -> Author:
    """Who records: the person named, or else the account that runs the command."""
    if person is not None:
        return author_named(workspace, person)
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        account = "未知"
    return Author(f"命令行（系统账户 {printable(account)}）")


def verify_all(call: Namespace) -> int:
    """Name every fault of a workspace, or of a round's archive."""
    if is_archive(_folder(call)):
        return _verify_archive(_folder(call))
    found = verify(_folder(call))
    for fault in found.faults:
        print(printable(fault))
    if found.faults:
        print(f"核验发现 {len(found.faults)} 处问题", file=sys.stderr)
        return FAULTS
    print(f"核验通过：留痕 {found.head.count} 条，最后一条 {found.head.hash[:16]}")
    return DONE


def _verify_archive(folder: Path) -> int:
    from desktop.services.archive_check import archive_faults  # noqa: PLC0415  # loads ReportLab

    faults = archive_faults(folder)
    for fault in faults:
        print(printable(fault))
    if faults:
        print(f"核验发现 {len(faults)} 处问题", file=sys.stderr)
        return FAULTS
    print("核验通过：档案的文件、留痕和得分都与存档时一致")
    return DONE


def backup(call: Namespace) -> int:
    """Make one full file."""
    if not call.out or call.out.endswith(("/", os.sep)):
        raise CallError(f"--out “{call.out}”没有写明文件名，请写明备份文件的名称")
    with opened(call) as workspace:
        made = backing_up.back_up_to_file(workspace, Path(call.out))
    for fault in made.faults:
        print(printable(fault))
    print(f"已备份到 {printable(call.out)}", file=sys.stderr)
    return FAULTS if made.faults else DONE


def restore(call: Namespace) -> int:
    """Rebuild a workspace from one full file."""
    folder = _folder(call)
    restored = backing_up.restore_from_file(call.file, folder)
    for fault in restored.faults:
        print(printable(fault))
    print(f"已恢复到 {printable(str(folder))}", file=sys.stderr)
    return FAULTS if restored.faults else DONE


COMMANDS: Final[Mapping[str, Callable[[Namespace], int]]] = {
    "rounds": rounds,
    "record": record,
    "verify": verify_all,
    "backup": backup,
    "restore": restore,
}
