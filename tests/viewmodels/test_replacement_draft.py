"""A round's other text, weighed beside the window: units in order, counts in words, and only then written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.records import Round
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.office_schemes import drop_scheme
from desktop.services.outdated_rounds import OutdatedRound, outdated_round
from desktop.services.recording import record_finding
from desktop.services.schemes import scheme_content
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.replacement_draft import ReplacementDraft
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, PLAN, events_of, rounds
from tests.services.scheme_files import DEARER, take_in, text_of
from tests.viewmodels.opened import Opened


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.end()


def outdated(office: Opened, text: str) -> OutdatedRound:
    take_in(office.workspace, text)
    found = outdated_round(office.workspace, rounds().sections)
    assert found is not None
    return found


def weighed(office: Opened, jobs: Jobs, of: OutdatedRound) -> ReplacementDraft:
    draft = ReplacementDraft(office.workplace, jobs, of)
    assert (draft.is_ready, draft.rows, draft.summary, draft.lost) == (False, [], "", "")
    heard: list[bool] = []
    draft.weighed.connect(lambda: heard.append(True))
    draft.weigh()
    wait_until(lambda: bool(heard))
    return draft


def replaced(draft: ReplacementDraft, jobs: Jobs) -> None:
    draft.replace()
    wait_until(lambda: not jobs.running)


def test_each_unit_is_shown_before_and_after(office: Opened, jobs: Jobs) -> None:
    draft = weighed(office, jobs, outdated(office, DEARER))
    assert draft.is_ready
    first = draft.rows[0]
    assert (first.name, first.change, first.loses) == ("甲科", "−2", "")
    assert first.before.startswith("6 分，未评 ")
    assert {one.change for one in draft.rows[1:]} == {"不变"}
    assert draft.summary == "共 3 个单位，1 个单位的得分会变；没有要撤去的记录。"
    assert draft.head == "批次现在用版本 1，换用收入的版本 2。"


def test_a_dear_loss_is_counted_and_comes_first(office: Opened, jobs: Jobs) -> None:
    text = text_of(('id = "study-missed"', 'id = "study-skipped"'))
    draft = weighed(office, jobs, outdated(office, text))
    assert draft.lost == "要撤去 2 条认定"
    assert [bool(one.loses) for one in draft.rows] == [True, True, False]
    assert "要撤去 2 条认定" in draft.warning
    assert draft.question == "“科室督查”换用版本 2？"
    assert "不能撤销" in draft.warning


def test_a_sheet_that_is_with_another_workstation_is_told_of(
    office: Opened, jobs: Jobs, tmp_path: Path
) -> None:
    of = outdated(office, DEARER)
    assert weighed(office, jobs, of).away == ""
    for at, units in enumerate((("u-a",), ("u-a", "u-b"))):
        what = HandingOver(of.round.id, units, "二组", tmp_path / f"{at}.kpjh")
        hand_over(office.workspace, ME, what)
        draft = weighed(office, jobs, of)
        whose = "“甲科”" if at == 0 else "“甲科”等 2 个单位"
        assert draft.away == f"{whose}的考核表已经交给别的电脑，那边也要换用同一版本，才接得回来。"
        assert draft.away in draft.warning


def test_an_older_text_is_warned_of(office: Opened, jobs: Jobs) -> None:
    """As where a round came from another workstation with a text that only that one took in."""
    draft = weighed(office, jobs, outdated(office, DEARER))
    assert "旧" not in draft.warning
    replaced(draft, jobs)
    office.workplace.attempt(lambda: drop_scheme(office.workspace, ME, draft.of.round.scheme))
    back = outdated_round(office.workspace, draft.of.round.id)
    assert back is not None
    draft = weighed(office, jobs, back)
    assert draft.head.endswith("换用随程序安装的版本 1。注意：换用的比批次现在用的旧。")
    assert draft.warning.startswith("注意：换用的比批次现在用的旧。")


def test_what_was_shown_is_done(office: Opened, jobs: Jobs) -> None:
    of = outdated(office, DEARER)
    draft = weighed(office, jobs, of)
    said: list[str] = []
    office.workplace.remarked.connect(said.append)
    replaced(draft, jobs)
    assert said == ["“科室督查”已换用版本 2"]
    with office.workspace.reading() as view:
        one = view.get(Round, rounds().sections)
    assert one is not None
    assert of.now.text is not None
    assert one.scheme_text == of.now.text.sha256
    assert events_of(office.workspace)[-1].command == "replace-scheme"


def test_nothing_is_written_before_it_was_weighed(office: Opened, jobs: Jobs) -> None:
    draft = ReplacementDraft(office.workplace, jobs, outdated(office, DEARER))
    before = len(events_of(office.workspace))
    draft.replace()
    assert len(events_of(office.workspace)) == before


def test_a_change_meanwhile_is_refused(office: Opened, jobs: Jobs) -> None:
    draft = weighed(office, jobs, outdated(office, DEARER))
    record_finding(
        office.workspace, office.workplace.author, rounds().neighbour, "unplanned", {"found": True}
    )
    replaced(draft, jobs)
    assert "重新预览" in office.refusals[0]
    assert draft.fault == office.refusals[0]
    assert not draft.is_ready


def test_it_is_written_beside_the_window_and_finished_whoever_looks_on(
    office: Opened, jobs: Jobs
) -> None:
    draft = weighed(office, jobs, outdated(office, DEARER))
    draft.replace()
    assert (draft.is_writing, draft.is_ready, len(jobs.running)) == (True, False, 1)
    draft.replace()  # a second press
    assert len(jobs.running) == 1
    draft.close()
    wait_until(lambda: not jobs.running)
    done = [one.command for one in events_of(office.workspace)]
    assert done.count("replace-scheme") == 1
    assert not draft.is_writing


def test_what_cannot_be_weighed_says_why(office: Opened, jobs: Jobs) -> None:
    of = outdated(office, DEARER)
    draft = weighed(office, jobs, replace(of, round=replace(of.round, id="gone")))
    assert "gone" in draft.fault
    assert not draft.is_ready


def test_whoever_closes_it_hears_nothing_more(office: Opened, jobs: Jobs) -> None:
    draft = ReplacementDraft(office.workplace, jobs, outdated(office, DEARER))
    draft.weigh()
    draft.close()
    wait_until(lambda: not jobs.running)
    assert not draft.is_ready
    draft.close()


def test_the_same_version_says_that_its_content_differs(office: Opened, jobs: Jobs) -> None:
    of = replace(outdated(office, DEARER), version="2")
    assert "版本号相同，内容不同" in ReplacementDraft(office.workplace, jobs, of).head


def test_a_plan_has_no_scores_to_compare(office: Opened, jobs: Jobs) -> None:
    own = scheme_content(PLAN).decode()
    take_in(office.workspace, own.replace('version = "2020.1"', 'version = "2021.1"', 1))
    of = outdated_round(office.workspace, rounds().plan)
    assert of is not None
    assert {one[1:] for one in weighed(office, jobs, of).rows} == {("不计分", "不计分", "", "")}


def test_an_open_sheet_is_opened_anew_and_what_was_being_typed_for_the_old_text_is_let_go(
    office: Opened, jobs: Jobs
) -> None:
    office.assessment.open(rounds().section)
    heard: list[str] = []
    office.assessment.opened.connect(lambda: heard.append("opened"))
    office.assessment.rebuilt.connect(lambda: heard.append("rebuilt"))
    office.assessment.changed.connect(lambda: heard.append("changed"))
    draft = weighed(
        office, jobs, outdated(office, text_of(('id = "study-missed"', 'id = "gone-by"')))
    )
    office.assessment.draft("study-missed", {"count": 5})
    heard.clear()
    replaced(draft, jobs)
    assert heard == ["opened", "rebuilt"]
    assert not office.assessment.typing
    assert "study-missed" not in office.assessment.sight.scheme.criteria
    assert "gone-by" in {one.id for part in office.assessment.parts for one in part.criteria}
    office.assessment.close()
    assert office.refusals == []
