"""Builds ``templates/memo.docx``, the brief on one page: ``python -m docs.templates.build_memo``.

How much stands on the page is decided by ``briefgen/render/word/context_memo.py``, which measures it: sizes, spaces and widths here and
there go together, and a test converts full briefs and counts their pages.
"""

from __future__ import annotations

from pathlib import Path

from docs.templates import sections
from docs.templates.look import BLUE, GREY, INK, PALE, RULE, TINT, border, spaced, text
from docs.templates.parts import block, field, footer, header, package, paragraph, picture, run, tab, twips
from docs.templates.sections import KEPT, office_and_day, refs, section
from docs.templates.styles import brief_table, paragraph_style, styles

MARGIN = 20.0  # mm, left and right of A4
WIDTH = 210.0 - 2 * MARGIN
TARGET = Path(__file__).parents[2] / "templates" / "memo.docx"


def build() -> bytes:
    """The template's bytes."""
    marking = block("if marking", paragraph("Marking", "{{ marking }}"))
    foot = paragraph("Footer", "{{ method }}", tab(), "Page ", field("PAGE"), " of ", field("NUMPAGES"))
    return package(
        styles=styles(width=twips(WIDTH), size=9.5, replaced=small()),
        body="".join((front(), bottom_line(), rows(), issues(), quotes(), gaps(), foot_of_page())),
        edges={kind: header(marking) if kind.startswith("header") else footer(foot, marking)
               for kind in ("header default", "header first", "footer default", "footer first")},
        title="Memo",
        margin=MARGIN,
        top=18,
        bottom=17,
    )  # fmt: skip


def small() -> dict[str, str]:
    """The styles that are smaller here than elsewhere."""
    bar = border("top", 4, TINT, 2) + border("left", 24, BLUE, 9) + border("bottom", 4, TINT, 2) + border("right", 4, TINT, 5)
    heading = spaced(before=7, after=3, line=240, keep=True, whole=True, borders=border("bottom", 4, RULE, 2), level=0)
    title = spaced(after=3, line=240, keep=True, whole=True) + text(size=17, bold=True, colour=BLUE)
    voice = spaced(after=3, line=252, whole=True, borders=border("left", 18, PALE, 8), indent='w:left="227"') + text(size=9.5)
    made = (
        ("Title", "Title", title),
        ("Subtitle", "Subtitle", spaced(after=4, line=240, borders=border("bottom", 12, BLUE, 4)) + text(size=9, colour=GREY)),
        ("Heading1", "heading 1", heading + text(size=11, bold=True, colour=BLUE)),
        ("BottomLine", "Bottom Line",
         spaced(after=3, line=264, whole=True, borders=bar, ground=TINT, indent='w:left="227" w:right="113"') + text(size=10)),
        ("ListBullet", "List Bullet", spaced(after=2.5, line=252, numbered=True, indent='w:left="227" w:hanging="227"') + text(size=9.5)),
        ("Quote", "Quote", voice),
        ("Source", "Source", spaced(before=4, line=247) + text(size=7.5, colour=INK)),
        ("Caption", "caption", spaced(before=1, after=2, line=240, keep=True) + text(size=8, colour=GREY)),
        ("LeftOut", "Left Out", spaced(before=4, line=245, borders=border("top", 4, RULE, 4)) + text(size=8, colour=GREY)),
    )  # fmt: skip
    return {name: paragraph_style(name, shown, properties) for name, shown, properties in made} | {"BriefTable": brief_table(padding=40)}


def front() -> str:
    """The title block."""
    return "".join(
        (
            block("if logo", paragraph("Logo", picture("logo"))),
            paragraph("Kicker", f"{{% if organisation %}}{{{{ organisation }}}}{KEPT}{{% endif %}}Memo"),
            paragraph("Title", "{{ title }}"),
            paragraph(
                "Subtitle",
                "Information as of ",
                run("{{ as_of }}", "Strong"),
                f"{{% if period %}}{KEPT}Period covered: {{{{ period }}}}{{% endif %}}{KEPT}Topic: {{{{ topic }}}}",
            ),
            block("if is_empty", paragraph("Normal", "The articles of this period hold nothing on this topic.")),
        )
    )


def bottom_line() -> str:
    """At most four sentences."""
    return sections.bottom_line("memo.bottom_line")


def rows() -> str:
    """At most six events, in one table."""
    return section(
        "memo.rows",
        "Itinerary",
        sections.note("memo.rows_note"),
        sections.events("memo.rows", width=WIDTH, about="Events to come, the most important", date=35, sources=22),
    )


def issues() -> str:
    """At most four issues, a point each."""
    line = paragraph("ListBullet", run("{{ issue.label }}: ", "Strong"), "{{ issue.text }}", refs("issue"))
    return section("memo.issues", "Key issues", block("for issue in memo.issues", line))


def quotes() -> str:
    """One quote a side."""
    line = paragraph(
        "Quote",
        "{{ quote.words }} ",
        run("{{ quote.speaker }}", "Strong"),
        run(office_and_day("quote"), "Muted"),
        refs("quote"),
    )
    return section("memo.quotes", "Who says what", block("for quote in memo.quotes", line))


def gaps() -> str:
    """Where reports disagree."""
    return section("memo.gaps", "Disagreements", block("for gap in memo.gaps", paragraph("ListBullet", "{{ gap.text }}", refs("gap"))))


def foot_of_page() -> str:
    """What is not on the page, and the sources of what is."""
    entry = (
        "{% for source in memo.sources %}",
        "{{r source.number }}",
        "\u00a0{% if source.publisher %}{{ source.publisher }}: {% endif %}",
        "{{r source.headline }}",
        f", {{{{ source.date }}}}{{% if not loop.last %}}{KEPT}{{% endif %}}",
        "{% endfor %}",
    )
    return block("if memo.left_out", paragraph("LeftOut", "{{ memo.left_out }}")) + block(
        "if memo.sources", paragraph("Source", run("Sources: ", "Strong"), *entry)
    )


if __name__ == "__main__":
    TARGET.write_bytes(build())
