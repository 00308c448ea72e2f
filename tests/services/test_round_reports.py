"""What the rounds' schemes ask to be handed in: each scheme once, with its rounds, until they are archived."""

from pathlib import Path

from desktop.services.round_reports import round_reports
from desktop.services.rounds import RoundPlan, archive_round, open_round
from desktop.services.workspaces import open_workspace
from tests.services.building import ME, PLAN, office_in, rounds


def test_each_scheme_stands_once_with_its_rounds(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        open_round(workspace, ME, RoundPlan("下一年计划", "2023年", PLAN, ["u-a"]))
        [asked] = round_reports(workspace)
        assert asked.rounds == ("下一年计划", "年度计划")
        assert [one.due for one in asked.reports][:2] == ["每月20日前", "4月5日前"]


def test_what_is_archived_asks_no_more(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        archive_round(workspace, ME, rounds().plan, archived=True)
        assert round_reports(workspace) == ()
