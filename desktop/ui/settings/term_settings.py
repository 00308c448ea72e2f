"""异议期: how many working days units have to object, for the whole office."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.objection_terms import MOST_DAYS
from desktop.ui.criteria.fields import NumberField
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.labels import label, paragraph
from desktop.viewmodels.term_keeping import TermKeeping

_WANTED = f"请填 1 到 {MOST_DAYS} 的整数"
_WHY = "印在扣分告知书和通报里，异议的截止日按它和下面的工作日计算；各批次都用这一个数。"


class TermSettings(QWidget):
    """Kept when the field is left, or on Enter; what is no number of days is told and not kept."""

    def __init__(self, keeping: TermKeeping) -> None:
        super().__init__()
        self._keeping = keeping
        self.days = NumberField("异议期工作日数", 64)
        self._wrong = label("", "small", "red")
        line = row(
            label("单位收到扣分告知书后，可以在"),
            self.days,
            label("个工作日内提出异议"),
            self._wrong,
            None,
        )
        self.setLayout(column(line, paragraph(_WHY, "soft"), gap=8))
        self.days.edited.connect(self._show_wrong)
        self.days.editingFinished.connect(self._keep)
        keeping.changed.connect(self._show)
        self._show()

    @property
    def _typed(self) -> int | None:
        value = self.days.value
        return value if isinstance(value, int) and 1 <= value <= MOST_DAYS else None

    def _show(self) -> None:
        self.days.show_value(self._keeping.days)
        self._show_wrong()

    def _show_wrong(self) -> None:
        self._wrong.setText("" if self._typed is not None else _WANTED)

    def _keep(self) -> None:
        days = self._typed
        if days is None or not self._keeping.keep_days(days):
            self.days.show_value(self._keeping.days)  # what cannot be kept does not stay
        if days is None:  # why it did not stay is told until something else is typed
            self._wrong.setText(f"{_WANTED}，仍是 {self._keeping.days}")
