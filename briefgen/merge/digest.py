"""What the merge needs of an article beside its annotations and can make without the others: made where it was annotated, and kept."""

from __future__ import annotations

from briefgen.merge.copies import sign_text
from briefgen.merge.issues.phrases import list_phrases
from briefgen.model import Annotated, Digest


def digest(one: Annotated) -> Digest:
    """The digest of an article."""
    return Digest(sign_text(one.article.text), list_phrases(one))
