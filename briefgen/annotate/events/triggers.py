"""Triggers: the nouns and verbs that tell an event, each with the phrase around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.refused import is_modifier, is_predicate, lacks_number, refused_in
from briefgen.lexicon import any_of, load_table, load_words
from briefgen.model import Span

PRONOUNS = frozenset("it them this that him her me you us these those".split())
TRAVEL = frozenset({"trip", "arrival", "departure"})
WORD = re.compile(r"[^\s,;:()\"“”]+")
MAX_LEFT = 8  # words before the noun that may belong to its phrase
# "a state visit", "his eighth trip": where the phrase begins
DETERMINERS = frozenset("a an the this that these those his her its their our your my any each every no some".split())
# "to visit", "will then address": a word that is noun and verb is a verb after these
MODAL = re.compile(
    r"\b(?:to|will|would|shall|should|can|could|may|might|must|and|not|then|also)\s+(?:[a-z]+ly\s+|also\s+|then\s+|not\s+)?$", re.IGNORECASE
)
# "on the sidelines of the summit", "the second leg of his journey": the noun is only pointed at
POINTED_AT = re.compile(
    r"\b(?:sidelines?|margins?|legs?|part|stage|eve|agenda|outcome|details|results?)\s+of\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
# "an ally in | negotiations", "a role in the | talks": what somebody is good for
NO_EVENT = re.compile(
    r"\b(?:ally|allies|partners?|players?|experts?|roles?|interest|experience|skills?|stake)\s+in\s+(?:the\s+|any\s+)?(?:[a-z-]+\s+){0,2}$",
    re.IGNORECASE,
)
UNTIL = re.compile(r"\b(?:through|until|till)\s+(?:the\s+)?(?:\d{4}\s+)?(?:[a-z]+\s+)?$", re.IGNORECASE)  # "through the 2012 | elections"
# "refused to | visit", "chose not to | testify", "tried to | visit": what did not happen
NOT_DONE = re.compile(
    r"\b(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|den(?:y|ies|ied)|chose\s+not|chosen\s+not|tried|attempt(?:s|ed)?|fail(?:s|ed)?|unable|barred\s+from"
    r"|banned\s+from|forgot|hop(?:e|es|ed))\s+(?:to\s+)?(?:[a-z]+\s+){0,1}$",
    re.IGNORECASE,
)
BE = frozenset("is are was were be been".split())
# "the second day of the | summit", "the closing session of the | conference"
PART = re.compile(
    r"\b(?:first|second|third|fourth|last|final|opening|closing)\s+(?:day|session|round|half)\s+of\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
OFF = re.compile(r"\b(?:was|were|is|are|been|be)\s+(?:cancel|call(?:ed)?\s+off|scrap|drop|postpon|put\s+off)", re.IGNORECASE)
# "..., his first visit to China": what was just told, called by another name
APPOSED = re.compile(r",\s+(?:his|her|its|their|a|an|the)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# "visit of the minister", "event in Gujarat state to mark the start of ...": how a phrase goes on after its noun
LINKS = r"(?:of|to|in|at|with|between|for|on|by|among|against|over|about|from|near|aboard|under)"
GOES_ON = re.compile(rf"\s+(?:{LINKS}\b|to\s+(?:mark|discuss|celebrate|commemorate|review|attend)\b)")
TO_VERB = re.compile(r"\s+to\s+(?P<verb>[a-z]+)\b")  # "a speech | to step down": the verb is another's
PURPOSES = frozenset("mark discuss celebrate commemorate review attend".split())
STOP = re.compile(
    r"[,;:!?()\"“”…](?=\s|$|[\"”’'])|—|--|``|''|\s_(?=\s)|\.$|\s[(<]|-(?=\s)|\s[-–]\s|\s+\b(?:will|would|shall|should|can|could|(?-i:may)|might|must|is|are|was|were|be|been|has|have|had|does|do|did"
    r"|isn['’]t|wasn['’]t|became|began|begins|brings|brought|came|comes|ends|fails?|gave|gives|led|marks|means|nears|remains|saw|seems|shows|takes|took|went"
    r"|says?|said|told|that|which|who|whom|whose|where|when|while|as|after|before|amid|despite|but|during|since|until|because|if|although|though"
    r"|to\s+(?:go|take|be|begin|start|proceed|happen)|without|saying|adding|including|following|ahead|according|where|also|and\s+(?:will|would|is|are|was|were|has|had|then|later|said|told|held|met|[a-z]+ed))\b",
    re.IGNORECASE,
)
# "visit to Korea reaffirmed", "treaty agreed with": a verb or participle ends the phrase, but "the wounded", "a proposed law" are of it
PARTICIPLE = re.compile(r"(?<=\s)(?P<word>[a-z]{2,}ed)\b(?!-)")
NO_PARTICIPLE = frozenset("bed breed creed deed feed greed hundred indeed kindred need red seed shed speed steed weed".split())
# "he is meeting", "you’re hearing from": a verb in progress, whatever the noun
PROGRESSIVE = re.compile(
    r"(?:\b(?:am|is|are|was|were|be|been|being)|\b(?:he|she|it|that|who|there|i|we|you|they)['’](?:s|re|m))\s+(?:[a-z]+ly\s+|also\s+|now\s+|not\s+)?$",
    re.IGNORECASE,
)
# "in signing an accord", "signing historic deals": the gerund has an object
OBJECT = re.compile(r"\s+(?:an?|the|this|these|those|its|their|his|her|[a-z]+)\b", re.IGNORECASE)
# "leaders meeting in Oslo": those who meet stand before
MEETING_IN = re.compile(r"\b[a-z-]{3,}[a-rt-z]s\s+$")
# "resuming talks", "caps President Adler’s trip", "He’s": where a phrase does not begin
GERUND = re.compile(
    r"(?!(?:upcoming|forthcoming|opening|closing|coming|ongoing|founding|working|signing|training|morning|evening|wedding)$)[a-z]+ing$"
)
CONTRACTION = re.compile(r"(?:i|we|you|he|she|it|they|that|there|what|who|here|let)['’]", re.IGNORECASE)
# who is there: "Biden is in Tokyo", "the president will be in"
WHO = re.compile(
    r"\b(?:he|she|they|president|minister|premier|chancellor|leaders?|ministers|secretary|delegation|envoy|king|queen|pope|who)\b[^,;:]{0,20}$",
    re.IGNORECASE,
)
ADVERB = re.compile(r"^(?:[a-z]+ly|on|back|over|straight)\s+(?=to\b)")  # "travel | directly | to Oslo"
TO_PLACE = re.compile(
    r"\s+(?:(?:on|back|over|here|straight|[a-z]+ly)\s+)?(?:(?:to|for|in|at|from|into|aboard)\s+)?(?:the\s+)?(?:[a-z]+\s+){0,4}?[A-Z]"
)
RIGHT_THERE = re.compile(r"\s+(?:the\s+)?(?:[a-z]+\s+)?[A-Z]")
INSIDE = frozenset("last such first second third next previous former new one two three four several many some all both more".split())
# "a new, ambitious initiative", "a U.S.-based, integrated chain": a comma between adjectives
ADJECTIVE = re.compile(
    r"(?:\b(?:new|major|historic|ambitious|joint|bold|landmark|large|big|long|special|comprehensive|important)|-[a-z]+)$"
)
OF_IT = re.compile(r"^\s+(?:of|on|about|with|for|by)\s+(?:it|them|this|that|him|her|us|me|you)\b")  # "the launch of it"
MAX_RIGHT = 120  # characters of a phrase after its noun


@dataclass(frozen=True, slots=True)
class Trigger:
    """A noun or verb that tells an event; offsets within the sentence."""

    span: Span
    part: str
    """``noun`` or ``verb``."""
    kind: str
    phrase: Span
    """From the determiner or possessor to the end of its prepositional phrases."""
    lead: str
    """For a verb: how a title begins."""


def find_triggers(sentence: Sentence) -> tuple[Trigger, ...]:
    """The triggers of a sentence, nouns before the verbs that only carry them ("will hold a summit" is the summit)."""
    text = sentence.text
    found: list[Trigger] = []
    refused: tuple[Span, ...] | None = None
    for match in _regex().finditer(text):
        refused = refused_in(text) if refused is None else refused
        if any(span.overlaps(Span(match.start(), match.end())) for span in refused):
            continue
        entries = _entries().get(match[0].lower().replace("’", "'"), {})
        if not entries or _is_name_part(text, match.start(), match.end()):
            continue
        part = _part_of_speech(text, match, frozenset(entries))
        if part is None:
            continue
        kind, lead = entries[part]
        trigger = _noun(sentence, match, kind) if part == "noun" else _verb(sentence, match, kind, lead)
        if trigger is not None:
            found.append(trigger)
    verbs = [t for t in found if t.part == "verb"]
    dates = [sentence.local(t.span) for _, t in sentence.timexes if t.type in ("DATE", "TIME")]
    out: list[Trigger] = []
    for one in found:
        if one.part == "verb" and any(_carries(text, one, n) and not _dated_between(one, n, dates) for n in found if n.part == "noun"):
            continue
        if one.part == "noun" and any(_carries(text, v, one) and _dated_between(v, one, dates) for v in verbs):
            continue
        if out and one.kind in ("visit", "trip") and APPOSED.search(text, out[0].span.end, one.span.start):
            continue
        out.append(one)
    return tuple(out)


def _part_of_speech(text: str, match: re.Match[str], entries: frozenset[str]) -> str | None:
    """``noun`` or ``verb``; None for a verb that is no event: "he is hearing from voters"."""
    start, window = match.start(), max(0, match.start() - 40)
    if "verb" not in entries:
        is_verb = PROGRESSIVE.search(text, window, start) or re.match(r"\s+(?:the|an?|his|her|its|their)\s", text[match.end() :])
        return None if match[0].lower().endswith("ing") and is_verb else "noun"
    if "noun" not in entries or MODAL.search(text, window, start):
        return "verb"
    if not match[0].lower().endswith("ing"):
        return "noun"
    before = text[:start].rstrip().rsplit(None, 1)[-1:] or [""]
    is_bare = before[0].lower() in load_words("function_words") - DETERMINERS or not before[0]
    follows = re.match(rf"\s+{LINKS}\b", text[match.end() :])
    has_object = is_bare and not follows and OBJECT.match(text, match.end())
    meets_in = match[0] == "meeting" and re.match(r"\s+(?:in|at|on)\b", text[match.end() :]) and MEETING_IN.search(text, window, start)
    return "verb" if PROGRESSIVE.search(text, window, start) or has_object or meets_in else "noun"


def _dated_between(verb: Trigger, noun: Trigger, dates: list[Span]) -> bool:
    """Whether the date is the journey's: "will be in Japan on Aug. 29-30 for the summit", and the noun has none of its own."""
    before = any(verb.span.end <= d.start and d.end <= noun.phrase.start for d in dates)
    return before and not any(d.start >= noun.phrase.start for d in dates)


def _carries(text: str, verb: Trigger, noun: Trigger) -> bool:
    """Whether a verb only leads to an event that a noun names: "will fly to Tianjin for the summit", "visited for talks"."""
    if not verb.span.end <= noun.span.start <= max(verb.phrase.end, verb.span.end + 90) or verb.kind not in (
        *TRAVEL,
        "meeting",
        "visit",
        "launch",
    ):
        return False
    return not re.search(r";\s|\b(?:before|after|ahead of|following)\b", text[verb.span.end : noun.span.start])


def _noun(sentence: Sentence, match: re.Match[str], kind: str) -> Trigger | None:
    text = sentence.text
    if part := PART.search(text, max(0, match.start() - 60), match.start()):
        off = OFF.search(text, match.end())  # told of for itself only where it is dropped
        return Trigger(Span(match.start(), match.end()), "noun", "other", Span(part.start(), match.end()), "") if off else None
    if POINTED_AT.search(text, max(0, match.start() - 60), match.start()):
        return None
    if NO_EVENT.search(text, max(0, match.start() - 60), match.start()):
        return None
    if kind in ("election", "vote") and UNTIL.search(text, max(0, match.start() - 40), match.start()):
        return None
    start = _left(sentence, match.start())
    if start == match.start() and MODAL.search(text, max(0, start - 40), start):
        return None  # "to tour", "will rally": a verb that is no event
    if is_modifier(text, match.start(), match.end()) or is_predicate(text, start):
        return None
    if lacks_number(match[0].lower(), text[start : match.start()]):
        return None
    return Trigger(Span(match.start(), match.end()), "noun", kind, Span(start, _right(sentence, match.end())), "")


def _verb(sentence: Sentence, match: re.Match[str], kind: str, lead: str) -> Trigger | None:
    text, form = sentence.text, match[0].lower()
    if NOT_DONE.search(text, max(0, match.start() - 50), match.start()):
        return None
    end = _object_end(text, _past_date(sentence, match.end()))
    following = ADVERB.sub("", text[match.end() : end].strip())
    if kind in TRAVEL and not form.endswith(" for") and not re.match(rf"(?!of\b){LINKS}\b", following):
        return None  # "his plane landed", "heads the ministry"
    if (kind in TRAVEL or " " in form) and kind != "speech" and not TO_PLACE.match(text, match.end()):
        return None  # "headed to the exits", "comes to an end"
    if (form.endswith(" to") and not RIGHT_THERE.match(text, match.end())) or text[: match.start()].lower().endswith(" it "):
        return None  # "when it comes to Oslo", "comes to ties with Oslo"
    if form.endswith(" in") and not _is_there(sentence, match.start()):
        return None  # "3,000 Americans are in Iraq"
    if following.startswith(("by ", "and ")) or PRONOUNS & {
        w.lower() for w in following.split(" ")[: 2 if following.startswith("with ") else 1]
    }:
        return None  # "the summit hosted by Australia": said of the noun before; "launch it": of nothing named
    if kind == "launch" or form.startswith("host"):
        head = following.split(" ")[0].lower().strip("“\"'‘")
        if head in load_words("function_words") - DETERMINERS - INSIDE and not head.isdigit():
            return None  # "the hosts should be", "he hosted here"
        if _is_determined(text[: match.start()].rstrip().rpartition(" ")[0]) and text[: match.start()].rstrip().endswith("ly"):
            return None  # "the newly inaugurated president"
    if kind not in TRAVEL and not following and not form.startswith("me"):  # "Modi and Ishiba will meet"
        return None
    before = text[: match.start()].rstrip().rsplit(None, 1)[-1:]
    bare = {"of", "for", "in", "on"} if not form.endswith("ing") else set()
    if before and before[0].lower() in DETERMINERS - {"this", "that"} | bare:
        return None  # "the signing", "a launch"; "in signing an accord" is a verb
    return Trigger(Span(match.start(), match.end()), "verb", kind, Span(match.start(), end), lead)


def _is_there(sentence: Sentence, at: int) -> bool:
    """Whether somebody of rank is the subject: "Biden | is in Tokyo", "when the president | was in Oslo"."""
    named = any(0 <= at - sentence.local(m).end <= 12 for m, _ in sentence.people)
    return named or bool(WHO.search(sentence.text, max(0, at - 60), at))


def _left(sentence: Sentence, at: int) -> int:
    """Where the phrase of the noun at ``at`` begins: back over adjectives, names, possessors and dates."""
    text, start = sentence.text, at
    dates = [sentence.local(t.span) for _, t in sentence.timexes]
    for _ in range(MAX_LEFT):
        gap = text[:start].rstrip()
        if not gap or len(gap) == start or (gap[-1] in ',;:()"“”.—' and not any(d.end == len(gap) for d in dates)):
            break
        date = next((d for d in dates if d.end == len(gap)), None)
        word_start = date.start if date else max(gap.rfind(" "), gap.rfind("("), gap.rfind("“"), gap.rfind('"')) + 1
        word = gap[word_start:]
        plain = word.lower().rstrip(".")
        if date is None and (plain in _stops() or (plain.endswith("ly") and word.islower())):
            break
        if date is None and _opens_no_phrase(gap, word_start, word, text[start : start + 1]):
            break
        start = word_start
        if plain in DETERMINERS:
            break
    return start


def _opens_no_phrase(text: str, at: int, word: str, following: str) -> bool:
    """Whether ``word`` at ``at`` is a verb with the phrase for its object: "resuming | talks", "caps | President Adler’s trip"."""
    if CONTRACTION.match(word):
        return True
    if word.islower() and (text[:at].rstrip().rsplit(None, 1) or [""])[-1].lower() in BE:
        return True  # "is hopeful | negotiations will begin"
    if not word.isalpha() or not word.islower() or _is_determined(text[:at]):
        return False
    return bool(GERUND.match(word)) or (following.isupper() and word.endswith(("ed", "s")))


def _is_determined(before: str) -> bool:
    """Whether a determiner or possessor stands right before: "the | planned summit", "Korea's | opening session"."""
    last = (before.rstrip().rsplit(None, 1) or [""])[-1].lower()
    return last in DETERMINERS or last.endswith(("'s", "’s", "s'", "s’"))


def _right(sentence: Sentence, at: int) -> int:
    """Where the phrase ends: after the prepositional phrases, before a verb, a comma or a date ("the launch tomorrow of" goes on)."""
    text = sentence.text
    for _, timex in sentence.timexes:
        local = sentence.local(timex.span)
        if text[at : local.start].isspace() and re.match(r"\s+of\b", text[local.end :]):
            at = local.end
    goes_on = GOES_ON.match(text, at)
    infinitive = TO_VERB.match(text, at) if goes_on else None
    if goes_on is None or (infinitive and infinitive["verb"] in load_words("plain_verbs") and infinitive["verb"] not in PURPOSES):
        return at
    stop = _object_end(text, at)
    for _, timex in sentence.timexes:
        local = sentence.local(timex.span)
        if at <= local.start < stop:
            stop = local.start
    return at + len(_without_last_link(OF_IT.sub("", text[at:stop])))


def _past_date(sentence: Sentence, at: int) -> int:
    """``at``, or the end of the date that follows there with a comma in it: "meet on | May 24, 2022 | in Tokyo"."""
    for _, timex in sentence.timexes:
        local = sentence.local(timex.span)
        if "," in timex.text and re.fullmatch(r"\s+(?:on\s+)?", sentence.text[at : local.start]):
            return local.end
    return at


def _object_end(text: str, at: int) -> int:
    stop = next((m for m in STOP.finditer(text, at) if not (m[0] == "," and ADJECTIVE.search(text, at, m.start()))), None)
    end = min(stop.start() if stop else len(text), at + MAX_RIGHT)
    end = _before_participle(text, at, end)
    if end == at + MAX_RIGHT and end < len(text):
        end = max(text.rfind(" ", at, end), at)
    return at + len(text[at:end].rstrip(" .,;:"))


def _before_participle(text: str, at: int, end: int) -> int:
    """Where a phrase ends that a verb or participle follows: "visit to Korea | reaffirmed the alliance"; ``end`` where none does."""
    for match in PARTICIPLE.finditer(text, at + 1, end):
        before = (text[at : match.start()].rstrip().rsplit(None, 1) or [""])[-1].lower()
        inside = before in load_words("function_words") or before in DETERMINERS or before.endswith(("ly", "'s", "’s", "s’", ","))
        if before and not inside and match["word"] not in NO_PARTICIPLE:
            return match.start()
    return end


def _without_last_link(phrase: str) -> str:
    """A phrase without a preposition or article left alone at its end: "visit to Japan on" -> "visit to Japan"."""
    while match := re.search(rf"\s+(?:{LINKS}|the|a|an|and|or|later|early|late)$", phrase):
        phrase = phrase[: match.start()]
    return phrase.rstrip(" ,")


def _is_name_part(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a name: "East Asia Summit" is an event, "Trip Advisor" and "Meeting Street" are none."""
    return (
        text[start].isupper()
        and bool(re.match(r"\s+(?:[A-Z][a-z]+(?:Advisor|Street|Group)?)\b", text[end:]))
        and start > 0
        and text[start - 2 : start - 1].islower()
    )


def event_word_at(text: str, at: int) -> bool:
    """Whether a noun that names an event begins at ``at``."""
    match = _regex().match(text, at)
    return match is not None and "noun" in _entries().get(match[0].lower().replace("’", "'"), {})


@cache
def _stops() -> frozenset[str]:
    """Words at which a noun phrase begins afresh: prepositions, conjunctions, verbs."""
    inside = INSIDE - {"several", "many", "some", "all", "both", "more"}
    return (load_words("function_words") | load_words("plain_verbs")) - DETERMINERS - inside


@cache
def _entries() -> dict[str, dict[str, tuple[str, str]]]:
    """Every form that the lexicons hold, in lower case: for noun and verb the kind and how a title begins."""
    out: dict[str, dict[str, tuple[str, str]]] = {}
    for form, part, kind, lead in _forms():
        out.setdefault(form, {})[part] = (kind, lead)
    return out


def _forms() -> Iterator[tuple[str, str, str, str]]:
    for base, forms, kind, lead in load_table("event_verbs"):
        for form in (base, *forms.split("|")):
            yield form, "verb", kind, lead
    for noun, kind, *plural in load_table("event_nouns"):
        yield noun, "noun", kind, ""
        if plural and plural[0] == "plural":
            yield f"{noun}s", "noun", kind, ""


@cache
def _regex() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of(_entries())})(?![\w-])", re.IGNORECASE)
