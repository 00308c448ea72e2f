"""The report of a diagnosis: states, numbers and places in the program, and nothing of persons, units or reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.domain.refusals import printable
from desktop.mishap_log import log_files
from desktop.services.diagnosis.told import Diagnosis, FullCheck
from desktop.services.out_places import outside_workspaces
from desktop.store.causes import troubles
from desktop.store.durable_files import write_durably

REPORT_NAME: Final = "考评台诊断报告{:%Y%m%d}.txt"
_LONGEST_LOG: Final = 100_000  # characters, of the newest
_HEAD: Final = (
    "只有程序的版本、状态、数量和出错的位置；没有单位和人员的名称、考核内容、材料名称和文件夹路径。"
)


def report_of(diagnosis: Diagnosis, full: FullCheck | None, now: datetime) -> str:
    """The whole text, as it is shown and saved."""
    return "\n".join(_lines(diagnosis, full, now)) + "\n"


def save_report(text: str, out: Path) -> None:
    """Write it; not over what is the workspace's own."""
    place = outside_workspaces(out)
    with troubles("保存诊断报告", out):
        write_durably(place, text.encode("utf-8", "backslashreplace"))


def _lines(diagnosis: Diagnosis, full: FullCheck | None, now: datetime) -> Iterator[str]:
    yield f"考评台诊断报告　{now:%Y-%m-%d %H:%M}"
    yield _HEAD
    yield "\n【版本和数量】"
    yield from (f"{one.name}：{one.reported}" for one in diagnosis.facts)
    yield "\n【检查】"
    yield from (
        f"〔{one.state.value}〕{one.name}：{printable(one.reported)}" for one in diagnosis.checks
    )
    yield "\n【核对全部】"
    yield from _full_lines(full)
    yield "\n【日志】"
    yield _log_text() or "没有出过错"


def _full_lines(full: FullCheck | None) -> Iterator[str]:
    if full is None:
        yield "这次没有核对"
        return
    yield f"读了留痕 {full.events} 条，发现 {len(full.faults)} 处问题"
    kinds = Counter(one.kind for one in full.faults)
    yield from (f"{name}：{count} 处" for name, count in kinds.most_common())


def _log_text() -> str:
    """The newest last, as it was written; what is too long loses its beginning."""
    texts = []
    for file in reversed(log_files()):
        try:
            texts.append(file.read_text("utf-8", "replace"))
        except OSError:
            texts.append("（读不出）\n")
    return "".join(texts)[-_LONGEST_LOG:].strip()
