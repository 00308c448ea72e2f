"""The program without a screen: it reads the call, carries it out, and ends with the code of the contract."""

from __future__ import annotations

import io
import os
import re
import sys
from argparse import SUPPRESS, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final

from desktop.bundle import is_checkout
from desktop.cli import scheme_commands
from desktop.cli.calls import BUG, DONE, WRONG, CallError, Parser, let_go_of_output
from desktop.domain.own_files import EVERY
from desktop.domain.refusals import Refused, printable
from desktop.domain.troubles import Trouble
from desktop.release import version

COMMANDS: Final = """\
不需要屏幕的命令：
  kaoping schemes [--json]            列出已安装的考核办法；加 --workspace 文件夹，
                                      列出那个工作区里能用的，收入的也在内
  kaoping schemes show 代号 [--json]  显示一个办法的指标和评分标准
  kaoping schemes check [文件 …]      检查办法文件，逐条指出错误所在的行
  kaoping score [文件]                按认定计分：一行一个 JSON，不写文件时从标准输入读
  kaoping demo 文件夹 [--sheets]      在新文件夹里建立演示工作区；
                                      --sheets 再把每个办法打印一份，存在旁边的文件夹
  kaoping rounds [--json]             列出考核批次、单位和得分
  kaoping record --round 批次 --unit 单位 [--person 姓名]
                                      从标准输入逐行记录认定，存妥一条答一行
  kaoping sheet --round 批次 (--unit 单位 | --all | --blank) --out 文件或文件夹
                                      打印评分表：后缀决定格式（.pdf、.docx、.xlsx）；
                                      --all 为每个单位各存一份 PDF，--blank 是空白表，
                                      --columns no,name,score 指定栏目，
                                      --month 2022-03 是哪个月的月报表（不写时是最近填报的）
  kaoping code 核验码或PDF            核验打印的评分表是不是工作区里的
  kaoping verify                      核验数据库、佐证文件和留痕；也核验存档的文件夹
  kaoping archive --round 批次 --out 文件夹 [--without-evidence]
                                      把全部定稿的批次存成不用本程序也能读的档案
  kaoping handover --round 批次 --unit 单位 … --to 姓名 --out 文件.kpjh
                                      把几个单位的考核表和佐证装成考核包，交给另一台电脑
  kaoping merge 考核包 [--ours|--theirs]
                                      接收或合并考核包；两边改得不同而没有写用哪一边的，
                                      只逐处列出，不写入
  kaoping backup --out 文件           把整个工作区备份成一个文件；
                                      已有的文件，只覆盖本工作区的旧备份
  kaoping restore 文件                把备份恢复到新文件夹
  kaoping --version                   版本
rounds 起的命令用 --workspace 文件夹 指明工作区；不写时用本机用户的工作区。
结束时的代码：0 办好；1 数据有问题；2 命令或输入不对；3 程序自己出了错。"""

# What `make run` does without a screen: where one stands, so that it is found again.
_SHOW_ROUND: Final = ("demo", "build/demo", "--sheets")
_FOR_WINDOW: Final = "考核包和备份文件要在窗口里打开，这里没有屏幕；不用窗口时，请用 kaoping merge 或 kaoping restore"
_PRINTING: Final = frozenset({"sheet", "code", "archive"})
_EXCHANGE: Final = frozenset({"handover", "merge"})
_Run = Callable[[Namespace], int]


class _Program(Parser):
    """Its help is the list of commands, in Chinese; a command's is how it is written, and what the list says of it."""

    def format_help(self) -> str:
        named = re.match("kaoping ([a-z]+)", self.usage or "")
        if named is None:
            return f"考评台（kaoping）\n\n不带参数时打开窗口。{COMMANDS}\n"
        told = re.findall(rf"^  kaoping {named[1]}\b.*\n(?: {{4,}}.*\n)*", COMMANDS, re.MULTILINE)
        return f"写法：{self.usage}\n\n{''.join(told)}\n全部命令见 kaoping --help\n"


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code."""
    _prepare_streams()
    try:
        return _carried_out(arguments)
    except Exception as failure:  # noqa: BLE001  # a bug: it is logged without what it was about
        return _tell_bug(failure)


def _carried_out(arguments: Sequence[str]) -> int:
    if not arguments:
        print("这里没有屏幕，窗口打不开；请在桌面环境里运行。")
        if not is_checkout():
            print(f"没有屏幕也可以看演示：kaoping demo 文件夹 --sheets\n{COMMANDS}")
            return DONE
        print("下面用演示数据走一遍；其他命令见 .venv/bin/kaoping --help\n")
        arguments = _SHOW_ROUND
    try:
        call = _parsed(arguments)
        _refuse_from_nowhere(call)
        code: int = call.run(call)
        sys.stdout.flush()
    except (CallError, Refused, Trouble) as error:
        print(f"kaoping：{printable(str(error))}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        let_go_of_output()  # nothing is left to say, and nobody to hear it
        return DONE
    except OSError:
        let_go_of_output()  # what could not be written would be tried once more at the end
        print("kaoping：写不出结果，请检查磁盘空间和输出的位置", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return 130
    return code


def _parsed(arguments: Sequence[str]) -> Namespace:
    if arguments[0].lower().endswith(EVERY):
        raise CallError(_FOR_WINDOW)
    return _parser().parse_args(arguments)


def _tell_bug(failure: Exception) -> int:
    """Where it happened, for who will mend it; a message may name people and is told nowhere."""
    from desktop.mishap_log import note_mishap, places_of  # noqa: PLC0415  # seldom wanted

    log = note_mishap(failure)
    print(places_of(failure), end="", file=sys.stderr)
    where = f"；出错位置已记入 {printable(str(log))}，请交给维护人员" if log else ""
    print(f"kaoping：程序出了一个错，这一步可能没有完成{where}", file=sys.stderr)
    return BUG


def _refuse_from_nowhere(call: Namespace) -> None:
    """Where the working folder is no more, no relative path leads anywhere: that is said, not what follows of it."""
    named = [getattr(call, name, None) for name in ("workspace", "file", "out")]
    named += getattr(call, "files", ())
    relative = [str(one) for one in named if one not in {None, "-"} and not os.path.isabs(one)]  # noqa: PTH117  # some are text
    try:
        Path.cwd()
    except OSError:
        if relative:
            raise CallError(
                f"当前所在的文件夹已被删除或移走，找不到“{relative[0]}”；请进入别的文件夹再运行"
            ) from None


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


def _parser() -> Parser:
    parser = _Program(usage="kaoping 命令 …")
    parser.add_argument("--version", action="version", version=f"考评台 {version()}")
    commands = parser.add_subparsers(required=True)
    schemes = commands.add_parser(
        "schemes", usage="kaoping schemes [show 代号|check 文件 …] [--json] [--workspace 文件夹]"
    )
    schemes.add_argument("--json", action="store_true", dest="listed_as_json")
    schemes.add_argument("--workspace", type=Path)
    schemes.set_defaults(run=scheme_commands.list_installed, json=False)
    what = schemes.add_subparsers()
    shown = what.add_parser("show", usage="kaoping schemes show 代号 [--json] [--workspace 文件夹]")
    shown.add_argument("id")
    shown.add_argument("--json", action="store_true")
    shown.add_argument("--workspace", type=Path, default=SUPPRESS)
    shown.set_defaults(run=scheme_commands.show_one)
    checked = what.add_parser("check", usage="kaoping schemes check [文件 …] [--workspace 文件夹]")
    checked.add_argument("files", nargs="*", type=Path)
    checked.add_argument("--workspace", type=Path, default=SUPPRESS)
    checked.set_defaults(run=scheme_commands.check)
    scored = commands.add_parser("score", usage="kaoping score [文件]")
    scored.add_argument("file", nargs="?", default="-")
    scored.set_defaults(run=scheme_commands.score)
    _add_workspace_commands(commands.add_parser)
    return parser


def _add_workspace_commands(add: Callable[..., Parser]) -> None:
    demo = add("demo", usage="kaoping demo 文件夹 [--sheets]")
    demo.add_argument("workspace", type=Path)
    demo.add_argument("--sheets", action="store_true")
    demo.set_defaults(run=_in_workspace("demo"))
    rounds = add("rounds", usage="kaoping rounds [--workspace 文件夹] [--json]")
    rounds.add_argument("--json", action="store_true")
    record = add(
        "record",
        usage="kaoping record [--workspace 文件夹] --round 批次 --unit 单位 [--person 姓名]",
    )
    record.add_argument("--round", required=True)
    record.add_argument("--unit", required=True)
    record.add_argument("--person")
    verify = add("verify", usage="kaoping verify [--workspace 文件夹]")
    archive = _add_archive(add)
    backup = add("backup", usage="kaoping backup [--workspace 文件夹] --out 文件")
    backup.add_argument("--out", required=True)  # a path would lose the slash that says folder
    restore = add("restore", usage="kaoping restore 文件 [--workspace 文件夹]")
    restore.add_argument("file", type=Path)
    sheet = _add_sheet(add)
    code = add("code", usage="kaoping code 核验码或PDF文件 [--workspace 文件夹]")
    code.add_argument("code")
    named = {
        "sheet": sheet,
        "code": code,
        "rounds": rounds,
        "record": record,
        "verify": verify,
        "archive": archive,
        "handover": _add_handover(add),
        "merge": _add_merge(add),
        "backup": backup,
        "restore": restore,
    }
    for name, parser in named.items():
        parser.add_argument("--workspace", type=Path)
        parser.set_defaults(run=_in_workspace(name))


def _add_archive(add: Callable[..., Parser]) -> Parser:
    archive = add(
        "archive",
        usage="kaoping archive [--workspace 文件夹] --round 批次 --out 文件夹 [--without-evidence]",
    )
    archive.add_argument("--round", required=True)
    archive.add_argument("--out", required=True, type=Path)
    archive.add_argument("--without-evidence", action="store_true")
    return archive


def _add_handover(add: Callable[..., Parser]) -> Parser:
    handover = add(
        "handover",
        usage="kaoping handover [--workspace 文件夹] --round 批次 --unit 单位 [--unit 单位 …] "
        "--to 姓名 --out 文件.kpjh [--person 姓名]",
    )
    handover.add_argument("--round", required=True)
    handover.add_argument("--unit", required=True, action="extend", nargs="+")
    handover.add_argument("--to", required=True)
    handover.add_argument("--out", required=True, type=Path)
    handover.add_argument("--person")
    return handover


def _add_merge(add: Callable[..., Parser]) -> Parser:
    merge = add(
        "merge",
        usage="kaoping merge 考核包 [--workspace 文件夹] [--ours|--theirs] [--person 姓名]",
    )
    merge.add_argument("file", type=Path)
    sides = merge.add_mutually_exclusive_group()
    for side in ("ours", "theirs"):
        sides.add_argument(f"--{side}", dest="side", action="store_const", const=side)
    merge.add_argument("--person")
    return merge


def _add_sheet(add: Callable[..., Parser]) -> Parser:
    sheet = add(
        "sheet",
        usage="kaoping sheet [--workspace 文件夹] --round 批次 "
        "(--unit 单位|--all|--blank) [--columns 栏目] [--month 月份] --out 文件",
    )
    sheet.add_argument("--round", required=True)
    sheet.add_argument("--unit")
    sheet.add_argument("--all", action="store_true")
    sheet.add_argument("--blank", action="store_true")
    sheet.add_argument("--columns")
    sheet.add_argument("--month")
    sheet.add_argument("--out", required=True)  # a path would lose the slash that says folder
    return sheet


def _in_workspace(name: str) -> _Run:
    """A command that needs the store, which costs a start three times what the rest does."""

    def run(call: Namespace) -> int:
        if name in _PRINTING:
            from desktop.cli import printing_commands  # noqa: PLC0415  # loads what draws

            command: _Run = getattr(printing_commands, name)
            return command(call)
        if name in _EXCHANGE:
            from desktop.cli import exchange_commands  # noqa: PLC0415  # loads SQLAlchemy

            return exchange_commands.COMMANDS[name](call)
        if name == "demo":
            from desktop.cli import demo_command  # noqa: PLC0415  # loads SQLAlchemy

            return demo_command.demo(call)
        from desktop.cli import workspace_commands  # noqa: PLC0415  # loads SQLAlchemy

        return workspace_commands.COMMANDS[name](call)

    return run
