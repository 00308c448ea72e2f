"""Letter forms: which letters are a unit's own, what templates may name, and what templates are called."""

import pytest

from desktop.domain.letter_forms import LetterKind, LetterLook, fields_of, own_file, template_key

OF_UNIT = {LetterKind.URGING, LetterKind.NOTICE, LetterKind.RECTIFICATION}


@pytest.mark.parametrize("kind", LetterKind)
def test_what_a_letter_is_about(kind: LetterKind) -> None:
    assert kind.of_unit is (kind in OF_UNIT)
    assert kind.of_chosen is (kind in OF_UNIT | {LetterKind.COMMENDATION})
    assert kind.has_due is (kind in OF_UNIT - {LetterKind.NOTICE})


@pytest.mark.parametrize("kind", LetterKind)
def test_every_template_may_name_these(kind: LetterKind) -> None:
    names = [*fields_of(kind).every]
    assert len(names) == len({*names})
    assert {"发文单位", "文号", "标题", "成文日期", "正文.段", "抄送.单位"} <= {*names}
    assert ("失分.原因" in names) is kind.of_unit
    assert ("排名.名次" in names) is not kind.of_unit
    assert not any("." in one for one in fields_of(kind).words)


def test_templates_are_called_by_kind_and_look() -> None:
    keys = {template_key(kind, look) for kind in LetterKind for look in LetterLook}
    assert len(keys) == len(LetterKind) * len(LetterLook)
    assert "通报·红头" in keys


def test_our_own_files_are_named_plainly() -> None:
    assert own_file(LetterKind.BULLETIN, LetterLook.RED) == "bulletin-red.docx"


def test_every_name_is_told_with_what_it_stands_for() -> None:
    known = fields_of(LetterKind.URGING)
    assert [*known.told] == [*known.every]
    assert known.told["失分.原因"] == "扣分原因和计算"
    assert all(known.told.values())
