"""Frames -> utterances: each cue finds its speaker and the words that it reports.

Shapes, with Q a marked stretch: trailing (Q, X said · CLAUSE, X said), inverted (Q, said X), middle (Q, X said, Q),
leading (X said: Q · X said that CLAUSE), participles (…, adding that CLAUSE), "according to".
"""

from __future__ import annotations

from briefgen.annotate.quotes.clauses import After, Days, read_after
from briefgen.annotate.quotes.contents import take_before, take_behind
from briefgen.annotate.quotes.cues import Cue, read_cues
from briefgen.annotate.quotes.frames import Frame
from briefgen.annotate.quotes.phrases import Names, read_right, skip_back
from briefgen.annotate.quotes.reading import EDGE, Attribution, Reading, emit
from briefgen.annotate.quotes.subjects import ends_attribution, find_subject, inherited, is_speaker, may_invert, trails

NOBODY = frozenset("nobody none neither no-one".split())  # what nobody said is no quote


def read_frame(frame: Frame, names: Names, days: Days) -> Reading:
    """Every utterance that the cues of a frame report, in order of the cues."""
    reading = Reading(frame, names, days)
    cues = read_cues(frame.lower, frame.words)
    for number, cue in enumerate(cues):
        if cue.at < reading.floor and cue.kind != "say":
            continue
        if cue.kind == "according":
            _according(reading, cue)
        else:
            _cue(reading, cue, cues[number + 1 :])
    if not reading.found:
        _colon(reading)
    return reading


def _cue(reading: Reading, cue: Cue, later: list[Cue]) -> None:
    """Find the speaker of one cue and take what it reports."""
    frame = reading.frame
    j = skip_back(frame, cue.at - 1, 0)
    subject = find_subject(reading, cue, j)
    after = read_after(frame, reading.names, reading.days, cue)
    inverted = subject is None and may_invert(reading, cue, j)
    if inverted:
        right = read_right(frame, reading.names, cue.end)
        if right is not None and is_speaker(frame, right) and ends_attribution(frame, right.end, frame.is_mark(j)):
            take_before(reading, Attribution(cue, right, After(right.end, False)), j + 1, right.end)
            return
    if subject is None or frame.word(subject.begins) in NOBODY:
        return
    first = subject.begins if subject.kind != "inherit" else cue.at
    relative = frame.word(j) in ("who", "which", "that")
    if subject.kind != "inherit" and not relative and trails(reading, cue, subject, after):
        take_before(reading, Attribution(cue, subject, after), first, after.at)
        return
    take_behind(reading, Attribution(cue, subject, after), later)


def _according(reading: Reading, cue: Cue) -> None:
    """Read "According to X, CLAUSE" · "CLAUSE, according to X" · "CLAUSE, according to X, CLAUSE"."""
    frame = reading.frame
    phrase = read_right(frame, reading.names, cue.end)
    if phrase is None or not is_speaker(frame, phrase):
        return
    after = After(phrase.end, False)
    first = cue.at
    behind_mark = frame.is_mark(first - 1) or (frame.word(first - 1) == "," and first > 1 and frame.is_mark(first - 2))
    if first - reading.floor <= 1 and not behind_mark:
        comma = next((k for k in range(phrase.end - 1, min(len(frame), phrase.end + 20)) if frame.word(k) == ","), None)
        stop = len(frame)
        while stop > 0 and frame.word(stop - 1) in EDGE:
            stop -= 1
        if comma is not None and stop - comma > 2:
            reading.used.update(frame.marks_between(comma + 1, stop))
            emit(reading, Attribution(cue, phrase, after), [(comma + 1, stop)], "leading")
        return
    take_before(reading, Attribution(cue, phrase, after), first, phrase.end)


def _colon(reading: Reading) -> None:
    """A stretch behind a colon without a verb: 'His answer on Friday: "No."' belongs to the one whom the frame names."""
    frame = reading.frame
    for i in frame.marks_between(1, len(frame)):
        if frame.word(i - 1) == ":" and i - 1 > 0 and i == len(frame) - 1 - (frame.word(len(frame) - 1) in EDGE):
            cue = Cue(i - 1, i, ":", ":", "quote", participle=False, noun=False)
            subject = inherited(reading, cue)
            if subject is not None:
                reading.used.add(i)
                emit(reading, Attribution(cue, subject, After(i, False)), [(i, i + 1)], "colon")
            return
