"""A round of 24 units by keyboard, from its creation to the bulletin and the archive."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QFileDialog

from desktop.domain.amounts import show
from desktop.domain.records import AssessmentKey, Office, Person, UnitRecord
from desktop.services.assessments import sheet_of
from desktop.services.finalising import finalise
from desktop.services.office import describe_office, keep_people, keep_units
from desktop.services.recording_many import Entry, record_many, together
from desktop.services.rounds import list_rounds
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import create_workspace, verify
from desktop.ui.results.archive_box import ArchiveBox
from desktop.ui.results.handover_page import HandoverPage
from desktop.ui.results.letter_dialog import LetterDialog
from desktop.ui.results.letters_page import LettersPage
from desktop.ui.results.matrix_page import MatrixPage
from desktop.ui.results.ranking_page import RankingPage
from desktop.viewmodels import open_assessment
from desktop.viewmodels.matrix_lines import UnitLine
from desktop.viewmodels.place import Place
from desktop.viewmodels.ranking_lines import RankLine
from tests.cli.calling import kaoping
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import NEXT, SETTLE, Evaluator, stand_up, take_keys, wait_until
from tests.journeys.result_steps import (
    answered,
    cells,
    choose,
    go_to_page,
    idle,
    opened,
    text_of,
)
from tests.services.building import ME, SECTIONS
from tests.ui.dropping import answering

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

NAMES = [f"监管{number:02}科" for number in range(1, 25)]
MISSED, UNDONE, COUNTY = "study-missed", "tasks-undone", "county-undone"
FIGURES = [((at + 2) % 5, at % 4, at // 4 % 6) for at in range(24)]
TOTALS = {
    name: 100 - 2 * missed - undone - county
    for name, (missed, undone, county) in zip(NAMES, FIGURES, strict=True)
}
ROUND = "2026年度监管科室考核"


def place_of(name: str) -> str:
    """Counted from nothing but the totals."""
    every = [*TOTALS.values()]
    shared = "（并列）" if every.count(TOTALS[name]) > 1 else ""
    return f"{1 + sum(one > TOTALS[name] for one in every)}{shared}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office with its 24 departments, and no round."""
    with create_workspace(tmp_path / "office") as workspace:
        describe_office(workspace, ME, Office(name="市教育体育局双随机办"))
        keep_people(workspace, ME, [Person("p-wang", "王考评")])
        units = (UnitRecord(f"u-{at:02}", name) for at, name in enumerate(NAMES))
        keep_units(workspace, ME, [*units])
    return tmp_path / "office"


class Journey:
    """Its parts, one after the other."""

    def __init__(self, evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> None:
        self.evaluator, self.monkeypatch = evaluator, monkeypatch
        self.workspace = evaluator.office.workplace.workspace
        self.round = ""

    @property
    def keys(self) -> list[AssessmentKey]:
        return [AssessmentKey(self.round, f"u-{at:02}") for at in range(24)]

    def save_at(self, out: Path, kind: str) -> None:
        """What the system's dialog is answered next."""
        self.monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), kind))

    # -- the round

    def create(self) -> None:
        at = self.evaluator
        at.tab_to("新建考核批次")
        at.press("Space")
        opened()
        at.tab_to("考核办法")
        at.press("End")
        at.tab_to("批次名称")
        at.press("Ctrl+A")
        at.write(ROUND)
        at.tab_to("全选单位")
        everybody = at.focus
        assert isinstance(everybody, QCheckBox)
        if not everybody.isChecked():
            at.press("Space")
        assert everybody.isChecked()
        at.tab_to("建立批次")
        at.press("Space")
        at.return_to_window()
        [made] = list_rounds(self.workspace)
        assert (made.round.scheme, made.round.name) == (SECTIONS, ROUND)
        assert [one.name for one in made.units] == NAMES
        self.round = made.round.id

    def score_the_first(self) -> None:
        """A whole sheet by keys: two faults at the first indicator, none elsewhere."""
        at = self.evaluator
        at.tab_to(f"进入考核：{ROUND}")
        at.press("Space")
        wait_until(at.scoring.isVisible)
        at.write("2")
        at.press(NEXT)
        for _ in at.office.assessment.parts[1:]:
            at.press(SETTLE, NEXT)
        assert at.scoring.strip.total.text() == "96"

    def paste(self, part: str, columns: tuple[int, ...]) -> None:
        """An indicator's columns over all units, from a spreadsheet."""
        at = self.evaluator
        parts = [one.id for one in at.office.assessment.parts]
        steps = parts.index(part) - at.office.walk.place
        at.press(*["Alt+Down" if steps > 0 else "Alt+Up"] * abs(steps))
        at.press("F6", "Ctrl+Home")
        lines = ("\t".join(str(figures[one]) for one in columns) for figures in FIGURES)
        QApplication.clipboard().setText("\n".join(lines))

        def agree(dialog: QDialog) -> None:
            take_keys(dialog)
            at.press("Return")

        answering_over(at, agree)
        at.press("Escape")

    def settle_the_rest(self) -> None:
        """What would be the hundredth same key."""
        pasted = {MISSED, UNDONE, COUNTY}
        clean = {
            one.id: one.rule.clean()
            for one in open_scheme(SECTIONS).all_criteria()
            if one.id not in pasted
        }
        units = [one.unit for one in self.keys[1:]]
        entries = [Entry(unit, name, fact) for unit in units for name, fact in clean.items()]
        done = record_many(self.workspace, ME, self.round, entries)
        outcomes = [*done.values(), *(finalise(self.workspace, ME, key) for key in self.keys[1:])]
        self.evaluator.office.workplace.dispatcher.tell(together(outcomes))

    def finalise_the_first(self) -> None:
        at = self.evaluator
        at.office.enter(self.keys[0])
        answered(at, "定稿", lambda _: at.press("Return"))
        assert at.says("已定稿：")

    # -- its results

    def look_at_the_matrix(self) -> None:
        at = self.evaluator
        page = go_to_page(at, MatrixPage)
        at.tab_to("排序")
        choose(at, "总分从高到低")
        lines = [one for one in page.table.lines if isinstance(one, UnitLine)]
        assert [TOTALS[one.name] for one in lines] == sorted(TOTALS.values(), reverse=True)
        at.tab_to("总表")
        at.press("Ctrl+Home", "Down", "Right")
        shown = page.table.told(page.grid.current)
        at.press("Return")
        wait_until(at.scoring.isVisible)
        assert at.office.assessment.sight.assessment.name == shown.unit == lines[1].name
        part = at.office.walk.part
        assert part is not None
        assert part.id == page.table.columns[1].id
        at.press("Alt+5")
        wait_until(page.isVisible)
        assert at.focus is page.grid.cells
        assert page.table.told(page.grid.current) == shown

    def look_at_the_ranking(self) -> None:
        page = go_to_page(self.evaluator, RankingPage)
        lines = [one for one in page.board.lines if isinstance(one, RankLine)]
        assert {one.name: one.cells[0] for one in lines} == {n: place_of(n) for n in NAMES}
        assert any("并列" in one.cells[0] for one in lines)
        assert not page.board.provisional

    # -- what goes out

    def send_the_bulletin(self, word: Path, pdf: Path) -> None:
        at = self.evaluator
        page = go_to_page(at, LettersPage)
        at.press("Ctrl+N")
        dialog = opened()
        assert isinstance(dialog, LetterDialog)
        kinds = at.focus
        assert isinstance(kinds, QComboBox)
        assert kinds.currentText() == "通报"
        at.tab_to("文号")
        at.press("Ctrl+A")
        at.write("市教体双办〔2026〕9号")
        preview = dialog.draft.preview
        wait_until(
            lambda: (
                not dialog.draft._soon.isActive()
                and not preview.is_busy
                and preview.made is not None
            )
        )
        for out, kind in ((word, "Word 文件 (*.docx)"), (pdf, "PDF 文件 (*.pdf)")):
            self.save_at(out, kind)
            at.press("Ctrl+S")
            wait_until(out.exists)
            idle(at)
        at.tab_to("登记发文")
        at.press("Space")
        wait_until(lambda: page.table.rowCount() == 1)
        at.return_to_window()
        row = cells(page.table, 0)
        assert row[:2] == ["市教体双办〔2026〕9号", f"通报　关于{ROUND}结果的通报"]
        assert at.focus is page.table

    def archive(self, out: Path) -> None:
        page = go_to_page(self.evaluator, HandoverPage)
        assert isinstance(page.archive, ArchiveBox)
        self.save_at(out, "")
        self.evaluator.tab_to("归档…")
        self.evaluator.press("Space")
        wait_until(lambda: self.evaluator.says("已归档到"), seconds=90)


def answering_over(evaluator: Evaluator, agree: Callable[[QDialog], None]) -> None:
    """Ctrl+V, and what is about to be pasted."""
    answering(agree)
    evaluator.press("Ctrl+V")
    evaluator.return_to_window()


def test_a_round_of_24_units_becomes_a_bulletin(
    sit: Sit, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)
    word, pdf, archive = (tmp_path / name for name in ("通报.docx", "通报.pdf", "档案"))
    evaluator = sit(folder)
    journey = Journey(evaluator, monkeypatch)
    journey.create()
    journey.score_the_first()
    journey.paste("study", (0,))
    journey.paste("tasks", (1, 2))
    journey.settle_the_rest()
    journey.finalise_the_first()
    for key, name in zip(journey.keys, NAMES, strict=True):
        assert show(sheet_of(journey.workspace, key).total) == str(TOTALS[name])

    journey.look_at_the_matrix()
    journey.look_at_the_ranking()
    journey.send_the_bulletin(word, pdf)
    journey.archive(archive)
    evaluator.press("Alt+1")
    wait_until(evaluator.office.screen(Place.OVERVIEW).isVisible)
    wait_until(lambda: evaluator.says("评完 24 / 24，其中定稿 24"))
    stand_up(evaluator)
    QApplication.processEvents()

    rows = [
        [cell.text for cell in row.cells]
        for table in Document(str(word)).tables
        for row in table.rows
    ]
    said = text_of(pdf.read_bytes())
    assert "市教体双办〔2026〕9号" in said
    for name, total in TOTALS.items():
        place = place_of(name).removesuffix("（并列）")
        assert name in said
        assert any(
            name in row and str(total) in row and any(one.startswith(place) for one in row)
            for row in rows
        ), name
    assert verify(folder).faults == ()
    ended = kaoping("verify", "--workspace", archive)
    assert ended.returncode == 0, ended.stdout
