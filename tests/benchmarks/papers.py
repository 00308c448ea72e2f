"""A three-page sheet of sixty rows, as our own manuscript and as ReportLab's Platypus would have it."""

import random
from datetime import date
from decimal import Decimal
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from desktop.documents.fonts import registered
from desktop.documents.forms.letter_looks import HEADED, LYING, SET, TITLED, share
from desktop.documents.manuscript import Align, Cell, Column, Grid, Manuscript, Words

TITLE = "监管工作考核评分表"
HEADINGS = ("序号", "考核类别", "考核内容", "评分标准", "分值", "得分", "扣分原因")
PITCH = 13.0
WEIGHTS = (34, 66, 288, 138, 40, 40, 82)
TASKS = (
    "制定并报送年度抽查计划",
    "公示抽查检查结果",
    "建立检查对象名录库",
    "组织分管科室学习研究",
    "归档抽查检查材料",
    "督促下级按时完成抽查任务",
)
TERMS = ("，全年不少于 4 次", "；按季度报送情况", "，公示率 100%", "，台账完整", "")
RULES = ("每少一次扣2分", "未完成不得分", "每项扣1分，扣完5分为止", "按完成比例计分")
REASONS = ("", "", "9月晚报2天", "缺会议记录", "")


def rows(seed: int) -> list[tuple[Cell, ...]]:
    chance = random.Random(seed)  # noqa: S311  # no secret
    return [
        (
            str(number),
            f"第{(number - 1) // 10 + 1}类工作",
            chance.choice(TASKS) + chance.choice(TERMS),
            chance.choice(RULES),
            Decimal(5),
            Decimal(chance.choice((3, 4, 5))),
            chance.choice(REASONS),
        )
        for number in range(1, 61)
    ]


def manuscript(seed: int) -> Manuscript:
    aligns = (*([Align.MIDDLE] * 2), Align.BOTH, Align.LEFT, *([Align.MIDDLE] * 2), Align.LEFT)
    columns = tuple(
        Column(heading, width, align, merged=heading == "考核类别")
        for heading, width, align in zip(HEADINGS, share(LYING, *WEIGHTS), aligns, strict=True)
    )
    head, body = (one._replace(pitch=PITCH) for one in (HEADED, SET))
    grid = Grid(columns, tuple(rows(seed)), head, body)
    blocks = (Words(TITLE, TITLED, Align.MIDDLE), grid)
    return Manuscript(TITLE, "考核办公室", date(2026, 1, 5), LYING, blocks, "某科", "0001-ZKDD")


def by_platypus(seed: int) -> bytes:
    """The same cells by the library's own means, with its fonts loaded already."""
    body = ParagraphStyle(
        "body", fontName=registered("gw-fangsong.ttf"), fontSize=10.5, leading=PITCH
    )
    body.wordWrap = "CJK"
    head = ParagraphStyle("head", parent=body, fontName=registered("gw-sans-400.ttf"))
    cells = [[Paragraph(one, head) for one in HEADINGS]]
    cells += [[Paragraph(str(cell), body) for cell in row] for row in rows(seed)]
    table = Table(cells, colWidths=share(LYING, *WEIGHTS), repeatRows=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A4), invariant=1).build([table])
    return file.getvalue()
