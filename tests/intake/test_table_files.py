"""Files with cells: texts in the codings that there are, and what is no file to read."""

import codecs
import os
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.room import TOO_MUCH
from desktop.intake.sheets import Row, Sheet, Workbook
from desktop.intake.table_files import read_table_file
from tests.intake.raw_workbooks import raw_workbook

TEXT = '序号,单位名称\r\n1,"办公室\n（法规科）"\r\n2,𠮷林科\r\n'
NO_TEXT = "不是文字表格，或编码既不是 UTF-8 也不是 GB18030，请在 Excel 里另存为 .xlsx 后再选"
ROWS = (Row(1, ("序号", "单位名称")), Row(2, ("1", "办公室\n（法规科）")), Row(3, ("2", "𠮷林科")))


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.replace(",", "\t").encode("gb18030"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_texts_in_every_usual_coding(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "名单.CSV"
    path.write_bytes(content)
    assert read_table_file(path) == Workbook((Sheet("名单", ROWS),))


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "名单.xls", "<row><c><v>1</v></c></row>")
    assert read_table_file(path) == Workbook((Sheet("名单", (Row(1, ("1",)),)),))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.csv", b"", "“空.csv”是空文件，里面没有内容，请核对后另选"),
        ("空.xlsx", b"", "“空.xlsx”是空文件，里面没有内容，请核对后另选"),
        ("白.csv", b"\r\n,,\r\n", "“白.csv”里没有内容，请核对是不是选错了文件"),
        ("乱.csv", b"PK\3\4\0\0", f"“乱.csv”{NO_TEXT}"),
        ("乱.txt", b"\xff\xfe\0", f"“乱.txt”{NO_TEXT}"),
        ("材料.pdf", b"%PDF-1.7", "“材料.pdf”不是 Excel 工作簿，请在 Excel 里另存为 .xlsx 后再选"),
    ],
)
def test_what_has_no_cells_is_refused(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        read_table_file(path)
    assert caught.value.message == message


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="是文件夹，请选择里面的文件"):
        read_table_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.csv")
    with pytest.raises(Refused, match=r"“管\.csv”不是普通文件"):
        read_table_file(tmp_path / "管.csv")


@pytest.mark.parametrize(("name", "most"), [("大.xlsx", 50), ("大.csv", 32)])
def test_a_file_that_is_too_large_is_not_opened(name: str, most: int, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate((most << 20) + 1)
    with pytest.raises(Trouble) as caught:
        read_table_file(path)
    size = f"{most + 1} MB，最多 {most} MB"
    assert caught.value.message == f"“{name}”太大（{size}），请只留要用的表另存一份后再选"


@pytest.mark.parametrize("content", [b"," * 1_000_001, b"\n" * 1_000_001 + b"x", b"x" * 10_000_001])
def test_a_text_with_more_than_a_list_has_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "多.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        read_table_file(path)
    assert caught.value.message == f"“多.csv”{TOO_MUCH}"


def test_a_file_that_is_gone_is_the_callers(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_table_file(tmp_path / "没有.xlsx")
