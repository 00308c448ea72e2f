"""Whatever is wrong with a file that is to be read in: a plan or a sentence in time, and the workspace stays whole."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final

import pytest

from desktop.documents.excel import as_excel
from desktop.documents.forms.report_form import report_form
from desktop.documents.word import as_word
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.form_previews import preview_form
from desktop.services.ledger_imports import ImportWish, keep_import, open_table, planned_import
from desktop.services.monthly_reports import keep_monthly_report
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.documents.printed import DAY, OFFICE
from tests.intake.damage import damaged, spoilt, spoilt_within
from tests.services.building import ME, everything, office_in
from tests.services.importing import written
from tests.services.test_form_previews import ANSWERS, FORM, KEY
from tests.services.test_ledger_imports import HEADER, OTHER, RUN

pytestmark = pytest.mark.uncounted

IN_TIME: Final = 10  # seconds
ROWS: Final = [HEADER, RUN, OTHER]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def in_time(work: Callable[[], object], office: Workspace) -> None:
    """Done, or one sentence and nothing written; either soon."""
    began, before = monotonic(), everything(office.folder)
    said = said_of(work)
    assert "\n" not in said
    assert not said or everything(office.folder) == before
    assert monotonic() - began < IN_TIME


def said_of(work: Callable[[], object]) -> str:
    """What is said; nothing where it is done."""
    try:
        work()
    except (Refused, Trouble) as failure:
        return failure.message
    return ""


def import_(office: Workspace, path: Path) -> None:
    plan = planned_import(office, open_table(path), ImportWish("inspections", 2022, "u-a"))
    assert all(bool(one.faults) == (one.standing == "refused") for one in plan.rows)
    if plan.taken:
        keep_import(office, ME, plan)


def take_form(office: Workspace, path: Path) -> None:
    found = preview_form(office, KEY, path)
    keep_monthly_report(office, ME, KEY, found.filing(None))


def table_text() -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in ROWS)


@pytest.mark.parametrize("coding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_spoilt_text_of_cells(office: Workspace, tmp_path: Path, coding: str) -> None:
    path = tmp_path / "平台导出.csv"
    for content in damaged([table_text().encode(coding)], spoilt, 60):
        path.write_bytes(content)
        in_time(lambda: import_(office, path), office)


def test_a_spoilt_workbook(office: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, {"表": ROWS})
    for content in damaged([path.read_bytes()], spoilt_within, 12):
        path.write_bytes(content)
        in_time(lambda: import_(office, path), office)


@pytest.mark.parametrize(("ending", "writer"), [(".docx", as_word), (".xlsx", as_excel)])
def test_a_spoilt_form(
    office: Workspace, tmp_path: Path, ending: str, writer: Callable[..., bytes]
) -> None:
    path, spoil = tmp_path / f"表{ending}", spoilt_within
    whole = writer(report_form(FORM, OFFICE, DAY, "甲科", ANSWERS))
    for content in damaged([whole], spoil, 12):
        path.write_bytes(content)
        in_time(lambda: take_form(office, path), office)
