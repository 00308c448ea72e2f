"""The wheel carries the data beside the code and runs from wherever it lies."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.program import uncounted
from tests.store.test_released import RELEASED
from tests.torture import LONG

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*build, str(folder)], cwd=ROOT, check=True)
    [wheel] = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_only_the_package_is_in_it(unpacked: Path) -> None:
    [package, metadata] = sorted(path.name for path in unpacked.iterdir())
    assert package == "desktop"
    assert metadata.endswith(".dist-info")


@pytest.mark.parametrize("data", ["schemes", "resources"])
def test_the_data_is_in_it_whole(unpacked: Path, data: str) -> None:
    def files(folder: Path) -> set[Path]:
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}

    assert files(ROOT / data)
    assert files(unpacked / "desktop" / data) == files(ROOT / data)


def run_from_elsewhere(unpacked: Path, folder: Path, *call: str) -> str:
    """What a command says when only the unpacked wheel is there."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *call],
        cwd=folder,
        env=uncounted(PYTHONPATH=str(unpacked), PYTHONUTF8="1"),
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def test_it_finds_its_data_when_run_from_elsewhere(unpacked: Path, tmp_path: Path) -> None:
    said = run_from_elsewhere(unpacked, tmp_path, "schemes")
    for file in (ROOT / "schemes").glob("*/scheme.toml"):
        assert file.parent.name in said


def test_without_a_screen_it_says_what_works_and_makes_nothing(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only from its sources it shows round by itself: a program that is installed leaves folders alone."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    said = run_from_elsewhere(unpacked, tmp_path)
    assert "没有屏幕" in said
    assert "kaoping demo 文件夹 --sheets" in said
    assert "kaoping score" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not LONG, reason="half a dozen rounds: KAOPING_TORTURE=1; below it takes in but one backup"
)
def test_it_makes_the_demonstration_when_run_from_elsewhere(unpacked: Path, tmp_path: Path) -> None:
    """Its data is in it too."""
    run_from_elsewhere(unpacked, tmp_path, "demo", "demo")
    assert "核验通过" in run_from_elsewhere(unpacked, tmp_path, "verify", "--workspace", "demo")


def test_it_upgrades_a_workspace_when_run_from_elsewhere(unpacked: Path, tmp_path: Path) -> None:
    """Migrations and the schema's statements are in it."""
    of = ("--workspace", "demo")
    run_from_elsewhere(unpacked, tmp_path, "restore", str(RELEASED / "0001.zip"), *of)
    run_from_elsewhere(unpacked, tmp_path, "rounds", *of)
    assert "核验通过" in run_from_elsewhere(unpacked, tmp_path, "verify", "--workspace", "demo")
