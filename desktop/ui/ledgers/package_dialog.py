"""交来的材料包: forms first, each held against its ledger; then the scans, each with the row that it proves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLabel, QScrollArea, QWidget

from desktop.domain.ledgers.kinds import LEDGERS
from desktop.services.handed_packages import HandedForm, HandedScan
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.import_draft import ImportDraft
from desktop.viewmodels.package_draft import PackageDraft

_UNLINKED: Final = "只收入，不关联"


class PackageDialog(QDialog):
    """Nothing is kept before its button is pressed: each form's own, and one for all scans."""

    def __init__(
        self, parent: QWidget, draft: PackageDraft, show_import: Callable[[ImportDraft], None]
    ) -> None:
        super().__init__(parent)
        self._draft, self._show_import = draft, show_import
        self.setWindowTitle("交来的材料包")
        self._forms, self._scans = QGridLayout(), QGridLayout()
        self.form_buttons: dict[str, QWidget] = {}
        self._states: dict[str, QLabel] = {}
        self.choices: list[QComboBox] = []
        self.keep_button = button("收入扫描件", "primary")
        self._cancel = button("关闭", "", "", "Esc：没有收入的扫描件不留下")
        self._lay_out()
        self._fill()
        room = parent.window().size()
        self.resize(min(px(980), room.width() - px(40)), min(px(620), room.height() - px(40)))
        self.keep_button.clicked.connect(draft.keep)
        self._cancel.clicked.connect(self.reject)
        draft.changed.connect(self._show)
        draft.ended.connect(self.accept)
        self._show()

    def _lay_out(self) -> None:
        package = self._draft.package
        skipped = paragraph(package.skipped if package else "", "soft")
        skipped.setVisible(bool(package and package.skipped))
        title = label(package.name if package else "", "heading")
        body = framed(
            "pane",
            column(
                label("一、表格：逐份核对后导入台账", "strong"),
                self._forms,
                12,
                label("二、扫描件：证明台账里的哪一行", "strong"),
                self._scans,
                None,
                margins=(20, 12, 20, 12),
            ),
        )
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = framed("head", column(title, skipped, gap=4, margins=(20, 12, 20, 10)))
        foot = framed("foot", row(None, self._cancel, self.keep_button, margins=(18, 8, 18, 12)))
        whole = column(head, scroll, foot, gap=0)
        whole.setStretchFactor(scroll, 1)
        self.setLayout(whole)

    def reject(self) -> None:
        """Esc, the cross, or the button."""
        self._draft.cancel()
        super().reject()

    def _fill(self) -> None:
        package = self._draft.package
        for at, form in enumerate(package.forms if package else ()):
            self._add_form(at, form)
        for at, scan in enumerate(package.scans if package else ()):
            self._add_scan(at, scan)
        for grid, empty in ((self._forms, "没有表格"), (self._scans, "没有扫描件")):
            grid.setColumnStretch(0, 2)
            grid.setColumnStretch(1, 3)
            if not grid.count():
                grid.addWidget(label(empty, "soft"), 0, 0)

    def _add_form(self, at: int, form: HandedForm) -> None:
        self._forms.addWidget(ElidedLabel(form.name), at, 0)
        self._states[form.name] = paragraph("", "soft")
        self._forms.addWidget(self._states[form.name], at, 1)
        check = self.form_buttons[form.name] = button("核对导入…")
        check.setAccessibleName(f"核对导入：{form.name}")
        check.setEnabled(form.table is not None)
        check.clicked.connect(partial(self._on_form, form))
        self._forms.addWidget(check, at, 2)

    def _add_scan(self, at: int, scan: HandedScan) -> None:
        name = ElidedLabel(scan.name)
        name.setStatusTip(" / ".join([*scan.folders, scan.name]))
        self._scans.addWidget(name, at, 0)
        choice = QComboBox()
        choice.setAccessibleName(f"“{scan.name}”证明")
        choice.setMaxVisibleItems(18)
        choice.setMinimumContentsLength(24)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.activated.connect(partial(self._on_choice, at))
        self.choices.append(choice)
        self._scans.addWidget(choice, at, 1)

    def _show(self) -> None:
        package = self._draft.package
        if package is None:
            return
        for form in package.forms:
            self._states[form.name].setText(self._state(form))
        for at, choice in enumerate(self.choices):
            choice.clear()
            choice.addItem(_UNLINKED, None)
            for place in self._draft.places:
                choice.addItem(place.words, place.id)
            choice.setCurrentIndex(max(0, choice.findData(self._draft.rows[at])))
        number = len(package.scans)
        self.keep_button.setText(f"收入 {number} 份，关联 {self._draft.linking} 份")
        self.keep_button.setAccessibleName(self.keep_button.text())
        self.keep_button.setEnabled(number > 0)

    def _state(self, form: HandedForm) -> str:
        if form.name in self._draft.imported:
            return "已导入"
        if form.refusal:
            return form.refusal
        return (
            f"像是“{LEDGERS[form.ledger].name}”"
            if form.ledger
            else "看不出是哪种台账，核对时请选择"
        )

    def _on_form(self, form: HandedForm) -> None:
        draft = self._draft.import_of(form)
        if draft is not None:
            self._show_import(draft)

    def _on_choice(self, at: int, place: int) -> None:
        self._draft.choose(at, self.choices[at].itemData(place))
