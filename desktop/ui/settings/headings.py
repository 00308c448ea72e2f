"""The headings of the settings in their order, with the words by which each is found, and what makes its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.ui.settings.card_page import CardPage, card
from desktop.ui.settings.settings_desk import SettingsDesk

DIAGNOSIS: Final = "诊断"
OFFICE, WORK, MACHINE, PROGRAM = "本单位", "考核工作", "这台电脑", "本软件"


class Heading(NamedTuple):
    """One page of settings."""

    name: str
    group: str
    words: str  # beside its name: what else somebody may look for
    make: Callable[[SettingsDesk], QWidget]

    def fits(self, sought: str) -> bool:
        """Whether every word that is sought stands in it."""
        told = f"{self.name} {self.group} {self.words}".casefold()
        return all(one in told for one in sought.casefold().split())


def headings_for(sought: str) -> Iterator[Heading]:
    """Those in which it stands; all of them where nothing is sought."""
    return (one for one in HEADINGS if one.fits(sought))


def _office(desk: SettingsDesk) -> QWidget:
    from desktop.ui.panels.office_settings import OfficeSettings

    return CardPage(card("单位信息", OfficeSettings(desk.keeping)))


def _people(desk: SettingsDesk) -> QWidget:
    from desktop.ui.panels.people_settings import PeopleSettings

    return CardPage(card("人员", PeopleSettings(desk.keeping)))


def _units(desk: SettingsDesk) -> QWidget:
    from desktop.ui.panels.unit_settings import UnitSettings

    units = card("被考核单位", UnitSettings(desk.keeping, desk.jobs))
    return CardPage(units, is_tall=True)


def _reports(desk: SettingsDesk) -> QWidget:
    from desktop.ui.panels.report_settings import ReportSettings
    from desktop.viewmodels.report_plans import ReportPlans

    plans = ReportPlans(desk.workplace)
    plans.setParent(desk)
    return CardPage(card("报送安排", ReportSettings(plans)))


def _days(desk: SettingsDesk) -> QWidget:
    from datetime import date

    from desktop.ui.panels.day_settings import DaySettings
    from desktop.ui.settings.term_settings import TermSettings
    from desktop.viewmodels.office_calendar import OfficeCalendar
    from desktop.viewmodels.term_keeping import TermKeeping

    today = date.today()  # noqa: DTZ011  # the office's own calendar day
    calendar, terms = OfficeCalendar(desk.workplace, today), TermKeeping(desk.workplace)
    calendar.setParent(desk)
    terms.setParent(desk)
    return CardPage(card("异议期", TermSettings(terms)), card("工作日", DaySettings(calendar)))


def _letters(desk: SettingsDesk) -> QWidget:
    from desktop.ui.panels.template_settings import TemplateSettings
    from desktop.ui.settings.phrase_settings import PhraseSettings
    from desktop.viewmodels.template_keeping import TemplateKeeping

    keeping = TemplateKeeping(desk.workplace, desk.jobs)
    keeping.setParent(desk)
    phrases = PhraseSettings()
    phrases.wanted.connect(desk.phrases_wanted)
    templates = card("文书模板", TemplateSettings(keeping))
    return CardPage(templates, card("常用语", phrases), is_tall=True)


def _look(desk: SettingsDesk) -> QWidget:
    from desktop.ui.panels.face_settings import FaceSettings
    from desktop.ui.settings.look_settings import LookSettings

    look = LookSettings(desk.preferences.scale)
    look.scale_chosen.connect(desk.scale_chosen)
    return CardPage(card("显示", look), card("打印字体", FaceSettings()))


def _folders(desk: SettingsDesk) -> QWidget:
    from desktop.ui.settings.folder_settings import FolderSettings

    made = FolderSettings(desk.workplace.workspace.folder, desk.preferences)
    made.scanner_chosen.connect(desk.scanner_chosen)
    made.other_wanted.connect(desk.other_wanted)
    made.refused.connect(desk.workplace.refused)
    return CardPage(card("文件夹", made))


def _backups(desk: SettingsDesk) -> QWidget:
    from desktop.ui.panels.backup_settings import BackupSettings

    return CardPage(card("备份", BackupSettings(desk.backups)))


def _diagnosis(desk: SettingsDesk) -> QWidget:
    from desktop.ui.settings.diagnosis_page import DiagnosisPage
    from desktop.viewmodels.diagnosis import DiagnosisDesk, looking_at

    looking = looking_at(desk.workplace.workspace)
    found = DiagnosisDesk(looking, desk.jobs, desk.preferences.scale)
    found.setParent(desk)
    found.remarked.connect(desk.workplace.remarked)
    found.refused.connect(desk.workplace.refused)
    return DiagnosisPage(found)


def _licences(_desk: SettingsDesk) -> QWidget:
    from desktop.ui.settings.licence_page import LicencePage

    return LicencePage()


HEADINGS: Final = (
    Heading("单位信息", OFFICE, "名称 地址 联系人 电话", _office),
    Heading("人员", OFFICE, "考核人 复核 口令 离岗 改名 密码", _people),
    Heading("被考核单位", OFFICE, "名单 类别 规模 分组 别名 停用", _units),
    Heading("报送安排", WORK, "月报 季报 报送日", _reports),
    Heading("工作日和期限", WORK, "异议期 天数 节假日 放假 调休 试算", _days),
    Heading("文书和常用语", WORK, "模板 通报 督办函 告知书 Word 短语", _letters),
    Heading("显示和字体", MACHINE, "文字大小 放大 缩放 打印字体 仿宋 小标宋 楷体", _look),
    Heading("文件夹", MACHINE, "工作区 位置 换 打开 恢复 存到 导出 扫描仪 日志", _folders),
    Heading("备份", MACHINE, "第二位置 优盘 移动硬盘 导出 恢复", _backups),
    Heading(DIAGNOSIS, PROGRAM, "检查 核对 核验 报告 出错 磁盘空间 打印机 输入法 版本", _diagnosis),
    Heading("关于和许可", PROGRAM, "版本 许可 授权 开源 版权", _licences),
)
