"""文书模板 in the settings: out to Word, back again with its faults told, and ours once more."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from docx import Document
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.workspaces import open_workspace
from desktop.ui.dialogs.template_faults_dialog import TemplateFaultsDialog
from desktop.ui.panels.template_settings import TemplateSettings
from desktop.ui.results.field_list_dialog import FieldListDialog
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.template_keeping import TemplateKeeping
from desktop.viewmodels.workplace import Workplace
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, office_in
from tests.ui.seat import key_to

pytestmark = pytest.mark.uncounted


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.end()


@pytest.fixture
def card(
    qtbot: QtBot, tmp_path: Path, window: QWidget, jobs: Jobs
) -> Iterator[tuple[TemplateSettings, list[str]]]:
    with open_workspace(office_in(tmp_path)) as workspace:
        workplace = Workplace(workspace, ME)
        made = TemplateSettings(TemplateKeeping(workplace, jobs))
        made.setParent(window)
        made.resize(900, 400)
        made.show()
        said: list[str] = []
        workplace.refused.connect(said.append)
        workplace.remarked.connect(said.append)
        yield made, said
        qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)


def current(card: TemplateSettings) -> str:
    item = card.table.item(card.table.currentRow(), 2)
    return item.text() if item else ""


def test_a_template_goes_out_comes_back_and_is_given_up(
    card: tuple[TemplateSettings, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, said = card
    settings.table.setFocus()
    key_to(settings.table, "Down")
    out = tmp_path / "我的通报.docx"
    kind = "Word 文件 (*.docx)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), kind))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(out), kind))
    settings.save_button.click()
    assert out.exists()
    assert said[-1].startswith("已存成“我的通报.docx”")
    assert not settings.back_button.isEnabled()
    settings.bring_button.click()
    wait_until(lambda: current(settings) == "我的通报.docx")
    assert settings.table.currentRow() == 1
    assert said[-1] == "通报（白头）以后用“我的通报.docx”"
    settings.back_button.click()
    assert current(settings) == "随软件带的"


def test_faults_are_listed_with_their_places(
    card: tuple[TemplateSettings, list[str]], tmp_path: Path
) -> None:
    settings, _ = card
    document = Document()
    document.add_paragraph("致{{主松}}")
    file = tmp_path / "错的.docx"
    document.save(str(file))
    settings.bring(str(file))
    wait_until(lambda: bool(settings.window().findChildren(TemplateFaultsDialog)))
    [dialog] = cast(
        "list[TemplateFaultsDialog]", settings.window().findChildren(TemplateFaultsDialog)
    )
    [item] = [dialog.list.item(at) for at in range(dialog.list.count())]
    assert item.text() == "第 1 段的“{{主松}}”不认识，是不是要写“{{主送}}”？"
    dialog.accept()
    assert current(settings) == "随软件带的"


def test_what_is_no_word_file_is_refused(
    card: tuple[TemplateSettings, list[str]], tmp_path: Path
) -> None:
    settings, said = card
    file = tmp_path / "图.docx"
    file.write_bytes(b"\x89PNG")
    settings.bring(str(file))
    wait_until(lambda: bool(said))
    assert said == ["“图.docx”不是 Word 文档，请选 .docx 文件"]


def test_the_fields_of_each_kind_are_listed(card: tuple[TemplateSettings, list[str]]) -> None:
    settings, _ = card
    settings.fields_button.click()
    [dialog] = cast("list[FieldListDialog]", settings.window().findChildren(FieldListDialog))
    assert dialog.windowTitle() == "可用的栏目　通报"
    dialog.accept()
