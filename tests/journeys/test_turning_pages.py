"""Turning pages in 结果: what was refused on one page is not said on the next, over what stands at its foot."""

from pathlib import Path

import pytest

from desktop.ui import shell
from desktop.ui.results.meeting_page import MeetingPage
from desktop.ui.results.rectification_page import RectificationPage
from tests.journeys.conftest import Sit
from tests.journeys.result_steps import go_to_page
from tests.services.building import office_in


def test_a_refusal_stays_on_its_page(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "_OLD", 0)
    at = sit(office_in(tmp_path))
    go_to_page(at, MeetingPage)
    at.office.workplace.refused.emit("没有可以重做的操作")
    assert at.shell.message.isVisible()
    go_to_page(at, RectificationPage)
    assert not at.shell.message.isVisible()
