"""Printing: what a sheet's file says and is called, one unit or all, whole or not at all, and nothing recorded."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document

from desktop.documents.excel import as_excel
from desktop.documents.forms.score_sheet import blank_sheet, score_sheet
from desktop.documents.manuscript import Manuscript
from desktop.documents.pdf import as_pdf
from desktop.documents.word import as_word
from desktop.domain.records import AssessmentKey, EvidenceLink, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence import link_evidence
from desktop.services.office import keep_units
from desktop.services.paper_names import file_name_of
from desktop.services.papers import Paper, Wanted
from desktop.services.print_batches import Batch, Printed, files_there, save_round
from desktop.services.printing import save_paper, save_sheet
from desktop.services.recording import record_finding
from desktop.services.rounds import RoundPlan, open_round, round_members, rounds_of
from desktop.services.schemes import open_scheme
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import Workspace, open_workspace, verify
from tests.documents.setting.reading import pages_of, words
from tests.services.building import (
    CITIES,
    ME,
    PLAN,
    SECTIONS,
    add,
    demonstration_in,
    events_of,
    everything,
    files_in,
    office_in,
    refused,
    rounds,
)

pytestmark = pytest.mark.uncounted

WRITERS: Final[dict[str, Callable[[Manuscript], bytes]]] = {
    ".pdf": as_pdf,
    ".docx": as_word,
    ".xlsx": as_excel,
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The demonstration, to be printed and not to be changed."""
    folder = demonstration_in(tmp_path_factory.mktemp("demo"))
    with open_workspace(folder) as workspace:
        before = everything(folder), files_in(folder)
        yield workspace
        assert (everything(folder), files_in(folder)) == before
    assert verify(folder).faults == ()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where files are wanted; there is no such folder yet."""
    return tmp_path / "打印" / "一批"


def demo_keys(workspace: Workspace, scheme: str = SECTIONS) -> list[AssessmentKey]:
    [of] = [one for one in rounds_of(workspace) if one.scheme == scheme]
    return [one.key for one in round_members(workspace, of.id)]


def text_of(file: Path) -> str:
    return "".join(words(page) for page in pages_of(file.read_bytes()))


def save_all(workspace: Workspace, batch: Batch) -> Printed:
    return save_round(workspace, batch, lambda _done, _all: None, lambda: False)


@pytest.mark.parametrize("ending", WRITERS)
def test_a_sheet_s_file_is_the_unit_s_sheet(demo: Workspace, out: Path, ending: str) -> None:
    key = demo_keys(demo)[1]
    place = save_sheet(demo, key, out / f"表{ending}")
    assert [*out.iterdir()] == [place]
    assert place.read_bytes() == WRITERS[ending](score_sheet(sheet_contents(demo, key)))


def test_an_ending_in_capitals_and_chosen_columns(demo: Workspace, out: Path) -> None:
    key = demo_keys(demo)[1]
    place = save_sheet(demo, key, out / "表.PDF", ["score", "no"])
    assert "序号得分情况" in text_of(place)
    assert "绩效要求" not in text_of(place)


@pytest.mark.parametrize("ending", WRITERS)
def test_the_blank_form_is_the_round_s(demo: Workspace, out: Path, ending: str) -> None:
    key = demo_keys(demo, CITIES)[0]
    place = save_paper(demo, Wanted(Paper.BLANK, key.round), out / f"空白{ending}")
    of = next(one for one in rounds_of(demo) if one.id == key.round)
    contents = sheet_contents(demo, key)
    form = blank_sheet(open_scheme(CITIES), contents.office, of.opened)
    assert place.read_bytes() == WRITERS[ending](form)


def test_printing_adds_no_event(demo: Workspace, out: Path) -> None:
    before = events_of(demo)
    key = demo_keys(demo)[0]
    save_sheet(demo, key, out / "一.pdf")
    save_paper(demo, Wanted(Paper.BLANK, key.round), out / "二.docx")
    save_paper(demo, Wanted(Paper.NOTICE, *key), out / "三.xlsx")
    save_all(demo, Batch(key.round, out / "四"))
    with pytest.raises(Refused):
        save_sheet(demo, key, out / "五.pdf", ["color"])
    assert events_of(demo) == before


def test_every_unit_has_a_file_named_after_it_its_round_and_its_state(
    demo: Workspace, out: Path
) -> None:
    [first, *_] = keys = demo_keys(demo)
    done = save_all(demo, Batch(first.round, out))
    contents = [sheet_contents(demo, key) for key in keys]
    states = ["定稿" if one.finalised else "草稿" for one in contents]
    assert set(states) == {"定稿", "草稿"}
    told = zip(contents, states, strict=True)
    assert [one.name for one in done.files] == [
        f"{of.unit}_{of.round}_评分表_{state}.pdf" for of, state in told
    ]
    assert done.failures == ()
    assert {*out.iterdir()} == {*done.files}
    for key, file in zip(keys, done.files, strict=True):
        single = save_sheet(demo, key, out / "单独.pdf")
        assert file.read_bytes() == single.read_bytes()
        assert file.name == file_name_of(demo, Wanted(Paper.SHEET, *key), ".pdf")


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_batch_can_be_of_another_kind_and_with_chosen_columns(
    demo: Workspace, out: Path, ending: str
) -> None:
    [first, *_] = keys = demo_keys(demo)
    done = save_all(demo, Batch(first.round, out, ["no", "score"], ending))
    for key, file in zip(keys, done.files, strict=True):
        wanted = score_sheet(sheet_contents(demo, key), ["no", "score"])
        assert file.suffix == ending
        assert file.read_bytes() == WRITERS[ending](wanted)


def test_a_batch_says_how_far_it_is(demo: Workspace, out: Path) -> None:
    told: list[tuple[int, int]] = []
    save_round(
        demo,
        Batch(demo_keys(demo)[0].round, out),
        lambda done, all_of_them: told.append((done, all_of_them)),
        lambda: False,
    )
    assert told == [(n, 5) for n in range(6)]


def test_a_batch_that_is_called_off_leaves_whole_files_only(demo: Workspace, out: Path) -> None:
    stops = iter([False, False, True])
    batch = Batch(demo_keys(demo)[0].round, out)
    done = save_round(demo, batch, lambda *_: None, lambda: next(stops, True))
    files = sorted(out.iterdir())
    assert sorted(done.files) == files
    assert (len(files), done.failures, done.left) == (2, (), 3)
    assert all("第1页共" in text_of(one) for one in files)


def test_what_a_batch_would_replace_is_known_before(demo: Workspace, out: Path) -> None:
    batch = Batch(demo_keys(demo)[0].round, out)
    assert files_there(demo, batch) == ()
    done = save_all(demo, batch)
    done.files[0].unlink()
    assert files_there(demo, batch) == tuple(one.name for one in done.files[1:])
    assert files_there(demo, replace(batch, ending=".docx")) == ()


def test_scans_that_are_missing_from_a_binder_are_named(office: Workspace, out: Path) -> None:
    key = rounds().section
    evidence = add(office, "会议纪要.pdf")
    link_evidence(office, ME, EvidenceLink("", evidence, *key, criterion="unplanned"))
    office.files.path_of(evidence).unlink()
    done = save_all(office, Batch(key.round, out, paper=Paper.BINDER))
    assert len(done.files) == 3
    assert done.lacking == ("甲科：没有装订 《会议纪要.pdf》",)


def test_one_that_fails_does_not_keep_back_the_others(office: Workspace, out: Path) -> None:
    record_finding(
        office, ME, rounds().section, "unplanned", {"found": True, "note": "好\U0001f600"}
    )
    done = save_all(office, Batch(rounds().sections, out))
    assert [one.name.split("_")[0] for one in done.files] == ["乙科", "丙科"]
    [failure] = done.failures
    assert failure.startswith("甲科：")
    assert "\U0001f600" in failure
    assert len([*out.iterdir()]) == 2


def test_names_are_fit_for_every_system_and_given_once(office: Workspace, out: Path) -> None:
    names = ["市/局:*?", "AB科", "ab科", "Ab科", "Ａ" * 200]
    units = [UnitRecord(f"x-{n}", name) for n, name in enumerate(names)]
    keep_units(office, ME, units)
    plan = RoundPlan("年度\\考核", "2022年", SECTIONS, [one.id for one in units])
    of, _ = open_round(office, ME, plan)
    done = save_all(office, Batch(of, out))
    assert done.failures == ()
    told = [one.name for one in done.files]
    assert told[:4] == [
        "市_局____年度_考核_评分表_草稿.pdf",
        "AB科_年度_考核_评分表_草稿.pdf",
        "ab科_年度_考核_评分表_草稿（2）.pdf",
        "Ab科_年度_考核_评分表_草稿（3）.pdf",
    ]
    assert len({one.casefold() for one in told}) == 5
    assert all(len(one.encode()) <= 255 for one in told)
    assert all(one.endswith(".pdf") for one in told)


def test_long_names_keep_what_tells_one_paper_from_another(office: Workspace, out: Path) -> None:
    long = "市人力资源和社会保障局劳动保障监察支队直属大队" * 4
    keep_units(office, ME, [UnitRecord(f"x-{n}", f"{long}第{n}中队") for n in range(3)])
    of, _ = open_round(office, ME, RoundPlan(long, "2022年", SECTIONS, ["x-0", "x-1", "x-2"]))
    papers = (Paper.SHEET, Paper.NOTICE)
    done = [save_all(office, Batch(of, out, paper=one)) for one in papers]
    told = [file.name for one in done for file in one.files]
    assert len({*out.iterdir()}) == len(told) == 6
    for name in told:
        assert len(name.encode()) <= 180
        assert name.startswith("市人力资源和社会保障局劳动保障监察支队")
    assert [name.rsplit("_", 2)[1:] for name in told] == [
        [paper.value, f"草稿{number}.pdf"] for paper in papers for number in ("", "（2）", "（3）")
    ]


# -- whole or not at all


def elsewhere(part: str, by: str) -> AssessmentKey:
    """The first section's place with one thing else."""
    return rounds().section._replace(**{part: by})


REFUSED: Final[dict[str, tuple[Callable[[Workspace, Path], object], str]]] = {
    "ending": (lambda w, out: save_sheet(w, rounds().section, out / "表.txt"), "“.txt”"),
    "no ending": (lambda w, out: save_sheet(w, rounds().section, out / "表"), ".pdf、.docx、.xlsx"),
    "column": (lambda w, out: save_sheet(w, rounds().section, out / "表.pdf", ["color"]), "color"),
    "round": (lambda w, out: save_sheet(w, elsewhere("round", "r"), out / "表.pdf"), "“r”"),
    "unit": (lambda w, out: save_sheet(w, elsewhere("unit", "u-z"), out / "表.pdf"), "“u-z”"),
    "blank": (lambda w, out: save_paper(w, Wanted(Paper.BLANK, "r"), out / "表.pdf"), "“r”"),
    "no unit": (
        lambda w, out: save_paper(w, Wanted(Paper.SHEET, rounds().cities), out / "表.pdf"),
        "单位",
    ),
    "batch": (lambda w, out: save_all(w, Batch("r", out)), "“r”"),
    "batch's ending": (
        lambda w, out: save_all(w, Batch(rounds().cities, out, None, ".txt")),
        "“.txt”",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_writes_nothing(office: Workspace, out: Path, case: str) -> None:
    refuse, why = REFUSED[case]
    with refused(office.folder) as told:
        refuse(office, out)
    assert why in told.value.message
    assert not out.parent.exists()


def test_an_unprintable_sheet_leaves_the_older_file_and_nothing_beside_it(
    office: Workspace, out: Path
) -> None:
    place = save_sheet(office, rounds().section, out / "表.pdf")
    before = place.read_bytes()
    record_finding(
        office, ME, rounds().section, "unplanned", {"found": True, "note": "好\U0001f600"}
    )
    with refused(office.folder) as told:
        save_sheet(office, rounds().section, out / "新" / "表.pdf")
    assert "“\U0001f600”（U+1F600）" in told.value.message
    with refused(office.folder):
        save_sheet(office, rounds().section, place)
    assert [*out.rglob("*")] == [place]
    assert place.read_bytes() == before


def test_an_older_file_gives_way(office: Workspace, out: Path) -> None:
    place = save_sheet(office, rounds().section, out / "表.pdf")
    before = place.read_bytes()
    record_finding(office, ME, rounds().section, "unplanned", {"found": True})
    assert save_sheet(office, rounds().section, out / "表.pdf") == place
    assert place.read_bytes() != before
    assert [*out.iterdir()] == [place]


def test_a_folder_is_no_file(office: Workspace, out: Path) -> None:
    (out / "表.pdf").mkdir(parents=True)
    with pytest.raises(Trouble, match="那里是文件夹"):
        save_sheet(office, rounds().section, out / "表.pdf")
    assert [*out.rglob("*")] == [out / "表.pdf"]


def test_the_workspace_s_own_folder_takes_none(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(office.folder)
    before = sorted(office.folder.rglob("*"))
    for folder in (office.folder, office.folder / "files", tmp_path / "link"):
        with refused(
            office.folder,
        ) as told:
            save_sheet(office, rounds().section, folder / "表.pdf")
        assert "在工作区文件夹里" in told.value.message
        with refused(office.folder):
            save_all(office, Batch(rounds().sections, folder / "一批"))
    assert sorted(office.folder.rglob("*")) == before


# -- a plan without points


def test_a_plan_s_binder_begins_with_its_form(office: Workspace, out: Path) -> None:
    [form, *_] = open_scheme(PLAN).forms
    told = text_of(save_paper(office, Wanted(Paper.BINDER, rounds().plan, "u-a"), out / "册.pdf"))
    assert form.title in told
    assert "考核得分" not in told


def test_a_plan_s_blank_form_in_all_kinds_and_no_notice(office: Workspace, out: Path) -> None:
    [form, *_] = open_scheme(PLAN).forms
    wanted = Wanted(Paper.BLANK, rounds().plan)
    assert "空白表" in text_of(save_paper(office, wanted, out / "表.pdf"))
    document = Document(str(save_paper(office, wanted, out / "表.docx")))
    assert form.title in [one.text for one in document.paragraphs]
    content = save_paper(office, wanted, out / "表.xlsx").read_bytes()
    [sheet] = openpyxl.load_workbook(BytesIO(content)).worksheets
    assert sheet.cell(1, 1).value == form.title
    with refused(office.folder) as told:
        save_paper(office, Wanted(Paper.NOTICE, rounds().plan, "u-a"), out / "告知.pdf")
    assert "不计分" in told.value.message
