"""What several benchmarks measure: the largest workspace there is to be."""

from pathlib import Path

import pytest

from tests.benchmarks.year import FULL, make_year


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: that takes a minute."""
    folder = tmp_path_factory.mktemp("year") / "workspace"
    make_year(folder, FULL).close()
    return folder
