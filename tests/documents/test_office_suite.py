"""Word and Excel files as an office suite prints them: about as many pages as the PDF, and the same words on them."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from desktop.documents.excel import as_excel
from desktop.documents.word import as_word
from desktop.services.schemes import open_scheme
from tests.documents.printed import (
    SCORED,
    Paper,
    blank_of,
    contents_of,
    demonstrated,
    sheet_of,
    squeezed,
)
from tests.program import CHECKOUT
from tests.services.building import SECTIONS
from tests.torture import LONG

_FACES: Final = CHECKOUT / "resources/fonts"
_SHORT: Final = 4  # so short a heading stands on one line anywhere
SOFFICE: Final = shutil.which("soffice")

pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed"),
]


def with_our_faces(folder: Path) -> dict[str, str]:
    """The environment of a suite that has our faces: one without any Chinese sets boxes, which are narrower."""
    told = folder / "fonts.conf"
    told.write_text(
        "<fontconfig>"
        f"<include ignore_missing='yes'>/etc/fonts/fonts.conf</include><dir>{_FACES}</dir>"
        f"<cachedir>{folder / 'faces'}</cachedir></fontconfig>",
        "utf-8",
    )
    return os.environ | {"FONTCONFIG_FILE": str(told)}


def converted(files: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What stands on each page of each file, as the suite sets it."""
    assert SOFFICE
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "out")]
    subprocess.run(
        [*call, *(str(folder / name) for name in files)],
        check=True,
        env=with_our_faces(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=300,
    )
    return {name: pages_in(folder / "out" / f"{Path(name).stem}.pdf") for name in files}


def pages_in(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def check(papers: list[Paper], folder: Path) -> None:
    """Word within a page; Excel, which is made as wide as the paper, on no more pages and not many fewer."""
    files = {f"{n}.docx": as_word(one.manuscript) for n, one in enumerate(papers)}
    sheets = {f"x{n}.xlsx": as_excel(one.manuscript) for n, one in enumerate(papers)}
    found = converted(files | sheets, folder)
    wrong = []
    for n, paper in enumerate(papers):
        ours, word, excel = len(paper.pages), found[f"{n}.docx"], found[f"x{n}.xlsx"]
        if abs(len(word) - ours) > 1 or not ours / 2 <= len(excel) <= ours + 1:
            wrong.append((paper.manuscript.title, ours, len(word), len(excel)))
        heads = [one.heading for one in paper.grid.columns if len(one.heading) <= _SHORT]
        assert len(heads) >= 3
        assert all(one in page for one in heads for page in [*word[:-1], *excel])
        for number, page in enumerate(word, 1):
            assert f"第{number}页共{len(word)}页" in page
    assert wrong == []


def test_a_short_form_is_printed_alike(tmp_path: Path) -> None:
    check([sheet_of(contents_of(open_scheme(SECTIONS), unit="喆县教育科"))], tmp_path)


@pytest.mark.skipif(not LONG, reason="every form takes long: KAOPING_TORTURE=1")
def test_every_form_is_printed_alike(tmp_path: Path) -> None:
    check([*demonstrated(), *map(blank_of, SCORED)], tmp_path)
