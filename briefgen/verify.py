"""A finished brief re-checked: its words against those it was made with, its evidence against the articles.

What is proved, and what is not, stands in ``docs/verify.md``. Everything here works on plain JSON, since a brief that
comes back may hold anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from briefgen.model import Article

LINES = ("bottom_line", "changes", "itinerary", "chronology", "quotes", "people", "assumptions")
_SHOWN = 90  # characters of a sentence in a message
_NEAR = 5_000  # paragraphs; beyond, a changed document is compared as a set, for a comparison in order takes the square

Severity = Literal["fault", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was. A note is worth knowing and is no fault."""

    rule: str
    """``document.changed``, ``evidence.missing``, ``source.edited``, ..."""
    where: str
    """The line of the brief, the paragraph of the document, or the source."""
    problem: str
    severity: Severity = "fault"

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" if self.where else self.problem

    def to_dict(self) -> dict[str, str]:
        """The finding as JSON holds it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verified:
    """What the check of one brief came to."""

    findings: tuple[Finding, ...]
    lines: int
    sentences: int
    checked: int
    """Sentences that were looked up in an article."""

    @property
    def faults(self) -> int:
        """How many findings are faults."""
        return sum(finding.severity == "fault" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a document says of itself, and what it is now."""

    stated: str
    actual: str
    words_then: tuple[str, ...] | None
    """Its paragraphs as they were made; None where the document does not say."""
    words_now: tuple[str, ...]
    boxes_then: tuple[str, ...]
    boxes_now: tuple[str, ...]
    """The words in text boxes; none where a program made one picture of them."""
    brief_stated: str | None
    brief_actual: str


def verify(brief: Mapping[str, Any], *, seal: Seal | None, articles: Sequence[Article] | None) -> Verified:
    """Check ``brief``: by its seal where it comes from a document, against ``articles`` where there are any (None: not asked for)."""
    findings = [] if seal is None else check_seal(seal)
    cited = list(_cited(brief))
    findings += _check_inside(brief, cited)
    checked = 0
    if articles is not None:
        shelf = _Shelf(brief, articles)
        findings += shelf.check_sources()
        for where, evidence in cited:
            found, looked_up = shelf.check_evidence(where, evidence)
            findings += found
            checked += looked_up
    return Verified(tuple(dict.fromkeys(findings)), len({where for where, _ in cited}), len(cited), checked)


# --- the document -----------------------------------------------------------------------------------------


def check_seal(seal: Seal) -> list[Finding]:
    """Whether the document is as it was made; where not, which of its words are not."""
    findings = []
    if seal.brief_stated is not None and seal.brief_stated != seal.brief_actual:
        findings.append(Finding("proof.changed", "", "the brief's data inside the document were changed after it was made; make it again"))
    if seal.stated == seal.actual:
        return findings
    if seal.words_then is None:
        return [*findings, Finding("document.changed", "", "the document was changed after it was made, and does not say where")]
    changes = list(_compare_words(seal.words_then, seal.words_now))
    if seal.boxes_now:
        place = "in a picture or text box"
        before, after = set(seal.boxes_then), set(seal.boxes_now)
        changes += [Finding("document.missing", place, f"gone: {_show(words)}") for words in sorted(before - after)]
        changes += [Finding("document.added", place, f"added: {_show(words)}") for words in sorted(after - before)]
    saved = Finding("document.saved", "", "the document was saved again; its words are unchanged", "note")
    return findings + (changes or [saved])


def _compare_words(then: Sequence[str], now: Sequence[str]) -> Iterator[Finding]:
    if max(len(then), len(now)) > _NEAR:
        before, after = Counter(then), Counter(now)
        yield from (Finding("document.missing", "", f"gone: {_show(words)}") for words in before - after)
        yield from (Finding("document.added", "", f"added: {_show(words)}") for words in after - before)
        return
    for kind, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        pairs = min(b - a, d - c) if kind == "replace" else 0
        for n in range(pairs):
            yield Finding("document.changed", f"paragraph {c + n + 1}", f"reads {_show(now[c + n])}; was {_show(then[a + n])}")
        for n in range(a + pairs, b) if kind != "equal" else ():
            yield Finding("document.missing", f"before paragraph {d + 1}", f"gone: {_show(then[n])}")
        for n in range(c + pairs, d) if kind != "equal" else ():
            yield Finding("document.added", f"paragraph {n + 1}", f"added: {_show(now[n])}")


def _show(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}”"


# --- the brief by itself ------------------------------------------------------------------------------------


def _cited(brief: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each piece of evidence with the line that it stands behind."""
    for where, line in _lines(brief):
        for evidence in _dicts(line.get("evidence")):
            yield where, evidence


def _lines(brief: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each line of a brief that must have evidence, by a name that a reader finds it by."""
    for part in LINES:
        for number, line in enumerate(_dicts(brief.get(part)), 1):
            name = line.get("title") or line.get("name") or line.get("text") or ""
            where = f"{part.replace('_', ' ')} {number} ({_short(name)})"
            yield where, line
            for former in _dicts(line.get("was")):
                yield f"{where}, earlier report", former
    for number, issue in enumerate(_dicts(brief.get("issues")), 1):
        for at, point in enumerate(_dicts(issue.get("points")), 1):
            yield f"issue {number} ({_short(issue.get('label') or '')}), point {at}", point
    for number, conflict in enumerate(_dicts(brief.get("conflicts")), 1):
        for at, reading in enumerate(_dicts(conflict.get("readings")), 1):
            yield f"conflict {number} ({_short(conflict.get('about') or '')}), reading {at}", reading


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _short(value: Any) -> str:
    line = " ".join(str(value).split())
    return line if len(line) <= 40 else line[:39] + "…"


def _check_inside(brief: Mapping[str, Any], cited: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Finding]:
    """Lines without evidence, and evidence of sources that the brief does not list."""
    findings = [
        Finding("line.without_evidence", where, "nothing stands behind this line")
        for where, line in _lines(brief)
        if not _dicts(line.get("evidence")) and not where.startswith("assumptions ")  # an assumption may be of the call, not of an article
    ]
    known = {source.get("number") for source in _dicts(brief.get("sources")) if isinstance(source.get("number"), int)}
    for where, evidence in cited:
        number = evidence.get("source")
        if not evidence.get("previous") and (not isinstance(number, int) or number not in known):
            findings.append(Finding("line.source", where, f"it cites source {number!r}, which the brief does not list"))
    return findings


# --- the articles -------------------------------------------------------------------------------------------


class _Shelf:
    """The articles given, found by what a brief says of its sources."""

    def __init__(self, brief: Mapping[str, Any], articles: Iterable[Article]) -> None:
        self._articles = list(articles)
        self._by_id = {article.id: article for article in self._articles}
        self._by_text = {article.text_sha256: article for article in reversed(self._articles)}
        self._by_file = {article.sha256: article for article in reversed(self._articles)}
        self._sources = {source["number"]: source for source in _dicts(brief.get("sources")) if isinstance(source.get("number"), int)}
        self._edited: set[int] = set()

    def check_sources(self) -> list[Finding]:
        """Sources that are not among the articles, that were edited, or that are read another way."""
        findings = []
        for number, source in self._sources.items():
            article = self._find(source)
            where = f"source {number} ({_short(source.get('id') or '')})"
            if article is None:
                findings.append(Finding("source.missing", where, "it is not among the articles given, so its sentences were not checked"))
            elif article.text_sha256 != source.get("text_sha256"):
                self._edited.add(number)
                if article.sha256 == source.get("sha256"):
                    readers = f"{source.get('reader')} then, {article.reader} now"
                    problem = f"the file is the same, but its text is read differently ({readers})"
                    findings.append(Finding("source.reader", where, problem, "note"))
                else:
                    findings.append(Finding("source.edited", where, "the article was edited since"))
            elif article.sha256 != source.get("sha256"):
                findings.append(Finding("source.saved", where, "the file was saved again; its text is unchanged", "note"))
        return findings

    def check_evidence(self, where: str, evidence: Mapping[str, Any]) -> tuple[list[Finding], bool]:
        """Whether the words of ``evidence`` stand where it says; and whether there was an article to look them up in."""
        if evidence.get("previous"):
            return [], False
        text, start, end = evidence.get("text"), evidence.get("start"), evidence.get("end")
        if not isinstance(text, str) or not isinstance(start, int) or not isinstance(end, int) or not text:
            return [Finding("evidence.broken", where, "its evidence is damaged: no text, or no place")], False
        number = evidence.get("source")
        source = self._sources.get(number, {}) if isinstance(number, int) else {}
        own = self._by_id.get(str(evidence.get("article")))
        article = own if own is not None else self._find(source) if evidence.get("article") == source.get("id") else None
        if article is None:
            return [], False
        if 0 <= start <= end and article.text[start:end] == text:
            return [], True
        if text in article.text:
            moved = Finding("evidence.moved", where, f"{_show(text)} stands at another place in {article.id} now", "note")
            return [moved], True
        return [Finding("evidence.missing", where, f"{_show(text)} does not stand in {article.id}")], True

    def _find(self, source: Mapping[str, Any]) -> Article | None:
        """The article of a source: of its id, else of the same text or file, else the only one of its file name."""
        for shelf, key in ((self._by_id, "id"), (self._by_text, "text_sha256"), (self._by_file, "sha256")):
            found = shelf.get(str(source.get(key)))
            if found is not None:
                return found
        name = str(source.get("path") or "").rpartition("/")[2]
        named = [article for article in self._articles if name and article.path.rpartition("/")[2] == name]
        return named[0] if len(named) == 1 else None
