"""Letters made of a round: what each kind says, whom it is about, its numbers, its register and its file."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import pytest
from docx import Document

from desktop.domain.amounts import ZERO
from desktop.domain.commands import Command
from desktop.domain.letter_forms import LetterKind, LetterLook, Values
from desktop.domain.records import AssessmentKey, Evidence, Letter, Office
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Rectification
from desktop.domain.troubles import Trouble
from desktop.services.finalising import finalise
from desktop.services.letter_fields import values_of
from desktop.services.letter_orders import LetterOrder, caution_of, suggested_order, unit_notes
from desktop.services.letter_sights import letter_sight
from desktop.services.letters import (
    MadeLetter,
    kept_letter,
    letters_of,
    make_letter,
    make_letters,
    register_letters,
    save_letter,
)
from desktop.services.office import describe_office
from desktop.services.recording import record_finding
from desktop.services.rounds import rounds_of
from desktop.services.second_scoring import open_beside
from desktop.services.taking_part import excuse_unit
from desktop.services.undoing import undo
from desktop.services.workspaces import Workspace, open_workspace, verify
from desktop.store.desk import Deed
from tests.services.building import (
    ME,
    demonstration_in,
    events_of,
    files_in,
    office_in,
    refused,
    rounds,
    settle,
)
from tests.services.test_second_scoring import missed, scored_by
from tests.torture import times

DAY: Final = date(2026, 11, 22)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose second section has lost points, too; to be copied."""
    folder = office_in(tmp_path_factory.mktemp("scored"))
    with open_workspace(folder) as workspace:
        describe_office(workspace, ME, Office(name="考核办", contact="王某", phone="123"))
        settle(workspace, rounds().neighbour)
        items = [{"note": "第一季度"}, {"note": "第三季度"}]
        record_finding(workspace, ME, rounds().neighbour, "study-missed", {"items": items})
    return folder


@pytest.fixture
def office(scored: Path, tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(shutil.copytree(scored, tmp_path / "office")) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def suggest(office: Workspace, kind: LetterKind) -> LetterOrder:
    with office.reading() as view:
        return suggested_order(view, rounds().sections, kind, DAY)


def said(made: MadeLetter) -> str:
    """All that the Word file says."""
    document = Document(BytesIO(made.document))
    lines = [one.text for one in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Only read: letters are made, and none is kept."""
    with open_workspace(demonstration_in(tmp_path_factory.mktemp("demo"))) as workspace:
        yield workspace


@pytest.mark.uncounted
@pytest.mark.parametrize("kind", LetterKind)
def test_every_template_is_filled_from_every_scored_round(
    demo: Workspace, kind: LetterKind
) -> None:
    """Each in one of its looks, one round after the other; `make torture` makes each in all of them."""
    made, looks = 0, cycle(LetterLook)
    for of in rounds_of(demo):
        with demo.reading() as view:
            order = suggested_order(view, of.id, kind, DAY)
            scored = bool(letter_sight(view, of.id).scheme.indicators)
        if not scored:
            with pytest.raises(Refused):
                make_letters(demo, order)
            continue
        for look in islice(looks, times(1, len(LetterLook))):
            one = make_letters(demo, replace(order, look=look))[0]
            assert "{{" not in said(one)
            assert one.shown().remarks == ()
            made += 1
    assert made >= times(4, 8)


def test_a_bulletin_tells_the_ranking(office: Workspace) -> None:
    order = suggest(office, LetterKind.BULLETIN)
    with office.reading() as view:
        values = values_of(view, order, letter_sight(view, order.round))
    ranked = values["排名"]
    assert not isinstance(ranked, str)
    assert [(one["名次"], one["单位"]) for one in ranked] == [
        ("1", "丙科"),
        ("2", "乙科"),
        ("—", "甲科"),
    ]
    assert ranked[2]["备注"] == "未评完"
    assert values["排名单位数"] == "2"
    weak = values["失分指标"][0]
    assert isinstance(weak, dict)
    assert (weak["失分单位数"], weak["失分单位"]) == ("2", "甲科、乙科")
    [letter] = make_letters(office, order)
    assert letter.letter.title == "关于科室督查结果的通报"
    assert letter.letter.unit is None


def test_each_unit_gets_a_letter_of_its_own_with_its_number(office: Workspace) -> None:
    order = suggest(office, LetterKind.NOTICE)
    assert order.units == ("u-a", "u-b")
    first, second = make_letters(office, order)
    assert (first.letter.unit, first.letter.number) == ("u-a", "〔2026〕1号")
    assert (second.letter.unit, second.letter.number) == ("u-b", "〔2026〕2号")
    words = said(second)
    assert "乙科：" in words
    assert "第一季度" in words
    assert "联系人：王某，电话：123。" in words
    assert "5个工作日" in words
    assert said(make_letter(office, order, "u-b")) == words


def test_low_units_are_urged_and_the_best_commended(office: Workspace) -> None:
    assert suggest(office, LetterKind.COMMENDATION).units == ("u-c", "u-b")
    assert suggest(office, LetterKind.URGING).units == ("u-b",)
    assert suggest(office, LetterKind.URGING).due == date(2026, 12, 7)
    with office.reading() as view:
        notes = unit_notes(view, rounds().sections)
    assert notes["u-a"] == "未评完"
    assert notes["u-c"].partition("，")[0].endswith(" 分")


def test_what_is_typed_may_name_fields(office: Workspace) -> None:
    order = replace(
        suggest(office, LetterKind.URGING),
        title="致{{ 单位 }}｛｛批次｝｝",
        to="{{单位}}负责人",
        body="第一段{{得分}}\n\n第二段",
        copies="县政府",
    )
    [made] = make_letters(office, order)
    words = said(made)
    assert made.letter.title == "致乙科科室督查"
    assert "乙科负责人：" in words
    assert "第二段" in words
    assert "抄送：县政府。" in words
    with pytest.raises(Refused, match="标题里没有“单位名”这个栏目，是不是要写“单位”？"):
        make_letters(office, replace(order, title="{{单位名}}"))


def test_what_was_registered_to_be_repaired_is_listed(office: Workspace) -> None:
    key = rounds().neighbour
    with office.reading() as view:
        part = letter_sight(view, key.round).parts[0]
    told = ("r-1", *key, part.id, None, "没有学习制度", ZERO, "建立制度", "张三", date(2026, 12, 1))
    with office.writing() as desk:
        desk.put(Rectification(*told))
        desk.seal(Deed(Command.KEEP_RECTIFICATIONS, ME, *key))
    order = replace(suggest(office, LetterKind.RECTIFICATION), units=(key.unit,))
    words = said(make_letters(office, order)[0])
    assert {"没有学习制度", "建立制度", "张三", "2026年12月1日"} <= {*words.split("\n")}


def test_who_takes_no_part_gets_no_letter(office: Workspace) -> None:
    excuse_unit(office, ME, rounds().section, "机构撤并")
    order = replace(suggest(office, LetterKind.NOTICE), units=("u-a",))
    with pytest.raises(Refused, match="“甲科”没有参加考核（机构撤并）"):
        make_letters(office, order)
    with pytest.raises(Refused, match="还没有选单位"):
        make_letters(office, replace(order, units=()))
    with pytest.raises(Refused, match="还没有选单位"):
        make_letter(office, replace(order, units=()), None)


# -- the register


def test_a_registered_letter_is_kept_as_it_was_sent(office: Workspace) -> None:
    made = make_letters(office, suggest(office, LetterKind.NOTICE))
    outcomes = register_letters(office, ME, made)
    assert len(outcomes) == 3
    assert events_of(office)[-1].command == "keep-letter"
    kept = letters_of(office, rounds().sections)
    assert [one.unit for one in kept] == ["u-a", "u-b"]
    assert "第一季度" in kept[1].text
    record_finding(office, ME, rounds().neighbour, "study-missed", {"items": []})
    again = kept_letter(office, kept[1])
    assert again.document == made[1].document
    assert again.letter == kept[1]
    with office.reading() as view:
        order = suggested_order(view, rounds().sections, LetterKind.BULLETIN, DAY)
    assert order.number == "〔2026〕3号"


def test_undo_takes_back_the_registration_and_leaves_the_file(office: Workspace) -> None:
    register_letters(office, ME, make_letters(office, suggest(office, LetterKind.BULLETIN)))
    files = files_in(office.folder)
    undo(office, ME, None)
    assert letters_of(office, rounds().sections) == []
    assert files_in(office.folder) == files
    with office.reading() as view:
        assert any(one.name.endswith(".docx") for one in view.all(Evidence))


def test_a_number_that_was_given_is_refused_before_any_file_is_kept(office: Workspace) -> None:
    made = make_letters(office, suggest(office, LetterKind.BULLETIN))
    register_letters(office, ME, made)
    other = make_letters(office, suggest(office, LetterKind.RESULTS))
    twice = [replace(one, letter=replace(one.letter, number="〔2026〕1号")) for one in other]
    with refused(office.folder) as caught:
        register_letters(office, ME, twice)
    assert caught.value.at == "number"
    same = make_letters(office, replace(suggest(office, LetterKind.NOTICE), number="无号"))
    with refused(office.folder) as caught:
        register_letters(office, ME, same)
    assert "几份发文的文号都是“无号”" in caught.value.message
    with refused(office.folder):
        register_letters(office, ME, ())


def test_a_letter_whose_file_was_touched_is_told(office: Workspace) -> None:
    register_letters(office, ME, make_letters(office, suggest(office, LetterKind.BULLETIN)))
    [letter] = letters_of(office, rounds().sections)
    assert letter.document is not None
    path = office.files.path_of(letter.document)
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(whole + b"x")
    with pytest.raises(Trouble, match="和登记时不同"):
        kept_letter(office, letter)
    path.write_bytes(whole)
    with pytest.raises(Refused, match="没有留存文件"):
        kept_letter(office, replace(letter, document=None))


def test_a_letter_is_saved_as_word_and_pdf(office: Workspace, tmp_path: Path) -> None:
    [made] = make_letters(office, suggest(office, LetterKind.BULLETIN))
    word = save_letter(office, made, tmp_path / "a.docx")
    assert word.read_bytes() == made.document
    assert save_letter(office, made, tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert made.file_name(".pdf") == "〔2026〕1号_关于科室督查结果的通报.pdf"
    with pytest.raises(Refused, match=r"不能存成“\.txt”"):
        save_letter(office, made, tmp_path / "a.txt")


def test_a_unit_whose_letter_was_sent_keeps_it(office: Workspace) -> None:
    register_letters(office, ME, make_letters(office, suggest(office, LetterKind.NOTICE)))
    with office.reading() as view:
        assert view.count(Letter, round=rounds().sections) == 2


# -- figures that are not one sheet's own


def scored_twice(office: Workspace) -> str:
    """By the first scorer A is ahead of B, by both together behind it."""
    first = scored_by(office, 'scorers = { by = "mean" }', "u-a", "u-b")
    second = open_beside(office, ME, first, ["p-li"])[0]
    for of, unit, count in ((first, "u-a", 0), (first, "u-b", 1), (second, "u-a", 8)):
        missed(office, of, unit, count)
    missed(office, second, "u-b", 1)
    return first


def fields(office: Workspace, order: LetterOrder) -> Values:
    with office.reading() as view:
        return values_of(view, order, letter_sight(view, order.round))


def order_in(office: Workspace, of: str, kind: LetterKind) -> LetterOrder:
    with office.reading() as view:
        return suggested_order(view, of, kind, DAY)


def test_letters_rank_by_what_several_scorers_come_to_together(office: Workspace) -> None:
    of = scored_twice(office)
    values = fields(office, order_in(office, of, LetterKind.BULLETIN))
    told = [
        (one["名次"], one["单位"], one["得分"], one["基本分"])
        for one in values["排名"]
        if isinstance(one, dict)
    ]
    assert told == [("1", "单位u-b", "19", ""), ("2", "单位u-a", "16", "")]
    assert (values["平均分"], values["最高分"]) == ("17.5", "19")
    notice = order_in(office, of, LetterKind.NOTICE)
    assert "你单位得19分（2 份评分（19、19）平均）。" in said(make_letter(office, notice, "u-b"))


def test_a_letter_never_tells_a_part_as_the_whole(office: Workspace) -> None:
    order = suggest(office, LetterKind.NOTICE)
    values = fields(office, replace(order, units=("u-a",)))
    left = values["未评条数"]
    assert values["得分说明"] == f"（还有{left}条未评，不是最后得分）"
    assert f"（还有{left}条未评，不是最后得分）" in said(make_letter(office, order, "u-a"))
    of = scored_by(office, "", "u-a", "u-b")
    untouched = replace(order, round=of, units=("u-b",))
    with pytest.raises(Refused, match="“单位u-b”还没有评分，不发扣分告知书"):
        make_letters(office, untouched)


def test_a_letter_tells_totals_whatever_is_ranked_by(office: Workspace) -> None:
    of = scored_by(office, "", "u-a", "u-b", "u-c", more='[ranking]\nby = "study"\n')
    missed(office, of, "u-a", 2)
    missed(office, of, "u-b", 1, late=True)
    record_finding(office, ME, AssessmentKey(of, "u-c"), "missed", {"count": 0})
    values = fields(office, order_in(office, of, LetterKind.RESULTS))
    told = [
        (one["单位"], one["得分"], one["备注"]) for one in values["排名"] if isinstance(one, dict)
    ]
    assert told == [
        ("单位u-c", "", "学习10分，总分未评完"),
        ("单位u-b", "15", "学习9分"),
        ("单位u-a", "18", "学习8分"),
    ]
    assert (values["排名单位数"], values["平均分"]) == ("3", "16.5")


def test_what_may_still_change_is_told_before_a_letter_goes_out(office: Workspace) -> None:
    of = scored_by(office, "", "u-a", "u-b")
    for unit in ("u-a", "u-b"):
        missed(office, of, unit, 0)
    with office.reading() as view:
        told = caution_of(view, of)
    assert told == "还有 2 个单位没有定稿（单位u-a、单位u-b），得分、名次和等次可能还会变"
    for unit in ("u-a", "u-b"):
        finalise(office, ME, AssessmentKey(of, unit))
    with office.reading() as view:
        assert caution_of(view, of) == ""
