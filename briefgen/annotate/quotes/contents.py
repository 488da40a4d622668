"""What was said: the words before an attribution, behind it, or on both sides."""

from __future__ import annotations

from briefgen.annotate.quotes.clauses import is_clause
from briefgen.annotate.quotes.cues import FINITE, Cue
from briefgen.annotate.quotes.frames import Frame, is_title_text
from briefgen.annotate.quotes.phrases import read_left, skip_back
from briefgen.annotate.quotes.reading import EDGE, Attribution, Reading, emit
from briefgen.annotate.quotes.subjects import NOT_CONTENT


def take_before(reading: Reading, said: Attribution, first: int, end: int) -> None:
    """Take what stands before the attribution, and what goes on behind it."""
    frame, cue, subject = reading.frame, said.cue, said.subject
    content = _content_before(reading, first)
    if content is None:
        return
    start, stop = content
    marks = frame.marks_between(start, stop)
    words = any(w[:1].isalnum() for w in frame.lower[start:stop])
    if not words and not marks:
        return
    if words and not marks and (cue.kind in ("quote", "call") or frame.asks()):
        return
    if words and not marks and stop - start < 2 and _tail(reading, end, whole=False) is None:
        return
    whole = bool(marks) and not words
    if marks and words and _is_aside(frame, stop, marks):
        start = marks[-1]
        marks, whole = marks[-1:], True
    fragments = [(i, i + 1) for i in marks] if whole else [(start, stop)]
    reading.used.update(marks)
    tail = _tail(reading, end, whole=whole)
    if tail is not None:
        fragments.append(tail)
        tail_marks = frame.marks_between(*tail)
        reading.used.update(tail_marks)
        whole = whole and len(tail_marks) == tail[1] - tail[0]
        reading.floor = tail[1]
    else:
        reading.floor = end
    shape = "inverted" if subject.first >= cue.end else "middle" if tail is not None else "trailing"
    emit(reading, said, fragments, shape)


def _content_before(reading: Reading, first: int) -> tuple[int, int] | None:
    frame = reading.frame
    start, stop = reading.floor, first
    while stop > start and frame.word(stop - 1) in EDGE:
        stop -= 1
    while start < stop and (frame.word(start) in EDGE or frame.word(start) in (")",)):
        start += 1
    if (
        start < stop - 1
        and frame.word(start) in ("and", "but", "or", "so", "yet")
        and frame.marks_between(start + 1, stop)
        and frame.is_mark(start + 1)
    ):
        start += 1
    return (start, stop) if start < stop else None


def _is_aside(frame: Frame, stop: int, marks: list[int]) -> bool:
    """Whether the words before a final stretch are no part of what was said: 'Then came the answer: "No," he said.'"""
    return marks[-1] == stop - 1 and frame.word(marks[-1] - 1) in (":",)


def _tail(reading: Reading, i: int, *, whole: bool) -> tuple[int, int] | None:
    """What goes on behind the attribution: 'Q, X said, | Q', "CLAUSE, X said, | will go on in June"."""
    frame = reading.frame
    n = len(frame)
    comma = frame.word(i) in (",", "—", "–", ":", ";")
    j = i + 1 if comma else i
    if frame.is_mark(j) and j not in reading.used:
        end = j + 1
        while end < n and (frame.is_mark(end) or (frame.word(end) in ("and", ",") and frame.is_mark(end + 1))):
            end += 1
        return j, end
    if whole and comma and frame.word(j) in ("and", "but", "adding") and frame.is_mark(j + 1):
        return None
    if whole or not comma or j >= n - 1 or frame.word(j) in NOT_CONTENT or frame.word(j).endswith("ing") or not frame.word(j)[:1].isalnum():
        return None
    end = n
    while end > j and frame.word(end - 1) in EDGE:
        end -= 1
    return (j, end) if end - j >= 2 else None


def take_behind(reading: Reading, said: Attribution, later: list[Cue]) -> None:
    """Take what stands behind the attribution: up to the end of the frame, or to the next verb that is joined to this one."""
    frame, cue, after = reading.frame, said.cue, said.after
    n = len(frame)
    i = after.at
    if frame.word(i) == ":" and i >= n - 1:
        reading.leads = True
        emit(reading, said, [], "lead_in")
        return
    colon = frame.word(i) in (":", ",", "—", "–")
    if colon and not frame.is_mark(i + 1) and (frame.word(i) != ":" or cue.kind in ("call", "quote")):
        _only_marks(reading, said, i, _cut(reading, cue, later))
        return
    if colon:
        i += 1
    stop = _cut(reading, cue, later)
    while stop > i and frame.word(stop - 1) in EDGE:
        stop -= 1
    if i >= stop:
        return
    marks = frame.marks_between(i, stop)
    if frame.is_mark(i):
        _quoted(reading, said, i, stop)
        return
    bare = cue.form in ("say", "says", "said", "saying") or after.that
    fits = cue.kind in ("say", "tell", "deny", "that") and (after.that or is_clause(frame, i, stop, strict=not bare and cue.kind != "tell"))
    if frame.word(i) in FINITE and not after.that:  # "a song that he said was written by": a relative clause
        return
    if cue.lemma == "say" and not fits:
        fits = stop - i >= 2 and frame.word(i) not in (
            "so",
            "it",
            "a",
            "much",
            "nothing",
            "anything",
            "something",
            "as",
            "more",
            "about",
            "what",
            "hello",
            "goodbye",
        )
    if not fits or (frame.asks() and cue.form != "said"):
        if marks:
            _only_marks(reading, said, i, stop)
        return
    if (frame.word(i) in ("of", "about") and not frame.word(i + 1)[:1].isdigit()) or cue.kind in ("quote", "call"):
        if marks:
            _only_marks(reading, said, i, stop)
        return
    reading.used.update(marks)
    emit(reading, said, [(i, stop)], "leading")
    reading.floor = max(reading.floor, stop if not later else cue.end)


def _quoted(reading: Reading, said: Attribution, i: int, stop: int) -> None:
    """A stretch right behind the cue: alone it is the quote, with more words of the clause it is mixed."""
    frame, cue = reading.frame, said.cue
    if i in reading.used or (cue.kind in ("call", "quote", "that") and is_title_like(frame, i)):
        return
    end = i + 1
    while end < stop and (frame.is_mark(end) or (frame.word(end) in (",",) and frame.is_mark(end + 1))):
        end += 1
    rest = frame.word(end)
    alone = (
        end >= stop
        or rest in EDGE
        or rest in NOT_CONTENT - {"and", "to", "in", "on", "about", "because", "by", "from", "with"}
        or rest.endswith("ing")
    )
    if alone or cue.kind in ("call", "quote", "that"):
        marks = frame.marks_between(i, end)
        reading.used.update(marks)
        emit(reading, said, [(k, k + 1) for k in marks], "leading")
        reading.floor = max(reading.floor, end)
        return
    marks = frame.marks_between(i, stop)
    reading.used.update(marks)
    emit(reading, said, [(i, stop)], "leading")
    reading.floor = max(reading.floor, stop)


def _only_marks(reading: Reading, said: Attribution, first: int, stop: int) -> None:
    """The marked words alone, where the verb takes no clause: 'described the scene as "a mess from end to end"'."""
    frame, cue, subject = reading.frame, said.cue, said.subject
    if cue.noun and subject.kind == "phrase":
        return
    marks = [i for i in frame.marks_between(first, stop) if i not in reading.used and not is_title_like(frame, i)]
    if not marks or marks[0] - cue.end > (5 if cue.kind == "quote" else 14):
        return
    words = sum(len((m.inner.of(frame.tokens.text)).split()) for m in (frame.mark(i) for i in marks) if m is not None)
    if words < 2 and cue.kind not in ("call", "say", "tell"):
        return
    reading.used.update(marks)
    emit(reading, said, [(i, i + 1) for i in marks], "words")
    reading.floor = max(reading.floor, marks[-1] + 1)


MAX_LATER = 12  # verbs of one sentence that are looked at; more stand in no sentence of prose


def is_title_like(frame: Frame, i: int) -> bool:
    """Whether a marked stretch is a name or title: "Ocean Strategy", "The Morning Hour"."""
    mark = frame.mark(i)
    return mark is not None and is_title_text(mark.inner.of(frame.tokens.text))


def _cut(reading: Reading, cue: Cue, later: list[Cue]) -> int:
    """Where the reported words end: before a verb that is joined to this one, not before one that is told inside them."""
    frame = reading.frame
    own = skip_back(frame, cue.at - 1, 0)
    for other in later[:MAX_LATER]:
        if other.kind == "according":
            continue
        j = skip_back(frame, other.at - 1, cue.end)
        word = frame.word(j)
        if other.participle and word == "," and other.kind != "call":
            return j
        if other.participle:
            phrase = read_left(frame, reading.names, j, cue.end)
            if phrase is not None and frame.word(phrase.begins - 1) == "with":
                return phrase.begins - 1
            continue
        if other.kind not in ("say", "tell", "that", "deny") and not frame.marks_between(other.end, min(len(frame), other.end + 3)):
            continue
        if word in ("and", "but") and not other.noun:
            return j
        phrase = read_left(frame, reading.names, j, cue.end)
        if phrase is not None and frame.word(phrase.begins - 1) in ("and", "but", "while", "though", "although", ";") and not other.noun:
            same = phrase.kind == "pronoun" and own >= 0 and frame.word(phrase.first) == frame.word(own)
            if same or phrase.kind != "pronoun" or frame.word(phrase.begins - 1) != "and":
                return phrase.begins - 1
        if (
            phrase is not None
            and frame.word(phrase.begins - 1) in (",", "—")
            and other.end < len(frame)
            and frame.word(other.end) in (".", ",")
        ):
            return phrase.begins - 1
    return len(frame)
