"""Two invented briefs, a rich one and a tiny one, with the articles that they rest on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefgen.model import (
    Article,
    Brief,
    Change,
    Conflict,
    Evidence,
    Figure,
    Former,
    Issue,
    LeftOut,
    Line,
    Look,
    Quotation,
    Reading,
    Reference,
    Row,
    Skipped,
    Span,
    Spans,
    Stamp,
    cite,
)

N = "\u00a0"
AS_OF = date(2031, 5, 12)
TEMPLATE = Path(__file__).parents[2] / "templates" / "weekly.docx"

_TEXTS = (
    (
        "Northern Wire",
        "Varland’s prime minister to open the straits conference in Port Ilse",
        "2031-05-09T08:15:00+02:00",
        "Prime Minister Helena Brandt will travel to Port Ilse on May 14-15 to open the conference on the straits. "
        '"The straits belong to no one and serve everyone," Brandt said on May 9. '
        "She will meet President Tomas Okello on the first evening.",
    ),
    (
        "The Harbour Times",
        "Okello: fishing fleets must wait for the treaty",
        "2031-05-10",
        'President Tomas Okello said fishing fleets would have to wait until the treaty enters into force. '
        '"No licence will be issued before the ink is dry," he said. '
        "Talks on the catch limits resume on May 16 in Port Ilse.",
    ),
    (
        "Daily Ledger",
        "Customs union talks move from June to July",
        "2031-05-11",
        "The round of customs union talks planned for June 3 in Kestrel has been moved to July 8-10, the trade ministry said. "
        'Trade minister Ana Lindqvist called the delay "a matter of calendars, not of substance".',
    ),
    (
        "Northern Wire",
        "Navies of four states to train together in late May",
        "2031-05-08",
        "The navies of Varland, Orsina, Kestrel and Tamboa will hold the exercise Clear Water from 24 to 30 May off Cape Merrow. "
        "Rear Admiral Jonas Petrak said 21 ships would take part.",
    ),
    (
        "Orsina Broadcasting",
        "Foreign ministers expected in Varland later this year",
        "2031-05-07",
        "A meeting of foreign ministers is expected in Varland later this year, though no date has been set, "
        "foreign minister Mirela Sato said.",
    ),
    (
        "Coastal Review",
        "Undersea cable: two bids, one seabed",
        "2031-04-28",
        "Two groups have bid for the cable between Kestrel and Tamboa. The ministry of digital affairs will decide by the end of June. "
        '"We will judge the bids by who repairs a fault within 48 hours," said its director, Paul Achterberg.',
    ),
    (
        "The Harbour Times",
        "Straits treaty signed after nine years of talks",
        "2031-03-21",
        "The four states signed the straits treaty in Kestrel on March 20, nine years after talks began. "
        "The treaty enters into force once three parliaments ratify it.",
    ),
    (
        "Varland Gazette",
        "Parliament ratifies treaty by 88 votes to 41",
        "2031-04-16",
        "Varland's parliament ratified the straits treaty on April 15 by 88 votes to 41. The Greens voted against.",
    ),
    (
        "Tamboa Today",
        "Ferry route closed after collision near Cape Merrow",
        None,
        "A freighter and a ferry collided near Cape Merrow on Feb. 2; 14 people were injured. "
        "The route stayed closed for six days, the port authority said; a union put it at nine.",
    ),
    (
        "Daily Ledger",
        "What the straits treaty says, and what it leaves open",
        "2031-03-22",
        "The treaty sets no catch limits. It leaves them to a commission that meets twice a year. "
        "A senior official said Orsina could live with a cap of 40,000 tonnes; "
        "Tamboa has asked for 55,000. The first commission met in Orsina on April 2.",
    ),
)


def make_articles() -> dict[str, Article]:
    """The ten articles, by id."""
    articles = {}
    for number, (publisher, title, published, text) in enumerate(_TEXTS, 1):
        digest = hashlib.sha256(text.encode()).hexdigest()
        stamp = (
            Stamp(published, "stated", "metadata", "the date in the file")
            if published
            else Stamp("2031-02-04", "assumed", "body", "the latest day it names")
        )
        articles[f"a{number}.txt"] = Article(
            f"a{number}.txt",
            f"wires/a{number}.txt",
            publisher,
            f"https://news.example/{number}?from=a&to=b" if number != 9 else None,
            title,
            "en",
            "plain",
            digest,
            digest,
            text,
            stamp,
            (),
            Spans(),
        )
    return articles


ARTICLES = make_articles()


def proof(number: int, words: str) -> tuple[Evidence, ...]:
    """Evidence in article ``number``, of the words given."""
    article = ARTICLES[f"a{number}.txt"]
    start = article.text.index(words)
    return (replace(cite(article, Span(start, start + len(words)), "test.words"), source=number),)


def _row(id: str, kind: str, first: date | None, last: date | None, when: str, title: str, **more: object) -> Row:  # a table
    row = Row(id, kind, first, last, when, None, None, title, None, (), "planned", "stated", None, None, None, (), 1.0, ())
    return replace(row, **more)  # type: ignore[arg-type]


def rich_brief() -> Brief:
    """Every section, every kind of note."""
    itinerary = (
        _row(
            "e1",
            "conference",
            date(2031, 5, 14),
            date(2031, 5, 15),
            f"14–15{N}May 2031",
            "Conference on the straits",
            place="Port Ilse",
            people=("Helena Brandt", "Tomas Okello"),
            status="confirmed",
            evidence=proof(1, "Prime Minister Helena Brandt will travel") + proof(2, "Talks on the catch limits") + proof(4, "The navies"),
        ),
        _row(
            "e2",
            "meeting",
            date(2031, 5, 14),
            date(2031, 5, 14),
            f"14{N}May 2031",
            "Helena Brandt meets Tomas Okello",
            place="Port Ilse",
            time="19:00",
            zone="CEST",
            people=("Helena Brandt", "Tomas Okello"),
            certainty="inferred",
            part_of="e1",
            evidence=proof(1, "She will meet President Tomas Okello on the first evening."),
        ),
        _row(
            "e3",
            "talks",
            date(2031, 5, 16),
            date(2031, 5, 16),
            f"16{N}May 2031",
            "Talks on the catch limits",
            place="Port Ilse",
            evidence=proof(2, "Talks on the catch limits resume on May 16 in Port Ilse."),
        ),
        _row(
            "e4",
            "exercise",
            date(2031, 5, 24),
            date(2031, 5, 30),
            f"24–30{N}May 2031",
            "Naval exercise Clear Water of Varland, Orsina, Kestrel and Tamboa",
            place="off Cape Merrow",
            people=("Jonas Petrak",),
            evidence=proof(
                4, "The navies of Varland, Orsina, Kestrel and Tamboa will hold the exercise Clear Water from 24 to 30 May off Cape Merrow."
            ),
        ),
        _row(
            "e5",
            "talks",
            date(2031, 7, 8),
            date(2031, 7, 10),
            f"8–10{N}July 2031",
            "Round of customs union talks",
            place="Kestrel",
            people=("Ana Lindqvist",),
            status="postponed",
            was=(Former(date(2031, 6, 3), date(2031, 6, 3), "Kestrel", "planned", proof(3, "planned for June 3 in Kestrel")),),
            evidence=proof(3, "has been moved to July 8-10"),
        ),
        _row(
            "e6",
            "meeting",
            None,
            None,
            "later in 2031",
            "Meeting of foreign ministers",
            place="Varland",
            people=("Mirela Sato",),
            status="tentative",
            evidence=proof(5, "A meeting of foreign ministers is expected in Varland later this year, though no date has been set"),
        ),
    )
    chronology = tuple(
        _row(f"p{n}", "event", day, day, when, title, place=place, status="past", certainty=certainty, evidence=evidence)
        for n, (day, when, title, place, certainty, evidence) in enumerate(
            (
                (
                    date(2031, 2, 2),
                    f"2{N}February 2031",
                    "A freighter and a ferry collide; 14 people are injured",
                    "Cape Merrow",
                    "assumed",
                    proof(9, "A freighter and a ferry collided"),
                ),
                (
                    date(2031, 3, 20),
                    f"20{N}March 2031",
                    "The four states sign the straits treaty",
                    "Kestrel",
                    "stated",
                    proof(7, "signed the straits treaty in Kestrel on March 20") + proof(10, "The treaty sets no catch limits."),
                ),
                (
                    date(2031, 4, 2),
                    f"2{N}April 2031",
                    "First meeting of the commission",
                    "Orsina",
                    "inferred",
                    proof(10, "The first commission met in Orsina on April 2."),
                ),
                (
                    date(2031, 4, 15),
                    f"15{N}April 2031",
                    "Varland’s parliament ratifies the treaty by 88 votes to 41",
                    "Varland",
                    "stated",
                    proof(8, "ratified the straits treaty on April 15"),
                ),
                (
                    date(2031, 4, 28),
                    f"28{N}April 2031",
                    "Two groups bid for the cable between Kestrel and Tamboa",
                    None,
                    "inferred",
                    proof(6, "Two groups have bid for the cable"),
                ),
                (
                    date(2031, 5, 7),
                    f"7{N}May 2031",
                    "Mirela Sato expects a meeting of foreign ministers in Varland",
                    "Orsina",
                    "stated",
                    proof(5, "A meeting of foreign ministers is expected"),
                ),
                (
                    date(2031, 5, 8),
                    f"8{N}May 2031",
                    "Jonas Petrak says that 21 ships would take part in Clear Water",
                    None,
                    "stated",
                    proof(4, "Rear Admiral Jonas Petrak said 21 ships would take part."),
                ),
                (
                    date(2031, 5, 9),
                    f"9{N}May 2031",
                    "Helena Brandt speaks on the straits before her journey",
                    "Varland",
                    "stated",
                    proof(1, "Brandt said on May 9"),
                ),
            ),
            1,
        )
    )
    quotes = _quotes()
    return Brief(
        topic="straits",
        title="The straits: weekly brief",
        as_of=AS_OF,
        first=date(2031, 3, 21),
        last=AS_OF,
        version="0.1.0",
        config_sha256=hashlib.sha256(b"config").hexdigest(),
        bottom_line=(
            Line(
                "Prime Minister Helena Brandt will travel to Port Ilse on 14–15 May to open the conference on the straits.",
                proof(1, "Prime Minister Helena Brandt will travel to Port Ilse on May 14-15"),
            ),
            Line(
                "President Tomas Okello said fishing fleets would have to wait until the treaty enters into force.",
                proof(2, "President Tomas Okello said fishing fleets would have to wait until the treaty enters into force."),
            ),
            Line(
                "The round of customs union talks planned for June 3 in Kestrel has been moved to July 8–10.",
                proof(3, "The round of customs union talks planned for June 3 in Kestrel has been moved to July 8-10"),
            ),
        ),
        changes=(
            Change(
                "new", "e3", "Talks on the catch limits, 16 May 2031, Port Ilse", proof(2, "Talks on the catch limits resume on May 16")
            ),
            Change("moved", "e5", "Round of customs union talks: from 3 June to 8–10 July 2031", proof(3, "has been moved to July 8-10")),
            Change(
                "dropped",
                "x9",
                "Visit of the harbour commissioners, 20 May 2031",
                (Evidence("old.txt", 0, 12, "Commissioners", "test.old", 0, True),),
            ),
        ),
        itinerary=itinerary,
        chronology=chronology,
        issues=_issues(),
        quotes=quotes,
        people=_people(),
        conflicts=(
            Conflict(
                "how long the ferry route stayed closed",
                (
                    Reading("six days, the port authority said", proof(9, "six days, the port authority said")),
                    Reading("nine days, a union said", proof(9, "a union put it at nine")),
                ),
            ),
            Conflict(
                "the cap on the catch",
                (
                    Reading("40,000 tonnes (Orsina)", proof(10, "Orsina could live with a cap of 40,000 tonnes")),
                    Reading("55,000 tonnes (Tamboa)", proof(10, "Tamboa has asked for 55,000")),
                ),
            ),
        ),
        sources=tuple(
            Reference(
                n,
                a.id,
                a.title,
                a.publisher,
                a.published,
                a.url,
                a.path,
                a.reader,
                a.sha256,
                a.text_sha256,
                ("a7-copy.txt", "evening/a7.txt") if n == 7 else (),
            )
            for n, a in enumerate(ARTICLES.values(), 1)
        ),
        left_out=LeftOut(3, 1, 12),
        skipped=(Skipped("wires/scan-0412.txt", "the file is empty"),),
        assumptions=(
            Line(
                "The article on the collision near Cape Merrow bears no date; February 2031 is the latest month that fits.",
                proof(9, "on Feb. 2"),
            ),
        ),
    )


def _quotes() -> tuple[Quotation, ...]:
    said = (
        (
            "q1",
            "The straits belong to no one and serve everyone,",
            "direct",
            "Helena Brandt",
            "Prime Minister",
            "Varland",
            date(2031, 5, 9),
            proof(1, "The straits belong to no one and serve everyone,"),
        ),
        (
            "q2",
            "No licence will be issued before the ink is dry,",
            "direct",
            "Tomas Okello",
            "President",
            "Tamboa",
            date(2031, 5, 10),
            proof(2, "No licence will be issued before the ink is dry,"),
        ),
        (
            "q3",
            "fishing fleets would have to wait until the treaty enters into force",
            "indirect",
            "Tomas Okello",
            "President",
            "Tamboa",
            date(2031, 5, 10),
            proof(2, "fishing fleets would have to wait until the treaty enters into force"),
        ),
        (
            "q4",
            "a matter of calendars, not of substance",
            "direct",
            "Ana Lindqvist",
            "Trade minister",
            "Kestrel",
            date(2031, 5, 11),
            proof(3, "a matter of calendars, not of substance"),
        ),
        (
            "q5",
            "We will judge the bids by who repairs a fault within 48 hours,",
            "direct",
            "Paul Achterberg",
            "director",
            "Ministry of Digital Affairs",
            date(2031, 4, 28),
            proof(6, "We will judge the bids by who repairs a fault within 48 hours,"),
        ),
        (
            "q6",
            "21 ships would take part",
            "indirect",
            "Jonas Petrak",
            "Rear Admiral",
            None,
            date(2031, 5, 8),
            proof(4, "21 ships would take part"),
        ),
        (
            "q7",
            "A meeting of foreign ministers is expected in Varland later this year, though no date has been set",
            "indirect",
            "Mirela Sato",
            "foreign minister",
            "Orsina",
            date(2031, 5, 7),
            proof(5, "A meeting of foreign ministers is expected in Varland later this year"),
        ),
        (
            "q8",
            'called the delay "a matter of calendars, not of substance"',
            "mixed",
            "Ana Lindqvist",
            "Trade minister",
            "Kestrel",
            None,
            proof(3, 'called the delay "a matter of calendars, not of substance"'),
        ),
    )
    return tuple(
        Quotation(id, text, kind, speaker, role, home, day, None, evidence) for id, text, kind, speaker, role, home, day, evidence in said  # type: ignore[arg-type]
    )


def _issues() -> tuple[Issue, ...]:
    return (
        Issue(
            "Fishing licences and catch limits",
            3.0,
            (
                Line(
                    "President Tomas Okello said fishing fleets would have to wait until the treaty enters into force.",
                    proof(2, "President Tomas Okello said"),
                ),
                Line(
                    "The treaty sets no catch limits. It leaves them to a commission that meets twice a year.",
                    proof(10, "The treaty sets no catch limits. It leaves them to a commission that meets twice a year."),
                ),
                Line("Tamboa has asked for 55,000 tonnes.", proof(10, "Tamboa has asked for 55,000")),
            ),
            ("q2", "q3"),
            ("Tomas Okello",),
        ),
        Issue(
            "Ratification of the straits treaty",
            2.5,
            (
                Line(
                    "The treaty enters into force once three parliaments ratify it.",
                    proof(7, "The treaty enters into force once three parliaments ratify it."),
                ),
                Line("Varland’s parliament ratified the straits treaty on April 15 by 88 votes to 41.", proof(8, "by 88 votes to 41")),
            ),
            ("q1",),
            ("Helena Brandt",),
        ),
        Issue(
            "Customs union",
            2.0,
            (
                Line(
                    "The round planned for June 3 in Kestrel has been moved to July 8–10, the trade ministry said.",
                    proof(3, "has been moved to July 8-10, the trade ministry said"),
                ),
                Line("The ministry gave no reason.", proof(3, "the trade ministry said")),
            ),
            ("q4",),
            ("Ana Lindqvist",),
        ),
        Issue(
            "Undersea cable",
            1.5,
            (
                Line(
                    "Two groups have bid for the cable between Kestrel and Tamboa.",
                    proof(6, "Two groups have bid for the cable between Kestrel and Tamboa."),
                ),
                Line(
                    "The ministry of digital affairs will decide by the end of June.",
                    proof(6, "The ministry of digital affairs will decide by the end of June."),
                ),
            ),
            ("q5",),
            ("Paul Achterberg",),
        ),
    )


def _people() -> tuple[Figure, ...]:
    known = (
        ("Helena Brandt", "Prime Minister", "Varland", 1, "Prime Minister Helena Brandt"),
        ("Tomas Okello", "President", "Tamboa", 2, "President Tomas Okello"),
        ("Mirela Sato", "foreign minister", "Orsina", 5, "foreign minister Mirela Sato"),
        ("Ana Lindqvist", "Trade minister", "Kestrel", 3, "Trade minister Ana Lindqvist"),
        ("Jonas Petrak", "Rear Admiral", None, 4, "Rear Admiral Jonas Petrak"),
        ("Paul Achterberg", "director", "Ministry of Digital Affairs", 6, "its director, Paul Achterberg"),
        ("Ines Falk", None, "The Greens", 8, "The Greens"),
        ("Dario Menk", "spokesman", "Port authority", 9, "the port authority"),
        ("Lu Weiming", "union secretary", "Seafarers’ union", 9, "a union"),
    )
    return tuple(Figure(name, role, home, (name,), proof(number, words)) for name, role, home, number, words in known)


def tiny_brief() -> Brief:
    """One row, one source, nothing else."""
    brief = rich_brief()
    return replace(
        brief,
        title="Ports: weekly brief",
        topic="ports",
        bottom_line=brief.bottom_line[:1],
        changes=(),
        itinerary=brief.itinerary[:1],
        chronology=(),
        issues=(),
        quotes=(),
        people=(),
        conflicts=(),
        sources=brief.sources[:1],
        left_out=LeftOut(0, 0, 0),
        skipped=(),
        assumptions=(),
    )


def look(**more: str | None) -> Look:
    """The built-in template, British."""
    return Look(template=TEMPLATE.read_bytes(), **more)  # type: ignore[arg-type]
