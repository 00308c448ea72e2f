"""拟一份: what a letter is asked to be at the left, its very pages at the right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QScrollArea, QSplitter, QWidget

from desktop.domain.letter_forms import LetterKind, LetterLook
from desktop.ui.criteria.date_field import DateField
from desktop.ui.dialogs.paper_place import choose_paper_place
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line, show_text
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.words_field import WordsField
from desktop.ui.results.field_list_dialog import FieldListDialog
from desktop.ui.results.letter_units import LetterUnits
from desktop.ui.theme.tokens import px
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.letter_draft import LetterDraft

ENDINGS: Final = (".docx", ".pdf")
_LOOKS: Final = tuple(LetterLook)
_LEAST: Final = 330  # of the form


class LetterDialog(QDialog):
    """What is typed is seen a moment later; nothing is kept before it is registered."""

    def __init__(self, parent: QWidget, draft: LetterDraft) -> None:
        super().__init__(parent)
        self.draft = draft
        self.setWindowTitle("拟一份发文")
        self.resize(min(px(1240), parent.width() - px(16)), min(px(760), parent.height() - px(16)))
        self.kinds = QComboBox()
        name_choice(self.kinds, "文书类型")
        for kind in LetterKind:
            self.kinds.addItem(kind.value, kind)
        self.looks = Segments([Segment(one.value) for one in _LOOKS], "文书样式")
        self.number = line("文号", "例如：云双随机办〔2026〕1号")
        self.dated = DateField("成文日期")
        self.due = DateField("办理期限")
        self.title = line("标题")
        self.to = line("主送")
        self.copies = line("抄送", "没有就空着")
        self.body = WordsField("正文", "表格之前的话，每段一行", least=3)
        self.units = LetterUnits(draft)
        self.fields_button = button(
            "可用的栏目…", "link", "", "标题、主送和正文里也可以写 {{得分}} 这样的栏目"
        )
        self.seen = QComboBox()
        name_choice(self.seen, "看哪个单位的")
        self.viewer = EvidenceViewer(draft.preview.view)
        self._count = label("", "soft")
        self._remarks = paragraph("", "small")
        self._fault = paragraph("", "small", "red")
        self.save_button = button("存成文件…", "", "device-floppy", "存成 Word 或 PDF（Ctrl+S）")
        self.register_button = button("登记发文", "primary", "check", "编号登记，文件一并留存")
        self.close_button = button("关闭")
        self._lay_out()
        self._connect()
        self._show_order()
        self._show()
        draft.look()
        self.kinds.setFocus()

    # -- how it is laid out

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(column(self._form(), None, margins=(16, 14, 14, 14)))
        scrolls = QScrollArea()
        scrolls.setObjectName("pane")
        scrolls.setWidgetResizable(True)
        scrolls.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolls.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolls.setWidget(inside)
        scrolls.setMinimumWidth(px(_LEAST))
        self._whose = holder(row(label("看", "soft"), self.seen, self._count, None))
        pages = column(self._whose, self._remarks, self.viewer, gap=6, margins=(8, 8, 0, 0))
        pages.setStretch(2, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(px(5))
        panes.addWidget(scrolls)
        panes.addWidget(framed("pane", pages))
        panes.setSizes([px(440), px(800)])
        panes.setStretchFactor(1, 1)
        deeds = (self.save_button, self.close_button, self.register_button)
        foot = row(self._fault, *deeds, margins=(16, 8, 16, 8))
        foot.setStretch(0, 1)
        whole = column(panes, framed("foot", foot), gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        self._due_head = label("办理期限", "soft")
        self._units_head = label("单位", "soft")
        lines: tuple[tuple[QWidget, QWidget], ...] = (
            (label("类型", "soft"), self.kinds),
            (label("样式", "soft"), self.looks),
            (label("文号", "soft"), self.number),
            (label("成文日期", "soft"), self.dated),
            (self._due_head, self.due),
            (self._units_head, self.units),
            (label("标题", "soft"), self.title),
            (label("主送", "soft"), self.to),
            (
                label("正文", "soft"),
                holder(column(self.body, row(None, self.fields_button), gap=2)),
            ),
            (label("抄送", "soft"), self.copies),
        )
        for at, (head, field) in enumerate(lines):
            head.setContentsMargins(0, px(7), 0, 0)
            grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, at, 1)
        return grid

    # -- what is done

    def _connect(self) -> None:
        draft = self.draft
        self.kinds.activated.connect(lambda _: draft.choose_kind(self.kinds.currentData()))
        self.looks.chosen.connect(lambda _: self._on_edited())
        for one in (self.number, self.title, self.to, self.copies):
            one.textEdited.connect(lambda _: self._on_edited())
        for day in (self.dated, self.due):
            day.edited.connect(self._on_edited)
        self.body.edited.connect(self._on_edited)
        self.units.edited.connect(lambda: draft.choose_units(self.units.chosen))
        self.seen.activated.connect(lambda _: draft.see(self.seen.currentData()))
        self.fields_button.clicked.connect(self._show_fields)
        self.save_button.clicked.connect(self.ask_where)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.ask_where)
        self.close_button.clicked.connect(self.reject)
        self.register_button.clicked.connect(self._on_register)
        draft.suggested.connect(self._show_order)
        draft.changed.connect(self._show)
        draft.preview.changed.connect(self._show_preview)
        draft.registered.connect(self.accept)
        self.finished.connect(lambda _: draft.close())

    def _on_edited(self) -> None:
        order = self.draft.order
        look = self.looks.value
        due = self.due.value
        self.draft.change(
            replace(
                order,
                look=_LOOKS[look or 0],
                number=self.number.text().strip(),
                dated=date.fromisoformat(self.dated.value) if self.dated.value else order.dated,
                due=date.fromisoformat(due) if due else None,
                title=self.title.text().strip(),
                to=self.to.text().strip(),
                copies=self.copies.text().strip(),
                body=self.body.words,
            )
        )

    def _on_register(self) -> None:
        if self.dated.value is None:
            self._fault.setText(self.dated.wanted)
            self.dated.setFocus()
        elif self.due.wrong:
            self._fault.setText(self.due.wanted)
            self.due.setFocus()
        else:
            self.draft.register()

    def ask_where(self) -> None:
        """The letter that is looked at, as a file."""
        made = self.draft.preview.made
        if made is None:
            return
        out = choose_paper_place(self, ENDINGS, made.file_name(".docx"))
        if out is not None:
            self.draft.preview.save(out)

    def _show_fields(self) -> None:
        put_up(FieldListDialog(self, self.draft.order.kind.value, self.draft.fields))

    # -- how it stands

    def _show_order(self) -> None:
        """All that was suggested."""
        order = self.draft.order
        self.kinds.setCurrentIndex(self.kinds.findData(order.kind))
        self.looks.show_value(_LOOKS.index(order.look))
        self.dated.show_value(order.dated.isoformat())
        self.due.show_value(order.due.isoformat() if order.due else None)
        for field, words in (
            (self.number, order.number),
            (self.title, order.title),
            (self.to, order.to),
            (self.copies, order.copies),
        ):
            show_text(field, words)
        self.body.show_words(order.body)
        self.units.show_units()
        for head, part, wanted in (
            (self._due_head, self.due, order.kind.has_due),
            (self._units_head, self.units, order.kind.of_chosen),
        ):
            head.setVisible(wanted)
            part.setVisible(wanted)

    def _show(self) -> None:
        draft = self.draft
        self._fault.setText(draft.fault)
        whose = draft.of_units
        self._whose.setVisible(bool(whose))
        shown = [self.seen.itemData(at) for at in range(self.seen.count())]
        if shown != [one.unit for one in whose]:
            self.seen.clear()
            for one in whose:
                self.seen.addItem(one.name, one.unit)
        self.seen.setCurrentIndex(self.seen.findData(draft.seen))
        self._count.setText(f"共 {len(whose)} 份，文号依次往下编")
        self.register_button.setText(f"登记 {len(whose)} 份" if len(whose) > 1 else "登记发文")
        self._show_preview()

    def _show_preview(self) -> None:
        preview = self.draft.preview
        ready = preview.made is not None and not preview.is_busy
        self.save_button.setEnabled(ready)
        self.register_button.setEnabled(ready)
        differing = "；".join(preview.remarks)
        told = [self.draft.caution, f"预览和 Word 里不同的：{differing}" if differing else ""]
        self._remarks.setText("\n".join(filter(None, told)))
        self._remarks.setVisible(any(told))
