"""What holds for any text: expressions slice back, stand in order, never overlap, and never end before they begin."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefgen.annotate.time import find_timexes
from briefgen.annotate.time.fold import fold
from briefgen.annotate.time.grammar import triggers
from briefgen.annotate.time.scan import _scan_stretch, _stretches, scan
from briefgen.annotate.time.tokens import lexicon, tokenise
from tests.annotate.time.written import article_of

READER_TODAY = date(2025, 8, 26)
WORDS = [*sorted(lexicon()), *(word.capitalize() for word in sorted(lexicon()))]
SIGNS = [*",.;:-–—/()'’“”&+$%#\n", "\n\n", "\u00a0", "\u2009", "\u200b", "\ufeff", "a.m.", "p.m.", "B.C.", "St.", "U.S."]
OTHERS = [*"said will met Okafor troops the Flight Resolution Theresa percent people".split(), "is to", "\U0001f5d3", "é"]
numbers = st.one_of(
    st.integers(0, 99_999).map(str),
    st.integers(1, 9999).map(lambda n: f"{n:04d}"),
    st.integers(1, 40).map(lambda n: f"{n}th"),
    st.tuples(st.integers(0, 30), st.integers(0, 70)).map(lambda t: f"{t[0]}:{t[1]:02d}"),
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 9999)).map(lambda t: f"{t[0]}/{t[1]}/{t[2]}"),
    st.tuples(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99)).map(lambda t: f"{t[0]:04d}-{t[1]:02d}-{t[2]:02d}"),
)
pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.sampled_from(OTHERS), numbers)
dated_texts = st.lists(st.tuples(pieces, st.sampled_from(["", " ", " ", " "])).map("".join), max_size=60).map("".join)
any_texts = st.text(max_size=300)
publications = st.one_of(st.none(), st.dates().map(date.isoformat))
held = settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def check(text: str, published: str | None, language: str = "en") -> None:
    article = article_of(f"x {text}", published=published, language=language)
    stamp, found = find_timexes(article, reference_day=READER_TODAY)
    assert stamp.day
    end = 0
    for timex in found:
        assert timex.span.of(article.text) == timex.text
        assert end <= timex.span.start < timex.span.end
        end = timex.span.end
        assert (timex.first is None) == (timex.last is None)
        assert timex.first is None or timex.last is None or timex.first <= timex.last
        assert timex.value
        assert timex.rule


@held
@given(any_texts, publications)
def test_any_text_gives_ordered_expressions_that_slice_back(text, published):
    check(text, published)


@held
@given(dated_texts, publications)
def test_any_words_of_time_give_ordered_expressions_that_slice_back(text, published):
    check(text, published)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.one_of(any_texts, dated_texts), st.sampled_from(["fr", "de", "es", "hi", "ja"]))
def test_any_text_of_another_language_gives_ordered_expressions_that_slice_back(text, language):
    check(text, "2025-08-20", language)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(dated_texts)
@example("May 1-2, ")
@example("Aug. 3 and 5, 2025 to ")
@example("10:30, noon, the 1990s, ")
def test_a_stretch_that_repeats_itself_is_read_like_any_other(text):
    plain = fold(text.replace("\n", " ") * 60)
    tokens = tokenise(plain, 0, len(plain), triggers())
    if tokens is not None:
        apart = [found for start, end in _stretches(tokens.types) for found in _scan_stretch(tokens, start, end)]
        assert scan(tokens) == apart
