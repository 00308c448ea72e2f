"""The office's people: who evaluates, who reviews, who has left, and whose name is kept by a PIN."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QFrame, QInputDialog, QLineEdit, QSizePolicy, QWidget

from desktop.domain.records import Person
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.lines import line
from desktop.ui.parts.lines_by_name import LinesByName
from desktop.ui.theme.tokens import px
from desktop.viewmodels.office_keeping import OfficeKeeping

_LONGEST = 60  # characters; more has slipped in


class PeopleSettings(QWidget):
    """A line for everybody, and one for somebody new."""

    def __init__(self, keeping: OfficeKeeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._people: dict[str, Person] = {}
        self._lines = LinesByName(self._line_of, gap=4)
        self._new = line("新人员姓名", "姓名")
        self._new.setMaxLength(_LONGEST)
        self._new.setFixedWidth(px(180))
        add = button("添加人员", "", "plus")
        self.setLayout(column(self._lines, row(self._new, add, None), gap=8))
        add.clicked.connect(self._on_add)
        self._new.returnPressed.connect(self._on_add)
        keeping.changed.connect(self._show)
        self._show()

    def _on_add(self) -> None:
        # What is refused stays, to be mended.
        if self._new.text().strip() and self._keeping.add_person(self._new.text()):
            self._new.clear()

    def _show(self) -> None:
        self._people = {person.id: person for person in self._keeping.people}
        self._lines.arrange([*self._people])
        for name, shown in self._lines.lines.items():
            shown.refresh(self._people[name])

    def _line_of(self, name: str) -> _PersonLine:
        return _PersonLine(self._keeping, self._people[name])


class _PersonLine(QFrame):
    """What one person does, and whether the name is kept by a PIN."""

    def __init__(self, keeping: OfficeKeeping, person: Person) -> None:
        super().__init__()
        self._keeping, self._person = keeping, person
        self._name = ElidedLabel()
        self._name.setFixedWidth(px(180))
        # Else it gives way wholly.
        self._name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._evaluates, self._reviews = QCheckBox("考核"), QCheckBox("复核")
        self._rename = button("改名…", "link")
        self._pin = button("", "link", "key")
        self._pin.setToolTip("换到这个名字时要输入口令；防止点错名字，不是加密")
        self._leave = button("", "link")
        parts = (self._evaluates, self._reviews, self._rename, self._pin, self._leave)
        self.setLayout(row(self._name, *parts, None))
        self._evaluates.clicked.connect(lambda on: self._keep(replace(self._person, evaluates=on)))
        self._reviews.clicked.connect(lambda on: self._keep(replace(self._person, reviews=on)))
        self._leave.clicked.connect(
            lambda: self._keep(replace(self._person, active=not self._person.active))
        )
        self._rename.clicked.connect(self._on_rename)
        self._pin.clicked.connect(self._on_pin)

    def refresh(self, person: Person) -> None:
        """Show what this person does now."""
        self._person = person
        self._name.set_whole(person.name if person.active else f"{person.name}（已离岗）")
        self._evaluates.setChecked(person.evaluates)
        self._reviews.setChecked(person.reviews)
        self._evaluates.setAccessibleName(f"{person.name}担任考核")
        self._reviews.setAccessibleName(f"{person.name}担任复核")
        self._pin.setText("改口令…" if self._keeping.has_pin(person) else "设口令…")
        self._leave.setText("离岗" if person.active else "恢复在岗")
        for one in (self._rename, self._pin, self._leave):
            one.setAccessibleName(f"{one.text()}：{person.name}")

    def _keep(self, changed: Person) -> None:
        if not self._keeping.keep_person(changed):
            self.refresh(self._person)  # a tick that was refused goes back

    def _on_rename(self) -> None:
        words = "姓名（已有的考核记录仍写当时的姓名）"
        name, taken = QInputDialog.getText(
            self, "改名", words, QLineEdit.EchoMode.Normal, self._person.name
        )
        if taken and name.strip():
            self._keep(replace(self._person, name=name.strip()))

    def _on_pin(self) -> None:
        words = "4 到 12 位数字；留空则不用口令"
        pin, taken = QInputDialog.getText(
            self, f"{self._person.name}的口令", words, QLineEdit.EchoMode.Password
        )
        if taken:
            self._keeping.set_pin(self._person, pin.strip())
