"""A PDF that bears a true code and other words is found out."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.deduction_notice import deduction_notice
from desktop.documents.forms.score_sheet import score_sheet
from desktop.documents.pdf import as_pdf
from desktop.intake.pages.reader import PageReader
from desktop.services.paper_comparison import difference
from desktop.services.rounds import list_rounds
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from tests.services.building import demonstration_in

pytestmark = pytest.mark.uncounted


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[SheetContents]:
    folder = demonstration_in(tmp_path_factory.mktemp("demo"))
    with open_workspace(folder) as workspace:
        firsts = [one.units[0].key for one in list_rounds(workspace) if one.units[0].sheet]
        return [sheet_contents(workspace, key) for key in firsts[-2:]]


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as opened:
        yield opened


def test_what_the_program_printed_is_the_same_whichever_columns_it_has(
    contents: list[SheetContents], reader: PageReader, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.pdf"
    for one in contents:
        for columns in (None, ["score", "reasons"], ["criteria", "score"]):
            file.write_bytes(as_pdf(score_sheet(one, columns)))
            assert difference(reader, file, one) == ""
        file.write_bytes(as_pdf(deduction_notice(one)))
        assert difference(reader, file, one) == ""


def test_another_score_under_the_same_code_is_named(
    contents: list[SheetContents], reader: PageReader, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.pdf"
    for one in contents:
        better = replace(one.sheet, total=one.sheet.total + Decimal("0.5"))
        file.write_bytes(as_pdf(score_sheet(replace(one, sheet=better))))
        assert "文件里是" in (difference(reader, file, one) or "")
        file.write_bytes(as_pdf(deduction_notice(replace(one, unit="别的单位"))))
        assert "文件里是“别的单位" in (difference(reader, file, one) or "")


def test_a_sheet_among_others_is_said_not_to_have_been_compared(
    contents: list[SheetContents], reader: PageReader, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.pdf"
    one = contents[0]
    file.write_bytes(as_pdf(score_sheet(one), score_sheet(one)))
    assert difference(reader, file, one) is None
