"""What was measured last, kept beside the table of promises: the figures, the day, the release, the kind of machine."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from desktop.release import version
from tests.benchmarks.promises import Figures

KEPT: Final = Path(__file__).with_suffix(".json")
_OWN: Final = ("median", "max")
_GIB: Final = 1 << 30


class Measured(NamedTuple):
    """One run of `make bench`, with the last proofs of the packages."""

    day: date
    release: str
    machine: str
    busy: bool  # with other work too
    figures: Figures


def read_kept() -> Measured:
    """As the page tells it."""
    plain = json.loads(KEPT.read_text(encoding="utf-8"))
    day = date.fromisoformat(plain["day"])
    return Measured(day, plain["release"], plain["machine"], plain["busy"], plain["figures"])


def keep(measured: Measured) -> None:
    """Beside this module, to be committed with the page."""
    plain = measured._asdict() | {"day": measured.day.isoformat()}
    text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
    KEPT.write_text(f"{text}\n", encoding="utf-8")


def run_of(report: Path) -> Measured:
    """What pytest-benchmark wrote; its names of the machine are left behind."""
    plain = json.loads(report.read_text(encoding="utf-8"))
    figures = {_name(one["fullname"]): _told(one) for one in plain["benchmarks"]}
    day = date.fromisoformat(plain["datetime"][:10])
    return Measured(day, version(), kind_of_machine(), _is_busy(), figures)


def _is_busy() -> bool:
    """One benchmark runs after the other: that alone never keeps all cores busy for a quarter of an hour."""
    return hasattr(os, "getloadavg") and os.getloadavg()[2] > _cores()


def proofs_in(folder: Path) -> Figures:
    """What the proofs of packages and memory left, each file by its name; of one name the largest figure."""
    found: dict[str, dict[str, float]] = {}
    for path in sorted(folder.glob("*.json")):
        told = found.setdefault(path.name, {})
        for one in json.loads(path.read_text(encoding="utf-8")):
            figure = one.get("seconds", one.get("megabytes"))
            told[one["name"]] = max(figure, told.get(one["name"], figure))
    return found


def _name(full: str) -> str:
    return full.removeprefix("tests/benchmarks/")


def _told(one: Mapping[str, Any]) -> dict[str, float]:
    """Numbers only, to five places: more is noise."""
    said = {name: one["stats"][name] for name in _OWN} | one["extra_info"]
    return {
        name: float(f"{told:.5g}") for name, told in said.items() if isinstance(told, int | float)
    }


def kind_of_machine() -> str:
    """Its kind and nothing else: cores, memory, whether it is real, its screen, the family of its system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    real = "虚拟机" if _is_virtual() else "电脑"
    graphics = "有显卡" if Path("/dev/dri").exists() else "无显卡"
    return f"{_cores()} 核{real}，{round(memory / _GIB)} GB 内存，{graphics}，{_family()}"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_virtual() -> bool:
    try:
        return "hypervisor" in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False


def _family() -> str:
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        return platform.system()
    like = told.get("ID_LIKE", told["ID"]).split()[-1]
    return f"Linux（{like.capitalize()} 系）"
