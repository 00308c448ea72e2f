"""The tools at the end of the strip: what the ledgers say, the table, paper, the evidence."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.parts.buttons import button, tool
from desktop.ui.theme.tokens import px
from desktop.viewmodels.proposals_beside import ProposalsBeside

_ROOMY: Final = 1_150  # the strip's width from which the ledgers' button has room for its words
_TIGHT: Final = 900  # and below which not even icons stand side by side


class StripTools(QWidget):
    """They take less room where the strip is narrow: its figures need it."""

    def __init__(self, proposals: ProposalsBeside) -> None:
        super().__init__()
        self._proposals = proposals
        self._across = self._width = 0
        self.ledgers = button("", "link", "notebook")
        self.ledgers.hide()
        self.table = tool("table", "表格录入", "本指标的全体单位表格（F6）")
        self.printer = tool("printer", "打印", "打印评分表、扣分告知书…（Ctrl+P）")
        self.evidence = tool(
            "layout-sidebar-right", "材料", "显示或收起右边的材料（F8）", checkable=True
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(4))
        self._arrange()

    def fit(self, strip: int) -> None:
        """The strip is so wide now."""
        self._width = strip
        self._arrange()
        self._say()

    def show_waiting(self, waiting: int) -> None:
        """How much of what the ledgers say waits for an answer; hidden where nothing is asked of them."""
        trouble = self._proposals.trouble
        words, short = ("台账算不出", "算不出") if trouble else _waiting_words(waiting)
        self.ledgers.setAccessibleName(words)
        self.ledgers.setToolTip(trouble or f"{words}：台账建议认定什么，还缺什么")
        self.ledgers.setProperty("short", short)
        self._say()
        self.ledgers.setVisible(self._proposals.asks)

    def _say(self) -> None:
        roomy = self._width >= px(_ROOMY)
        short = str(self.ledgers.property("short") or "")
        self.ledgers.setText(self.ledgers.accessibleName() if roomy else short)

    def _arrange(self) -> None:
        tools = (self.ledgers, self.table, self.printer, self.evidence)
        across = len(tools) // 2 if self._width < px(_TIGHT) else len(tools)
        if across != self._across:
            self._across = across
            for number, one in enumerate(tools):
                self._grid.addWidget(one, number // across, number % across)


def _waiting_words(waiting: int) -> tuple[str, str]:
    return (f"台账 {waiting} 条待定", str(waiting)) if waiting else ("台账核对", "核对")
