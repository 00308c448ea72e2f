"""Strategies: TOML texts of every style, and the line on which each of their places stands."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from desktop.domain.slips import Place

NAMES = st.sampled_from(["a", "b-1", "c_2", "1", '"quoted key"', "'raw.key'", '"键"', '"#"', '"]"'])
SCALARS = st.sampled_from(
    [
        "1",
        "-2.5",
        "true",
        "2022-08-03",
        "1979-05-27 07:32:00",
        '"text"',
        '""',
        "''",
        r'"a \" ] } # ="',
        "'C:\\ [ { # '",
        '"""one line"""',
        '"""\nx = 1\n[table]\n"""',
        '"""quotes "" and \\""" inside"""',
        '"""ends with a quote""""',
        "'''\n''two\n# no comment\n'''",
        "''''one'''",
    ]
)
COMMENTS = st.sampled_from(["", " ", "  # [no] = table", ' # "open', "\t# 注 '''"])


def plain(name: str) -> str:
    """A key without its quotes."""
    return name.strip("\"'")


@dataclass
class Writer:
    """Writes a text and notes where each place begins."""

    ending: str
    text: str = ""
    lines: dict[Place, int] = field(default_factory=dict)

    def put(self, words: str) -> None:
        """Write on, the line endings as this text has them."""
        self.text += words.replace("\n", self.ending)

    def note(self, place: Place) -> None:
        """Note that a place begins here, unless it began before."""
        self.lines.setdefault(place, self.text.count("\n") + 1)


@dataclass(frozen=True)
class Item:
    """A value to be written: a scalar, a list or an inline table."""

    scalar: str = ""
    entries: tuple["Item", ...] | None = None
    pairs: tuple[tuple[str, "Item"], ...] | None = None
    gap: str = ""

    def write(self, out: Writer, place: Place) -> None:
        """Write it at this place."""
        if self.entries is not None:
            out.put("[")
            for index, entry in enumerate(self.entries):
                out.put(self.gap)
                out.note((*place, index))
                entry.write(out, (*place, index))
                out.put(",")
            out.put(f"{self.gap}]")
        elif self.pairs is not None:
            out.put("{")
            for index, (name, entry) in enumerate(self.pairs):
                out.put(", " if index else " ")
                out.note((*place, plain(name)))
                out.put(f"{name} = ")
                entry.write(out, (*place, plain(name)))
            out.put(" }")
        else:
            out.put(self.scalar)


GAPS = st.sampled_from([" ", "\n", '\n  # ] remark, "\n\n', "\n\t"])
ITEMS: st.SearchStrategy[Item] = st.recursive(
    st.builds(Item, SCALARS),
    lambda inner: st.one_of(
        st.builds(Item, entries=st.lists(inner, max_size=3).map(tuple), gap=GAPS, pairs=st.none()),
        st.builds(
            Item,
            pairs=st.lists(st.tuples(NAMES, inner), max_size=3, unique_by=lambda p: p[0]).map(
                tuple
            ),
        ),
    ),
    max_leaves=6,
)
PAIRS = st.lists(
    st.tuples(st.lists(NAMES, min_size=1, max_size=2), ITEMS, COMMENTS),
    max_size=3,
    unique_by=lambda pair: pair[0][0],
)


def write_pairs(out: Writer, table: Place, pairs: list[tuple[list[str], Item, str]]) -> None:
    """Key after key, some of them dotted, each with its comment."""
    for names, item, comment in pairs:
        place = table
        for name in names:
            place = (*place, plain(name))
            out.note(place)
        out.put(" . ".join(names) + " = ")
        item.write(out, place)
        out.put(f"{comment}\n")


@st.composite
def texts(draw: st.DrawFn) -> Writer:
    """A whole text: its own keys, then tables, and lists of tables with tables inside."""
    out = Writer(draw(st.sampled_from(["\n", "\r\n"])))
    out.put(draw(st.sampled_from(["", "\n\n", "# head\n"])))
    write_pairs(out, (), draw(PAIRS))
    if draw(st.booleans()):
        out.note(("table",))
        out.put("[ table ] # x\n")
        write_pairs(out, ("table",), draw(PAIRS))
    for index in range(draw(st.integers(0, 3))):
        out.note(("rows",))
        out.note(("rows", index))
        out.put("[[rows]]\n")
        write_pairs(out, ("rows", index), draw(PAIRS))
        for inner in range(draw(st.integers(0, 2))):
            out.note(("rows", index, "in ner"))
            out.note(("rows", index, "in ner", inner))
            out.put('  [[ rows."in ner" ]]\n')
            write_pairs(out, ("rows", index, "in ner", inner), draw(PAIRS))
    return out
