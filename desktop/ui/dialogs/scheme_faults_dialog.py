"""What is wrong with a scheme file: every fault with its line, to be handed to whoever wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.faults_dialog import FaultsDialog


class SchemeFaultsDialog(FaultsDialog):
    """Nothing was taken in."""

    def __init__(self, parent: QWidget, name: str, faults: Sequence[str]) -> None:
        words = (
            f"“{name}”里有 {len(faults)} 处要改，没有收入，现在的办法没有变。"
            "请把下面的清单交给写文件的人，照行号改好存盘，再收一次。"
        )
        super().__init__(parent, "办法文件还不能收入", words, faults)
