"""交来的材料包: whose it is, forms first, each held against its ledger; then the scans, each with the row it proves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from desktop.domain.ledgers.kinds import LEDGERS
from desktop.domain.refusals import within_quotes
from desktop.services.handed_packages import HandedForm
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.ledgers.form_preview_dialog import FormPreviewDialog
from desktop.ui.ledgers.package_scans import PackageScans
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.keys import presses
from desktop.ui.parts.labels import ElidedLabel, label
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import CONTROL, px
from desktop.viewmodels.import_draft import ImportDraft
from desktop.viewmodels.package_draft import PackageDraft

_MOST_FORMS: Final = 4  # in sight at once; half of them in a low window
_LOW: Final = 700
_EVERY: Final = "（所有单位）"


class PackageDialog(QDialog):
    """Nothing is kept before its button is pressed: each form's own, and one for all scans."""

    def __init__(
        self, parent: QWidget, draft: PackageDraft, show_import: Callable[[ImportDraft], None]
    ) -> None:
        super().__init__(parent)
        self._draft, self._show_import = draft, show_import
        self._room = parent.window().size()
        self.setWindowTitle("交来的材料包")
        self.units = QComboBox()
        name_choice(self.units, "单位")
        self.units.setMinimumWidth(px(200))
        for name, unit in ((_EVERY, None), *((one.name, one.id) for one in draft.units)):
            self.units.addItem(name, unit)
        self.unit_told = ElidedLabel("", "small")
        self.unit_told.setProperty("tone", "amber")
        self._forms = QGridLayout()
        self.form_buttons: list[QWidget] = []
        self._states: list[QLabel] = []
        self.scans = PackageScans(draft)
        self.keep_button = button("收入扫描件", "primary")
        self.cancel_button = button("关闭", "", "", "Esc：没有收入的扫描件不留下")
        for at, form in enumerate(draft.forms):
            self._add_form(at, form)
        self._lay_out()
        room = self._room
        self.resize(min(px(1120), room.width() - px(40)), min(px(680), room.height() - px(40)))
        self.units.activated.connect(lambda _: draft.choose_unit(self.units.currentData()))
        self.keep_button.clicked.connect(draft.keep)
        self.cancel_button.clicked.connect(self.reject)
        draft.changed.connect(self._show)
        draft.ended.connect(self.accept)
        self._show()
        (self.scans.files if self.scans.table.scans else self.cancel_button).setFocus()

    def _lay_out(self) -> None:
        package = self._draft.package
        title = ElidedLabel(package.name if package else "", "heading")
        first = row(title, self.unit_told, label("单位", "soft"), self.units, gap=10)
        first.setStretch(0, 1)
        first.setStretch(1, 1)
        self.skipped = flowing(package.skipped if package else "", "small")
        head = column(first, self.skipped, gap=4, margins=(18, 12, 18, 10))
        scans = label("扫描件：证明台账里的哪一行", "strong")
        nothing = flowing("没有扫描件", "soft")
        has_scans = bool(self.scans.table.scans)
        hint = label("打字查找要关联的行；Delete 不关联", "small")
        title_line = framed("pane", column(row(scans, None, hint), nothing, margins=(18, 8, 18, 8)))
        # What is there is shown with the dialog; nothing is shown before it has a parent.
        absent: list[QWidget] = [nothing] if has_scans else [self.scans, hint]
        absent += [] if self.skipped.text() else [self.skipped]
        absent += [self.scans.choice.whole] if self._is_low else []
        absent += [title_line] if self._is_low and has_scans else []
        for part in absent:
            part.hide()
        foot = row(None, self.cancel_button, self.keep_button, margins=(18, 8, 18, 12))
        whole = column(
            framed("head", head),
            *self._form_parts(),
            title_line,
            self.scans,
            framed("foot", foot),
            gap=0,
        )
        whole.setStretchFactor(self.scans if has_scans else title_line, 1)
        self.setLayout(whole)

    def _form_parts(self) -> list[QWidget]:
        """A few forms are seen whole; of many, some."""
        number = len(self._draft.forms)
        if not number:
            return []
        self._forms.setColumnStretch(0, 2)
        self._forms.setColumnStretch(1, 3)
        self._forms.setVerticalSpacing(px(6))
        self._forms.setContentsMargins(px(18), px(4), px(12), px(8))
        scroll = QScrollArea()
        scroll.setWidget(framed("pane", self._forms))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        most = _MOST_FORMS // 2 if self._is_low else _MOST_FORMS
        scroll.setFixedHeight(min(number, most) * px(CONTROL + 8) + px(10))
        title = column(label("表格：逐份核对后记入台账", "strong"), margins=(18, 10, 18, 6))
        return [scroll] if self._is_low else [framed("pane", title), scroll]

    @property
    def _is_low(self) -> bool:
        """Whether there is little room at this text scale."""
        return self._room.height() < px(_LOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that one is on, and never keeps anything from a list."""
        if not presses(self, event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc, the cross, or the button."""
        if self._draft.touched and not confirmed(
            self, "放弃已选定的对应，不收入扫描件？", "已经导入的表格不受影响。", "放弃"
        ):
            return
        self._draft.cancel()
        super().reject()

    def _add_form(self, at: int, form: HandedForm) -> None:
        name = ElidedLabel("/".join([*form.apart, form.name]))
        self._forms.addWidget(name, at, 0)
        self._states.append(flowing("", "soft"))
        self._forms.addWidget(self._states[at], at, 1)
        check = button("核对采用…" if form.report else "核对导入…")
        check.setAccessibleName(f"{check.text()[:-1]}：{form.name}")
        check.setEnabled(form.table is not None or form.report is not None)
        check.clicked.connect(partial(self._on_form, at))
        self.form_buttons.append(check)
        self._forms.addWidget(check, at, 2)

    def _show(self) -> None:
        draft = self._draft
        if draft.package is None:
            return
        self.units.setCurrentIndex(max(0, self.units.findData(draft.unit)))
        self.unit_told.set_whole(draft.unit_told)
        for at, form in enumerate(draft.forms):
            self._states[at].setText(self._state(at, form))
        number = len(draft.rows)
        words = f"收入 {number} 份，关联 {draft.linking} 份" if number else "没有要收入的"
        self.keep_button.setText(words)
        self.keep_button.setAccessibleName(self.keep_button.text())
        self.keep_button.setEnabled(number > 0)

    def _state(self, at: int, form: HandedForm) -> str:
        if at in self._draft.imported:
            if not form.report:
                return "已导入"
            day = self._draft.received.get(at)
            return f"已采用，{day} 收到" if day else "已采用；收到日期在“报送”里登记"
        if told := self._draft.told.get(at, "") or form.refusal:
            return told
        if form.report:
            month, title = form.report.filled.month, within_quotes(form.report.form.title)
            return f"填好的“{title}”" + (f"，{month[0]}年{month[1]}月" if month else "")
        if form.ledger:
            return f"像是“{LEDGERS[form.ledger].name}”"
        return "看不出是哪种台账，核对时请选择；也列在下面，可以作佐证"

    def _on_form(self, at: int) -> None:
        if self._draft.forms[at].report:
            self._on_report(at)
        elif (draft := self._draft.import_of(at)) is not None:
            self._show_import(draft)

    def _on_report(self, at: int) -> None:
        found = self._draft.report_of(at)
        if found is None:
            return
        report, preview = found
        dialog = FormPreviewDialog(self, report, preview, asks_day=True)
        if ask(dialog):
            self._draft.adopted(at, report)
        report.close()
