"""The states of a review against a model: no way to 定稿 but through approval, and nothing changes meanwhile."""

from itertools import pairwise
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.strategies import sampled_from

from desktop.domain.commands import Author
from desktop.domain.records import FindingRecord
from desktop.domain.refusals import Refused
from desktop.services.finalising import finalise, reopen
from desktop.services.recording import record_finding, withdraw_finding
from desktop.services.reviewing import answer_remark, approve, recall, return_sheet, submit
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace
from tests.services.building import ME, events_of, office_in, rounds
from tests.services.reviewed import LI, STUDY, SUN, make_reviewed, remarks_in, sheet
from tests.torture import times

EVERYBODY: Final = sampled_from([ME, LI, SUN, Author("考核办公室")])
_LOCKED: Final = {"submitted", "approved", "final"}


class Review(RuleBasedStateMachine):
    """One sheet, evaluated by Wang and reviewed by Li, and everybody who tries anything."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="kaoping-review-"))
        self.workspace = open_workspace(office_in(self.folder))
        make_reviewed(self.workspace)
        self.key = rounds().settled
        self.stage, self.settled, self.returned, self.open = "", True, False, 0
        self.resting = self.recorded()

    def teardown(self) -> None:
        self.workspace.close()
        rmtree(self.folder)

    def recorded(self) -> list[FindingRecord]:
        with self.workspace.reading() as view:
            return view.all(FindingRecord, **self.key._asdict())

    def tried(self, expected: bool, *deed: object) -> bool:  # noqa: FBT001  # what the model says
        """Do it, and hold whether it was done against the model."""
        act, *told = deed
        try:
            act(self.workspace, *told)  # type: ignore[operator]  # a service
        except Refused:
            assert not expected, act
            return False
        assert expected, act
        return True

    @rule(found=sampled_from([True, False]))
    def record(self, found: bool) -> None:  # noqa: FBT001  # drawn
        free = self.stage not in _LOCKED
        self.tried(free, record_finding, ME, self.key, "unplanned", {"found": found})
        self.settled = self.settled or free

    @rule()
    def withdraw(self) -> None:
        free = self.stage not in _LOCKED and self.settled
        if self.tried(free, withdraw_finding, ME, self.key, "unplanned"):
            self.settled = False

    @rule()
    def undo_and_redo(self) -> None:
        """Whatever is undone is done again, or both are refused."""
        before = self.recorded()
        try:
            undo(self.workspace, ME, self.key)
        except Refused:
            return
        assert self.stage not in _LOCKED
        redo(self.workspace, ME, self.key)
        assert self.recorded() == before

    @rule(who=EVERYBODY)
    def submit(self, who: Author) -> None:
        fits = who == ME and self.settled and not self.open and self.stage in {"", "returned"}
        if self.tried(fits, submit, who, self.key):
            self.stage, self.resting = "submitted", self.recorded()

    @rule(who=EVERYBODY)
    def recall(self, who: Author) -> None:
        if self.tried(who == ME and self.stage == "submitted", recall, who, self.key):
            self.stage = "returned" if self.returned else ""

    @rule(who=EVERYBODY)
    def send_back(self, who: Author) -> None:
        fits = who == LI and self.stage in {"submitted", "approved"}
        if self.tried(fits, return_sheet, who, self.key, {STUDY: "次数不符"}):
            self.stage, self.returned, self.open = "returned", True, self.open + 1

    @rule(who=EVERYBODY)
    def answer(self, who: Author) -> None:
        waiting = [one for one in remarks_in(self.workspace, self.key) if not one.settled]
        assert len(waiting) == self.open
        if waiting:
            free = who == ME and self.stage not in _LOCKED
            if self.tried(free, answer_remark, who, waiting[0].id, "已改"):
                self.open -= 1

    @rule(who=EVERYBODY)
    def approve(self, who: Author) -> None:
        if self.tried(who == LI and self.stage == "submitted", approve, who, self.key):
            self.stage = "approved"

    @rule(who=EVERYBODY)
    def finalise(self, who: Author) -> None:
        fits = who.person is not None and self.stage == "approved"
        if self.tried(fits, finalise, who, self.key):
            self.stage = "final"

    @rule()
    def reopen(self) -> None:
        if self.tried(self.stage == "final", reopen, ME, self.key, "申诉成立"):
            self.stage = ""

    @invariant()
    def is_as_the_model_says(self) -> None:
        found = sheet(self.workspace, self.key)
        assert found.finalised == (self.stage == "final")
        assert found.stage == ("" if self.stage == "final" else self.stage)
        assert self.stage not in _LOCKED or self.recorded() == self.resting

    @invariant()
    def was_approved_before_it_was_final(self) -> None:
        steps = {"submit", "recall", "return-sheet", "approve", "finalise", "reopen"}
        walked = [one.command for one in events_of(self.workspace) if one.command in steps]
        for before, step in pairwise(walked):
            assert step != "finalise" or before == "approve"
            assert step != "approve" or before == "submit"


TestReview = Review.TestCase
TestReview.settings = settings(max_examples=times(8, 120), stateful_step_count=20, deadline=None)
