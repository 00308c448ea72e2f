"""A call of the program: its exit codes, how a wrong one is answered, what it reads and prints."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NoReturn

DONE: Final = 0
FAULTS: Final = 1
WRONG: Final = 2
BUG: Final = 3  # of the program's own


class CallError(Exception):
    """A call that cannot be carried out; its message is the one line that the user sees."""


class Parser(argparse.ArgumentParser):
    """A parser that answers a wrong call with one line in Chinese."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002  # argparse words it in English
        raise CallError(f"命令写得不对。写法：{self.usage}；全部命令见 kaoping --help")


def print_json(value: Any) -> None:  # noqa: ANN401  # any plain data
    """Print plain data as other programs read it."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


encode_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def print_answer(out: IO[str], answer: dict[str, Any]) -> None:
    """One answer, one line, sent off at once."""
    out.write(encode_line(answer) + "\n")
    out.flush()


def let_go_of_output() -> None:
    """The reader has gone, as `head` does: what is still buffered goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lines_of(file: str) -> Iterator[bytes]:
    """The lines of a file, or of the standard input, as they come."""
    if file == "-":
        if sys.stdin is None:
            raise CallError("没有标准输入，读不到数据；请把数据从标准输入送进来")
        yield from sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as lines:
            yield from lines
    except OSError as error:
        raise CallError(f"打不开文件 {file}，请核对路径和权限") from error
