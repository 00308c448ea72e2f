"""The drawn page: a PDF of so many pages, always the same, that hides no character it cannot draw."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.refusals import Refused

TITLE = "关于2022年第三季度“双随机、一公开”监管工作学习情况的说明"
LINES = [
    "机关督查组：",
    "我科第三季度没有组织学习，10月12日已补学。",
    "　演示科",
    "　2022年10月14日",
]
LONG = "检查对象、检查人员由平台随机抽取（3%以上），结果在20个工作日内公示。" * 4


def pages_of(pdf: bytes) -> int:
    """Page objects, which ReportLab never compresses."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def needs(tool: str) -> str:
    """Reading a PDF back takes Poppler's tools."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed")
    return found


def text_of(pdf: bytes, folder: Path) -> str:
    """What can be read on the pages, without the breaks."""
    tool = needs("pdftotext")
    path = folder / "scan.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        [tool, "-raw", "-enc", "UTF-8", path, "-"], check=True, stdout=subprocess.PIPE
    )
    return re.sub(r"\s", "", done.stdout.decode())


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_it_is_a_pdf_of_so_many_pages(pages: int) -> None:
    pdf = draw_scan(TITLE, LINES, pages)
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert pages_of(pdf) == pages


def test_the_same_page_is_the_same_bytes() -> None:
    once = draw_scan(TITLE, LINES, 2)
    assert draw_scan("另一页", ["其他文字"]) != once
    assert draw_scan(TITLE, LINES, 2) == once


def test_another_start_of_the_program_draws_the_same_bytes() -> None:
    program = (
        "import sys; from desktop.documents.drawn_scan import draw_scan;"
        f"sys.stdout.buffer.write(draw_scan({TITLE!r}, {LINES!r}, 2))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE)
    assert done.stdout == draw_scan(TITLE, LINES, 2)


def test_every_word_stands_on_it(tmp_path: Path) -> None:
    text = text_of(draw_scan(TITLE, [*LINES, LONG], 2), tmp_path)
    for words in (TITLE, "我科第三季度没有组织学习，10月12日已补学。", "2022年10月14日", LONG):
        assert words in text
    assert "不是真实文件" in text
    assert "演示专用" in text
    assert "第1页共2页" in text
    assert "第2页共2页" in text


def test_a_page_without_lines_says_so(tmp_path: Path) -> None:
    assert "（此页无正文）" in text_of(draw_scan(TITLE, [], 1), tmp_path)


def test_no_line_runs_off_the_page(tmp_path: Path) -> None:
    """The outermost strips of a rendered page bear paper and glass only, nothing dark."""
    tool = needs("pdftoppm")
    path = tmp_path / "scan.pdf"
    path.write_bytes(draw_scan("长" * 70, ["　" + LONG[:70], "A1" * 50, "——" * 20, "。" * 50]))
    subprocess.run([tool, "-r", "36", "-gray", path, tmp_path / "scan"], check=True)
    [image] = tmp_path.glob("*.pgm")
    kind, width, height, _, *_ = (head := image.read_bytes()).split(maxsplit=4)
    assert kind == b"P5"
    dots = head[-int(width) * int(height) :]
    columns = [dots[x :: int(width)] for x in (*range(30), *range(int(width) - 30, int(width)))]
    assert min(map(min, columns)) > 150
    assert min(dots) < 100


def test_more_than_fits_is_refused() -> None:
    with pytest.raises(Refused, match="放不下"):
        draw_scan(TITLE, ["一行"] * 40)
    assert pages_of(draw_scan(TITLE, ["一行"] * 40, 4)) == 4


def test_no_page_at_all_is_refused() -> None:
    with pytest.raises(Refused, match="页数至少是 1"):
        draw_scan(TITLE, LINES, 0)


def test_characters_without_a_glyph_are_named() -> None:
    with pytest.raises(Refused, match=r"“ᠠ”（U\+1820）、“☃”（U\+2603）"):
        draw_scan("ᠠ", ["下雪☃了☃"])


def test_the_faces_are_embedded() -> None:
    pdf = draw_scan(TITLE, LINES)
    faces = re.findall(rb"/BaseFont /([\w+-]+)", pdf)
    assert faces
    assert [face for face in faces if b"+GWSans-" not in face] == []
