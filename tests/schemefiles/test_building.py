"""Building: every fault of form is collected, each on its line."""

from pathlib import Path

import pytest

from tests.schemefiles.drafts import SOUND, changed, marked, read

FAULTS = [
    ("format = 2", "format = 3 #!"),
    ("format = 2", "format = 0 #!"),
    ("format = 2", 'format = "2" #!'),
    ("format = 2", "format = true #!"),
    ("format = 2", "format = 2.0 #!"),
    ('id = "draft"', 'id = "Draft" #!'),
    ('title = "考核办法"', 'title = "" #!'),
    ('title = "考核办法"', 'title = "考核办法"\nclour = 1 #!'),
    ("points = 30", 'points = "thirty" #!'),
    ("points = 30", "points = -30 #!"),
    ("points = 30", "points = 0.00001 #!"),
    ("points = 30", 'points = 30\nnumbering = "roman" #!'),
    ("points = 30", "points = 30\nnotes = [] #!"),
    ("points = 30", 'points = 30\nnotes = [\n"x",\n3] #!'),
    ("points = 30", "points = 30\nrounding = { places = 5 } #!"),
    ("points = 30", "points = 30\nrounding = 3 #!"),
    ('document = "文件"', 'document = "文件"\nissued = "2022-02-30" #!'),
    ('[source]\ndocument = "文件"', '[source] #!\npart = "附件"'),
    ("[[sections]]\nid", "[[sections]]\nwieght = 3 #!\nid"),
    ("points = 20", "points = 20\nweight = 0.2 #!"),
    ('[[sections]]\nid = "delivery"', "[[sections]] #!"),
    ('name = "学习"', "name = 3 #!"),
    ('name = "学习"', 'name = "学习"\neasily_lost = "yes" #!'),
    ('[[indicators]]\nid = "study"', "[[indicators]] #!"),
    ('  shape = "each"\n  deduct = 2', '  shape = "eech" #!\n  deduct = 2'),
    ('  shape = "each"\n  deduct = 2', "  shape = 3 #!\n  deduct = 2"),
    ('  shape = "each"\n  deduct = 2', '  shape = "each"\n  deduct = 2\n  required = 3 #!'),
    ('  shape = "each"\n  deduct = 2', '  shape = "each"\n  deduct = true #!'),
    ('  [[indicators.criteria]]\n  id = "study-missed"\n', "  [[indicators.criteria]] #!\n"),
    ("{ veto = true }", "{ veto = 1 } #!"),
    ("{ veto = true }", "{ vetto = true } #!"),
    ("{ veto = true }", "{ times = 2 } #!"),
    ("{ veto = true }", "3 #!"),
    ('[["100%", 4], ["60%", 2]]', '[["100%", 4], ["60", 2]] #!'),
    ("months = [1, 2]", "months = [1,\n 13] #!"),
    ('[[grades]]\nname = "优秀"', "[[grades]] #!"),
]


@pytest.mark.parametrize(("old", "new"), FAULTS, ids=lambda text: repr(text)[-40:])
def test_one_mistake_is_one_fault_on_its_line(tmp_path: Path, old: str, new: str) -> None:
    text = changed((old, new))
    file = read(tmp_path, text)
    assert [remark.line for remark in file.faults] == [marked(text)]
    assert file.scheme is None


def test_a_criterion_without_a_shape_is_named(tmp_path: Path) -> None:
    text = changed(
        (
            '  [[indicators.criteria]]\n  id = "study-none"',
            '  [[indicators.criteria]] #!\n  id = "study-none"',
        ),
        ('  shape = "flag"\n', ""),
    )
    (fault,) = read(tmp_path, text).faults
    assert (fault.line, "shape" in fault.message) == (marked(text), True)


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    text = changed(
        ('title = "考核办法"', "title = 3"),
        ('name = "学习"', "name = 3"),
        ("{ veto = true }", "{ veto = 3 }"),
    )
    assert [remark.line for remark in read(tmp_path, text).faults] == [4, 24, 95]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, changed(('version = "1"\n', ""))).faults
    assert (fault.line, fault.message) == (1, "缺少“version”")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = 2\nindicators = 3", "一组表"),
        ("format = 2\nindicators = [3]", "写成一个表"),
        ("format = 2\nbonus = 3", "写成一个表"),
        ("format = 2\nbonus = {}", "criteria"),
        ("format = 2\nbonus = { criteria = 3 }", "一组表"),
        ("format = 2\nbonus = { criteria = [] }", "至少要有一条"),
        ("format = 2\nbonus = { criteria = [3] }", "shape"),
        ("format = 2\nsections = 3", "一组表"),
        ("format = 2\nsections = [3]", "写成一个表"),
        ("format = 2\nsource = 3", "写成一个表"),
        ("", "format = 2"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = read(tmp_path, text)
    assert file.scheme is None
    assert any(message in remark.message for remark in file.faults)


def test_a_group_that_is_no_list_is_named_once(tmp_path: Path) -> None:
    text = SOUND.replace("[bonus]\npoints = 2\n", "[bonus]\ncriteria = 0 #!\npoints = 2\n")
    text = text.replace(text[text.index("  [[bonus.criteria]]") : text.index("[penalty]")], "")
    assert [remark.line for remark in read(tmp_path, text).faults] == [marked(text)]
