"""One row of a ledger, written below its headings; nothing is kept before the button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLabel, QScrollArea, QWidget

from desktop.domain.ledgers.kinds import Kept, Row
from desktop.domain.records import new_id
from desktop.domain.refusals import Refused
from desktop.services.ledger_sights import LedgerUnit
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.ledgers.doubt_notice import DoubtNotice
from desktop.ui.ledgers.entry_fields import EntryField, entry_for
from desktop.ui.ledgers.row_file_list import RowFileList
from desktop.ui.ledgers.row_groups import GROUPS
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.row_draft import RowDraft
from desktop.viewmodels.row_files import RowFiles

_LONG: Final = frozenset({"title", "told", "duty", "entry", "result", "because", "note"})
_PAIRS: Final = 2


class RowDialog(QDialog):
    """A form of two columns; words take a whole line."""

    def __init__(
        self,
        parent: QWidget,
        draft: RowDraft,
        units: Sequence[LedgerUnit],
        keep: Callable[[Kept[Row]], bool],
        files: RowFiles,
    ) -> None:
        super().__init__(parent)
        self._draft, self._keep, self._listed = draft, keep, units
        deed = "修改" if draft.id else "登记"
        self.setWindowTitle(f"{deed}：{draft.ledger.name}")
        self._unit = QComboBox()
        name_choice(self._unit, "单位")
        self.fields: dict[str, EntryField] = {}
        self.files = RowFileList(files)
        self._fault = paragraph("", "small", "red")
        self._notice = DoubtNotice()
        self._days = paragraph("", "small")
        self._told = framed("pane", column(self._days, margins=(20, 6, 20, 6)))
        self.keep_button = button(deed, "primary")
        self.keep_button.setDefault(True)
        self.next_button = button("登记并继续", "", "", "登记这一行，接着写下一行（Ctrl+Enter）")
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._on_next_key)
        if draft.id:
            self.next_button.hide()
        cancel = button("取消")
        self._lay_out(cancel)
        self._fill_units()
        self._show()
        draft.begin_with({name: one.value for name, one in self.fields.items()})
        self.keep_button.clicked.connect(lambda: self._on_keep(again=False))
        self.next_button.clicked.connect(lambda: self._on_keep(again=True))
        cancel.clicked.connect(self.reject)
        room = parent.window().size()
        self.resize(min(px(860), room.width() - px(40)), min(px(640), room.height() - px(40)))
        self._first().setFocus()

    def _lay_out(self, cancel: QWidget) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        for at in (1, 3):
            self._grid.setColumnStretch(at, 1)
            self._grid.setColumnMinimumWidth(at, px(230))
        self._grid.addWidget(_head("单位", wanted=True), 0, 0)
        self._grid.addWidget(self._unit, 0, 1, 1, 3)
        self._lines, self._half = 1, False
        groups = GROUPS.get(self._draft.ledger.id, {})
        for one in self._draft.columns:
            if one.name in groups:
                self._begin_group(groups[one.name])
            field = self.fields[one.name] = entry_for(one)
            field.edited.connect(lambda name=one.name: self._on_edited(name))
            is_wide = one.entry.sort == "names" or one.name in _LONG
            head = _head(one.heading, one.hint, wanted=one.wanted)
            self._place(head, field.widget, is_wide=is_wide)
        body = framed("pane", column(self._grid, None, margins=(20, 16, 20, 12)))
        scroll = self._scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = row(self._fault, cancel, self.next_button, self.keep_button, margins=(18, 8, 18, 12))
        foot.setStretch(0, 1)
        whole = column(scroll, self._told, self._notice, self.files, framed("foot", foot), gap=0)
        whole.setStretchFactor(scroll, 1)
        self.setLayout(whole)
        self._whole = whole

    def _begin_group(self, words: str) -> None:
        heading = label(words, "strong")
        heading.setContentsMargins(0, px(10), 0, 0)
        self._lines += self._half
        self._grid.addWidget(heading, self._lines, 0, 1, 2 * _PAIRS)
        self._lines, self._half = self._lines + 1, False

    def _place(self, head: QLabel, field: QWidget, *, is_wide: bool) -> None:
        """What is long over the whole width, everything else two in a line."""
        if is_wide:
            self._lines += self._half
            self._grid.addWidget(head, self._lines, 0)
            self._grid.addWidget(field, self._lines, 1, 1, 3)
            self._lines, self._half = self._lines + 1, False
            return
        at = _PAIRS if self._half else 0
        self._grid.addWidget(head, self._lines, at)
        self._grid.addWidget(field, self._lines, at + 1)
        self._lines, self._half = self._lines + self._half, not self._half

    def _fill_units(self) -> None:
        self._unit.addItem("请选择单位", None)
        for one in self._listed:
            self._unit.addItem(one.name, one.id)
        self._unit.setCurrentIndex(max(0, self._unit.findData(self._draft.unit)))
        self._unit.setEnabled(not self._draft.id)
        self._unit.activated.connect(self._on_unit)

    def reject(self) -> None:
        """Esc, the cross, or the button: what was typed is not thrown away by one key."""
        wrong = any(one.wrong for one in self.fields.values())
        words = "填写的内容还没有登记，关闭后就没有了。"
        if (self._draft.touched or wrong) and not confirmed(
            self, "不登记就关闭？", words, "放弃填写"
        ):
            return
        super().reject()

    def _first(self) -> QWidget:
        if self._draft.unit is None:
            return self._unit
        first = next(iter(self.fields.values())).widget
        blank = (one.widget for name, one in self.fields.items() if name not in self._draft.values)
        return first if self._draft.id else next(blank, first)

    def _show(self) -> None:
        for name, field in self.fields.items():
            field.show_value(self._draft.values.get(name))
        self._show_remarks()

    def _show_remarks(self) -> None:
        """By when its result has to be public, as soon as that can be said, and what looks wrong."""
        days = self._draft.days
        self._days.setText(days)
        self._notice.show_doubts(self._draft.doubts)
        self._told.setVisible(bool(days))
        self._whole.activate()  # they take their room now, and the field is kept in sight

    def _on_unit(self) -> None:
        self._draft.unit = self._unit.currentData()
        self._fault.setText("")
        self._show_remarks()

    def _on_edited(self, name: str) -> None:
        self._draft.write(name, self.fields[name].value)
        self._fault.setText("")
        self._show_remarks()
        self._scroll.ensureWidgetVisible(self.fields[name].widget)

    def _on_keep(self, *, again: bool) -> None:
        for one in self._draft.columns:
            field = self.fields[one.name]
            self._draft.write(one.name, field.value)
            if field.wrong:
                self._refuse(f"“{one.heading}”：{field.wrong}", one.name)
                return
        try:
            kept = self._draft.row()
        except Refused as refused:
            self._refuse(refused.message, refused.at)
            return
        if not kept.id:
            kept = kept._replace(id=new_id())  # files are linked to the row by its id
        if not self._keep(kept):
            return
        self.files.files.keep(kept.id)
        if again:
            self.files.show_files(self.files.files.next_row())
            self._draft.begin_anew()
            self._show()
            self._first().setFocus()
            self._scroll.ensureWidgetVisible(self._first())
        else:
            self.accept()

    def done(self, result: int) -> None:
        """Files that were chosen for a row that is not kept are let go."""
        self.files.files.close()
        super().done(result)

    def _on_next_key(self) -> None:
        if self.next_button.isVisible():
            self._on_keep(again=True)

    def _refuse(self, words: str, at: str) -> None:
        self._fault.setText(words)
        field = self.fields.get(at)
        widget = field.widget if field else self._unit
        widget.setFocus()
        self._scroll.ensureWidgetVisible(widget)


def _head(words: str, hint: str = "", *, wanted: bool = False) -> QLabel:
    made = label(f"{words} *" if wanted else words, "" if wanted else "soft")
    made.setToolTip(hint)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
