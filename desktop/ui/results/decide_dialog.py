"""裁定: whether an objection is right, why, and how the sheet is corrected, with what that does."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from desktop.domain.result_records import Decision
from desktop.services.objections import DECISIONS, ObjectionSight, day_before
from desktop.ui.criteria.date_field import DateField
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import agreed_by_keys, presses
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.results.correction_editor import CorrectionEditor
from desktop.ui.theme.tokens import px
from desktop.viewmodels.round_objections import RoundObjections

_STATES: Final[tuple[Decision, ...]] = ("upheld", "partly", "rejected")
_TONES: Final = {"upheld": "green", "partly": "amber", "rejected": "red"}


class DecideDialog(QDialog):
    """Nothing is recorded before the button is pressed; it waits for the decision, the grounds and the correction."""

    def __init__(
        self, parent: QWidget, objections: RoundObjections, sight: ObjectionSight, today: date
    ) -> None:
        super().__init__(parent)
        self._objections, self._sight = objections, sight
        self._draft = objections.draft(sight.objection)
        self._draft.setParent(self)
        self.setWindowTitle("裁定异议")
        self.states = Segments([Segment(DECISIONS[one], _TONES[one]) for one in _STATES], "裁定")
        self.already = QCheckBox("登记以后评分表已经更正（例如会上），这里不再改")
        self.already.setVisible(objections.corrected_since(sight.objection))
        self.editor = CorrectionEditor(self._draft, "裁定的理由（必填），印在更正对照表上")
        self.decided = DateField("裁定日期")
        self.decided.show_value(today.isoformat())
        self._wanted = paragraph("", "small", "amber")
        self.keep_button = button("裁定", "primary", "", "Ctrl+Enter")
        self._lay_out()
        self._connect()
        room = parent.window().size()
        self.resize(min(px(900), room.width() - px(40)), min(px(660), room.height() - px(40)))
        self._show()
        self.states.setFocus()

    def _lay_out(self) -> None:
        sight, of = self._sight, self._sight.objection
        by = f"（{of.by}）" if of.by else ""
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        decision = row(
            label("裁定", "strong"), self.states, 12, label("日期", "soft"), self.decided, None
        )
        foot = row(self._wanted, cancel, self.keep_button)
        foot.setStretch(0, 1)
        whole = column(
            ElidedLabel(f"{sight.unit}的异议：{sight.line}", "heading"),
            ElidedLabel(f"{of.raised}{by}：{of.claim}"),
            decision,
            self.already,
            self.editor,
            foot,
            gap=10,
            margins=(20, 16, 20, 16),
        )
        whole.setStretchFactor(self.editor, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.states.chosen.connect(lambda _: self._show())
        self.already.toggled.connect(lambda _: self._show())
        self.decided.edited.connect(self._show)
        self._draft.changed.connect(self._show)
        self.keep_button.clicked.connect(self._on_keep)
        agreed_by_keys(self, self.keep_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter decides nothing by itself."""
        if not presses(self, event):
            super().keyPressEvent(event)

    @property
    def state(self) -> Decision | None:
        """What is decided."""
        return None if self.states.value is None else _STATES[self.states.value]

    @property
    def corrects(self) -> bool:
        """Whether the sheet is to be corrected with it."""
        return self.state in {"upheld", "partly"} and not self._already_corrected

    @property
    def _already_corrected(self) -> bool:
        return self.already.isVisibleTo(self) and self.already.isChecked()

    @property
    def wanted(self) -> str:
        """What is still wanting; blank where it can be decided."""
        if self.state is None:
            return "请选择成立、部分成立或不成立"
        if self.corrects and self._draft.weighed is None:
            return self._draft.fault
        if not self._draft.grounds:
            return "请写明理由"
        if self.decided.value is None:
            return DateField.wanted
        return day_before(self._sight.objection, date.fromisoformat(self.decided.value))

    def _show(self) -> None:
        self.already.setEnabled(self.state != "rejected")
        self.editor.ask_only_grounds(not self.corrects)
        self.keep_button.setEnabled(not self.wanted)
        told = self.wanted  # what is wrong with the change stands beside it already
        self._wanted.setText("" if told == self._draft.fault and self.corrects else told)

    def _on_keep(self) -> None:
        state, day = self.state, self.decided.value
        if self.wanted or state is None or day is None:
            return
        if not self.corrects:
            self._draft.drop()
        of = self._sight.objection
        if self._objections.decide(of, state, self._draft, date.fromisoformat(day)):
            self.accept()
