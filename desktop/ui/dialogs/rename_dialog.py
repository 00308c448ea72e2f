"""Another name or period for a round."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QWidget

from desktop.domain.names import one_line
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph, restyle
from desktop.ui.theme.tokens import px
from desktop.viewmodels.period_words import period_read


class RenameDialog(QDialog):
    """Two fields, neither of them blank; below them the days that the period was read as."""

    def __init__(self, parent: QWidget, name: str, period: str, *, reviewed: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle("改名、改时段")
        self.setMinimumWidth(px(480))
        self._name, self._period = QLineEdit(name), QLineEdit(period)
        self._before = period.strip()
        self._read = paragraph("", "small")
        self._name.setAccessibleName("批次名称")
        self._period.setAccessibleName("考核时段")
        fields = QFormLayout()
        fields.setSpacing(px(10))
        fields.addRow(label("批次名称", "soft"), self._name)
        fields.addRow(label("考核时段", "soft"), self._period)
        fields.addRow("", self._read)
        self._reviewed = QCheckBox("定稿前要审核（提交、退回、通过）")
        self._reviewed.setChecked(reviewed)
        fields.addRow("", self._reviewed)
        self._do = button("保存", "primary")
        self._do.setDefault(True)
        cancel = button("取消")
        self.setLayout(
            column(fields, row(None, cancel, self._do), gap=14, margins=(20, 18, 20, 18))
        )
        for field in (self._name, self._period):
            field.textChanged.connect(self._show)
        self._do.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._show()

    def _show(self) -> None:
        """A period that was written earlier may stay as it is; another one must say its days."""
        name, period = self.words
        read = period_read(period)
        self._read.setText(read.days or read.words)
        restyle(self._read, "tone", "" if read.days else "amber")
        self._do.setEnabled(bool(name and (read.days or period == self._before)))

    @property
    def reviewed(self) -> bool:
        """Whether its sheets are reviewed."""
        return self._reviewed.isChecked()

    @property
    def words(self) -> tuple[str, str]:
        """Name and period."""
        return one_line(self._name.text()), one_line(self._period.text())
