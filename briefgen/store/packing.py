"""What was found in an article <-> bytes, to keep it and to hand it from one process to another.

Pickled, since that is several times as fast as any text form; read back by an unpickler that builds this program's own plain types
and nothing else, as the Python documentation advises ("Restricting Globals"): a file that somebody altered can run no code.
"""

from __future__ import annotations

import copyreg
import io
import pickle
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from briefgen import model

PLAIN = frozenset({("datetime", "date"), ("array", "array"), ("array", "_array_reconstructor")})
FAST = 1  # zlib's level: halves the size in a tenth of a millisecond


class NotKept(Exception):  # noqa: N818  # reads as what it says
    """Bytes that are not what was kept: another version's, damaged, or altered."""


def pack(value: Any) -> bytes:
    """The bytes of a value made of the model's types and of built-in ones."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _reducers()
    pickler.dump(value)
    return zlib.compress(out.getvalue(), FAST)


@cache
def _reducers() -> dict[type, Callable[[Any], Any]]:
    """How each dataclass of the model is taken apart: as its type and its fields, several times as fast as dataclasses do it."""
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind)]
    return {**copyreg.dispatch_table, **{kind: _reducer(kind) for kind in kinds}}


def _reducer(kind: type) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    values = attrgetter(*names)
    return (lambda one: (kind, values(one))) if len(names) > 1 else (lambda one: (kind, (values(one),)))


def unpack(data: bytes) -> Any:
    """The value in ``data``. Raises NotKept for anything that :func:`pack` did not make."""
    try:
        return _Unpickler(io.BytesIO(zlib.decompress(data))).load()
    except Exception as error:  # damaged bytes may raise nearly anything
        raise NotKept(str(error)) from error


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """One of the model's types. Raises UnpicklingError for any other."""
        if (module, name) in PLAIN or (module.startswith("briefgen.model.") and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type) or (module, name) in PLAIN:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no type of an article")
