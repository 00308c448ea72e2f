"""Lists held against what the workspace knows: what is new, what is known, what would change, what is wrong."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

# It has no types.
from openpyxl import Workbook as Written  # type: ignore[import-untyped]

from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.troubles import Trouble
from desktop.intake.pasted_cells import cells_of
from desktop.intake.sheets import filled
from desktop.intake.unit_lists import drafts_of
from desktop.schemefiles.files import read_scheme_content
from desktop.services.office import keep_units, units_of
from desktop.services.schemes import list_schemes
from desktop.services.unit_lists import (
    Change,
    UnitList,
    checked_list,
    records_of,
    units_from_file,
    units_from_text,
)
from desktop.services.workspaces import create_workspace
from tests.services.building import BY_KIND, ME

EDUCATION = UnitRecord("u-1", "县教育局", "town", 35, ("一组",), ("教育局", "教体委"))
FINANCE = UnitRecord("u-2", "县财政局", active=False)
KNOWN = [EDUCATION, FINANCE]


def scheme(text: str = BY_KIND.text) -> Scheme:
    read = read_scheme_content(text.encode(), Path("by-kind.toml")).scheme
    assert read
    return read


def checked(*lines: str, schemes: list[Scheme] | None = None) -> UnitList:
    """A list whose cells are parted by |, under a scheme that tells kinds apart."""
    drafts = drafts_of(filled(cells_of("\n".join(lines), "|")))
    return checked_list(drafts, KNOWN, [scheme()] if schemes is None else schemes)


def test_names_that_are_typed_become_new_units() -> None:
    found = units_from_text("县审计局\n县统计局\n", KNOWN)
    assert [(one.draft.row, one.known, one.fit) for one in found.units] == [
        (1, None, True),
        (2, None, True),
    ]
    audit, statistics = records_of(found)
    assert audit == UnitRecord(audit.id, "县审计局")
    assert len({audit.id, statistics.id, ""}) == 3


def test_what_is_kept_is_what_was_listed(tmp_path: Path) -> None:
    text = "单位名称\t人数\t分组\t简称\n县审计局\t12\t一组、二组\t审计局\n（空）\t约3\n县审计局\t9\n县教育局\t36\n"
    with create_workspace(tmp_path / "office") as workspace:
        keep_units(workspace, ME, KNOWN)
        found = units_from_text(text, units_of(workspace))
        keep_units(workspace, ME, records_of(found))
        audit, education, finance = sorted(units_of(workspace), key=lambda one: one.size or 99)
    assert audit == UnitRecord(audit.id, "县审计局", None, 12, ("一组", "二组"), ("审计局",))
    assert (education, finance) == (replace(EDUCATION, size=36), FINANCE)


@pytest.mark.parametrize("name", ["县教育局", "县 教育局", "教育局", "教体委"])
def test_a_unit_is_known_by_any_of_its_names(name: str) -> None:
    (one,) = checked("单位", name).units
    assert (one.known, one.changes, records_of(checked("单位", name))) == (
        EDUCATION,
        (),
        [EDUCATION],
    )
    by_alias = (f"“{name}”是“县教育局”的别名",) if name in EDUCATION.aliases else ()
    assert one.remarks == by_alias


def test_what_would_change_is_told() -> None:
    found = checked(
        "单位|类别|人数|组别|简称", "县教育局|部门|36|二组|县教局、教育局", "县财政局||||"
    )
    education, finance = found.units
    assert education.changes == (
        Change("类别", "乡镇", "部门"),
        Change("规模", "35", "36"),
        Change("分组", "一组", "二组"),
        Change("别名", "教育局、教体委", "教育局、教体委、县教局"),
    )
    assert finance.changes == (Change("状态", "停用", "在用"),)
    assert records_of(found) == [
        UnitRecord("u-1", "县教育局", "bureau", 36, ("二组",), ("教育局", "教体委", "县教局")),
        replace(FINANCE, active=True),
    ]


def test_a_unit_that_was_renamed_keeps_its_id() -> None:
    found = checked("单位|曾用名", "县教体局|县教育局")
    assert found.units[0].changes == (
        Change("名称", "县教育局", "县教体局"),
        Change("别名", "教育局、教体委", "教育局、教体委、县教育局"),
    )
    (record,) = records_of(found)
    assert (record.id, record.name) == ("u-1", "县教体局")


def test_a_blank_cell_takes_nothing_away() -> None:
    assert records_of(checked("单位|类别|人数|组别|简称", "县教育局||||")) == [EDUCATION]


def test_a_name_that_two_units_have_is_a_fault() -> None:
    (one,) = checked("单位|别名", "县财政局|教育局").units
    assert one.draft.faults == ("名称和别名对得上几个已有的单位（“县财政局”、“县教育局”），请核对",)
    assert (one.known, one.fit) == (None, False)


def test_one_unit_under_two_of_its_names_is_there_twice() -> None:
    found = checked("单位", "教育局", "县审计局", "县教育局")
    assert [one.draft.duplicate_of for one in found.units] == [None, None, 2]
    assert [one.name for one in records_of(found)] == ["县教育局", "县审计局"]


@pytest.mark.parametrize("kind", ["town", "TOWN", "乡镇", "乡 镇"])
def test_a_kind_is_known_by_its_id_or_its_name(kind: str) -> None:
    (one,) = checked("单位|类别", f"城关镇|{kind}").units
    assert (one.draft.kind, one.kind) == (kind, "town")
    assert records_of(checked("单位|类别", f"城关镇|{kind}"))[0].kind == "town"


def test_a_kind_that_no_scheme_has_is_a_fault() -> None:
    (one,) = checked("单位|类别", "城关镇|学校").units
    assert one.draft.faults == ("没有“学校”这类单位，可以写：乡镇、部门",)


def test_a_name_of_two_kinds_is_a_fault() -> None:
    other = scheme(BY_KIND.text.replace('bureau = "部门"', 'office = "部门"'))
    (one,) = checked("单位|类别", "县审计局|部门", schemes=[scheme(), other]).units
    assert one.draft.faults == ("类别“部门”在各办法里代号不同，请写代号：bureau、office",)


def test_where_no_scheme_tells_kinds_apart_a_kind_is_only_remarked_on() -> None:
    found = checked("单位|类别", "县教育局|部门", schemes=[])
    assert found.units[0].remarks == ("现有的办法都不分单位类别，“部门”没有采用",)
    assert records_of(found) == [EDUCATION]


def test_the_installed_schemes_say_which_kinds_there_are() -> None:
    known = {kind: name for one in list_schemes() for kind, name in (one.kinds or {}).items()}
    (one,) = units_from_text("单位\t类别\n城关镇\t没有的类别\n", []).units
    assert bool(one.draft.faults) == bool(known)
    assert bool(one.remarks) != bool(known)


def test_faults_of_the_row_and_of_the_office_stand_together() -> None:
    (one,) = checked("单位|类别|人数", "县教育局|学校|约30").units
    assert len(one.draft.faults) == 2
    assert (one.changes, records_of(checked("单位|类别|人数", "县教育局|学校|约30"))) == ((), [])


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(Refused, match="粘贴的内容太多"):
        units_from_text("长" * 1_000_001, [])


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Written()
    book.active.title = "填表说明"
    book.active.append(["请如实填写"])
    for name, unit in (("科室", "办公室"), ("乡镇", "城关镇")):
        book.create_sheet(name).append(["序号", "单位名称", "人数"])
        book[name].append([1, unit, 12])
    book.create_sheet("旧").append(["撤销"])
    book["旧"].sheet_state = "hidden"
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


def test_the_first_sheet_with_a_header_is_read(workbook: Path) -> None:
    found = units_from_file(workbook, [])
    assert [one.draft.name for one in found.units] == ["办公室"]
    assert (found.sheet, found.other_sheets, found.hidden_sheets) == (
        "科室",
        ("填表说明", "乡镇"),
        ("旧",),
    )
    assert found.header == 1


def test_another_sheet_can_be_named(workbook: Path) -> None:
    assert [one.draft.name for one in units_from_file(workbook, [], "乡镇").units] == ["城关镇"]
    with pytest.raises(Refused, match="没有“县城”这张工作表"):
        units_from_file(workbook, [], "县城")


def test_without_any_header_the_first_sheet_is_read(tmp_path: Path) -> None:
    book = Written()
    book.active.append(["办公室"])
    book.create_sheet("其他").append(["人事科"])
    book.save(tmp_path / "名单.xlsx")
    assert [one.draft.name for one in units_from_file(tmp_path / "名单.xlsx", []).units] == [
        "办公室"
    ]


def test_a_text_file_of_chinese_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_bytes("单位名称,人数\r\n办公室,12\r\n".encode("gb18030"))
    found = units_from_file(tmp_path / "名单.csv", [])
    assert [(one.draft.name, one.draft.size) for one in found.units] == [("办公室", 12)]
    assert (found.sheet, found.other_sheets) == ("名单", ())


def test_a_file_that_is_not_there_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="读取单位名单失败：找不到文件或文件夹"):
        units_from_file(tmp_path / "没有.xlsx", [])


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to root"
)
def test_a_file_that_may_not_be_read_is_a_trouble(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("办公室", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(Trouble, match="读取单位名单失败：没有权限"):
        units_from_file(path, [])
