"""One item of a finding: what it was, when, whose fault, whether it is exempt and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desktop.domain.scheme import Criterion
from desktop.ui.criteria.date_field import DateField
from desktop.ui.criteria.item_figures import ItemFigures
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.labels import label, restyle
from desktop.ui.parts.lines import line, show_text
from desktop.ui.parts.phrase_fields import GROUNDS, NOTE, take_phrases
from desktop.ui.theme.tokens import px

PlainItem = Mapping[str, object]


class ItemRow(QFrame):
    """Figures where the shape has them, a day, a note; an exempt one asks for its grounds."""

    edited = Signal()
    removed = Signal()
    evidence_wanted = Signal()
    charge_wanted = Signal()

    def __init__(self, criterion: Criterion, number: int, figures: ItemFigures | None) -> None:
        super().__init__()
        self.setObjectName("item")
        name = f"{criterion.label}第 {number} 件"
        self.figures = figures
        self._date = DateField(f"{name}：日期")
        self.note = line(f"{name}：说明", "说明，例如责任单位、事由")
        take_phrases(self.note, criterion.id, NOTE)
        self._exempt = QCheckBox("免责")
        self._exempt.setAccessibleName(f"{name}：免责")
        self._exempt.setToolTip("属客观原因等情形的一件：保留在清单里，不计分，要写明理由")
        if criterion.rule.earns:
            self._exempt.hide()
        self._grounds = line(f"{name}：理由", "理由（必填）")
        take_phrases(self._grounds, criterion.id, GROUNDS)
        self._grounds_row = holder(row(px(18), label("理由", "soft"), self._grounds))
        self._grounds_row.hide()
        self._shared = label("", "small")
        self._shared_row = holder(row(px(18), self._shared))
        self._shared_row.hide()
        self._told = label("", "small")
        restyle(self._told, "tone", "amber")
        self._told_row = holder(row(px(18), self._told))
        self._told_row.hide()
        self._charge = tool("users", f"{name}：同记另一单位", "这一件同时记在另一个单位的表上…")
        self._charge.setVisible(criterion.charges_two)
        self._charge.clicked.connect(self.charge_wanted)
        self._lay_out(name, number)
        self._date.edited.connect(self._on_date)
        self.note.textEdited.connect(self.edited)
        self._grounds.textEdited.connect(self.edited)
        self._exempt.toggled.connect(self._on_exempt)

    def _lay_out(self, name: str, number: int) -> None:
        self._remove = remove = tool("x", f"删去{name}", "删去这一件")
        evidence = tool("paperclip", f"{name}：佐证", "这一件的佐证材料")
        remove.clicked.connect(self.removed)
        evidence.clicked.connect(self.evidence_wanted)
        place = label(f"{number}", "soft")
        place.setFixedWidth(px(18))
        head = row(place, gap=6)
        if self.figures is not None:
            head.addWidget(self.figures)
        head.addWidget(self._date)
        if self.figures is None:
            head.addWidget(self.note, 1)
        else:
            head.addStretch(1)
        for one in (self._exempt, self._charge, evidence, remove):
            head.addWidget(one)
        lines = column(head, gap=4)
        if self.figures is not None:
            lines.addLayout(row(px(18), self.note, gap=6))
            self.figures.edited.connect(self._on_figures)
        lines.addWidget(self._told_row)
        lines.addWidget(self._grounds_row)
        lines.addWidget(self._shared_row)
        self.setLayout(lines)

    def _on_exempt(self, exempt: bool) -> None:  # noqa: FBT001  # as Qt's signal gives it
        asks = exempt or self._judged
        self._grounds_row.setVisible(asks)
        if asks and not self._grounds.text():
            self._grounds.setFocus()
        self.edited.emit()

    def _on_date(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        """What is typed wrongly is told where it stands: a long list's own sentence is out of sight."""
        wrong = self.figures.wrong if self.figures is not None else ""
        words = wrong or (self._date.wanted if self._date.wrong else "")
        self._told.setText(words)
        self._told_row.setVisible(bool(words))

    def _on_figures(self) -> None:
        self._tell()
        asks = self._exempt.isChecked() or self._judged or bool(self._grounds.text())
        self._grounds_row.setVisible(asks)
        self.edited.emit()

    @property
    def _judged(self) -> bool:
        return self.figures is not None and self.figures.judged

    @property
    def fault(self) -> str:
        """Why this item makes no fact yet."""
        if self.figures is not None and self.figures.fault:
            return self.figures.fault
        if self._date.wrong:
            return self._date.wanted
        if not self._grounds.text().strip() and (self._exempt.isChecked() or self._judged):
            return "酌情计分要写明理由" if self._judged else "免责要写明理由"
        return ""

    @property
    def plain(self) -> PlainItem:
        """The item as a fact holds it, what is blank left out."""
        told: dict[str, object] = {} if self.figures is None else dict(self.figures.plain)
        told["note"] = self.note.text().strip()
        told["date"] = self._date.value
        told["reason"] = self._grounds.text().strip()
        told = {key: value for key, value in told.items() if value not in {None, ""}}
        if self._exempt.isChecked():
            told["exempt"] = True
        return told

    def lock(self, *, locked: bool) -> None:
        """Take nothing more, or again; the evidence stays at hand."""
        own = (self._date, self.note, self._exempt, self._grounds, self._charge, self._remove)
        for one in (self.figures, *own):
            if one is not None:
                one.setEnabled(not locked)

    def show_shared(self, words: str) -> None:
        """Say where else this item stands; blank where it does not."""
        self._shared.setText(words)
        self._shared_row.setVisible(bool(words))

    def show_item(self, item: PlainItem) -> None:
        """Show a recorded item; a field that means the same keeps its cursor."""
        if self.figures is not None:
            self.figures.show_item(item)
        self._date.show_value(item.get("date"))
        show_text(self.note, item.get("note", ""))
        show_text(self._grounds, item.get("reason", ""))
        self._exempt.blockSignals(True)
        self._exempt.setChecked(bool(item.get("exempt")))
        self._exempt.blockSignals(False)
        asks = self._exempt.isChecked() or self._judged or bool(item.get("reason"))
        self._grounds_row.setVisible(asks)
        self._tell()

    def entry(self) -> QWidget:
        """Where typing begins."""
        return self.note if self.figures is None else self.figures.entry()
