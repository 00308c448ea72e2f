"""Entry fields: one for each sort of column, each giving the plain value that a stored row has."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from unicodedata import normalize

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.domain.ledgers.columns import Column
from desktop.ui.criteria.date_field import DateField
from desktop.ui.criteria.fields import NumberField
from desktop.ui.ledgers.share_field import ShareField
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import restyle
from desktop.ui.parts.lines import line
from desktop.ui.theme.tokens import px

_YES_NO: Final = {"": None, "是": True, "否": False}
_MOMENTS: Final = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日%H时%M分")
_NAMES: Final = str.maketrans(dict.fromkeys("，,；;\n", "、"))


class EntryField(QObject):
    """What stands below one heading; `wrong` says why it is no value."""

    edited = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    @property
    def value(self) -> object:
        """As a stored row has it; None where nothing is entered."""
        raise NotImplementedError

    @property
    def wrong(self) -> str:
        """What is wrong with what is typed; blank where nothing is."""
        return ""

    def show_value(self, value: object) -> None:
        """Show what is kept."""
        raise NotImplementedError


class WordsEntry(EntryField):
    """A line of words, or of names."""

    def __init__(self, column: Column) -> None:
        self._field = line(column.heading, column.hint)
        super().__init__(self._field)
        self._names = column.entry.sort == "names"
        self._field.textEdited.connect(self.edited)

    @property
    def value(self) -> object:
        text = self._field.text().strip()
        return text.translate(_NAMES) if self._names else text

    def show_value(self, value: object) -> None:
        self._field.setText(str(value or ""))
        self._field.setCursorPosition(0)


class TypedEntry(EntryField):
    """What is typed into a field that knows by itself what is wrong with it."""

    def __init__(self, field: DateField | NumberField) -> None:
        self._field = field
        super().__init__(field)
        field.edited.connect(self.edited)

    @property
    def value(self) -> object:
        return self._field.value

    @property
    def wrong(self) -> str:
        return self._field.wanted if self._field.wrong else ""

    def show_value(self, value: object) -> None:
        self._field.show_value(value)


class DayEntry(TypedEntry):
    """A day."""

    def __init__(self, column: Column) -> None:
        super().__init__(DateField(column.heading))


class MomentEntry(EntryField):
    """A day and the time of it."""

    wanted: Final = "时间请写成 2022-08-03 09:30 的样子"

    def __init__(self, column: Column) -> None:
        self._field = QLineEdit()
        self._field.setAccessibleName(column.heading)
        self._field.setPlaceholderText("日期 时:分")
        self._field.setToolTip(self.wanted)
        self._field.setFixedWidth(px(160))
        super().__init__(self._field)
        self._field.textEdited.connect(self._on_edited)

    def _on_edited(self) -> None:
        restyle(self._field, "wrong", "true" if self.wrong else "false")
        self.edited.emit()

    @property
    def value(self) -> object:
        text = normalize("NFKC", self._field.text()).strip()
        for form in _MOMENTS:
            try:
                return f"{datetime.strptime(text, form):%Y-%m-%d %H:%M}"  # noqa: DTZ007  # the office's clock
            except ValueError:
                continue
        return None

    @property
    def wrong(self) -> str:
        return self.wanted if self._field.text().strip() and self.value is None else ""

    def show_value(self, value: object) -> None:
        self._field.setText(str(value or ""))


class CountEntry(TypedEntry):
    """A whole number."""

    def __init__(self, column: Column) -> None:
        super().__init__(NumberField(column.heading))


class ShareEntry(TypedEntry):
    """A share: 5%, 5 and 0.05 are the same, as in a file."""

    def __init__(self, column: Column) -> None:
        super().__init__(ShareField(column.heading))
        self._field.setPlaceholderText("例如 5%")
        self._field.setToolTip(column.hint)


class ChoiceEntry(EntryField):
    """One of a few; 是 and 否 are such, too."""

    def __init__(self, column: Column) -> None:
        self._field = QComboBox()
        name_choice(self._field, column.heading)
        self._field.setToolTip(column.hint)
        super().__init__(self._field)
        if column.entry.sort == "yes-no":
            self._values: list[object] = [*_YES_NO.values()]
            self._field.addItems([*_YES_NO])
        else:
            self._values = [*column.entry.choices]
            if column.wanted:
                self._values.insert(0, None)
            self._field.addItems([column.entry.choices.get(str(one), "") for one in self._values])
        self._field.activated.connect(self.edited)

    @property
    def value(self) -> object:
        return self._values[self._field.currentIndex()]

    def show_value(self, value: object) -> None:
        self._field.setCurrentIndex(self._values.index(value) if value in self._values else 0)


_MADE: Final = {
    "words": WordsEntry,
    "names": WordsEntry,
    "day": DayEntry,
    "moment": MomentEntry,
    "count": CountEntry,
    "share": ShareEntry,
    "yes-no": ChoiceEntry,
    "choice": ChoiceEntry,
}


def entry_for(column: Column) -> EntryField:
    """The field for a column."""
    return _MADE[column.entry.sort](column)
