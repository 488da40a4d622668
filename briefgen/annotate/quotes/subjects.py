"""Who speaks: the noun phrase beside a cue, or the speaker of the cue before it."""

from __future__ import annotations

from briefgen.annotate.quotes.clauses import After
from briefgen.annotate.quotes.cues import AUXILIARIES, CALENDAR, FINITE, SUBJECTS, Cue
from briefgen.annotate.quotes.frames import Frame
from briefgen.annotate.quotes.phrases import DETERMINERS, Phrase, read_left, read_right, skip_back
from briefgen.annotate.quotes.reading import EDGE, Reading
from briefgen.lexicon import load_words

NOT_CONTENT = frozenset(
    {
        "without", "with", "after", "as", "when", "while", "during", "following", "before", "in", "on", "at", "to", "by", "from",
        "who", "which", "where", "and", "but", "because", "amid", "despite", "ahead", "about", "referring", "pointing",
        "speaking", "adding", "noting"
    }
)  # fmt: skip
PLURALS = frozenset(
    {
        "people", "police", "men", "women", "media", "some", "many", "most", "others", "both", "few", "data", "staff"
    }
)  # fmt: skip
FRONTED = frozenset(
    {
        "in", "on", "at", "during", "after", "before", "since", "as", "for", "from", "with", "by", "to", "under", "over",
        "despite", "following", "among", "meanwhile", "later", "earlier", "speaking", "asked"
    }
)  # fmt: skip


def find_subject(reading: Reading, cue: Cue, j: int) -> Phrase | None:
    """Who speaks, left of the cue; of a participle or of "and added" the speaker before; None where the subject may stand behind."""
    frame = reading.frame
    joined = j < 0 or frame.word(j) in ("and", "but", ",", "—", "–", "then", "while", "by", "before", "(", "or")
    if cue.participle and frame.word(cue.at - 1) == "as":
        k = cue.at - 2
        while k >= 0 and frame.word(k).endswith(("ed", "n")) and frame.word(k) not in AUXILIARIES:
            k -= 1
        return read_left(frame, reading.names, skip_back(frame, k, 0), 0)
    if cue.participle:
        if joined or frame.is_mark(j):
            return inherited(reading, cue)
        phrase = read_left(frame, reading.names, j, 0)
        with_it = phrase is not None and frame.word(phrase.begins - 1) in ("with", "as") and phrase.kind != "pronoun"
        was = (
            any(w in ("is", "was", "were", "are", "been", "be", "as") for w in frame.lower[j + 1 : cue.at])
            or frame.word(cue.at - 1) == "as"
        )
        return phrase if with_it or was else (inherited(reading, cue) if cue.kind in ("say", "tell") else None)
    if j >= 0 and frame.word(j) in ("and", "but") and not frame.is_mark(j):
        return inherited(reading, cue) if cue.form.endswith(("ed", "d", "s", "e")) or cue.kind == "say" else None
    if j < 0 or frame.is_mark(j) or (frame.word(j) == "," and frame.is_mark(j - 1)):
        return None
    phrase = read_left(frame, reading.names, j, 0)
    if phrase is None or not is_speaker(frame, phrase):
        return None
    if cue.form == cue.lemma and cue.form != "read" and not _is_plural(frame, phrase):
        return None
    if cue.noun and phrase.kind == "phrase" and not _noun_cue_ok(frame, cue, phrase):
        return None
    return phrase


def _is_plural(frame: Frame, phrase: Phrase) -> bool:
    """Whether a phrase can stand before the plain form of a verb: "officials say", "we note"; never "a system predict"."""
    words = frame.lower[phrase.first : phrase.end]
    last = words[-1]
    if phrase.kind == "pronoun":
        return last in ("we", "they", "i", "you", "who")
    return "and" in words or last.endswith("s") or any(w.endswith("s") or w in PLURALS for w in words) or last[:1].isdigit()


def _noun_cue_ok(frame: Frame, cue: Cue, phrase: Phrase) -> bool:
    """Whether a form that may be a noun is a verb behind this phrase: "the union claims that", never "the two claims"."""
    nxt = frame.word(cue.end)
    last = frame.lower[phrase.end - 1]
    plural = last.endswith("s") and not cue.form.endswith("s")
    return (
        frame.is_mark(cue.end)
        or frame.is_mark(phrase.begins - 1)
        or nxt in ("that", ":", *SUBJECTS)
        or (plural and phrase.end - phrase.first > 1)
        or (cue.form.endswith("s") and nxt in DETERMINERS and not last.endswith("'s"))
    )


def is_speaker(frame: Frame, phrase: Phrase) -> bool:
    last = frame.lower[phrase.end - 1]
    if phrase.kind == "pronoun":
        return last not in ("who",) and True
    return (last[:1].isalnum() and not last.isdigit()) or last in ("'s", ")", "")


def inherited(reading: Reading, cue: Cue) -> Phrase | None:
    """The speaker of a participle or a second verb: of the utterance before in the frame, else the frame's first name or pronoun."""
    if reading.found:
        return Phrase(cue.at, cue.at, "inherit")
    frame = reading.frame
    for i in range(min(cue.at, 25)):
        if frame.is_mark(i):
            continue
        if frame.lower[i] in ("he", "she", "they", "it", "we", "i"):
            return Phrase(i, i + 1, "borrowed pronoun")
        known = reading.names.by_start.get(frame.start(i))
        if known is not None:
            end = i + 1
            while end < cue.at and frame.start(end) < known[0].end:
                end += 1
            if frame.word(end) in ("'s", "’s", "'", "’"):  # "Hale's company sued, alleging": not Hale, but who begins the sentence
                whole = read_right(frame, reading.names, 0)
                if whole is not None and whole.kind == "phrase" and is_speaker(frame, whole):
                    return Phrase(whole.first, _verb_in(frame, whole), "borrowed phrase")
                continue
            return Phrase(i, end, "borrowed name")
    return None


def _verb_in(frame: Frame, phrase: Phrase) -> int:
    """The position of the first plain verb in a phrase that ran over it, else its end: "A judge | closed the file"."""
    verbs = load_words("plain_verbs")
    for k in range(phrase.first + 1, phrase.end):
        if frame.lower[k].endswith("ed") or (frame.lower[k] in verbs and not frame.is_capital(k)):
            return k
    return phrase.end


def may_invert(reading: Reading, cue: Cue, j: int) -> bool:
    """Whether a cue without a subject before it follows the words it reports: a stretch, or a clause and a comma."""
    frame = reading.frame
    if cue.participle or j < 0 or cue.end >= len(frame):
        return False
    if frame.is_mark(j):
        return True
    if frame.word(j) != ",":
        return False
    return frame.is_mark(j - 1) or (cue.kind in ("say", "tell", "that") and j - reading.floor >= 3 and not cue.noun)


def ends_attribution(frame: Frame, i: int, after_mark: bool) -> bool:
    """Whether an inverted speaker is followed by no verb: "…, said Hale has" is none."""
    word = frame.word(i)
    return (
        after_mark
        or i >= len(frame)
        or word in EDGE
        or word in NOT_CONTENT
        or word in CALENDAR
        or frame.is_mark(i)
        or word in ("(", "of", "during", "last", "this", "later", "earlier")
    )


def _ends_in_comma(frame: Frame, i: int) -> bool:
    """Whether a stretch before the subject goes on into the attribution: “I was right,” he wrote in a letter that he published."""
    if not frame.is_mark(i):
        return frame.word(i) == ","
    mark = frame.mark(i)
    return mark is not None and mark.inner.of(frame.tokens.text).rstrip().endswith(",")


def trails(reading: Reading, cue: Cue, subject: Phrase, after: After) -> bool:
    """Whether what is reported stands before the subject: nothing but a full stop, comma or adverbial follows the cue."""
    frame = reading.frame
    before = subject.begins - 1
    quoted = before >= reading.floor and (frame.is_mark(before) or (frame.word(before) in (",", "—", "–") and frame.is_mark(before - 1)))
    clause = before - reading.floor >= 2 and frame.word(before) in (",", "—", "–", "?", "!")
    opener = frame.word(reading.floor)
    if (
        clause
        and not quoted
        and (opener in FRONTED or opener.endswith("ing"))
        and not any(w in FINITE for w in frame.lower[reading.floor : before])
    ):
        return False
    if not (quoted or clause) or (after.that and not (quoted and _ends_in_comma(frame, before))):
        return False
    i = after.at
    rest = frame.word(i)
    if i >= len(frame) or rest in (".", ";", "!", "?", ")"):
        return True
    if rest in (",", "—", "–"):
        return quoted or not frame.is_mark(i + 1) or cue.kind not in ("say", "tell")
    if quoted and frame.is_mark(i) and after.at > cue.end:
        reading.used.add(i)  # a title: 'Hale said on “The Morning Hour.”'
        return True
    if quoted:
        return not (frame.is_mark(i) or (rest == ":" and frame.is_mark(i + 1)))
    return rest in NOT_CONTENT and not frame.is_mark(i) and not frame.word(i + 1)[:1].isdigit()
