"""Inputs -> briefs in every format asked for, and then files: the whole of ``briefgen make``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import __version__
from briefgen.config import Config, Topic
from briefgen.deliver.files import write_file
from briefgen.model import Brief, Look, Made, MadeBrief
from briefgen.pipeline.briefs import make_briefs, refuse_unspoken
from briefgen.pipeline.gathering import Gathered, gather, settle_undated
from briefgen.pipeline.reading import Inputs
from briefgen.pipeline.steps import Period, Progress, Step
from briefgen.previous import Previous
from briefgen.store.cache import Cache, default_folder, key_of

if TYPE_CHECKING:
    from briefgen.config.corrections import Corrections


@dataclass(frozen=True, slots=True)
class Order:
    """What briefs are asked for, of which articles, in which dress."""

    inputs: Inputs
    topics: Sequence[Topic]
    config: Config
    looks: Mapping[str, Look]
    formats: Sequence[str]
    as_of: date | None
    reference_day: date
    period: Period
    previous: Previous | None = None
    corrections: Corrections | None = None
    names_inputs: bool = False
    """Whether the call names the articles: a stated date that none of them has is then none of its business."""


def make(order: Order, *, cache: Cache, progress: Progress | None = None) -> Made:
    """The briefs that ``order`` asks for, from the articles, or as they were made last of the very same ones.

    Raises BriefgenError where no article can be read, UsageError for a plain-word topic that none speaks of.
    """
    request = _request(order)
    if request and (kept := cache.made(request)) and kept[0] == order.inputs.fingerprint():
        made: Made = kept[1]
        return made
    gathered = gather(order.inputs, order.topics, reference_day=order.reference_day, config=order.config, cache=cache, progress=progress)
    try:
        made = _make(order, gathered, progress)
    finally:
        gathered.close()
    if request and not any(skipped.is_passing for skipped in gathered.skipped):
        cache.keep_made(request, gathered.fingerprint.digest(), made)
    return made


def _make(order: Order, gathered: Gathered, progress: Progress | None) -> Made:
    from briefgen.render import RENDERERS

    refuse_unspoken(order.topics, gathered.spoken)
    as_of = order.as_of or gathered.newest_day()
    chosen = gathered.choose(order.period.resolved(as_of))
    found = chosen.found
    if order.as_of is None and not gathered.is_undated:
        found = settle_undated(found, newest=gathered.newest_day(), jobs=order.inputs.jobs)
    warnings: list[str] = []
    briefs, story = make_briefs(
        found, gathered.skipped, order.topics, order.config, as_of=as_of, period=order.period, previous=order.previous,
        corrections=order.corrections, warn=warnings.append, not_merged=(chosen.left_out, chosen.on_topic), progress=progress,
    )  # fmt: skip
    if not order.names_inputs:
        unused = [key for key in order.config.dates if key not in gathered.stated]
        warnings += [f'{order.config.path}, [dates]: no article is called "{key}"' for key in unused]
    articles = {one.article.id: one.article for one in story.articles}
    made: list[MadeBrief] = []
    for brief in briefs:
        files = {}
        for form in order.formats:
            if progress:
                progress(Step("writing", f"{brief.topic}.{form}", len(made), len(briefs)))
            files[form] = RENDERERS[form](brief, articles, order.looks[brief.topic])
        made.append(MadeBrief(brief.topic, brief.as_of, brief.is_empty, len(brief.assumptions), _counts(brief), files))
    return Made(tuple(made), tuple(gathered.skipped), tuple(warnings), dict(gathered.counts))


def _counts(brief: Brief) -> tuple[Mapping[str, int], ...]:
    """What a brief shows, what it leaves out, what it could not settle."""
    return (
        {"rows ahead": len(brief.itinerary), "rows of background": len(brief.chronology), "issues": len(brief.issues),
         "quotes": len(brief.quotes), "sources": len(brief.sources)},
        {"articles": brief.left_out.articles, "rows": brief.left_out.rows, "quotes": brief.left_out.quotes},
        {"conflicts": len(brief.conflicts), "assumptions": len(brief.assumptions), "changes": len(brief.changes)},
    )  # fmt: skip


def _request(order: Order) -> bytes | None:
    """The key of everything but the articles that decides what is made; None where something from outside does too."""
    if "pdf" in order.formats or not order.inputs.can_be_read_again:
        return None  # a PDF is another program's work
    return key_of(__version__, *(repr(part) for part in (
        order.inputs.names, order.topics, order.config, sorted(order.looks.items()), order.formats, order.as_of, order.reference_day,
        order.period, order.previous, order.corrections, order.names_inputs,
    )))  # fmt: skip


def write_made(made: Made, path_of: Callable[[MadeBrief, str], Path], *, skip_empty: bool = False) -> list[Path]:
    """Write every file of every brief, but of those that have nothing to tell where ``skip_empty``; the paths come back."""
    ready = [(path_of(one, form), data) for one in made.briefs if not (skip_empty and one.is_empty) for form, data in one.files.items()]
    for path, data in ready:
        write_file(path, data)
    return [path for path, _ in ready]


__all__ = ["Cache", "Order", "default_folder", "make", "write_made"]
