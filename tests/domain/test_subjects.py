"""Whom a scheme's own words point to."""

import pytest

from desktop.domain.records import UnitRecord
from desktop.domain.subjects import suits
from tests.domain.building import scheme_of

INDICATORS = '[[indicators]]\nid = "a"\ncriteria = [{ id = "a1", shape = "flag", deduct = 1 }]'


@pytest.mark.parametrize(
    ("subjects", "unit", "is_suited"),
    [
        ("局机关各科室", UnitRecord("u", "登记注册科"), True),
        ("局机关各科室", UnitRecord("u", "市公安局"), False),
        ("领导小组成员单位", UnitRecord("u", "市公安局"), True),
        ("领导小组成员单位", UnitRecord("u", "云川县"), False),
        ("各县（市、区）", UnitRecord("u", "云川县"), True),
        ("试点单位", UnitRecord("u", "云川县", groups=("试点",)), True),
        ("试点单位", UnitRecord("u", "云川县", groups=("其他",)), False),
    ],
)
def test_words_groups_and_names_tell(subjects: str, unit: UnitRecord, *, is_suited: bool) -> None:
    scheme = scheme_of(f'subjects = "{subjects}"\n{INDICATORS}')
    assert suits(unit, scheme) is is_suited


@pytest.mark.parametrize(("kind", "is_suited"), [("city", True), ("town", False), (None, False)])
def test_kinds_that_a_scheme_names_tell_alone(kind: str | None, *, is_suited: bool) -> None:
    named = 'kinds = { city = "地市" }'
    scheme = scheme_of(f'subjects = "各县（市、区）"\n{named}\n{INDICATORS}')
    assert suits(UnitRecord("u", "云川县", kind=kind), scheme) is is_suited
