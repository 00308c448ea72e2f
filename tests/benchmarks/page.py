"""The manual's page of performance, written from the promises and what was measured last.

    python -m tests.benchmarks.page [REPORT]

REPORT is pytest-benchmark's. Without one the figures of the last run stay, and only the proofs of build/proofs come in.
"""

import sys
from collections.abc import Iterator, Mapping
from math import floor, log10
from pathlib import Path
from typing import Final

from tests.benchmarks.measured import Measured, keep, proofs_in, read_kept, run_of
from tests.benchmarks.promises import Peer, Promise, read_promises
from tests.program import CHECKOUT

PAGE: Final = CHECKOUT / "resources" / "manual" / "performance.md"
PROOFS: Final = CHECKOUT / "build" / "proofs"
NOTHING: Final = "—"
MISSED: Final = "（未达到）"
_HEAD: Final = "| 承诺 | 上限 | 实测 | 对照 | 对照实测 |\n|---|---|---|---|---|"
_DIGITS: Final = 3
_MINUTE: Final = 60


def page_of(measured: Measured, parts: Mapping[str, tuple[Promise, ...]]) -> str:
    """All of it."""
    return "\n\n".join(_blocks(measured, parts)) + "\n"


def _blocks(measured: Measured, parts: Mapping[str, tuple[Promise, ...]]) -> Iterator[str]:
    day = measured.day
    yield "# 性能"
    yield (
        "程序答应做到多快、占多少地方，这里逐条列出上限和实际量到的。"
        "旁边是同一台机器上、同一次量的别的做法，看得出快慢是程序的还是机器的。"
    )
    yield (
        f"{day.year} 年 {day.month} 月 {day.day} 日量，版本 {measured.release}；"
        f"机器：{measured.machine}，窗口画在内存里。"
    )
    if measured.busy:
        yield "> 量的时候这台机器还在忙别的，下面的数字都偏慢；空下来再量一次才作数。"
    yield "\n".join(
        (
            "- 没有写明的，是多次里居中的一次；安装、启动和内存各量一次，几个系统里取最慢的。",
            "- 1 秒是 1000 毫秒；屏幕一秒换 60 次画面，一次约 16 毫秒。1 MB 内存按 1024 KB 计，安装包按 1000 KB 计。",
            f"- “{NOTHING}”表示没有定上限、没有可比的做法，或者这一次没有量到。",
        )
    )
    yield "## 没有做到的"
    yield _missed(measured, parts)
    for name, promises in parts.items():
        yield f"## {name}"
        rows = (_row(one, measured) for one in promises)
        yield "\n".join((_HEAD, *rows))
    yield (
        "> 这一页由 `make bench` 量过以后写成，要在别的机器上比较，就在那台机器上再量一次。"
        "老电脑上会慢一些，和旁边对照的做法一起慢。"
    )


def _missed(measured: Measured, parts: Mapping[str, tuple[Promise, ...]]) -> str:
    figures = measured.figures
    missed = [one for part in parts.values() for one in part if one.is_missed(figures)]
    if not missed:
        return "这一次量到的都在上限以内。"
    return "\n".join(f"- {_missed_words(one, measured)}" for one in missed)


def _missed_words(one: Promise, measured: Measured) -> str:
    taken, bound = one.told.among(measured.figures), one.bound(measured.figures)
    why = one.why or "这一次量到的超过了上限。"
    return f"{one.words}：{_shown(taken, one.unit)}，上限 {_shown(bound, one.unit)}。{why}"


def _row(one: Promise, measured: Measured) -> str:
    figures = measured.figures
    taken = _shown(one.told.among(figures), one.unit)
    if one.is_missed(figures):
        taken += MISSED
    beside = [_shown(peer.told.among(figures), one.unit) for peer in one.peers]
    cells = (one.words, _bound(one), taken, _joined(one.peers), "；".join(beside) or NOTHING)
    return f"| {' | '.join(cells)} |"


def _joined(peers: tuple[Peer, ...]) -> str:
    return "；".join(peer.words for peer in peers) or NOTHING


def _bound(one: Promise) -> str:
    if one.share is None:
        return _shown(one.most, one.unit)
    if one.share == 1:
        return "不慢于对照"
    if one.share < 1:
        return f"对照的 1/{round(1 / one.share)}"
    return f"{'第一种' if len(one.peers) > 1 else ''}对照的 {one.share:g} 倍"


def _shown(figure: float | None, unit: str) -> str:
    """Three digits; what is shorter than a second in milliseconds."""
    if figure is None:
        return NOTHING
    if unit != "秒":
        return f"{_rounded(figure)} {unit}"
    if figure < 1:
        return f"{_rounded(figure * 1_000)} 毫秒"
    if figure < 2 * _MINUTE:
        return f"{_rounded(figure)} 秒"
    return f"{int(figure // _MINUTE)} 分 {round(figure % _MINUTE)} 秒"


def _rounded(figure: float) -> str:
    if figure == 0:
        return "0"
    places = max(0, _DIGITS - 1 - floor(log10(abs(figure))))
    text = f"{figure:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def main(report: Path | None) -> None:
    """Keep what was measured and write the page; a proof that is not there now is as it was."""
    before = read_kept()
    told = run_of(report) if report else before
    proofs = {name: one for name, one in before.figures.items() if name.endswith(".json")}
    measured = told._replace(figures={**told.figures, **proofs, **proofs_in(PROOFS)})
    keep(measured)
    PAGE.write_text(page_of(measured, read_promises()), encoding="utf-8")
    print(f"written: {PAGE.relative_to(CHECKOUT)}")  # noqa: T201  # it is a command


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
