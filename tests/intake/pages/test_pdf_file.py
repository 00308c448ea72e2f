"""A PDF's pages as PDFium draws, reads and searches them."""

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.drawn_scan import draw_scan
from desktop.intake.pages.faults import Fault, Undecodable
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.opened_file import RenderedPage
from desktop.intake.pages.pdf_file import PdfFile
from tests.intake.pages.building import (
    CORNERS,
    colour_at,
    corners,
    corners_of,
    one_page,
    pdf,
    saved,
    scans,
    stream,
)

FILLS = b"".join(
    b"%b rg %d %d 30 20 re f " % at
    for at in ((b"1 0 0", 0, 40), (b"0 .63 0", 60, 40), (b"0 0 1", 0, 0), (b"0 0 0", 60, 0))
)


def opened(folder: Path, content: bytes, limits: Limits | None = None) -> PdfFile:
    path = folder / "one.pdf"
    path.write_bytes(content)
    return PdfFile(str(path), limits or Limits())


def shown(file: PdfFile, page: int = 1, size: tuple[int, int] = (90, 60)) -> RenderedPage:
    return RenderedPage(*size, size[0] * 4, bytes(file.render(page, *size, range(size[1]))))


def test_a_page_is_drawn_on_white_in_its_colours(tmp_path: Path) -> None:
    file = opened(tmp_path, one_page(FILLS, b"/MediaBox [0 0 90 60]"))
    assert file.pages == 1
    assert file.size(1) == (90, 60)
    assert corners_of(shown(file)) == CORNERS
    assert colour_at(shown(file), 0.5, 0.5) == "white"
    assert corners_of(shown(file, size=(31, 77))) == CORNERS
    file.close()


def test_what_shines_through_is_mixed_with_white(tmp_path: Path) -> None:
    groups = (
        b"/Group <</S /Transparency /CS /DeviceRGB>> /Resources <</ExtGState <</H <</ca .5>>>>>>"
    )
    file = opened(
        tmp_path, one_page(b"/H gs 0 g 0 0 90 60 re f", b"/MediaBox [0 0 90 60] " + groups)
    )
    assert corners_of(shown(file)) == ("grey",) * 4
    file.close()


@pytest.mark.parametrize(
    ("turn", "size", "order"),
    [
        (90, (60, 90), ("blue", "red", "black", "green")),
        (180, (90, 60), ("black", "blue", "green", "red")),
        (270, (60, 90), ("green", "black", "red", "blue")),
    ],
)
def test_a_page_is_turned_as_it_says(
    turn: int, size: tuple[int, int], order: tuple[str, ...], tmp_path: Path
) -> None:
    file = opened(tmp_path, one_page(FILLS, b"/MediaBox [0 0 90 60] /Rotate %d" % turn))
    assert file.size(1) == pytest.approx(size)
    assert corners_of(shown(file, size=size)) == order
    file.close()


def test_a_page_is_cut_as_it_says(tmp_path: Path) -> None:
    file = opened(tmp_path, one_page(FILLS, b"/MediaBox [0 0 90 60] /CropBox [0 0 45 30]"))
    assert file.size(1) == (45, 30)
    assert colour_at(shown(file), 0.3, 0.7) == "blue"
    assert colour_at(shown(file), 0.9, 0.9) == "white"
    file.close()


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[0 0 1e30 5]", b"[5 5 -5 -5]", b"[]", b"null"])
def test_no_page_is_without_a_size(box: bytes, tmp_path: Path) -> None:
    file = opened(tmp_path, one_page(FILLS, b"/MediaBox " + box))
    width, height = file.size(1)
    assert 1 <= width <= 1e6
    assert 1 <= height <= 1e6
    shown(file)
    file.close()


def test_an_electronic_seal_is_drawn(tmp_path: Path) -> None:
    """Seals are the fields of a signature, which PDFium draws only as part of a form."""
    seal = stream(b"1 0 0 rg 0 0 30 20 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 30 20]")
    field = b"<</Type /Annot /Subtype /Widget /FT /Sig /T (s) /F 4 /Rect [60 0 90 20] /P 3 0 R"
    content = pdf(
        b"<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [5 0 R] /SigFlags 3>>>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 90 60] /Contents 4 0 R /Annots [5 0 R]>>",
        stream(b""),
        field + b" /AP <</N 6 0 R>>>>",
        seal,
    )
    file = opened(tmp_path, content)
    assert corners_of(shown(file)) == ("white", "white", "white", "red")
    file.close()


# Reading and searching.


def test_words_are_read_and_found_where_they_stand(tmp_path: Path) -> None:
    lines = [
        "各单位：",
        "请于年底前报送全年工作总结和有关佐证材料，逾期不予受理。",
        "\u3000考评办公室",
    ]
    file = opened(tmp_path, draw_scan("关于报送材料的通知", lines, pages=2))
    assert file.pages == 2
    text = file.text(1)
    assert "关于报送材料的通知\n" in text
    assert "\r" not in text
    [(left, top, right, bottom)] = file.search(1, "报送 材料")
    assert 0.3 < left < right < 0.7
    assert 0.15 < top < bottom < 0.3
    page = shown(file, size=(600, 848))
    inked = [
        colour_at(page, left + (right - left) * at / 99, (top + bottom) / 2) for at in range(99)
    ]
    assert {"grey", "black"} & set(inked)  # the words are there
    first, second = file.search(1, "各单位：请于年底前报送全年工作总结和有关佐证材料")[:2]
    assert first[1] < second[1]  # one region a line
    assert file.search(1, "没有的话") == []
    assert file.search(1, " ") == []
    file.close()


WORD = b"BT /F 10 Tf 1 0 0 1 %d %d Tm (%b) Tj ET"
FONT = b"/Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        (b"/MediaBox [0 0 100 200]", (0.2, 0.8)),
        (b"/MediaBox [0 0 100 200] /Rotate 90", (0.2, 0.2)),
        (b"/MediaBox [0 0 100 200] /Rotate 180", (0.8, 0.2)),
        (b"/MediaBox [0 0 100 200] /Rotate 270", (0.8, 0.8)),
        (b"/MediaBox [-100 -200 300 400] /CropBox [0 0 100 200]", (0.2, 0.8)),
        (b"/MediaBox [-80 -160 20 40]", (1, 0)),
    ],
)
def test_places_are_those_of_the_page_as_it_is_seen(
    entries: bytes, place: tuple[float, float], tmp_path: Path
) -> None:
    file = opened(tmp_path, one_page(WORD % (20, 40, b"here"), entries + FONT))
    [region] = file.search(1, "HERE")
    left, top, right, bottom = region
    assert 0 <= left <= right <= 1
    assert 0 <= top <= bottom <= 1
    assert min(abs(left - place[0]), abs(right - place[0])) < 0.03
    assert min(abs(top - place[1]), abs(bottom - place[1])) < 0.03
    file.close()


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    path = saved(tmp_path, "scan.pdf", corners())
    file = PdfFile(str(path), Limits())
    assert corners_of(shown(file)) == CORNERS
    assert file.text(1) == ""
    assert file.search(1, "材料") == []
    file.close()


def test_long_pages_are_read_in_part(tmp_path: Path) -> None:
    content = one_page(WORD % (0, 40, b"ab" * 500), b"/MediaBox [0 0 100 200]" + FONT)
    file = opened(tmp_path, content, Limits(characters=100, regions=7))
    assert file.text(1) == "ab" * 50
    assert len(file.search(1, "ab")) == 7
    file.close()


# What is refused, and what is given up.


def test_a_password_is_named(tmp_path: Path) -> None:
    file = BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("open", ownerPassword="own"))
    canvas.drawString(9, 9, "secret")
    canvas.save()
    with pytest.raises(Undecodable) as refused:
        opened(tmp_path, file.getvalue())
    assert refused.value.fault is Fault.ENCRYPTED


def test_a_password_of_its_owner_alone_hides_nothing(tmp_path: Path) -> None:
    file = BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("", ownerPassword="own", canPrint=0))
    canvas.drawString(9, 9, "open")
    canvas.save()
    opened_file = opened(tmp_path, file.getvalue())
    assert opened_file.text(1) == "open"
    opened_file.close()


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", one_page(FILLS, b"")[:200]])
def test_what_is_no_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Undecodable) as refused:
        opened(tmp_path, content)
    assert refused.value.fault is Fault.DAMAGED


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    content = scans(4, b"", (1, 1))
    assert opened(tmp_path, content, Limits(pages=4)).pages == 4
    with pytest.raises(Undecodable) as refused:
        opened(tmp_path, content, Limits(pages=3))
    assert refused.value.fault is Fault.TOO_MANY_PAGES


def test_pages_come_in_any_order(tmp_path: Path) -> None:
    """Also where PDFium is made to forget what it has read of a large file."""
    content = draw_scan("通知", ["第一页的话", "第二页的话", "第三页的话"], pages=3)
    file = opened(tmp_path, content + b"%" * (20 << 20))
    assert file._turns == 2
    for page in (1, 2, 3, 3, 1, 2, 2, 1):
        assert f"第{'一二三'[page - 1]}页的话" in file.text(page)
        shown(file, page)
    file.close()
