"""Builders: a report's form with every sort of line, and rows of the ledgers that answer in it."""

from datetime import date
from typing import Any, Final

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.due_reports import DueReport, ReportRule
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.periods import Period
from desktop.domain.plan import FormPart, FormRow, FormSection, ReportForm

FORM: Final = ReportForm(
    id="form",
    title="部门月报表",
    head=("单位名称（盖章）", "填表时间"),
    foot=("联系人", "联系电话"),
    sections=(
        FormSection(
            name="一、部署情况",
            rows=(
                FormRow(
                    no="1", name="召开会议情况", hint="会议名称及时间", feeds="activities.meeting"
                ),
                FormRow(
                    no="2", name="印发文件情况", hint="文件名称及文号", feeds="activities.document"
                ),
                FormRow(
                    no="3",
                    name="组织培训情况",
                    hint="培训班名称、人员数量及内容",
                    feeds="activities.training",
                ),
            ),
        ),
        FormSection(
            name="二、开展情况",
            rows=(
                FormRow(
                    no="4",
                    name="开展抽查情况",
                    parts=(
                        FormPart(name="组织抽查的文件", feeds="inspections"),
                        FormPart(name="抽查对象范围、数量、抽查比例", feeds="inspections"),
                        FormPart(name="抽查的检查事项", feeds="inspections"),
                        FormPart(
                            name="抽查结果公示情况",
                            hint="公示的网站及公示数量",
                            feeds="inspections",
                        ),
                        FormPart(name="存在的困难", feeds="inspections"),
                    ),
                ),
                FormRow(no="5", name="本系统开展抽查情况", hint="开展单位、抽查主体数量"),
            ),
        ),
    ),
)
RULE: Final = ReportRule("plan/monthly", "月报表", tuple(range(1, 13)), 20, "month", "form")
MARCH: Final = DueReport(RULE, date(2020, 3, 20))
SPAN: Final = Period(date(2020, 2, 21), date(2020, 3, 20))


def activity(
    id_: str,
    kind: str = "meeting",
    held: date = date(2020, 3, 5),
    **more: Any,  # noqa: ANN401  # any columns
) -> Kept[Activity]:
    """A row of the activities."""
    return Kept(id_, "u", Activity(kind=kind, held=held, **{"title": f"名称{id_}"} | more))


def run(id_: str, **more: Any) -> Kept[Inspection]:  # noqa: ANN401  # any columns
    """A row of the inspections."""
    return Kept(id_, "u", Inspection(**{"title": f"抽查{id_}", "sort": "department"} | more))
