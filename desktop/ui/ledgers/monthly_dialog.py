"""月报表: a unit's month on the plan's form, answered from the ledgers and in words, read from a file, printed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.ledgers.kinds import LEDGERS, Kept, Row
from desktop.domain.ledgers.report_words import is_day_label, is_unit_label
from desktop.services.form_previews import FormPreview
from desktop.services.ledger_sights import LedgerUnit
from desktop.ui.criteria.date_field import DateField
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.dialogs.file_choice import choose_form
from desktop.ui.dialogs.paper_place import choose_paper_place
from desktop.ui.ledgers.form_preview_dialog import FormPreviewDialog
from desktop.ui.ledgers.monthly_line import MonthlyLine
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.ledgers.strike_question import striking_agreed
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import presses
from desktop.ui.parts.labels import ElidedLabel, label, restyle, rule
from desktop.ui.parts.lines import line, show_text
from desktop.ui.parts.tab_order import order_after
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.month_lines import LineEntry, span_words
from desktop.viewmodels.monthly_draft import Day, MonthlyDraft
from desktop.viewmodels.row_draft import RowDraft
from desktop.viewmodels.row_files import RowFiles


class MonthlyDialog(QDialog):
    """Rows are kept as they are entered; words and days with the button below."""

    print_wanted = Signal(object)  # Wanted

    def __init__(self, parent: QWidget, draft: MonthlyDraft) -> None:
        super().__init__(parent)
        self.draft = draft
        self.setWindowTitle(draft.sight.form.title)
        self.lines: dict[str, MonthlyLine] = {}
        self.labels: dict[str, QLineEdit] = {}
        self.days: dict[Day, DateField] = {
            "filled": DateField("填表时间"),
            "received": DateField("收到日期"),
        }
        self.today_button = button("今天", "link", "", "今天收到")
        self.today_button.setAccessibleName("今天收到")
        self.said = flowing("", "small")
        self.read_button = button(
            "读取填好的表…", "", "upload", "单位填好的 Excel、Word 月报表（Ctrl+O）"
        )
        self.save_button = button("存成文件…", "", "device-floppy", "保存后存成 PDF、Word 或 Excel")
        self.print_button = button("打印…", "", "printer", "保存后到打印页看这张表（Ctrl+P）")
        self.cancel_button = button("取消", "", "", "Esc：没有保存的文字不保留")
        self.keep_button = button("保存", "primary", "", "Ctrl+S")
        self._body = QVBoxLayout()
        self._lay_out()
        self._connect()
        room = parent.window().size()
        self.resize(min(px(980), room.width() - px(40)), min(px(720), room.height() - px(40)))
        self._show()
        first = next(iter(self.lines.values()))
        (first.add_button if first.add_button.isVisibleTo(first) else first.field).setFocus()

    # -- how it looks

    def _lay_out(self) -> None:
        self._body.setContentsMargins(px(18), px(8), px(18), px(14))
        self._body.setSpacing(0)
        for section in self.draft.sight.form.sections:
            heading = flowing(section.name, "strong")
            heading.setContentsMargins(0, px(10), 0, px(4))
            self._body.addWidget(heading)
            numbers = {one.no for one in section.rows}
            for of in self.draft.lines:
                if of.line.place.partition(".")[0] in numbers:
                    self._body.addWidget(rule())
                    made = self.lines[of.line.place] = MonthlyLine(of)
                    self._body.addWidget(made)
        self._body.addWidget(rule())
        self._add_labels()
        self._body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(framed("pane", self._body))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        deeds = (self.read_button, self.save_button, self.print_button, None)
        foot = row(*deeds, self.cancel_button, self.keep_button)
        below = column(self.said, foot, gap=6, margins=(18, 8, 18, 12))
        whole = column(self._head(), self._scroll, framed("foot", below), gap=0)
        whole.setStretchFactor(self._scroll, 1)
        self.setLayout(whole)

    def _head(self) -> QWidget:
        sight = self.draft.sight
        title = ElidedLabel(f"{sight.unit}　{sight.kept.row.told}", "heading")
        span = label(span_words(sight), "soft")
        span.setToolTip(f"{sight.key.due:%m}月{sight.key.due:%d}日以后的，属于下一份月报表")
        first = row(title, span)
        first.setStretch(0, 1)
        days = row(
            *(label("填表时间", "soft"), self.days["filled"], 12),
            *(label("收到日期", "soft"), self.days["received"], self.today_button, None),
        )
        return framed("head", column(first, days, gap=6, margins=(18, 10, 18, 10)))

    def _add_labels(self) -> None:
        """What head and foot ask for beside the unit and the day."""
        form = self.draft.sight.form
        asked = [
            one
            for one in (*form.head, *form.foot)
            if not is_unit_label(one) and not is_day_label(one)
        ]
        fields = row(gap=8)
        fields.setContentsMargins(0, px(12), 0, 0)
        for one in asked:
            field = self.labels[one] = line(one)
            fields.addWidget(label(one, "soft"))
            fields.addWidget(field, 1)
        self._body.addLayout(fields)

    def _connect(self) -> None:
        draft = self.draft
        for one in self.lines.values():
            one.edited.connect(draft.write)
            one.begun.connect(lambda ledger, kind: self._edit(draft.row_draft(ledger, kind)))
            one.opened.connect(self._on_opened)
            one.struck.connect(self._on_struck)
        for name, field in self.labels.items():
            field.textEdited.connect(lambda words, name=name: draft.write(name, words))
        for which, day in self.days.items():
            day.edited.connect(lambda which=which: self._on_day(which))
        self.today_button.clicked.connect(lambda: draft.write_day("received", date.today()))  # noqa: DTZ011  # the office's own calendar day
        self.read_button.clicked.connect(self.choose_file)
        self.save_button.clicked.connect(self.save_as)
        self.print_button.clicked.connect(self.print)
        self.cancel_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self.keep)
        draft.changed.connect(self._show)
        draft.previewed.connect(self._on_previewed)
        for keys, deed in (
            ("Ctrl+S", self.keep_button),
            ("Ctrl+O", self.read_button),
            ("Ctrl+P", self.print_button),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed.click)

    def _show(self) -> None:
        draft = self.draft
        for of in draft.lines:
            self.lines[of.line.place].show_line(of, draft.words_at(of.line.place))
        self._order_stops()
        for name, field in self.labels.items():
            show_text(field, draft.words_at(name))
        for shown, field in zip((draft.filled, draft.received), self.days.values(), strict=True):
            if not field.wrong:
                field.show_value(shown.isoformat() if shown else None)
        self._tell(
            f"{draft.busy}…{draft.said}" if draft.busy else draft.said, is_fault=draft.is_fault
        )
        for one in (self.read_button, self.save_button, self.print_button, self.keep_button):
            one.setEnabled(not draft.busy)

    def _order_stops(self) -> None:
        """Entries come and go; the tab key goes as one reads all the same."""
        stops = (stop for one in self.lines.values() for stop in one.stops)
        order_after(self.today_button, (*stops, *self.labels.values(), self.read_button))

    def _tell(self, words: str, *, is_fault: bool = False) -> None:
        self.said.setText(words)
        restyle(self.said, "tone", "red" if is_fault else "")
        self.said.setVisible(bool(words))

    # -- what is done

    def keep(self) -> None:
        """Keep the words and days, and close; what is refused stays as it is typed."""
        if self._kept():
            self.accept()

    def choose_file(self) -> None:
        """The form as the unit filled it in."""
        path = choose_form(self)
        if path is not None:
            self.draft.read_file(path)

    def save_as(self) -> None:
        """What stands here, as a file."""
        if not self._kept():
            return
        endings = self.draft.wanted.paper.endings
        out = choose_paper_place(self, endings, self.draft.suggested(endings[0]))
        if out is not None:
            self.draft.save_as(out)

    def print(self) -> None:
        """To the print screen, at this month."""
        if self._kept():
            self.accept()
            self.print_wanted.emit(self.draft.wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that one is on, and never closes the form from a field."""
        if not presses(self, event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Words that were typed are not lost by a slip of the finger; rows are kept already."""
        wrong = any(one.wrong for one in self.days.values())
        if (self.draft.touched or wrong) and not confirmed(
            self, "放弃没有保存的文字和日期？", "已经登记的台账行不受影响。", "放弃"
        ):
            return
        super().reject()

    def done(self, result: int) -> None:
        """What is on its way is called off."""
        self.draft.close()
        super().done(result)

    def _kept(self) -> bool:
        for field in self.days.values():
            if field.wrong:
                self._tell(f"{field.accessibleName()}：{field.wanted}", is_fault=True)
                field.setFocus()
                return False
        return self.draft.keep()

    def _on_day(self, which: Day) -> None:
        field = self.days[which]
        if not field.wrong:
            self.draft.write_day(which, date.fromisoformat(field.value) if field.value else None)

    def _on_opened(self, entry: LineEntry) -> None:
        self._edit(self.draft.draft_of(entry.ledger, entry.kept))

    def _on_struck(self, entry: LineEntry) -> None:
        at, ledger = self.draft.workplace, LEDGERS[entry.ledger].name
        back = "删除后可以撤销（关闭这张表后按 Ctrl+Z）。"
        if striking_agreed(self, at.workspace, [entry.kept], ledger, back):
            self.draft.strike(entry.kept.id)

    def _edit(self, row_draft: RowDraft) -> None:
        draft, ledger = self.draft, row_draft.ledger.id
        units = (LedgerUnit(draft.key.unit, draft.sight.unit),)
        files = RowFiles(draft.workplace, draft.jobs, row_draft.id)

        def keep(one: Kept[Row]) -> bool:
            return draft.keep_row(ledger, one)

        ask(RowDialog(self, row_draft, units, keep, files))

    def _on_previewed(self, preview: FormPreview) -> None:
        ask(FormPreviewDialog(self, self.draft, preview))
