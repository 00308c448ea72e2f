"""The judgement box: the evaluator's own score beside the computed one, or that an indicator does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from desktop.domain.amounts import show
from desktop.domain.sheet_parts import SheetPart, lines_of
from desktop.ui.criteria.fields import SignedAmountField
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.phrase_fields import GROUNDS, take_phrases
from desktop.viewmodels.open_assessment import OpenAssessment


class JudgementBox(QFrame):
    """Apart from the criteria; it goes back with one click."""

    def __init__(self, assessment: OpenAssessment) -> None:
        super().__init__()
        self.setObjectName("locked")
        self._assessment = assessment
        self._part: SheetPart | None = None
        self._typing = False
        self._score = SignedAmountField("裁量得分")
        self._grounds = line("裁量理由", "理由（必填），例如：经督查组集体研究")
        self._computed = label("", "soft")
        self._told = paragraph()
        take = button("采用", "primary")
        cancel = button("取消")
        self._aside = button(
            "整项不适用", "link", "ban", "本办法规定这个指标可以不适用；理由同样必填"
        )
        self._back = button("恢复计算得分", "link", "arrow-back-up")
        fields = row(label("自由裁量", "strong"), self._computed, None, self._aside)
        entry = row(
            label("得分", "soft"), self._score, label("理由", "soft"), self._grounds, take, cancel
        )
        self._entry = holder(column(fields, entry, gap=8))
        shown = row(self._told, self._back)
        shown.setStretch(0, 1)
        self._shown = holder(shown)
        self.setLayout(column(self._entry, self._shown, margins=(14, 10, 14, 10)))
        take.clicked.connect(self._on_take)
        cancel.clicked.connect(self._on_cancel)
        self._aside.clicked.connect(self._on_aside)
        self._back.clicked.connect(self._on_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the score to its grounds, and from there it is taken."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self._score.hasFocus() and not self._grounds.text().strip():
            self._grounds.setFocus()
        else:
            self._on_take()

    def show_part(self, part: SheetPart) -> None:
        """Another part: nothing is being typed here."""
        self._part = part
        self._typing = False
        take_phrases(self._grounds, part.id, GROUNDS)
        self.refresh()

    def begin(self) -> None:
        """Ask for a score and its grounds."""
        self._typing = True
        self._prefill()
        self.refresh()
        self._score.setFocus()
        self._score.selectAll()

    def _prefill(self) -> None:
        judged: Mapping[str, Mapping[str, str]] = self._assessment.sight.plain["discretion"]
        now = judged.get(self._part.id if self._part else "", {})
        self._score.show_value(now.get("score"))
        self._grounds.setText(now.get("reason", ""))

    def refresh(self) -> None:
        """Show a judgement that is recorded, and the fields while one is typed."""
        part = self._part
        if part is None or part.indicator is None or self._assessment.key is None:
            self.hide()
            return
        score = next(one for one in self._assessment.sheet.indicators if one.id == part.id)
        own = score.score if score.discretion is None else score.computed
        own_words = "还没有" if own is None else f"{show(own)} 分"
        self._computed.setText(f"计算得分 {own_words}，满分 {show(score.points)} 分")
        if score.discretion is not None:
            self._told.setText(
                f"自由裁量得 {show(score.discretion.score)} 分，{self._beside(part, own)}。"
                f"理由：{score.discretion.grounds}"
            )
        elif score.not_applicable is not None:
            self._told.setText(f"整项不适用。理由：{score.aside}")
        judged = score.discretion is not None or score.not_applicable is not None
        self._back.setText("恢复计算得分" if score.discretion is not None else "恢复适用")
        self._back.setAccessibleName(self._back.text())
        self._back.setEnabled(not self._assessment.locked)
        self._aside.setVisible(part.indicator.not_applicable is not None)
        self._entry.setVisible(self._typing)
        self._shown.setVisible(judged and not self._typing)
        self.setVisible(self._typing or judged)

    def _beside(self, part: SheetPart, own: Decimal | None) -> str:
        """What was computed; where nothing was found nothing was."""
        if own is None or not lines_of(self._assessment.sheet, part):
            return "各条还没有认定，没有计算得分"
        return f"计算得分 {show(own)} 分"

    def _on_take(self) -> None:
        part, value = self._part, self._score.value
        if part is None:
            return
        if value is None:
            self._score.setFocus()
            self._assessment.refuse(f"裁量得分没有采用：{self._score.wanted}")
        elif not self._grounds.text().strip():
            self._grounds.setFocus()
            self._assessment.refuse("自由裁量要写明理由")
        elif self._assessment.judge(part.id, str(value), self._grounds.text().strip()):
            self._end()
            self.refresh()
        else:
            self._score.setFocus()  # its grounds are there, so it is the score that was refused

    def _on_aside(self) -> None:
        if self._part is None:
            return
        if not self._grounds.text().strip():
            self._grounds.setFocus()
            return
        self._end()
        self._assessment.set_aside(self._part.id, self._grounds.text().strip())

    def _on_cancel(self) -> None:
        self._end()
        self.refresh()

    def _end(self) -> None:
        self._typing = False

    def _on_back(self) -> None:
        if self._part is None:
            return
        if self._part.id in self._assessment.sight.plain["discretion"]:
            self._assessment.withdraw_judgement(self._part.id)
        else:
            self._assessment.bring_back(self._part.id)
