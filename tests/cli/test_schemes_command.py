"""`kaoping schemes` with a workspace: what the office took in is listed, shown and checked beside what is installed."""

import json
from pathlib import Path

import pytest

from desktop.services.schemes import list_schemes
from desktop.services.workspaces import open_workspace
from tests.cli.calling import kaoping, refusal
from tests.services.building import SECTIONS, office_in
from tests.services.scheme_files import DEARER, ID, NEXT_YEAR, keep_raw, take_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = office_in(tmp_path)
    with open_workspace(made) as workspace:
        take_in(workspace, NEXT_YEAR)
        take_in(workspace, DEARER)
    return made


def listed(*arguments: str | Path) -> list[str]:
    return [one["id"] for one in json.loads(kaoping("schemes", *arguments, "--json").stdout)]


def test_those_of_a_workspace_are_listed_beside_the_installed_ones(folder: Path) -> None:
    own = [one.id for one in list_schemes()]
    assert listed() == own
    assert listed("--workspace", folder) == [*own, ID]


def test_the_text_that_is_used_is_shown(folder: Path) -> None:
    def deducts(*arguments: str | Path) -> str:
        shown = json.loads(kaoping("schemes", "show", SECTIONS, "--json", *arguments).stdout)
        return str(shown["indicators"][0]["criteria"][0]["deduct"])

    assert (deducts(), deducts("--workspace", folder)) == ("2", "3")
    assert ID in refusal("schemes", "show", ID)
    assert ID in refusal("schemes", "show", "next-yaer", "--workspace", folder)


def test_what_was_taken_in_is_checked_too(folder: Path) -> None:
    assert kaoping("schemes", "check", "--workspace", folder).returncode == 0
    with open_workspace(folder) as workspace:
        keep_raw(workspace, ID, NEXT_YEAR[:900])
    ended = kaoping("schemes", "check", "--workspace", folder)
    assert ended.returncode == 1
    assert ended.stdout.startswith(f"{ID}（收入的）:")
    assert kaoping("schemes", "--workspace", folder).stdout.count("\n") == len(list_schemes())
