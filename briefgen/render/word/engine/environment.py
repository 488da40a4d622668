"""The jinja side: a sandbox in which every value leaves as text that any XML can hold, and an unknown field is an error."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Generator, Iterable, Mapping
from copy import deepcopy
from functools import cache
from typing import Any, cast

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from briefgen.render.word.engine import limits
from briefgen.render.word.engine.limits import Budget
from briefgen.render.word.engine.picture import Picture

BREAK = "briefgen-break"  # a processing instruction
NEW_PARAGRAPH = "\x07"  # as docxtpl has it; the part is cut there once it is filled
_FORBIDDEN = re.compile("[\x00-\x06\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, production 2: Char
_AWKWARD = re.compile("[\x00-\x1f\ufffe\uffff\ud800-\udfff]").search  # what escaping alone does not settle
_OPEN = '<w:t xml:space="preserve">'
_BREAKS = {
    "\n": f"</w:t><w:br/>{_OPEN}",
    "\t": f"</w:t><w:tab/>{_OPEN}",
    "\f": f'</w:t><w:br w:type="page"/>{_OPEN}',
    NEW_PARAGRAPH: f"</w:t><?{BREAK}?>{_OPEN}",
}

# Control characters delimit tags in the source that jinja reads: XML cannot hold them, so no text is taken for a tag.
BLOCK, VARIABLE, COMMENT = ("\x11", "\x12"), ("\x13", "\x14"), ("\x15", "\x16")

_DROPPED_FILTERS = ("random", "urlize", "xmlattr")  # the first is not the same twice, the others write HTML
# Fields that the engine gives itself; no other may begin like them.
RESERVED = "briefgen_"
BUDGET, COUNT, CHARGE, READ, CAPTURED, BLOCK_TEXT, RESOURCES = (
    RESERVED + name for name in ("budget", "count", "charge", "read", "captured", "block", "resources")
)
_DICTIONARY = frozenset(dir(dict))
_PLAIN_FILTERS = ("e", "escape", "forceescape", "safe")  # values are escaped once, by this module


def clean_text(text: str) -> str:
    """``text`` as XML can hold it: a replacement character for each control character and lone surrogate, ``\\n`` for line ends."""
    return _clean(text).replace("\f", "\n").replace(NEW_PARAGRAPH, "\n")


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return _FORBIDDEN.sub("\ufffd", text)


def text_xml(text: str) -> str:
    """``text`` as the inside of a ``w:t``: escaped; ``\\n`` a line break, ``\\t`` a tab, ``\\f`` a page break, ``\\a`` a new paragraph."""
    if not _AWKWARD(text):
        return str(escape(text))
    xml = str(escape(_clean(text)))
    for character, element in _BREAKS.items():
        xml = xml.replace(character, element)
    return xml


class Xml(Markup):
    """XML that this engine made."""

    __slots__ = ()


class UnknownField(jinja2.StrictUndefined):
    """A field that the context lacks: using it is an error that names the nearest field there is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        if isinstance(self._undefined_name, int) and isinstance(self._undefined_obj, list | tuple | str):
            return f"there is no item {name}; it has {len(self._undefined_obj)}"
        known = () if self._undefined_obj is jinja2.utils.missing else field_names(self._undefined_obj)
        hint = did_you_mean(name, known)
        return f"unknown field `{name}`" + (f"; {hint}" if hint else "")


def field_names(value: object) -> list[str]:
    """The fields that a template may ask of ``value``: keys of a mapping, else public attributes."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    return [name for name in dir(value) if not name.startswith("_")]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``did you mean `title`?`` for the nearest of ``known``, the names themselves where they are few, else nothing."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"there is {', '.join(names)}" if 0 < len(names) <= 12 else ""


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with limits on what it may cost and a short way to the fields of plain dictionaries."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``; of a plain dictionary its entry, where no method of dictionaries is called that."""
        if type(obj) is dict and attribute in obj and attribute not in _DICTIONARY:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call ``obj``."""
        return super().is_safe_callable(obj) and limits.is_callable(obj)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call ``__obj``, within the limits."""
        if type(__obj) is limits.Own:
            return __obj.function(*args)
        if not __self.is_safe_callable(__obj):
            name = getattr(__obj, "__qualname__", type(__obj).__name__)
            raise SecurityError(f"a template may not call `{name}`")
        budget = __context[BUDGET]
        budget.spend(limits.CALL)
        for value in args:
            budget.read(value)
        made = super().call(__context, __obj, *limits.check_method(__obj, args, kwargs), **kwargs)
        return budget.charge(captured_text(made) if type(made) is Markup else made)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """``left operator right``, within the limits."""
        if operator == "*":
            limits.check_product(left, right)
        elif operator == "**":
            limits.check_power(left, right)
        elif operator == "%" and isinstance(left, str):
            limits.check_format(left, right if isinstance(right, tuple) else (right,))
        return context[BUDGET].charge(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """``str.format`` in the sandbox, within the limits."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None

        def limited(*args: Any, **kwargs: Any) -> str:
            limits.check_format(value.__self__, (*args, *kwargs.values()))
            return wrapped(*args, **kwargs)

        return limited


class _Limiter(NodeTransformer):
    """Puts a count around what a loop goes through, and a price on what ``~`` joins."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # jinja2 calls it so
        self.generic_visit(node)
        size = sum(len(data.data) for child in node.body for data in child.find_all(nodes.TemplateData))
        node.iter = _call(COUNT, node.iter, nodes.Const(1 + size // limits.LITERAL_PER_STEP, lineno=node.lineno))
        return node

    def visit_Operand(self, node: nodes.Operand) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if node.op in ("in", "notin"):
            node.expr = _call(READ, node.expr)
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> list[nodes.Node]:  # noqa: N802
        self.generic_visit(node)
        chain, node.filter = node.filter, None
        return [node, nodes.Assign(node.target, _filtered(chain, node.target), lineno=node.lineno)]

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> list[nodes.Node]:  # noqa: N802
        self.generic_visit(node)
        block = nodes.Name(BLOCK_TEXT, "store", lineno=node.lineno)
        capture = nodes.AssignBlock(block, None, node.body, lineno=node.lineno)
        return [capture, nodes.Output([_filtered(node.filter, block)], lineno=node.lineno)]

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call(CHARGE, node)


def _call(name: str, *arguments: nodes.Node) -> nodes.Call:
    line = arguments[0].lineno
    return nodes.Call(nodes.Name(name, "load", lineno=line), [cast("nodes.Expr", each) for each in arguments], [], None, None, lineno=line)


def _filtered(chain: nodes.Filter | None, captured: nodes.Node) -> nodes.Expr:
    """``chain`` over what a block has captured, made plain text before the first filter."""
    loaded = deepcopy(captured)
    for name in (loaded, *loaded.find_all(nodes.Name)):
        if isinstance(name, nodes.Name):
            name.ctx = "load"
    first = _call(CAPTURED, loaded)
    inner = chain
    while inner is not None and isinstance(inner.node, nodes.Filter):
        inner = inner.node
    if inner is not None:
        inner.node = first
    return chain or first


def captured_text(xml: Any) -> Any:
    """What a block captured as plain text, to be cut or put in capitals; as it is where it holds more than text and breaks."""
    if not isinstance(xml, Markup):
        return xml
    text = str(xml)
    for character, element in _BREAKS.items():
        text = text.replace(element, character)
    return xml if "<" in text else Markup(text).unescape()  # noqa: S704  # it was escaped when it was captured


def compile_source(environment: jinja2.Environment, tree: nodes.Template, name: str) -> jinja2.Template:
    """The template of a parsed source, its loops counted, in ``tree`` itself; rendering needs the fields of :func:`spending`."""
    code = environment.compile(_Limiter().visit(tree), name, name)
    return jinja2.Template.from_code(environment, code, environment.make_globals(None))


def spending() -> dict[str, Any]:
    """The fields by which one filling is kept within its limits."""
    budget = Budget()
    own: dict[str, Callable[..., Any]] = {COUNT: budget.count, CHARGE: budget.charge, READ: budget.read, CAPTURED: captured_text}
    return {BUDGET: budget, **{name: limits.Own(each) for name, each in own.items()}}


@cache
def word_environment() -> jinja2.Environment:
    """The environment for parts whose values stand in ``w:t`` elements."""
    return _make_environment(text_xml, _picture_xml)


@cache
def plain_environment() -> jinja2.Environment:
    """The environment for parts of plain text elements."""
    return _make_environment(plain_xml, lambda picture, _: str(picture))


def plain_xml(text: str) -> str:
    """``text`` where no element may stand, such as in the value of an attribute: escaped, on one line."""
    return str(escape(clean_text(text).replace("\n", " ").replace("\t", " ")))


def _picture_xml(picture: Picture, context: Context) -> str:
    """A picture inside the run of its tag."""
    return f"</w:t>{context[RESOURCES].picture(picture)}{_OPEN}"


def _make_environment(write: Callable[[str], str], draw: Callable[[Picture, Context], str]) -> jinja2.Environment:
    @jinja2.pass_context
    def finalize(context: Context, value: object) -> object:
        if type(value) is str and not _AWKWARD(value):
            return value if len(value) < limits.SHORT else context[BUDGET].charge(value)  # jinja2 escapes it
        if value is None:
            return ""
        if isinstance(value, jinja2.Undefined | Xml):  # the first raises when written
            return value
        if isinstance(value, Markup):  # a captured block, or what the caller has escaped
            context[RESOURCES].has_foreign = True
            return context[BUDGET].charge(value)
        if isinstance(value, Picture):
            return Xml(draw(value, context))  # made by this engine
        return Xml(write(context[BUDGET].charge(_show(value))))  # escaped by ``write``

    environment = _Environment(
        block_start_string=BLOCK[0], block_end_string=BLOCK[1],
        variable_start_string=VARIABLE[0], variable_end_string=VARIABLE[1],
        comment_start_string=COMMENT[0], comment_end_string=COMMENT[1],
        autoescape=True, undefined=UnknownField, finalize=finalize, keep_trailing_newline=True,
    )  # fmt: skip
    for name in _DROPPED_FILTERS:
        environment.filters.pop(name, None)
    for name in _PLAIN_FILTERS:
        environment.filters[name] = _as_text
    environment.filters["tojson"] = _as_json
    environment.globals.pop("lipsum", None)  # random text
    limits.guard(environment.filters, BUDGET)
    limits.guard(environment.tests, BUDGET)
    return environment


def _show(value: object) -> str:
    """A value as text. TypeError for one that a reader cannot want to see."""
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list | tuple | set | dict):
        limits.measure(value)
        if _holds_undefined(value):
            raise TypeError("some of its items lack the field; give those that have it")
    elif isinstance(value, TemplateReference | Generator | type) or callable(value):
        raise TypeError("it is no text but a method or an unfinished list; call it with (), or put |list or |join after it")
    return str(value)


def _holds_undefined(value: object) -> bool:
    if isinstance(value, list | tuple | set | dict):
        return any(map(_holds_undefined, value.values() if isinstance(value, dict) else value))
    return isinstance(value, jinja2.Undefined)


def _as_text(value: Any) -> Any:
    """``value`` unchanged: it is escaped when it is written."""
    return value


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda each: str(each) if limits.measure(each) else "")
