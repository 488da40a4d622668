"""The order of the stages: sources -> read -> annotate -> merge -> corrections -> brief -> render -> deliver. The one file that knows it.

Stages that ``extract`` needs not are loaded by the functions that run them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from briefgen import __version__
from briefgen.annotate import annotate
from briefgen.config import Config, Topic, find_topic, load_config
from briefgen.dates import format_day
from briefgen.deliver.files import write_file
from briefgen.errors import BriefgenError, UsageError
from briefgen.model import Annotated, Article, Brief, Day, Envelope, Look, Proofs, Skipped, Source, Span, Stamp, Story, StoryEvent
from briefgen.previous import Previous, load_previous
from briefgen.read import read_article
from briefgen.render.chronology import render_days_json, render_days_table
from briefgen.render.explain import explain
from briefgen.render.jsonlines import render_line
from briefgen.sources import list_files, read_files

if TYPE_CHECKING:
    from briefgen.config.corrections import Corrections
    from briefgen.corrections import Unfit

T = TypeVar("T")

__all__ = [
    "Period", "Previous", "Progress", "Step", "brief_of", "explain", "extract", "load_previous", "make_briefs", "make_looks",
    "make_timeline", "newest_day", "read_all", "read_articles", "render_brief", "render_days_json", "render_days_table",
    "render_line", "settle_undated", "unused_dates", "write_briefs",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """Where the pipeline is: its stage, what it has at hand, how much of how much is done, what was found so far."""

    stage: str
    name: str = ""
    done: int = 0
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Period:
    """Which articles are read, by publication day; both days inclusive, None where there is no bound."""

    first: date | None = None
    last: date | None = None
    days_back: int | None = None
    """``first`` as days before the as-of date, where it was given so."""

    def holds(self, found: Annotated) -> bool:
        """Whether an article was published within; one whose date is only assumed stays."""
        stamp = found.published
        if stamp is None or stamp.certainty == "assumed":
            return True
        return (self.first is None or stamp.day >= self.first) and (self.last is None or stamp.day <= self.last)

    def resolved(self, as_of: date) -> Period:
        """The period with its bounds as days; the last one is ``as_of`` unless told."""
        first = self.first
        if self.days_back is not None:
            first = date.fromordinal(max(1, as_of.toordinal() - self.days_back))
        return Period(first, self.last or as_of)


def extract(
    inputs: Sequence[str],
    *,
    reference_day: date,
    only: Collection[str] = (),
    stdin: BinaryIO | None = None,
    config: Config | None = None,
    progress: Progress | None = None,
) -> Iterator[Annotated | Skipped]:
    """Yield every article of ``inputs`` annotated, or Skipped with the reason; one article is held at a time.

    An id that stands twice gets ``#2``, ``#3``. Raises UsageError for a path that does not exist.
    """
    seen: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    files = list_files(inputs)
    for at, source in read_files(files, stdin=stdin):
        if progress:
            name = source.path if isinstance(source, Skipped) else source.id
            progress(Step("reading", name, at, len(files), counts))
        found = source if isinstance(source, Skipped) else _read(source, seen, reference_day=reference_day, only=only, config=config)
        counts.update(_counts(found))
        yield found
    if progress:
        progress(Step("reading", "", len(files), len(files), counts))


def _read(source: Source, seen: Counter[str], *, reference_day: date, only: Collection[str], config: Config | None) -> Annotated | Skipped:
    """The article of one source, annotated; an id that ``seen`` holds gets a number."""
    article = _read_source(source, seen, config=config)
    if isinstance(article, Skipped):
        return article
    return _or_skipped(source, lambda: annotate(article, reference_day=reference_day, only=only))


def _read_source(source: Source, seen: Counter[str], *, config: Config | None) -> Article | Skipped:
    article = _or_skipped(source, lambda: read_article(source))
    if isinstance(article, Skipped):
        return article
    if config is not None:
        article = _as_configured(article, config)
    seen[article.id] += 1
    return replace(article, id=f"{article.id}#{seen[article.id]}") if seen[article.id] > 1 else article


def _or_skipped(source: Source, make: Callable[[], T]) -> T | Skipped:
    """What ``make`` makes of a source. The one boundary: a bad article is a line in the result, never the end of the run."""
    try:
        return make()
    except BriefgenError as error:
        return Skipped(source.id, str(error))
    except Exception as error:
        return Skipped(source.id, f"could not be read ({type(error).__name__}: {error})")


def _as_configured(article: Article, config: Config) -> Article:
    """The article with the date and the publisher's name that the configuration states for it."""
    if config.dates and (stated := config.date_of(article)):
        key, day = stated
        stamp = Stamp(day.isoformat(), "stated", "configuration", f"[dates] in briefgen.toml states it for “{key}”")
        article = replace(article, published=stamp)
    if config.publishers and (publisher := config.publisher_of(article)):
        article = replace(article, publisher=publisher.name)
    return article


def _counts(found: Annotated | Skipped) -> dict[str, int]:
    if isinstance(found, Skipped):
        return {"skipped": 1}
    return {"articles": 1, "dates": len(found.timexes), "quotes": len(found.quotes), "events": len(found.events)}


def unused_dates(config: Config, found: Sequence[Annotated]) -> list[str]:
    """The keys of ``[dates]`` that no article has."""
    used = {stated[0] for one in found if (stated := config.date_of(one.article))}
    return [key for key in config.dates if key not in used]


def read_all(
    inputs: Sequence[str],
    *,
    reference_day: date,
    only: Collection[str] = (),
    stdin: BinaryIO | None = None,
    config: Config | None = None,
    progress: Progress | None = None,
) -> tuple[list[Annotated], list[Skipped]]:
    """All articles of ``inputs`` annotated, and what could not be read. Raises BriefgenError where nothing could."""
    found: list[Annotated] = []
    skipped: list[Skipped] = []
    for item in extract(inputs, reference_day=reference_day, only=only, stdin=stdin, config=config, progress=progress):
        (skipped if isinstance(item, Skipped) else found).append(item)  # type: ignore[arg-type]  # the two lists take the two kinds
    if not found:
        why = f"; the first of {len(skipped)} skipped: {skipped[0].path}: {skipped[0].reason}" if skipped else ""
        raise BriefgenError(f"no readable article in {', '.join(inputs)}{why}")
    return found, skipped


def newest_day(found: Sequence[Annotated]) -> date:
    """The newest publication day among the articles; assumed ones count only where no article states or implies its own."""
    stamps = [a.published for a in found if a.published]
    days = [s.day for s in stamps if s.certainty != "assumed"] or [s.day for s in stamps]
    return max(days, default=date.min)


def settle_undated(found: Sequence[Annotated]) -> list[Annotated]:
    """The articles, those without any date of their own read anew as of the newest day of the others.

    Read alone, such an article is of the reader's today; read among others, it belongs to their time.
    """
    if all(a.published and a.published.certainty == "assumed" for a in found):
        return list(found)
    day = newest_day(found)
    out = []
    for one in found:
        if one.published is None or one.published.certainty != "assumed" or one.published.day == day:
            out.append(one)
            continue
        again = annotate(one.article, reference_day=day)
        if again.published is not None:
            why = f"{again.published.why} (the newest of the other articles is of {format_day(day)})"
            again = replace(again, published=replace(again.published, why=why))
        out.append(again)
    return out


def make_briefs(
    found: Sequence[Annotated], skipped: Sequence[Skipped], topics: Sequence[Topic], config: Config, *, as_of: date | None, period: Period,
    previous: Previous | None = None, corrections: Corrections | None = None, warn: Callable[[str], None] | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Brief, ...], Story]:  # fmt: skip
    """A brief for each topic, all from one merge; ``warn`` is told each of the ``corrections`` that fits nothing.

    Raises UsageError for a plain word that no article speaks of.
    """
    from briefgen.brief import Request, make_brief
    from briefgen.merge import merge

    for topic in topics:
        if not topic.is_configured and not _is_spoken_of(topic, found):
            raise UsageError(f'no article speaks of "{topic.name}"; give another --topic or other inputs')
    today = as_of or newest_day(found)
    bounds = period.resolved(today)
    if bounds.first and bounds.last and bounds.first > bounds.last:
        raise UsageError(f"--since {bounds.first} lies after the as-of date, {bounds.last}; give an earlier --since or another --as-of")
    chosen = [a for a in found if bounds.holds(a)]
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
            previous=former[topic.name],
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
    from briefgen.config.corrections import load_corrections

    config = load_config(None, tuple(inputs))
    corrections = load_corrections(None, config)
    found, skipped = read_all(inputs, reference_day=reference_day, config=config)
    if as_of is None:
        found = settle_undated(found)
    briefs, story = make_briefs(
        found, skipped, [find_topic(config, topic)], config, as_of=as_of, period=Period(), corrections=corrections
    )  # fmt: skip
    return briefs[0], story


def write_briefs(
    briefs: Sequence[Brief], story: Story, looks: Mapping[str, Look], formats: Sequence[str], path_of: Callable[[Brief, str], Path],
    *, progress: Progress | None = None,
) -> list[Path]:  # fmt: skip
    """Render every brief in every format, then write them; nothing is written when one cannot be rendered."""
    from briefgen.render import RENDERERS

    articles = {one.article.id: one.article for one in story.articles}
    ready: list[tuple[Path, bytes]] = []
    for path, brief, name in [(path_of(brief, name), brief, name) for brief in briefs for name in formats]:
        if progress:
            progress(Step("writing", path.name, len(ready), len(briefs) * len(formats)))
        ready.append((path, RENDERERS[name](brief, articles, looks[brief.topic])))
    for path, data in ready:
        write_file(path, data)
    return [path for path, _ in ready]


def make_looks(
    config: Config, topics: Sequence[Topic], *, formats: Collection[str], template: str | None, proof: Proofs = "none"
) -> dict[str, Look]:
    """How the brief of each topic is dressed: in ``template`` where the call names one, else in the topic's own, else the configured one.

    Raises UsageError for a template that does not exist, OutputError for a format whose program is missing: before anything is read.
    """
    if "pdf" in formats:
        from briefgen.render.pdf import find_program

        find_program()
    if "eml" in formats:
        from briefgen.render.mail.headers import check_subject

        check_subject(config.mail.subject)
    looks = {}
    for topic in topics:
        look = make_look(config, formats=formats, template=template or topic.template or config.template)
        mail = config.mail
        envelope = Envelope(mail.sender, topic.recipients or mail.to, mail.cc, mail.reply_to, mail.subject, mail.attach)
        looks[topic.name] = replace(look, envelopes={topic.name: envelope}, proof=proof)
    return looks


def make_look(config: Config, *, formats: Collection[str], template: str) -> Look:
    """How a brief is dressed; the template is read where a format fills one.

    Raises UsageError for one that does not exist, TemplateError for one that cannot be filled.
    """
    from briefgen.render.word.dress import load_logo
    from briefgen.render.word.library import is_file, load_template

    fills_word = bool({"docx", "pdf", "eml"} & set(formats))
    data = load_template(template, folder=config.folder) if fills_word else b""
    if fills_word and is_file(template):
        from briefgen.render.word.check import refuse_faulty

        refuse_faulty(template, data)
    is_built_in = not is_file(template)
    return Look(
        locale=config.locale, marking=config.marking, organisation=config.organisation, zone=config.zone, template=data,
        template_name=template, paper=config.paper or ("letter" if is_built_in and config.locale == "en-US" else None),
        colour=config.style.colour, font=config.style.font, logo=load_logo(config.logo, folder=config.folder) if config.logo else b"",
    )  # fmt: skip


def render_brief(brief: Brief, story: Story, *, form: str, template: str) -> bytes:
    """One brief in one format."""
    from briefgen.render import RENDERERS

    look = make_look(Config(), formats=[form], template=template)
    return RENDERERS[form](brief, {one.article.id: one.article for one in story.articles}, look)


def read_articles(inputs: Sequence[str], *, config: Config, stdin: BinaryIO | None = None) -> Iterator[Article | Skipped]:
    """Every article of ``inputs`` with the id that :func:`extract` gives it and nothing found in it, or Skipped with the reason."""
    seen: Counter[str] = Counter()
    for _, source in read_files(list_files(inputs), stdin=stdin):
        yield source if isinstance(source, Skipped) else _read_source(source, seen, config=config)


def make_timeline(found: Sequence[Annotated], *, topic: Topic | None, period: Period, max_dates: int, per_date: int) -> tuple[Day, ...]:
    """The chronology of ``found``: the most important days of the period, and the sentences that tell them."""
    from briefgen.brief.relevance import find_scope
    from briefgen.merge.chronology import find_days
    from briefgen.merge.copies import find_copies

    ordered = sorted((a for a in found if period.holds(a)), key=lambda a: (a.published.value if a.published else "", a.article.id))
    kept, _ = find_copies(ordered)
    if topic is None:
        return find_days(kept, first=period.first, last=period.last, max_dates=max_dates, per_date=per_date, complete=_with_people)
    scope = find_scope(Story(kept, (), (), (), (), ()), topic)

    def holds(one: Annotated, span: Span) -> bool:
        return scope.holds(one.article.id, span)

    return find_days(kept, first=period.first, last=period.last, max_dates=max_dates, per_date=per_date, keep=holds, complete=_with_people)


def _with_people(one: Annotated) -> Annotated:
    """The article with its people and quotes too, to name a "he" that opens a sentence of the chronology."""
    day = one.published.day if one.published else date.min
    return annotate(one.article, reference_day=day, only=("people", "quotes"))


def _is_spoken_of(topic: Topic, found: Sequence[Annotated]) -> bool:
    from briefgen.brief.relevance import topic_pattern

    pattern = topic_pattern(topic)
    return any(
        pattern.search(a.article.title or "") or any(pattern.search(b.span.of(a.article.text)) for b in a.article.body()) for a in found
    )
