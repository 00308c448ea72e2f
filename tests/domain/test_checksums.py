"""Checksums: written as any system's tools read them, and read back line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.checksums import checksum_list, read_checksums
from desktop.domain.refusals import Refused

HASH = "0123456789abcdef" * 4
NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.just(HASH)))
def test_a_list_is_read_as_it_was_written(sums: dict[str, str]) -> None:
    assert read_checksums(checksum_list(sums)) == sums


def test_it_is_what_sha256sum_checks() -> None:
    assert checksum_list({"数据/得分.csv": HASH}) == f"{HASH}  数据/得分.csv\n"


@pytest.mark.parametrize(
    "line", ["", "x", f"{HASH}  ../a", f"{HASH}  /etc/passwd", f"{HASH}  a\\b", f"{HASH[1:]}  a"]
)
def test_a_line_that_leads_nowhere_good_is_refused(line: str) -> None:
    with pytest.raises(Refused, match="第 2 行"):
        read_checksums(f"{HASH}  好\n{line}\n")
