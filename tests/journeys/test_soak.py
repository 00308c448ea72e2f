"""Work of eight hours: what was done is let go of again, and the program holds no more than after its first hour."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.journeys import soaking
from tests.program import CHECKOUT, uncounted
from tests.torture import LONG, times

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="memory is read from /proc"
)

# 5,000 findings, 500 scans looked at and 200 sheets printed.
HOURS: Final = times(2, 50)
SHARE: Final = times(5, 1)  # in the short form a fifth of an hour's findings and scans
# Megabytes after the first hundred findings. Two hours cannot show a slow leak, but a gross one: they leave 15, and 46
# where each thread keeps what was freed in it.
MOST: Final = times(35, 50)
# What must not pile up: each thing that is made anew in an hour would stand here fifty times.
STEADY: Final = {"children": 1, "descriptors": 6, "threads": 3, "native_threads": 4}
PROOF: Final = CHECKOUT / "build" / "proofs" / "soak.json"


def worked(folder: Path, hours: int, share: int) -> list[dict[str, float]]:
    """What was held after each hour of one process."""
    call = [sys.executable, "-m", "tests.journeys.soaking", str(folder), str(hours), str(share)]
    told = folder / "hours.jsonl"  # can be watched as it grows
    with told.open("wb") as out:
        ended = subprocess.run(
            call,
            cwd=CHECKOUT,
            env=uncounted(QT_QPA_PLATFORM="offscreen"),
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=60 + 90 * hours,
            check=False,
        )
    assert ended.returncode == 0, ended.stderr.decode()[-4_000:]
    return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]


def keep_proof(told: list[dict[str, float]]) -> None:
    """For whoever writes the performance page."""
    first, last = told[0], told[-1]
    figures = [
        {"name": "held after the first hundred findings", "megabytes": first["megabytes"]},
        {"name": "held at the end", "megabytes": last["megabytes"]},
        {"name": "grown", "megabytes": round(last["megabytes"] - first["megabytes"], 1)},
    ]
    PROOF.parent.mkdir(parents=True, exist_ok=True)
    PROOF.write_text(json.dumps(figures, indent=1), encoding="utf-8")


@pytest.mark.uncounted
def test_eight_hours_of_work_leave_no_more_behind_than_one(tmp_path: Path) -> None:
    told = worked(tmp_path, HOURS, SHARE)
    first, last = told[0], told[-1]
    for one in (first, last):
        print(one)  # noqa: T201  # figures to be looked at
    assert last["findings"] >= soaking.FINDINGS // SHARE * HOURS
    assert last["scans"] == soaking.SCANS // SHARE * HOURS
    assert last["sheets"] == soaking.SHEETS * HOURS
    if LONG:
        keep_proof(told)
    assert last["megabytes"] - first["megabytes"] < MOST
    assert {
        name: last[name] - first[name] for name in STEADY if last[name] - first[name] > STEADY[name]
    } == {}
    # Cards and lists differ from sheet to sheet; what would pile up would do so by hundreds.
    for name in ("widgets", "objects"):
        assert max(one[name] for one in told[1:]) <= 1.25 * first[name], [one[name] for one in told]
