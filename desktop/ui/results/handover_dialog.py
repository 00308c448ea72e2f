"""交出考核包: which units go, and to whom; the file is asked for last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.exchange import Candidate

_WHAT = (
    "考核包里有这些单位的考核表、佐证原件和台账，在另一台电脑上接收后继续考核，再交回来合并。"
    "交出以后本机仍可以改，合并时逐处核对。"
)


class HandoverDialog(QDialog):
    """The space bar ticks a unit; what is away already is said beside its name."""

    def __init__(self, parent: QWidget, candidates: Sequence[Candidate]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("交出考核包")
        self._candidates = candidates
        self.to = QLineEdit()
        self.to.setAccessibleName("交给谁")
        self.to.setPlaceholderText("例如：二组，或接手人的姓名")
        self.list = QListWidget()
        self.list.setAccessibleName("要交出的单位")
        self.list.setProperty("framed", "true")
        for one in candidates:
            away = f"（已交给{one.away}，还没有收回）" if one.away else ""
            item = QListWidgetItem(one.name + away, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.all_button = button("全选", "link")
        self._wanting = label("", "soft", "amber")
        self.go_button = button("选择存放位置…", "primary")
        self.go_button.setDefault(True)
        cancel = button("取消")
        whole = column(
            flowing(_WHAT, "soft"),
            row(label("交给", "strong"), self.to),
            row(label("单位", "strong"), None, self.all_button),
            self.list,
            row(self._wanting, None, cancel, self.go_button),
            gap=10,
            margins=(20, 16, 20, 16),
        )
        self.setLayout(whole)
        self.resize(min(px(560), parent.width() - px(20)), min(px(520), parent.height() - px(20)))
        self.to.textChanged.connect(self._show)
        self.list.itemChanged.connect(self._show)
        self.all_button.clicked.connect(self._tick_all)
        self.go_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._show()
        self.to.setFocus()

    @property
    def units(self) -> tuple[str, ...]:
        """Those that are ticked."""
        ticked = (self.list.item(at).checkState() == Qt.CheckState.Checked for at in self._places)
        return tuple(one.unit for one, is_on in zip(self._candidates, ticked, strict=True) if is_on)

    @property
    def _places(self) -> range:
        return range(self.list.count())

    def _tick_all(self) -> None:
        for at in self._places:
            self.list.item(at).setCheckState(Qt.CheckState.Checked)

    def _show(self) -> None:
        count = len(self.units)
        wanting = ""
        if not self.to.text().strip():
            wanting = "请写明交给谁"
        elif not count:
            wanting = "请勾选单位（空格键）"
        self._wanting.setText(wanting or f"已选 {count} 个单位")
        self.go_button.setEnabled(not wanting)
