"""设置: how large the text is, the office, its people, units, templates, reports and days, its backups and faces."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLayout, QScrollArea, QWidget

from desktop.ui.panels.backup_settings import BackupSettings
from desktop.ui.panels.day_settings import DaySettings
from desktop.ui.panels.face_settings import FaceSettings
from desktop.ui.panels.office_settings import OfficeSettings
from desktop.ui.panels.people_settings import PeopleSettings
from desktop.ui.panels.report_settings import ReportSettings
from desktop.ui.panels.template_settings import TemplateSettings
from desktop.ui.panels.unit_settings import UnitSettings
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import SCALES, px
from desktop.viewmodels.backup_keeping import BackupKeeping
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.office_calendar import OfficeCalendar
from desktop.viewmodels.office_keeping import OfficeKeeping
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.report_plans import ReportPlans
from desktop.viewmodels.template_keeping import TemplateKeeping
from desktop.viewmodels.workplace import Workplace


class SettingsScreen(QScrollArea):
    """One page, a card for each matter."""

    scale_chosen = Signal(int)
    scanner_chosen = Signal(object)  # Path, or None
    phrases_wanted = Signal()

    def __init__(
        self, workplace: Workplace, jobs: Jobs, preferences: Preferences, backups: BackupKeeping
    ) -> None:
        super().__init__()
        keeping = self._keeping = OfficeKeeping(workplace)
        plans = self._plans = ReportPlans(workplace)
        today = date.today()  # noqa: DTZ011  # the office's own calendar day
        calendar = self._calendar = OfficeCalendar(workplace, today)
        self._templates = TemplateKeeping(workplace, jobs)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scales = Segments([Segment(f"{one}%") for one in SCALES], "文字大小")
        scales.show_value(SCALES.index(preferences.scale) if preferences.scale in SCALES else 0)
        scales.chosen.connect(lambda number: self.scale_chosen.emit(SCALES[number]))
        look = row(label("文字大小"), scales, None, gap=14)
        parts = (
            _card("显示", look),
            _card("扫描仪和常用语", self._tools(preferences.scanner)),
            _card("本单位", OfficeSettings(keeping)),
            _card("人员", PeopleSettings(keeping)),
            _card("被考核单位", UnitSettings(keeping, jobs)),
            _card("报送安排", ReportSettings(plans)),
            _card("工作日", DaySettings(calendar)),
            _card("文书模板", TemplateSettings(self._templates)),
            _card("备份", BackupSettings(backups)),
            _card("打印字体", FaceSettings()),
        )
        inside = column(*parts, None, gap=14, margins=(28, 20, 28, 20))
        body = QWidget()
        body.setLayout(inside)
        body.setMaximumWidth(px(1180))
        middle = QWidget()
        sides = row(None, body, None, gap=0)
        sides.setStretch(1, 100)
        middle.setLayout(sides)
        self.setWidget(middle)
        self.entry = scales

    def _tools(self, scanner: Path | None) -> QWidget:
        """Which folder the scanner fills, and the library of phrases."""
        self._scanner = label(_scanner_words(scanner), "soft")
        choose = button(
            "扫描文件夹…", "", "folder-open", "扫描仪存放扫描件的文件夹；有新文件时提示收入"
        )
        self._no_scanner = button("不用", "link")
        self._no_scanner.setAccessibleName("不用扫描文件夹")
        if scanner is None:
            self._no_scanner.hide()
        phrases = button(
            "常用语…", "", "message-2", "写过的说明和理由；可以改正，未定稿的考核表一起改"
        )
        choose.clicked.connect(self._on_scanner)
        self._no_scanner.clicked.connect(lambda: self._choose_scanner(None))
        phrases.clicked.connect(self.phrases_wanted)
        return holder(row(choose, self._scanner, self._no_scanner, None, phrases))

    def _on_scanner(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "扫描仪存放扫描件的文件夹")
        if chosen:
            self._choose_scanner(Path(chosen))

    def _choose_scanner(self, folder: Path | None) -> None:
        self._scanner.setText(_scanner_words(folder))
        self._no_scanner.setVisible(folder is not None)
        self.scanner_chosen.emit(folder)


def _scanner_words(folder: Path | None) -> str:
    return "没有指定扫描文件夹" if folder is None else f"新的扫描件取自：{folder}"


def _card(title: str, content: QWidget | QLayout) -> QWidget:
    return framed(
        "card", column(label(title, "heading"), content, gap=10, margins=(20, 14, 20, 16))
    )
