"""The printer: real pages through QPrinter into a file, each on its own paper, as many as were asked for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QPageLayout, QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.domain.troubles import Trouble
from desktop.intake.pages.opened_file import PageSize
from desktop.intake.pages.reader import PageReader
from desktop.services.progress import Cancelled
from desktop.ui.printing.printer import layout_of, pages_in_order, pages_wanted, print_file
from tests.intake.pages.building import CORNERS, corners_of
from tests.program import CHECKOUT, uncounted

UPRIGHT, LYING, LARGE = (595.28, 841.89), (841.89, 595.28), (1190.55, 841.89)
HELD: list[QPrinter] = []  # one that dies while it is painted on takes the program with it
FILLS = (b"1 0 0", b"0 .6 0", b"0 0 1", b"0 0 0")

CALLED_OFF = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.services.progress import Cancelled
from desktop.ui.printing.printer import print_file
from tests.ui.test_printer import HELD, printer_to, unwatched
here = Path(sys.argv[1])
application = QApplication([])
for number in range(8):
    printers = [printer_to(here / f"{number}.pdf", dots=72)]
    HELD.clear()
    asked = iter((False, True))
    try:
        print_file(printers.pop(), (here / "paper.pdf").read_bytes(), unwatched, lambda: next(asked))
    except Cancelled:
        print(number)
"""


def unwatched(_done: int, _all: int) -> None:
    pass


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


def content(folder: Path, *sizes: tuple[float, float]) -> bytes:
    """A PDF of pages of these sizes, a colour in each corner."""
    with pikepdf.new() as pdf:
        for width, height in sizes:
            drawn = b"".join(
                b"%b rg %f %f %f %f re f\n"
                % (fill, x * width / 3, y * height / 3, width / 3, height / 3)
                for (x, y), fill in zip(((0, 2), (2, 2), (0, 0), (2, 0)), FILLS, strict=True)
            )
            pdf.add_blank_page(page_size=(width, height)).obj.Contents = pdf.make_stream(drawn)
        pdf.save(folder / "paper.pdf")
    return (folder / "paper.pdf").read_bytes()


def printer_to(file: Path, first: tuple[float, float] = UPRIGHT, dots: int = 300) -> QPrinter:
    """As the program prepares one, with a file in the place of the machine."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(dots)
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(PageSize(*first)))
    HELD.append(printer)
    return printer


def sizes(reader: PageReader, file: Path) -> list[tuple[int, int]]:
    opened = reader.open(file)
    every = [reader.size(opened, page) for page in range(1, opened.pages + 1)]
    return [(round(one.width), round(one.height)) for one in every]


def seen(reader: PageReader, file: Path, page: int = 1) -> tuple[str, ...]:
    opened = reader.open(file)
    width, height = reader.size(opened, page)
    return corners_of(reader.render(opened, page, round(width / 4), round(height / 4)))


def test_upright_and_lying_pages_come_each_on_its_paper(
    qapp: QApplication, tmp_path: Path, reader: PageReader
) -> None:
    order = (UPRIGHT, LYING, UPRIGHT, LARGE)
    out = tmp_path / "out.pdf"
    count = print_file(printer_to(out), content(tmp_path, *order), unwatched, never)
    assert count == 4
    wanted = [(round(width), round(height)) for width, height in order]
    found = sizes(reader, out)
    for one, other in zip(found, wanted, strict=True):
        assert one == pytest.approx(other, abs=1)
    assert [seen(reader, out, page) for page in (1, 2, 3, 4)] == [CORNERS] * 4


@pytest.mark.parametrize("first", [UPRIGHT, LYING])
def test_the_first_page_is_what_the_dialog_was_prepared_for(
    qapp: QApplication, tmp_path: Path, reader: PageReader, first: tuple[float, float]
) -> None:
    out = tmp_path / "out.pdf"
    printer = printer_to(out, LYING if first == UPRIGHT else UPRIGHT)
    print_file(printer, content(tmp_path, first), unwatched, never)
    [found] = sizes(reader, out)
    assert found == pytest.approx((round(first[0]), round(first[1])), abs=1)
    assert seen(reader, out) == CORNERS


@pytest.mark.parametrize("own", [600, 1200])
def test_a_fine_printer_is_given_its_dots_band_by_band(
    qapp: QApplication, tmp_path: Path, reader: PageReader, own: int
) -> None:
    """Once: 300 at most, and small print came out soft."""
    out = tmp_path / "out.pdf"
    print_file(printer_to(out, dots=own), content(tmp_path, LARGE), unwatched, never)
    with pikepdf.open(out) as pdf:
        drawn = list(pdf.pages[0].get_images().values())
        assert {int(one.Width) for one in drawn} == {round(1190.55 * 600 / 72)}
        assert sum(int(one.Height) for one in drawn) == round(841.89 * 600 / 72)
        assert max(int(one.Width) * int(one.Height) for one in drawn) <= 10_000_000
        assert {str(one.Filter) for one in drawn} == {"/FlateDecode"}  # no JPEG: text stays sharp
    assert seen(reader, out) == CORNERS


@pytest.mark.parametrize("dots", [72, 150, 300])
def test_pages_are_drawn_in_the_printers_own_dots(
    qapp: QApplication, tmp_path: Path, dots: int
) -> None:
    out = tmp_path / "out.pdf"
    print_file(printer_to(out, dots=dots), content(tmp_path, UPRIGHT), unwatched, never)
    with pikepdf.open(out) as pdf:
        [picture] = pdf.pages[0].get_images().values()
        assert int(picture.Width) == pytest.approx(595.28 * dots / 72, abs=2)
        assert int(picture.Height) == pytest.approx(841.89 * dots / 72, abs=2)


@pytest.mark.parametrize(
    ("chosen", "pages"),
    [("", [1, 2, 3, 4, 5]), ("2-3", [2, 3]), ("1,4-5", [1, 4, 5]), ("5-9", [5]), ("7", [])],
)
def test_only_the_pages_that_were_chosen_are_wanted(
    qapp: QApplication, chosen: str, pages: list[int], tmp_path: Path
) -> None:
    printer = printer_to(tmp_path / "out.pdf")
    if chosen:
        printer.setPageRanges(QPageRanges.fromString(chosen))
    assert pages_wanted(printer, 5) == pages


def test_a_range_is_printed_and_nothing_else(
    qapp: QApplication, tmp_path: Path, reader: PageReader
) -> None:
    out = tmp_path / "out.pdf"
    printer = printer_to(out)
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    steps: list[tuple[int, int]] = []
    order = content(tmp_path, UPRIGHT, LYING, LARGE, UPRIGHT)
    assert print_file(printer, order, lambda *step: steps.append(step), never) == 2
    assert [one[0] > one[1] for one in sizes(reader, out)] == [True, True]
    assert sizes(reader, out)[1][0] == pytest.approx(1191, abs=1)
    assert steps == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("copies", "collated", "order", "backwards"),
    [
        (1, True, [1, 2, 3], [3, 2, 1]),
        (2, True, [1, 2, 3] * 2, [3, 2, 1] * 2),
        (2, False, [1, 1, 2, 2, 3, 3], [3, 3, 2, 2, 1, 1]),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_copies_and_the_order_are_made_where_the_printer_makes_none(
    copies: int, collated: object, order: list[int], backwards: list[int]
) -> None:
    printer = printer_to(Path("out.pdf"))
    assert not printer.supportsMultipleCopies()
    printer.setCopyCount(copies)
    printer.setCollateCopies(bool(collated))
    assert pages_in_order(printer, 3) == order
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_in_order(printer, 3) == backwards


def test_a_range_backwards_and_twice_reaches_the_paper(
    qapp: QApplication, tmp_path: Path, reader: PageReader
) -> None:
    out = tmp_path / "out.pdf"
    printer = printer_to(out, dots=72)
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setCopyCount(2)
    steps: list[tuple[int, int]] = []
    order = content(tmp_path, UPRIGHT, LYING, LARGE, UPRIGHT)
    assert print_file(printer, order, lambda *step: steps.append(step), never) == 4
    assert [round(one[0], -1) for one in sizes(reader, out)] == [1190, 840, 1190, 840]
    assert steps == [(done, 4) for done in range(5)]


@pytest.mark.parametrize("after", [0, 1, 2])
def test_calling_it_off_stops_before_the_next_page(
    qapp: QApplication, tmp_path: Path, after: int
) -> None:
    steps: list[int] = []
    order = content(tmp_path, *[UPRIGHT] * 4)
    printer = printer_to(tmp_path / "out.pdf", dots=72)
    with pytest.raises(Cancelled):
        print_file(
            printer, order, lambda done, _all: steps.append(done), lambda: len(steps) > after
        )
    assert steps == [*range(after + 1)]


def test_calling_it_off_does_not_take_the_program_with_it(tmp_path: Path) -> None:
    """Once: the printer was gone while it was still painted on."""
    content(tmp_path, *[UPRIGHT] * 3)
    call = [sys.executable, "-c", CALLED_OFF, str(tmp_path)]
    ended = subprocess.run(
        call,
        cwd=CHECKOUT,
        env=uncounted(MALLOC_PERTURB_="165"),  # what is gone is not found as it was
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (ended.returncode, ended.stdout) == (0, "".join(f"{n}\n" for n in range(8)))


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_takes_nothing_is_said(qapp: QApplication, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "missing" / "out.pdf")
    with pytest.raises(Trouble, match="打印机没有接受这份文件"):
        print_file(printer, content(tmp_path, UPRIGHT), unwatched, never)


@pytest.mark.parametrize("size", [UPRIGHT, LYING, LARGE])
def test_paper_has_no_margins_of_its_own(qapp: QApplication, size: tuple[float, float]) -> None:
    layout = layout_of(PageSize(*size))
    paper = layout.fullRect(QPageLayout.Unit.Point)
    assert (paper.width(), paper.height()) == pytest.approx(size, abs=1)
    assert layout.margins().isNull()
    names = {UPRIGHT: "A4", LYING: "A4", LARGE: "A3"}
    assert layout.pageSize().name() == names[size]
