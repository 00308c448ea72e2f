"""A file that was right, changed at random: it gives a scheme or a fault, and never an error."""

import tempfile
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.schemefiles.files import installed, read_scheme_file
from tests.domain.mutation import mutations
from tests.schemefiles.drafts import SOUND

KINDS = """
[kinds]
town = "乡镇"
"""


def written(value: object) -> str:
    """Plain data as a TOML value."""
    match value:
        case bool():
            return str(value).lower()
        case int() | Decimal() | date():
            return str(value)
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        case list():
            return f"[{', '.join(written(one) for one in value)}]"
        case dict():
            return "{ " + ", ".join(f"{written(k)} = {written(v)}" for k, v in value.items()) + " }"
        case _:
            return "nan"


def as_file(plain: dict[str, Any]) -> str:
    """A whole file: one line a key."""
    return "".join(f"{written(name)} = {written(value)}\n" for name, value in plain.items())


def sound_files() -> list[dict[str, Any]]:
    """The draft, with and without kinds, and all that are installed."""
    texts = [SOUND, SOUND + KINDS]
    texts += [path.read_text(encoding="utf-8") for path in installed().values()]
    return [tomllib.loads(text, parse_float=Decimal) for text in texts]


FILES = sound_files()
BROKEN = st.sampled_from(FILES).flatmap(lambda plain: mutations(plain, times=3))


def check(text: str) -> None:
    """Read a text as a file: a scheme or a fault, every remark on a line that exists."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.toml"
        path.write_text(text, encoding="utf-8")
        file = read_scheme_file(path)
    assert (file.scheme is None) == bool(file.faults)
    for remark in (*file.faults, *file.doubts, *file.excused):
        assert 1 <= remark.line <= text.count("\n") + 1
        assert remark.message


@given(BROKEN)
def test_a_broken_file_gives_a_scheme_or_a_fault(plain: dict[str, Any]) -> None:
    check(as_file(plain))


@given(st.integers(0, len(SOUND)), st.sampled_from(["", "]", '"', "\n", "= 3", "[[", "é", "\t{"]))
def test_a_text_with_a_slip_gives_a_scheme_or_a_fault(at: int, slip: str) -> None:
    check(SOUND[:at] + slip + SOUND[at + 1 :])


def test_what_is_written_here_is_what_was_read() -> None:
    for plain in FILES:
        assert tomllib.loads(as_file(plain), parse_float=Decimal) == plain
