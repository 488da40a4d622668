"""merge -> corrections -> brief: annotated articles in, one brief a topic out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from briefgen import __version__
from briefgen.config import Config, Topic, find_topic, load_config
from briefgen.errors import UsageError
from briefgen.model import Annotated, Brief, Skipped, Story, StoryEvent
from briefgen.pipeline.gathering import newest_of, settle_undated
from briefgen.pipeline.looks import make_look
from briefgen.pipeline.reading import Inputs, read_all
from briefgen.pipeline.steps import Period, Progress, Step
from briefgen.previous import Previous

if TYPE_CHECKING:
    from briefgen.config.corrections import Corrections
    from briefgen.corrections import Unfit


def make_briefs(
    found: Sequence[Annotated], skipped: Sequence[Skipped], topics: Sequence[Topic], config: Config, *, as_of: date | None, period: Period,
    previous: Previous | None = None, corrections: Corrections | None = None, warn: Callable[[str], None] | None = None,
    not_merged: tuple[int, int] = (0, 0), progress: Progress | None = None,
) -> tuple[tuple[Brief, ...], Story]:  # fmt: skip
    """A brief for each topic, all from one merge; ``warn`` is told each of the ``corrections`` that fits nothing.

    ``not_merged``: how many more articles there are, and how many of those name a topic.
    """
    from briefgen.brief import Request, make_brief
    from briefgen.merge import merge

    today = as_of or newest_of([a.published for a in found])
    bounds = period.resolved(today)
    chosen = [a for a in found if bounds.holds_article(a)]
    if progress:
        progress(Step("merging", counts={"articles": len(chosen)}))
    story = merge(chosen, weights=_weights(chosen, config))
    former = {t.name: previous.of(t.name, today) if previous else None for t in topics}
    story, unfit = _correct(story, corrections, topics, config, [b for b in former.values() if b]) if corrections else (story, ())
    if warn:
        for one in unfit:
            warn(one.text)
    briefs: list[Brief] = []
    for topic in topics:
        if progress:
            progress(Step("choosing", topic.name, len(briefs), len(topics)))
        request = Request(
            as_of=today, first=bounds.first, last=period.last, locale=config.locale, version=__version__, config_sha256=config.sha256,
            previous=former[topic.name], not_merged=not_merged,
            unfit=tuple(one.line for one in unfit if one.is_for(topic.name)),
        )  # fmt: skip
        briefs.append(make_brief(story, topic, request, skipped=skipped))
    return tuple(briefs), story


def _correct(
    story: Story, corrections: Corrections, topics: Sequence[Topic], config: Config, former: Sequence[Mapping[str, Any]]
) -> tuple[Story, tuple[Unfit, ...]]:
    """The story as the analyst corrects it, and the corrections that fit nothing."""
    from briefgen.corrections import Tools, apply_corrections
    from briefgen.merge.events import merge_events
    from briefgen.merge.places import countries_of
    from briefgen.merge.standing import weights_of

    def rebuild(told: Sequence[Annotated]) -> Sequence[StoryEvent]:
        return merge_events(told, story.figures, weights_of(story.articles, _weights(story.articles, config))).events

    names, known = [t.name for t in topics], [t.name for t in config.topics]
    rows = [row for brief in former for row in (*brief.get("itinerary", ()), *brief.get("chronology", ()))]
    return apply_corrections(story, corrections, Tools(countries_of, rebuild), topics=names, known=known, former=rows)


def _weights(found: Sequence[Annotated], config: Config) -> dict[str, float]:
    """Article id -> the weight of its publisher, where one is configured."""
    by_name = {p.name: p.weight for p in config.publishers}
    return {a.article.id: by_name[a.article.publisher] for a in found if a.article.publisher in by_name}


def brief_of(inputs: Sequence[str], *, topic: str, as_of: date | None, reference_day: date) -> tuple[Brief, Story]:
    """One brief of ``inputs``, with the configuration found beside them and the corrections beside that."""
    from briefgen.brief.relevance import rank_article
    from briefgen.config.corrections import load_corrections

    config = load_config(None, tuple(inputs))
    corrections = load_corrections(None, config)
    found, skipped = read_all(Inputs.of(inputs), reference_day=reference_day, config=config)
    chosen = find_topic(config, topic)
    refuse_unspoken([chosen], {chosen.name} if any(rank_article(one, chosen) for one in found) else ())
    if as_of is None:
        found = settle_undated(found)
    briefs, story = make_briefs(found, skipped, [chosen], config, as_of=as_of, period=Period(), corrections=corrections)
    return briefs[0], story


def render_brief(brief: Brief, story: Story, *, form: str, template: str) -> bytes:
    """One brief in one format."""
    from briefgen.render import RENDERERS

    look = make_look(Config(), formats=[form], template=template)
    return RENDERERS[form](brief, {one.article.id: one.article for one in story.articles}, look)


def refuse_unspoken(topics: Sequence[Topic], spoken: Collection[str]) -> None:
    """Raise UsageError for a plain word that no article speaks of; ``spoken``: the names of the topics that one does."""
    for topic in topics:
        if not topic.is_configured and topic.name not in spoken:
            raise UsageError(f'no article speaks of "{topic.name}"; give another --topic or other inputs')
