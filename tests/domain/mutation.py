"""Mutation: data that was right, changed at a random place."""

from typing import Any

from hypothesis import strategies as st

Keys = tuple[str | int, ...]

GARBAGE: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(
        [
            None,
            True,
            False,
            0,
            1,
            -1,
            10**9,
            10**30,
            "",
            " ",
            "x",
            "1",
            "-0.5",
            "90%",
            "1e5",
            "NaN",
            "²",
            "a.b",
            "2022-08-03",
            "𠮷",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["count", "items", "found", "points", "reason", "exempt", "²", ""]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=5,
)


def places(value: object, at: Keys = ()) -> list[Keys]:
    """Every place within plain data, the whole first."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = [*value.items()]
    elif isinstance(value, list):
        inner = [*enumerate(value)]
    return [at, *(place for name, one in inner for place in places(one, (*at, name)))]


def copied(value: Any) -> Any:  # noqa: ANN401  # plain data
    """A copy of a table or a list."""
    return dict(value) if isinstance(value, dict) else list(value)


def replaced(value: Any, at: Keys, new: object) -> Any:  # noqa: ANN401  # plain data
    """A copy with another value at a place."""
    if not at:
        return new
    copy = copied(value)
    copy[at[0]] = replaced(value[at[0]], at[1:], new)
    return copy


def removed(value: Any, at: Keys) -> Any:  # noqa: ANN401  # plain data
    """A copy without what stands at a place."""
    if len(at) > 1:
        return replaced(value, at[:1], removed(value[at[0]], at[1:]))
    copy = copied(value)
    del copy[at[0]]
    return copy


def doubled(value: Any, at: Keys) -> Any:  # noqa: ANN401  # plain data
    """A copy with one entry more: a list's entry twice, or a table's under another name."""
    if len(at) > 1:
        return replaced(value, at[:1], doubled(value[at[0]], at[1:]))
    if isinstance(value, list):
        return [*value, value[int(at[0])]]
    return value | {f"{at[0]}x": value[at[0]]}


@st.composite
def mutations(draw: st.DrawFn, value: Any, times: int = 2) -> Any:  # noqa: ANN401  # plain data
    """The value, changed at one place or a few; the whole itself stays a table."""
    for _ in range(draw(st.integers(1, times))):
        inner = places(value)[1:]
        if inner:
            at = draw(st.sampled_from(inner))
            change = draw(st.sampled_from(["remove", "double", "replace", "replace"]))
            if change == "remove":
                value = removed(value, at)
            elif change == "double":
                value = doubled(value, at)
            else:
                value = replaced(value, at, draw(GARBAGE))
    return value
