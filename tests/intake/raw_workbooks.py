"""Builders of workbooks part by part, as programs other than openpyxl write them, or nobody would."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def links(*targets: str) -> str:
    """A part's links, each target with its sort before it, as `styles:styles.xml`."""
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, _, target) in enumerate((one.partition(":") for one in targets), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def sheet(cells: str, after: str = "") -> str:
    """A sheet with these rows or cells."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>'


def raw_workbook(path: Path, cells: str, parts: Mapping[str, str | None] | None = None) -> Path:
    """A workbook with one sheet; further parts come to it, replace others, or take them away (None)."""
    whole: dict[str, str | None] = {
        "_rels/.rels": links("officeDocument:xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            "worksheet:worksheets/sheet1.xml",
            "sharedStrings:sharedStrings.xml",
            "styles:styles.xml",
        ),
        "xl/worksheets/sheet1.xml": sheet(cells),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>',
    }
    whole |= parts or {}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            if content is not None:
                archive.writestr(name, content)
    return path
