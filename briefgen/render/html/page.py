"""The page around the content: template, style, script, and the policy that lets no other style or script run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

FOLDER = Path(__file__).parent

# What HTML forbids or a reader cannot see: controls but tab and line end, lone surrogates, noncharacters; and the two marks
# that force a direction on the text after them, with which a line could be made to read as what it is not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fill_page(context: Mapping[str, Any]) -> str:
    """The whole page. Every string of ``context`` is cleaned and escaped when it is written."""
    style, script = _read("page.css"), _read("page.js") + _read("correct.js")
    policy = (
        f"default-src 'none'; style-src '{_sha256(style)}'; script-src '{_sha256(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return _template().render(context, policy=policy, style=_own(style), script=_own(script))


def clean(text: str) -> str:
    """``text`` with a replacement character for each character that a page cannot hold or show; as long as before."""
    return _FORBIDDEN.sub("\ufffd", text)


def _own(text: str) -> Markup:
    """A file of this package, written as it stands."""
    return Markup(text)  # noqa: S704  # not from any article


def _sha256(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    return environment.from_string(_read("page.html"))


def _finalize(value: object) -> object:
    """What the template writes for ``value``: nothing for None, strings cleaned; jinja escapes them afterwards."""
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
