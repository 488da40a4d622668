"""How much a report counts where reports disagree: as configured, else an office that speaks of its own affairs before a paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefgen.model import Annotated

OFFICIAL = 3.0  # ordinary reports that the word of an office outweighs
# Publishers that are offices of state or of a body of states
OFFICE = re.compile(
    r"\b(?:ministry|department|office\s+of|prime\s+minister['’]?s?\s+office|white\s+house|government|embassy|commission|secretariat|presidency|chancellery|palace"
    r"|parliament|council\s+of\s+ministers|foreign\s+office|state\s+department|press\s+information\s+bureau|kantei|kremlin|nato|united\s+nations|european\s+union)\b",
    re.IGNORECASE,
)
HOST = re.compile(r"^https?://[^/]*?(?:\.|//)(?:gov|go|gob|gouv|govt|gc|mil|europa|int)(?:\.[a-z]{2,3})?(?:/|$)", re.IGNORECASE)


def weights_of(found: Sequence[Annotated], configured: Mapping[str, float]) -> dict[str, float]:
    """Article id -> how many ordinary reports it counts for: the configured weight of its publisher, else OFFICIAL or 1."""
    return {one.article.id: configured.get(one.article.id, OFFICIAL if is_official(one) else 1.0) for one in found}


def is_official(one: Annotated) -> bool:
    """Whether an office of state published the article, by the publisher's name or the host of its address."""
    article = one.article
    return bool(OFFICE.search(article.publisher or "") or HOST.match(article.url or ""))
