"""What a template asks for, found without filling it: unknown fields, filters and tests, each with what may have been meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import jinja2
import jinja2.meta
from jinja2 import nodes

from briefgen.render.word.engine.environment import CHARGE, COUNT, READ, RESERVED, did_you_mean
from briefgen.render.word.engine.faults import Fault
from briefgen.render.word.engine.tags import Tag

TagAt = Callable[[int], Tag | None]

_LOOKED_AT = 50  # items of a list whose fields are taken together
_DEEPEST = 8  # levels of a context that are looked into
_SAME = frozenset({"sort", "reverse", "list", "unique", "select", "reject", "selectattr", "rejectattr", "default", "d", "dictsort"})
_ONE_OF = frozenset({"first", "last", "min", "max"})
_BY_FIELD = frozenset({"selectattr", "rejectattr", "groupby", "sort", "map", "sum", "join", "unique", "min", "max"})
_FIRST_ARGUMENT = frozenset({"selectattr", "rejectattr", "groupby"})  # the others name it ``attribute``
_NO_ESCAPE = (nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)
_OTHER_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a value: the fields of a record, the items of a list, nothing of ``any``."""

    kind: Literal["any", "text", "list", "record"]
    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None


ANY, TEXT = Shape("any"), Shape("text")


def shape_of(value: object, depth: int = 0) -> Shape:
    """The shape of a context or a value in it."""
    if depth > _DEEPEST:
        return ANY
    if isinstance(value, Mapping):
        return Shape("record", {str(key): shape_of(each, depth + 1) for key, each in value.items()})
    if isinstance(value, list | tuple):
        return Shape("list", item=_join([shape_of(each, depth + 1) for each in value[:_LOOKED_AT]]))
    return TEXT if isinstance(value, str | int | float) else ANY


class FieldLike(Protocol):
    """A field as a table of fields describes it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def fields(self) -> Sequence[Any]: ...


def shape_of_fields(fields: Sequence[FieldLike]) -> Shape:
    """The shape of a context that is described by a table of fields."""
    return Shape("record", {each.name: _shape_of_field(each) for each in fields})


def _shape_of_field(described: FieldLike) -> Shape:
    if described.kind == "record":
        return shape_of_fields(described.fields)
    if described.kind == "list":
        return Shape("list", item=shape_of_fields(described.fields) if described.fields else TEXT)
    return TEXT


def _join(shapes: Sequence[Shape]) -> Shape:
    """One shape for all: records take their fields together, different kinds are ``any``."""
    if not shapes or any(shape.kind != shapes[0].kind for shape in shapes):
        return ANY
    if shapes[0].kind != "record":
        return shapes[0]
    return Shape("record", {name: each for shape in shapes for name, each in shape.fields.items()})


def find_static_faults(tree: nodes.Template, environment: jinja2.Environment, tag_at: TagAt) -> list[Fault]:
    """Filters and tests that there are none of, and tags that take in other files."""
    found = []
    for node in tree.find_all((nodes.Filter, nodes.Test, *_OTHER_FILES, *_NO_ESCAPE)):
        tag = tag_at(node.lineno)
        if tag is None:
            continue
        if isinstance(node, nodes.Filter | nodes.Test):
            noun, known = ("filter", environment.filters) if isinstance(node, nodes.Filter) else ("test", environment.tests)
            if node.name not in known:
                near = difflib.get_close_matches(node.name, known, 1)
                hint = f"did you mean `{near[0]}`?" if near else ""
                found.append(tag.fault(f"{noun}.unknown", f"there is no {noun} `{node.name}`", hint))
        elif isinstance(node, _NO_ESCAPE):
            found.append(tag.fault("tag.autoescape", "a template cannot write XML of its own", "leave the tag out"))
        else:
            found.append(tag.fault("tag.files", f"`{tag.keyword}` takes in other files, which a Word template cannot", "leave it out"))
    return found


def called_names(tree: nodes.Template) -> set[str]:
    """The names that a template asks of its context."""
    return {name for name in jinja2.meta.find_undeclared_variables(tree) if not name.startswith(RESERVED)}


def find_unknown(tree: nodes.Template, shape: Shape, tag_at: TagAt) -> list[Fault]:
    """A fault for each field that ``tree`` asks for and ``shape`` does not have; one behind ``is defined`` or ``default`` is none."""
    walker = _Walker(shape, tag_at)
    walker.walk(tree)
    return list(dict.fromkeys(walker.faults))


def find_unknown_in_pieces(pieces: Iterable[tuple[Tag, nodes.Template]], shape: Shape) -> list[Fault]:
    """The same where the tags do not make a whole: each looked at by itself, in order; what a loop names counts from there on."""
    current: list[Tag] = []
    walker = _Walker(shape, lambda _: current[-1])
    for tag, tree in pieces:
        current.append(tag)
        for node in tree.body:
            walker.walk_open(node)
    return list(dict.fromkeys(walker.faults))


class _Walker:
    """Goes through a tree with what is known of each name in scope."""

    def __init__(self, shape: Shape, tag_at: TagAt) -> None:
        self.shape, self.tag_at = shape, tag_at
        self.faults: list[Fault] = []
        self._scopes: list[dict[str, Shape]] = [dict.fromkeys(("self", "range", "dict", "cycler", "joiner", "namespace"), ANY)]
        self._tolerant = 0
        self._guarded: list[str] = []

    # --- statements ------------------------------------------------------------------------------------------

    def walk(self, node: nodes.Node) -> None:
        """Look at a statement and all in it."""
        method = getattr(self, f"_walk_{type(node).__name__.lower()}", None)
        if method is not None:
            method(node)
        elif isinstance(node, nodes.Expr):
            self.infer(node)
        else:
            self._walk_all(node.iter_child_nodes())

    def walk_open(self, node: nodes.Node) -> None:
        """Look at a statement whose block is still open: the names that it gives values to are not forgotten."""
        if isinstance(node, nodes.For):
            items = self.infer(node.iter)
            self._scopes[-1].update(self._bind(node.target, items.item or ANY) | {"loop": ANY})
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            self._scopes[-1].update({arg.name: ANY for arg in node.args} | {getattr(node, "name", "caller"): ANY})
        elif isinstance(node, nodes.With):
            for target, value in zip(node.targets, node.values):
                self._scopes[-1].update(self._bind(target, self.infer(value)))
        else:
            self.walk(node)

    def _walk_all(self, found: Iterable[nodes.Node]) -> None:
        for node in found:
            self.walk(node)

    def _walk_for(self, node: nodes.For) -> None:
        items = self.infer(node.iter)
        item = items.item or ANY if items.kind == "list" else ANY
        with_loop = self._bind(node.target, item) | {"loop": ANY}
        self._in_scope(with_loop, [*([node.test] if node.test else []), *node.body])
        self._walk_all(node.else_)

    def _walk_if(self, node: nodes.If) -> None:
        self.infer(node.test)
        guarded = [path for test in _tests(node.test) if test.name == "defined" and (path := _path(test.node))]
        self._guarded += guarded
        self._walk_all(node.body)
        del self._guarded[len(self._guarded) - len(guarded) :]
        self._walk_all([*node.elif_, *node.else_])

    def _walk_assign(self, node: nodes.Assign) -> None:
        self._scopes[-1].update(self._bind(node.target, self.infer(node.node)))

    def _walk_assignblock(self, node: nodes.AssignBlock) -> None:
        self._in_scope({}, node.body)
        self._scopes[-1].update(self._bind(node.target, TEXT))

    def _walk_with(self, node: nodes.With) -> None:
        bound: dict[str, Shape] = {}
        for target, value in zip(node.targets, node.values):
            bound |= self._bind(target, self.infer(value))
        self._in_scope(bound, node.body)

    def _walk_macro(self, node: nodes.Macro) -> None:
        self._walk_all(node.defaults)
        self._scopes[-1][node.name] = ANY
        self._in_scope({arg.name: ANY for arg in node.args} | dict.fromkeys(("caller", "varargs", "kwargs"), ANY), node.body)

    def _walk_callblock(self, node: nodes.CallBlock) -> None:
        self.infer(node.call)
        self._in_scope({arg.name: ANY for arg in node.args}, node.body)

    def _in_scope(self, names: dict[str, Shape], body: Iterable[nodes.Node]) -> None:
        self._scopes.append(names)
        self._walk_all(body)
        self._scopes.pop()

    def _bind(self, target: nodes.Node, shape: Shape) -> dict[str, Shape]:
        """The names that ``target`` gives values to."""
        if isinstance(target, nodes.Name):
            return {target.name: shape}
        return {name.name: ANY for name in target.find_all(nodes.Name)}

    # --- expressions -----------------------------------------------------------------------------------------

    def infer(self, node: nodes.Node | None) -> Shape:
        """What is known of an expression's value; its unknown fields are noted."""
        if node is None:
            return ANY
        method = getattr(self, f"_infer_{type(node).__name__.lower()}", None)
        if method is not None:
            return method(node)  # type: ignore[no-any-return]
        for child in node.iter_child_nodes():
            self.infer(child)
        return ANY

    def _infer_name(self, node: nodes.Name) -> Shape:
        known = next((scope[node.name] for scope in reversed(self._scopes) if node.name in scope), None)
        if known is not None:
            return known
        if node.name.startswith(RESERVED) or node.name in self.shape.fields:
            return self.shape.fields.get(node.name, ANY)
        names = {name for scope in self._scopes[1:] for name in scope} | set(self.shape.fields)
        self._note(node, node.name, did_you_mean(node.name, names))
        return ANY

    def _infer_getattr(self, node: nodes.Getattr) -> Shape:
        return self._member(self.infer(node.node), node.attr, node)

    def _infer_getitem(self, node: nodes.Getitem) -> Shape:
        base = self.infer(node.node)
        if isinstance(node.arg, nodes.Slice):
            return base
        if isinstance(node.arg, nodes.Const):
            return self._member(base, node.arg.value, node) if isinstance(node.arg.value, str) else base.item or ANY
        self.infer(node.arg)
        return ANY

    def _member(self, base: Shape, name: str, node: nodes.Expr) -> Shape:
        """The shape of a field; a fault where there is none of that name."""
        methods: type = {"text": str, "list": list, "record": dict}.get(base.kind, object)
        if base.kind == "any" or hasattr(methods, name):
            return base.fields.get(name, ANY)
        if name not in base.fields:
            of = _path(node.node) if isinstance(node, nodes.Getattr | nodes.Getitem) else ""
            what = {"text": f"`{of}` is a text and has no fields", "list": f"`{of}` is a list: loop over it for the fields of its items"}
            self._note(node, _path(node) or name, what.get(base.kind) or did_you_mean(name, base.fields))
        return base.fields.get(name, ANY)

    def _infer_call(self, node: nodes.Call) -> Shape:
        if isinstance(node.node, nodes.Name) and node.node.name in (COUNT, CHARGE, READ):  # put there when the part was compiled
            return self.infer(node.args[0])
        for child in node.iter_child_nodes():
            self.infer(child)
        return ANY

    def _infer_const(self, node: nodes.Const) -> Shape:
        return TEXT if isinstance(node.value, str) else ANY

    def _infer_filter(self, node: nodes.Filter) -> Shape:
        if node.name in ("default", "d"):
            self._tolerant += 1
            base = self.infer(node.node)
            self._tolerant -= 1
        else:
            base = self.infer(node.node)
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.infer(argument)
        named = self._check_field(node, base) if node.name in _BY_FIELD else None
        if node.name == "map":
            return Shape("list", item=named or ANY)
        if node.name == "groupby":
            return Shape("list", item=ANY)
        if node.name in _ONE_OF:
            return base.item or ANY
        return base if node.name in _SAME else ANY

    def _check_field(self, node: nodes.Filter, base: Shape) -> Shape | None:
        """The shape of the field of a list's items that a filter names, such as ``sort(attribute="first")``."""
        argument = next((pair.value for pair in node.kwargs if pair.key == "attribute"), None)
        if argument is None and node.name in _FIRST_ARGUMENT and node.args:
            argument = node.args[0]
        if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str) or base.item is None:
            return None
        shape = base.item
        for name in argument.value.split("."):
            if shape.kind == "record" and name not in shape.fields and not hasattr(dict, name):
                self._note(node, name, did_you_mean(name, shape.fields))
            shape = shape.fields.get(name, ANY)
        return shape

    def _infer_test(self, node: nodes.Test) -> Shape:
        tolerant = node.name in ("defined", "undefined")
        self._tolerant += tolerant
        self.infer(node.node)
        self._tolerant -= tolerant
        for argument in node.args:
            self.infer(argument)
        return ANY

    def _infer_condexpr(self, node: nodes.CondExpr) -> Shape:
        guarded = [path for test in _tests(node.test) if test.name == "defined" and (path := _path(test.node))]
        self.infer(node.test)
        self._guarded += guarded
        shape = self.infer(node.expr1)
        del self._guarded[len(self._guarded) - len(guarded) :]
        self.infer(node.expr2)
        return shape

    def _infer_or(self, node: nodes.Or) -> Shape:
        shape = self.infer(node.left)
        self.infer(node.right)
        return shape

    def _note(self, node: nodes.Node, path: str, hint: str) -> None:
        tag = self.tag_at(node.lineno)
        if not self._tolerant and path not in self._guarded and tag is not None:
            self.faults.append(tag.fault("field.unknown", f"unknown field `{path}`", hint))


def _tests(node: nodes.Node) -> Iterator[nodes.Test]:
    """The tests that hold whenever ``node`` does: itself, or either side of an ``and``."""
    if isinstance(node, nodes.Test):
        yield node
    elif isinstance(node, nodes.And):
        yield from (*_tests(node.left), *_tests(node.right))


def _path(node: Any) -> str:
    """``row.place`` for the expression that says so; empty for one that is no plain path."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (base := _path(node.node)):
        return f"{base}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and (base := _path(node.node)):
        return f"{base}.{node.arg.value}" if isinstance(node.arg.value, str) else f"{base}[{node.arg.value}]"
    return ""
