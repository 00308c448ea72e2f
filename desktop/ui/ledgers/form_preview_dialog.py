"""填好的表: what it would bring, line by line, with what is to be looked at; nothing is kept before it is agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from desktop.services.form_previews import FormPreview
from desktop.ui.criteria.date_field import DateField
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, pill, sign
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.form_told import (
    STANDING_WORDS,
    EntryTold,
    LineTold,
    Standing,
    brings,
    labels_told,
    lines_told,
    summary_of,
)
from desktop.viewmodels.monthly_draft import MonthlyDraft

_PILLS: Final[dict[Standing, str]] = {"new": "green", "more": "amber", "same": "plain"}


class FormPreviewDialog(QDialog):
    """采用 keeps all of it as one event; Esc keeps nothing.

    `asks_day` where nobody was asked yet when it came in: today, or as it is recorded already.
    """

    def __init__(
        self,
        parent: QWidget,
        draft: MonthlyDraft,
        preview: FormPreview,
        *,
        asks_day: bool = False,
    ) -> None:
        super().__init__(parent)
        self._draft, self._preview = draft, preview
        self.day = DateField("收到日期") if asks_day else None
        if self.day is not None:
            came = draft.received or date.today()  # noqa: DTZ011  # the office's own calendar day
            self.day.show_value(came.isoformat())
        self.setWindowTitle("填好的表：核对后采用")
        self._fault = flowing("", "small", "red")
        self.keep_button = button("采用", "primary", "", "记入台账和这张月报表，可以一步撤销")
        self.keep_button.setDefault(True)
        self.cancel_button = button("取消", "", "", "Esc：什么也不记")
        self.body = QVBoxLayout()
        self._lay_out()
        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self.reject)
        room = parent.window().size()
        self.resize(min(px(860), room.width()), min(px(640), room.height()))
        takes = brings(preview) or asks_day
        self.keep_button.setEnabled(takes)
        (self.keep_button if takes else self.cancel_button).setFocus()

    def _lay_out(self) -> None:
        self.body.setSpacing(px(10))
        self.body.setContentsMargins(px(18), px(12), px(18), px(14))
        for part in self._parts():
            self.body.addWidget(part)
        self.body.addStretch(1)
        scroll = QScrollArea()
        scroll.setAccessibleName("填好的表会带来什么")
        scroll.setProperty("page", "true")  # a frame while it has the cursor
        scroll.setWidget(framed("pane", self.body))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = row(self._fault, self.cancel_button, self.keep_button, margins=(18, 8, 18, 12))
        foot.setStretch(0, 1)
        whole = column(self._head(), scroll, framed("foot", foot), gap=0)
        whole.setStretchFactor(scroll, 1)
        self.setLayout(whole)

    def _head(self) -> QWidget:
        same = "表上的内容和已登记的一样，没有要采用的"
        words = summary_of(self._preview) if brings(self._preview) else same
        sight = self._preview.sight
        of = flowing(f"{sight.unit}　{sight.due.name}", "soft")
        told = column(of, flowing(words, "strong"), gap=4)
        if self.day is None:
            told.setContentsMargins(px(18), px(10), px(18), px(10))
            return framed("head", told)
        whole = row(told, label("收到日期", "soft"), self.day, margins=(18, 10, 18, 10))
        whole.setStretch(0, 1)
        return framed("head", whole)

    def _parts(self) -> Iterator[QWidget]:
        preview = self._preview
        for words in preview.remarks:
            yield _noticed(words)
        for place in self._draft.overtaken(preview):
            yield _noticed(
                f"{self._name(place)}里已输入“{self._draft.words_at(place)}”，采用后改为表上的内容"
            )
        for one in lines_told(preview):
            yield _line_card(one)
        named = [
            f"{one.label}：{one.now or '（空）'}" + (f"（原来是 {one.was}）" if one.was else "")
            for one in labels_told(preview)
        ]
        for title, told in (
            ("表头和表尾", named),
            ("表上没有提到的台账行，仍然保留", preview.unmentioned),
            ("表上有，但不属于任何一栏的文字", preview.unread),
        ):
            if told:
                parts = (flowing(words) for words in told)
                yield framed(
                    "card", column(label(title, "strong"), *parts, gap=4, margins=(12, 8, 12, 8))
                )

    def _name(self, place: str) -> str:
        lines = {one.line.place: one.line.name for one in self._draft.lines}
        return f"“{lines.get(place, place)}”"

    def _on_keep(self) -> None:
        if self.day is not None:
            if self.day.wrong:
                self._fault.setText(f"收到日期：{self.day.wanted}")
                self.day.setFocus()
                return
            told = self.day.value
            self._draft.write_day("received", date.fromisoformat(told) if told else None)
        if self._draft.accept(self._preview):
            self.accept()
        else:
            self._fault.setText(self._draft.said)


def _line_card(of: LineTold) -> QWidget:
    heading = f"{of.line.place}　{of.line.name}"
    parts: list[QWidget] = [flowing(heading, "strong")]
    parts += [_entry(one) for one in of.entries]
    parts += [_noticed(words) for words in of.doubts]
    if of.reworded:
        parts.append(_words(of))
    return framed("card", column(*parts, gap=6, margins=(12, 8, 12, 10)))


def _entry(one: EntryTold) -> QWidget:
    parts = [flowing(one.told)]
    parts += [flowing(one.news, "small")] if one.news else []
    parts += [flowing(f"表上写的：{one.source}", "small")]
    return _marked(STANDING_WORDS[one.standing], _PILLS[one.standing], *parts)


def _words(of: LineTold) -> QWidget:
    parts = [flowing(of.words or "（空）")]
    parts += [flowing(f"原来是：{of.was}", "small")] if of.was else []
    return _marked("文字", "primary", *parts)


def _marked(words: str, kind: str, *parts: QWidget) -> QWidget:
    made = QWidget()
    mark = pill(words, kind)
    whole = row(mark, column(*parts, gap=2), gap=10)
    whole.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    whole.setStretch(1, 1)
    made.setLayout(whole)
    return made


def _noticed(words: str) -> QWidget:
    mark = sign("alert-triangle", "amber", 16)
    mark.setContentsMargins(0, px(3), 0, 0)
    whole = row(mark, flowing(words, "", "amber"), gap=8, margins=(10, 6, 10, 6))
    whole.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    whole.setStretch(1, 1)
    return framed("notice", whole)
