"""The office's own profile, as letters and sheets bear it."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from desktop.domain.names import one_line
from desktop.domain.records import Office
from desktop.ui.parts.labels import label
from desktop.ui.theme.tokens import px
from desktop.viewmodels.office_keeping import OfficeKeeping

_FIELDS = (("name", "名称"), ("address", "地址"), ("contact", "联系人"), ("phone", "电话"))
_LONGEST = 120  # characters; more has slipped in


class OfficeSettings(QWidget):
    """Each field is kept when it is left."""

    def __init__(self, keeping: OfficeKeeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._fields: dict[str, QLineEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        for name, words in _FIELDS:
            field = QLineEdit()
            field.setAccessibleName(f"本单位{words}")
            field.setMaxLength(_LONGEST)
            field.editingFinished.connect(self._keep)
            self._fields[name] = field
            form.addRow(label(words, "soft"), field)
        keeping.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        office = self._keeping.office
        for name, field in self._fields.items():
            if field.text() != getattr(office, name):
                field.setText(getattr(office, name))

    def _keep(self) -> None:
        told = {name: one_line(field.text()) for name, field in self._fields.items()}
        self._keeping.describe(Office(**told))
        self._show()  # as it is kept
