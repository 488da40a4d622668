"""briefgen.toml: what it holds, what it refuses."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.config import Config, Style, find_topic, is_one_edit, load_config
from briefgen.config.addresses import parse_address, parse_addresses
from briefgen.config.build import DEFAULTS, LIMITS, MAIL, STYLE, TOP, TOPIC, WEB
from briefgen.config.environment import unknown_variables
from briefgen.config.settings import Web
from briefgen.errors import ConfigError
from briefgen.model import Address, Article, Limits
from briefgen.pipeline.looks import make_look

GOOD = """
locale = "en-US"
[topics.quad]
title = "The Quad"
terms = ["Quad"]
places = ["Tokyo"]
[topics.minerals]
"""


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "briefgen.toml"
    path.write_text(text)
    return str(path)


def test_topics_are_read_with_their_terms(tmp_path: Path):
    config = load_config(write(tmp_path, GOOD), ())
    quad, minerals = config.topics
    assert (quad.title, quad.terms, quad.places) == ("The Quad", ("Quad",), ("Tokyo",))
    assert (minerals.title, minerals.terms) == ("Minerals", ("minerals",))
    assert config.locale == "en-US"


def test_a_configuration_in_the_first_input_folder_is_found(tmp_path: Path):
    write(tmp_path, GOOD)
    assert len(load_config(None, (str(tmp_path),)).topics) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("topic = 1", 'unknown key "topic"; did you mean "topics"?'),
        ("[topics.quad]\nterm = ['x']", 'unknown key "term"; did you mean "terms"?'),
        ("[topics.quad]\nterms = 'x'", '"terms" must be a list of strings'),
        ("locale = 'fr'", "locale must be one of en-GB, en-US"),
        ("x = ", "is not valid TOML"),
        ("topics = {quad = 1}", "must be a table"),
    ],
)
def test_a_fault_in_the_configuration_is_named(tmp_path: Path, text: str, message: str):
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text), ())
    assert message in str(caught.value)


@pytest.mark.parametrize(("a", "b", "near"), [("quad", "qaud", True), ("quad", "quads", True), ("quad", "squad", True),
                                              ("quad", "quod", True),
                                              ("quad", "quad", False), ("quad", "sco", False), ("quad", "quaint", False)])  # fmt: skip
def test_one_edit_is_a_letter_more_less_other_or_swapped(a: str, b: str, near: bool):
    assert is_one_edit(a, b) is near


def test_a_topic_one_edit_from_a_configured_one_is_refused(tmp_path: Path):
    config = load_config(write(tmp_path, GOOD), ())
    with pytest.raises(ConfigError, match='did you mean "quad"'):
        find_topic(config, "qaud")
    assert find_topic(config, "QUAD").is_configured
    assert not find_topic(config, "tariffs").is_configured


# --- everything else that the file may hold ------------------------------------------------------------------

FULL = """
zone = "Asia/Kolkata"
marking = "Official"
[defaults]
format = "docx,html"
strict = true
[dates]
"column.txt" = 2025-08-26
"archive/*" = "2025-08-25"
[publishers]
"meridian.example" = { name = "Meridian Wire", weight = 2 }
[mail]
from = "Desk <desk@example.org>"
bcc = ["watch@example.org"]
host = "smtp.example.org"
port = 2525
[topics.quad]
recipients = ["Ä. Berg <a.berg@example.org>"]
"""


def article(id_: str = "a.txt", **more: Any) -> Article:
    return Article(**{
        "id": id_, "path": id_, "publisher": None, "url": None, "title": None, "language": "en", "reader": "text", "sha256": "",
        "text_sha256": "", "text": "", "published": None, "blocks": (), "sentences": (), **more,
    })  # fmt: skip


def test_mail_dates_publishers_and_defaults_are_read(tmp_path: Path):
    config = load_config(write(tmp_path, FULL), ())
    assert config.zone == "Asia/Kolkata"
    assert (config.defaults.format, config.defaults.strict, config.defaults.out) == ("docx,html", True, None)
    assert config.mail.sender == Address("Desk", "desk@example.org")
    assert (config.mail.port, config.mail.security, config.mail.bcc) == (2525, "starttls", (Address("", "watch@example.org"),))
    assert config.topics[0].recipients == (Address("Ä. Berg", "a.berg@example.org"),)


def test_a_date_is_found_by_the_articles_name_then_by_a_pattern(tmp_path: Path):
    config = load_config(write(tmp_path, FULL), ())
    assert config.date_of(article("column.txt")) == ("column.txt", date(2025, 8, 26))
    assert config.date_of(article("archive/one.txt")) == ("archive/*", date(2025, 8, 25))
    assert config.date_of(article("other.txt")) is None


@pytest.mark.parametrize(
    ("more", "is_known"),
    [
        ({"url": "https://www.meridian.example/a"}, True),
        ({"url": "https://news.meridian.example/a"}, True),
        ({"publisher": "Meridian.Example"}, True),
        ({"url": "https://notmeridian.example/a"}, False),
        ({"url": "https://[broken"}, False),
        ({}, False),
    ],
)
def test_a_publisher_is_known_by_name_or_host(tmp_path: Path, more: dict[str, Any], is_known: bool):
    found = load_config(write(tmp_path, FULL), ()).publisher_of(article(**more))
    assert (found is not None and found.name == "Meridian Wire" and found.weight == 2) is is_known


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('zone = "Mars"', '"zone" must be a time zone such as'),
        ('zone = "../etc/passwd"', '"zone" must be a time zone such as'),
        ('marking = "a\\nb"', '"marking" must be one line'),
        ("[defaults]\nformt = 'docx'", 'unknown key "formt"; did you mean "format"?'),
        ("[defaults]\nstrict = 'yes'", '"strict" must be true or false'),
        ("[dates]\n'a.txt' = 'Friday'", '"a.txt" must be a date such as 2025-08-26'),
        ("[publishers.a]\nweight = 0", '"weight" must lie above 0'),
        ("[publishers.a]\nweight = true", '"weight" must be a number'),
        ("publishers = 3", '"publishers" must be a table'),
        ("[publishers]\na = 3", "must be a table"),
        ("[mail]\npassword = 'x'", "set BRIEFGEN_MAIL_PASSWORD"),
        ("[mail]\nsecurity = 'none'", '"security" must be starttls or tls'),
        ("[mail]\nport = 0", '"port" must lie between 1 and 65535'),
        ("[mail]\nattach = ['exe']", '"attach" knows docx and ics'),
        ("[mail]\nfrom = 'nobody'", "'nobody' is not a mail address"),
        ("[mail]\nto = ['a@b.example\\nBcc: c@d.example']", "is not a mail address"),
        ('[mail]\nto = ["a@b.example\\nBcc: c@d.example"]', "is not a mail address"),
        ("[mail]\nsubjet = 'x'", 'unknown key "subjet"; did you mean "subject"?'),
        ("[topics.quad]\nrecipients = ['x']", "\"recipients\": 'x' is not a mail address"),
        ("[topics]\nquad = 3", "[topics.quad]: must be a table"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_place(tmp_path: Path, text: str, message: str):
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text), ())
    assert message in str(caught.value)
    assert "briefgen.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


# --- the environment -------------------------------------------------------------------------------------------


def test_a_variable_stands_before_the_file(tmp_path: Path):
    environ = {"BRIEFGEN_LOCALE": "en-US", "BRIEFGEN_MAIL_HOST": "relay.example", "BRIEFGEN_MAIL_TO": "a@b.example, c@d.example"}
    config = load_config(write(tmp_path, 'locale = "en-GB"\n[mail]\nhost = "smtp.example"\nport = 25'), (), environ)
    assert (config.locale, config.mail.host, config.mail.port) == ("en-US", "relay.example", 25)
    assert [a.spec for a in config.mail.to] == ["a@b.example", "c@d.example"]


def test_variables_do_without_a_file_and_an_empty_one_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert load_config(None, (), {"BRIEFGEN_MARKING": "Draft", "BRIEFGEN_LOCALE": ""}) == Config(marking="Draft")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("BRIEFGEN_LOCALE", "fr", "BRIEFGEN_LOCALE: locale must be one of"),
        ("BRIEFGEN_MAIL_PORT", "many", "BRIEFGEN_MAIL_PORT: 'many' is not a whole number"),
        ("BRIEFGEN_MAIL_FROM", "x", 'BRIEFGEN_MAIL_FROM: "from"'),
        ("BRIEFGEN_ZONE", "Mars", 'BRIEFGEN_ZONE: "zone"'),
    ],
)
def test_a_fault_in_a_variable_names_the_variable(tmp_path: Path, variable: str, value: str, message: str):
    with pytest.raises(ConfigError, match="^" + re.escape(message)):
        load_config(write(tmp_path, GOOD), (), {variable: value})


def test_a_variable_that_means_nothing_is_told_with_the_nearest():
    environ = {"BRIEFGEN_LOCALS": "x", "BRIEFGEN_OUT": "o", "BRIEFGEN_MAIL_PASSWORD": "p", "HOME": "/"}
    assert unknown_variables(environ, ["BRIEFGEN_OUT"]) == ["BRIEFGEN_LOCALS is set and means nothing; did you mean BRIEFGEN_LOCALE?"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("desk@example.org", Address("", "desk@example.org")),
        (" Desk <desk@example.org> ", Address("Desk", "desk@example.org")),
        ('"Berg, A." <a@b-c.example>', Address("Berg, A.", "a@b-c.example")),
        ("jürgen@bücher.example", Address("", "jürgen@bücher.example")),
    ],
)
def test_an_address_is_read(text: str, address: Address):
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a@", "@b", "a@b@c", "a b@c.example", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example",
        "A\n <a@b.example>", "a@-b.example", ".a@b.example", "a..b@c.example", "a@b..example", "<a@b.example", "a@b.example>",
        f"{'a' * 65}@b.example", "a\x00@b.example", "a\u2028@b.example",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(text: str):
    with pytest.raises(ConfigError, match="is not a mail address"):
        parse_address(text)


def test_several_addresses_come_once_each():
    assert [a.spec for a in parse_addresses(["a@b.example,c@d.example", "A <A@b.example>"])] == ["a@b.example", "c@d.example"]


# --- the file that init writes -----------------------------------------------------------------------------------

STARTER = Path(__file__).parents[1] / "briefgen" / "scaffold" / "briefgen.toml"


def test_the_file_of_init_can_be_used_as_it_is(tmp_path: Path):
    config = load_config(str(STARTER), ())
    assert [t.name for t in config.topics] == ["quad"]


def test_every_line_that_the_file_of_init_comments_out_can_be_used(tmp_path: Path):
    text = re.sub(r'^# (?=[\w"./*-]+ = )', "", STARTER.read_text(encoding="utf-8"), flags=re.M)
    config = load_config(write(tmp_path, text), ())
    assert (config.marking, config.zone, config.mail.host, config.mail.tries) == ("Official", "Europe/London", "smtp.example.org", 4)
    assert (len(config.dates), config.publishers[0].weight, config.defaults.quiet) == (2, 2.0, True)
    raw = tomllib.loads(text)
    assert set(raw) == set(TOP), "the file shows every key"
    assert set(raw["mail"]) == set(MAIL)
    assert set(raw["defaults"]) == set(DEFAULTS)
    assert set(raw["topics"]["quad"]) == set(TOPIC)
    assert set(raw["style"]) == set(STYLE)
    assert set(raw["limits"]) == set(LIMITS)
    assert set(raw["web"]) == set(WEB)
    assert config.limits == Limits(), "the file shows the limits that hold unless told"
    assert config.web == Web()


# --- how a brief is dressed ----------------------------------------------------------------------------------

STYLED = 'paper = "letter"\nlogo = "seal.png"\n[style]\ncolour = "#7a1f3d"\nfont = " Georgia "\n'


def test_paper_logo_colour_and_font_are_read(tmp_path: Path):
    config = load_config(write(tmp_path, STYLED), ())
    assert (config.paper, config.logo, config.style) == ("letter", "seal.png", Style("7A1F3D", "Georgia"))
    assert Config().style == Style()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('paper = "A3"', "paper must be one of a4, letter, not 'A3'"),
        ('[style]\ncolour = "navy"', '"colour" must be six hexadecimal digits such as 1F3F66'),
        ('[style]\ncolour = "FFCC00"', '"colour" FFCC00 has a contrast of 1.51:1 on white, and headings need 4.5:1; take a darker one'),
        ('[style]\ncolour = "777777"', "contrast of 4.48:1"),
        ('[style]\nfont = ""', '"font" must be the name of a font such as Georgia'),
        ('[style]\nfont = "a\\tb"', '"font" must be the name of a font'),
        ('[style]\ncolor = "1F3F66"', 'unknown key "color"; did you mean "colour"?'),
    ],
)
def test_a_look_that_cannot_be_is_refused_with_what_to_do(tmp_path: Path, text: str, message: str):
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text), ())
    assert message in str(caught.value)


def test_the_look_may_come_from_the_environment(tmp_path: Path):
    environ = {"BRIEFGEN_PAPER": "a4", "BRIEFGEN_LOGO": "other.png", "BRIEFGEN_STYLE_COLOUR": "1F3F66", "BRIEFGEN_STYLE_FONT": "Verdana"}
    config = load_config(write(tmp_path, STYLED), (), environ)
    assert (config.paper, config.logo, config.style) == ("a4", "other.png", Style("1F3F66", "Verdana"))
    with pytest.raises(ConfigError, match="BRIEFGEN_STYLE_COLOUR: "):
        load_config(None, (), {"BRIEFGEN_STYLE_COLOUR": "white"})


@pytest.mark.parametrize(
    ("locale", "paper", "template", "expected"),
    [
        ("en-GB", None, "weekly", None), ("en-US", None, "weekly", "letter"), ("en-US", "a4", "weekly", "a4"),
        ("en-US", None, "own.docx", None), ("en-GB", "letter", "own.docx", "letter"),
    ],
)  # fmt: skip
def test_american_briefs_are_on_letter_but_no_template_of_ones_own(locale: str, paper: Any, template: str, expected: str | None):
    look = make_look(Config(locale=locale, paper=paper), formats=["json"], template=template)
    assert (look.paper, look.template_name) == (expected, template)


def test_the_look_of_a_brief_is_the_configured_one(tmp_path: Path):
    logo = Path(__file__).parents[1] / "docs" / "brief-page-1.png"
    (tmp_path / "seal.png").write_bytes(logo.read_bytes())
    look = make_look(load_config(write(tmp_path, STYLED), ()), formats=["docx"], template="memo")
    assert (look.colour, look.font, look.logo) == ("7A1F3D", "Georgia", logo.read_bytes())
