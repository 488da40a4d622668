"""Builds ``templates/weekly.docx``, the standing brief: ``python -m docs.templates.build_weekly``.

The .docx is this file's product; change it here, run it, and look at a brief made with it before you commit both.
"""

from __future__ import annotations

from pathlib import Path

from docs.templates import sections
from docs.templates.parts import block, package, paragraph, run, twips
from docs.templates.sections import refs, section
from docs.templates.styles import styles

MARGIN = 22.0  # mm, left and right of A4: 166 mm of text, as wide as the timeline picture is drawn
WIDTH = 210.0 - 2 * MARGIN
WHOLE_ISSUES = 5  # with their points; of the others the labels, so that the brief stays within four pages
TARGET = Path(__file__).parents[2] / "templates" / "weekly.docx"


def build() -> bytes:
    """The template's bytes."""
    body = (
        sections.front("Weekly brief"),
        sections.bottom_line(),
        sections.changes(),
        itinerary(),
        issues(),
        sections.quotes(),
        sections.background(width=WIDTH),
        sections.people(width=WIDTH),
        sections.gaps(),
        sections.sources(),
    )
    return package(
        styles=styles(width=twips(WIDTH)),
        body="".join(body),
        edges=sections.edges(),
        title="Weekly brief",
        margin=MARGIN,
        top=18,
        bottom=18,
    )


def itinerary() -> str:
    """The timeline picture and the table of what is to come."""
    return section(
        "itinerary",
        "Itinerary",
        sections.timeline(),
        sections.note("itinerary_note"),
        sections.events("itinerary", width=WIDTH, about="Itinerary: events to come"),
    )


def issues() -> str:
    """The first issues with their points and who says what on them; the others by name."""
    voice = paragraph(
        "Voice",
        run("{{ voice.speaker }}", "Strong"),
        run("{% if voice.office %}, {{ voice.office }}{% endif %}: ", "Muted"),
        "{{ voice.words }} ",
        "{{r voice.link }}",
    )
    others = paragraph(
        "Normal",
        run("Also in the articles: ", "Strong"),
        f"{{% for issue in issues[{WHOLE_ISSUES}:] %}}{{{{ issue.label }}}}",
        "{% for point in issue.points[:1] %}",
        refs("point"),
        "{% endfor %}{% if not loop.last %}; {% endif %}{% endfor %}",
    )
    return section(
        "issues",
        "Key issues",
        block(
            f"for issue in issues[:{WHOLE_ISSUES}]",
            paragraph("Heading2", "{{ issue.label }}"),
            sections.issue_points(),
            block("for voice in issue.voices", voice),
            block("if issue.speakers", paragraph("Voice", run("In these points: ", "Muted"), "{{r issue.speakers }}")),
        ),
        block(f"if issues[{WHOLE_ISSUES}:]", others),
    )


if __name__ == "__main__":
    TARGET.write_bytes(build())
