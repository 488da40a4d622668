"""Tags in running text: values, blocks, filters, notes, quotation marks, escapes."""

from __future__ import annotations

from tests.render.word.engine.oracle.case import Case, listing
from tests.render.word.engine.oracle.documents import Xml, bold, bookmark, field, para, run, split, word

_ROWS = [{"name": "Ada", "votes": 3}, {"name": "Bo", "votes": 1}, {"name": "Cy", "votes": 2}]
_SHIFT_ENTER = Xml("<w:r><w:br/></w:r>")

TEXT_CASES = (
    Case("a value stands in its sentence", lambda: word("Dear {{ name }}, welcome."), {"name": "Ada"}, ["Dear Ada, welcome."]),
    Case(
        "a tag that Word cut in pieces is whole",
        lambda: word(para(split("Dear {{ name }}, you are {% if late %}late{% endif %}."))),
        {"name": "Ada", "late": True},
        ["Dear Ada, you are late."],
    ),
    Case("a tag cut letter by letter", lambda: word(para(split("{{ a.b|upper }} and {{ c }}", 1))), {"a": {"b": "x"}, "c": 2}, ["X and 2"]),
    Case(
        "a tag whose braces are in other styles",
        lambda: word(para("{", bold("{ na"), run("me }", "<w:i/>"), "} ends")),
        {"name": "Ada"},
        ["Ada ends"],
    ),
    Case("a tag beside a bookmark", lambda: word(para("to ", bookmark(run("{{ place }}"), "where"), ".")), {"place": "Oslo"}, ["to Oslo."]),
    Case(
        "dots, brackets and defaults",
        lambda: word("{{ row.name }} {{ row['name'] }} {{ row.get('none', '-') }} {{ other|default('?') }}"),
        {"row": {"name": "Ada"}},
        ["Ada Ada - ?"],
    ),
    Case(
        "numbers, sums and comparisons",
        lambda: word("{{ 2 + 3 * n }} {{ n > 3 }} {{ n // 2 }} {{ n ** 2 }} {{ -n }} {{ n % 3 }}"),
        {"n": 4},
        ["14 True 2 16 -4 1"],
    ),
    Case(
        "words are joined",
        lambda: word("{{ a ~ '-' ~ b }} {{ 'x' in a }} {{ a[0] }} {{ a[-2:] }}"),
        {"a": "abx", "b": 7},
        ["abx-7 True a bx"],
    ),
    Case(
        "filters of text",
        lambda: word("{{ s|upper }} {{ s|title }} {{ s|capitalize }} {{ s|length }} {{ s|replace('o', '0') }} {{ s|trim }}"),
        {"s": "oslo fjord"},
        ["OSLO FJORD Oslo Fjord Oslo fjord 10 0sl0 fj0rd oslo fjord"],
    ),
    Case(
        "filters of lists",
        lambda: word("{{ xs|join(', ') }} {{ xs|sort|first }} {{ xs|max }} {{ xs|sum }} {{ xs|length }} {{ xs|reverse|join }}"),
        {"xs": [3, 1, 2]},
        ["3, 1, 2 1 3 6 3 213"],
    ),
    Case(
        "filters of rows",
        lambda: word(
            "{{ rows|map(attribute='name')|join('/') }} {{ rows|selectattr('votes', '>', 1)|map(attribute='name')|join('/') }}"
            " {{ rows|sum(attribute='votes') }} {{ (rows|sort(attribute='votes'))[0].name }}"
        ),
        {"rows": _ROWS},
        ["Ada/Bo/Cy Ada/Cy 6 Bo"],
    ),
    Case(
        "filters of numbers",
        lambda: word("{{ 3.14159|round(2) }} {{ -2|abs }} {{ '7'|int + 1 }} {{ '%.1f'|format(2.25) }}"),
        {},
        ["3.14 2 8 2.2"],
    ),
    Case(
        "rows are grouped",
        lambda: word("{% for key, group in rows|groupby('kind') %}{{ key }}:{{ group|length }} {% endfor %}"),
        {"rows": [{"kind": "a"}, {"kind": "b"}, {"kind": "a"}]},
        ["a:2 b:1 "],
    ),
    Case(
        "tests",
        lambda: word("{{ n is odd }} {{ n is divisibleby 3 }} {{ s is string }} {{ x is none }} {{ y is defined }} {{ xs is iterable }}"),
        {"n": 9, "s": "a", "x": None, "xs": []},
        ["True True True True False True"],
    ),
    Case("if, elif and else", lambda: word("{% if n > 5 %}big{% elif n > 2 %}middling{% else %}small{% endif %}"), {"n": 3}, ["middling"]),
    Case("an if in a value", lambda: word("{{ 'yes' if n else 'no' }}{{ '' if n else 'never' }}"), {"n": 1}, ["yes"]),
    Case(
        "loop variables",
        lambda: word(
            "{% for x in xs %}{{ loop.index }}/{{ loop.length }}{{ ' first' if loop.first }}{{ ' last' if loop.last }}"
            " {{ loop.cycle('a', 'b') }};{% endfor %}"
        ),
        {"xs": "pqr"},
        ["1/3 first a;2/3 b;3/3 last a;"],
    ),
    Case("a loop with nothing to do", lambda: word("{% for x in xs %}{{ x }}{% else %}none{% endfor %}"), {"xs": []}, ["none"]),
    Case("a loop that filters", lambda: word("{% for x in xs if x > 1 %}{{ x }}{% endfor %}"), {"xs": [1, 2, 3]}, ["23"]),
    Case(
        "a loop in a loop",
        lambda: word("{% for x in xs %}{% for y in x %}{{ loop.index }}{{ y }}{% endfor %};{% endfor %}"),
        {"xs": ["ab", "c"]},
        ["1a2b;1c;"],
    ),
    Case(
        "a recursive loop",
        lambda: word("{% for n in tree recursive %}{{ n.t }}({{ loop(n.sub) }}){% endfor %}"),
        {"tree": [{"t": "a", "sub": [{"t": "b", "sub": []}]}]},
        ["a(b())"],
    ),
    Case(
        "pairs of a dictionary",
        lambda: word("{% for key, value in d.items() %}{{ key }}={{ value }} {% endfor %}{{ d|dictsort|first|first }}"),
        {"d": {"b": 1, "a": 2}},
        ["b=1 a=2 a"],
    ),
    Case("set, and set of a block", lambda: word("{% set x = 3 %}{% set y %}({{ x }}){% endset %}{{ x }}{{ y }}"), {}, ["3(3)"]),
    Case("with", lambda: word("{% with a = 1, b = 'z' %}{{ a }}{{ b }}{% endwith %}"), {}, ["1z"]),
    Case(
        "a namespace is written to from a loop",
        lambda: word(
            "{% set ns = namespace(total=0) %}{% for r in rows %}{% set ns.total = ns.total + r.votes %}{% endfor %}{{ ns.total }}"
        ),
        {"rows": _ROWS},
        ["6"],
    ),
    Case(
        "a macro",
        lambda: word("{% macro vote(name, n=1) %}{{ name }}: {{ n }}{% endmacro %}{{ vote('Ada') }}; {{ vote('Bo', n=2) }}"),
        {},
        ["Ada: 1; Bo: 2"],
    ),
    Case(
        "a macro that is called with a block",
        lambda: word("{% macro q() %}«{{ caller() }}»{% endmacro %}{% call q() %}so {{ x }}{% endcall %}"),
        {"x": "it is"},
        ["«so it is»"],
    ),
    Case("a filter around a block", lambda: word("{% filter upper %}loud {{ x }}{% endfilter %}"), {"x": "a"}, ["LOUD A"]),
    Case(
        "range, cycler and joiner",
        lambda: word(
            "{% set j = joiner(', ') %}{% set c = cycler('x', 'y') %}{% for n in range(3) %}{{ j() }}{{ n }}{{ c.next() }}{% endfor %}"
        ),
        {},
        ["0x, 1y, 2x"],
    ),
    Case("notes are not shown", lambda: word("a{# a note with {{ x }} #}b", para(split("c{# long note #}d", 4))), {}, ["ab", "cd"]),
    Case(
        "curly quotation marks",
        lambda: word("{% if s == “Ada” %}a{% endif %}{% if s == ‘Ada’ %}b{% endif %}{{ “x”|upper }}"),
        {"s": "Ada"},
        ["abX"],
    ),
    Case(
        "low quotation marks",
        lambda: word("{% if s == „Ada“ %}a{% endif %}{% if s == ‚Ada‘ %}b{% endif %}"),
        {"s": "Ada"},
        ["ab"],
        docxtpl_does="raises TemplateSyntaxError: unexpected char '„'",
    ),
    Case(
        "quotation marks as Word autocorrects them over two runs",
        lambda: word(para("{% if s == “", bold("Ada"), "” %}a{% endif %}")),
        {"s": "Ada"},
        ["a"],
    ),
    Case(
        "an apostrophe inside a string",
        lambda: word('{{ "it’s" }} {{ s }}'),
        {"s": "“so”"},
        ["it’s “so”"],
        docxtpl_does="straightens the apostrophe: it's",
    ),
    Case("escaped delimiters", lambda: word("write {_{ name }_} or {_% if %_}, {{ x }}"), {"x": 1}, ["write {{ name }} or {% if %}, 1"]),
    Case("a value with delimiters in it", lambda: word("{{ x }}"), {"x": "{{ 7*7 }} {% raw %} {# #}"}, ["{{ 7*7 }} {% raw %} {# #}"]),
    Case("lone braces", lambda: word("a { b } c {d} % #} {{ x }}"), {"x": 1}, ["a { b } c {d} % #} 1"]),
    Case("a string that holds the end of its tag", lambda: word("{{ '}' ~ '}' }}"), {}, ["}}"]),
    Case("special characters in a value", lambda: word("{{ x }}"), {"x": "a < b & c > d \"e\" 'f'"}, ["a < b & c > d \"e\" 'f'"]),
    Case(
        "less-than in a value, docxtpl's default",
        lambda: word("{{ x }}|"),
        {"x": "a <b & c> d"},
        ["a <b & c> d|"],
        docxtpl_does="writes the value as markup: the words at the less-than sign are lost",
        autoescape=False,
    ),
    Case(
        "special characters in the template",
        lambda: word("{{ a }} < {{ b }} & {% if 1 < 2 %}yes{% endif %}{% if a > 0 and b >= 1 %}!{% endif %}"),
        {"a": 1, "b": 2},
        ["1 < 2 & yes!"],
    ),
    Case(
        "new line, tab, page and paragraph in a value",
        lambda: word("[{{ x }}]"),
        {"x": "a\nb\tc\fd\ae"},
        ["[a\nb\tc\fd", "e]"],
        docxtpl_does="puts the page break in a paragraph of its own",
    ),
    Case("new line and tab in a value", lambda: word("[{{ x }}]"), {"x": "a\nb\tc"}, ["[a\nb\tc]"]),
    Case(
        "a new paragraph in a value",
        lambda: word(para("[{{ x }}]", properties='<w:jc w:val="right"/>'), "end"),
        {"x": "a\ab\ac"},
        ["[a", "b", "c]", "end"],
    ),
    Case("a listing", lambda: word("{{ x }}"), {"x": listing("if a < b:\n\treturn 1\ason")}, ["if a < b:\n\treturn 1", "son"]),
    Case(
        "tags joined to the lines around them",
        lambda: word(
            "My house is located",
            "{%- if town -%}",
            "\u00a0in urban area",
            "{%- else -%}",
            "\u00a0in countryside",
            "{%- endif -%}",
            "\u00a0and I love it.",
        ),
        {"town": True},
        ["My house is located\u00a0in urban area\u00a0and I love it."],
    ),
    Case(
        "tags joined over line breaks",
        lambda: word(
            para(
                "Located",
                _SHIFT_ENTER,
                "{%- if town -%}",
                _SHIFT_ENTER,
                "\u00a0in town",
                _SHIFT_ENTER,
                "{%- endif -%}",
                _SHIFT_ENTER,
                "\u00a0today.",
            )
        ),
        {"town": True},
        ["Located\u00a0in town\u00a0today."],
    ),
    Case(
        "a tag joined to the line before alone",
        lambda: word("Items:", "{%- for x in xs %}", " {{ x }}", "{%- endfor %}", "end"),
        {"xs": "ab"},
        ["Items:", " a", " b", "end"],
    ),
    Case(
        "an unknown field behind a test",
        lambda: word("{% if nothing is defined %}a{% else %}b{% endif %}{{ nothing|default('c') }}"),
        {},
        ["bc"],
    ),
    Case("None and booleans", lambda: word("[{{ x }}] [{{ y }}]"), {"x": None, "y": False}, ["[] [False]"], docxtpl_does="writes None"),
    Case(
        "characters beyond the first plane, and of right-to-left scripts",
        lambda: word("{{ x }} 𝔘"),
        {"x": "שלום 𝒜 é 😀"},
        ["שלום 𝒜 é 😀 𝔘"],
    ),
    Case(
        "control characters in a value",
        lambda: word("{{ x }}"),
        {"x": "a\x00b\x01c"},
        ["a\ufffdb\ufffdc"],
        docxtpl_does="drops them without a sign",
    ),
    Case(
        "the instruction of a field",
        lambda: word(para(field('HYPERLINK "http://example.org/{{ page }}"', "{{ page }}"))),
        {"page": "a"},
        ['<HYPERLINK "http://example.org/a">a'],
    ),
)
