"""Codes as they are printed and typed in again: in any way, but wrong in no character."""

from contextlib import suppress
from random import Random
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.refusals import Refused
from desktop.domain.sheet_code import SheetCode, code_of, read_code

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WIDE: Final = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})

numbers = st.integers(0, 2**40)
digests = st.text(ALPHABET, min_size=10, max_size=10)
codes = st.builds(SheetCode, numbers, digests)


@given(codes)
@example(SheetCode(0, "0000000000"))
@example(SheetCode(32**5 - 1, "ZZZZZZZZZZ"))
@example(SheetCode(32**5, "0123456789"))
def test_a_code_is_read_as_it_was_written(code: SheetCode) -> None:
    assert read_code(str(code)) == code


@given(st.integers(0, 32**5 - 1), st.text(min_size=1), st.text())
def test_a_code_is_four_groups_of_four(event: int, digest: str, content: str) -> None:
    code = code_of(event, digest, [content])
    groups = str(code).split("-")
    assert [len(one) for one in groups] == [4, 4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert (read_code(str(code)), code.event) == (code, event)


@given(codes, st.data())
def test_any_single_wrong_character_is_refused(code: SheetCode, data: st.DataObject) -> None:
    text = str(code)
    at = data.draw(st.sampled_from([n for n, one in enumerate(text) if one != "-"]))
    wrong = data.draw(st.sampled_from([one for one in f"{ALPHABET}U?*文" if one != text[at]]))
    with pytest.raises(Refused) as told:
        read_code(text[:at] + wrong + text[at + 1 :])
    assert told.value.at == "code"


def test_every_wrong_character_everywhere_in_one_code_is_refused() -> None:
    text = str(code_of(1234, "hash", ["content"])).replace("-", "")
    for at, right in enumerate(text):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(Refused, match="有一位输入错了"):
                read_code(text[:at] + wrong + text[at + 1 :])


@given(codes, st.data())
def test_a_missing_or_a_further_character_is_refused_but_by_chance(
    code: SheetCode, data: st.DataObject
) -> None:
    text = str(code).replace("-", "")
    at = data.draw(st.integers(0, len(text) - 1))
    shorter = text[:at] + text[at + 1 :]
    with suppress(Refused):
        assert read_code(shorter) != code
    if len(text) == 16:
        with pytest.raises(Refused, match="16 位"):
            read_code(shorter)


@given(codes, st.randoms(use_true_random=False))
def test_it_may_be_typed_in_any_way(code: SheetCode, chance: Random) -> None:
    """With blanks or none, in small letters, full width, with O for 0 and I or l for 1."""
    plain = str(code).replace("-", "")
    alike = {"0": "0Oo", "1": "1IlLi"}
    typed = "".join(chance.choice(alike.get(one, one + one.lower())) for one in plain)
    apart = "".join(one + chance.choice(["", "", " ", "-", "－", "—", "\u3000"]) for one in typed)
    for text in (typed, apart, typed.translate(WIDE), f"  {apart}\n", apart.translate(WIDE)):
        assert read_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "   ", "0005", "核验码", "-" * 19, "0005-VA12-JCHZ-4TV", "Ü" * 16]
)
def test_what_is_no_code_is_refused_with_where_to_find_one(text: str) -> None:
    with pytest.raises(Refused, match=r"不是核验码.*16 位.*右下角"):
        read_code(text)


def test_content_event_and_number_each_make_another_code() -> None:
    same = code_of(7, "a", {"得分": "98.5", "条": [1]})
    assert code_of(7, "a", {"条": [1], "得分": "98.5"}) == same
    others = [
        code_of(8, "a", {"得分": "98.5", "条": [1]}),
        code_of(7, "b", {"得分": "98.5", "条": [1]}),
        code_of(7, "a", {"得分": "98.4", "条": [1]}),
        code_of(7, "a", {"得分": "98.5", "条": []}),
    ]
    assert len({str(one) for one in (same, *others)}) == 5
    assert len({one.digest for one in others[1:]} | {same.digest}) == 4


def test_digests_are_spread_over_all_their_bits() -> None:
    found = [code_of(1, "", n).digest for n in range(2000)]
    assert len({*found}) == 2000
    assert all(len({one[at] for one in found}) == 32 for at in range(10))
