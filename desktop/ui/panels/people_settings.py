"""The office's people: who evaluates, who reviews, who has left, and whose name is kept by a PIN."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QFrame, QInputDialog, QLineEdit, QWidget

from desktop.domain.records import Person
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.lines import line
from desktop.ui.theme.tokens import px
from desktop.viewmodels.office_keeping import OfficeKeeping


class PeopleSettings(QWidget):
    """A line for everybody, and one for somebody new."""

    def __init__(self, keeping: OfficeKeeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._lines = column(gap=4)
        self._new = line("新人员姓名", "姓名")
        self._new.setFixedWidth(px(180))
        add = button("添加人员", "", "plus")
        self.setLayout(column(self._lines, row(self._new, add, None), gap=8))
        add.clicked.connect(self._on_add)
        self._new.returnPressed.connect(self._on_add)
        keeping.changed.connect(self._show)
        self._people: list[Person] = []
        self._show()

    def _on_add(self) -> None:
        if self._new.text().strip():
            self._keeping.add_person(self._new.text())
            self._new.clear()

    def _show(self) -> None:
        while self._lines.count():
            shown = self._lines.takeAt(0).widget()
            shown.hide()
            shown.deleteLater()
        for person in self._keeping.people:
            self._lines.addWidget(_PersonLine(self._keeping, person))


class _PersonLine(QFrame):
    """What one person does, and whether the name is kept by a PIN."""

    def __init__(self, keeping: OfficeKeeping, person: Person) -> None:
        super().__init__()
        self._keeping, self._person = keeping, person
        name = label(person.name if person.active else f"{person.name}（已离岗）")
        name.setFixedWidth(px(180))
        evaluates, reviews = QCheckBox("考核"), QCheckBox("复核")
        evaluates.setAccessibleName(f"{person.name}担任考核")
        reviews.setAccessibleName(f"{person.name}担任复核")
        evaluates.setChecked(person.evaluates)
        reviews.setChecked(person.reviews)
        pin = button("改口令…" if keeping.has_pin(person) else "设口令…", "link", "key")
        pin.setToolTip("换到这个名字时要输入口令；防止点错名字，不是加密")
        pin.setAccessibleName(f"{pin.text()}：{person.name}")
        leave = button("离岗" if person.active else "恢复在岗", "link")
        leave.setAccessibleName(f"{leave.text()}：{person.name}")
        self.setLayout(row(name, evaluates, reviews, pin, leave, None))
        evaluates.clicked.connect(lambda on: keeping.keep_person(replace(person, evaluates=on)))
        reviews.clicked.connect(lambda on: keeping.keep_person(replace(person, reviews=on)))
        leave.clicked.connect(
            lambda: keeping.keep_person(replace(person, active=not person.active))
        )
        pin.clicked.connect(self._on_pin)

    def _on_pin(self) -> None:
        words = "4 到 12 位数字；留空则不用口令"
        pin, taken = QInputDialog.getText(
            self, f"{self._person.name}的口令", words, QLineEdit.EchoMode.Password
        )
        if taken:
            self._keeping.set_pin(self._person, pin.strip())
