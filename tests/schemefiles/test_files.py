"""Scheme files on disk: syntax, encoding, folder, and those that are installed."""

from pathlib import Path

import pytest

from desktop.schemefiles.files import installed, read_scheme_file
from tests.schemefiles.drafts import SOUND, changed, marked, read


@pytest.mark.parametrize("name", list(installed()))
def test_an_installed_scheme_is_sound(name: str) -> None:
    file = read_scheme_file(installed()[name])
    assert (file.faults, file.doubts) == ((), ())
    assert file.scheme is not None
    assert file.scheme.id == name


def test_a_byte_order_mark_and_crlf_change_nothing(tmp_path: Path) -> None:
    plain = read(tmp_path, SOUND)
    other = read(tmp_path, "\ufeff" + SOUND.replace("\n", "\r\n"))
    assert other == plain
    text = "\ufeff" + changed(('name = "学习"', "name = 3 #!")).replace("\n", "\r\n")
    assert [remark.line for remark in read(tmp_path, text).faults] == [marked(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\na = 2 #!", "同一个键写了两次"),
        ("[a]\n[b]\n[a] #!", "同一个表写了两次"),
        ('a = "x #!', "引号没有关上"),
        ("x = 1\na = 未加引号 #!", "要加英文引号"),
        ("x = 1\na #!", "等号"),
        ("a = 1 b = 2 #!", "一行只能写一项"),
        ("a = [1,\n2\nb = 3 #!", "清单没有写完"),
        ("x = 1\na = 2022-02-30 #!", "没有这一天"),
        ("x = 1\n[a #!", "方括号没有配对"),
        ("x = 1\n= 2 #!", "TOML 写法不对"),
    ],
    ids=repr,
)
def test_a_slip_of_syntax_is_named_on_its_line(tmp_path: Path, text: str, words: str) -> None:
    (fault,) = read(tmp_path, text).faults
    assert words in fault.message
    assert fault.line == marked(text)


def test_a_text_that_ends_too_early_is_named_on_its_last_line(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, 'x = 1\na = """\nb\n').faults
    assert fault.line == 4


def test_a_file_in_another_encoding_is_named_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_bytes(SOUND.encode("gb18030"))
    file = read_scheme_file(path)
    assert file.scheme is None
    (fault,) = file.faults
    assert (fault.line, "UTF-8" in fault.message) == (4, True)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "{ a = " * 100_000,
        "points = 0x" + "f" * 5000,
        "points = " + "9" * 5000,
        "points = 1e99999999999999999999",
        "points = nan",
        "points = -inf",
    ],
    ids=lambda text: text[:12],
)
def test_no_value_is_too_long_or_too_deep(tmp_path: Path, text: str) -> None:
    file = read(tmp_path, SOUND.replace("points = 30", text, 1))
    assert file.scheme is None
    assert [remark.line for remark in file.faults] != []


def test_no_depth_that_toml_accepts_is_too_deep(tmp_path: Path) -> None:
    for depth in (100, *range(440, 500)):
        text = SOUND.replace("[source]", "notes = " + "[" * depth + "]" * depth + "\n[source]", 1)
        assert read(tmp_path, text).faults != ()


def test_the_folder_bears_the_id(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    path = folder / "scheme.toml"
    path.write_text(SOUND, encoding="utf-8")
    (doubt,) = read_scheme_file(path).doubts
    assert (doubt.line, "“other”" in doubt.message) == (2, True)
    path.rename(folder / "draft.toml")
    assert read_scheme_file(folder / "draft.toml").doubts == ()
    right = folder.rename(tmp_path / "draft") / "draft.toml"
    assert read_scheme_file(right.rename(right.with_name("scheme.toml"))).doubts == ()


def test_a_file_that_cannot_be_opened_is_the_callers(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_scheme_file(tmp_path / "nowhere.toml")


def test_chinese_punctuation_is_named(tmp_path: Path) -> None:
    text = SOUND.replace("points = 30", "points = 30，", 1)
    (fault,) = read(tmp_path, text).faults
    assert "中文标点" in fault.message
    assert fault.line == SOUND[: SOUND.index("points = 30")].count("\n") + 1
