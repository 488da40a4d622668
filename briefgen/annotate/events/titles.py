"""Titles in the words of the evidence: "Prime Minister Narendra Modi's visit to Japan", "Summit of the regional bloc"."""

from __future__ import annotations

import re

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.triggers import ADVERB, DETERMINERS, LINKS, Trigger
from briefgen.model import Span

MAX_TITLE = 110  # characters; a table cell of three lines
# "The Quad foreign ministers met", "The two leaders will meet": a short group before its verb
SUBJECT = re.compile(
    r"(?:^|,\s|\s)(?P<who>(?:the|all|both)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+s)\s+(?:(?:will|would|are|were|is|was|to|also|have|had|last|then|due)\s+)*$",
    re.IGNORECASE,
)
LAST_LINK = re.compile(
    rf"\s+(?:{LINKS}|the|a|an|and|or|but|as|later|earlier|early|late|next|this|last|just|only|since|until|till|before|after|during|through|around"
    r"|here|then|that|which|who|back|so|its|his|her|their|our|is|are|was|were|be|effective|starting|beginning|ending)$",
    re.IGNORECASE,
)
# "effective Nov. 10", "on the evening of", "by", "until": what led to a date that the title leaves out
LED = re.compile(
    r"(?:(?:\b(?:starting|beginning|effective|as early as|as of|back|early|late|later|earlier)\s+)?\b(?:on|from|in|of|at|between"
    r"|for|by|until|till|through"
    r"|before|after|since|around|about|during|over|over the|effective|starting|beginning)\s+)+(?:the\s+)?$",
    re.IGNORECASE,
)
# "And", "However,", "In addition,", "I think": how a sentence leads in
FIRST_WORDS = re.compile(
    r"(?:(?:on|in|by|at|from|since|of|and|but|so|then|also|meanwhile|however|moreover|furthermore|additionally|specifically|separately|typically|finally"
    r"|actually|obviously|well|now|yes|no|again|later|earlier|today|tomorrow|yesterday|last night|first|second|in addition|in fact"
    r"|for example|of course|further)\b\s*,\s*"
    r"|(?:when|as|while|after|before|because|and|but|or|so|that|then|although|though)\b\s+)",
    re.IGNORECASE,
)
NO_SUBJECT = re.compile(
    r"(?:i|we|you|he|she|it|they|this|that|these|those|there|what|who|whom|which|whose|where|how|why|let|not|just|over|like|if|'s|’s)\b",
    re.IGNORECASE,
)
PASSIVE_OBJECT = re.compile(
    r"(?:^|[,;]\s+)(?:and\s+|but\s+)?(?P<what>(?:[Tt]he|[Aa]n?|[Aa]bout|\d+|[A-Z])[^,;]{3,90}?)\s+(?:(?:will|would|is|are|was|were|has|have|had|could|may|might|can|should|to|been|be|expected|due|set)\s+)*be(?:en)?\s+$"
)
# "met | again in Oslo"
AGAIN = re.compile(r"^(?:again|also|separately|briefly|privately|together|there|here|today|instead)\b\s*", re.IGNORECASE)
OF_THEM = re.compile(r"^(?:many|some|most|all|few|both|one|none)\s+of\s+(?:them|these|those|us)\b|\bexpect\s+(?:it|them)\b", re.IGNORECASE)
CLAUSE_END = re.compile(r",\s|\s(?=(?:and|but|to|with|in|on|for|by|at|of|from|while|after|before|under|that|which|who)\s)")


def title_of(sentence: Sentence, trigger: Trigger, place: str | None) -> str | None:
    """The title of an event, built only from words of its sentence; None where nothing readable is left to call it by."""
    title = _title(sentence, trigger, place)
    return title if title and is_readable(title) else None


def _title(sentence: Sentence, trigger: Trigger, place: str | None) -> str | None:
    if trigger.part == "noun":
        title = tidy(without_dates(sentence, trigger.phrase))
        if place and title.islower() and len(title.split()) < 4 and place not in title:  # "a trip", told of Sendai; "last such gathering"
            the = "the " if f"the {place}" in sentence.text else ""
            title = f"{title} {'to' if trigger.kind in ('visit', 'trip') else 'in'} {the}{place}"
        return _capital(title)
    if trigger.lead.startswith("Meeting") and (subject := _subject(sentence, trigger)):
        rest = tidy(without_dates(sentence, Span(trigger.span.end, trigger.phrase.end)))
        return clip(f"Meeting of {subject} {rest}".strip())
    following = tidy(without_dates(sentence, Span(trigger.span.end, trigger.phrase.end)), article=True)
    is_met = trigger.kind == "meeting" and trigger.span.of(sentence.text).lower().startswith(("me", "conven"))
    if is_met and not re.match(r"with\b|[A-Z]", following) and len(who := sentence.participants(trigger)) > 1:
        return clip(f"Meeting of {', '.join(who[:-1])} and {who[-1]} {following}".strip())
    following = AGAIN.sub("", ADVERB.sub("", following))
    if trigger.kind in ("signing", "launch") and (what := _object_before(sentence, trigger)):
        return clip(trigger.lead.format(what))
    if not following:
        return f"{trigger.lead.split()[0]}, {place}" if place else None
    head, _, link = trigger.lead.replace(" {}", "").partition(" ")
    if re.match(rf"{LINKS}\b", following, re.IGNORECASE):
        return clip(f"{head} {following}")
    return clip(" ".join(part for part in (head, link, following) if part))


def _subject(sentence: Sentence, trigger: Trigger) -> str | None:
    """Who meets, where it is a group without names: "the Quad foreign ministers"."""
    clause = sentence.clause_of(trigger.span.start)
    before = sentence.text[clause.start : trigger.span.start]
    if any(sentence.local(m).overlaps(Span(clause.start, trigger.span.start)) for m, _ in sentence.people):
        return None
    match = SUBJECT.search(before)
    return match["who"][:1].lower() + match["who"][1:] if match else None


def _object_before(sentence: Sentence, trigger: Trigger) -> str | None:
    """What is signed or launched, where the verb is passive: "The agreement on the cable | will be signed"."""
    clause = sentence.clause_of(trigger.span.start)
    match = PASSIVE_OBJECT.search(sentence.text, clause.start, trigger.span.start)
    return tidy(without_dates(sentence, Span(*match.span("what"))), article=True).replace("The ", "the ", 1) if match else None


def without_dates(sentence: Sentence, span: Span, *, only: Span | None = None) -> str:
    """The words of a span without the dates in it (``only`` one of them, if told) and the prepositions that led to them."""
    text, at, out = sentence.text, span.start, []
    for _, timex in sentence.timexes:
        local = sentence.local(timex.span)
        if at <= local.start < span.end and (only is None or timex.span == only):
            own = re.match(r"\s?['’]s\b", text[local.end : local.end + 4])
            before = text[at : local.start]
            # "said in the Dec. 21 bombing", "blamed for Monday's attack": what led to the date leads to a noun
            is_noun = own or (re.search(r"\b(?:the|a|an|its|his|their)\s+$", before) and re.match(r",?\s+[a-z]", text[local.end :]))
            out.append(before if is_noun else LED.sub("", before))
            at = min(local.end + (own.end() if own else 0), max(span.end, local.start))
    out.append(text[at : span.end])
    return " ".join(out)


def tidy(phrase: str, *, article: bool = False) -> str:
    """A phrase with single blanks, without a determiner before (but for ``article``) or a dangling preposition after it."""
    out = re.sub(r"\(\s*\)|\[\s*\]|``|''|\s['’](?=\s|$)", " ", phrase)
    out = re.sub(r"\s+", " ", out)
    out = re.sub(r"\s+(?=[,.;:]|['’]s\b)", "", out)
    out = re.sub(r"\b(the|a|an|its|his|their),\s", r"\1 ", re.sub(r",(?:\s*,)+", ",", out))
    out = re.sub(r",?\s+this \d{1,2}(?:st|nd|rd|th) day\b.*$", "", out).strip(" ,;:-–—’'_")
    while match := FIRST_WORDS.match(out):
        out = out[match.end() :].lstrip(" ,;:-–—")
    words = out.split(" ")
    while words and words[0].lower() in DETERMINERS and not (article and words[0].lower() == "the"):
        words = words[1:]
    out = _without_last_link(" ".join(words))
    return clip(_balanced(out if re.search(r"(?:\b[A-Z]\.){2,}$", out) else out.rstrip(".")))


def _without_last_link(phrase: str) -> str:
    """A phrase without prepositions, conjunctions and articles left alone at its end, and the commas before them."""
    phrase = re.sub(r"(?<=[a-z])\s+[A-HJ-Z]$", "", phrase)  # "Economic F": a word that the speaker broke off
    while match := LAST_LINK.search(phrase):
        phrase = phrase[: match.start()].rstrip(" ,;:-–—")
    return phrase


def _balanced(phrase: str) -> str:
    """A phrase without brackets and double marks that lack their other half: "talks (with", "the “framework"."""
    for opens, closes in (("(", ")"), ("[", "]"), ("“", "”")):
        if phrase.count(opens) > phrase.count(closes):
            head, _, tail = phrase.rpartition(opens)
            phrase = head + tail if opens == "“" else head
        elif phrase.count(closes) > phrase.count(opens):
            phrase = phrase.replace(closes, "", 1)
    if phrase.count('"') % 2:
        phrase = phrase.replace('"', "")
    return _without_last_link(phrase.strip(" ,;:-–—"))


def clip(phrase: str, *, limit: int = MAX_TITLE) -> str:
    """At most ``limit`` characters, cut where a phrase ends or else at a word, the cut marked ``[…]``."""
    if len(phrase) <= limit:
        return phrase
    ends = [m.start() for m in CLAUSE_END.finditer(phrase, limit // 2, limit - 4)]
    cut = phrase[: ends[-1] if ends else phrase.rfind(" ", 0, limit - 4)]
    return _balanced(_without_last_link(cut.rstrip(" ,;:"))) + " […]"


def is_readable(title: str) -> bool:
    """Whether a title reads by itself: no markup, no pronoun or contraction at its head."""
    if not title or "<" in title or "http" in title or "LRB-" in title or "RRB-" in title or " | " in title or re.search(r"[✅•=]", title):
        return False
    return not NO_SUBJECT.match(title) and not OF_THEM.search(title)


def _capital(phrase: str) -> str | None:
    return phrase[:1].upper() + phrase[1:] if phrase else None
