"""Tags as Word and its users really write them: in links, tracked changes and fields, over breaks, without blanks; and whole documents."""

from __future__ import annotations

from tests.render.word.engine.oracle.case import Case, rich
from tests.render.word.engine.oracle.documents import (
    Xml,
    bold,
    bookmark,
    box,
    cell,
    control,
    field,
    note_mark,
    para,
    paras,
    run,
    split,
    table,
    word,
)

_TAB, _RENDERED = Xml("<w:r><w:tab/></w:r>"), Xml("<w:r><w:lastRenderedPageBreak/></w:r>")
_ROWS = [
    {"day": "1 May", "what": "Talks & tea", "where": "Oslo", "who": ["Ada", "Bo"]},
    {"day": "2 May", "what": "Visit < 1 h", "where": "", "who": []},
]


def _link(content: Xml) -> Xml:
    return Xml(f'<w:hyperlink w:anchor="there" w:history="1">{content}</w:hyperlink>')


def _changed(kind: str, content: Xml) -> Xml:
    return Xml(f'<w:{kind} w:id="9" w:author="A" w:date="2030-01-01T00:00:00Z">{content}</w:{kind}>')


WORD_CASES = (
    Case("a tag in a link", lambda: word(para("see ", _link(run("{{ x }}")), ".")), {"x": "it"}, ["see it."]),
    Case(
        "a tag that begins before a link and ends in it",
        lambda: word(para("see {{ ", _link(run("x }} here")), ".")),
        {"x": "it"},
        ["see it here."],
        docxtpl_does="loses the text after the link",
    ),
    Case("a loop around a link", lambda: word(para("{% for x in xs %}", _link(run("{{ x }}")), "{% endfor %}")), {"xs": "pq"}, ["pq"]),
    Case("a tag in a tracked insertion", lambda: word(para("a ", _changed("ins", run("{{ x }}")), " c")), {"x": "b"}, ["a b c"]),
    Case("a tag over a rendered page break", lambda: word(para("a {{ x", _RENDERED, " }} c")), {"x": "b"}, ["a b c"]),
    Case(
        "a tag in a smart tag",
        lambda: word(para("a ", Xml(f'<w:smartTag w:uri="u" w:element="e">{run("{{ x }}")}</w:smartTag>'), " c")),
        {"x": "b"},
        ["a b c"],
    ),
    Case(
        "a tag in a simple field",
        lambda: word(para(Xml(f'<w:fldSimple w:instr="TITLE">{run("{{ x }}")}</w:fldSimple>'))),
        {"x": "b"},
        ["b"],
    ),
    Case(
        "a tag beside a page number", lambda: word(para("{{ x }} ", field("PAGE", "1"), " {{ y }}")), {"x": "p", "y": "q"}, ["p <PAGE>1 q"]
    ),
    Case("a tag without blanks", lambda: word("{{x}}{%if x%}b{%endif%}{{x|upper}}"), {"x": "a"}, ["abA"]),
    Case("a tag with many blanks", lambda: word("{{    x    }}{%   if   x   %}b{%  endif  %}"), {"x": "a"}, ["ab"]),
    Case("a tag with no-break spaces, as French keyboards write it", lambda: word("{{\u00a0x\u00a0}}"), {"x": "a"}, ["a"]),
    Case("a tag with a tab in it", lambda: word(para("{{ x", _TAB, "}}|")), {"x": "a"}, ["a|"]),
    Case("values right beside each other", lambda: word("{{ a }}{{ b }}{% if a %}{{ a }}{% endif %}{{ b }}"), {"a": 1, "b": 2}, ["1212"]),
    Case("blanks around a value stay", lambda: word("a  {{ x }}  b ", para("{{ x }}", bold(" c"))), {"x": " y "}, ["a   y   b ", " y  c"]),
    Case(
        "a block from one run to another",
        lambda: word(para("a ", bold("{% if x %}b"), run(" c{% endif %}", "<w:i/>"), " d")),
        {"x": 1},
        ["a b c d"],
    ),
    Case(
        "a block that is left out over runs",
        lambda: word(para("a ", bold("{% if x %}b"), run(" c{% endif %}", "<w:i/>"), " d")),
        {"x": 0},
        ["a  d"],
    ),
    Case("a block from one paragraph to another", lambda: word("a{% if x %}b", "c", "d{% endif %}e"), {"x": 1}, ["ab", "c", "de"]),
    Case("a block from one paragraph to another, left out", lambda: word("a{% if x %}b", "c", "d{% endif %}e"), {"x": 0}, ["ae"]),
    Case(
        "a macro of one paragraph in another",
        lambda: word("{%p macro m(a) %}", "{{ a }}!", "{%p endmacro %}", "{{ n }}", "{%p set n = 2 %}"),
        {"n": 1},
        ["1"],
    ),
    Case(
        "a value set in one paragraph and used in a table",
        lambda: word("{% set total = rows|length %}", table(("{{ total }}", "b"))),
        {"rows": _ROWS},
        ["", "| 2 | b |"],
    ),
    Case(
        "a bookmark in a loop",
        lambda: word("{%p for x in xs %}", para(bookmark(run("{{ x }}"), "here")), "{%p endfor %}"),
        {"xs": "pq"},
        ["p", "q"],
    ),
    Case(
        "a comment's range around a tag",
        lambda: word(
            para(Xml('<w:commentRangeStart w:id="0"/>'), "{{ x }}", Xml('<w:commentRangeEnd w:id="0"/>'), note_mark("comment", 0)),
            comments=["look"],
        ),
        {"x": "a"},
        ["a[comment]"],
    ),
    Case("raw text", lambda: word("{% raw %}{{ x }}{% endraw %}{{ x }}"), {"x": 1}, ["{{ x }}1"]),
    Case("a table between paragraph tags", lambda: word("{%p if x %}", table(("a", "b")), "{%p endif %}", "end"), {"x": 0}, ["end"]),
    Case(
        "rows of which the last is another's",
        lambda: word(
            table(
                ("{%tr for r in rows %}", "", ""),
                ("{{ r.day }}", "{{ r.what }}", "{{ r.who|join(', ') }}"),
                ("{%tr endfor %}", "", ""),
                ("Sum", "", "{{ rows|length }}"),
            )
        ),
        {"rows": _ROWS},
        ["| 1 May | Talks & tea | Ada, Bo |", "| 2 May | Visit < 1 h |  |", "| Sum |  | 2 |"],
    ),
    Case(
        "a loop variable after the row's loop",
        lambda: word(table(("{%tr for r in rows %}",), ("{{ loop.index }}/{{ loop.length }} {{ r.day }}",), ("{%tr endfor %}",))),
        {"rows": _ROWS},
        ["| 1/2 1 May |", "| 2/2 2 May |"],
    ),
    Case(
        "a list in a cell of each row",
        lambda: word(
            table(
                ("{%tr for r in rows %}", ""),
                ("{{ r.day }}", cell("{%p for w in r.who %}", "{{ w }}", "{%p else %}", "nobody", "{%p endfor %}")),
                ("{%tr endfor %}", ""),
            )
        ),
        {"rows": _ROWS},
        ["| 1 May | Ada¶Bo |", "| 2 May | nobody |"],
    ),
    Case("new lines of a value in a cell", lambda: word(table(("{{ x }}", "b"))), {"x": "p\nq"}, ["| p\nq | b |"]),
    Case("a new paragraph of a value in a cell", lambda: word(table(("{{ x }}", "b"))), {"x": "p\aq"}, ["| p¶q | b |"]),
    Case("a new paragraph in the midst of bold words", lambda: word(para(bold("a {{ x }} d"))), {"x": "b\ac"}, ["a b", "c d"]),
    Case("a value in a content control in a cell", lambda: word(table((cell(control(paras("{{ x }}"))), "b"))), {"x": 1}, ["| 1 | b |"]),
    Case(
        "a content control that Word cut a tag in",
        lambda: word(para("a {{", control(run(" x }} c")), " d")),
        {"x": "b"},
        ["a b c d"],
        docxtpl_does="loses the text after the control",
    ),
    Case(
        "the minutes of a meeting",
        lambda: word(
            para(split("Minutes of {{ title|upper }}"), properties='<w:pStyle w:val="Heading1"/>'),
            "{%p if people %}",
            "Present: {{ people|join(', ') }}.",
            "{%p endif %}",
            table(
                ("Day", "What", "Where"),
                (cell(para(split("{%tr for r in rows %}"))), "", ""),
                (
                    "{% cellbg 'EEEEEE' %}{{ r.day }}",
                    cell(para(bold("{{ r.what }}"), "{% if r.who %} ({{ r.who|join(', ') }}){% endif %}")),
                    "{{ r.where or '–' }}",
                ),
                ("{%tr endfor %}", "", ""),
            ),
            para("Signed ", run("{{r sign }}"), note_mark("footnote", 2)),
            para(box("Copy for {{ people|first }}")),
            header=["{{ title }}, {{ rows|length }} items"],
            footnotes=["By {{ people[0] }} & others"],
        ),
        {"title": "the talks", "people": ["Ada", "Bo"], "rows": _ROWS, "sign": rich(("Ada", {"bold": True}))},
        {
            "word/document.xml": [
                "Minutes of THE TALKS",
                "Present: Ada, Bo.",
                "| Day | What | Where |",
                "| 1 May {fill EEEEEE} | Talks & tea (Ada, Bo) | Oslo |",
                "| 2 May {fill EEEEEE} | Visit < 1 h | – |",
                "Signed Ada[note]",
                "",
                "(box) Copy for Ada",
                "(old box) Copy for Ada",
            ],
            "word/header1.xml": ["the talks, 2 items"],
            "word/footnotes.xml": ["", "", "By Ada & others"],
        },
    ),
    Case(
        "an invoice with sums",
        lambda: word(
            "{% set ns = namespace(sum=0) %}Invoice {{ number }}",
            table(
                ("Item", "Price"),
                ("{%tr for i in items %}", ""),
                ("{{ i.name }}", "{% set ns.sum = ns.sum + i.price %}{{ '%.2f'|format(i.price) }}"),
                ("{%tr endfor %}", ""),
                ("{% colspan 2 %}Sum {{ '%.2f'|format(ns.sum) }}",),
            ),
            "{%p if ns.sum > 10 %}",
            "Thank you.",
            "{%p else %}",
            "Small fee.",
            "{%p endif %}",
        ),
        {"number": 7, "items": [{"name": "Tea & milk", "price": 3.5}, {"name": "Cake", "price": 8}]},
        ["Invoice 7", "| Item | Price |", "| Tea & milk | 3.50 |", "| Cake | 8.00 |", "| Sum 11.50 {span 2} |", "Thank you."],
    ),
    Case(
        "a letter to each of many",
        lambda: word(
            "{%p for p in people %}",
            "Dear {{ p.name }},",
            "{%p if p.late %}",
            "you are late.",
            "{%p else %}",
            "thank you.",
            "{%p endif %}",
            para(Xml('<w:r><w:br w:type="page"/></w:r>')),
            "{%p endfor %}",
        ),
        {"people": [{"name": "Ada", "late": False}, {"name": "Bo", "late": True}]},
        ["Dear Ada,", "thank you.", "\f", "Dear Bo,", "you are late.", "\f"],
    ),
)
