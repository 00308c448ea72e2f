"""Scheme versions: compared as numbers, from left to right."""

import pytest

from desktop.domain.scheme_versions import is_newer


@pytest.mark.parametrize(
    ("version", "other"),
    [
        ("2", "1"),
        ("10", "9"),
        ("2026.1", "2025.9"),
        ("1.1", "1"),
        ("第 2 版", "第 1 版"),
        ("1", ""),
    ],
)
def test_the_newer_has_the_higher_numbers(version: str, other: str) -> None:
    assert is_newer(version, other)
    assert not is_newer(other, version)


@pytest.mark.parametrize("other", ["1", "v1", "01", "1版"])
def test_the_same_numbers_are_no_newer(other: str) -> None:
    assert not is_newer("1", other)
    assert not is_newer(other, "1")


def test_a_version_of_endless_figures_is_compared_all_the_same() -> None:
    assert is_newer("9" * 10_000, "1")
