"""The house stands as designed: who imports whom, how heavy the start is, that lexicons prove themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.lexicon import FOLDER, load_patterns, load_table

PACKAGE = Path(__file__).parents[1] / "briefgen"

# stage or module: (ours that it may import beside its own stage, others)
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "model": (set(), set()),
    "errors": (set(), set()),
    "dates": (set(), set()),
    "clocks": ({"dates"}, set()),
    "config": ({"model"}, set()),
    "lexicon": ({"model"}, set()),
    "sources": ({"model"}, {"urllib3", "protego", "feedparser", "warcio", "lxml"}),
    "read": (
        {"model", "lexicon"},
        {"trafilatura", "htmldate", "lxml", "dateparser", "py3langid", "charset_normalizer", "docx", "pypdfium2"},
    ),
    "store": ({"model"}, {"platformdirs"}),
    "workers": ({"model"}, set()),
    "annotate": ({"model", "lexicon"}, {"dateparser"}),
    "merge": ({"model", "lexicon"}, {"rensa"}),
    "brief": ({"model", "config", "lexicon", "dates"}, set()),
    "corrections": ({"model", "config"}, set()),
    "render": ({"model", "dates", "clocks"}, {"docx", "jinja2", "lxml", "markupsafe", "icalendar"}),
    "verify": ({"model"}, set()),
    "deliver": ({"model"}, set()),
    "previous": ({"model", "config", "render"}, set()),
    "mailing": ({"model", "config", "dates", "render", "deliver"}, set()),
    "scaffold": ({"deliver"}, set()),
    "proof": ({"model", "render", "verify"}, set()),
    "templating": ({"model", "config", "render", "deliver"}, set()),
    "pipeline": (
        {"model", "config", "sources", "store", "workers", "read", "annotate", "merge", "corrections", "brief", "render", "deliver",
         "dates", "previous", "briefgen"}, set(),
    ),
    "cli": ({"pipeline", "mailing", "scaffold", "templating", "proof", "config", "model", "briefgen"}, {"click", "rich", "dateparser"}),
    "briefgen": ({"pipeline", "model"}, set()),
    "__main__": ({"cli"}, set()),
}
ONLY_IN = {
    "dateparser": {"read/published.py", "annotate/time/foreign.py", "cli/options.py"},
    "py3langid": {"read/language.py"},
    "rensa": {"merge/copies.py"},
    "trafilatura": {"read/html.py"},
    "htmldate": {"read/html.py"},
    "docx": {"render/word", "read/word.py"},
    "pypdfium2": {"read/pdf.py"},
    "feedparser": {"sources/unpack/feed.py"},
    "warcio": {"sources/unpack/warc.py"},
    "urllib3": {"sources/web"},
    "protego": {"sources/web"},
    "platformdirs": {"store"},
    "icalendar": {"render/calendar.py"},
    "jinja2": {"render/word", "render/html", "render/mail"},
    "rich": {"cli/messages.py"},
    "sqlite3": {"deliver/outbox.py", "deliver/record.py", "store"},
    "smtplib": {"deliver/smtp.py"},
    "subprocess": {"render/pdf.py"},
}


def stage_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    if relative.name == "__init__.py" and len(relative.parts) == 1:
        return "briefgen"
    return relative.parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module} if node.module != "briefgen" else {f"briefgen.{a.name}" for a in node.names})
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_stage_may(path: Path):
    stage = stage_of(path)
    ours, others = TABLE[stage]
    for name in imports_of(path):
        top, *rest = name.split(".")
        if top == "briefgen":
            target = rest[0] if rest and rest[0] != "__version__" else "briefgen"
            assert target in ours | {stage, "errors"}, f"{path.name} imports {name}"
            continue
        assert top in others or top in sys.stdlib_module_names, f"{path.name} imports {name}"
        homes = ONLY_IN.get(top)
        assert homes is None or any(path.relative_to(PACKAGE).as_posix().startswith(h) for h in homes), f"{path.name} imports {name}"


def test_every_stage_of_the_table_exists():
    assert {stage_of(p) for p in FILES} == set(TABLE)


@pytest.mark.parametrize("module", ["click", "dateparser", "docx", "jinja2", "lxml", "trafilatura", "rich"])
def test_the_version_starts_without_heavy_libraries(module: str):
    code = f"import sys; sys.argv = ['briefgen']; import briefgen.cli; print({module!r} in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert answer == str(module == "click")


@pytest.mark.parametrize("name", sorted(p.stem for p in FOLDER.glob("*.toml")))
def test_every_pattern_matches_its_examples_and_refuses_its_rejects(name: str):
    for pattern in load_patterns(name):
        assert pattern.examples, f"{pattern.id} has no example"
        assert pattern.rejects, f"{pattern.id} has no reject"
        for text in pattern.examples:
            assert pattern.regex.search(text), f"{pattern.id} misses its example {text!r}"
        for text in pattern.rejects:
            assert not pattern.regex.search(text), f"{pattern.id} matches its reject {text!r}"


@pytest.mark.parametrize("name", sorted(p.stem for p in FOLDER.glob("*.tsv")))
def test_a_word_list_holds_no_entry_twice(name: str):
    entries = [" ".join(row[:2]) if "foreign" in name else row[0] for row in load_table(name)]  # there a language comes first
    assert len(entries) == len(set(entries)), [e for e in entries if entries.count(e) > 1][:5]


def test_every_event_of_the_lexicon_has_a_kind_that_the_contract_names():
    kinds = set(
        "visit trip arrival departure summit meeting talks call conference press_conference statement speech ceremony signing launch"
        " exercise election vote hearing deadline anniversary report other".split()
    )
    assert {row[1] for row in load_table("event_nouns")} | {row[2] for row in load_table("event_verbs")} <= kinds
