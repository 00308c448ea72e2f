"""Where a paper goes: the ending that a hand chose counts, whether it was typed or chosen beside the name."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.paper_place import PAPER_KINDS, choose_paper_place

WORD, PDF = PAPER_KINDS[".docx"], PAPER_KINDS[".pdf"]


@pytest.mark.parametrize(
    "case",  # what was suggested, what was typed, the kind beside it, and what is written
    [
        ("通报.docx", "通报.docx", WORD, "通报.docx"),
        ("通报.docx", "通报.docx", PDF, "通报.pdf"),  # a dialog of the system leaves the name alone
        ("通报.docx", "通报.pdf", WORD, "通报.pdf"),  # typed, and saved as Word under another name
        ("通报.docx", "通报", WORD, "通报.docx"),
        ("通报.docx", "2026.1", PDF, "2026.1.pdf"),
        ("评分表.pdf", "评分表.pdf", WORD, "评分表.docx"),
        ("评分表.pdf", "评分表.DOCX", PDF, "评分表.DOCX"),
        ("评分表.pdf", "评分表", "", "评分表.pdf"),
    ],
)
def test_the_ending_that_was_chosen_counts(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, str, str, str]
) -> None:
    suggested, typed, kind, found = case
    window = QWidget()
    qtbot.addWidget(window)
    answer = (str(tmp_path / typed), kind)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    assert choose_paper_place(window, (".docx", ".pdf"), suggested) == tmp_path / found
