"""A finished brief re-checked: its words against those it was made with, its evidence against the articles.

What is proved, and what is not, stands in ``docs/verify.md``. Everything here works on plain JSON, since a brief that
comes back may hold anything: ``seal`` compares the document, ``inside`` the brief with itself, ``shelf`` the brief with its articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.model import Article
from briefgen.verify.finding import Finding
from briefgen.verify.inside import check_inside, cited, lines_of
from briefgen.verify.seal import Seal, check_seal
from briefgen.verify.shelf import Shelf

__all__ = ["Finding", "Seal", "Verified", "verify"]


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


def verify(brief: Mapping[str, Any], *, seal: Seal | None, articles: Sequence[Article] | None) -> Verified:
    """Check ``brief``: by its seal where it comes from a document, against ``articles`` where there are any (None: not asked for)."""
    findings = [] if seal is None else check_seal(seal)
    findings += check_inside(brief)
    sentences = list(cited(brief))
    checked = 0
    if articles is not None:
        shelf = Shelf(brief, articles)
        findings += shelf.check_sources()
        for where, evidence in sentences:
            found, looked_up = shelf.check_evidence(where, evidence)
            findings += found
            checked += looked_up
    return Verified(tuple(dict.fromkeys(findings)), sum(1 for _ in lines_of(brief)), len(sentences), checked)
