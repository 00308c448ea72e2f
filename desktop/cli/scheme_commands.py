"""The commands on schemes: list, show, check, score."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import IO

from desktop.cli.calls import (
    DONE,
    FAULTS,
    WRONG,
    CallError,
    lines_of,
    print_answer,
    print_json,
)
from desktop.domain.amounts import show
from desktop.domain.refusals import Refused, printable, unknown
from desktop.domain.scheme import Criterion, Scheme
from desktop.schemefiles.files import SchemeFile
from desktop.services.schemes import check_files, describe, list_schemes, open_scheme
from desktop.services.score_line import score_line


def list_installed(call: Namespace) -> int:
    """List the schemes."""
    schemes = _schemes(call)
    if call.listed_as_json:
        print_json(
            [
                {name: describe(s)[name] for name in ("id", "title", "points", "bonus")}
                for s in schemes
            ]
        )
    else:
        for scheme in schemes:
            print(f"{scheme.id}\t{_points(scheme)}\t{scheme.title}")
    return DONE


def show_one(call: Namespace) -> int:
    """Show one scheme."""
    scheme = _scheme(call)
    if call.json or call.listed_as_json:
        print_json(describe(scheme))
        return DONE
    print(f"{scheme.title}（{_points(scheme)}）\n{scheme.source.document}")
    for indicator in scheme.indicators:
        print(f"\n{indicator.no}　{indicator.name}（{show(indicator.points)} 分）")
        _show_criteria(indicator.criteria)
    for _, extra in scheme.named_extras:
        print(f"\n{extra.name}")
        _show_criteria(extra.criteria)
    for report in scheme.reports:
        print(f"\n报送　{report.name}（{report.due}）　[{report.id}]")
    for task in scheme.tasks:
        print(f"\n{task.clause}　{task.name}（{task.due}）　[{task.id}]")
    return DONE


def _schemes(call: Namespace) -> list[Scheme]:
    """Those of the program, or those that a workspace uses, with what was taken in there."""
    if call.workspace is None:
        return list_schemes()
    from desktop.cli.opened import opened  # noqa: PLC0415  # loads SQLAlchemy
    from desktop.services.office_schemes import sound_schemes  # noqa: PLC0415  # the same

    with opened(call) as workspace:
        return sound_schemes(workspace)


def _scheme(call: Namespace) -> Scheme:
    if call.workspace is None:
        return open_scheme(call.id)
    found = {one.id: one for one in _schemes(call)}
    if call.id not in found:
        raise Refused(unknown(call.id, found, "个办法"), "scheme")
    return found[call.id]


def _files(call: Namespace) -> list[SchemeFile]:
    """The files that are named; where none is, all of the program, and all that a workspace took in."""
    files = check_files(call.files)
    if call.workspace is None or call.files:
        return files
    from desktop.cli.opened import opened  # noqa: PLC0415  # loads SQLAlchemy
    from desktop.services.office_schemes import checked_files  # noqa: PLC0415  # the same

    with opened(call) as workspace:
        return [*files, *checked_files(workspace)]


def _points(scheme: Scheme) -> str:
    return f"{show(scheme.points)} 分" if scheme.points else "不计分"


def _show_criteria(criteria: Iterable[Criterion]) -> None:
    for criterion in criteria:
        print(f"  {criterion.clause}　{criterion.when}　{criterion.words}　[{criterion.id}]")


def check(call: Namespace) -> int:
    """Name every fault of scheme files."""
    code = DONE
    try:
        files = _files(call)
    except OSError as error:
        raise CallError(f"打不开文件 {error.filename}，请核对路径和权限") from error
    for file in files:
        path = printable(str(file.path))
        for fault in file.faults:
            print(f"{path}:{fault.line}: {fault.message}")
            code = FAULTS
        for doubt in file.doubts:
            print(f"{path}:{doubt.line}: 提醒：{doubt.message}", file=sys.stderr)
        for excused in file.excused:
            print(f"{path}:{excused.line}: 例外：{excused.message}", file=sys.stderr)
    return code


def score(call: Namespace) -> int:
    """Score facts, line by line."""
    code = DONE
    out: IO[str] = sys.stdout
    for line in lines_of(call.file):
        if line.strip():
            answer = score_line(line)
            code = WRONG if "error" in answer else code
            print_answer(out, answer)
    return code
