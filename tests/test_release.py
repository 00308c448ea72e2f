"""The version stands in one place, and every way to run the program finds it."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from desktop import release
from tests.program import CHECKOUT


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What one test makes it tell is not what the next one hears."""
    release.version.cache_clear()
    yield
    release.version.cache_clear()


def written() -> str:
    told = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["project"]["version"])


def test_a_checkout_says_what_its_project_file_says() -> None:
    assert release.version() == written()


def test_without_a_checkout_the_metadata_tell_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "_PROJECT", tmp_path / "pyproject.toml")
    assert re.fullmatch(r"\d+\.\d+\.\d+", release.version())  # of whatever .venv has installed


def test_another_programs_project_file_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        'name = "other"\nversion = "9.9.9"\n', encoding="utf-8"
    )
    monkeypatch.setattr(release, "_PROJECT", tmp_path / "pyproject.toml")
    assert release.version() != "9.9.9"


def test_where_nothing_tells_it_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(release, "_PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(metadata, "version", missing)
    assert release.version() == release.UNKNOWN


def test_no_other_file_of_the_program_names_it() -> None:
    for file in (CHECKOUT / "desktop").rglob("*.py"):
        assert f'"{written()}"' not in file.read_text(encoding="utf-8"), file


def test_files_that_went_or_came_anew_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not release.is_replaced()
    file = tmp_path / "kaoping"
    file.write_bytes(b"1")
    monkeypatch.setattr(release, "_OWN_FILE", file)
    monkeypatch.setattr(release, "_AT_START", release._mark(file))
    assert not release.is_replaced()
    file.write_bytes(b"12")
    assert release.is_replaced()
    file.unlink()
    assert release.is_replaced()
