"""Many annotated articles -> one Story: copies, people, events, themes and conflicts across all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.merge.conflicts import find_conflicts, find_slips
from briefgen.merge.copies import find_copies
from briefgen.merge.events import merge_events
from briefgen.merge.issues import find_themes
from briefgen.merge.people import merge_people
from briefgen.merge.standing import weights_of
from briefgen.model import Annotated, Story


def merge(found: Sequence[Annotated], *, weights: Mapping[str, float] | None = None) -> Story:
    """The story that the articles tell together; the order of ``found`` does not matter.

    ``weights``: article id -> how many ordinary reports it counts for where reports disagree; unless told, an office of state for
    three, any other for one (``standing``).
    """
    ordered = sorted(found, key=lambda a: (a.published.value if a.published else "", a.article.id))
    kept, copies = find_copies(ordered)
    figures = merge_people(kept)
    themes = find_themes(kept, figures)
    merged = merge_events(kept, figures, weights_of(kept, weights or {}))
    conflicts = (*find_conflicts(merged.events, merged.families), *find_slips(kept))
    return Story(kept, copies, merged.events, figures, themes, conflicts)
