"""The document around a brief: what it says of itself, and what it is."""

from __future__ import annotations

import pytest

from briefgen.verify import Seal
from briefgen.verify.seal import check_seal

AS_MADE = ("a" * 64, ("Title", "The talks resume."))


def seal(now: tuple[str, ...], *, then: tuple[str, ...] | None = AS_MADE[1], stated: str | None = "h", actual: str = "x") -> Seal:
    """A document that was saved again, with the words ``now``."""
    return Seal(AS_MADE[0], actual, then, now, ("Box",), ("Box",), stated, "h", ("Page",), ("Page",))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (seal(("anything",), actual=AS_MADE[0]), []),  # the bytes are those that were made
        (seal(AS_MADE[1]), ["note: the document was saved again; its words are unchanged"]),
        (seal(("Title", "The talks ended.")), ["paragraph 2: reads “The talks ended.”; was “The talks resume.”"]),
        (seal(("Title",)), ["before paragraph 2: gone: “The talks resume.”"]),
        (seal((), then=None), ["the document was changed after it was made, and does not say where"]),
        (
            seal(AS_MADE[1], stated="other", actual=AS_MADE[0]),
            ["the brief's data inside the document were changed after it was made; make it again"],
        ),
        (
            seal(AS_MADE[1], stated=None, actual=AS_MADE[0]),
            ["note: the proof names no hash of itself: an earlier briefgen made it, or somebody took it out"],
        ),
    ],
)
def test_a_document_says_what_was_done_to_it(given: Seal, expected: list[str]):
    assert [f"{'note: ' if f.severity == 'note' else ''}{f}" for f in check_seal(given)] == expected


def test_two_long_paragraphs_that_differ_late_are_shown_where_they_differ():
    long = "word " * 60
    (finding,) = check_seal(seal((f"{long}15 May",), then=(f"{long}14 May",)))
    assert "15 May”; was “…" in finding.problem
    assert finding.problem.endswith("14 May”")


def test_words_at_the_margin_and_in_boxes_have_no_number():
    changed = Seal(AS_MADE[0], "x", AS_MADE[1], AS_MADE[1], ("Box",), ("Bax",), "h", "h", ("Page",), ())
    assert [str(f) for f in check_seal(changed)] == [
        "in a header, footer or note: gone: “Page”",
        "in a picture or text box: gone: “Box”",
        "in a picture or text box: added: “Bax”",
    ]
