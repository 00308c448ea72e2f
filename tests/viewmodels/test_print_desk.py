"""The print desk: what is wanted is what is shown, and what is shown is what is saved; the newest wish wins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no types
from PySide6.QtWidgets import QApplication

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import AssessmentKey, EvidenceLink, UnitRecord
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.office import keep_units
from desktop.services.papers import Paper, Wanted
from desktop.services.print_batches import Printed
from desktop.services.printing import Saved
from desktop.services.recording import record_finding
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_geometry import Room
from desktop.viewmodels.page_view import Standing
from desktop.viewmodels.print_desk import PrintDesk
from desktop.viewmodels.workplace import Workplace
from tests.documents.setting.reading import pages_of, words
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, add, office_in, rounds

pytestmark = pytest.mark.uncounted

SECTIONS, PLAN = rounds().sections, rounds().plan
HERE, NEXT, LAST = "u-a", "u-b", "u-c"


@dataclass
class Desk:
    """The desk, and what was said at it."""

    workspace: Workspace
    workplace: Workplace
    jobs: Jobs
    desk: PrintDesk
    refusals: list[str] = field(default_factory=list)
    batches: list[Printed] = field(default_factory=list)
    saved: list[Saved] = field(default_factory=list)

    def open(self, unit: str | None = None, paper: Paper = Paper.SHEET) -> None:
        self.desk.open(SECTIONS, unit, paper)
        self.wait()

    def wait(self) -> None:
        """Until the newest wish is on the paper."""
        wait_until(self.is_quiet)

    def is_quiet(self) -> bool:
        QApplication.processEvents()
        return not self.jobs.running and not self.desk._soon.isActive()

    @property
    def content(self) -> bytes:
        return self.desk.view.content

    @property
    def text(self) -> str:
        """What stands on the paper that is shown."""
        return "".join(words(page) for page in pages_of(self.content))

    def save(self, out: Path) -> Path:
        self.desk.save(out)
        wait_until(lambda: not self.jobs.running)
        assert self.saved[-1] == Saved(out, ())
        return out

    def save_all(self, folder: Path, ending: str = ".pdf") -> Printed:
        self.desk.save_all(folder, ending)
        wait_until(lambda: not self.jobs.running)
        return self.batches.pop()

    def tell(self, deed: Callable[..., object], *given: object) -> None:
        """Do something as the window does."""
        done = deed(self.workspace, ME, *given)
        self.workplace.dispatcher.tell(getattr(done, "outcome", done))  # type: ignore[arg-type]


@pytest.fixture
def at(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with open_workspace(office_in(tmp_path)) as workspace:
        workplace, jobs = Workplace(workspace, ME), Jobs()
        made = Desk(workspace, workplace, jobs, PrintDesk(workplace, jobs))
        made.desk.view.set_room(Room(600, 800))
        workplace.refused.connect(made.refusals.append)
        jobs.failed.connect(made.refusals.append)
        made.desk.batch_done.connect(made.batches.append)
        made.desk.saved.connect(made.saved.append)
        yield made
        jobs.cancel()
        wait_until(made.is_quiet)
        made.desk.close()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


# -- what is shown


@pytest.mark.parametrize(("unit", "name"), [(NEXT, "乙科"), (LAST, "丙科"), (None, "甲科")])
def test_it_opens_on_the_unit_in_sight_or_the_first(at: Desk, unit: str | None, name: str) -> None:
    at.open(unit)
    assert at.desk.key == AssessmentKey(SECTIONS, unit or HERE)
    assert f"被考核单位：{name}" in at.text


@pytest.mark.parametrize(
    "paper", [Paper.SHEET, Paper.NOTICE, Paper.INDEX, Paper.BLANK, Paper.RANKING, Paper.PACK]
)
def test_what_is_shown_is_the_very_file_that_is_saved(
    at: Desk, tmp_path: Path, paper: Paper
) -> None:
    at.open(HERE, paper)
    out = at.save(tmp_path / "纸面.pdf")
    assert digest(out.read_bytes()) == digest(at.content)
    wait_until(lambda: at.desk.view.sight is not None)
    assert at.desk.view.pages == len(pages_of(at.content))


def test_another_paper_is_drawn_anew(at: Desk) -> None:
    at.open(HERE)
    at.desk.choose_paper(Paper.NOTICE)
    at.wait()
    assert "扣分告知书" in at.text


def test_until_it_is_drawn_it_is_not_ready(at: Desk) -> None:
    ready: list[bool] = []
    at.open(HERE)
    ready.append(at.desk.is_ready)
    at.desk.choose_paper(Paper.NOTICE)
    ready.append(at.desk.is_ready)
    wait_until(lambda: bool(at.jobs.running))
    ready.append(at.desk.is_ready)
    at.wait()
    ready.append(at.desk.is_ready)
    assert ready == [True, False, False, True]


def test_another_unit_is_drawn_anew_and_the_steps_go_round(at: Desk) -> None:
    at.open(LAST)
    for by, name in ((1, "甲科"), (1, "乙科"), (-1, "甲科"), (-1, "丙科")):
        at.desk.step_unit(by)
        at.wait()
        assert f"被考核单位：{name}" in at.text


def test_the_newest_wish_wins(at: Desk) -> None:
    at.open(HERE)
    for unit in (NEXT, LAST, HERE, NEXT, LAST):
        at.desk.choose_unit(unit)
        QApplication.processEvents()
        assert not at.desk.is_ready
    at.wait()
    assert at.desk.is_ready
    assert "被考核单位：丙科" in at.text


def test_a_wish_that_comes_while_another_is_drawn_wins_too(at: Desk) -> None:
    at.open(HERE)
    at.desk.choose_paper(Paper.PACK)
    wait_until(lambda: bool(at.jobs.running))
    at.desk.choose_paper(Paper.SHEET)
    at.desk.choose_unit(NEXT)
    seen: list[bytes] = []
    at.desk.changed.connect(lambda: seen.append(at.content) if at.desk.is_ready else None)
    at.wait()
    assert "被考核单位：乙科" in at.text
    assert {digest(one) for one in seen} == {digest(at.content)}


def test_what_is_found_meanwhile_stands_on_the_paper(at: Desk) -> None:
    at.open(HERE)
    assert "考核得分：6分" in at.text
    key = AssessmentKey(SECTIONS, HERE)
    at.tell(record_finding, key, "study-missed", {"count": 4})
    assert not at.desk.is_ready
    at.wait()
    assert "考核得分：2分" in at.text


def test_it_is_drawn_anew_on_the_page_that_was_looked_at(at: Desk) -> None:
    at.open(HERE)
    wait_until(lambda: at.desk.view.sight is not None)
    at.desk.view.turn_to(2)
    at.tell(record_finding, AssessmentKey(SECTIONS, HERE), "study-missed", {"count": 4})
    at.wait()
    wait_until(lambda: at.desk.view.is_here)
    assert (at.desk.view.pages > 1, at.desk.view.page) == (True, 2)


def test_only_the_paper_that_is_shown_lies_on_the_disk(at: Desk) -> None:
    at.open(HERE)
    for unit in (NEXT, LAST, HERE):
        at.desk.choose_unit(unit)
        at.wait()
    folder = Path(at.desk.view._folder.path())
    assert len(list(folder.iterdir())) == 1


# -- columns


def test_columns_are_shown_and_left_out(at: Desk) -> None:
    at.open(HERE)
    assert [one.heading for one in at.desk.columns if one.holds in at.desk.shown][-1] == "扣分原因"
    at.desk.show_column("reasons", shown=False)
    at.wait()
    assert "扣分原因" not in at.text
    at.desk.show_column("evidence", shown=True)
    at.wait()
    assert "佐证材料要求" in at.text
    assert "reasons" not in at.desk.shown


def test_at_least_one_column_stays(at: Desk) -> None:
    at.open(HERE)
    every = [one.holds for one in at.desk.columns if one.holds in at.desk.shown]
    for holds in every:
        at.desk.show_column(holds, shown=False)
    at.wait()
    assert at.refusals == ["至少要留一栏"]
    assert at.desk.shown == {every[-1]}
    assert at.desk.is_ready


def test_each_paper_has_its_own_columns(at: Desk) -> None:
    at.desk.open(rounds().cities, HERE)
    assert {"score", "reasons"} <= at.desk.shown
    at.desk.show_column("reasons", shown=False)
    at.desk.choose_paper(Paper.BLANK)
    assert not {"score", "reasons"} & at.desk.shown
    at.desk.choose_paper(Paper.RANKING)
    assert at.desk.columns == ()
    at.desk.choose_paper(Paper.SHEET)
    assert {"score", "reasons"} <= at.desk.shown


# -- what is said


def test_a_paper_that_there_is_not_is_said(at: Desk) -> None:
    at.desk.open(PLAN, HERE, Paper.NOTICE)
    at.wait()
    assert at.desk.refusal == "这个批次的方案不计分，没有扣分告知书"
    assert not at.desk.is_ready
    assert at.refusals == []


def test_after_a_refusal_no_former_paper_can_be_printed(at: Desk) -> None:
    at.open(HERE)
    at.desk.open(PLAN, HERE, Paper.NOTICE)
    at.wait()
    assert len(at.content) == 0


def test_after_a_refusal_nothing_is_said_to_be_on_its_way(at: Desk) -> None:
    at.desk.open(PLAN, HERE, Paper.NOTICE)
    at.wait()
    notice = at.desk.view.notice
    assert notice is None or notice.standing is not Standing.COMING


def test_the_next_wish_after_a_refusal_is_drawn(at: Desk) -> None:
    at.desk.open(PLAN, HERE, Paper.NOTICE)
    at.wait()
    at.desk.choose_paper(Paper.SHEET)
    at.wait()
    assert (at.desk.refusal, at.desk.is_ready) == ("", True)
    assert "甲科" in at.text


def test_a_name_that_no_font_has_is_said(at: Desk) -> None:
    at.tell(keep_units, [UnitRecord(HERE, "甲科\U0001f600")])
    at.open(HERE)
    assert "\U0001f600" in at.desk.refusal
    assert not at.desk.is_ready


def test_what_was_called_off_is_not_ready(at: Desk) -> None:
    """Or the former paper would go to the printer under the new one's name."""
    at.open(HERE)
    for number in range(6):
        evidence = add(at.workspace, f"{number}.pdf", draw_scan(f"材料{number}", ["内容"], 3))
        link = EvidenceLink("", evidence, SECTIONS, HERE, criterion="study-missed")
        link_evidence(at.workspace, ME, link)
    at.desk.choose_paper(Paper.BINDER)
    wait_until(lambda: bool(at.jobs.running))
    at.jobs.cancel()
    at.wait()
    assert not at.desk.is_ready or "材料5" in at.text


# -- what is done with it


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_its_name_says_unit_round_and_state(at: Desk, tmp_path: Path, ending: str) -> None:
    at.open(HERE)
    name = at.desk.suggested(ending)
    assert name == f"甲科_科室督查_评分表_草稿{ending}"
    out = at.save(tmp_path / name)
    starts = {".pdf": b"%PDF", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}
    assert out.read_bytes().startswith(starts[ending])
    if ending == ".xlsx":
        rows = load_workbook(out).worksheets[0].iter_rows(values_only=True)
        assert any("被考核单位：甲科" in str(row[0]) for row in rows)
    finalise(at.workspace, ME, rounds().settled)
    at.desk.choose_unit(LAST)
    assert at.desk.suggested(ending) == f"丙科_科室督查_评分表_定稿{ending}"
    at.desk.choose_paper(Paper.MATRIX)
    assert at.desk.suggested(ending) == f"科室督查_得分表{ending}"


def test_a_binder_that_lacks_a_scan_says_which(at: Desk, tmp_path: Path) -> None:
    evidence = add(at.workspace, "会议纪要.pdf")
    link = EvidenceLink("", evidence, SECTIONS, HERE, criterion="unplanned")
    link_evidence(at.workspace, ME, link)
    at.workspace.files.path_of(evidence).unlink()
    at.open(HERE, Paper.BINDER)
    at.desk.save(tmp_path / "册.pdf")
    at.wait()
    assert at.saved == [Saved(tmp_path / "册.pdf", ("《会议纪要.pdf》",))]


def test_what_cannot_be_saved_is_said(at: Desk, tmp_path: Path) -> None:
    at.open(HERE, Paper.PACK)
    at.desk.save(tmp_path / "会议.docx")
    wait_until(lambda: bool(at.refusals))
    assert at.refusals == ["会议材料不能存成“.docx”，文件名请以 .pdf 结尾"]
    at.desk.save(at.workspace.folder / "表.pdf")
    wait_until(lambda: len(at.refusals) == 2)
    assert "在工作区文件夹里" in at.refusals[1]
    assert not list(tmp_path.glob("会议*"))


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_every_units_paper_goes_into_a_folder(at: Desk, tmp_path: Path, ending: str) -> None:
    at.open(NEXT, Paper.NOTICE)
    told: list[tuple[int, int]] = []
    at.jobs.changed.connect(lambda: told.extend((one.done, one.total) for one in at.jobs.running))
    done = at.save_all(tmp_path / "各科", ending)
    names = [f"{unit}_科室督查_扣分告知书_草稿{ending}" for unit in ("甲科", "乙科", "丙科")]
    assert [one.name for one in done.files] == names
    assert sorted(one.name for one in (tmp_path / "各科").iterdir()) == sorted(names)
    assert done.failures == ()
    assert {(1, 3), (2, 3)} <= {*told}
    if ending == ".pdf":
        assert digest(done.files[1].read_bytes()) == digest(at.content)


def test_a_unit_that_fails_is_named_and_the_others_are_saved(at: Desk, tmp_path: Path) -> None:
    at.tell(keep_units, [UnitRecord(NEXT, "乙科\U0001f600")])
    at.open(HERE)
    done = at.save_all(tmp_path / "各科")
    assert [one.name[:2] for one in done.files] == ["甲科", "丙科"]
    [failure] = done.failures
    assert failure.startswith("乙科\U0001f600：")
    assert sorted(one.name[:2] for one in (tmp_path / "各科").iterdir()) == ["丙科", "甲科"]


def test_a_batch_has_the_columns_that_were_chosen(at: Desk, tmp_path: Path) -> None:
    at.open(HERE)
    at.desk.show_column("reasons", shown=False)
    at.wait()
    done = at.save_all(tmp_path / "各科")
    for file in done.files:
        assert not any("扣分原因" in words(page) for page in pages_of(file.read_bytes()))


def test_a_batch_that_is_called_off_leaves_no_half_file(at: Desk, tmp_path: Path) -> None:
    at.open(HERE)
    at.jobs.changed.connect(partial(_call_off, at.jobs))
    at.desk.save_all(tmp_path / "各科")
    at.wait()
    [told] = at.batches
    files = list((tmp_path / "各科").glob("*"))
    assert len(files) == len(told.files) < 3
    assert told.left == 3 - len(files)
    assert all(one.suffix == ".pdf" and one.name[0] != "." for one in files)
    assert all(pages_of(one.read_bytes()) for one in files)


def _call_off(jobs: Jobs) -> None:
    for one in jobs.running:
        if one.done == 0 and one.total:
            one.cancel()


def test_a_rounds_paper_is_no_units(at: Desk, tmp_path: Path) -> None:
    at.open(HERE, Paper.RANKING)
    at.desk.save_all(tmp_path / "各科")
    at.wait()
    assert at.batches == []
    assert not (tmp_path / "各科").exists()


def test_a_units_paper_after_one_of_the_whole_round_is_the_first_units(at: Desk) -> None:
    """Once: its name stood beside the list, and the desk asked whose notice it should be."""
    at.open(NEXT)
    at.desk.want(Wanted(Paper.RECTIFICATIONS, SECTIONS))
    at.wait()
    assert at.desk.wanted == Wanted(Paper.RECTIFICATIONS, SECTIONS)  # a unit would narrow it
    at.desk.choose_paper(Paper.NOTICE)
    at.wait()
    assert (at.desk.refusal, at.desk.key) == ("", AssessmentKey(SECTIONS, HERE))
    assert "甲科" in at.text
