"""Paper comparison: a PDF that bears a sheet's code, word by word against the sheet that bore it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.deduction_notice import NOTICE, deduction_notice
from desktop.documents.forms.form_columns import FormColumn, every_column
from desktop.documents.forms.score_sheet import score_sheet
from desktop.documents.manuscript import Manuscript
from desktop.documents.pdf import as_pdf
from desktop.intake.pages.reader import PageReader

_AROUND: Final = 8  # characters that are told of a difference


def difference(reader: PageReader, file: Path, contents: SheetContents) -> str | None:
    """Where the file first says something else, in words; blank where every word is the sheet's.

    None where it is another paper of the sheet, or several: those are not compared.
    """
    says = _words(reader, file)
    manuscript = _guessed(says, contents)
    if manuscript is None:
        return None
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.pdf"
        printed.write_bytes(as_pdf(manuscript))
        said = _words(reader, printed)
    if says == said:
        return ""
    at = next((n for n, (a, b) in enumerate(zip(says, said, strict=False)) if a != b), len(said))
    start = max(0, at - _AROUND)
    before = said[start:at]
    return (
        f"文件的文字和工作区按当时记录打印的不一样：在“…{before}”之后，文件里是“{_bit(says, at)}”，"
        f"工作区的是“{_bit(said, at)}”；以工作区的为准"
    )


def _bit(words: str, at: int) -> str:
    return words[at : at + _AROUND] or "（没有了）"


def _words(reader: PageReader, file: Path) -> str:
    """All that can be read, without blanks."""
    opened = reader.open(file)
    pages = (reader.text(opened, page) for page in range(1, opened.pages + 1))
    return "".join("".join(page.split()) for page in pages)


def _guessed(says: str, contents: SheetContents) -> Manuscript | None:
    """Which paper it is, and with which columns it was printed."""
    if NOTICE.replace(" ", "") in says[:40]:
        return deduction_notice(contents)
    columns = _columns_in(says, contents)
    title = "".join(contents.scheme.title.split())
    if columns is None or title not in says[: len(title) + 8] or says.count("第1页共") != 1:
        return None
    return score_sheet(contents, [one.holds for one in columns])


def _columns_in(says: str, contents: SheetContents) -> Sequence[FormColumn] | None:
    """The longest row of headings that stands there."""
    every = every_column(contents.scheme)
    for count in range(len(every), 0, -1):
        for chosen in combinations(every, count):
            if "".join("".join(one.heading.split()) for one in chosen) in says:
                return chosen
    return None
