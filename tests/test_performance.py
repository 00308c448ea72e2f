"""The page of performance: it is what `make bench` writes from the promises and the figures that are kept with it."""

import json
import platform
import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.services.manual.pages import Ruled
from desktop.services.manual.reading import page_of as read_page
from tests.benchmarks.measured import KEPT, Measured, kind_of_machine, proofs_in, read_kept, run_of
from tests.benchmarks.page import MISSED, NOTHING, PAGE, page_of
from tests.benchmarks.promises import Figures, Peer, Promise, Told, read_promises
from tests.program import CHECKOUT

BENCHMARKS: Final = CHECKOUT / "tests" / "benchmarks"
PROOFS: Final = {"clone.json", "deb.json", "soak.json", "windows.json"}
DAY: Final = date(2026, 12, 31)
TOLD: Final = Told("a.py::a", "median", 1)


def promised(
    told: Told = TOLD,
    most: float | None = 0.1,
    share: float | None = None,
    peers: tuple[Peer, ...] = (),
) -> dict[str, tuple[Promise, ...]]:
    """A table with one promise."""
    return {"启动": (Promise("a", "打开", told, most, share, peers, "秒", "太多"),)}


def row_of(parts: dict[str, tuple[Promise, ...]], figures: Figures) -> list[str]:
    """The page's only row of figures, as its reader finds it."""
    page = read_page(
        "performance", page_of(Measured(DAY, "1", "电脑", busy=False, figures=figures), parts)
    )
    [table] = [one for one in page.blocks if isinstance(one, Ruled)]
    [row] = table.rows
    return ["".join(run.text for run in cell) for cell in row]


def test_the_page_is_what_the_figures_and_the_promises_make() -> None:
    assert PAGE.read_text("utf-8") == page_of(read_kept(), read_promises())


def test_every_promise_and_every_peer_is_measured_by_what_is_there() -> None:
    asked = {one.by for one in _all_told()}
    there = _benchmarks()
    assert {one.partition("[")[0] for one in asked if "::" in one} - there == set()
    assert {one for one in asked if "::" not in one} <= PROOFS


def test_no_benchmark_is_without_a_promise() -> None:
    assert _benchmarks() - {one.by.partition("[")[0] for one in _all_told()} == set()


def test_promises_are_told_apart_and_shares_have_what_they_are_of() -> None:
    promises = [one for part in read_promises().values() for one in part]
    assert len({one.id for one in promises}) == len({one.words for one in promises})
    assert len(promises) == len({one.id for one in promises})
    for one in promises:
        assert one.most is None or one.share is None, one.id
        assert one.share is None or one.peers, one.id


def test_every_promise_of_a_bench_was_measured() -> None:
    figures = read_kept().figures
    parts = read_promises().values()
    by_bench = [one for part in parts for one in part if "::" in one.told.by]
    assert [one.id for one in by_bench if one.told.among(figures) is None] == []


def test_a_missed_bound_stands_in_its_row_and_above_all() -> None:
    parts, figures = promised(), {"a.py::a": {"median": 0.25}}
    assert row_of(parts, figures) == ["打开", "100 毫秒", f"250 毫秒{MISSED}", NOTHING, NOTHING]
    text = page_of(Measured(DAY, "1", "电脑", busy=False, figures=figures), parts)
    assert "- 打开：250 毫秒，上限 100 毫秒。太多\n" in text
    assert text.index("打开：") < text.index("## 启动")


@pytest.mark.parametrize(
    ("share", "beside", "row"),
    [
        (1.6, 0.2, ["打开", "对照的 1.6 倍", "300 毫秒", "空窗口", "200 毫秒"]),
        (1.6, 0.1, ["打开", "对照的 1.6 倍", f"300 毫秒{MISSED}", "空窗口", "100 毫秒"]),
        (1, 2, ["打开", "不慢于对照", "300 毫秒", "空窗口", "2 秒"]),
        (1 / 30, 200, ["打开", "对照的 1/30", "300 毫秒", "空窗口", "3 分 20 秒"]),
        (1 / 30, None, ["打开", "对照的 1/30", "300 毫秒", "空窗口", NOTHING]),
    ],
)
def test_a_share_is_of_what_the_peer_took(
    share: float, beside: float | None, row: list[str]
) -> None:
    peer = Peer("空窗口", Told("b.py::b", "bare", 0.001))
    figures = {"a.py::a": {"median": 0.3}}
    if beside is not None:
        figures["b.py::b"] = {"bare": beside * 1_000}
    assert row_of(promised(most=None, share=share, peers=(peer,)), figures) == row


def test_a_machine_that_was_busy_is_told() -> None:
    quiet = Measured(DAY, "1", "电脑", busy=False, figures={})
    told = [page_of(one, promised()) for one in (quiet, quiet._replace(busy=True))]
    assert ["还在忙别的" in one for one in told] == [False, True]


def test_of_several_the_largest_counts() -> None:
    figures = {"a.py::a[1]": {"median": 0.01}, "a.py::a[2]": {"median": 0.0234}}
    told = Told("a.py::a[*", "median", 1)
    assert row_of(promised(told=told), figures)[2] == "23.4 毫秒"


def test_what_was_not_measured_is_not_made_up() -> None:
    assert row_of(promised(), {})[2] == NOTHING


def test_of_a_run_only_figures_are_kept(tmp_path: Path) -> None:
    report = {
        "datetime": "2026-12-31T08:00:00+00:00",
        "machine_info": {"node": "box-of-somebody", "cpu": {"brand_raw": "Brand"}},
        "benchmarks": [
            {
                "fullname": "tests/benchmarks/a.py::a",
                "stats": {"median": 0.123456789, "max": 1, "data": [1]},
                "extra_info": {"p95_ms": 5.5, "told": "in words"},
            }
        ],
    }
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report), "utf-8")
    measured = run_of(path)
    assert measured.figures == {"a.py::a": {"median": 0.12346, "max": 1.0, "p95_ms": 5.5}}
    assert measured.day == DAY
    assert measured.machine == kind_of_machine()


def test_proofs_are_read_by_the_names_of_their_files_the_slowest_of_each(tmp_path: Path) -> None:
    told = [{"name": "装", "seconds": one} for one in (1.5, 2.5, 2)]
    told += [{"name": "a.deb", "megabytes": 79.1}]
    (tmp_path / "deb.json").write_text(json.dumps(told), "utf-8")
    (tmp_path / "clone.json.part").write_text("[", "utf-8")
    assert proofs_in(tmp_path) == {"deb.json": {"装": 2.5, "a.deb": 79.1}}


def test_the_machine_is_named_by_its_kind_only() -> None:
    assert re.fullmatch(
        r"\d+ 核(虚拟机|电脑)，\d+ GB 内存，[有无]显卡，[\w（） ]+", kind_of_machine()
    )
    said = KEPT.read_text("utf-8") + PAGE.read_text("utf-8")
    assert platform.node() not in said
    assert str(Path.home()) not in said


def _benchmarks() -> set[str]:
    return {
        f"{path.name}::{name}"
        for path in BENCHMARKS.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.MULTILINE)
    }


def _all_told() -> set[Told]:
    promises = [one for part in read_promises().values() for one in part]
    return {one.told for one in promises} | {peer.told for one in promises for peer in one.peers}
