"""Scheme files that take several sheets together: weights that fit, and what is wrong with them."""

from pathlib import Path

import pytest

from tests.schemefiles.drafts import changed, marked, read

_HEAD = '[[sections]]\nid = "groundwork"'

SOUND = [
    '[scorers]\nby = "trimmed"\n',
    '[scorers]\nby = "weights"\nweights = ["60%", "40%"]\n',
    '[together]\neach = "month"\nby = "mean"\n',
    '[together]\neach = "quarter"\nby = "weights"\nweights = { "1" = "40%", "4" = "60%" }\n',
]
FAULTY = {
    "weights that nobody asks for": '[scorers]\nby = "mean"\nweights = ["60%", "40%"] #!\n',
    "weights that do not add up": '[scorers]\nby = "weights"\nweights = ["60%", "50%"] #!\n',
    "a weight of nothing": '[scorers]\nby = "weights"\nweights = ["100%", "0%"] #!\n',
    "no weights": '[scorers] #!\nby = "weights"\n',
    "no such average": '[scorers]\nby = "median" #!\n',
    "quarters that do not add up": '[together]\neach = "quarter"\nby = "weights"\n'
    'weights = { "1" = "10%" } #!\n',
    "a fifth quarter": '[together]\neach = "quarter"\nby = "weights"\n'
    'weights = { "1" = "50%", "5" = "50%" } #!\n',
    "weights in a list": '[together]\neach = "quarter"\nby = "weights"\nweights = ["100%"] #!\n',
    "weights of a year's mean": '[together]\neach = "month"\nby = "mean"\n'
    'weights = { "1" = "100%" } #!\n',
}


@pytest.mark.parametrize("text", SOUND)
def test_what_fits_is_read(tmp_path: Path, text: str) -> None:
    file = read(tmp_path, changed((_HEAD, f"{text}\n{_HEAD}")))
    assert file.faults == ()
    assert file.scheme is not None


@pytest.mark.parametrize("name", FAULTY)
def test_what_does_not_fit_is_one_fault_on_its_line(tmp_path: Path, name: str) -> None:
    text = changed((_HEAD, f"{FAULTY[name]}\n{_HEAD}"))
    assert [one.line for one in read(tmp_path, text).faults] == [marked(text)]
