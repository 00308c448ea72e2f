"""What the ledgers propose, by keyboard: taken, taken back, not taken, and told when the ledgers change."""

from datetime import date
from typing import Final, cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QTableWidget

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.records import EvidenceLink
from desktop.services.evidence import add_content, link_evidence
from desktop.services.outcome import Outcome
from desktop.services.recording import record_finding
from desktop.ui.dialogs.accept_all_dialog import AcceptAllDialog
from desktop.ui.dialogs.grounds_dialog import GroundsDialog
from desktop.ui.dialogs.ledger_check_dialog import LedgerCheckDialog
from desktop.ui.dialogs.proposal_dialog import ProposalDialog
from desktop.ui.panels.criterion_card import CriterionCard
from desktop.viewmodels.ledger_check import Group
from desktop.viewmodels.place import Place
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.test_reachable import cut_off, unnamed, unreachable
from tests.services.building import ME, rename_round
from tests.ui.dropping import answering
from tests.viewmodels.building import facts_of
from tests.viewmodels.ledgered import (
    HERE,
    NAMES,
    SETTLED,
    keep,
    meet,
    row_named,
    run,
)

LATE: Final = "序号1①逾期公示"
SILENT: Final = "序号1②没有召开会议"


@pytest.fixture
def evaluator(ledgered: Evaluator) -> Evaluator:
    """Before the sheet of that unit."""
    return ledgered


def card(evaluator: Evaluator, name: str = "late") -> CriterionCard:
    return next(one for one in evaluator.scoring.form.cards if one.criterion.id == name)


def strip(evaluator: Evaluator, name: str = "late") -> str:
    """What a strip says, and its buttons."""
    one = card(evaluator, name).proposal
    if not one.isVisible():
        return ""
    buttons = (one.accept_button, one.answer_button, one.look_button)
    return f"{one._words.text()} [{' '.join(b.text() for b in buttons if b.isVisible())}]"


def fact(evaluator: Evaluator, name: str = "late") -> object:
    return facts_of(evaluator.office.workplace.workspace, HERE).get(name)


def total(evaluator: Evaluator) -> str:
    return evaluator.scoring.strip.total.text()


def tell(evaluator: Evaluator, outcome: Outcome) -> None:
    """The ledgers change while the sheet is open."""
    evaluator.office.workplace.dispatcher.tell(outcome)
    settle(evaluator)


def settle(evaluator: Evaluator) -> None:
    """Until the ledgers have been asked."""
    QTest.qWait(1)
    wait_until(lambda: not evaluator.office.room.proposals._turn.isActive())


def opened(kind: type[QDialog]) -> QDialog:
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    wait_until(dialog.isActiveWindow)
    return dialog


def cells_of(dialog: QDialog) -> list[list[str]]:
    """What its table says."""
    [table] = cast("list[QTableWidget]", dialog.findChildren(QTableWidget))
    model = table.model()
    return [
        [model.index(row, at).data() for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def reject(evaluator: Evaluator, grounds: str) -> list[str]:
    """Answer the question for grounds; what it was titled."""

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, GroundsDialog)
        dialog._text.setPlainText(grounds)
        dialog._do.click()

    return answering(write)


def test_from_the_strip_to_the_total_and_back_again(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    first = "台账登记已结束的抽查 3 次，其中未公示或逾期公示 2 次，建议扣 1 分 [采用 不采用 看明细]"
    assert strip(evaluator) == first
    assert strip(evaluator, "silent") == ""
    assert total(evaluator) == "—"
    evaluator.press("Alt+A")
    assert total(evaluator) == "9"
    assert strip(evaluator) == "已按台账认定 [看明细]"
    assert card(evaluator).isAncestorOf(evaluator.focus)
    evaluator.press("Ctrl+Z")
    wait_until(lambda: strip(evaluator) == first)
    assert (total(evaluator), fact(evaluator)) == ("—", None)
    titles = reject(evaluator, "两起都因平台停机")
    evaluator.tab_to(f"不采用：{LATE}")
    evaluator.press("Space")
    assert titles == [f"不采用：{LATE}"]
    evaluator.return_to_window()
    assert strip(evaluator) == ("没有采用台账的建议（扣 1 分）：两起都因平台停机 [重新考虑 看明细]")
    assert fact(evaluator) is None
    evaluator.scoring.form.focus_open()
    evaluator.tab_to(f"重新考虑：{LATE}")
    evaluator.press("Space")
    assert strip(evaluator) == first
    evaluator.press("Ctrl+Z")
    wait_until(lambda: strip(evaluator).startswith("没有采用台账的建议"))
    tell(evaluator, keep(workspace, run("冬季抽查", 11, None)))
    assert strip(evaluator) == (
        "台账有变化：现在有：2022-11-29 冬季抽查。现在建议扣 2 分 [按现在的采用 保持原认定 看明细]"
    )
    assert (fact(evaluator), total(evaluator)) == (None, "—")
    evaluator.scoring.form.focus_open()
    evaluator.tab_to(f"按现在的采用：{LATE}")
    evaluator.press("Space")
    assert total(evaluator) == "8"
    assert card(evaluator).isAncestorOf(evaluator.focus)  # though the button under it is gone
    assert not card(evaluator).proposal.isAncestorOf(evaluator.focus)


def test_enter_and_digits_go_on_as_ever(evaluator: Evaluator) -> None:
    """The strip stands in nobody's way."""
    tell(evaluator, meet(evaluator.office.workplace.workspace))
    assert strip(evaluator, "silent") == "台账登记会议 1 次，建议“未发现” [采用 不采用 看明细]"
    evaluator.write("3")
    evaluator.press("Return")
    assert fact(evaluator) == {"count": 3}
    assert card(evaluator, "silent").control.isAncestorOf(evaluator.focus)
    evaluator.press("0")
    evaluator.press("Return")
    assert evaluator.office.walk.part is not None
    assert evaluator.office.walk.part.id == "plan"


def test_another_finding_goes_only_after_a_question(evaluator: Evaluator) -> None:
    evaluator.write("3")
    titles = answering(lambda dialog: dialog.reject())
    evaluator.press("Alt+A")
    wait_until(lambda: bool(titles))
    assert fact(evaluator) == {"count": 3}
    evaluator.return_to_window()

    def replace(dialog: QDialog) -> None:
        words = dialog.property("informativeText")
        assert "3 起，每起扣 1 分，扣 3 分" in words
        assert "台账：扣 1 分" in words
        buttons = cast("list[QPushButton]", dialog.findChildren(QPushButton))
        next(one for one in buttons if one.text() == "替换").click()

    titles = answering(replace)
    evaluator.press("Alt+A")
    wait_until(lambda: bool(titles))
    assert total(evaluator) == "9"
    evaluator.return_to_window()
    evaluator.press("Ctrl+Z")
    wait_until(lambda: fact(evaluator) == {"count": 3})


def test_alt_a_where_nothing_is_proposed_does_nothing(evaluator: Evaluator) -> None:
    evaluator.press("Alt+A")
    held = fact(evaluator)
    evaluator.press("Alt+A")
    evaluator.office.walk.go_to("other")
    evaluator.scoring.form.focus_open()
    evaluator.press("Alt+A")
    assert fact(evaluator) == held
    assert fact(evaluator, "by-hand") is None


def test_a_locked_sheet_shows_it_without_buttons(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    for name, one in SETTLED.items():
        tell(evaluator, record_finding(workspace, ME, HERE, name, one).outcome)
    evaluator.office.assessment.finalise()
    settle(evaluator)
    assert strip(evaluator).endswith("建议扣 1 分 [看明细]")
    assert evaluator.scoring.strip.ledgers.text() == "台账核对"
    assert not any(row.proposed for row in evaluator.scoring.tree.part_rows())
    card(evaluator).proposal.look_button.setFocus()
    evaluator.press("Alt+A")
    assert fact(evaluator) == {"count": 0}


def test_the_rows_are_shown_with_their_evidence(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    added = add_content(workspace, ME, "公示截图.pdf", b"%PDF scan").files[0].evidence
    row = row_named(workspace, NAMES[1])
    link_evidence(workspace, ME, EvidenceLink("", added, ledger_row=row))
    evaluator.tab_to(f"看明细：{LATE}")
    evaluator.press("Space")
    dialog = opened(ProposalDialog)
    cells = cells_of(dialog)
    assert [(one[1], one[2], one[3]) for one in cells] == [
        ("2022-08-01", "", "1 件"),
        ("2022-12-01", "平台停机", ""),
    ]
    assert (unnamed(dialog), unreachable(dialog), cut_off(dialog)) == ([], [], [])
    evaluator.press("Escape")
    evaluator.return_to_window()
    evaluator.scoring.form.focus_open()
    evaluator.press("Alt+A")
    wait_until(lambda: fact(evaluator) is not None)
    links = evaluator.office.assessment.sight.links
    assert [(one.evidence, one.criterion) for one in links] == [(added, "late")]


def test_what_changed_stands_among_the_rows(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    evaluator.press("Alt+A")
    tell(evaluator, keep(workspace, run(NAMES[1], 6, date(2022, 6, 10))))
    tell(evaluator, keep(workspace, run("冬季抽查", 11, None)))
    evaluator.tab_to(f"看明细：{LATE}")
    evaluator.press("Space")
    dialog = opened(ProposalDialog)
    assert [one[4] for one in cells_of(dialog)] == ["", "新增", "不再有"]
    evaluator.tab_to("到台账里看")
    evaluator.press("Space")
    assert evaluator.office.screen(Place.LEDGERS).isVisible()


# -- the check before scoring


def test_the_check_leads_to_the_criterion_and_to_the_ledger(evaluator: Evaluator) -> None:
    button = evaluator.scoring.strip.ledgers
    assert button.text() == "台账 2 条待定"
    heard: list[tuple[str, str]] = []
    evaluator.office.room.ledger_wanted.connect(lambda *at: heard.append(at))
    button.click()
    dialog = opened(LedgerCheckDialog)
    assert isinstance(dialog, LedgerCheckDialog)
    assert (unnamed(dialog), unreachable(dialog), cut_off(dialog)) == ([], [], [])
    dialog.view.setFocus()
    evaluator.press("Down")
    evaluator.press("Return")
    wait_until(lambda: not QApplication.activeModalWidget())
    assert evaluator.office.walk.part is not None
    assert evaluator.office.walk.part.id == "joint"
    button.click()
    dialog = opened(LedgerCheckDialog)
    assert isinstance(dialog, LedgerCheckDialog)
    evaluator.press("Down", "Down")  # over the heading of the next group
    assert dialog.to_ledger.text() == "去登记：会议培训文件"
    dialog.to_ledger.click()
    assert heard == [("activities", HERE.unit)]


def test_the_check_leads_to_the_rows_that_look_wrong(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    tell(evaluator, keep(workspace, run(NAMES[0], 3, date(2022, 2, 10))))
    evaluator.scoring.strip.ledgers.click()
    dialog = opened(LedgerCheckDialog)
    assert isinstance(dialog, LedgerCheckDialog)
    at = next(at for at, one in enumerate(dialog._rows) if one and one.group is Group.DOUBTED)
    dialog.view.setFocus()
    dialog.view.selectRow(at)
    assert (dialog.to_criterion.isEnabled(), dialog.to_ledger.text()) == (False, "去核对：抽查任务")
    evaluator.press("Return")
    wait_until(lambda: not QApplication.activeModalWidget())
    assert evaluator.office.screen(Place.LEDGERS).isVisible()
    book = evaluator.office.ledgers
    assert (book.unit, book.year, [one.row.told for one in book.rows]) == (
        HERE.unit,
        2022,
        [NAMES[0]],
    )


def test_all_of_it_is_taken_after_a_list_and_taken_back_in_one_step(evaluator: Evaluator) -> None:
    evaluator.scoring.strip.ledgers.click()
    dialog = opened(LedgerCheckDialog)
    assert isinstance(dialog, LedgerCheckDialog)
    evaluator.tab_to("全部采用 2 条")
    evaluator.press("Space")
    asked = opened(AcceptAllDialog)
    assert (unnamed(asked), unreachable(asked), cut_off(asked)) == ([], [], [])
    evaluator.tab_to("采用 2 条")
    evaluator.press("Space")
    wait_until(lambda: total(evaluator) == "14")
    assert not dialog.accept_all.isEnabled()
    dialog.activateWindow()
    wait_until(dialog.isActiveWindow)
    evaluator.press("Ctrl+Z")
    wait_until(lambda: total(evaluator) == "—")
    wait_until(dialog.accept_all.isEnabled)
    dialog.reject()


def test_what_the_ledgers_do_not_hold_in_full_is_left_out_and_told(evaluator: Evaluator) -> None:
    undated = Inspection(title="未登记日期", sort="joint")
    tell(evaluator, keep(evaluator.office.workplace.workspace, undated))
    wait_until(lambda: "；台账不全：1 次抽查没有登记任何日期" in strip(evaluator))
    evaluator.scoring.strip.ledgers.click()
    dialog = opened(LedgerCheckDialog)
    assert isinstance(dialog, LedgerCheckDialog)
    told = "另有 1 条台账不全，请逐条核对"
    assert (dialog.accept_all.text(), dialog.accept_all.toolTip()) == ("全部采用 1 条", told)
    assert dialog._told.text().endswith(f"{told}。")
    assert card(evaluator).proposal.property("stand") == "changed"  # amber
    evaluator.tab_to("全部采用 1 条")
    evaluator.press("Space")
    asked = opened(AcceptAllDialog)
    assert (unnamed(asked), unreachable(asked), cut_off(asked)) == ([], [], [])
    labels = cast("list[QLabel]", asked.findChildren(QLabel))
    assert told in [one.text() for one in labels]
    assert len(cells_of(asked)) == 1
    evaluator.tab_to("采用 1 条")
    evaluator.press("Space")
    wait_until(lambda: not dialog.accept_all.isEnabled())
    assert dialog.accept_all.toolTip() == told
    assert (fact(evaluator), fact(evaluator, "standing") is None) == (None, False)
    dialog.reject()


def test_a_period_that_says_no_days_stands_in_the_check_alone(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    tell(evaluator, rename_round(workspace, ME, HERE.round, "考核", "本年度"))
    assert evaluator.shell.message.text == ""
    assert strip(evaluator) == ""
    told = evaluator.scoring.strip.ledgers
    assert told.text() == "台账算不出"
    assert "看不出起止日期" in told.toolTip()
    told.click()
    dialog = opened(LedgerCheckDialog)
    assert isinstance(dialog, LedgerCheckDialog)
    assert "看不出起止日期" in dialog._trouble.text()
    assert dialog._notice.isVisible()
    assert dialog.view.rowCount() == 0
    dialog.reject()


def test_the_tree_marks_where_something_waits(evaluator: Evaluator) -> None:
    tree = evaluator.scoring.tree
    assert [one.part for one in tree.part_rows() if one.proposed] == ["results", "joint"]
    assert "台账有待定" in tree.part_rows()[0].spoken
    evaluator.press("Alt+A")
    assert [one.part for one in tree.part_rows() if one.proposed] == ["joint"]


def test_while_the_sheet_is_out_of_sight_nothing_is_read(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    evaluator.office.go(Place.OVERVIEW)
    tell(evaluator, meet(workspace))
    assert evaluator.office.room.proposals.sight("silent").proposal.fact is None  # type: ignore[union-attr]  # it is there
    evaluator.office.go(Place.SCORING)
    wait_until(lambda: strip(evaluator, "silent").startswith("台账登记会议 1 次"))


# -- where the cursor is


def test_the_cursor_stays_in_sight_where_a_card_is_higher_than_its_pane(
    evaluator: Evaluator, hooks: None
) -> None:
    evaluator.program.rescale(150)
    evaluator.return_to_window()
    evaluator.shell.resize(1366, 600)
    evaluator.office.enter(HERE)
    form, proposals = evaluator.scoring.form, evaluator.office.room.proposals
    wait_until(lambda: strip(evaluator) != "")
    one = card(evaluator)
    assert one.height() > form._scroll.viewport().height()
    form.focus_criterion(one.criterion.id)
    QTest.qWait(1)
    proposals.changed.emit()  # strips come and go
    QApplication.processEvents()
    entry = one.control.entry()
    wait_until(lambda: entry.visibleRegion().boundingRect() == entry.rect())
