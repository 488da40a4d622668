"""briefgen.toml: what it holds, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.config import find_topic, is_one_edit, load_config
from briefgen.errors import ConfigError

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
