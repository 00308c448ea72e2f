"""佐证清单: what evidence each requirement wants, which is there, who owes it, and what is waived and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QToolButton

from desktop.ui.dialogs.count_dialog import CountDialog, counter_words
from desktop.ui.dialogs.grounds_dialog import ask_grounds
from desktop.ui.dialogs.waiver_withdrawal import withdraw_waivers
from desktop.ui.panels.add_button import AddButton
from desktop.ui.panels.checklist_list import ChecklistList
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.parts.toggles import stop_at_checked
from desktop.viewmodels.checklist_deeds import RowDeeds, deeds_of
from desktop.viewmodels.checklist_rows import ChecklistFilter, PieceRow, RequirementRow
from desktop.viewmodels.checklist_tree import ChecklistTree, TreeRow
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.handed import Handed
from desktop.viewmodels.taking_in import TakingIn

_EMPTY: Final = {
    ChecklistFilter.ALL: "本办法没有逐项列出佐证要求，材料请关联到评分标准上。",
    ChecklistFilter.LACKING: "没有缺的佐证材料。",
    ChecklistFilter.HERE: "本项没有佐证要求。",
}


class ChecklistPanel(QFrame):
    """A filter, the list, and below it what the current row is about and what can be done."""

    evidence_wanted = Signal(object)  # EvidenceLink
    grid_wanted = Signal(int)  # a requirement that is counted by plan items or penalties

    def __init__(
        self,
        view: ChecklistView,
        taking: TakingIn,
        offered: Sequence[ChecklistFilter] = tuple(ChecklistFilter),
    ) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._view, self._taking, self._offered = view, taking, offered
        self.list = ChecklistList(ChecklistTree(view, self))
        self._summary = ElidedLabel("", "soft")
        self._filters = QButtonGroup(self)
        self._empty = paragraph("", "soft")
        self._heading = ElidedLabel("", "strong")
        self._told = paragraph("", "soft")
        self.add_button = AddButton(taking, self._goal)
        self.waive_button = button("免交…", "", "", "这件不用交，要写明理由")
        self.withdraw_button = button("撤去免交", "", "", "重新要求交")
        self.unlink_button = tool("unlink", "取消关联", "取消关联（Delete）；文件还在")
        self.grid_button = tool("table", "逐项表格", "按计划项、按处罚逐件的表格")
        self.count_button = button("", "link", "", "改佐证件数的依据")
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        self._filters.setExclusive(True)
        stop_at_checked(self._filters)
        filters = row(gap=0)
        for number, one in enumerate(self._offered):
            filters.addWidget(self._filter(number, one))
        filters.addStretch(1)
        filters.addWidget(self.count_button)
        top = row(label("佐证清单", "heading"), self._summary, self.add_button)
        top.setStretch(1, 1)
        head = framed("head", column(top, holder(filters), gap=2, margins=(14, 8, 10, 0)))
        tools = row(
            self.waive_button, self.withdraw_button, None, self.unlink_button, self.grid_button
        )
        foot = column(self._heading, self._told, tools, gap=4, margins=(14, 8, 10, 8))
        self._empty_box = holder(column(self._empty, None, margins=(14, 12, 14, 12)))
        self._foot = framed("foot", foot)
        whole = column(head, self._empty_box, self.list, self._foot, gap=0)
        whole.setStretchFactor(self.list, 1)
        whole.setStretchFactor(self._empty_box, 1)
        self.setLayout(whole)

    def _filter(self, number: int, one: ChecklistFilter) -> QToolButton:
        made = QToolButton()
        made.setText(one.value)
        made.setCheckable(True)
        made.setProperty("look", "filter")
        made.setAccessibleName(f"筛选：{one.value}")
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._filters.addButton(made, number)
        made.setChecked(one is self._view.filter)
        return made

    def _connect(self) -> None:
        self._filters.idClicked.connect(lambda number: self._view.show_only(self._offered[number]))
        self.list.opened.connect(self._on_opened)
        self.list.unlinked.connect(self.unlink)
        self.list.handed.connect(self._on_handed)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.selectionModel().currentChanged.connect(self._show_row)
        self.waive_button.clicked.connect(self.waive)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.unlink_button.clicked.connect(self.unlink)
        self.grid_button.clicked.connect(self._want_grid)
        self.count_button.clicked.connect(self.count)
        self._view.changed.connect(self._show)

    # -- what is shown

    @property
    def deeds(self) -> RowDeeds:
        """What the current row offers."""
        return deeds_of(self.list.row)

    def _show(self) -> None:
        view = self._view
        self._summary.set_whole(view.summary)
        for number, one in enumerate(self._offered):
            made = self._filters.button(number)
            count = view.count(one)
            made.setText(
                one.value if one is ChecklistFilter.ALL or not count else f"{one.value}{count}"
            )
            made.setAccessibleDescription(f"{count} 项")
        counters = view.counters
        told = "、".join(f"{counter_words(one)} {one.number}" for one in counters[:1])
        self.count_button.setText(told if len(counters) < 2 else f"{told} 等")  # noqa: PLR2004  # more than the one told
        self.count_button.setToolTip(
            "，".join(f"{counter_words(one)} {one.number}" for one in counters)
        )
        self.count_button.setAccessibleName("件数依据")
        self.count_button.setVisible(bool(counters))
        self.count_button.setEnabled(not view.locked)
        self.add_button.setEnabled(not view.locked)
        empty = not view.shown
        self._empty.setText(self._nothing() if empty else "")
        self._empty_box.setVisible(empty)
        self.list.setVisible(not empty)
        self._show_row()

    def _nothing(self) -> str:
        view = self._view
        if view.rows:
            return _EMPTY[view.filter]
        told = [f"{name}：{words}" for name, words in view.sections]
        return "\n".join([_EMPTY[ChecklistFilter.ALL], *told])

    def _show_row(self) -> None:
        deeds, locked = self.deeds, self._view.locked
        self._foot.setVisible(bool(self._view.shown))
        self._heading.set_whole(deeds.heading)
        self._told.setText("；".join(deeds.told))
        self.waive_button.setEnabled(deeds.waives is not None and not locked)
        self.withdraw_button.setVisible(bool(deeds.waived))
        self.withdraw_button.setEnabled(not locked)
        self.unlink_button.setEnabled(bool(deeds.links) and not locked)
        self.grid_button.setEnabled(deeds.counted)

    # -- what is done

    def _goal(self) -> Goal | None:
        return None if self._view.key is None else self._goal_of(self.list.row)

    def _goal_of(self, found: TreeRow | None) -> Goal:
        if isinstance(found, RequirementRow | PieceRow) or found is None:
            return self._view.goal(found)
        return self._view.goal(found.piece, found.link.plan_item)

    def _on_handed(self, handed: Handed, found: TreeRow | None) -> None:
        if not self._view.locked:
            self._taking.take(handed, self._goal_of(found))

    def _on_opened(self) -> None:
        """Show what is there; else open the row, its grid, or the choice of files."""
        deeds, index = self.deeds, self.list.currentIndex()
        if deeds.shows is not None:
            self.evidence_wanted.emit(deeds.shows)
        elif deeds.counted and isinstance(self.list.row, PieceRow):
            self._want_grid()
        elif self.list.model().rowCount(index):
            self.list.setExpanded(index, not self.list.isExpanded(index))
        elif deeds.counted:
            self._want_grid()
        elif index.isValid() and not self._view.locked:
            self.add_button.choose()

    def _want_grid(self) -> None:
        found = self.list.row
        if isinstance(found, RequirementRow):
            self.grid_wanted.emit(found.no)
        elif isinstance(found, PieceRow):
            self.grid_wanted.emit(found.requirement)
        elif found is not None:
            self.grid_wanted.emit(found.piece.requirement)

    def unlink(self) -> None:
        """Take the current row's links away."""
        if self.deeds.links and not self._view.locked:
            self._view.unlink(self.deeds.links)

    def waive(self) -> None:
        """Say why the current row's evidence need not be there."""
        deeds = self.deeds
        if deeds.waives is None:
            return
        requirement, piece = deeds.waives
        grounds = ask_grounds(
            self.window(),
            f"免交：{deeds.heading}",
            "免交以后不再算缺，理由会写进留痕。" + ("各项都免交。" if deeds.counted else ""),
            "免交",
        )
        if grounds is not None:
            self._view.waive(requirement, piece, 0, grounds)

    def withdraw(self) -> None:
        """Ask again for what the current row was excused from."""
        withdraw_waivers(self.window(), self._view, self.deeds.waived)

    def count(self) -> None:
        """Correct the numbers of plan items and penalties."""
        dialog = CountDialog(self.window(), self._view.counters)
        if ask(dialog):
            self._view.set_counts(dialog.changed)

    def _show_menu(self) -> None:
        deeds, locked = self.deeds, self._view.locked
        menu = QMenu(self)
        entries: tuple[tuple[str, Callable[[], object], bool], ...] = (
            ("查看", self._on_opened, deeds.shows is not None),
            ("添加文件…", self.add_button.choose, not locked),
            ("粘贴截图或文件", self.add_button.paste, not locked),
            ("逐项表格", self._want_grid, deeds.counted),
            ("免交…", self.waive, deeds.waives is not None and not locked),
            ("撤去免交", self.withdraw, bool(deeds.waived) and not locked),
            ("取消关联", self.unlink, bool(deeds.links) and not locked),
        )
        for words, does, possible in entries:
            action = menu.addAction(words, does)
            action.setEnabled(possible)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.menu_place)
