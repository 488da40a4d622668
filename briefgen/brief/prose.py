"""What a sentence is like: prose that ends or a heading run into it, talk, law, praise; where its own words begin and end.

Each pattern stands beside the text it is for; ``tests/brief/test_prose.py`` has what it must match and what it must not.
"""

from __future__ import annotations

import re

from briefgen.lexicon import load_mapping, load_words
from briefgen.model import Span

NO_PROSE = re.compile(
    r"<\w+|&lt;|https?://|\bdata:\w|[{}|\\]|_{3,}"
    r"|^(?:Open this photo|File photo|Photo(?:graph)?\s?:|Image:|Picture\s?:|Caption:|By (?:the )?(?:CNN|BBC|Reuters|AP)\b)"
    r"|^Advert(?:isement)?\b|\bphoto in gallery\b"
    r"|^(?-i:-?RRB-)"  # the end of a bracket that opened in another sentence
    # The labels of a transcript left in a turn: "JANE DOE , PROTEST ORGANIZER : We are not here ..."
    r"|(?-i:\b[A-Z]{2,}\s[A-Z]{2,}(?:\s?,[^:.]{0,60})?\s?:\s)"
    # A headline with its hour before the first sentence: "Saturday 25 April 2009 23.24 BST Swine flu has"
    r"|\b\d{1,2}[.:]\d{2}\s(?-i:BST|GMT|EDT|EST|ET|CET|UTC|IST)\s(?-i:[A-Z])",
    re.IGNORECASE,
)
QUESTION = re.compile(r"^Q[.:]?\s|\?[\s\"”’')]*$")
CHATTER = re.compile(
    r"\b(?:I mean|you know|I think|I guess|I don[’']t|let me|as I said|again,|look,|sort of|kind of)\b"
    r"|\b(?:I (?:would|should) (?:say|note)|of course|obviously)\b"
    r"|^(?:Well|Yeah|Yes|No|So|Sure|Look|Okay|OK|Right|And I|But I)\b|—\s*$"
    r"|(?-i:[a-z]\s(?:AND|NOT|NEVER|VERY)\s[a-z])",  # a reader's comment: "will support it AND send help"
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|you)\b")
PLURAL = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Oo]urselves)\b")
LEGAL = re.compile(r"^(?:W(?:hereas|HEREAS)|[A-Z]{6,}\b|Article \d|Section \d)|;(?:\s*(?:and|or))?$")
CLOSED = re.compile(r"[.!…][\s\"”’')\]*]*$|[.!][\"”’)\]*]*\s*\[\d+\]$")
# A sentence's first word where no stop stands before it: "reaches Europe The UN has warned", "was due to start A 12-member jury"
RUN_ON = re.compile(
    r"(?<=[\w’')])(?<!\bof)(?<!\bin)(?<!\bto)\s+(?:"
    r"(?:The|An|It|He|She|They|We|There|These|Those|This|But|However|Although|While|After|As|Since|Some|Many|Most|Another|Dozens|Hundreds"
    r"|Thousands|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Experts|Officials|People|Police)"
    r"\s+(?:[a-z0-9]|[A-Z]{2,}\b|[A-Z][a-z]+\s+(?:has|have|had|was|were|is|are|will)\b)"
    r"|(?:``|“)\s?When\s)"
    r"|(?:''|”)\s+[A-Z][a-z]+\s+(?:has|have|had|was|were|is|are|will)\b"
)
# "A" after a small word: "to start A 12-member jury"; after these it is a letter: "influenza A virus", "group A of"
LETTER_A = re.compile(r"\b(?P<before>\w+)\s+A\s+(?:[a-z0-9]|[A-Z]{2,}\b)")
LETTERED = frozenset("influenza hepatitis vitamin type group class grade plan series serie flu section annex list team schedule".split())
CAPITAL = re.compile(r"\b(?P<before>[a-z]{2,})\s+(?P<word>[A-Z][a-z]{2,})(?=\s+[a-z])")
# Words that are written large in the middle of a sentence: times, offices, the parties of a document
NOT_COMMON = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday"
    " saturday sunday president minister ministers secretary chancellor premier leaders government administration state states congress"
    " parliament senate house council court agreement memorandum participants participant parties party members group summit".split()
)
_SMALL = r"(?:and|or|of|the|for|in|on|to|with|&)"
_RECITAL = (
    r"(?:Recogni[sz]|Acknowledg|Highlight|Expand|Build|Not|Underscor|Underlin|Emphasi[sz]|Reaffirm|Affirm|Welcom|Leverag|Recall|Consider"
    r"|Seek|Draw|Strengthen|Advanc|Support|Desir|Believ|Follow|Work|Us)ing"
)
# A heading run into its paragraph: "Emerging Technologies The Quad remains ...", "... Connectivity Expanding their partnership"
HEADING = re.compile(
    rf"^(?!(?:The|We|In|On|This|Our|To|Under|As|It)\s)(?:[A-Z0-9(][\w’'&/.-]*[),]{{0,2}}\s+(?:{_SMALL}\s+){{0,2}}){{2,12}}"
    rf"(?P<sentence>(?:The|We|In|On|This|These|Our|To|Under|As|It|There|Both)\s+[a-zA-Z]|{_RECITAL}\s+(?:[a-z]))"
)
# The number of a footnote between two sentences, which no blank kept apart: "investment to date.[6] In addition, ..."
FOOTNOTE = re.compile(r"(?<=[.!?”\"])\s?\[\d{1,3}\](?:\s+(?=[A-Z“\"])|\s*$)")
NOTE_HEAD = re.compile(r"^\[\d{1,3}\]\s+")
# The agency before a report's first sentence: "(Reuters) - ", "CAIRO (AP) -- ", "-LRB- CNN -RRB- -- "
AGENCY = re.compile(
    r"^(?:[A-Z][\w ,.|-]{0,50}\s)?(?:\(|-?LRB-\s?)(?:CNN|Reuters|AP|AFP|BBC|Xinhua|UPI|dpa)[^)]{0,20}?(?:\)|-RRB-)\s*(?:--|[-–—])\s*"
)
PRAISE = re.compile(
    r"\b(?:unprecedented|historic|unmatched|unparallell?ed|game[- ]chang\w+"
    r"|landmark|powerhouse|ground-?breaking|bold(?:ly)?|rock-solid|monumental"
    r"|world-class|tremendous|incredibl[ey]|masterful|extraordinary|legendary|transformative|massive|spectacular|triumph\w*|stunning|momentous"
    r"|proud(?:ly)?|ironclad|greatest|cutting-edge|visionary|golden age|steadfast|unwavering)\b",
    re.IGNORECASE,
)
FACT = re.compile(
    r"(?<![A-Za-z\d])\d|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:sign|approv|reject|cancel|postpon|mov|delay|agre|announc)(?:ed|es)\b"
)
# A day that moves with the reader's own: it is of the report's day
RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening|weekend)|last night|(?:at|over) the weekend"
    r"|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:this|last|next) week)\b",
    re.IGNORECASE,
)
# Thanks and turns of talk that say nothing: "Thank you. You're very generous.", "Oh, absolutely."
PLEASANTRY = re.compile(
    r"^(?:(?:well|oh|yes|no|okay|and|so|again|sure|right|but),?\s+)*(?:[\w’'. ]{0,40},\s)?"
    r"(?:thank(?:s| you)\b[^,;:\d]{0,60}(?:,\s(?:everybody|everyone|all|sir|madam|folks|(?:mr|mrs|ms)\.?\s[\w ]{1,30}))?"
    r"|you[’' ]*re (?:very|too|so) \w+.*|good (?:morning|afternoon|evening)\b.*"
    r"|please\b.{0,30}|absolutely|exactly|of course"
    r"|that[’' ]*s (?:right|correct|a (?:good|great|fair) question).*|great question.*|welcome\b.{0,60}"
    r"|(?:it[’' ]*s|it is) (?:\w+ )?(?:a|an|my|so) (?:\w+ )?(?:pleasure|honou?r|privilege)\b.*"
    r"|(?:it[’' ]*s|it is) (?:\w+ )?(?:wonderful|good|great|nice|lovely) to (?:be|see|meet|have)\b.*"
    r"|(?:i[’' ]*m|i am|we[’' ]*re) (?:\w+ )?(?:glad|happy|pleased|delighted|sorry)\b.{0,40}|go ahead.{0,20}|we all love \w+|let[’' ]*s see"
    r"|(?:okay|ok|sure|right|yes|no|yeah|oh|well|hello|hi|please|wow)(?:\s+\w+)?)[\s.!,—…\"”’']*$",
    re.IGNORECASE,
)


def is_prose(text: str) -> bool:
    """Whether a sentence is plain prose that ends: no markup, recital, heading, question or talk."""
    refused = (NO_PROSE, QUESTION, LEGAL, HEADING, CHATTER, FOOTNOTE, NOTE_HEAD)
    if not CLOSED.search(text) or any(pattern.search(text) for pattern in refused):
        return False
    return not runs_on(text) and not FIRST_PERSON.search(unquoted(text))


def runs_on(text: str) -> bool:
    """Whether two sentences, or a headline and its lead, stand in a text without a stop between them."""
    letter = LETTER_A.search(text)
    return bool(RUN_ON.search(text)) or (letter is not None and letter["before"].lower() not in LETTERED)


def is_headline_run(text: str, article: str) -> bool:
    """Whether a caption or headline stands in a passage without a stop: a common word in capitals between two small ones.

    "The man behind the president Tear gas in the air": "tear" stands in small letters too, here or in other texts, and no function word
    leads to it.
    """
    for match in CAPITAL.finditer(text):
        word = match["word"].lower()
        if match["before"] in load_words("function_words") | load_words("plain_verbs") or word in NOT_COMMON:
            continue
        is_common = word in load_mapping("background") and article.count(match["word"]) == 1  # a name comes again
        if is_common or re.search(rf"(?<=[a-z,]\s){word}\b", article):
            return True
    return False


def is_promotional(text: str) -> bool:
    """Whether a sentence praises more than it tells: two words of praise, or one and no number, day or act."""
    praise = len(PRAISE.findall(text))
    return praise > 1 or (praise == 1 and not FACT.search(text))


def is_pleasantry(sentence: str) -> bool:
    """Whether a spoken sentence only thanks, greets or gives way: "Thank you very much.", "Oh, absolutely." """
    return bool(PLEASANTRY.match(sentence.strip()))


def is_lone_quote(text: str) -> bool:
    """Whether a sentence is nothing but somebody's words, of whom it does not say."""
    return bool(re.match(r"^(?:[\"“]|``)\s?[^\"”]*(?:[\"”]|'')\W*$", text)) and text.count("``") < 2


def unquoted(text: str) -> str:
    """A text without what stands in double marks."""
    return re.sub(r"[\"“][^\"”]*[\"”]?|``.*?(?:''|$)", "", text)


def body_of(text: str, span: Span) -> Span:
    """The span without a heading, an agency or a footnote's number before its sentence, and without what a footnote's number parts from it.

    ``text`` is the article's; the span returned lies in the one given.
    """
    start, end = span.start, span.end
    passage = text[start:end]
    if match := NOTE_HEAD.match(passage) or AGENCY.match(passage) or HEADING.match(passage):
        start += match.start("sentence") if match.re is HEADING else match.end()
    if (foot := FOOTNOTE.search(text[start:end])) is not None:
        end = start + foot.start()
    return Span(start, end)
