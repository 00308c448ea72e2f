"""What a file's name says of the piece that it is for: numbers, names, folders, and what remains in doubt."""

import pytest

from desktop.domain.checklist import ChecklistRow
from desktop.domain.file_names import read_file_name
from desktop.domain.filing import Slot, Slots, Suggestion


def row(
    requirement: int, name: str, piece: str = "", item: int | None = None, present: int = 0
) -> ChecklistRow:
    per = None if item is None else "plan-item"
    return ChecklistRow(
        requirement=requirement,
        name=name,
        who=("市双随机办",),
        piece=piece,
        per=per,  # type: ignore[arg-type]  # one of the two words
        plan_item=item,
        wanted=1,
        present=present,
        waived="",
        required=True,
        easily_lost=False,
        condition="",
        note="",
    )


NOTICES = [row(2, "年初工作会议材料", piece) for piece in ("会议通知", "议程", "签到表")]
TRAINING = [row(4, "监管工作培训会材料", piece) for piece in ("会议通知", "签到表")]
PLAN = row(3, "年度抽查工作方案")
CASES = [row(17, "未运用风险分类的原因", piece) for piece in ("抽查方案", "风险分类管理办法")]
ITEMS = [row(18, "抽查结果公示截图", item=item) for item in range(1, 56)]
ROWS = [*NOTICES, PLAN, *TRAINING, *CASES, *ITEMS]


def suggested(
    name: str, *folders: str, rows: list[ChecklistRow] = ROWS, near: tuple[int, ...] = ()
) -> Suggestion | None:
    return Slots(rows, near).suggest(read_file_name(name, folders))


@pytest.mark.parametrize(
    ("name", "slot", "because"),
    [
        ("佐证3：实施方案.pdf", Slot(3, "", None), "标明第 3 项"),
        ("3 方案.pdf", Slot(3, "", None), "编号 3"),
        ("17-2 截图 云川市.jpg", Slot(17, "风险分类管理办法", None), "编号 17"),
        ("年度抽查工作方案.pdf", Slot(3, "", None), "写有“年度抽查工作方案”"),
        ("议程.pdf", Slot(2, "议程", None), "写有“议程”"),
        ("佐证材料２ 议程.pdf", Slot(2, "议程", None), "标明第 2 项，写有“议程”"),
        ("抽查结果公示截图12.png", Slot(18, "", 12), "写有“抽查结果公示截图”，件号 12"),
        ("佐证18 第7批.png", Slot(18, "", 7), "标明第 18 项，件号 7"),
        ("18-55.png", Slot(18, "", 55), "编号 18，件号 55"),
        ("07 抽查结果公示截图.png", Slot(18, "", 7), "写有“抽查结果公示截图”，件号 7"),
    ],
)
def test_numbers_and_names_tell_the_piece(name: str, slot: Slot, because: str) -> None:
    assert suggested(name) == Suggestion(slot, because, "")


@pytest.mark.parametrize(
    ("name", "folders", "slot", "because"),
    [
        ("议程.pdf", ["佐证2"], Slot(2, "议程", None), "文件夹标明第 2 项，写有“议程”"),
        (
            "签到表.pdf",
            ["云川市", "4 培训"],
            Slot(4, "签到表", None),
            "文件夹编号 4，写有“签到表”",
        ),
        (
            "04.png",
            ["抽查结果公示截图"],
            Slot(18, "", 4),
            "文件夹写有“抽查结果公示截图”，件号 4",
        ),
        (
            "抽查结果公示截图.png",
            ["第9项 种畜禽"],
            Slot(18, "", 9),
            "写有“抽查结果公示截图”，件号 9",
        ),
        (
            "抽查结果公示截图.png",
            ["18 公示", "23 种畜禽"],
            Slot(18, "", 23),
            "文件夹编号 18，写有“抽查结果公示截图”，件号 23",
        ),
    ],
)
def test_folders_tell_what_the_name_leaves_out(
    name: str, folders: list[str], slot: Slot, because: str
) -> None:
    found = suggested(name, *folders)
    assert found is not None
    assert (found.slot, found.because) == (slot, because)


@pytest.mark.parametrize(
    ("name", "slot", "doubt"),
    [
        ("会议通知.pdf", Slot(2, "会议通知", None), "也可能是第 4 项"),
        ("佐证2.pdf", Slot(2, "会议通知", None), "文件名没写是哪一件，取先缺的一件"),
        ("年度工作方案.pdf", Slot(3, "", None), "只是名称近似"),
        ("风险分类管理.pdf", Slot(17, "风险分类管理办法", None), "只是名称近似"),
    ],
)
def test_what_is_not_certain_says_so(name: str, slot: Slot, doubt: str) -> None:
    found = suggested(name)
    assert found is not None
    assert (found.slot, found.doubt) == (slot, doubt)


def test_two_pieces_that_are_as_near_are_named() -> None:
    rows = [row(11, "两库更新", piece) for piece in ("人员更新前", "人员更新后")]
    found = suggested("人员更新.png", rows=rows)
    assert found == Suggestion(Slot(11, "人员更新前", None), "近似“人员更新前”", "也像“人员更新后”")


@pytest.mark.parametrize("name", ["随便.txt", "99 无.pdf", "IMG_1.jpg", "议.pdf"])
def test_a_name_that_says_nothing_suggests_nothing(name: str) -> None:
    assert suggested(name) is None


def test_the_open_indicator_is_meant_in_doubt() -> None:
    found = suggested("会议通知.pdf", near=(4,))
    assert found is not None
    assert found.slot.requirement == 4


def test_what_is_lacking_is_meant_in_doubt() -> None:
    held = [row(2, "年初工作会议材料", "会议通知", present=1), *TRAINING]
    found = suggested("会议通知.pdf", rows=held)
    assert found is not None
    assert found.slot.requirement == 4
    first = [row(2, "会议材料", piece, present=piece == "通知") for piece in ("通知", "议程")]
    found = suggested("佐证2.pdf", rows=first)
    assert found is not None
    assert found.slot.piece == "议程"
    all_there = [row(2, "会议材料", piece, present=1) for piece in ("通知", "议程")]
    found = suggested("佐证2.pdf", rows=all_there)
    assert found is not None
    assert found.slot.piece == "通知"


def test_an_item_that_the_plan_has_not_is_not_suggested() -> None:
    found = suggested("抽查结果公示截图 第99项.png")
    assert found is not None
    assert found.slot == Slot(18, "", None)


def test_the_second_number_counts_only_pieces_that_are_there() -> None:
    found = suggested("17-5.pdf")
    assert found is not None
    assert found.doubt == "文件名没写是哪一件，取先缺的一件"
    counted = [row(20, "惩戒", piece, item=1) for piece in ("录入截图", "惩戒佐证")]
    found = suggested("20-2.pdf", rows=counted)
    assert found is not None
    assert found.slot.piece == "录入截图"


def test_what_nobody_asks_for_is_no_place() -> None:
    unasked = row(3, "年度抽查工作方案")._replace(wanted=0)
    assert suggested("佐证3.pdf", rows=[unasked]) is None
    assert Slots([unasked]).first(read_file_name("佐证3.pdf")) is None


def test_a_file_that_was_put_down_somewhere_is_for_that() -> None:
    sole = Slots(ITEMS).first(read_file_name("扫描 3.png"))
    assert sole == Suggestion(Slot(18, "", 3), "放在这一项上", "")
    there = [row(2, "会议材料", piece, present=piece == "通知") for piece in ("通知", "议程")]
    several = Slots(there).first(read_file_name("扫描.png"))
    words = "文件名没写是哪一件，取先缺的一件"
    assert several == Suggestion(Slot(2, "议程", None), "放在这一项上", words)
