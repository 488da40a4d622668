"""Many annotated articles -> one Story: copies, people, events, themes and conflicts across all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.merge.conflicts import find_conflicts, find_slips
from briefgen.merge.copies import find_copies
from briefgen.merge.events import merge_events
from briefgen.merge.issues import find_themes
from briefgen.merge.people import merge_people
from briefgen.model import Annotated, Story


def merge(found: Sequence[Annotated], *, weights: Mapping[str, float] | None = None) -> Story:
    """The story that the articles tell together; the order of ``found`` does not matter.

    ``weights``: article id -> how many ordinary reports it counts for where reports disagree; 1 unless told.
    """
    ordered = sorted(found, key=lambda a: (a.published.value if a.published else "", a.article.id))
    kept, copies = find_copies(ordered)
    figures = merge_people(kept)
    events = merge_events(kept, figures)
    events, conflicts = find_conflicts(events, weights or {})
    return Story(kept, copies, events, figures, find_themes(kept, figures), (*conflicts, *find_slips(kept)))
