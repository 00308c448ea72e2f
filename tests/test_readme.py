"""README.md holds what it promises: its first two commands, its pictures and links, its targets and commands."""

import re
from typing import Final

from desktop.cli.calls import BUG, DONE, FAULTS, WRONG
from desktop.cli.program import COMMANDS
from tests.program import CHECKOUT

TEXT: Final = (CHECKOUT / "README.md").read_text("utf-8")


def test_it_begins_in_chinese_and_with_two_commands() -> None:
    assert TEXT.startswith("# 考评台")
    given = [line.strip() for line in TEXT.splitlines() if line.startswith("    ")]
    assert given[:2] == ["make run", "make test"]


def test_both_languages_tell_what_it_does_point_by_point() -> None:
    chinese, english = TEXT.split("\n## In English\n")
    told = chinese.split("## 它做什么\n")[1].split("\n## ")[0]
    points = [re.findall("^- ", one, re.MULTILINE) for one in (told, english.split("\n### ")[0])]
    assert len(points[0]) == len(points[1]) > 0


def test_every_picture_and_link_is_there() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert len(re.findall(r"!\[[^\]]+\]", TEXT)) >= 4  # each with words for who cannot see it
    for one in targets:
        if one.startswith("#"):
            heading = one.removeprefix("#").replace("-", " ")
            assert re.search(rf"^#+ {heading}$", TEXT, re.MULTILINE | re.IGNORECASE), one
        else:
            assert (CHECKOUT / one).is_file(), one


def test_files_targets_and_commands_exist() -> None:
    makefile = (CHECKOUT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)", re.sub(r"`?make` alone", "", TEXT)))
    in_words = {one for one in targets if re.search(rf"(`|    )make {one}", TEXT)}
    assert {"run", "test"} <= in_words
    assert all(re.search(rf"^{one}:", makefile, re.MULTILINE) for one in in_words)
    commands = set(re.findall(r"^\| `kaoping ([a-z]+)", TEXT, re.MULTILINE))
    assert {"demo", "sheet"} <= commands
    assert all(f"kaoping {one}" in COMMANDS for one in commands)
    for name in re.findall(r"^\| `([a-z]+/)`", TEXT, re.MULTILINE):
        assert (CHECKOUT / name).is_dir()


def test_every_way_to_end_is_told_in_both_languages() -> None:
    codes = (DONE, FAULTS, WRONG, BUG)
    page = (CHECKOUT / "packaging/debian/installed/kaoping.1").read_text("utf-8")
    for text in (
        TEXT.split("They end with")[1].split("\n")[0],
        page.split("EXIT STATUS")[1].split(".SH")[0],
    ):
        assert [int(one) for one in re.findall(r"\b\d\b", text)] == [*codes]
    told = COMMANDS.split("结束时的代码：")[1]
    assert [int(one) for one in re.findall(r"\d", told)] == [*codes]


def test_it_names_no_place_of_a_machine() -> None:
    assert not re.search(r"/(home|root|work|Users)/", TEXT)
