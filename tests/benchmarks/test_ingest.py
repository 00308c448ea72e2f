"""Taking evidence in is no slower than copying, hashing and syncing the same files with the system's own tools."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.store.copying import go_on, say_nothing
from desktop.store.evidence_files import EvidenceFiles

MIB = 1 << 20
ROUNDS = 5
LARGE = [256 * MIB]
MANY = [300 * 1024] * 500
TOOLS = [shutil.which(name) for name in ("cp", "sha256sum", "sync")]


def sources_of(sizes: list[int], folder: Path) -> list[Path]:
    """Files of these sizes, no two alike, on the disk and in memory alike for both."""
    folder.mkdir()
    paths = [folder / f"材料 {number}.bin" for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        path.write_bytes(os.urandom(size))
    os.sync()
    return paths


def by_tools(sources: list[Path], target: Path) -> float:
    """Seconds for cp, sha256sum and sync, one after the other."""
    target.mkdir()
    os.sync()
    copy, digest, sync = map(str, TOOLS)
    started = time.perf_counter()
    subprocess.run([copy, *sources, target], check=True)
    subprocess.run([digest, *sources], stdout=subprocess.DEVNULL, check=True)
    subprocess.run([sync], check=True)
    return time.perf_counter() - started


def by_program(sources: list[Path], workspace: Path) -> float:
    """Seconds for the same into a workspace, until its rows may be written, and their settling."""
    workspace.mkdir()
    os.sync()
    files = EvidenceFiles(workspace)
    started = time.perf_counter()
    taken = files.take_in(sources, say_nothing, go_on)
    files.settle(taken)
    took = time.perf_counter() - started
    assert len(taken.unsettled) == len(sources)
    return took


@pytest.mark.skipif(None in TOOLS, reason="no tools to measure against")
@pytest.mark.parametrize("sizes", [LARGE, MANY], ids=["one of 256 MiB", "500 of 300 KiB"])
def test_taking_in_is_as_fast_as_the_tools(
    benchmark: BenchmarkFixture, sizes: list[int], tmp_path: Path
) -> None:
    sources = sources_of(sizes, tmp_path / "sources")
    tools: list[float] = []
    own: list[float] = []

    def side_by_side() -> None:
        # Nothing is deleted meanwhile: the disk would be busy with that.
        folder = tmp_path / str(len(own))
        folder.mkdir()
        tools.append(by_tools(sources, folder / "copied"))
        own.append(by_program(sources, folder / "workspace"))

    benchmark.pedantic(side_by_side, rounds=ROUNDS, warmup_rounds=1)
    shutil.rmtree(tmp_path)
    benchmark.extra_info.update(tools=median(tools), program=median(own))
    assert median(own) <= median(tools), f"{own} against {tools}"
