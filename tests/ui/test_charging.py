"""An item that two units are at fault for: its button, the dialog that asks for the other, and what both say."""

from itertools import count

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QToolButton, QWidget

from desktop.domain.records import Assessment, AssessmentKey
from desktop.services.assessment_sight import see_assessment
from desktop.services.office import units_of
from desktop.services.recording import record_finding
from desktop.ui.dialogs.charge_dialog import ChargeDialog, ask_other_unit, classes_of
from tests.services.building import ME
from tests.services.relative import RELATIVE
from tests.ui.seat import Seat, visible
from tests.viewmodels.building import facts_of, open_round_of

_ROUNDS = count(1)
CASE = {"note": "虚报数据", "date": "2026-05-04"}


@pytest.fixture
def keys(seat: Seat) -> list[AssessmentKey]:
    """A round whose first sheet is open at what can be charged to two, with one item."""
    name = f"r-charged-{next(_ROUNDS)}"
    units = sorted(units_of(seat.workspace), key=lambda one: one.id)
    open_round_of(seat.workspace, RELATIVE, name, units)
    made = [AssessmentKey(name, one.id) for one in units]
    record_finding(seat.workspace, ME, made[0], "faults", {"items": [CASE]})
    seat.walk.enter(made[0], "order")
    seat.screen.form.focus_open()
    return made


def said(seat: Seat) -> list[str]:
    """What the rows that can be seen say of other units."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    told = (one.text() for one in visible(seat.screen.form, QLabel))
    return [one for one in told if "同时记在" in one]


def test_the_button_of_an_item_asks_and_both_sheets_say_so(
    seat: Seat, keys: list[AssessmentKey]
) -> None:
    asked: list[tuple[str, int]] = []
    seat.screen.form.charge_wanted.connect(lambda *told: asked.append(told))
    seat.seen(QToolButton, "三1 不规范第 1 件：同记另一单位").click()
    assert asked == [("faults", 0)]
    assert seat.assessment.charge_also("faults", 0, keys[1].unit)
    assert said(seat) == ["同时记在 乙科"]
    assert facts_of(seat.workspace, keys[1])["faults"] == {"items": [CASE]}
    seat.walk.enter(keys[1], "order")
    assert said(seat) == ["同时记在 甲科"]
    seat.walk.enter(keys[0], "order")
    seat.seen(QToolButton, "删去三1 不规范第 1 件").click()
    seat.assessment.commit()
    seat.walk.enter(keys[1], "order")
    assert said(seat) == ["原来同时记在另一单位，那边已经撤去"]


def test_what_is_being_typed_is_recorded_first(seat: Seat, keys: list[AssessmentKey]) -> None:
    seat.assessment.draft("faults", {"items": [CASE, {"note": "漏报"}]})
    assert seat.assessment.charge_also("faults", 1, keys[2].unit)
    assert facts_of(seat.workspace, keys[2])["faults"] == {"items": [{"note": "漏报"}]}
    assert not seat.assessment.charge_also("faults", 7, keys[2].unit)
    assert seat.refusals == ["这一件已经不在了，请重新打开再试"]


def test_an_item_of_any_other_criterion_has_no_such_button(seat: Seat) -> None:
    record_finding(seat.workspace, ME, seat.here, "each-it", {"items": [CASE]})
    seat.walk.enter(seat.here, "each")
    names = [one.accessibleName() for one in visible(seat.screen.form, QToolButton)]
    assert not [one for one in names if one.endswith("同记另一单位")]


def test_the_dialog_asks_for_the_unit_and_its_class(seat: Seat, keys: list[AssessmentKey]) -> None:
    scheme = see_assessment(seat.workspace, keys[0]).scheme
    assert classes_of(scheme.criteria["faults"].rule) == {}
    classes = classes_of(scheme.criteria["complaints"].rule)
    assert classes == {"first": "主要责任", "second": "次要责任"}
    units = [Assessment(*key, 0, f"单位{key.unit}") for key in keys[1:]]
    told: list[list[str]] = []

    def answer(button: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChargeDialog)
        boxes: list[QComboBox] = [dialog.units, dialog.classes]
        told.append([one.itemText(0) for one in boxes])
        dialog.units.setCurrentIndex(1)
        dialog.classes.setCurrentIndex(2)
        [found] = [one for one in visible(dialog, QPushButton) if one.text() == button]
        found.click()

    parent: QWidget = seat.screen
    QTimer.singleShot(0, lambda: answer("记到那边"))
    assert ask_other_unit(parent, units, classes) == (keys[2].unit, "second")
    assert told == [["单位u-b", "与这边相同"]]
    QTimer.singleShot(0, lambda: answer("取消"))
    assert ask_other_unit(parent, units, classes) is None
