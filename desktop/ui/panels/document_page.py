"""原文: the document that the office attached to the scheme; where there is none, the offer to attach it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget

from desktop.ui.dialogs.file_choice import choose_document
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.document_beside import DocumentBeside


class DocumentPage(QFrame):
    """A viewer of its own, so that looking at the document leaves the evidence as it is."""

    def __init__(self, document: DocumentBeside) -> None:
        super().__init__()
        self._document = document
        self._name = ElidedLabel("", "small")
        self._change = button("换一份…", "link")
        self._change.setAccessibleName("换一份办法原文")
        self.attach_button = button("附上原文…", "primary", "upload")
        words = "把印发的办法（PDF 或扫描件）附上，考核时在这里对照，自动翻到条款所在的一页。"
        offer = column(
            None,
            label("还没有附上办法原文", "strong"),
            paragraph(words, "soft"),
            row(self.attach_button, None),
            None,
            margins=(20, 16, 20, 16),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(holder(offer))
        head = row(self._name, self._change, margins=(10, 2, 10, 2))
        head.setStretch(0, 1)
        self._head = framed("head", head)
        if document.view is not None:
            self._pages.addWidget(EvidenceViewer(document.view))
        whole = column(self._head, self._pages, gap=0)
        whole.setStretchFactor(self._pages, 1)
        self.setLayout(whole)
        self.attach_button.clicked.connect(self.choose)
        self._change.clicked.connect(self.choose)
        document.changed.connect(self._show)
        self._show()

    def choose(self) -> None:
        """Choose the file."""
        choose_document(self, self._document)

    def _show(self) -> None:
        name = self._document.name
        self._head.setVisible(bool(name))
        self._name.set_whole(name)
        self._pages.setCurrentIndex(1 if name else 0)
