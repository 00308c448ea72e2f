"""Our own templates: how letters look until the office brings its own, after GB/T 9704 (党政机关公文格式).

They are manuscripts like any other, with fields where a letter has words; what is set of them lies in
resources/templates as Word files, which the office takes out, changes and brings back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from desktop.documents.manuscript import (
    POINTS_IN_CM,
    Abreast,
    Align,
    Blank,
    Block,
    Closing,
    Column,
    Face,
    Grid,
    Ink,
    Manuscript,
    Numbering,
    Paper,
    Words,
)
from desktop.documents.setting.typefaces import BODY, HEADING, LATIN, SECOND, TITLE
from desktop.documents.word import as_word
from desktop.domain.letter_forms import LetterKind, LetterLook, own_file

_MM: Final = POINTS_IN_CM / 10
# 37 mm above, 28 mm to the left, 156 by 225 mm of text; the page's number 7 mm below it.
LETTER: Final = Paper(
    210 * _MM, 297 * _MM, 37 * _MM, 26 * _MM, 35 * _MM, 28 * _MM, 15 * _MM, 25 * _MM - 14
)
_PITCH: Final = 28.9  # 22 lines on a page
TEXT: Final = Face(BODY.name, 16, _PITCH, LATIN.name)  # 三号
_LED: Final = Face(HEADING.name, 16, _PITCH)
_TITLE: Final = Face(TITLE.name, 22, 34)  # 二号
_MARK: Final = Face(TITLE.name, 32, 44)
_SMALL: Final = Face(BODY.name, 14, 24, LATIN.name)  # 四号
_CELL: Final = Face(BODY.name, 12, 18, LATIN.name)
_HEAD: Final = Face(HEADING.name, 12, 18)
_NUMBERED: Final = Face(SECOND.name, 16, _PITCH, LATIN.name)
_HAIR: Final = Face(BODY.name, 1, 1)
_NUMBER: Final = Numbering(Face(BODY.name, 14, 14, LATIN.name), 14.0)
_SIGNED: Final = (
    240.0  # points in whose middle the office stands above the day, four characters from the edge
)
_COARSE: Final = 1.0
_FINE: Final = 0.75
_RED_LINE: Final = 2.25
_DAY: Final = date(2026, 11, 22)  # of the file, which says so of itself

_Columns = Sequence[tuple[str, str, float, Align]]


def own_template(kind: LetterKind, look: LetterLook) -> bytes:
    """The Word file."""
    return as_word(_manuscript(kind, look))


def own_templates() -> Iterator[tuple[str, bytes]]:
    """Every one, by the name of its file."""
    for kind in LetterKind:
        for look in LetterLook:
            yield own_file(kind, look), own_template(kind, look)


def _manuscript(kind: LetterKind, look: LetterLook) -> Manuscript:
    red = look is LetterLook.RED
    blocks = [
        *(_red_head(kind) if red else _plain_head()),
        *_spoken(kind),
        *_BODIES[kind](),
        *_signed(red=red),
    ]
    closing = _closing() if red else ()
    told = (f"{kind.value}（{look.value}）", "", _DAY, LETTER, tuple(blocks))
    return Manuscript(*told, closing=closing, numbering=_NUMBER)


# -- above the text


def _red_head(kind: LetterKind) -> Iterator[Block]:
    """35 mm below the text's upper edge, the number two lines below, the red line 4 mm below that."""
    called = "{{发文单位}}" if kind.of_unit else "{{发文单位}}文件"
    yield Blank(35 * _MM)
    yield Words(called, _MARK, Align.MIDDLE, ink=Ink.RED)
    yield Blank(2 * TEXT.size)
    yield Words("{{文号}}", TEXT, Align.MIDDLE)
    yield Words("", Face(BODY.name, 4 * _MM, 4 * _MM), ink=Ink.RED, rule=_RED_LINE)
    yield Blank(2 * _PITCH)
    yield Words("{{标题}}", _TITLE, Align.MIDDLE, kept=True)
    yield Blank(_PITCH)


def _plain_head() -> Iterator[Block]:
    yield Words("{{标题}}", _TITLE, Align.MIDDLE, kept=True)
    yield Words("{{文号}}", _NUMBERED, Align.MIDDLE)
    yield Blank(_PITCH / 2)


def _spoken(kind: LetterKind) -> Iterator[Block]:
    if kind is not LetterKind.RESULTS:
        yield Words("{{主送}}：", TEXT)
    yield Words("{{正文.段}}", TEXT, Align.BOTH, indent=2)


# -- what each kind tells


def _bulletin() -> Iterator[Block]:
    yield _led("一、考核结果")
    yield _said(
        "参加排名的{{排名单位数}}个单位，平均{{平均分}}分，最高{{最高分}}分，最低{{最低分}}分。"
        "各单位得分和名次如下："
    )
    yield Blank(6)
    yield from _table("排名", _RANKED)
    yield Blank(10)
    yield _led("二、主要问题")
    yield _said("失分较多的指标：")
    yield Blank(6)
    yield from _table(
        "失分指标",
        (
            ("序号", "序号", 9, Align.MIDDLE),
            ("指标", "指标", 33, Align.LEFT),
            ("失分单位数", "失分单位数", 15, Align.MIDDLE),
            ("失分合计", "失分合计", 13, Align.MIDDLE),
            ("失分单位", "失分单位", 35, Align.LEFT),
        ),
    )
    yield Blank(10)
    yield _said("请各单位对照扣分原因逐项整改；考核结果作为评先评优和年度考核的参考。")
    yield _said("特此通报。")


def _urging() -> Iterator[Block]:
    yield _led("需要办理的问题")
    yield from _losses()
    yield _said("请于{{办理期限}}前办结，并将办理情况书面报送我单位。逾期没有办结的，将予以通报。")
    yield _contact()


def _notice() -> Iterator[Block]:
    yield _led("扣分情况")
    yield from _losses()
    yield _said(
        "如有异议，请在收到本告知书之日起{{异议天数}}个工作日内，写明不认可的序号和理由，附上证明材料，"
        "加盖公章后书面提出；逾期没有提出的，视为没有异议。"
    )
    yield _contact()


def _commendation() -> Iterator[Block]:
    yield Blank(6)
    yield from _table(
        "先进",
        (
            ("序号", "序号", 10, Align.MIDDLE),
            ("先进集体", "单位", 56, Align.LEFT),
            ("名次", "名次", 20, Align.MIDDLE),
            ("得分", "得分", 18, Align.MIDDLE),
        ),
    )
    yield Blank(10)
    yield _said("希望受到表扬的单位珍惜荣誉、再接再厉；各单位要以先进为榜样，进一步做好工作。")


def _results() -> Iterator[Block]:
    yield Blank(6)
    yield from _table("排名", _RESULTS)
    yield Blank(6)


def _rectification() -> Iterator[Block]:
    yield _led("整改清单")
    yield from _table(
        "整改",
        (
            ("序号", "序号", 9, Align.MIDDLE),
            ("指标", "指标", 18, Align.LEFT),
            ("问题", "问题", 42, Align.LEFT),
            ("扣分", "扣分", 8, Align.MIDDLE),
            ("整改要求", "要求", 18, Align.LEFT),
            ("责任人", "责任人", 11, Align.MIDDLE),
            ("完成时限", "期限", 15, Align.MIDDLE),
        ),
    )
    yield Blank(10)
    yield _said(
        "请逐项整改，于{{办理期限}}前将整改情况和证明材料书面报送我单位，我单位将逐项复查。"
    )
    yield _contact()


_RANKED: Final[_Columns] = (
    ("名次", "名次", 10, Align.MIDDLE),
    ("单位", "单位", 40, Align.LEFT),
    ("得分", "得分", 14, Align.MIDDLE),
    ("等次、备注", "等次和备注", 30, Align.LEFT),
)
_RESULTS: Final[_Columns] = (
    ("名次", "名次", 10, Align.MIDDLE),
    ("单位", "单位", 34, Align.LEFT),
    ("基本分", "基本分", 12, Align.MIDDLE),
    ("加分", "加分", 10, Align.MIDDLE),
    ("总分", "得分", 12, Align.MIDDLE),
    ("等次、备注", "等次和备注", 24, Align.LEFT),
)


def _losses() -> Iterator[Block]:
    yield from _table(
        "失分",
        (
            ("序号", "序号", 9, Align.MIDDLE),
            ("指标", "指标", 20, Align.LEFT),
            ("条款", "条款", 14, Align.LEFT),
            ("扣分原因和计算", "原因", 45, Align.LEFT),
            ("扣分", "实扣", 10, Align.MIDDLE),
        ),
    )
    yield Words("共{{扣分处数}}处，合计扣{{失分合计}}分。", _SMALL, Align.RIGHT)
    yield Blank(8)


def _led(text: str) -> Words:
    return Words(text, _LED, indent=2, kept=True)


def _said(text: str) -> Words:
    return Words(text, TEXT, Align.BOTH, indent=2)


def _contact() -> Words:
    return _said("{{联系.方式}}。")


def _table(name: str, columns: _Columns) -> Iterator[Grid]:
    whole = sum(weight for *_, weight, _ in columns)
    made = tuple(
        Column(heading, LETTER.measure * weight / whole, align)
        for heading, _, weight, align in columns
    )
    fields = tuple(f"{{{{{name}.{field}}}}}" for _, field, _, _ in columns)
    yield Grid(made, (fields,), _HEAD, _CELL)


_BODIES: Final[Mapping[LetterKind, Callable[[], Iterator[Block]]]] = {
    LetterKind.BULLETIN: _bulletin,
    LetterKind.URGING: _urging,
    LetterKind.NOTICE: _notice,
    LetterKind.COMMENDATION: _commendation,
    LetterKind.RESULTS: _results,
    LetterKind.RECTIFICATION: _rectification,
}


# -- below the text


def _signed(*, red: bool) -> Iterator[Block]:
    """The office above the day, with room for the seal over both."""
    left = LETTER.measure - _SIGNED
    yield Blank(2 * _PITCH, kept=True)
    sealed = "{{发文单位}}" if red else "{{发文单位}}（盖章）"
    yield Words(sealed, TEXT, Align.MIDDLE, kept=True, left=left)
    yield Words("{{成文日期}}", TEXT, Align.MIDDLE, left=left)


def _closing() -> tuple[Closing, ...]:
    """版记: who else gets it, and who issued it on which day."""
    return (
        Words("", _HAIR, rule=_COARSE),
        Words("抄送：{{抄送.单位}}。", _SMALL, indent=1, rule=_FINE),
        Abreast(
            ("{{发文单位}}", "{{成文日期}}印发"),
            _SMALL,
            spread=True,
            aside=_SMALL.size,
            rule=_COARSE,
        ),
    )
