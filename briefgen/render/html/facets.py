"""What a line is about, for the filters: whom it names, which issue it belongs to, which conflict its evidence is part of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefgen.model import Brief, Evidence

CELL = 512  # characters: about one piece of evidence, so that few stand in a cell
_QUOTED = re.compile("“(?P<subject>[^“”]+)”")  # date of “Official visit to Japan”
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class Overlaps:
    """Labels on stretches of articles; asked with evidence, those whose words it shares. Looks into near cells only."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, int], list[tuple[int, int, str]]] = {}

    def add(self, evidence: Iterable[Evidence], label: str) -> None:
        """Put ``label`` on the words of each of ``evidence``."""
        for one in evidence:
            start, end = _stretch(one)
            for cell in range(start // CELL, end // CELL + 1):
                self._cells.setdefault((one.article, cell), []).append((start, end, label))

    def labels(self, evidence: Iterable[Evidence]) -> list[str]:
        """The labels that share at least a character with one of ``evidence``, in the order of their first meeting."""
        return list(dict.fromkeys(self._meet(evidence)))

    def _meet(self, evidence: Iterable[Evidence]) -> Iterator[str]:
        for one in evidence:
            start, end = _stretch(one)
            for cell in range(start // CELL, end // CELL + 1):
                yield from (label for first, last, label in self._cells.get((one.article, cell), ()) if first < end and start < last)


def _stretch(evidence: Evidence) -> tuple[int, int]:
    """Start and end; the end by the length of its words, which no broken offset makes larger than the page."""
    return evidence.start, evidence.start + len(evidence.text)


@dataclass(slots=True)
class Facets:
    """The people and issues of a brief, numbered, and the ways to tell that a line is about them."""

    people: list[str] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    conflicts: Overlaps = field(default_factory=Overlaps)
    subjects: dict[str, str] = field(default_factory=dict)
    """What a conflict is about, where it says so in quotation marks; by the conflict's id."""
    points: Overlaps = field(default_factory=Overlaps)
    issue_quotes: dict[str, list[str]] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    """Every spelling of a name -> the person's number."""
    _surnames: dict[str, list[str]] = field(default_factory=dict)
    """A word that names somebody in running text -> whom it may mean."""

    def people_of(self, text: str, names: Iterable[str] = ()) -> str:
        """Numbers, joined by blanks, of those in ``names`` or named in ``text`` by surname."""
        found = {self._ids[name]: None for name in names if name in self._ids}
        for word in _WORD.findall(text):
            found.update(dict.fromkeys(self._surnames.get(_bare(word), ())))
        return " ".join(found)

    def conflicts_of(self, text: str, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        """Ids of the conflicts that ``evidence`` shares words with, less those about a thing that neither it nor ``text`` names.

        "Modi will visit Japan on August 28-29 before he attends the summit in Tianjin" is part of the conflict on the visit;
        the line on the summit rests on it too, and is in none.
        """
        told = " ".join((text, *(one.text for one in evidence))).casefold()
        return tuple(label for label in self.conflicts.labels(evidence) if self.subjects.get(label, "") in told)

    def issues_of(self, text: str, evidence: Iterable[Evidence], own: Iterable[str] = ()) -> str:
        """Numbers of the issues: ``own``, those with whose points ``evidence`` shares words, and those that ``text`` names."""
        folded = text.casefold()
        named = (str(n) for n, label in enumerate(self.issues) if label.strip() and label.casefold() in folded)
        return " ".join(dict.fromkeys((*own, *self.points.labels(evidence), *named)))

    def _enter(self, name: str, spellings: Iterable[str] = (), *, is_person: bool = True) -> None:
        if not name.strip():
            return
        if name not in self._ids:
            self._ids[name] = str(len(self.people))
            self.people.append(name)
        number = self._ids[name]
        for spelling in spellings:
            self._ids.setdefault(spelling, number)
        if not is_person:
            return
        words = [name.rsplit(maxsplit=1)[-1], *(spelling for spelling in spellings if len(spelling.split()) == 1)]
        for word in {_bare(w): None for w in words if w[:1].isupper() and len(w) > 1}:
            known = self._surnames.setdefault(word, [])
            if number not in known:
                known.append(number)


def find_facets(brief: Brief) -> Facets:
    """The facets of ``brief``: its who's who first, then whom its rows, quotes and issues name."""
    facets = Facets()
    for figure in brief.people:
        facets._enter(figure.name, figure.names)
    for row in (*brief.itinerary, *brief.chronology):
        for name in row.people:
            facets._enter(name)
    for name in (*(q.speaker for q in brief.quotes), *(n for issue in brief.issues for n in issue.people)):
        facets._enter(name, is_person=False)  # "A White House official": its last word names nobody
    for number, issue in enumerate(brief.issues):
        facets.issues.append(issue.label)
        for point in issue.points:
            facets.points.add(point.evidence, str(number))
        for quote in issue.quotes:
            facets.issue_quotes.setdefault(quote, []).append(str(number))
    for number, conflict in enumerate(brief.conflicts, 1):
        if named := _QUOTED.search(conflict.about):
            facets.subjects[f"c{number}"] = named["subject"].casefold()
        for reading in conflict.readings:
            facets.conflicts.add(reading.evidence, f"c{number}")
    return facets


def _bare(word: str) -> str:
    """``word`` without a possessive: ``Modi’s`` names Modi."""
    return word[:-2] if word[-2:] in ("’s", "'s") else word
