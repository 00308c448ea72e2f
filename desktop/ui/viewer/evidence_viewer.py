"""The viewer: toolbar, search, thumbnails and page of the file that is open, beside the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QFrame, QStackedWidget

from desktop.domain.safe_names import safe_name
from desktop.services.evidence_pages import Handover
from desktop.ui.dialogs.paper_place import documents
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import paragraph
from desktop.ui.theme.tokens import px
from desktop.ui.viewer.notice_page import NoticePage
from desktop.ui.viewer.page_canvas import PageCanvas
from desktop.ui.viewer.search_bar import SearchBar
from desktop.ui.viewer.thumbnail_list import ThumbnailList
from desktop.ui.viewer.viewer_toolbar import ViewerToolbar
from desktop.viewmodels.page_geometry import Fit
from desktop.viewmodels.page_view import PageView

_WIDE: Final = 480  # from here on there is room for thumbnails
_LEAST: Final = 250
_NONE: Final = Qt.KeyboardModifier.NoModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_FRAMING: Final = (
    "在页面上拖出一个框；或用方向键移动、Shift+方向键改变大小，按 Enter 确定，按 Esc 取消"
)


class EvidenceViewer(QFrame):
    """Shows what its view-model says; everything in it works by keyboard."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.view = view
        self.toolbar = ViewerToolbar(view)
        self.search = SearchBar(view)
        self.hint = framed("notice", row(paragraph(_FRAMING, "small"), margins=(10, 5, 10, 5)))
        self.thumbnails = ThumbnailList(view)
        self.canvas = PageCanvas(view)
        self.notice = NoticePage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.canvas)
        self.pages.addWidget(self.notice)
        self._wants_thumbnails: bool | None = None  # None: where there is room for them
        body = row(self.thumbnails, self.pages, gap=0)
        body.setStretch(1, 1)
        whole = column(self.toolbar, self.search, self.hint, body, gap=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.setMinimumWidth(px(_LEAST))
        self.search.hide()
        self.hint.hide()
        self._keys = self._deeds()
        self._connect()
        self._on_changed()

    def _connect(self) -> None:
        self.toolbar.thumbnails_wanted.connect(self._on_thumbnails_wanted)
        self.toolbar.search_wanted.connect(self._on_search_wanted)
        self.toolbar.frame_wanted.connect(self.canvas.keys.toggle_frame)
        self.search.closed.connect(self.close_search)
        for one in (self.toolbar, self.notice):
            one.open_wanted.connect(self.open_outside)
            one.save_wanted.connect(self.ask_where)
        self.notice.again_wanted.connect(self.view.try_again)
        self.view.handover.handed_out.connect(self._on_handed_out)
        self.view.changed.connect(self._on_changed)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.view.close)

    def _deeds(self) -> Mapping[tuple[Qt.KeyboardModifier, int], Callable[[], object]]:
        view, canvas = self.view, self.canvas
        return {
            (_CTRL, Qt.Key.Key_Plus): lambda: canvas.zoom(1),
            (_CTRL, Qt.Key.Key_Equal): lambda: canvas.zoom(1),
            (_CTRL | _SHIFT, Qt.Key.Key_Plus): lambda: canvas.zoom(1),
            (_CTRL, Qt.Key.Key_Minus): lambda: canvas.zoom(-1),
            (_CTRL, Qt.Key.Key_0): lambda: view.set_zoom(Fit.WIDTH),
            (_CTRL, Qt.Key.Key_9): lambda: view.set_zoom(Fit.PAGE),
            (_CTRL, Qt.Key.Key_1): lambda: view.set_zoom(1.0),
            (_CTRL, Qt.Key.Key_F): self.open_search,
            (_CTRL, Qt.Key.Key_G): self._ask_page,
            (_NONE, Qt.Key.Key_F3): lambda: self._step_hit(1),
            (_SHIFT, Qt.Key.Key_F3): lambda: self._step_hit(-1),
            (_NONE, Qt.Key.Key_PageDown): lambda: view.turn_to(view.page + 1),
            (_NONE, Qt.Key.Key_PageUp): lambda: view.turn_to(view.page - 1),
        }

    # -- keys

    def event(self, event: QEvent) -> bool:
        """In here these keys are the viewer's, whatever they mean to the screen around it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _pressed(event) in self._keys:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the focused part leaves alone; Enter presses its button and goes no further."""
        deed = self._keys.get(_pressed(event))
        focused = QApplication.focusWidget()
        if deed is not None:
            deed()
        elif event.key() == Qt.Key.Key_Escape and focused is not self.canvas:
            self.view.frame.clear()
            self.canvas.setFocus()
        elif event.key() in ENTER and not event.modifiers() & _CTRL:
            if isinstance(focused, QAbstractButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def _ask_page(self) -> None:
        self.toolbar.page.setFocus()
        self.toolbar.page.selectAll()

    # -- search

    def open_search(self) -> None:
        """Ready for words."""
        if self.view.pages:
            self.search.show()
            self.toolbar.search.setChecked(True)
            self.search.begin()

    def close_search(self) -> None:
        """No hits any more."""
        self.search.hide()
        self.toolbar.search.setChecked(False)
        self.view.search.find("", 1)
        self.canvas.setFocus()

    def _on_search_wanted(self) -> None:
        if self.search.isHidden():
            self.open_search()
        else:
            self.close_search()

    def _step_hit(self, by: int) -> None:
        if self.search.isHidden():
            self.open_search()
        else:
            self.search.step(by)

    # -- other programs

    def open_outside(self) -> None:
        """A copy in the program that is the file's own."""
        if self.view.evidence is not None and self.view.outside is Handover.OPENED:
            self.view.handover.hand_out(self.view.evidence)

    def _on_handed_out(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.view.handover.say_unopened(copy.name)

    def ask_where(self) -> None:
        """A copy where the user wants it."""
        evidence = self.view.evidence
        if evidence is None:
            return
        suggested = str(documents() / safe_name(evidence.name))
        chosen, _ = QFileDialog.getSaveFileName(self, "另存材料", suggested)
        if chosen:
            self.view.handover.save(evidence, Path(chosen))

    # -- how it stands

    def _on_thumbnails_wanted(self, wanted: bool) -> None:  # noqa: FBT001  # a signal's
        self._wants_thumbnails = wanted
        self._show_thumbnails()

    def _show_thumbnails(self) -> None:
        wanted = self._wants_thumbnails
        if wanted is None:
            wanted = self.width() >= px(_WIDE) and self.view.pages > 1
        self.thumbnails.setVisible(wanted and self.view.pages > 0)
        self.toolbar.thumbnails.setChecked(wanted)

    def _on_changed(self) -> None:
        notice = self.view.notice
        if notice is not None:
            self.notice.show_notice(notice, self.view.outside)
        self.pages.setCurrentWidget(self.canvas if notice is None else self.notice)
        self.hint.setVisible(self.view.frame.is_on)
        if not self.view.pages and not self.search.isHidden():
            self.search.hide()
            self.toolbar.search.setChecked(False)
        self._show_thumbnails()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for thumbnails, or not."""
        super().resizeEvent(event)
        self._show_thumbnails()


def _pressed(event: QKeyEvent) -> tuple[Qt.KeyboardModifier, int]:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()
