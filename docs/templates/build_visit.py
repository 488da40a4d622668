"""Builds ``templates/visit.docx``, the book of a visit: ``python -m docs.templates.build_visit``.

What only the reader's own office knows (objectives, points to make, its own line to the press) is left as marked blanks; a tool that
arranges what articles say has no business filling them.
"""

from __future__ import annotations

from pathlib import Path

from docs.templates import sections
from docs.templates.look import BLUE, GREY, INK, PALE, border, spaced, style, text
from docs.templates.parts import blank, block, contents, package, paragraph, picture, run, table, twips
from docs.templates.sections import KEPT, office_and_day, refs, section
from docs.templates.styles import CHARACTER, paragraph_style, styles

MARGIN = 22.0  # mm, left and right of A4
WIDTH = 210.0 - 2 * MARGIN
TARGET = Path(__file__).parents[2] / "templates" / "visit.docx"


def build() -> bytes:
    """The template's bytes."""
    body = (
        cover(),
        objectives(),
        programme(),
        scene(),
        issues(),
        press(),
        sections.quotes("Words in full"),
        sections.people(width=WIDTH, title="Biographies"),
        sections.gaps(),
        sections.sources(),
    )
    return package(
        styles=styles(width=twips(WIDTH), replaced=own_styles()),
        body="".join(body),
        edges=sections.edges(),
        title="Visit book",
        margin=MARGIN,
    )


def own_styles() -> dict[str, str]:
    """The cover, the contents, the blanks, the sides."""
    width = twips(WIDTH)
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    frame = "".join(border(side, 6, PALE, 5) for side in ("top", "left", "bottom", "right"))
    title = spaced(before=4, after=8, line=240, keep=True, whole=True) + text(size=30, bold=True, colour=BLUE)
    heading = spaced(before=22, after=7, line=240, keep=True, whole=True, borders=border("bottom", 6, BLUE, 4), level=0)
    contents_1 = f'<w:pPr>{dots}<w:spacing w:before="100" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>{text(size=10)}'
    contents_2 = (
        f'<w:pPr>{dots}<w:spacing w:before="0" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:left="284"/></w:pPr>'
        f"{text(size=9, colour=GREY)}"
    )
    fill = spaced(before=4, after=8, line=252, whole=True, borders=frame, indent='w:left="113" w:right="113"')
    made = (
        ("Title", "Title", title, 10),
        ("Subtitle", "Subtitle", spaced(after=3, line=252, keep=True) + text(size=11, colour=GREY), 11),
        ("CoverRule", "Cover Rule", spaced(before=4, after=10, line=240, borders=border("bottom", 24, BLUE, 1)) + text(size=4), 11),
        ("Heading1", "heading 1", heading + text(size=17, bold=True, colour=BLUE), 9),
        ("Heading2", "heading 2",
         spaced(before=13, after=4, line=240, keep=True, whole=True, level=1) + text(size=11.5, bold=True, colour=INK), 9),
        ("ContentsHead", "Contents Head", spaced(before=12, after=2, line=240, keep=True) + text(size=13, bold=True, colour=BLUE), 39),
        ("TOC1", "toc 1", contents_1, 39),
        ("TOC2", "toc 2", contents_2, 39),
        ("Running", "Running", spaced(after=4, line=245, keep=True) + text(size=9, italic=True, colour=GREY), 20),
        ("Side", "Side", spaced(before=6, after=2, line=240, keep=True) + text(size=9, bold=True, colour=BLUE, caps=True, spacing=12), 20),
        ("BlankHead", "Blank Head", spaced(before=8, after=3, line=240, keep=True) + text(size=9.5, bold=True, colour=INK), 20),
        ("FillIn", "Fill In", fill, 20),
        ("Voice", "Voice",
         spaced(after=5, line=259, whole=True, borders=border("left", 12, PALE, 8), indent='w:left="227"') + text(size=9.5), 20),
        ("Hour", "Hour", spaced(line=252) + text(size=9, bold=True, colour=INK), 20),
    )  # fmt: skip
    blanks = text(italic=True, colour=GREY)
    own = {name: paragraph_style(name, shown, properties, priority=priority) for name, shown, properties, priority in made}
    return own | {"PlaceholderText": style("character", "PlaceholderText", "Placeholder Text", blanks, based=CHARACTER, priority=99)}


def cover() -> str:
    """Whose book it is, of what, as of when; what it holds."""
    return "".join(
        (
            block("if logo", paragraph("Logo", picture("logo"))),
            paragraph("Kicker", f"{{% if organisation %}}{{{{ organisation }}}}{KEPT}{{% endif %}}Visit book"),
            paragraph("Title", "{{ title }}"),
            block("if period", paragraph("Subtitle", "From reports of ", run("{{ period }}", "Strong"))),
            paragraph("Subtitle", "Information as of ", run("{{ as_of }}", "Strong")),
            paragraph("CoverRule", "\u00a0"),
            block("if is_empty", paragraph("Normal", "The articles of this period hold nothing on this topic.")),
            paragraph("ContentsHead", "Contents"),
            contents(),
        )
    )


def objectives() -> str:
    """What the visit is for: a blank."""
    return paragraph("Heading1", "Objectives") + blank("what the visit is to achieve") + blank("what is to be avoided")


def programme() -> str:
    """Day by day; what has no day, and what goes over several."""
    hour = (
        block("if row.clock", paragraph("Hour", "{{ row.clock }}"))
        + block("if not row.clock", paragraph("TableText", run("hour not stated", "Muted")))
        + block("if row.certainty", paragraph("TableNote", "{{ row.certainty }}"))
    )
    cells = (hour, sections.event("row"), paragraph("TableText", "{{ row.status }}"), paragraph("TableText", "{{r row.sources }}"))
    columns = (("Time", 30), ("Event", WIDTH - 68), ("Status", 20), ("Sources", 18))
    day = table(columns, "for row in day.rows", cells, about="Programme of the day") + paragraph("AfterTable")
    return section(
        "itinerary",
        "Programme",
        sections.timeline(),
        sections.note("itinerary_note"),
        section("periods", "Over several days", sections.events("periods", width=WIDTH, about="Events of several days"), style="Heading2"),
        block(
            "for day in days",
            paragraph("Heading2", "{{ day.date }}"),
            block("if day.running", paragraph("Running", "Goes on: {{ day.running }}")),
            day,
        ),
        section("undated", "Without a day", sections.events("undated", width=WIDTH, about="Events without a day"), style="Heading2"),
        new_page=True,
    )


def scene() -> str:
    """Where things stand, what changed, how it came to this."""
    return section(
        "bottom_line or changes or background",
        "Scene-setter",
        sections.bottom_line(title="Where things stand", style="Heading2"),
        sections.changes(style="Heading2"),
        sections.background(width=WIDTH, title="How it came to this", style="Heading2"),
    )


def issues() -> str:
    """Each issue: its points, each side's words, a blank for one's own."""
    voice = paragraph(
        "Voice",
        "{{ voice.words }} ",
        run("{{ voice.speaker }}", "Strong"),
        run(f"{office_and_day('voice')} ", "Muted"),
        "{{r voice.link }}",
        refs("voice"),
        keep=True,
    )
    return section(
        "issues",
        "Key issues",
        block(
            "for issue in issues",
            paragraph("Heading2", "{{ issue.label }}"),
            sections.issue_points(keep_last=True),
            block(
                "for side in issue.sides",
                block("if side.name or not loop.first", paragraph("Side", "{{ side.name or 'Others' }}")),
                block("for voice in side.voices", voice),
            ),
            paragraph("BlankHead", "Points to make"),
            blank("points to make on this issue"),
        ),
    )


def press() -> str:
    """What each side has said, which the press will quote, and a blank for one's own line."""
    line = paragraph(
        "Voice",
        "{{ one.words }} ",
        run("{{ one.speaker }}", "Strong"),
        run(f"{office_and_day('one')} ", "Muted"),
        "{{r one.link }}",
        refs("one"),
    )
    return (
        paragraph("Heading1", "Press line")
        + section("press_lines", "On record, a line a side", block("for one in press_lines", line), style="Heading2")
        + paragraph("Heading2", "Our line")
        + blank("what we say")
        + blank("if asked")
    )


if __name__ == "__main__":
    TARGET.write_bytes(build())
