"""The strip in a card, and the tools at the end of the head: what they show at which width."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.ledgers.measured import Counted
from desktop.domain.ledgers.proposals import Proposal
from desktop.domain.records import ProposalAnswer
from desktop.services.assessments import scheme_in
from desktop.services.proposals import ProposalSight
from desktop.ui.panels.proposal_strip import ProposalStrip
from desktop.ui.parts.boxes import column
from desktop.viewmodels.proposal_words import ProposalShown, Stand
from tests.ui.seat import Seat, visible
from tests.viewmodels.ledgered import HERE, LEDGERED, TODAY

NAME = "序号1①逾期公示"


@pytest.fixture
def strip(qtbot: QtBot, dressed: QApplication) -> Iterator[ProposalStrip]:
    window = QWidget()
    made = ProposalStrip(NAME)
    window.setLayout(column(made, None))
    qtbot.addWidget(window)
    window.resize(700, 200)
    window.show()
    yield made
    window.close()


def proposal(stand: Stand, words: str = "台账登记已结束的抽查 3 次，建议扣 1 分") -> ProposalShown:
    criterion = scheme_in(LEDGERED.text.encode(), LEDGERED.scheme).criteria["late"]
    asked = Proposal("late", criterion.from_ or "", TODAY, "台账", {"items": []})
    answer = None
    if stand is not Stand.WAITING:
        answer = ProposalAnswer(*HERE, "late", accepted=stand is not Stand.REJECTED)
    sight = ProposalSight(asked, answer)
    return ProposalShown(criterion, sight, stand, words, "扣 1 分", replaces=False, recorded="")


def buttons(strip: ProposalStrip) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in visible(strip, QPushButton)]


STANDS = {
    Stand.WAITING: ["采用", "不采用", "看明细"],
    Stand.ALIKE: ["采用明细", "看明细"],
    Stand.CHANGED: ["按现在的采用", "保持原认定", "看明细"],
    Stand.AGREED: ["看明细"],
    Stand.ALTERED: ["再次采用", "看明细"],
    Stand.REJECTED: ["重新考虑", "看明细"],
}


@pytest.mark.parametrize("stand", list(Stand))
def test_each_stand_has_its_buttons_and_a_locked_sheet_only_the_rows(
    strip: ProposalStrip, stand: Stand
) -> None:
    strip.show_proposal(proposal(stand), locked=False)
    assert buttons(strip) == STANDS[stand]
    assert all(one.accessibleName().endswith(NAME) for one in visible(strip, QPushButton))
    assert strip.takes is (stand not in {Stand.AGREED, Stand.REJECTED})
    strip.show_proposal(proposal(stand), locked=True)
    assert buttons(strip) == ["看明细"]
    assert not strip.takes


def test_where_nothing_is_said_nothing_is_shown(strip: ProposalStrip) -> None:
    assert not strip.isVisible()
    assert not strip.takes
    strip.show_proposal(proposal(Stand.WAITING), locked=False)
    strip.show_proposal(None, locked=False)
    assert not strip.isVisible()


def test_what_the_ledgers_cannot_tell_any_more_cannot_be_accepted(strip: ProposalStrip) -> None:
    strip.show_proposal(replace(proposal(Stand.CHANGED), comes_to=""), locked=False)
    assert buttons(strip) == ["保持原认定", "看明细"]


def test_where_it_is_narrow_the_buttons_stand_below(strip: ProposalStrip) -> None:
    below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
    strip.show_proposal(proposal(Stand.WAITING), locked=False)
    assert strip._box.direction() == beside
    strip.window().resize(360, 200)
    QApplication.processEvents()
    assert strip._box.direction() == below
    strip.window().resize(700, 200)
    QApplication.processEvents()
    assert strip._box.direction() == beside
    strip.show_proposal(proposal(Stand.CHANGED), locked=False)
    assert strip._box.direction() == below  # it has much to say


def with_rows(shown: ProposalShown, number: int, changes: tuple[str, ...] = ()) -> ProposalShown:
    rows = tuple(Counted(f"l-{at}", f"第{at}次抽查：3月8日结束") for at in range(1, number + 1))
    asked = replace(shown.sight.proposal, counted=rows)
    return replace(shown, sight=replace(shown.sight, proposal=asked, changes=changes))


def lines(strip: ProposalStrip) -> list[str]:
    QApplication.processEvents()
    return strip._rows.text().split("\n") if strip._rows.isVisible() else []


def test_the_first_rows_stand_below_the_words(strip: ProposalStrip) -> None:
    strip.show_proposal(proposal(Stand.WAITING), locked=False)
    low = strip.sizeHint().height()
    assert lines(strip) == []
    strip.show_proposal(with_rows(proposal(Stand.WAITING), 3), locked=False)
    three = [f"第{at}次抽查：3月8日结束" for at in (1, 2, 3)]
    assert lines(strip) == three
    strip.show_proposal(with_rows(proposal(Stand.WAITING), 5), locked=False)
    assert lines(strip) == [*three, "等 5 起"]
    assert strip._rows.y() > strip._words.y()
    for stand in (Stand.ALIKE, Stand.AGREED, Stand.ALTERED, Stand.REJECTED):
        strip.show_proposal(with_rows(proposal(stand), 5), locked=False)
        assert lines(strip) == []
    strip.show_proposal(proposal(Stand.WAITING), locked=False)
    assert strip.sizeHint().height() == low


def test_rows_stand_between_the_words_and_the_buttons_that_are_below(strip: ProposalStrip) -> None:
    changes = ("不再有：旧的一次：未公示", "现在有：第3次抽查：3月8日结束")
    strip.show_proposal(with_rows(proposal(Stand.CHANGED), 4, changes), locked=False)
    assert lines(strip)[0] == "新增　第3次抽查：3月8日结束"
    assert lines(strip)[1:] == ["不再有　旧的一次：未公示", "第1次抽查：3月8日结束", "等 5 起"]
    assert strip._words.y() < strip._rows.y() < strip._buttons.y()
    strip.show_proposal(with_rows(proposal(Stand.WAITING), 4, ()), locked=False)
    QApplication.processEvents()
    assert strip._buttons.y() < strip._rows.y()


def test_the_button_of_the_ledgers_gives_way_to_the_figures(seat: Seat) -> None:
    tools = seat.screen.strip.tools
    assert not tools.ledgers.isVisible()  # this scheme asks nothing
    tools.show_waiting(12)
    tools.fit(1_300)
    assert (tools.ledgers.text(), tools._across) == ("台账 12 条待定", 4)
    tools.fit(1_000)
    assert (tools.ledgers.text(), tools._across) == ("12", 4)
    assert tools.ledgers.accessibleName() == "台账 12 条待定"
    tools.fit(800)
    assert tools._across == 2
    tools.show_waiting(0)
    assert tools.ledgers.text() == "核对"
    tools.fit(seat.screen.strip.width())
