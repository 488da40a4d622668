"""Which words stand between quotation marks."""

import pytest

from briefgen.annotate.quotes.marks import find_marked
from tests.articles import make_article


def inner_of(text: str) -> list[str]:
    article = make_article(text)
    return [m.inner.of(article.text).strip() for m in find_marked(article.text, article.blocks)]


STYLES = [
    ('"We go," he said.', ["We go,"]),
    ("“We go,” he said. “Now.”", ["We go,", "Now."]),
    ("'They can't stay,' she said, 'but they shouldn't hurry.'", ["They can't stay,", "but they shouldn't hurry."]),
    ("‘It’s the farmers’ land and it’s dry,’ she said.", ["It’s the farmers’ land and it’s dry,"]),
    ("« Nous partons », said the envoy.", ["Nous partons"]),
    ("„Wir gehen“, said the envoy.", ["Wir gehen"]),
    ("`` We are ready , '' Lee said .", ["We are ready ,"]),
    ("“He called it ‘odd’ again,” she said.", ["He called it ‘odd’ again,"]),
    ('"The collapse is near. We will be ready.” He left.', ["The collapse is near. We will be ready."]),
]


@pytest.mark.parametrize(("text", "inner"), STYLES)
def test_each_style_of_marks_is_read(text, inner):
    assert inner_of(text) == inner


NONE = [
    "The bosses' pay rose in the '90s.",
    "It's the farmers' land and it's dry.",
    "Rock 'n' roll isn't dead.",
    'A 27" screen hung there.',
]


@pytest.mark.parametrize("text", NONE)
def test_apostrophes_and_inches_open_nothing(text):
    assert inner_of(text) == []


def test_an_odd_mark_hurts_only_itself():
    assert inner_of('"Doors open," Lee said. A 27" screen hung there. "Come in," he said.') == ["Doors open,", "Come in,"]


def test_a_mark_that_stays_open_goes_on_in_the_next_paragraph():
    text = "“One well is dry.\n\n“The other will be soon,” she said."
    article = make_article(text)
    first, second = find_marked(article.text, article.blocks)
    assert first.goes_on
    assert second.goes_back
