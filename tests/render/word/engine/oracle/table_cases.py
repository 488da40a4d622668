"""Tags that stand for rows, cells, paragraphs and runs, and those that shape cells."""

from __future__ import annotations

from tests.render.word.engine.oracle.case import Case, linked, picture, rich
from tests.render.word.engine.oracle.documents import Xml, bold, cell, control, para, paras, run, split, table, word

_ROWS = [{"name": "Ada", "votes": 3, "colour": "FF0000"}, {"name": "Bo", "votes": 1, "colour": "00FF00"}]
_MERGED = '<w:vMerge w:val="restart"/>'
_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="AAAAAA"/>'

PARAGRAPH_CASES = (
    Case("paragraphs that are kept", lambda: word("{%p if yes %}", "kept", "{%p endif %}", "end"), {"yes": True}, ["kept", "end"]),
    Case(
        "paragraphs that are dropped",
        lambda: word("{%p if yes %}", "dropped", "{%p else %}", "other", "{%p endif %}", "end"),
        {"yes": False},
        ["other", "end"],
    ),
    Case(
        "paragraphs that are repeated",
        lambda: word("{%p for x in xs %}", "{{ loop.index }}: {{ x }}", "{%p endfor %}"),
        {"xs": "ab"},
        ["1: a", "2: b"],
    ),
    Case(
        "paragraphs in paragraphs",
        lambda: word("{%p for r in rows %}", "{{ r.name }}", "{%p if r.votes > 1 %}", "won", "{%p endif %}", "{%p endfor %}"),
        {"rows": _ROWS},
        ["Ada", "won", "Bo"],
    ),
    Case(
        "a paragraph tag that Word cut in pieces",
        lambda: word(para(split("{%p if yes %}")), "a", para(split("{%p endif %}", 2))),
        {"yes": 1},
        ["a"],
    ),
    Case("a paragraph that sets a value", lambda: word("{%p set x = 3 %}", "{{ x }}"), {}, ["3"]),
    Case(
        "a paragraph with properties keeps them in each round",
        lambda: word("{%p for x in xs %}", para("{{ x }}", properties='<w:pStyle w:val="Heading1"/>'), "{%p endfor %}"),
        {"xs": "ab"},
        ["a", "b"],
    ),
    Case(
        "a table that is repeated",
        lambda: word("{%p for r in rows %}", table(("{{ r.name }}", "{{ r.votes }}")), "", "{%p endfor %}"),
        {"rows": _ROWS},
        ["| Ada | 3 |", "", "| Bo | 1 |", ""],
    ),
    Case("a note that stands for its paragraph", lambda: word("{#p not shown #}", "b"), {}, ["b"]),
    Case(
        "paragraph tags in a cell",
        lambda: word(table((cell("{%p for x in xs %}", "{{ x }}", "{%p endfor %}", "end"), "b"))),
        {"xs": "pq"},
        ["| p¶q¶end | b |"],
    ),
    Case(
        "paragraph tags in a content control",
        lambda: word(control(paras("{%p if x %}", "in", "{%p endif %}", "{{ x }}"))),
        {"x": 1},
        ["in", "1"],
    ),
    Case("a content control with a value in it", lambda: word(para("a ", control(run("{{ x }}")), " c")), {"x": "b"}, ["a b c"]),
)

RUN_CASES = (
    Case(
        "a run that is kept or dropped",
        lambda: word(para("a ", bold("{%r if x %}"), bold("b"), bold("{%r endif %}"), " c")),
        {"x": 1},
        ["a b c"],
    ),
    Case(
        "a run that is repeated",
        lambda: word(para("a", bold("{%r for x in xs %}"), run("{{ x }}", "<w:i/>"), bold("{%r endfor %}"), "c")),
        {"xs": "pq"},
        ["apqc"],
    ),
    Case(
        "rich text",
        lambda: word(para("say ", run("{{r x }}"), " now")),
        {"x": rich(("so", {"bold": True}), (" it", {"italic": True}))},
        ["say so it now"],
    ),
    Case(
        "rich text of a style, with special characters",
        lambda: word(para(run("{{r x }}"))),
        {"x": rich(("a < b & c", {"style": "Strong"}))},
        ["a < b & c"],
    ),
    Case(
        "rich text with new lines, tabs and paragraphs",
        lambda: word(para(run("{{r x }}"))),
        {"x": rich(("a\nb\tc\ad", {}))},
        ["a\nb\tc", "d"],
    ),
    Case(
        "rich text with a link",
        lambda: word(para("see ", run("{{r x }}"))),
        {"x": linked("there", "http://example.org/a?b=1&c=2")},
        ["see there"],
    ),
    Case(
        "rich text in a cell of each row",
        lambda: word(table(("{%tr for r in rows %}", ""), ("{{ r.n }}", "{{r r.t }}"), ("{%tr endfor %}", ""))),
        {"rows": [{"n": 1, "t": rich(("a", {"bold": True}))}, {"n": 2, "t": rich(("b", {}))}]},
        ["| 1 | a |", "| 2 | b |"],
    ),
    Case("words beside a rich value", lambda: word("before {{r x }} after"), {"x": rich(("it", {"bold": True}))}, ["before it after"]),
    Case("words beside a run's tag", lambda: word("a {%r if x %}b{%r endif %} c"), {"x": 1}, ["a b c"]),
    Case("a picture in its line", lambda: word("see {{ x }} here"), {"x": picture()}, ["see [picture] here"]),
    Case(
        "a picture in each row",
        lambda: word(table(("{%tr for r in rows %}",), ("{{ r }}",), ("{%tr endfor %}",))),
        {"rows": [picture(), picture()]},
        ["| [picture] |", "| [picture] |"],
    ),
)

TABLE_CASES = (
    Case(
        "rows that are repeated",
        lambda: word(table(("Name", "Votes"), ("{%tr for r in rows %}", ""), ("{{ r.name }}", "{{ r.votes }}"), ("{%tr endfor %}", ""))),
        {"rows": _ROWS},
        ["| Name | Votes |", "| Ada | 3 |", "| Bo | 1 |"],
    ),
    Case(
        "no rows",
        lambda: word(table(("Name", "Votes"), ("{%tr for r in rows %}", ""), ("{{ r.name }}", "x"), ("{%tr endfor %}", ""))),
        {"rows": []},
        ["| Name | Votes |"],
    ),
    Case(
        "rows with an else",
        lambda: word(table(("{%tr for r in rows %}",), ("{{ r.name }}",), ("{%tr else %}",), ("none",), ("{%tr endfor %}",))),
        {"rows": []},
        ["| none |"],
    ),
    Case(
        "rows in rows",
        lambda: word(
            table(
                ("{%tr for r in rows %}", ""),
                ("{{ r.name }}", ""),
                ("{%tr if r.votes > 1 %}", ""),
                ("won", "{{ r.votes }}"),
                ("{%tr endif %}", ""),
                ("{%tr endfor %}", ""),
            )
        ),
        {"rows": _ROWS},
        ["| Ada |  |", "| won | 3 |", "| Bo |  |"],
    ),
    Case(
        "a row's tags that Word cut in pieces",
        lambda: word(
            table((cell(para(split("{%tr for r in rows %}"))), ""), ("{{ r.name }}", "b"), (cell(para(split("{%tr endfor %}", 2))), ""))
        ),
        {"rows": _ROWS},
        ["| Ada | b |", "| Bo | b |"],
    ),
    Case(
        "cells that are repeated",
        lambda: word(table(("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))),
        {"xs": "pqr"},
        ["| p | q | r |"],
    ),
    Case(
        "cells and rows",
        lambda: word(
            table(
                ("{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}"),
                ("{%tr for row in rows %}", "", ""),
                ("{%tc for c in row %}", "{{ c }}", "{%tc endfor %}"),
                ("{%tr endfor %}", "", ""),
            )
        ),
        {"cols": "ab", "rows": [[1, 2], [3, 4]]},
        ["| a | b |", "| 1 | 2 |", "| 3 | 4 |"],
    ),
    Case("cells that are kept or dropped", lambda: word(table(("a", "{%tc if x %}", "b", "{%tc endif %}", "c"))), {"x": 0}, ["| a | c |"]),
    Case(
        "notes that stand for a row and a cell",
        lambda: word(table(("{#tr a note #}", ""), ("a", "b")), "", table(("{#tc a note #}", "c"))),
        {},
        ["| a | b |", "", "| c |"],
    ),
    Case(
        "an if in each cell",
        lambda: word(
            table(("{%tr for r in rows %}", ""), ("{{ r.name }}{% if r.votes > 1 %}*{% endif %}", "{{ r.votes }}"), ("{%tr endfor %}", ""))
        ),
        {"rows": _ROWS},
        ["| Ada* | 3 |", "| Bo | 1 |"],
    ),
    Case(
        "a table in a table",
        lambda: word(table((cell(table(("{%tr for r in rows %}",), ("{{ r.name }}",), ("{%tr endfor %}",)), ""), "{{ n }}"))),
        {"rows": _ROWS, "n": 2},
        ["| [| Ada | | Bo |]¶ | 2 |"],
    ),
    Case(
        "a table in each row",
        lambda: word(table(("{%tr for r in rows %}",), (cell(table(("{{ r.name }}", "{{ r.votes }}")), "after"),), ("{%tr endfor %}",))),
        {"rows": _ROWS},
        ["| [| Ada | 3 |]¶after |", "| [| Bo | 1 |]¶after |"],
    ),
    Case(
        "rows in a content control",
        lambda: word(
            Xml(
                table(("head",), ("{{ x }}",))
                .replace("</w:tr><w:tr>", "</w:tr><w:sdt><w:sdtPr/><w:sdtContent><w:tr>")
                .replace("</w:tr></w:tbl>", "</w:tr></w:sdtContent></w:sdt></w:tbl>")
            )
        ),
        {"x": 1},
        ["| head |", "| 1 |"],
    ),
    Case(
        "a cell that spans",
        lambda: word(table(("{% colspan n %}{{ x }}",), ("a", "b", "c"))),
        {"n": 3, "x": "wide"},
        ["| wide {span 3} |", "| a | b | c |"],
    ),
    Case(
        "a cell that spans in a loop",
        lambda: word(table(("{% colspan cols|length %}Title",), ("{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}"), columns=3)),
        {"cols": "pqr"},
        ["| Title {span 3} |", "| p | q | r |"],
    ),
    Case(
        "a cell is filled with a colour",
        lambda: word(table(("{%tr for r in rows %}", ""), ("{% cellbg r.colour %}{{ r.name }}", "b"), ("{%tr endfor %}", ""))),
        {"rows": _ROWS},
        ["| Ada {fill FF0000} | b |", "| Bo {fill 00FF00} | b |"],
    ),
    Case(
        "a colour in the place of another",
        lambda: word(table((cell("{% cellbg c %}x", properties=_SHADED), "b"))),
        {"c": "00FF00"},
        ["| x {fill 00FF00} | b |"],
    ),
    Case(
        "cells merged across a loop",
        lambda: word(table(("{%tc for x in xs %}", "{% hm %}all of {{ n }}", "{%tc endfor %}"), ("a", "b", "c"))),
        {"xs": "pqr", "n": 3},
        ["| all of 3 {span 3} |", "| a | b | c |"],
    ),
    Case(
        "cells merged down a loop",
        lambda: word(table(("{%tr for r in rows %}", ""), ("{% vm %}{{ r.name }}", "{{ r.votes }}"), ("{%tr endfor %}", ""))),
        {"rows": _ROWS},
        ["| Ada {merge restart} | 3 |", "|  {merge continue} | 1 |"],
    ),
    Case(
        "cells that the template merged",
        lambda: word(
            table(
                ("{%tr for r in rows %}", ""),
                (cell("{{ r.name }}", properties=_MERGED), "1"),
                (cell("", properties="<w:vMerge/>"), "2"),
                ("{%tr endfor %}", ""),
            )
        ),
        {"rows": _ROWS},
        ["| Ada {merge restart} | 1 |", "|  {merge continue} | 2 |", "| Bo {merge restart} | 1 |", "|  {merge continue} | 2 |"],
    ),
    Case(
        "a table of which no row is left",
        lambda: word("a", table(("{%tr for r in rows %}",), ("x",), ("{%tr endfor %}",)), "b"),
        {"rows": []},
        ["a", "b"],
    ),
    Case(
        "a cell of which no paragraph is left",
        lambda: word(table((cell("{%p if x %}", "gone", "{%p endif %}"), "b"))),
        {"x": 0},
        ["|  | b |"],
    ),
)
