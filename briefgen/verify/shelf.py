"""The articles given, and whether they are those that a brief was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from briefgen.model import Article
from briefgen.verify.finding import Finding, name_of, show
from briefgen.verify.inside import is_number, numbered


class Shelf:
    """The articles given, found by what a brief says of its sources."""

    def __init__(self, brief: Mapping[str, Any], articles: Iterable[Article]) -> None:
        self._articles = list(articles)
        files, names = Counter(a.sha256 for a in self._articles), Counter(_file_name(a.path) for a in self._articles)
        self._by_id = {a.id: a for a in self._articles}
        self._by_text = {a.text_sha256: a for a in reversed(self._articles)}
        # a file of many articles, or a name that several have (index.html), says nothing about which one is meant
        self._by_file = {a.sha256: a for a in self._articles if files[a.sha256] == 1}
        self._by_name = {_file_name(a.path): a for a in self._articles if names[_file_name(a.path)] == 1}
        self._sources = {source["number"]: source for _, source in numbered(brief.get("sources")) if is_number(source.get("number"))}
        self._found = {number: self._find(source) for number, source in self._sources.items()}
        self._plain = cache(lambda text: " ".join(text.split()))

    def check_sources(self) -> list[Finding]:
        """Sources that are not among the articles, that were edited, or that are read another way."""
        findings = []
        for number, source in self._sources.items():
            finding = _compare(source, self._found[number], f"source {number} ({name_of(source.get('id'))})")
            if finding is not None:
                findings.append(finding)
        return findings

    def check_evidence(self, where: str, evidence: Mapping[str, Any]) -> tuple[list[Finding], bool]:
        """Whether the words of ``evidence`` stand where it says; and whether there was an article to look them up in."""
        if evidence.get("previous"):
            return [], False
        text, start, end = evidence.get("text"), evidence.get("start"), evidence.get("end")
        if not isinstance(text, str) or not text.strip() or not is_number(start) or not is_number(end):
            return [Finding("evidence.broken", where, "its evidence is damaged: no text, or no place")], False
        number = evidence.get("source")
        source = self._sources.get(number) if is_number(number) else None
        article = self._found.get(number) if source and evidence.get("article") == source.get("id") else None
        if source is None or article is None:
            return [], False
        if 0 <= start <= end and article.text[start:end] == text:
            return [], True
        return [self._look_elsewhere(where, text, article, is_same=article.text_sha256 == source.get("text_sha256"))], True

    def _look_elsewhere(self, where: str, text: str, article: Article, *, is_same: bool) -> Finding:
        """What became of a sentence that does not stand at its place; of an article whose text ``is_same``, nothing can."""
        name = name_of(article.id)
        if is_same:
            problem = f"{show(text)} is not what stands at its place in {name}, whose text is the same: the brief's data were edited"
            return Finding("evidence.place", where, problem)
        if text in article.text:
            return Finding("evidence.moved", where, f"{show(text)} stands at another place in {name} now", "note")
        if self._plain(text) in self._plain(article.text):
            return Finding("evidence.moved", where, f"{show(text)} stands in {name} with other spaces or line ends now", "note")
        return Finding("evidence.missing", where, f"{show(text)} does not stand in {name}")

    def _find(self, source: Mapping[str, Any]) -> Article | None:
        """The article of a source: of its id and text, else of the same text, of its id, the same file, the only one of its file name."""
        id_, text, file, path = (str(source.get(key) or "") for key in ("id", "text_sha256", "sha256", "path"))
        own = self._by_id.get(id_)
        if own is not None and own.text_sha256 == text:
            return own
        return self._by_text.get(text) or own or self._by_file.get(file) or self._by_name.get(_file_name(path))


def _compare(source: Mapping[str, Any], article: Article | None, where: str) -> Finding | None:
    """How the article is not the source any more; None where it is."""
    if article is None:
        return Finding("source.missing", where, "it is not among the articles given, so its sentences were not checked")
    same_file = article.sha256 == source.get("sha256")
    if article.text_sha256 == source.get("text_sha256"):
        saved = Finding("source.saved", where, "the file was saved again; its text is unchanged", "note")
        return None if same_file else saved
    if same_file and article.reader != source.get("reader"):
        readers = f"{name_of(source.get('reader'))} then, {name_of(article.reader)} now"
        return Finding("source.reader", where, f"the file is the same, but its text is read differently ({readers})", "note")
    if same_file:
        return Finding("source.reader", where, f"the file is the same, but {name_of(article.reader)} takes another text out of it", "note")
    return Finding("source.edited", where, "the article was edited since")


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]
