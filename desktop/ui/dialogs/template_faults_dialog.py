"""What is wrong with a template: every fault with its place, to be mended in Word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.faults_dialog import FaultsDialog


class TemplateFaultsDialog(FaultsDialog):
    """A list to be read beside Word."""

    def __init__(self, parent: QWidget, name: str, faults: Sequence[str]) -> None:
        words = f"“{name}”里有 {len(faults)} 处要改，改好存盘后再收一次；现在用的模板没有变。"
        super().__init__(parent, "模板还不能用", words, faults)
