"""What 整改 asks: which units' losses are listed, how one was put right with its evidence, and the second look."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from desktop.domain.amounts import show
from desktop.services.rectifications import (
    RectificationSight,
    SecondLook,
    looked_at,
    planned,
    reported,
)
from desktop.ui.criteria.date_field import DateField
from desktop.ui.ledgers.row_file_list import RowFileList
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import agreed_by_keys
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.words_field import WordsField
from desktop.ui.theme.tokens import px
from desktop.viewmodels.rectification_list import RectificationList
from desktop.viewmodels.repair_files import RepairFiles
from desktop.viewmodels.result_book import ResultBook

_PASSED, _FAILED = range(2)


def _day(field: DateField) -> date | None:
    return date.fromisoformat(field.value) if field.value else None


class _Asking(QDialog):
    """A heading, fields, why it cannot be done, and the button that does it."""

    def __init__(self, parent: QWidget, title: str, words: str, deed: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(540))
        self.words = paragraph(words, "strong")
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.fields = QFormLayout()
        self.fields.setSpacing(px(10))
        self.fault = paragraph("", "small", "red")
        self.do_button = button(deed, "primary", "", "Ctrl+Enter")
        self.do_button.setDefault(True)
        agreed_by_keys(self, self.do_button)
        cancel = button("取消")
        foot = row(self.fault, cancel, self.do_button, margins=(20, 8, 20, 12))
        foot.setStretch(0, 1)
        self.box = column(self.words, self.fields, None, gap=12, margins=(20, 16, 20, 8))
        self._foot = framed("foot", foot)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder(self.box))
        whole = column(scroll, self._foot, gap=0)
        whole.setStretchFactor(scroll, 1)
        self.setLayout(whole)
        cancel.clicked.connect(self.reject)
        self.do_button.clicked.connect(self._do)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need at this width, and no higher than the window."""
        super().showEvent(event)
        parent = self.parentWidget()
        room = parent.height() if parent is not None else self.height()
        wanted = self.box.totalHeightForWidth(self.width()) + self._foot.sizeHint().height()
        self.resize(self.width(), min(wanted, room - px(20)))

    def ask(self, words: str, field: QWidget) -> None:
        """One more field."""
        self.fields.addRow(label(words, "soft"), field)

    def _do(self) -> None:
        raise NotImplementedError


class ListingDialog(_Asking):
    """列入整改: of which units, and until when; what is listed already is not listed twice."""

    def __init__(self, parent: QWidget, held: RectificationList) -> None:
        words = "所选单位的失分逐条列入整改，已经列入的不会重复。责任人和措施可以随后统一填。"
        super().__init__(parent, "列入整改", words, "列入")
        self._held = held
        self.units = QListWidget()
        self.units.setAccessibleName("列入整改的单位")
        self.units.setProperty("framed", "true")
        self.units.setProperty("dense", "true")
        self.units.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.units.setMinimumHeight(px(220))
        for unit, name in held.units.items():
            QListWidgetItem(name, self.units).setData(Qt.ItemDataRole.UserRole, unit)
        self.due = DateField("整改期限")
        self.due.show_value(held.usual_due.isoformat())
        self._chosen = label("", "soft")
        self.ask("单位", self.units)
        self.ask("", self._chosen)
        self.ask("整改期限", self.due)
        self.units.itemSelectionChanged.connect(self._show)
        self.units.selectAll()
        self.units.setFocus()

    def _show(self) -> None:
        number = len(self.units.selectedItems())
        self._chosen.setText(f"选中 {number} 个单位（Ctrl+A 全选，Shift+↑↓ 或 Ctrl 加点选几个）")
        self.do_button.setEnabled(bool(number))

    def _do(self) -> None:
        if self.due.wrong:
            self.fault.setText(DateField.wanted)
            self.due.setFocus()
            return
        chosen = [one.data(Qt.ItemDataRole.UserRole) for one in self.units.selectedItems()]
        if self._held.put_on(chosen, _day(self.due)):
            self.accept()
        else:
            self.fault.setText("选中的单位没有还没列入的失分")


class RepairDialog(_Asking):
    """One of the list: how it is put right, by whom, until when; what was done, and what proves it."""

    def __init__(
        self, parent: QWidget, book: ResultBook, held: RectificationList, one: RectificationSight
    ) -> None:
        super().__init__(parent, "整改", one.record.problem, "保存")
        self.setMinimumWidth(px(620))
        self._held, self._one = held, one
        record = one.record
        self.measure = WordsField("整改措施", "怎么改")
        self.measure.show_words(record.measure)
        self.owner = line("责任人", "被考核单位的责任人")
        self.owner.setText(record.owner)
        self.due, self.repaired = DateField("期限"), DateField("完成日期")
        self.due.show_value(record.due.isoformat() if record.due else None)
        self.repaired.show_value(record.repaired.isoformat() if record.repaired else None)
        self.report = WordsField("完成情况", "做了什么，怎么改的；还没有完成就空着")
        self.report.show_words(record.report)
        self.files = RowFileList(RepairFiles(book.workplace, book.jobs, record.id))
        self.ask("失分", _loss_words(one))
        self.ask("整改措施", self.measure)
        who = row(self.owner, label("期限", "soft"), self.due)
        who.setStretch(0, 1)
        self.fields.addRow(label("责任人", "soft"), who)
        self.ask("完成日期", self.repaired)
        self.ask("完成情况", self.report)
        if record.verdict:
            self.ask("上次复查", paragraph(f"{record.checked}　{record.checker}：{record.verdict}"))
        self.box.insertWidget(2, self.files)
        self.finished.connect(lambda _: self.files.files.close())
        for field in (self.measure, self.owner, self.due, self.repaired, self.report):
            field.setEnabled(record.state != "passed")
        self.do_button.setEnabled(record.state != "passed")
        (self.report if record.owner else self.measure).setFocus()

    def _do(self) -> None:
        wrong = next((one for one in (self.due, self.repaired) if one.wrong), None)
        done, report = _day(self.repaired), self.report.words
        if wrong is not None:
            self.fault.setText(DateField.wanted)
            wrong.setFocus()
        elif report and done is None:
            self.fault.setText("写了完成情况，请填完成日期")
            self.repaired.setFocus()
        elif done is not None and not report:
            self.fault.setText("填了完成日期，请写完成情况")
            self.report.setFocus()
        elif self._keep(done, report):
            self.accept()

    def _keep(self, done: date | None, report: str) -> bool:
        record = self._one.record
        rules = [planned(self.owner.text(), _day(self.due), self.measure.words)]
        if done is not None and (done, report) != (record.repaired, record.report):
            rules.append(reported(done, report))
        return self._held.change([record.id], *rules)


class LookDialog(_Asking):
    """复查: whether it is put right indeed; where not, what lacks and until when."""

    def __init__(
        self, parent: QWidget, book: ResultBook, held: RectificationList, one: RectificationSight
    ) -> None:
        super().__init__(parent, "复查", one.record.problem, "记下复查结果")
        self._held, self._one = held, one
        person = book.workplace.author
        self.results = Segments((Segment("通过", "green"), Segment("未通过", "amber")), "复查结果")
        self.results.show_value(_PASSED)
        self.checked = DateField("复查日期")
        self.checked.show_value(held.today.isoformat())
        self.checker = line("复查人")
        self.checker.setText(person.name if person.person else "")
        self.verdict = WordsField("复查意见", "未通过时写明还差什么", least=2)
        self.due = DateField("新的期限")
        self._due_words = label("新的期限", "soft")
        self.ask("完成情况", paragraph(f"{one.record.repaired}　{one.record.report}"))
        self.ask("复查结果", self.results)
        self.ask("复查日期", self.checked)
        self.ask("复查人", self.checker)
        self.ask("复查意见", self.verdict)
        self.fields.addRow(self._due_words, self.due)
        self.results.chosen.connect(lambda _: self._show())
        self._show()
        self.results.setFocus()

    @property
    def _passed(self) -> bool:
        return self.results.value == _PASSED

    def _show(self) -> None:
        for one in (self._due_words, self.due):
            one.setEnabled(not self._passed)

    def _do(self) -> None:
        checked = _day(self.checked)
        if checked is None or self.due.wrong:
            self.fault.setText(DateField.wanted)
            (self.checked if checked is None else self.due).setFocus()
            return
        due = None if self._passed else _day(self.due)
        found = (checked, self.checker.text(), self._passed, self.verdict.words, due)
        if self._held.change([self._one.record.id], looked_at(SecondLook(*found))):
            self.accept()


def _loss_words(one: RectificationSight) -> QLabel:
    words = f"{show(one.record.lost)} 分（{one.where}）"
    if not one.still_lost:
        words += "；考核表里已不再失分"
    return paragraph(words, "", "" if one.still_lost else "amber")
