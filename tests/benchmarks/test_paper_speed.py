"""How long paper takes: one sheet beside Platypus and LibreOffice, a round in one command, a binder of 500 scans."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.documents.drawn_scan import draw_scan
from desktop.documents.pdf import as_pdf, draw
from desktop.documents.word import as_word
from desktop.domain.records import AssessmentKey, EvidenceLink, UnitRecord
from desktop.services.evidence import keep_files, take_files
from desktop.services.linking import link_all
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.store.copying import go_on, say_nothing
from tests.benchmarks.papers import by_platypus, manuscript
from tests.benchmarks.test_speed import median_of
from tests.program import CHECKOUT
from tests.services.building import ME, SECTIONS

UNITS = 200
SCANS = 500
OFFICE = shutil.which("soffice")


def milliseconds(work: Callable[[int], object], times: int) -> float:
    """The median; each time with other words, so that no line was broken before."""
    taken = []
    for seed in range(1, times + 1):
        began = perf_counter()
        work(seed * 1_000 + times)
        taken.append(perf_counter() - began)
    return median(taken[1:]) * 1_000


def converted(folder: Path, seed: int) -> None:
    """The equivalent Word file, by one call of LibreOffice."""
    source = folder / f"{seed}.docx"
    source.write_bytes(as_word(manuscript(seed)))
    began = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(began, capture_output=True, check=True, timeout=120)
    assert source.with_suffix(".pdf").stat().st_size > 10_000


def test_one_sheet_beside_its_peers(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    made = draw([manuscript(1)])
    assert made.bound[0].pages == 3
    told = {
        "drawn": milliseconds(lambda seed: draw([manuscript(seed)]), 15),
        "finished_as_pdfa": milliseconds(lambda seed: as_pdf(manuscript(seed)), 15),
        "platypus": milliseconds(by_platypus, 15),
    }
    if OFFICE:
        told["libreoffice"] = milliseconds(lambda seed: converted(tmp_path, seed), 4)
    benchmark.pedantic(lambda: None)
    benchmark.extra_info |= {name: round(value, 1) for name, value in told.items()}
    assert told["drawn"] < told["platypus"]
    if OFFICE is None:
        pytest.skip("no LibreOffice to measure beside")
    assert told["libreoffice"] / told["drawn"] >= 30
    assert told["libreoffice"] / told["finished_as_pdfa"] >= 10


# What the process had in memory at most, in MiB; what `getrusage` says begins with its parent's.
PEAK = """
def peak():
    words = open("/proc/self/status").read().split()
    return int(words[words.index("VmHWM:") + 1]) >> 10
"""
COMMAND = (
    PEAK
    + """
import sys
from desktop.cli.program import main
code = main(sys.argv[1:])
print("peak", peak())
sys.exit(code)
"""
)


def call(*words: str | Path) -> tuple[float, int]:
    """Seconds that a command takes from the start of its process, and its peak of memory."""
    began = perf_counter()
    command = [sys.executable, "-c", COMMAND, *map(str, words)]
    ended = subprocess.run(
        command, cwd=CHECKOUT, check=True, capture_output=True, encoding="utf-8", timeout=300
    )
    return perf_counter() - began, int(ended.stdout.split("peak")[1])


def office_of(folder: Path, units: int) -> str:
    """A workspace with one round over so many units; the round's id."""
    with create_workspace(folder) as workspace:
        records = [UnitRecord(f"u{n:03}", f"第{n}科") for n in range(units)]
        keep_units(workspace, ME, records)
        plan = RoundPlan("年度考核", "2026年", SECTIONS, [one.id for one in records])
        return open_round(workspace, ME, plan)[0]


def test_a_sheet_from_the_start_of_the_process(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    opened = office_of(tmp_path / "w", 1)
    words = ("sheet", "--workspace", tmp_path / "w", "--round", opened, "--unit", "u000")
    benchmark.pedantic(lambda: call(*words, "--out", tmp_path / "a.pdf"), rounds=5, warmup_rounds=1)
    assert median_of(benchmark) < 1.5


def test_two_hundred_sheets_in_one_command(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    opened = office_of(tmp_path / "w", UNITS)
    words = ("sheet", "--workspace", tmp_path / "w", "--round", opened, "--all")
    seconds, memory = call(*words, "--out", tmp_path / "out")
    assert len([*(tmp_path / "out").glob("*.pdf")]) == UNITS
    benchmark.pedantic(lambda: None)
    benchmark.extra_info |= {"ms_a_sheet": round(seconds / UNITS * 1_000), "MiB": memory}
    assert seconds / UNITS < 0.2
    assert memory < 400


def scans(folder: Path, count: int) -> list[Path]:
    """Photographs, black and white scans of three pages, and PDFs, in turns."""
    photograph, page = BytesIO(), Image.effect_noise((1240, 1754), 40)
    page.convert("RGB").save(photograph, "JPEG", quality=80)
    paths = []
    for number in range(count):
        kind = number % 3
        path = folder / f"{number:03}{('.jpg', '.tif', '.pdf')[kind]}"
        if kind == 0:  # what follows a picture's end makes it another file
            path.write_bytes(photograph.getvalue() + str(number).encode())
        elif kind == 1:
            black = Image.new("1", (1654, 2339), 1)
            black.paste(0, (100, 100 + number, 900, 900 + number))
            black.save(path, compression="group4", save_all=True, append_images=[black] * 2)
        else:
            path.write_bytes(draw_scan(f"材料{number}", ["已完成。"], 2))
        paths.append(path)
    return paths


def test_a_binder_of_mixed_scans_in_flat_memory(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    told = {}
    for count in (SCANS // 5, SCANS):
        folder = tmp_path / str(count)
        folder.mkdir()
        opened = office_of(folder / "w", 1)
        bound_by(folder, opened, count)
        words = [str(folder / "w"), opened, "u000", str(folder / "binder.pdf")]
        began = perf_counter()
        ended = subprocess.run(
            [sys.executable, "-c", BINDS, *words],
            cwd=CHECKOUT,
            check=True,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
        )
        told[count] = json.loads(ended.stdout) | {"seconds": round(perf_counter() - began, 1)}
    benchmark.pedantic(lambda: None)
    benchmark.extra_info |= {str(count): one for count, one in told.items()}
    few, many = (told[count]["MiB"] for count in (SCANS // 5, SCANS))
    benchmark.extra_info["grown_MiB"] = many - few
    assert many - few < 60


def bound_by(folder: Path, opened: str, count: int) -> None:
    source = folder / "scans"
    source.mkdir()
    key = AssessmentKey(opened, "u000")
    with open_workspace(folder / "w") as workspace:
        taken = take_files(workspace, scans(source, count), say_nothing, go_on)
        kept = keep_files(workspace, ME, taken).files
        links = [EvidenceLink("", one.evidence, *key, criterion="study-missed") for one in kept]
        link_all(workspace, ME, links)


BINDS = (
    PEAK
    + """
import json, sys
from pathlib import Path
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.workspaces import open_workspace
folder, opened, unit, out = sys.argv[1:]
with open_workspace(Path(folder)) as workspace:
    save_paper(workspace, Wanted(Paper.BINDER, opened, unit), Path(out))
print(json.dumps({"MiB": peak()}))
"""
)
