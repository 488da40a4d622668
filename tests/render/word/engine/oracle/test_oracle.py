"""Each case is filled by briefgen and by docxtpl: where docxtpl is right both say the same, elsewhere the case says what is right."""

from __future__ import annotations

import docxtpl
import pytest
from jinja2 import TemplateError
from lxml import etree

from tests.render.word.engine.oracle.case import Case, differences
from tests.render.word.engine.oracle.documents import word
from tests.render.word.engine.oracle.part_cases import PART_CASES
from tests.render.word.engine.oracle.reading import BODY, read_document
from tests.render.word.engine.oracle.table_cases import PARAGRAPH_CASES, RUN_CASES, TABLE_CASES
from tests.render.word.engine.oracle.text_cases import TEXT_CASES
from tests.render.word.engine.oracle.word_cases import WORD_CASES

CASES = (*TEXT_CASES, *PARAGRAPH_CASES, *RUN_CASES, *TABLE_CASES, *PART_CASES, *WORD_CASES)
CHECKED = "0.20."  # the docxtpl whose mistakes the cases name; a later one may have mended them


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_filled_document_says(case: Case):
    document = case.fill()
    assert not differences(case, document)
    if not case.docxtpl_does:
        assert read_document(document) == read_document(case.fill_with_docxtpl())


@pytest.mark.skipif(
    not docxtpl.__version__.startswith(CHECKED), reason=f"docxtpl is {docxtpl.__version__}, its mistakes are those of {CHECKED}x"
)
@pytest.mark.parametrize("case", [case for case in CASES if case.docxtpl_does], ids=lambda case: case.name)
def test_docxtpl_is_wrong_where_a_case_says_so(case: Case):
    try:
        wrong = differences(case, case.fill_with_docxtpl())
    except (TemplateError, etree.XMLSyntaxError):
        return
    assert wrong


def test_no_two_cases_have_one_name():
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("says", [["Dear Bo."], ["Dear Ada", "."], [], {BODY: ["Dear Ada."], "word/header1.xml": ["Ada"]}])
def test_a_wrong_word_in_any_part_is_a_difference(says: list[str]):
    case = Case("wrong", lambda: word("Dear {{ name }}."), {"name": "Ada"}, says)
    assert differences(case, case.fill())
