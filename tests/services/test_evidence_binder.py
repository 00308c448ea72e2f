"""The evidence binder: a unit's files in order, each once, on the pages that the index gives; whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest

from desktop.documents.drawn_scan import draw_scan
from desktop.documents.manuscript import Manuscript, Words, told
from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.pages.reader import PageReader
from desktop.services import evidence_binder
from desktop.services.evidence import link_evidence
from desktop.services.evidence_binder import index_of
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import Printing, save_paper
from desktop.services.progress import Cancelled
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.intake.pages.building import corners
from tests.services.building import ME, add, everything, office_in, rounds
from tests.store.full_disk import no_file_over

KEY = rounds().city
Step = tuple[int, int]


def drawn(title: str, pages: int = 1) -> bytes:
    return draw_scan(title, ["第三季度没有组织学习。"], pages)


def photograph() -> bytes:
    file = BytesIO()
    corners(size=(900, 600)).save(file, "JPEG")
    return file.getvalue()


def locked() -> bytes:
    file = BytesIO()
    with pikepdf.open(BytesIO(drawn("机密"))) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="own", user="geheim"))
    return file.getvalue()


# Each file, and what it is handed in for: requirements with piece and plan item, or criteria with a page.
FILES: dict[str, tuple[bytes, list[dict[str, object]]]] = {
    "督查.pdf": (drawn("督查", 2), [{"criterion": "plan-not-run", "page": 1}]),
    "会议纪要.pdf": (
        drawn("会议纪要", 3),
        [
            {"criterion": "no-meeting", "page": 2},
            {"requirement": 2, "piece": "会议纪要"},
            {"requirement": 2, "piece": "会议通知"},
        ],
    ),
    "抽查方案.pdf": (
        drawn("抽查方案"),
        [{"requirement": 13, "piece": "抽查方案文件", "plan_item": 2}],
    ),
    "现场.jpg": (photograph(), [{"requirement": 3}]),
    "台账.docx": (b"PK\x03\x04 a document of another kind", [{"requirement": 3}]),
    "机密.pdf": (locked(), [{"requirement": 5}]),
    "破损.pdf": (b"%PDF-1.7\n" + b"\x00\xff" * 300, [{"requirement": 5}]),
    "没有用到.pdf": (drawn("没有用到"), []),
}


def hand_in(workspace: Workspace, key: AssessmentKey, names: Sequence[str]) -> None:
    for name in names:
        content, places = FILES[name]
        evidence = add(workspace, name, content)
        for place in places:
            link = EvidenceLink("", evidence, *key, **place)  # type: ignore[arg-type]  # plain
            link_evidence(workspace, ME, link)


@dataclass(frozen=True, slots=True)
class Made:
    """One binder, the index for it, and what was told meanwhile."""

    workspace: Workspace
    index: Manuscript
    file: Path
    steps: list[Step]

    def rows(self) -> list[list[str]]:
        [grid] = self.index.grids
        return [[told(cell) for cell in row] for row in grid.rows]

    def firsts(self) -> dict[str, int]:
        """Where each file begins, as the index says."""
        return {row[2]: int(row[4]) for row in self.rows() if row[4].isdecimal()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("binder")
    with open_workspace(office_in(folder)) as workspace:
        hand_in(workspace, KEY, [*FILES])
        steps: list[Step] = []
        watch = Printing(lambda *step: steps.append(step), lambda: False)
        wanted = Wanted(Paper.BINDER, *KEY)
        file = save_paper(workspace, wanted, folder / "装订.pdf", watch)
        index = index_of(workspace, KEY, lambda _done, _all: None, lambda: False)
        yield Made(workspace, index, file, steps)


@pytest.fixture(scope="module")
def pages(made: Made) -> list[str]:
    """What can be read on each page of the binder."""
    with PageReader() as reader:
        file = reader.open(made.file)
        return [reader.text(file, page) for page in range(1, file.pages + 1)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def save(workspace: Workspace, out: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
    job = Printing(lambda _done, _all: None, cancelled)
    save_paper(workspace, Wanted(Paper.BINDER, *KEY), out, job)


# -- what is in it, and where


def test_files_come_by_requirement_and_then_as_the_document_has_its_criteria(made: Made) -> None:
    names = [row[2] for row in made.rows()]
    assert names[:1] == ["会议纪要.pdf"]
    assert {*names[1:3]} == {"现场.jpg", "台账.docx"}
    assert {*names[3:5]} == {"机密.pdf", "破损.pdf"}
    assert names[5:] == ["抽查方案.pdf", "督查.pdf"]
    assert [row[0] for row in made.rows()] == [str(n) for n in range(1, 8)]


def test_a_file_stands_once_with_all_that_it_proves(made: Made) -> None:
    [places] = [row[1] for row in made.rows() if row[2] == "会议纪要.pdf"]
    contents = sheet_contents(made.workspace, KEY)
    requirement = next(one.name for one in contents.scheme.requirements if one.no == 2)
    assert places.split("\n") == [
        f"2. {requirement}　会议纪要",
        f"2. {requirement}　会议通知",
        contents.scheme.criteria["no-meeting"].label,
    ]
    [item] = [row[1] for row in made.rows() if row[2] == "抽查方案.pdf"]
    assert item.endswith("　抽查方案文件　第 2 项")


def test_page_counts_are_those_of_the_files(made: Made) -> None:
    counted = {row[2]: row[3] for row in made.rows()}
    assert counted == {
        "会议纪要.pdf": "3",
        "现场.jpg": "1",
        "台账.docx": "—",
        "机密.pdf": "—",
        "破损.pdf": "—",
        "抽查方案.pdf": "1",
        "督查.pdf": "2",
    }


def test_each_file_begins_where_the_index_says(made: Made, pages: list[str]) -> None:
    firsts = made.firsts()
    for name, first in firsts.items():
        assert pages[first - 1].split()[-1] == str(first), name
        title = Path(name).stem
        assert (title in pages[first - 1]) == (name != "现场.jpg")
    assert pages[firsts["现场.jpg"] - 1].split() == [str(firsts["现场.jpg"])]
    ends = [*sorted(firsts.values())[1:], len(pages) + 1]
    counts = {row[2]: row[3] for row in made.rows()}
    for (name, first), end in zip(
        sorted(firsts.items(), key=lambda one: one[1]), ends, strict=True
    ):
        assert end - first == int(counts[name])


def test_sheet_and_index_lead_and_every_scan_is_numbered(made: Made, pages: list[str]) -> None:
    leading = min(made.firsts().values()) - 1
    assert "第 1 页" in pages[0]
    at = next(number for number, page in enumerate(pages) if "佐证材料目录" in page)
    assert 0 < at < leading
    code = sheet_contents(made.workspace, KEY).code
    assert all(code in page for page in pages[:leading])
    for number, page in enumerate(pages[leading:], leading + 1):
        assert page.split()[-1] == str(number)


def test_the_index_in_the_binder_is_the_index_alone(made: Made, pages: list[str]) -> None:
    leading = min(made.firsts().values()) - 1
    said = "".join("".join(page.split()) for page in pages[:leading])
    for row in made.rows():
        assert "".join(row[2].split()) in said
        assert "".join("".join(row[1].split())) in said


def test_bookmarks_lead_to_each_file(made: Made) -> None:
    with pikepdf.open(made.file) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        found = {}
        for one in outline.root[-1].children:
            assert isinstance(one.destination, pikepdf.Array)
            found[str(one.title)] = numbers[one.destination[0].objgen]
    order = {row[2]: row[0] for row in made.rows()}
    assert found == {f"{order[name]}. {name}": at for name, at in made.firsts().items()}


def test_a_photograph_is_bound_bit_for_bit(made: Made) -> None:
    with pikepdf.open(made.file) as pdf:
        [held] = pdf.pages[made.firsts()["现场.jpg"] - 1].get_images().values()
        assert isinstance(held, pikepdf.Stream)
        assert bytes(held.read_raw_bytes()) == FILES["现场.jpg"][0]


def test_what_cannot_be_bound_is_listed_with_its_reason(made: Made) -> None:
    [note] = [
        one.text
        for one in made.index.blocks
        if isinstance(one, Words) and one.text.startswith("注：")
    ]
    numbers = {row[2]: row[0] for row in made.rows() if row[4] == "未装订"}
    assert {*numbers} == {"台账.docx", "机密.pdf", "破损.pdf"}
    assert f"{numbers['台账.docx']}（“台账.docx”不是 PDF 或图片" in note
    assert f"{numbers['机密.pdf']}（“机密.pdf”是设有密码的 PDF" in note
    assert f"{numbers['破损.pdf']}（“破损.pdf”已损坏或不完整" in note


def test_progress_goes_from_nothing_to_every_file(made: Made) -> None:
    assert made.steps == [(number, 7) for number in range(8)]


def test_printing_records_nothing(made: Made, tmp_path: Path) -> None:
    before = everything(made.workspace.folder)
    save(made.workspace, tmp_path / "again.pdf")
    assert everything(made.workspace.folder) == before


def test_two_runs_give_the_same_file(made: Made, tmp_path: Path) -> None:
    save(made.workspace, tmp_path / "again.pdf")
    again = sha256((tmp_path / "again.pdf").read_bytes()).hexdigest()
    assert again == sha256(made.file.read_bytes()).hexdigest()


# -- whole or not at all


def test_a_unit_that_handed_nothing_in_has_sheet_and_index(
    office: Workspace, tmp_path: Path
) -> None:
    save(office, tmp_path / "装订.pdf")
    with PageReader() as reader:
        file = reader.open(tmp_path / "装订.pdf")
        assert "还没有收到佐证材料" in "".join(reader.text(file, file.pages).split())


def test_an_index_of_many_files_counts_its_own_pages(office: Workspace, tmp_path: Path) -> None:
    one = drawn("清单")
    for number in range(60):
        evidence = add(office, f"附件{number}.pdf", one + b"%%%d\n" % number)
        link_evidence(office, ME, EvidenceLink("", evidence, *KEY, requirement=3))
    save(office, tmp_path / "装订.pdf")
    with PageReader() as reader:
        file = reader.open(tmp_path / "装订.pdf")
        texts = [reader.text(file, page) for page in range(1, file.pages + 1)]
    leading = len(texts) - 60
    assert sum("装订页" in page for page in texts[:leading]) > 1
    assert [page.split()[-1] for page in texts[leading:]] == [
        str(number) for number in range(leading + 1, len(texts) + 1)
    ]
    index = index_of(office, KEY, lambda _done, _all: None, lambda: False)
    [grid] = index.grids
    assert [told(row[4]) for row in grid.rows] == [str(leading + n) for n in range(1, 61)]


@pytest.mark.parametrize("after", [1, 2])
def test_calling_it_off_leaves_nothing(after: int, office: Workspace, tmp_path: Path) -> None:
    hand_in(office, KEY, ["会议纪要.pdf", "督查.pdf"])
    asked = iter(range(9))
    with pytest.raises(Cancelled):
        save(office, tmp_path / "新" / "装订.pdf", lambda: next(asked) >= after - 1)
    assert not (tmp_path / "新").exists()


def test_calling_it_off_keeps_the_file_that_was_there(office: Workspace, tmp_path: Path) -> None:
    hand_in(office, KEY, ["会议纪要.pdf"])
    out = tmp_path / "out" / "装订.pdf"
    out.parent.mkdir()
    out.write_bytes(b"yesterday's")
    with pytest.raises(Cancelled):
        save(office, out, lambda: True)
    assert [one.name for one in out.parent.iterdir()] == ["装订.pdf"]
    assert out.read_bytes() == b"yesterday's"


def test_a_disk_that_is_full_keeps_the_file_that_was_there(
    office: Workspace, tmp_path: Path
) -> None:
    hand_in(office, KEY, ["会议纪要.pdf", "督查.pdf"])
    out = tmp_path / "out" / "装订.pdf"
    out.parent.mkdir()
    out.write_bytes(b"yesterday's")
    with no_file_over(70_000), pytest.raises(Trouble) as caught:
        save(office, out)
    assert "放不下" in caught.value.message
    assert str(out) in caught.value.message
    assert [one.name for one in out.parent.iterdir()] == ["装订.pdf"]
    assert out.read_bytes() == b"yesterday's"


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".txt", ""])
def test_only_a_pdf_binds(ending: str, office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"佐证汇编不能存成.*请以 \.pdf 结尾"):
        save(office, tmp_path / f"装订{ending}")
    assert not list(tmp_path.glob("装订*"))


def test_a_binder_is_one_units(office: Workspace, tmp_path: Path) -> None:
    of_round = Wanted(Paper.BINDER, KEY.round)
    with pytest.raises(Refused, match="佐证汇编要写明是哪个单位的"):
        save_paper(office, of_round, tmp_path / "装订.pdf")


def test_temporary_files_go(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(office, KEY, ["会议纪要.pdf"])
    held = tmp_path / "held"
    held.mkdir()
    folder = partial(TemporaryDirectory, dir=held)
    monkeypatch.setattr(evidence_binder, "TemporaryDirectory", folder)
    save(office, tmp_path / "装订.pdf")
    with pytest.raises(Cancelled):
        save(office, tmp_path / "装订.pdf", lambda: True)
    assert list(held.iterdir()) == []
