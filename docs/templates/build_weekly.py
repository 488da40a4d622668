"""Builds ``templates/weekly.docx``, the standing brief: ``python -m docs.templates.build_weekly``.

The .docx is this file's product; change it here, run it, and look at a brief made with it before you commit both.
"""

from __future__ import annotations

from pathlib import Path

from docs.templates.look import styles
from docs.templates.parts import block, field, footer, header, line_break, package, paragraph, run, tab, table, twips

MARGIN = 22.0  # mm, left and right of A4: 166 mm of text, as wide as the timeline picture is drawn
WIDTH = 210.0 - 2 * MARGIN
TARGET = Path(__file__).parents[2] / "templates" / "weekly.docx"


def refs(name: str) -> str:
    """The numbers of the sources of ``name``, after a no-break space where there are any."""
    return run(f"{{% if {name}.sources %}}\u00a0{{% endif %}}") + run(f"{{{{r {name}.sources }}}}")


def build() -> bytes:
    """The template's bytes."""
    marking = block("if marking", paragraph("Marking", "{{ marking }}"))
    running = paragraph("Header", "{{ title }}", tab(), "{{ as_of }}")
    foot = paragraph("Footer", "{{ organisation or '' }}", tab(), "Page ", field("PAGE"), " of ", field("NUMPAGES"))
    return package(
        styles=styles(width=twips(WIDTH)),
        body="".join((front(), changes(), itinerary(), issues(), quotes(), background(), people(), gaps(), sources())),
        edges={
            "header default": header(marking, running),
            "header first": header(marking),
            "footer default": footer(foot, marking),
            "footer first": footer(foot, marking),
        },
        title="Weekly brief",
        margin=MARGIN,
    )


def section(condition: str, title: str, *content: str) -> str:
    """A section that goes, heading and all, where ``condition`` is empty."""
    return block(f"if {condition}", paragraph("Heading1", title), *content)


def front() -> str:
    """The title block and the bottom line."""
    return "".join(
        (
            block("if organisation", paragraph("Organisation", "{{ organisation }}")),
            paragraph("Title", "{{ title }}"),
            paragraph(
                "Subtitle",
                "Topic: ",
                run("{{ topic }}", "Strong"),
                "{% if period %}  ·  Period covered: ",
                run("{{ period }}", "Strong"),
                "{% endif %}  ·  Information as of ",
                run("{{ as_of }}", "Strong"),
            ),
            block("if is_empty", paragraph("Normal", "The articles of this period hold nothing on this topic.")),
            section(
                "bottom_line", "Bottom line", block("for line in bottom_line", paragraph("BottomLine", "{{ line.text }}", refs("line")))
            ),
        )
    )


def changes() -> str:
    """What is not as it was in the previous brief."""
    return section(
        "changes",
        "What changed",
        block("for change in changes", paragraph("ListBullet", run("{{ change.label }}: ", "Strong"), "{{ change.text }}", refs("change"))),
    )


def itinerary() -> str:
    """The timeline picture and the table of what is to come."""
    event = "".join(
        (
            paragraph("TableText", run("{{ row.title }}", "Strong")),
            block("if row.part_of", paragraph("TableNote", "Part of: {{ row.part_of }}")),
            block("for former in row.former", paragraph("TableNote", "Earlier report: {{ former.text }}", refs("former"))),
            block("if row.edited", paragraph("TableNote", "Edited: {{ row.edited }}")),
        )
    )
    return section(
        "itinerary",
        "Itinerary",
        block("if timeline", paragraph("Figure", "{{r timeline }}"), paragraph("Caption", "{{ timeline_caption }}")),
        table(
            (("Date", 33), ("Place", 22), ("Event", 51), ("Who", 28), ("Status", 18), ("Sources", 14)),
            "for row in itinerary",
            (
                when("row"),
                paragraph("TableText", "{{ row.place }}"),
                event,
                paragraph("TableText", "{{ row.people }}"),
                paragraph("TableText", "{{ row.status }}"),
                paragraph("TableText", "{{r row.sources }}"),
            ),
            about="Itinerary: events to come",
        ),
        block("if itinerary_note", paragraph("Caption", "{{ itinerary_note }}")),
        paragraph("AfterTable"),
    )


def when(row: str) -> str:
    """The date cell of a table: the day, a sign where it is not stated, the hour."""
    return "".join(
        (
            paragraph("TableText", run(f"{{{{ {row}.when }}}}{{{{ {row}.sign }}}}", "Strong")),
            block(f"if {row}.clock", paragraph("TableNote", f"{{{{ {row}.clock }}}}")),
        )
    )


def issues() -> str:
    """Each issue with its points and who says what on it."""
    voice = paragraph(
        "Voice",
        run("{{ voice.speaker }}", "Strong"),
        run("{% if voice.office %}, {{ voice.office }}{% endif %}: ", "Muted"),
        "{{ voice.words }} ",
        "{{r voice.link }}",
    )
    return section(
        "issues",
        "Key issues",
        block(
            "for issue in issues",
            paragraph("Heading2", "{{ issue.label }}"),
            block("for point in issue.points", paragraph("ListBullet", "{{ point.text }}", refs("point"))),
            block("for voice in issue.voices", voice),
            block("if issue.speakers", paragraph("Voice", run("In these points: ", "Muted"), "{{r issue.speakers }}")),
        ),
    )


def quotes() -> str:
    """Every quote in full."""
    return section(
        "quotes",
        "Quotes",
        block(
            "for quote in quotes",
            paragraph(  # one paragraph: words and speaker are never parted, and the heading above has one to keep to
                "Quote",
                "{{ quote.words }}",
                line_break(),
                run("{{r quote.number }}", "Attribution"),
                run("  ", "Attribution"),
                run("{{ quote.speaker }}", "AttributionName"),
                run("{% if quote.office %}, {{ quote.office }}{% endif %}", "Attribution"),
                run("{% if quote.date %}  ·  {{ quote.date }}{% endif %}", "Attribution"),
                run("{% if quote.edited %}  ·  edited: {{ quote.edited }}{% endif %}", "Attribution"),
                refs("quote"),
            ),
        ),
    )


def background() -> str:
    """What has been, by date."""
    event = "".join(
        (
            paragraph("TableText", "{{ row.title }}"),
            block("if row.people", paragraph("TableNote", "{{ row.people }}")),
            block("if row.edited", paragraph("TableNote", "Edited: {{ row.edited }}")),
        )
    )
    return section(
        "background",
        "Background",
        table(
            (("Date", 36), ("Event", 86), ("Place", 28), ("Sources", 16)),
            "for row in background",
            (when("row"), event, paragraph("TableText", "{{ row.place }}"), paragraph("TableText", "{{r row.sources }}")),
            about="Background: past events",
        ),
        block("if background_note", paragraph("Caption", "{{ background_note }}")),
        paragraph("AfterTable"),
    )


def people() -> str:
    """Who's who."""
    return section(
        "people",
        "Who’s who",
        table(
            (("Name", 48), ("Office", 62), ("Affiliation", 40), ("Sources", 16)),
            "for person in people",
            (
                paragraph("TableText", run("{{ person.name }}", "Strong")),
                paragraph("TableText", "{{ person.role }}"),
                paragraph("TableText", "{{ person.affiliation }}"),
                paragraph("TableText", "{{r person.sources }}"),
            ),
            about="People named in this brief",
        ),
        paragraph("AfterTable"),
    )


def gaps() -> str:
    """What the reports disagree on, what was assumed, what is missing."""
    reading = paragraph("ListBullet", "{{ reading.text }}", refs("reading"))
    return section(
        "has_gaps",
        "Gaps and disagreements",
        block(
            "for conflict in conflicts",
            paragraph("Heading2", "{{ conflict.heading }}"),
            block("for reading in conflict.readings", reading),
        ),
        block(
            "if assumptions",
            paragraph("Heading2", "Assumed"),
            block("for line in assumptions", paragraph("ListBullet", "{{ line.text }}", refs("line"))),
        ),
        block(
            "if skipped",
            paragraph("Heading2", "Could not be read"),
            block("for file in skipped", paragraph("ListBullet", run("{{ file.path }}: ", "Strong"), "{{ file.reason }}")),
        ),
        block("if left_out", paragraph("Heading2", "Left out"), paragraph("Normal", "{{ left_out }}")),
    )


def sources() -> str:
    """The numbered list that every reference links to, and the note on method, which keeps the last of them beside it."""

    def entry(style: str) -> str:
        return paragraph(
            style,
            "{{r source.number }}",
            tab(),
            "{% if source.publisher %}{{ source.publisher }}: {% endif %}",
            "{{r source.headline }}",
            ", {{ source.date }}{% if source.certainty %} ({{ source.certainty }}){% endif %}.",
            run("{% if source.same_text %} Same text: {{ source.same_text }}.{% endif %}", "Muted"),
        )

    entries = block("if not loop.last", entry("Source")), block("if loop.last", entry("LastSource"))
    return section("sources", "Sources", block("for source in sources", *entries)) + paragraph("Method", "{{ method }}")


if __name__ == "__main__":
    TARGET.write_bytes(build())
