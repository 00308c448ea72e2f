"""The commands about paper: sheet prints, archive prints and packs, code holds what was printed against the trail."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from desktop.cli.calls import DONE, FAULTS, CallError
from desktop.cli.opened import opened
from desktop.domain.refusals import printable
from desktop.services.evidence_pages import PageReader
from desktop.services.papers import Paper, Wanted
from desktop.services.print_batches import Batch, save_round
from desktop.services.printing import save_paper
from desktop.services.round_archive import ArchiveWish, archive_round
from desktop.services.sheet_verification import Verdict, verify_code, verify_file

_ONE_OF: Final = "请写 --unit 单位（一个单位）、--all（全部单位）或 --blank（空白表）之一"


def sheet(call: Namespace) -> int:
    """Write one unit's official sheet, every unit's, or the blank form."""
    if sum((call.unit is not None, call.all, call.blank)) != 1:
        raise CallError(_ONE_OF)
    if not call.out or (not call.all and call.out.endswith(("/", os.sep))):
        raise CallError(f"--out “{call.out}”没有写明文件名，请写明要保存的文件")
    if not call.all and Path(call.out).is_dir():
        raise CallError(f"--out “{call.out}”是文件夹，请写明要保存的文件")
    if call.blank and call.month is not None:
        raise CallError("空白表不分月份，请去掉 --month")
    columns = tuple(map(str.strip, call.columns.split(","))) if call.columns else None
    out = Path(call.out)
    with opened(call) as workspace:
        if call.all:
            batch = Batch(call.round, out, columns, month=call.month)
            printed = save_round(workspace, batch, _told, lambda: False)
            for failure in printed.failures:
                print(printable(failure))
            print(f"已打印 {len(printed.files)} 份，存在 {printable(call.out)}", file=sys.stderr)
            return FAULTS if printed.failures else DONE
        if call.blank:
            save_paper(workspace, Wanted(Paper.BLANK, call.round, columns=columns), out)
        else:
            wanted = Wanted(Paper.SHEET, call.round, call.unit, columns, call.month)
            save_paper(workspace, wanted, out)
    print(f"已保存 {printable(call.out)}", file=sys.stderr)
    return DONE


def archive(call: Namespace) -> int:
    """Write the archive of a finished round."""
    wish = ArchiveWish(call.round, call.out, with_evidence=not call.without_evidence)
    with opened(call) as workspace:
        made = archive_round(workspace, wish, _told, lambda: False)
    for one in made.lacking:
        print(printable(one))
    print(f"档案已存在 {printable(str(made.place))}，共 {made.files} 个文件", file=sys.stderr)
    return FAULTS if made.lacking else DONE


def _told(_done: int, _total: int) -> None:
    """Nobody watches."""


def code(call: Namespace) -> int:
    """Say what a printed sheet's code is to the workspace; a PDF bears it on its pages."""
    with opened(call) as workspace:
        if call.code.lower().endswith((".docx", ".xlsx")):
            raise CallError(f"“{call.code}”不是 PDF；Word、Excel 文件的核验码在页脚右边，请输入它")
        if call.code.lower().endswith(".pdf"):
            with PageReader() as reader:
                found = verify_file(workspace, reader, Path(call.code))
        else:
            found = verify_code(workspace, call.code)
    print(printable(found.words))
    for words in filter(None, (found.different, found.remark)):
        print(printable(words))
    for one in found.changes:
        print(f"  {printable(one)}")
    holds = found.verdict is Verdict.HOLDS and not found.different
    return DONE if holds else FAULTS
