"""The welcome: a workspace is made, the office and its evaluators are named, the units are listed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QScrollArea, QWidget

from desktop.domain.own_files import BACKUP
from desktop.ui.panels.unit_list_editor import UnitListEditor
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.theme.tokens import px
from desktop.viewmodels.setting_up import SettingUp

_NAME = 30  # characters of a folder's; all of it is in the tip
_BACKUPS = f"考评台备份 (*{BACKUP} *.zip *.db);;所有文件 (*)"


class WelcomeScreen(QWidget):
    """One page, in the order of doing; other ways in stand at its head."""

    opened = Signal(Path)

    def __init__(self, setting_up: SettingUp, recent: Sequence[Path] = ()) -> None:
        super().__init__()
        self._at = setting_up
        self._recent = recent
        self.office = line("本单位名称", "例如：市“双随机、一公开”监管联席会议办公室")
        self.people = line("考核人", "姓名；几位之间用顿号或空格隔开")
        self._folder = label(str(setting_up.folder), "soft")
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._refusal = paragraph("", "", "red")
        self._refusal.hide()
        self._working = label("", "soft")
        self.units = UnitListEditor(setting_up.units)
        self._wanting = label("", "soft", "amber")
        self.start = button("开始使用", "primary", "arrow-right")
        self.demonstration = button(
            "打开演示工作区", "", "", "用虚构的数据先试一试，不影响自己的数据"
        )
        self._others: list[QWidget] = []
        self._lay_out()
        self._connect()
        self._show()
        self.entry = self.office

    def _lay_out(self) -> None:
        # In the order of the tab key.
        purpose = (
            "先建一个工作区：它是本机上的一个文件夹，全部数据都在里面，不用联网。"
            "第一次用，可以先打开演示工作区：数据都是虚构的，有五步引导，不影响自己的数据。"
        )
        head = column(
            label("欢迎使用考评台", "title"), paragraph(purpose, "soft"), self._other_ways()
        )
        for folder in self._recent:
            head.addLayout(row(self._way_back(folder), None))
        office = column(label("一、本单位", "heading"), self._fields(), margins=(20, 14, 20, 16))
        units_title = label("二、被考核单位（可以以后再补）", "heading")
        units = framed("card", column(units_title, self.units, margins=(20, 14, 20, 16)))
        self.units.setMinimumHeight(px(220))
        whole = column(head, framed("card", office), units, gap=12, margins=(28, 16, 28, 16))
        whole.setStretchFactor(units, 1)
        body = holder(whole)
        body.setMaximumWidth(px(1180))
        sides = row(None, body, None, gap=0)
        sides.setStretch(1, 100)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder(sides))
        foot = row(self._refusal, None, self._wanting, self.start, margins=(28, 10, 28, 10))
        foot.setStretch(0, 1)
        self.setLayout(column(scroll, framed("foot", foot), gap=0))

    def _other_ways(self) -> QHBoxLayout:
        existing = button("打开已有工作区…", "link", "folder-open")
        restore = button("从备份恢复…", "link", "archive")
        existing.clicked.connect(self._on_existing)
        restore.clicked.connect(self._on_restore)
        return row(self.demonstration, existing, restore, self._working, None)

    def _way_back(self, folder: Path) -> QWidget:
        """To a workspace that was open here before; the latest is what one came from."""
        words = "回到刚才的工作区" if folder == self._recent[0] else "打开以前的工作区"
        name = folder.name if len(folder.name) <= _NAME else f"{folder.name[:_NAME]}…"
        made = button(f"{words}：{name}", "link", "arrow-back-up", str(folder))
        made.clicked.connect(lambda: self.opened.emit(folder))
        return made

    def _fields(self) -> QFormLayout:
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(14))
        fields.setVerticalSpacing(px(10))
        change = button("更改…", "link")
        change.setAccessibleName("更改存放位置")
        change.clicked.connect(self._on_folder)
        fields.addRow(label("本单位名称"), self.office)
        fields.addRow(label("考核人"), self.people)
        fields.addRow(label("存放位置"), row(self._folder, change, None))
        return fields

    def _connect(self) -> None:
        at = self._at
        self.office.textChanged.connect(self._on_words)
        self.people.textChanged.connect(self._on_words)
        self.start.clicked.connect(at.create)
        self.demonstration.clicked.connect(
            lambda: at.make_demonstration(at.folder.with_name("demonstration"))
        )
        at.ready.connect(self.opened)
        at.refused.connect(self._refuse)
        at.changed.connect(self._show)

    def _on_words(self) -> None:
        self._at.office, self._at.people_text = self.office.text(), self.people.text()
        self._refusal.hide()
        self._show()

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "工作区放在哪个文件夹（新的或空的）")
        if chosen:
            self._at.folder = Path(chosen)
            self._show()

    def _on_existing(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择已有的工作区文件夹")
        if chosen:
            self._at.open_existing(Path(chosen))

    def _on_restore(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "选择备份文件", "", _BACKUPS)
        if not file:
            return
        folder = QFileDialog.getExistingDirectory(self, "恢复到哪个文件夹（新的或空的）")
        if folder:
            self._at.restore(Path(file), Path(folder))

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.show()

    def _show(self) -> None:
        self._folder.setText(str(self._at.folder))
        self._wanting.setText(self._at.wanting)
        busy = bool(self._at.jobs.running)
        self._working.setText(f"{self._at.jobs.running[0].words}…" if busy else "")
        self.start.setEnabled(not self._at.wanting and not busy)
        self.demonstration.setEnabled(not busy)
