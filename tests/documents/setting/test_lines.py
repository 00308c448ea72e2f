"""Lines of Chinese: none begins with a closing mark or ends with an opening one, none is too long."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.setting.breaks import CLOSING, HANGING, OPENING
from desktop.documents.setting.lines import Line, lines_of
from desktop.documents.setting.typefaces import BODY, ROLES, MissingGlyphs, typeface_of
from desktop.domain.refusals import Refused

FACE = typeface_of(BODY.name)
WORDS = "考核内容评分标准领导班子干部工作实绩政治建设党风廉政基础"


def official(chance: Random) -> Iterator[str]:
    """Words with quotes, brackets, titles and figures, as documents mix them."""
    for _ in range(60):
        yield "".join(chance.choices(WORDS, k=chance.randint(2, 6)))
        one, mark = chance.choice(WORDS), chance.choice("，。、；：？！")
        yield chance.choice([f"“{one}”，", f"（{one}）", f"《{one}》。", "98.5%", mark, "……", "——"])


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [one.text for one in lines]


@pytest.mark.parametrize("number", range(40))
def test_random_text_breaks_nowhere_that_is_forbidden(number: int) -> None:
    text = "".join(official(Random(number)))  # noqa: S311  # no secret
    width = 8 + number * 0.55
    lines = lines_of(text, FACE, width)
    assert "".join(texts(lines)) == text
    assert not [one.text for one in lines[1:] if one.text[0] in CLOSING]
    assert not [one.text for one in lines[:-1] if one.text[-1] in OPENING]
    assert all(one.width <= width + 1e-6 for one in lines)
    # No line is left shorter than it must be: the next piece would not have fitted.
    assert all(one.width > width - 5 for one in lines[:-1])


@pytest.mark.parametrize("number", range(40))
def test_the_marks_that_documents_use_stand_where_they_may(number: int) -> None:
    """The marks are written out here, so that none is forgotten there."""
    chance = Random(number)  # noqa: S311  # no secret
    closing, opening = "，。、；：？！”’）》】", "“‘（《【"
    pairs = ["“考核”", "‘考核’", "（考核）", "《考核》", "【考核】", "“‘考’核”", "（《考核》）"]
    words = ["考核评分", *pairs, *closing[:7], *(f"{one}，" for one in pairs)]
    text = "考核".join(chance.choices(words, k=150))
    lines = texts(lines_of(text, FACE, 7 + number * 0.45))
    assert "".join(lines) == text
    assert len(lines) > 15
    assert [one for one in lines[1:] if one[0] in closing] == []
    assert [one for one in lines[:-1] if one[-1] in opening] == []


@given(
    st.text(alphabet="考核，。“”（）A1.b% \u3000\n…—", max_size=80),
    st.floats(1, 12),
    st.sampled_from([0.0, 2.0]),
)
def test_nothing_is_lost_in_any_width(text: str, width: float, indent: float) -> None:
    lines = lines_of(text, FACE, width, indent)
    kept = "".join(texts(lines)).translate({ord(c): None for c in " \u3000"})
    assert kept == text.translate({ord(c): None for c in " \u3000\n"})
    assert sum(one.last for one in lines) == text.count("\n") + 1


def test_the_blank_half_of_a_mark_hangs_beyond_the_edge() -> None:
    [first, second] = lines_of("考核评分，监管", FACE, 4.5)
    assert (first.text, second.text) == ("考核评分，", "监管")
    assert first.width == pytest.approx(4.5)
    assert first.text[-1] in HANGING
    assert texts(lines_of("考核评分，监管", FACE, 4.4)) == ["考核评", "分，监管"]


def test_the_first_line_is_indented() -> None:
    lines = lines_of("考核评分标准\n监管工作", FACE, 5, indent=2)
    assert [(one.text, one.indent, one.last) for one in lines] == [
        ("考核评", 2, False),
        ("分标准", 0, True),
        ("监管工", 2, False),
        ("作", 0, True),
    ]


def test_a_column_too_narrow_for_the_indent_does_without() -> None:
    assert texts(lines_of("考核", FACE, 1, indent=2)) == ["考", "核"]


def test_a_column_of_one_character_holds_any_text() -> None:
    assert texts(lines_of("“评”，AB", FACE, 1.0))[0] == "“"
    assert "".join(texts(lines_of("“评”，AB", FACE, 1.0))) == "“评”，AB"


def test_a_word_longer_than_the_column_goes_on_from_line_to_line() -> None:
    lines = lines_of("见ABCDEFGHIJKLMNOPQRSTUVWXYZ。", FACE, 4)
    assert lines[0].text == "见"
    assert lines[-1].text[-2:] == "Z。"
    assert all(one.width <= 4 + 1e-6 for one in lines)


def test_a_long_reason_is_set_at_once() -> None:
    reason = "抽查检查结果公示不及时，" * 250
    lines = lines_of(reason, FACE, 12.0)
    assert "".join(texts(lines)) == reason
    assert len(lines) < 280


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.file)
def test_rare_names_are_set_in_every_face(role: object) -> None:
    assert isinstance(role, type(BODY))
    assert typeface_of(role.name).width("喆堃玥镕𬭎㛃") == pytest.approx(6)


def test_what_no_font_has_is_named() -> None:
    with pytest.raises(MissingGlyphs) as told:
        lines_of("考核\U0001f600评分\u0e01考\U0001f600", FACE, 10)
    assert told.value.characters == ("\U0001f600", "\u0e01")
    assert "U+1F600" in told.value.message
    assert "U+0E01" in told.value.message
    assert "请改用别的字" in told.value.message


def test_many_that_are_missing_are_counted() -> None:
    with pytest.raises(MissingGlyphs, match="等 30 个字"):
        FACE.width("".join(chr(0x0E01 + n) for n in range(30)))
    with pytest.raises(MissingGlyphs):
        FACE.glyph("\u0e01")


def test_another_face_is_refused() -> None:
    with pytest.raises(Refused, match="可以写的有：方正小标宋简体、黑体"):
        typeface_of("隶书")
