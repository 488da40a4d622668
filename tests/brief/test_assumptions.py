"""What had to be assumed is said once for all articles of which it holds."""

from __future__ import annotations

from briefgen.brief.assumptions import find_assumptions
from briefgen.brief.relevance import find_scope
from briefgen.config import Topic
from briefgen.merge import merge
from tests.articles import annotated

FJORD = Topic("fjord", "The Fjord Group", ("Fjord Group",))


def texts_of(*titles: str) -> list[tuple[str, int]]:
    found = [
        annotated(f"The Fjord Group set quotas for {what}. It will meet again.", id_=f"a{n}", published=None, title=what.title())
        for n, what in enumerate(titles)
    ]
    return [(line.text, len(line.evidence)) for line in find_assumptions(find_scope(merge(found), FJORD), FJORD, "en-GB")]


def test_articles_of_the_same_assumed_date_share_a_line():
    ((text, evidence),) = texts_of("herring", "cod", "halibut")
    assert text.startswith("Herring; Cod; Halibut: their dates, 28\u00a0August 2025, are assumed: ")
    assert evidence == 3


def test_a_single_article_is_told_as_one():
    ((text, evidence),) = texts_of("herring")
    assert text.startswith("Herring: its date, 28\u00a0August 2025, is assumed: ")
    assert evidence == 1
