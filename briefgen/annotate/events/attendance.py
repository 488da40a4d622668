"""Who comes and who stays away, told apart from the event itself: "Berg will chair it", "the president will not attend the summit"."""

from __future__ import annotations

import re

from briefgen.annotate.events.clauses import Sentence

# What follows the name: "Putin | will not attend", "Dalen, the premier, | has pulled out of"
STAYS_AWAY = re.compile(
    r"(?:\s*,[^,]{1,60},|\s+(?:himself|herself|also|now))?\s+(?:(?:has|have|had|is|was)\s+)?(?:said\s+(?:on\s+\w+\s+)?(?:that\s+)?(?:he|she)\s+)?"
    r"(?:(?:will|would|did|does|is|can)\s*(?:not|n['’]t)\s+(?:be\s+)?(?:attend|travel|join|take\s+part|participat|com(?:e|ing)|go(?:ing)?|present|there)"
    r"|won['’]t\s+(?:attend|travel|join|take\s+part|come|go|be\s+there)|will\s+no\s+longer\s+(?:attend|travel|join|take\s+part|come)"
    r"|ha(?:s|d)\s+no\s+plans?\s+(?:at\s+present\s+)?to\s+(?:attend|travel|join|take\s+part|come|go)"
    r"|(?:will\s+|is\s+to\s+)?(?:skip(?:s|ped|ping)?|miss(?:es|ed)?|boycott(?:s|ed|ing)?|stay(?:s|ed)?\s+away\s+from|pull(?:s|ed)?\s+out\s+of"
    r"|withdr(?:aw|ew|awn|aws)\s+from|declin(?:e|ed|es)\s+to\s+(?:attend|travel|join|take\s+part)|cancel(?:s|l?ed)\s+(?:his|her)\s+(?:trip|visit|participation|attendance)))",
    re.IGNORECASE,
)
# "Kalna | will chair it", "Saarik and Dalen have confirmed that they | will take part", "he | would attend"
COMES = re.compile(
    r"(?<!not )\b(?:will|would|is\s+to|are\s+to|is\s+due\s+to|are\s+due\s+to|is\s+expected\s+to|are\s+expected\s+to)\s+(?:also\s+|both\s+)?"
    r"(?:attend|take\s+part|chair|co-chair|participate|be\s+there|be\s+represented\s+by|represent|join)\b",
    re.IGNORECASE,
)


def find_coming(sentence: Sentence) -> tuple[str, ...]:
    """The people of whom a sentence without an event of its own says that they will come to the one told before."""
    verb = COMES.search(sentence.text) if sentence.people else None
    if verb is None:
        return ()
    absent = find_absent(sentence)
    found = [
        p.name for m, p in sentence.people if p.name not in absent and (sentence.local(m).end <= verb.start() or "represented" in verb[0])
    ]
    return tuple(dict.fromkeys(found))


def find_absent(sentence: Sentence) -> tuple[str, ...]:
    """The people of whom the sentence says that they will not come, in the order named."""
    found = [person.name for mention, person in sentence.people if STAYS_AWAY.match(sentence.text, sentence.local(mention).end)]
    return tuple(dict.fromkeys(found))
