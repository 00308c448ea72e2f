"""The toolbar of the viewer: in a narrow pane, what is used least goes into its menu."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIntValidator, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QToolButton, QWidget

from desktop.services.evidence_pages import Handover
from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.labels import label
from desktop.ui.theme.tokens import px
from desktop.viewmodels.page_geometry import Fit
from desktop.viewmodels.page_view import PageView

_GAP: Final = 2
_MARGIN: Final = 6
_LEAST: Final = 250
_SCALES: Final = (0.5, 0.75, 1.25, 1.5, 2.0, 4.0)
_KEYS: Final = {Fit.WIDTH: "Ctrl+0", Fit.PAGE: "Ctrl+9"}


class ViewerToolbar(QFrame):
    """Shows how the view stands, and changes it."""

    thumbnails_wanted = Signal(bool)
    search_wanted = Signal()
    frame_wanted = Signal()
    open_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self.setObjectName("head")
        self._view = view
        self.page = PageField(view)
        self._of = label("", "small")
        self.thumbnails = tool("layout-sidebar", "缩略图", checkable=True)
        self.back = tool("chevron-left", "上一页", "上一页（PageUp）")
        self.on = tool("chevron-right", "下一页", "下一页（PageDown）")
        self.smaller = tool("zoom-out", "缩小", "缩小（Ctrl+-）")
        self.zoom = _zoom_button()
        self.larger = tool("zoom-in", "放大", "放大（Ctrl++）")
        self.rotate = tool("rotate-clockwise", "旋转", "顺时针旋转（只转显示，不改文件）")
        self.search = tool("search", "查找文字", "在材料里查找文字（Ctrl+F）", checkable=True)
        self.frame = tool("marquee-2", "框选", "框选一处，钉到评分标准上（R）", checkable=True)
        self.open = tool("external-link", "用其他程序打开")
        self.more = tool("dots", "更多")
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        """What only evidence can be asked for, a paper that is about to be printed does without."""
        of_evidence, framed = self._view.is_evidence, self._view.frame.is_offered
        # What is given up first in a narrow pane stands first.
        self._foldable = (
            *(((self.open,),) if of_evidence else ()),
            (self.rotate,),
            (self.back, self.on),
            (self.smaller, self.larger),
            (self.thumbnails,),
            (self.search,),
            *(((self.frame,),) if framed else ()),
        )
        beyond = (*((self.frame,) if framed else ()), *((self.open,) if of_evidence else ()))
        parts = (
            *(self.thumbnails, self.back, self.page, self._of, self.on, None),
            *(self.smaller, self.zoom, self.larger, None),
            *(self.rotate, self.search, *beyond, self.more),
        )
        self.setLayout(row(*parts, gap=_GAP, margins=(_MARGIN, 5, _MARGIN, 5)))
        self.setMinimumWidth(px(_LEAST))
        for part in parts:
            if part is not None:
                part.ensurePolished()  # only then it knows its width
        self.zoom.setMinimumWidth(self.zoom.sizeHint().width())  # whatever it says

    def _connect(self) -> None:
        view = self._view
        self.thumbnails.clicked.connect(self.thumbnails_wanted)
        self.back.clicked.connect(lambda: view.turn_to(view.page - 1))
        self.on.clicked.connect(lambda: view.turn_to(view.page + 1))
        self.smaller.clicked.connect(lambda: view.step_zoom(-1))
        self.larger.clicked.connect(lambda: view.step_zoom(1))
        self.zoom.clicked.connect(lambda: self._drop(self.zoom, self.zoom_menu()))
        self.rotate.clicked.connect(lambda: view.rotate(1))
        self.search.clicked.connect(self.search_wanted)
        self.frame.clicked.connect(self.frame_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.more.clicked.connect(lambda: self._drop(self.more, self.more_menu()))
        view.changed.connect(self._show)

    # -- menus

    def zoom_menu(self) -> QMenu:
        """Whatever size one may want."""
        menu = QMenu(self)
        for fit, keys in _KEYS.items():
            self._add_zoom(menu, f"{fit.value}\t{keys}", fit)
        self._add_zoom(menu, "100%\tCtrl+1", 1.0)
        menu.addSeparator()
        for scale in _SCALES:
            self._add_zoom(menu, f"{scale:.0%}", scale)
        return menu

    def _add_zoom(self, menu: QMenu, words: str, zoom: Fit | float) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(self._view.zoom == zoom)
        action.triggered.connect(lambda: self._view.set_zoom(zoom))

    def more_menu(self) -> QMenu:
        """What had no room, and what is seldom wanted."""
        menu = QMenu(self)
        for group in reversed(self._foldable):
            for one in group:
                if one.isHidden():
                    menu.addAction(_action_of(one, menu))
        if not self._view.is_evidence:
            return menu
        if menu.actions():
            menu.addSeparator()
        save = menu.addAction("另存为…")
        save.setEnabled(self._view.outside is not Handover.NOTHING)
        save.triggered.connect(self.save_wanted)
        return menu

    def _drop(self, under: QWidget, menu: QMenu) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    # -- how it stands

    def _show(self) -> None:
        view = self._view
        has_pages = view.pages > 0
        self.page.setEnabled(has_pages)
        self._of.setText(f"/ {view.pages}" if has_pages else "")
        self.back.setEnabled(has_pages and view.page > 1)
        self.on.setEnabled(has_pages and view.page < view.pages)
        for one in (self.smaller, self.larger, self.rotate, self.search, self.thumbnails):
            one.setEnabled(has_pages)
        self.zoom.setEnabled(has_pages)
        self.frame.setEnabled(view.is_here)
        self.frame.setChecked(view.frame.is_on)
        self.open.setEnabled(view.outside is Handover.OPENED)
        if view.is_evidence:
            self.more.setEnabled(view.outside is not Handover.NOTHING)
        words = _zoom_words(view)
        if words != self.zoom.text():
            self.zoom.setText(words)
            self.zoom.setAccessibleName(f"缩放：{words}")
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more of it, or for less."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self.width() - 2 * px(_MARGIN)
        always = (self.page, self._of, self.zoom, self.more)
        widths = [sum(_width(one) for one in group) for group in self._foldable]
        needed = sum(widths) + sum(_width(one) for one in always)
        for group, width in zip(self._foldable, widths, strict=True):
            is_out = needed > room
            needed -= width if is_out else 0
            for one in group:
                if one.isHidden() != is_out:
                    one.setHidden(is_out)
        if not self._view.is_evidence:
            self.more.setVisible(any(one.isHidden() for group in self._foldable for one in group))


class PageField(QLineEdit):
    """The number of the page; another one and Enter lead there."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self.setAccessibleName("页码")
        self.setToolTip("页码，回车转到（Ctrl+G）")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(px(50))
        self.setValidator(QIntValidator(1, 99_999, self))
        self.returnPressed.connect(self._go)
        self.editingFinished.connect(self._restore)
        view.changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        """As wide as it is."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def _go(self) -> None:
        if self.text():
            self._view.turn_to(int(self.text()))
        self._restore()
        self.selectAll()

    def _restore(self) -> None:
        self.setModified(False)
        self._show()

    def _show(self) -> None:
        words = str(self._view.page) if self._view.pages else ""
        if self.text() != words and not (self.hasFocus() and self.isModified()):
            self.setText(words)


def _width(part: QWidget) -> int:
    return max(part.sizeHint().width(), part.minimumWidth()) + px(_GAP)


def _zoom_button() -> QToolButton:
    made = tool("chevron-down", "缩放")
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the words
    made.setIconSize(QSize(px(14), px(14)))
    made.setText(Fit.WIDTH.value)
    return made


def _zoom_words(view: PageView) -> str:
    if isinstance(view.zoom, Fit):
        return view.zoom.value
    return f"{view.sight.layout.scale if view.sight else view.zoom:.0%}"


def _action_of(button: QToolButton, menu: QMenu) -> QAction:
    """A button as a line of a menu."""
    made = QAction(button.accessibleName(), menu)
    made.setEnabled(button.isEnabled())
    made.setCheckable(button.isCheckable())
    made.setChecked(button.isChecked())
    made.triggered.connect(button.click)
    return made
