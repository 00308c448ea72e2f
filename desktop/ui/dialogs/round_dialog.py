"""新建考核批次: a scheme with its document and a preview, then the period, the units and who evaluates them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QSplitter,
    QWidget,
)

from desktop.ui.dialogs.candidate_list import CandidateList
from desktop.ui.dialogs.file_choice import choose_document
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.wrapping_rows import wrap_words
from desktop.ui.screens.scheme_outline import SchemeOutline
from desktop.ui.theme.tokens import px
from desktop.viewmodels.document_beside import DocumentBeside
from desktop.viewmodels.round_draft import RoundDraft
from desktop.viewmodels.scheme_rows import heading
from desktop.viewmodels.scheme_words import choice_words


class RoundDialog(QDialog):
    """Everything on one page: what is chosen at the left decides what stands at the right."""

    def __init__(self, parent: QWidget, draft: RoundDraft, document: DocumentBeside) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建考核批次")
        self.resize(min(px(1120), parent.width() - px(20)), min(px(660), parent.height() - px(20)))
        self._draft, self._document = draft, document
        self._schemes = _scheme_list(draft)
        self._heading = paragraph("", "soft")
        self._outline = SchemeOutline()
        self._original = ElidedLabel("", "small")
        self.attach_button = button(
            "附上原文…", "link", "upload", "印发的办法，PDF 或扫描件；考核时在表单旁边对照"
        )
        self._name = QLineEdit()
        self._name.setAccessibleName("批次名称")
        self._period = QLineEdit()
        self._period.setAccessibleName("考核时段")
        self._period.setFixedWidth(px(130))
        self._days = label("", "small")
        self._units = CandidateList(draft)
        self._count = label("", "soft")
        self._all = QCheckBox("全选")
        self._all.setAccessibleName("全选单位")
        self._everyone = QComboBox()
        name_choice(self._everyone, "全部单位的考核人")
        self._everyone.addItem("统一指定考核人…")
        self._everyone.addItems([one.name for one in draft.people])
        self._reviewed, self._reviewer = _review_fields(draft)
        self._wanting = label("", "soft", "amber")
        self.open_button = button("建立批次", "primary")
        self.open_button.setDefault(True)
        cancel = button("取消")
        self._lay_out(cancel)
        cancel.clicked.connect(self.reject)
        self._connect()
        self._schemes.setCurrentRow(0)
        self._show()
        self._show_scheme()

    def _lay_out(self, cancel: QWidget) -> None:
        left = column(label("考核办法", "strong"), self._schemes, gap=6, margins=(16, 12, 8, 8))
        original = row(self._original, self.attach_button)
        original.setStretch(0, 1)
        middle = column(self._heading, self._outline, original, gap=6, margins=(8, 12, 8, 8))
        fields = row(label("批次名称", "soft"), self._name)
        when = row(label("考核时段", "soft"), self._period, self._days, None)
        tools = row(self._all, self._count, None, self._everyone)
        review = row(self._reviewed, None, self._reviewer)
        right = column(fields, when, review, tools, self._units, gap=8, margins=(8, 12, 16, 8))
        panes = QSplitter(Qt.Orientation.Horizontal)
        for part, least in ((left, 160), (middle, 250), (right, 400)):
            panes.addWidget(framed("pane", part))
            panes.widget(panes.count() - 1).setMinimumWidth(px(least))
        panes.setChildrenCollapsible(False)
        panes.setSizes([px(225), px(385), px(510)])
        foot = row(self._wanting, None, cancel, self.open_button, margins=(16, 8, 16, 8))
        whole = column(panes, framed("foot", foot), gap=0)
        whole.setStretchFactor(panes, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._schemes.currentRowChanged.connect(self._on_scheme)
        self._name.textEdited.connect(self._on_words)
        self._period.textEdited.connect(self._on_words)
        self._all.clicked.connect(self._on_all)
        self._everyone.activated.connect(self._on_everyone)
        self.open_button.clicked.connect(self._draft.open)
        self._reviewed.toggled.connect(self._on_review)
        self._reviewer.activated.connect(lambda _: self._on_review())
        self._draft.changed.connect(self._show)
        self._draft.opened.connect(self.accept)
        self.attach_button.clicked.connect(lambda: choose_document(self, self._document))
        self._document.changed.connect(self._show_original)

    # -- what is done

    def _on_scheme(self, number: int) -> None:
        self._draft.choose_scheme(number)
        self._show_scheme()

    def _on_words(self) -> None:
        self._draft.say(self._name.text(), self._period.text())
        if not self._name.hasFocus():
            self._show_name()
        self._show_wanting()

    def _on_all(self, chosen: bool) -> None:  # noqa: FBT001  # as Qt's signal gives it
        ids = [one.unit.id for one in self._draft.candidates]
        self._draft.choose(ids, chosen=chosen)

    def _on_review(self) -> None:
        self._draft.reviewed = self._reviewed.isChecked()
        self._draft.reviewer = self._reviewer.currentData()
        self._reviewer.setEnabled(self._draft.reviewed)

    def _on_everyone(self, number: int) -> None:
        if number:
            self._draft.assign_all(self._draft.people[number - 1])
        self._everyone.setCurrentIndex(0)

    # -- what is shown

    def _show_scheme(self) -> None:
        self._heading.setText(heading(self._draft.scheme))
        self._outline.show_scheme(self._draft.scheme)
        self._document.turn_to(self._draft.scheme.id, "")

    def _show_original(self) -> None:
        name = self._document.name
        self._original.set_whole(f"办法原文：{name}" if name else "还没有附上办法原文")
        self.attach_button.setText("换一份…" if name else "附上原文…")

    def _show(self) -> None:
        self._show_name()
        if self._period.text() != self._draft.period:
            self._period.setText(self._draft.period)
        candidates = self._draft.candidates
        self._units.show_candidates(candidates)
        self._count.setText(f"已选 {self._draft.count} / {len(candidates)} 个单位")
        self._all.setChecked(bool(candidates) and self._draft.count == len(candidates))
        self._show_wanting()

    def _show_name(self) -> None:
        if self._name.text() != self._draft.name:
            self._name.setText(self._draft.name)
            self._name.setCursorPosition(0)

    def _show_wanting(self) -> None:
        self._days.setText(self._draft.period_read.days)
        self._wanting.setText(self._draft.wanting)
        self.open_button.setEnabled(not self._draft.wanting)


def _scheme_list(draft: RoundDraft) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName("考核办法")
    made.setProperty("framed", "true")
    made.setSpacing(px(2))
    wrap_words(made)
    made.addItems(choice_words(draft.schemes))
    for at, scheme in enumerate(draft.schemes):
        made.item(at).setToolTip(scheme.title)
    return made


def _review_fields(draft: RoundDraft) -> tuple[QCheckBox, QComboBox]:
    """Whether the round is reviewed, and by whom; without a reviewer in the office it cannot be."""
    reviewed, reviewer = QCheckBox("定稿前要审核"), QComboBox()
    reviewer.setAccessibleName("全部单位的复核人")
    reviewer.addItem("复核人都可以审核", "")
    for one in draft.reviewers:
        reviewer.addItem(f"由{one.name}复核", one.id)
    reviewer.setEnabled(False)
    reviewed.setEnabled(bool(draft.reviewers))
    reviewed.setToolTip(
        "考核人提交，复核人退回或通过，通过以后才能定稿"
        if draft.reviewers
        else "还没有人担任复核，请先在设置的“人员”里指定"
    )
    return reviewed, reviewer
