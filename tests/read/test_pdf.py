"""PDF files: printed by a word processor and a browser, set in columns, broken, locked, scanned."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from briefgen.errors import ReadError
from briefgen.model import Limits, Source
from briefgen.read import pdf
from briefgen.read.flate import refuse_bombs
from briefgen.read.hyphens import find_splits, join_halves
from briefgen.read.layout import Line, Piece, join_lines, order_pages
from tests.read.samples import BODY, TEXT, TITLE, as_docx, as_pdf, found_in, found_in_plain, read_sample

MAKERS = ["writer", "browser", "columns"]
HEIGHT = 792  # points of a page of US letter


def draw(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, title: str = "", trailer: str = "", rotate: int = 0) -> bytes:
    """A PDF of lines, each with its left edge, its foot, the size of its letters and its text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", f"<< /Title ({title}) >>"]
    for lines in pages:
        body = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, size, text in lines)
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 {HEIGHT}] /Rotate {rotate} /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    kids = " ".join(f"{number} 0 R" for number in range(6, len(objects) + 1, 2))
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{written}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def set_lines(*texts: str, top: float = 700, size: float = 11, left: float = 72) -> list[tuple[float, float, float, str]]:
    return [(left, top - 14 * at, size, text) for at, text in enumerate(texts)]


FULL = "The ministers of the two coastal states met in the old customs house of the port and went on"
REST = "with their talks until midnight."


@pytest.mark.parametrize("maker", MAKERS)
def test_a_pdf_has_the_text_of_the_story_line_by_line(maker: str):
    assert read_sample("pdf", as_pdf(maker)).text == TEXT


@pytest.mark.parametrize("maker", MAKERS)
def test_a_pdf_gives_the_rows_quotes_and_dates_of_the_plain_text(maker: str):
    assert found_in("pdf", as_pdf(maker)) == found_in_plain()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_a_pdf_that_libreoffice_makes_now_has_the_text_too(tmp_path: Path):
    (tmp_path / "story.docx").write_bytes(as_docx())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "story.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    assert read_sample("pdf", (tmp_path / "story.pdf").read_bytes()).text == TEXT


@pytest.mark.parametrize("maker", ["writer", "columns"])
def test_each_block_names_the_page_on_which_it_begins(maker: str):
    article = read_sample("pdf", as_pdf(maker))
    places = [block.place for block in article.blocks]
    assert set(places) == {"page 1", "page 2"}
    assert places == sorted(places, key=str)
    assert article.blocks[-1].place == "page 2"


def test_the_stretches_of_the_pages_cover_the_text():
    text = as_pdf("columns")
    draft = pdf.read_pdf(Source("a", "a", "pdf", text, ""))
    assert [place for _, place in draft.places] == ["page 1", "page 2"]
    assert (draft.places[0][0].start, draft.places[-1][0].end) == (0, len(draft.text))
    assert draft.places[0][0].end == draft.places[1][0].start
    assert draft.places[1][0].of(draft.text).startswith("not yet decided")


def test_the_date_of_printing_is_no_date_of_publication():
    assert b"CreationDate" in as_pdf("columns")
    stamp = read_sample("pdf", as_pdf("columns")).published
    assert stamp is not None
    assert (stamp.value, stamp.found_in) == ("2025-08-26", "dateline")
    assert read_sample("pdf", draw([set_lines(FULL, REST)])).published is None


@pytest.mark.parametrize(
    ("own", "title"),
    [
        ("A pier for Port Arden", "A pier for Port Arden"),
        ("Microsoft Word - pier.docx", None),
        ("untitled", None),
        ("pier-final.indd", None),
        ("", None),
    ],
)
def test_a_title_that_is_the_name_of_a_file_is_none(own: str, title: str | None):
    assert read_sample("pdf", draw([set_lines(FULL, REST)], title=own)).title == title


def test_running_heads_and_page_numbers_are_left_out():
    def sheet(number: int) -> list[tuple[float, float, float, str]]:
        head, foot = (72.0, 750.0, 9.0, "Harbour Gazette, 26 August 2025"), (300.0, 40.0, 9.0, f"Page {number} of 3")
        return [head, *set_lines(bodies[number - 1]), foot]

    bodies = ["The talks began in the port.", "They went on at sea.", "Nothing came of them."]
    assert read_sample("pdf", draw([sheet(n) for n in (1, 2, 3)])).text.split("\n") == bodies


def test_a_paragraph_that_runs_over_the_end_of_a_page_is_one():
    article = read_sample("pdf", draw([set_lines(FULL, FULL), set_lines(REST, "They meet again on Friday.")]))
    assert article.text.split("\n") == [f"{FULL} {FULL} {REST}", "They meet again on Friday."]


def test_a_page_turned_sideways_is_read_upright():
    assert read_sample("pdf", draw([set_lines(FULL, REST)], rotate=90)).text == f"{FULL} {REST}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no PDF file, or a damaged one"),
        (b"The talks began.", "is no PDF file, or a damaged one"),
        (as_pdf("writer")[:900], "is no PDF file, or a damaged one"),
        (draw([[]]), "is a scan without a text layer; run text recognition"),
        (draw([set_lines("12")]), "holds no text beside page numbers"),
        (draw([[]] * (pdf.MAX_PAGES + 1)), "has more than 2000 pages"),
        (draw([set_lines(FULL)], trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
              f" /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"), "is protected by a password"),
    ],
    ids=["empty", "text", "cut", "scan", "numbers", "pages", "password"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str):
    with pytest.raises(ReadError, match=reason):
        read_sample("pdf", data)


def test_a_file_with_more_text_than_an_article_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "Limits", lambda: Limits(article_bytes=150))
    with pytest.raises(ReadError, match="more text than one article may"):
        read_sample("pdf", draw([set_lines(FULL), set_lines(FULL)]))


def test_a_damaged_stretch_of_a_file_ends_in_a_text_or_in_one_line():
    good = as_pdf("browser")
    for at in range(200, len(good), 9000):
        with suppress(ReadError):
            assert read_sample("pdf", good[:at] + b"\xff\x00" * 40 + good[at + 80 :]).text


def pieces(*rows: tuple[str, float, float, float], size: float = 10) -> list[Piece]:
    return [Piece(text, left, left + width, foot, size) for text, left, width, foot in rows]


def test_two_columns_under_a_headline_are_read_one_after_the_other():
    left = [(f"left {n}", 50.0, 200.0, 700.0 - 12 * n) for n in range(6)]
    right = [(f"right {n}", 270.0, 200.0, 700.0 - 12 * n) for n in range(6)]
    mixed = [row for pair in zip(left, right) for row in pair]
    lines = order_pages([pieces(("headline", 50, 420, 730), *mixed)])
    assert [line.text for line in lines] == ["headline", *(row[0] for row in left), *(row[0] for row in right)]


def test_three_columns_are_read_one_after_the_other():
    rows = [(f"{name} {n}", at, 140.0, 700.0 - 12 * n) for n in range(5) for name, at in (("a", 50.0), ("b", 210.0), ("c", 370.0))]
    assert [line.text for line in order_pages([pieces(*rows)])] == [f"{name} {n}" for name in "abc" for n in range(5)]


def test_the_cells_of_a_table_stay_on_their_row():
    rows = [(text, at, 30.0, 700.0 - 12 * n) for n in range(6) for text, at in ((f"2{n}", 50.0), ("nine", 300.0), ("ten", 450.0))]
    assert [line.text for line in order_pages([pieces(*rows)])][:2] == ["20 nine ten", "21 nine ten"]


def lines_of(*rows: tuple[str, float, float, float]) -> list[Line]:
    return order_pages([pieces(*rows)])


@pytest.mark.parametrize(
    ("rows", "paragraphs"),
    [
        ([("The talks began on", 50, 200, 700), ("Monday.", 50, 60, 688), ("They end today at", 50, 200, 676)], 2),
        ([("The talks began on", 50, 200, 700), ("Monday and end here.", 50, 200, 688), ("They were long.", 62, 188, 676)], 2),
        ([("The talks began on", 50, 200, 700), ("Monday and end here.", 50, 200, 688), ("They were long.", 50, 200, 676)], 1),
        ([("The talks began on", 50, 200, 700), ("Monday and end here.", 50, 200, 688), ("They were long.", 50, 200, 668)], 2),
        ([("• the talks began on", 50, 200, 700), ("Monday and go on", 62, 188, 688), ("• the sea is high.", 50, 180, 676)], 2),
    ],
    ids=["short line", "indented", "one paragraph", "gap", "list"],
)
def test_a_paragraph_ends_where_a_reader_sees_it_end(rows: list[tuple[str, float, float, float]], paragraphs: int):
    assert len(list(join_lines(lines_of(*rows), is_split=lambda one, two: True))) == paragraphs


@pytest.mark.parametrize(
    ("line", "more", "joined"),
    [
        ("the fisheries min-", "ister said", "the fisheries minister said"),
        ("a well-", "prepared proposal", "a well-prepared proposal"),
        ("the Anglo-", "American war", "the Anglo-American war"),
        ("the rep\u2010", "lies came", "the replies came"),
        ("the har\u00adbour\u00ad", "master left", "the har\u00adbourmaster left"),
        ("they left -", "and came back", "they left - and came back"),
        ("in 2025-", "26 it rose", "in 2025-26 it rose"),
        ("an Arden-", "bound ship", "an Arden-bound ship"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_where_it_parts_a_word(line: str, more: str, joined: str):
    kept, between = join_halves(line, more, find_splits([line, more, "an Arden-bound ferry"]))
    assert kept + between + more == joined


def test_the_headline_of_a_pdf_is_its_title():
    article = read_sample("pdf", as_pdf("browser"))
    assert article.title == TITLE
    assert article.blocks[0].kind == "headline"
    assert BODY.startswith(article.blocks[1].span.of(article.text))


def test_a_short_last_page_has_the_columns_of_the_page_before_it():
    full = [(f"{side} {n}", at, 200.0, 700.0 - 12 * n) for n in range(6) for side, at in (("left", 50.0), ("right", 270.0))]
    last = [("left last", 50.0, 200.0, 700.0), ("right last", 270.0, 80.0, 700.0)]
    assert [line.text for line in order_pages([pieces(*full), pieces(*last)])][-2:] == ["left last", "right last"]


@pytest.mark.parametrize("times", [1, 2])
def test_a_page_that_unpacks_to_more_than_any_has_is_refused(times: int):
    packed = b"(x) Tj " * 6_000_000
    for _ in range(times):
        packed = zlib.compress(packed, 1)
    head = b"%PDF-1.4\n4 0 obj<</Filter[" + b"/FlateDecode" * times + b"]/Length " + str(len(packed)).encode() + b">>stream\n"
    with pytest.raises(ReadError, match="unpacks to more than any has"):
        refuse_bombs(head + packed + b"\nendstream endobj\n")
    refuse_bombs(head.replace(b"<<", b"<</Subtype/Image") + packed + b"\nendstream endobj\n")
