"""A package in the making: whose it is, what each scan may prove, and that nothing is kept before it is agreed to."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook  # type: ignore[import-untyped]  # no stubs

from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, MEMBERS
from desktop.domain.records import EvidenceLink, UnitRecord
from desktop.services.ledger_templates import save_template
from desktop.services.office import keep_units
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.viewmodels.package_draft import PackageDraft
from tests.services.building import ME, files_in
from tests.services.packing import packed, scan, sheet
from tests.viewmodels.ledgering import YEAR, Ledgers, meeting, run
from tests.viewmodels.monthly import filled, march

FILES = {"部署会.pdf": scan("a"), "食品抽查/1.pdf": scan("b"), "药品抽查/1.pdf": scan("c")}


class Packing:
    """A package, opened."""

    def __init__(self, year: Ledgers) -> None:
        self.year = year
        year.keep(
            INSPECTIONS,
            run("食品抽查", number="R-101", ended=date(YEAR, 3, 1)),
            run("药品抽查", number="R-102"),
            run("烟草抽查", "u-b", number="R-103"),
        )
        year.keep(ACTIVITIES, meeting("部署会"))

    def open(
        self, name: str, files: Mapping[str, bytes] = FILES, unit: str | None = None
    ) -> PackageDraft:
        path = packed(self.year.workspace.folder.parent / name, files)
        draft = PackageDraft(self.year.workplace, self.year.jobs, YEAR, unit)
        draft.read(path)
        self.year.wait()
        return draft

    def links(self) -> dict[str, str]:
        """The files that are linked to rows, by name."""
        with self.year.workspace.reading() as view:
            rows = {one.id: one.row.told for one in self.year.rows(INSPECTIONS)}
            return {
                one.evidence[:6]: rows.get(str(one.ledger_row), "")
                for one in view.all(EvidenceLink)
            }


@pytest.fixture
def packing(year: Ledgers) -> Packing:
    return Packing(year)


def test_the_unit_is_the_one_that_the_name_says(packing: Packing, year: Ledgers) -> None:
    draft = packing.open("甲科2022年3月材料.zip", unit="u-b")
    assert (draft.unit, draft.unit_told) == ("u-a", "按压缩包的名称认出，请核对")
    keep_units(year.workspace, ME, [UnitRecord("u-b", "乙科", aliases=("双创办",))])
    assert packing.open("双创办.zip").unit == "u-b"
    assert (
        packing.open("材料.zip", {"乙科/1.pdf": scan("d"), "乙科/2.pdf": scan("e")}).unit == "u-b"
    )
    draft.cancel()


def test_a_unit_is_never_guessed_where_two_fit(packing: Packing) -> None:
    draft = packing.open("甲科和乙科.zip")
    assert (draft.unit, draft.unit_told) == (None, "名称里有几个单位（“乙科”、“甲科”），请选定")
    assert packing.open("甲科.zip", {"乙科/1.pdf": scan("d")}).unit is None
    named = {"甲科/1.pdf": scan("d"), "乙科/1.pdf": scan("e")}
    draft = packing.open("材料.zip", named)
    assert (draft.unit, draft.unit_told[:8]) == (None, "名称里没有单位，")
    draft = packing.open("材料.zip", named, unit="u-a")  # the one that was looked at
    assert (draft.unit, draft.unit_told) == ("u-a", "")


def test_only_the_units_rows_are_places_and_are_found_by_any_words(packing: Packing) -> None:
    draft = packing.open("甲科.zip")
    assert {one.unit for one in draft.places} == {"u-a"}
    assert len(draft.places) == 3
    [found] = draft.places_with("r-101")
    assert found.words == "抽查任务　R-101　食品抽查　2022-03-01"
    assert [one.name.title for one in draft.places_with("抽查 药")] == ["药品抽查"]
    assert draft.places_with("烟草") == ()
    draft.choose_unit(None)
    assert [one.words for one in draft.places_with("烟草")] == ["乙科　抽查任务　R-103　烟草抽查"]


def test_what_was_chosen_stays_unless_it_is_another_units(packing: Packing) -> None:
    draft = packing.open("甲科.zip")
    names = [draft.words_of(one)[:10] for one in draft.rows]
    assert names == ["抽查任务　R-102", "会议培训文件　部署会", "抽查任务　R-101"]
    [chosen] = draft.places_with("R-101")
    assert not draft.touched
    draft.choose(0, chosen.id)
    draft.choose(1, None)
    assert (draft.rows[:2], draft.linking, draft.touched) == ([chosen.id, None], 2, True)
    draft.choose_unit("u-b")
    assert draft.rows == [None, None, None]
    draft.choose_unit("u-a")
    assert (draft.words_of(draft.rows[0])[-4:], draft.rows[1]) == ("药品抽查", None)


def test_files_of_one_name_are_told_apart_by_their_folders(packing: Packing) -> None:
    draft = packing.open("甲科.zip", {f"甲科/{name}": one for name, one in FILES.items()})
    assert draft.package is not None
    assert [(one.name, one.apart) for one in draft.package.scans] == [
        ("1.pdf", ("药品抽查",)),
        ("部署会.pdf", ()),
        ("1.pdf", ("食品抽查",)),
    ]


def test_kept_scans_are_linked_and_forgotten_ones_leave_nothing(
    packing: Packing, year: Ledgers
) -> None:
    ended: list[int] = []
    draft = packing.open("甲科.zip")
    draft.ended.connect(lambda: ended.append(1))
    draft.cancel()
    draft.keep()
    assert (files_in(year.workspace.folder), ended, draft.forms) == ({}, [], ())
    draft = packing.open("甲科.zip")
    draft.ended.connect(lambda: ended.append(1))
    draft.keep()
    assert (len(files_in(year.workspace.folder)), ended) == (3, [1])
    assert sorted(packing.links().values()) == ["", "药品抽查", "食品抽查"]


def test_rows_that_came_of_a_form_are_places_at_once(packing: Packing, year: Ledgers) -> None:
    table = sheet(("抽查任务", "抽查类型"), ("特种设备抽查", "部门内抽查"))
    draft = packing.open("甲科.zip", {"任务.xlsx": table, "特种设备抽查.pdf": scan("x")})
    assert draft.rows == [None]
    told: list[int] = []
    draft.changed.connect(lambda: told.append(1))
    made = draft.import_of(0)
    assert made is not None
    year.wait()
    assert made.wish.unit == "u-a"
    assert made.is_ready, made.summary
    made.keep()
    year.wait()
    assert (draft.imported, draft.linking, told) == ({0}, 1, [1])


def printed(year: Ledgers) -> bytes:
    """The month's form in Excel, as it stands."""
    wanted = Wanted(Paper.SHEET, *march().assessment, month="2022-03")
    out = year.workspace.folder.parent / "打印.xlsx"
    return save_paper(year.workspace, wanted, out).read_bytes()


def other_document() -> bytes:
    document, out = Document(), BytesIO()
    document.add_paragraph("关于开展抽查的情况")
    document.save(out)
    return out.getvalue()


class TestReports:
    """A filled monthly form is known by its lines, and its month by what it or its name says."""

    def form(self, year: Ledgers, name: str = "表.docx") -> bytes:
        return filled(
            year.workspace, year.workspace.folder.parent / name, {"会议": "部署会（3月5日）"}
        ).read_bytes()

    @pytest.mark.parametrize("name", ["表.docx", "表.xlsx"])
    def test_it_is_recognised_and_previewed(
        self, packing: Packing, year: Ledgers, name: str
    ) -> None:
        form = self.form(year) if name == "表.docx" else printed(year)
        draft = packing.open("甲科.zip", {name: form, "情况.docx": other_document()})
        [found] = draft.forms
        assert found.report is not None
        assert (found.name, found.report.filled.month, found.refusal) == (name, (2022, 3), "")
        assert draft.package is not None
        assert [one.name for one in draft.package.scans] == ["情况.docx"]
        shown = draft.report_of(0)
        assert shown is not None
        monthly, preview = shown
        assert monthly.key == march()
        before = len(year.events)
        if name == "表.docx":
            assert [one.kept.row.title for one in preview.activities] == ["部署会"]
            assert monthly.accept(preview)
            assert year.events[before:] == ["keep-monthly-report"]
            draft.adopted(0, monthly)
            assert draft.imported == {0}
        draft.cancel()

    def test_whose_it_is_must_be_known(self, packing: Packing, year: Ledgers) -> None:
        draft = packing.open("材料.zip", {"表.docx": self.form(year)})
        assert draft.report_of(0) is None
        assert draft.told == {0: "请先在右上方选定是哪个单位的"}
        draft.choose_unit("u-a")
        assert draft.told == {}
        assert draft.report_of(0) is not None
        draft.cancel()

    def test_the_month_may_stand_in_the_files_name(self, packing: Packing, year: Ledgers) -> None:
        document = Document(BytesIO(self.form(year)))
        for paragraph in document.paragraphs:
            if paragraph.text.startswith("（2022"):
                paragraph.text = "（　　年　　月）"
        out = BytesIO()
        document.save(out)
        names = ("四月月报.docx", "表.docx", "2019年3月.docx", "13月.docx")
        draft = packing.open("甲科.zip", {name: out.getvalue() for name in names})
        months = {one.name: at for at, one in enumerate(draft.forms)}
        shown = draft.report_of(months["四月月报.docx"])
        assert shown is not None
        assert shown[0].key.due == date(2022, 4, 20)
        for name, words in {
            "表.docx": "看不出是哪个月",
            "2019年3月.docx": "没有 2019年3月 到期的",
            "13月.docx": "看不出",
        }.items():
            assert draft.report_of(months[name]) is None
            assert words in draft.told[months[name]]
        draft.cancel()

    def test_a_unit_that_need_not_report_is_told(self, packing: Packing, year: Ledgers) -> None:
        keep_units(year.workspace, ME, [UnitRecord("u-z", "新来的局")])
        draft = packing.open("新来的局.zip", {"表.docx": self.form(year)})
        assert draft.report_of(0) is None
        assert draft.told[0].startswith("没有一个批次要“新来的局”填")
        draft.cancel()


def test_a_filled_template_is_known_and_other_tables_may_prove_something(
    packing: Packing, year: Ledgers
) -> None:
    template = save_template(year.workspace, MEMBERS, year.workspace.folder.parent / "模板.xlsx")
    book = load_workbook(template)
    headings = [one.value for one in book.worksheets[0][1]]
    book.worksheets[0].cell(2, headings.index("成员单位*") + 1, "县水利局")
    book.save(template)
    files = {
        "成员.xlsx": template.read_bytes(),
        "签到表.xlsx": sheet(("序号", "姓名", "电话"), (1, "张三", "1")),
        "坏.xlsx": b"none",
    }
    draft = packing.open("甲科.zip", files)
    assert [(one.name, one.ledger, bool(one.refusal)) for one in draft.forms] == [
        ("坏.xlsx", None, True),
        ("成员.xlsx", MEMBERS, False),
        ("签到表.xlsx", None, False),
    ]
    assert draft.package is not None
    assert [one.name for one in draft.package.scans] == ["坏.xlsx", "签到表.xlsx"]
    made = draft.import_of(1)
    assert made is not None
    year.wait()
    assert (made.wish.ledger, made.is_ready) == (MEMBERS, True)
    assert (draft.import_of(0), draft.report_of(1)) == (None, None)
    draft.cancel()
