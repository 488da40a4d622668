"""The sections that the templates share; each goes, heading and all, where it has nothing to say."""

from __future__ import annotations

from docs.templates.parts import block, field, footer, header, line_break, paragraph, picture, run, tab, table

KEPT, WIDE = "\u00a0· ", "  ·  "  # between two facts of one line


def refs(name: str) -> str:
    """The numbers of the sources of ``name``, after a no-break space where there are any."""
    return run(f"{{% if {name}.sources %}}\u00a0{{% endif %}}") + run(f"{{{{r {name}.sources }}}}")


def section(condition: str, title: str, *content: str, style: str = "Heading1", new_page: bool = False) -> str:
    """A section that goes, heading and all, where ``condition`` is empty."""
    return block(f"if {condition}", paragraph(style, title, new_page=new_page), *content)


def edges() -> dict[str, str]:
    """Headers and footers: the marking on every page, the title from the second page on, the number of each page."""
    marking = block("if marking", paragraph("Marking", "{{ marking }}"))
    running = paragraph("Header", "{{ title }}", tab(), "{{ as_of }}")
    foot = paragraph("Footer", "{{ organisation or '' }}", tab(), "Page ", field("PAGE"), " of ", field("NUMPAGES"))
    return {
        "header default": header(marking, running),
        "header first": header(marking),
        "footer default": footer(foot, marking),
        "footer first": footer(foot, marking),
    }


def front(kind: str) -> str:
    """The title block; ``kind`` is what the document is: ``Weekly brief``."""
    return "".join(
        (
            block("if logo", paragraph("Logo", picture("logo"))),
            paragraph("Kicker", f"{{% if organisation %}}{{{{ organisation }}}}{KEPT}{{% endif %}}{kind}"),
            paragraph("Title", "{{ title }}"),
            paragraph(
                "Subtitle",
                "Topic: ",
                run("{{ topic }}", "Strong"),
                f"{{% if period %}}{WIDE}Period covered: ",
                run("{{ period }}", "Strong"),
                f"{{% endif %}}{WIDE}Information as of ",
                run("{{ as_of }}", "Strong"),
            ),
            block("if is_empty", paragraph("Normal", "The articles of this period hold nothing on this topic.")),
        )
    )


def bottom_line(name: str = "bottom_line", title: str = "Bottom line", style: str = "Heading1") -> str:
    """Two to four sentences on a ground of their own, which stay on one page."""
    all_but_last, last = (paragraph("BottomLine", "{{ line.text }}", refs("line"), keep=keep) for keep in (True, False))
    lines = block("if not loop.last", all_but_last) + block("if loop.last", last)
    return section(name, title, block(f"for line in {name}", lines), style=style)


def changes(style: str = "Heading1") -> str:
    """What is not as it was in the previous brief."""
    line = paragraph("ListBullet", run("{{ change.label }}: ", "Strong"), "{{ change.text }}", refs("change"))
    return section("changes", "What changed", block("for change in changes", line), style=style)


def timeline() -> str:
    """The picture of what is to come, with its line."""
    return block("if timeline", paragraph("PictureLine", picture("timeline")), paragraph("Caption", "{{ timeline_caption }}"))


def event(row: str, *, strong: bool = True) -> str:
    """The cell of an event: what, where and who, what it belongs to, what it was before."""
    named = f"{{% if {row}.place and {row}.people %}}{KEPT}{{% endif %}}{{{{ {row}.people }}}}"
    before = f"{{% if {row}.place or {row}.people %}}{KEPT}{{% endif %}}"
    whole = f"{{% if {row}.part_of %}}{before}part of: {{{{ {row}.part_of }}}}{{% endif %}}"
    around = paragraph("TableNote", f"{{{{ {row}.place or '' }}}}{named}{whole}")
    return "".join(
        (
            paragraph("TableText", run(f"{{{{ {row}.title }}}}", "Strong" if strong else "")),
            block(f"if {row}.place or {row}.people or {row}.part_of", around),
            block(f"for former in {row}.former", paragraph("TableNote", "Earlier report: {{ former.text }}", refs("former"))),
            block(f"if {row}.edited", paragraph("TableNote", f"Edited: {{{{ {row}.edited }}}}")),
        )
    )


def when(row: str) -> str:
    """The date cell of a table: the day, a sign where it is not stated, the hour."""
    return "".join(
        (
            paragraph("TableText", run(f"{{{{ {row}.when }}}}{{{{ {row}.sign }}}}", "Strong")),
            block(f"if {row}.clock", paragraph("TableNote", f"{{{{ {row}.clock }}}}")),
        )
    )


def note(name: str) -> str:
    """What the signs in a table mean. It stands above the table, which holds to it in every program, as no table holds to what follows."""
    return block(f"if {name}", paragraph("Caption", f"{{{{ {name} }}}}"))


def events(rows: str, *, width: float, about: str, date: float = 36, sources: float = 18) -> str:
    """A table of events to come."""
    columns = (("Date", date), ("Event", width - date - 20 - sources), ("Status", 20), ("Sources", sources))
    cells = (when("row"), event("row"), paragraph("TableText", "{{ row.status }}"), paragraph("TableText", "{{r row.sources }}"))
    return table(columns, f"for row in {rows}", cells, about=about) + paragraph("AfterTable")


def office_and_day(voice: str) -> str:
    """What stands behind a speaker's name: ``, Prime Minister, Varland · 9 May 2031``."""
    return (
        f"{{% if {voice}.office %}}, {{{{ {voice}.office }}}}{{% endif %}}{{% if {voice}.date %}}{KEPT}{{{{ {voice}.date }}}}{{% endif %}}"
    )


def issue_points(*, keep_last: bool = False) -> str:
    """The points of an issue; ``keep_last``: the last stays on the page of what follows it."""
    point, last = (paragraph("ListBullet", "{{ point.text }}", refs("point"), keep=keep) for keep in (False, True))
    lines = block("if not loop.last", point) + block("if loop.last", last) if keep_last else point
    return block("for point in issue.points", lines)


def quotes(title: str = "Quotes") -> str:
    """Every quote in full; words and speaker are one paragraph and never parted, and the heading above has one to keep to."""
    quote = paragraph(
        "Quote",
        "{{ quote.words }}",
        line_break(),
        run("{{r quote.number }}", "Attribution"),
        run("  ", "Attribution"),
        run("{{ quote.speaker }}", "AttributionName"),
        run("{% if quote.office %}, {{ quote.office }}{% endif %}", "Attribution"),
        run(f"{{% if quote.date %}}{KEPT}{{{{ quote.date }}}}{{% endif %}}", "Attribution"),
        run(f"{{% if quote.edited %}}{KEPT}edited: {{{{ quote.edited }}}}{{% endif %}}", "Attribution"),
        refs("quote"),
    )
    return section("quotes", title, block("for quote in quotes", quote))


def background(*, width: float, title: str = "Background", style: str = "Heading1") -> str:
    """What has been, by date."""
    columns = (("Date", 36), ("Event", width - 56), ("Sources", 20))
    cells = (when("row"), event("row", strong=False), paragraph("TableText", "{{r row.sources }}"))
    rows = table(columns, "for row in background", cells, about="Background: past events")
    return section("background", title, note("background_note"), rows, paragraph("AfterTable"), style=style)


def people(*, width: float, title: str = "Who’s who") -> str:
    """Names and offices."""
    columns = (("Name", 52), ("Office", width - 72), ("Sources", 20))
    cells = (
        paragraph("TableText", run("{{ person.name }}", "Strong")),
        paragraph("TableText", "{{ person.office or 'not stated' }}"),
        paragraph("TableText", "{{r person.sources }}"),
    )
    rows = table(columns, "for person in people", cells, about="People named in this brief")
    return section("people", title, rows, paragraph("AfterTable"))


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
    """The numbered list that every reference links to, and the note on method, which keeps the last of them beside it.

    Articles that are a file's name and no more are run in at the end: a line for each would fill pages and tell nothing.
    """

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

    bare = paragraph(
        "BareSources",
        run("Known by the names of their files: ", "Muted"),
        "{% for source in sources|selectattr('is_bare') %}",
        "{{r source.number }}",
        "\u00a0",
        "{{r source.headline }}",
        ", {{ source.date }}{% if source.certainty %} ({{ source.certainty }}){% endif %}",
        f"{{% if not loop.last %}}{KEPT}{{% endif %}}",
        "{% endfor %}",
    )
    entries = block("if not loop.last", entry("Source")), block("if loop.last", entry("LastSource"))
    listed = block("for source in sources|rejectattr('is_bare')", *entries)
    run_in = block("if sources|selectattr('is_bare')|list", bare)
    return section("sources", "Sources", listed, run_in) + paragraph("Method", "{{ method }}")
