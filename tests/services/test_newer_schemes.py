"""A round whose scheme a newer program wrote says so and what to do; every other round works as before."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, Round, SchemeText
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.assessments import scheme_in, sheet_of
from desktop.services.due_today import due_today
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import Workspace, open_workspace, verify
from tests.store.building import DAY, OPEN_KEY, SCHEME, digest, put, rich_folder

NEWER: Final = SCHEME.replace("format = 1", "format = 99")
KEY: Final = AssessmentKey("r-newer", "u-open")
WHAT_TO_DO: Final = "批次“来年”的考核办法由更新版本的考评台写成；请先升级程序，再打开这个批次"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(rich_folder(tmp_path)) as opened:
        text = SchemeText(digest(NEWER.encode()), "small", "2", NEWER)
        of = Round(KEY.round, "来年", "2022年", "small", text.sha256, DAY)
        put(opened, Command.OPEN_ROUND, text, of, Assessment(*KEY, 0, "甲科"))
        yield opened


def test_its_sheet_says_what_to_do(workspace: Workspace) -> None:
    with pytest.raises(Trouble) as told:
        sheet_of(workspace, KEY)
    assert told.value.message == WHAT_TO_DO


def test_the_list_of_rounds_tells_it_beside_the_others(workspace: Workspace) -> None:
    told = {one.round.id: [unit.trouble for unit in one.units] for one in list_rounds(workspace)}
    assert told[KEY.round] == [WHAT_TO_DO]
    assert {*told[OPEN_KEY.round]} == {""}


def test_what_is_due_is_told_without_it(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_workspace(rich_folder(tmp_path_factory.mktemp("without"))) as other:
        without = due_today(other, DAY)
    assert without.lines
    assert due_today(workspace, DAY) == without


def test_nothing_is_wrong_with_the_workspace(workspace: Workspace) -> None:
    workspace.close()
    assert verify(workspace.folder).faults == ()


def test_a_file_of_it_names_the_line() -> None:
    with pytest.raises(Refused, match=r"办法文件“small”第 1 行：.*format = 99.*请先升级考评台"):
        scheme_in(NEWER.encode(), "small")
