"""How much one input may cost: what exceeds a limit is skipped with the reason, and the rest goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one article and for one file of many."""

    article_bytes: int = 16_000_000
    """Of an article as text; the longest news text known to us has 2 MB, more is a fault or an attack."""
    document_bytes: int = 64_000_000
    """Of a file that is parsed as a whole: a PDF, a Word file, an e-mail with its attachments, a feed, a JSON file."""
    unpacked_bytes: int = 2_000_000_000
    """Of all that one compressed file unpacks to."""
    members: int = 200_000
    """Articles in one archive, mailbox or feed; a JSON Lines file may hold any number."""
    depth: int = 3
    """Archives within archives."""
    seconds: float = 60.0
    """Of reading one article."""
