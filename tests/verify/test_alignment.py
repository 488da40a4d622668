"""Two versions of a document, paragraph by paragraph."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.verify.alignment import Difference, find_differences

LONG = "the ministers meet in Lisse on"


def differences(then: str, now: str) -> list[tuple[int | None, int | None]]:
    """The differences between paragraphs written with ``/`` between them."""
    return [(d.old, d.new) for d in find_differences(then.split("/") if then else [], now.split("/") if now else [])]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ("a/b/c", "a/b/c", []),
        ("", "", []),
        ("a/b/c", "a/x/c", [(1, 1)]),
        ("a/b/c", "a/c", [(1, None)]),
        ("a/c", "a/b/c", [(None, 1)]),
        ("", "a", [(None, 0)]),
        ("a", "", [(0, None)]),
        ("a/a/a", "a/a", [(2, None)]),
        ("x/a/b/c", "a/b/c/x", [(0, None), (None, 3)]),
        (f"a/{LONG} 14 May/c", f"a/new/{LONG} 15 May/c", [(None, 1), (1, 2)]),  # not "new" for the line of the 14th
        (f"a/{LONG} 14 May/old/c", f"a/{LONG} 15 May/c", [(1, 1), (2, None)]),
        ("a/one/two/c", "a/three/c", [(1, 1), (2, None)]),
    ],
)
def test_a_paragraph_is_new_gone_or_another(then: str, now: str, expected: list[tuple[int | None, int | None]]):
    assert differences(then, now) == expected


def test_what_is_gone_says_where_it_would_stand():
    assert list(find_differences(["a", "b", "c"], ["a", "c"])) == [Difference(1, None, 1)]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abcd")))
def test_without_the_differences_both_sides_are_the_same(then: list[str], now: list[str]):
    found = list(find_differences(then, now))
    old, new = ({d.old for d in found}, {d.new for d in found})
    assert [w for n, w in enumerate(then) if n not in old] == [w for n, w in enumerate(now) if n not in new]
    assert bool(found) == (then != now)
    assert [d.at for d in found] == sorted(d.at for d in found)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (["x", *map(str, range(2000))], [("x" if n % 2 else str(n)) for n in range(5000)]),
        (["x", "1"] * 20_000, ["1", "x"] * 20_000),
        (["x"] * 40_000, ["x"] * 39_999),
        ([str(n) for n in range(40_000)], [str(n) for n in reversed(range(40_000))]),
        (["a b c d"] * 3_000, ["a b x y"] * 3_000),
    ],
)
def test_no_document_keeps_the_comparison_for_long(then: list[str], now: list[str]):
    began = perf_counter()
    assert list(find_differences(then, now))
    assert perf_counter() - began < 10  # difflib takes minutes over the first of these
