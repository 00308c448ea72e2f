"""The commands that need no screen."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from desktop.domain.amounts import show
from desktop.domain.refusals import Refused, printable
from desktop.domain.scheme import Criterion, Scheme
from desktop.services.schemes import check_files, describe, list_schemes, open_scheme
from desktop.services.score_line import score_line

DONE: Final = 0
FAULTS: Final = 1
WRONG: Final = 2

COMMANDS: Final = """\
不需要屏幕的命令：
  kaoping schemes [--json]            列出已安装的考核办法
  kaoping schemes show 代号 [--json]  显示一个办法的指标和评分标准
  kaoping schemes check [文件 …]      检查办法文件，逐条指出错误所在的行
  kaoping score [文件]                按认定计分：一行一个 JSON，不写文件时从标准输入读"""


class CallError(Exception):
    """A call that cannot be carried out; its message is the one line that the user sees."""


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong call with one line in Chinese."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002  # argparse words it in English
        raise CallError(f"命令写得不对。写法：{self.usage}；全部命令见 kaoping --help")

    def format_help(self) -> str:
        return f"考评台（kaoping）\n\n不带参数时打开窗口。{COMMANDS}\n"


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code."""
    _prepare_streams()
    if not arguments:
        print(f"这里没有屏幕，窗口打不开；请在桌面环境里运行。\n{COMMANDS}")
        return DONE
    try:
        call = _parser().parse_args(arguments)
        code: int = call.run(call)
        sys.stdout.flush()
    except (CallError, Refused) as error:
        print(f"kaoping：{printable(str(error))}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # The reader has gone, as `head` does; nothing is left to say and nobody to hear it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError:
        print("kaoping：写不出结果，请检查磁盘空间和输出的位置", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return 130
    return code


def _prepare_streams() -> None:
    """Programs read UTF-8; a terminal shows what it can; what is closed takes everything."""
    # A stream that was closed before the start is None.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _nowhere() -> IO[str]:
    return Path(os.devnull).open("w", encoding="utf-8")


def _parser() -> _Parser:
    parser = _Parser(usage="kaoping 命令 …")
    commands = parser.add_subparsers(required=True)
    schemes = commands.add_parser(
        "schemes", usage="kaoping schemes [show 代号|check 文件 …] [--json]"
    )
    schemes.add_argument("--json", action="store_true", dest="listed_as_json")
    schemes.set_defaults(run=_list, json=False)
    what = schemes.add_subparsers()
    shown = what.add_parser("show", usage="kaoping schemes show 代号 [--json]")
    shown.add_argument("id")
    shown.add_argument("--json", action="store_true")
    shown.set_defaults(run=_show)
    checked = what.add_parser("check", usage="kaoping schemes check [文件 …]")
    checked.add_argument("files", nargs="*", type=Path)
    checked.set_defaults(run=_check)
    scored = commands.add_parser("score", usage="kaoping score [文件]")
    scored.add_argument("file", nargs="?", default="-")
    scored.set_defaults(run=_score)
    return parser


def _print_json(value: Any) -> None:  # noqa: ANN401  # any plain data
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _list(call: argparse.Namespace) -> int:
    schemes = list_schemes()
    if call.listed_as_json:
        _print_json(
            [
                {name: describe(s)[name] for name in ("id", "title", "points", "bonus")}
                for s in schemes
            ]
        )
    else:
        for scheme in schemes:
            print(f"{scheme.id}\t{_points(scheme)}\t{scheme.title}")
    return DONE


def _show(call: argparse.Namespace) -> int:
    scheme = open_scheme(call.id)
    if call.json or call.listed_as_json:
        _print_json(describe(scheme))
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


def _points(scheme: Scheme) -> str:
    return f"{show(scheme.points)} 分" if scheme.points else "不计分"


def _show_criteria(criteria: Iterable[Criterion]) -> None:
    for criterion in criteria:
        print(f"  {criterion.clause}　{criterion.when}　{criterion.words}　[{criterion.id}]")


def _check(call: argparse.Namespace) -> int:
    code = DONE
    try:
        files = check_files(call.files)
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


def _score(call: argparse.Namespace) -> int:
    code = DONE
    out: IO[str] = sys.stdout
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    for line in _lines(call.file):
        if line.strip():
            answer = score_line(line)
            code = WRONG if "error" in answer else code
            out.write(encode(answer) + "\n")
            out.flush()
    return code


def _lines(file: str) -> Iterator[bytes]:
    """The lines of a file, or of the standard input, as they come."""
    if file == "-":
        if sys.stdin is None:
            raise CallError("没有标准输入；请写明文件，或者把数据送进来")
        yield from sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as lines:
            yield from lines
    except OSError as error:
        raise CallError(f"打不开文件 {file}，请核对路径和权限") from error
