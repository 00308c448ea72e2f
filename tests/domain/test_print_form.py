"""Print forms: columns, page and faces as the office prescribes them."""

from decimal import Decimal

from desktop.domain.print_form import PrintForm
from desktop.schemefiles.building import Workshop

COLUMNS = [{"heading": "序号", "holds": "no"}, {"heading": "得分", "holds": "score"}]


def test_a_form_is_read_whole() -> None:
    workshop = Workshop()
    page = {
        "size": "A4",
        "orientation": "landscape",
        "margins_cm": 2,
        "header_cm": 1,
        "footer_cm": 1,
    }
    title = {"text": "考核表", "font": "小标宋", "size_pt": 22, "line_pt": Decimal("28.5")}
    plain = {"columns": COLUMNS, "also_as": ["Word"], "page": page, "title": title}
    form = workshop.build(PrintForm, plain, ())
    assert workshop.slips == []
    assert form is not None
    assert [column.holds for column in form.columns] == ["no", "score"]
    assert form.page is not None
    assert form.page.orientation == "landscape"
    assert form.title is not None
    assert form.title.line_pt == Decimal("28.5")


def test_each_thing_stands_in_one_column() -> None:
    workshop = Workshop()
    again = {"heading": "再次", "holds": "no"}
    workshop.build(PrintForm, {"columns": [*COLUMNS, again]}, ("form",))
    assert [slip.place for slip in workshop.slips] == [("form", "columns", 2)]


def test_a_column_holds_something_known() -> None:
    workshop = Workshop()
    strange = {"heading": "其他", "holds": "colour"}
    assert workshop.build(PrintForm, {"columns": [strange]}, ()) is None
    assert [slip.place for slip in workshop.slips] == [("columns", 0, "holds")]
