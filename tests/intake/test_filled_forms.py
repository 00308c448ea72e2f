"""Filled forms: the answers are found in Word and Excel, however the office laid its table out."""

from pathlib import Path

import pytest

# It has no types.
from openpyxl import Workbook  # type: ignore[import-untyped]

from desktop.documents.excel import as_excel
from desktop.documents.forms.report_form import MONTH, report_form
from desktop.documents.word import as_word
from desktop.domain.ledgers.form_lines import lines_of
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.filled_forms import FilledForm, read_filled_form
from desktop.services.schemes import list_schemes
from tests.documents.printed import DAY, OFFICE
from tests.domain.ledgers.monthly_building import FORM
from tests.intake.raw_documents import paragraph, raw_document, table

WRITERS = {".docx": as_word, ".xlsx": as_excel}
FORMS = [form for scheme in list_schemes() for form in scheme.forms]
ANSWERS = {
    "1": "3月5日召开部署会",
    "2": "《方案》（水〔2020〕1号）",
    "4.2": "名录库200户，抽取10户\n（注：药店）",
    "5": "3家",
}
HEAD = "单位名称（盖章）：县水利局　　填表时间：2020年 3 月 18 日"
FOOT = "联 系 人：王一    联系电话：0310-1234"
FIELDS = {
    "单位名称（盖章）": "县水利局",
    "填表时间": "2020年 3 月 18 日",
    "联系人": "王一",
    "联系电话": "0310-1234",
}


def in_word(folder: Path, rows: list[list[str]], head: str = HEAD, foot: str = FOOT) -> FilledForm:
    inner = paragraph("部门月报表") + paragraph(head) + table(rows) + paragraph(foot)
    return read_filled_form(raw_document(folder / "表.docx", inner), FORM)


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("form", [FORM, *FORMS], ids=lambda one: one.title)
def test_our_own_print_is_read_again(tmp_path: Path, form: object, ending: str) -> None:
    assert isinstance(form, type(FORM))
    answers = {line.place: f"{line.place}号填报；\n另有说明" for line in lines_of(form)}
    entries = {MONTH: "2020-03", "填表时间": "2020年3月18日", form.foot[0]: "王一"} | answers
    path = tmp_path / f"表{ending}"
    path.write_bytes(WRITERS[ending](report_form(form, OFFICE, DAY, "县水利局", entries)))
    found = read_filled_form(path, form)
    assert found.answers == answers
    assert found.month == (2020, 3)
    assert found.fields == {
        form.head[0]: "县水利局",
        "填表时间": "2020年3月18日",
        form.foot[0]: "王一",
    }
    assert found.unread == ()


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.title)
def test_a_blank_form_says_nothing(tmp_path: Path, form: object, ending: str) -> None:
    assert isinstance(form, type(FORM))
    path = tmp_path / f"表{ending}"
    path.write_bytes(WRITERS[ending](report_form(form, OFFICE, DAY)))
    assert read_filled_form(path, form) == FilledForm({}, {})


LAYOUTS = {
    "the office's own": [
        ["一、部署情况"],
        ["1", "召开会议情况", "（注明召开会议的名称及时间）（本月）3月5日召开部署会"],
        ["2", "印发文件情况", "《方案》（水〔2020〕1号）（注明文件名称及文号）（本月）"],
        ["3", "组织培训情况", "（培训班名称、培训人员数量、及内容）（本月）"],
        ["二、开展情况"],
        ["4", "开展抽查情况", "组织抽查的文件", ""],
        ["^", "^", "抽查对象范围、数量、抽查比例", "名录库200户，抽取10户\n（注：药店）"],
        ["^", "^", "抽查的检查事项", "（本月）"],
        ["5", "本系统开展抽查情况"],
        ["（开展的单位及抽查检查主体数量及抽查结果公示数量等情况）3家"],
    ],
    "numbers with names": [
        ["1．召开会议情况", "3月5日召开部署会"],
        ["2、印发文件情况", "《方案》（水〔2020〕1号）"],
        ["（3）组织培训情况", ""],
        ["4 开展抽查情况"],
        ["组织抽查的文件"],
        ["抽查对象范围、数量、抽查比例：", "名录库200户，抽取10户\n（注：药店）"],
        ["5.本系统开展抽查情况", "3家"],
    ],
    "below and behind": [
        ["1", "召开会议\n情况：3月5日召开部署会"],
        ["2", "印发文件情况"],
        ["", "《方案》（水〔2020〕1号）"],
        ["3", "组织培训情况"],
        ["4", "开展抽查情况"],
        ["", "抽查对象范围、数量、抽查比例"],
        ["", "名录库200户，抽取10户"],
        ["", "（注：药店）"],
        ["5", "本系统开展抽查情况", "", "3家"],
    ],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_in_word(tmp_path: Path, layout: str) -> None:
    found = in_word(tmp_path, LAYOUTS[layout])
    assert found == FilledForm(ANSWERS, FIELDS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_in_excel(tmp_path: Path, layout: str) -> None:
    book = Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("月报")
    sheet.append(["部门月报表（2020年3月）"])
    sheet.append(["单位名称", "县水利局", "填表时间：2020年 3 月 18 日"])
    for row in LAYOUTS[layout]:
        sheet.append(["" if one == "^" else one for one in row])
    sheet.append(["联系人", "王一", "联系电话", "0310-1234"])
    book.save(tmp_path / "表.xlsx")
    found = read_filled_form(tmp_path / "表.xlsx", FORM)
    assert found == FilledForm(ANSWERS, FIELDS, (2020, 3))


def test_what_belongs_nowhere_is_told(tmp_path: Path) -> None:
    rows = LAYOUTS["the office's own"]
    found = in_word(tmp_path, [["附件"], *rows], foot=f"{FOOT}\n")
    assert found.unread == ("附件",)
    found = in_word(tmp_path, [*rows, ["联系人：王一"], ["每月20日前报送"]])
    assert found.unread == ("每月20日前报送",)
    assert found.answers == ANSWERS


def test_days_and_fields_left_blank_are_blank(tmp_path: Path) -> None:
    found = in_word(
        tmp_path,
        LAYOUTS["the office's own"],
        head="单位名称（盖章）：  填表时间：    年  月  日",
        foot="联系人：  联系电话：",
    )
    assert found.fields == {}


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有找到“部门月报表”的各行，请核对是不是选错了文件"):
        in_word(tmp_path, [["1", "召开会议情况", "无"]])
    (tmp_path / "表.docx").write_bytes(b"")
    with pytest.raises(Refused, match="空文件"):
        read_filled_form(tmp_path / "表.docx", FORM)
    with (tmp_path / "大.docx").open("wb") as file:
        file.truncate((50 << 20) + 1)
    with pytest.raises(Trouble, match="太大"):
        read_filled_form(tmp_path / "大.docx", FORM)
    with pytest.raises(FileNotFoundError):
        read_filled_form(tmp_path / "无.docx", FORM)
