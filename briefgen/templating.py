"""Word templates as a command needs them: checked, described, copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.files import write_file
from briefgen.errors import OutputError
from briefgen.render.word.library import load_template

if TYPE_CHECKING:
    from briefgen.render.word.context.fields import Field
    from briefgen.render.word.engine.faults import Fault


@dataclass(frozen=True, slots=True)
class Checked:
    """A template by the name that the user gave, and its faults: errors first."""

    name: str
    faults: Sequence[Fault]

    @property
    def errors(self) -> int:
        """How many of the faults keep it from being filled as meant."""
        return sum(fault.severity == "error" for fault in self.faults)


def check_templates(names: Sequence[str], *, folder: Path) -> list[Checked]:
    """Each of ``names``, built-in templates or files, with its faults. UsageError for one that does not exist."""
    from briefgen.render.word.check import check_template

    loaded = [(name, load_template(name, folder=folder)) for name in names]
    return [Checked(name, check_template(data)) for name, data in loaded]


def template_fields() -> tuple[Field, ...]:
    """The fields that a template may ask of a brief."""
    from briefgen.render.word.context.fields import FIELDS

    return FIELDS


def copy_template(name: str, target: Path, *, replace: bool = False) -> Path:
    """Write the template ``name`` to ``target``, to be changed there. OutputError where a file stands there already."""
    data = load_template(name)
    path = target / f"{name}.docx" if target.is_dir() else target
    if path.suffix.lower() not in (".docx", ".dotx"):
        raise OutputError(f"{path}: a Word template ends in .docx; name the copy so")
    if path.exists() and not replace:
        raise OutputError(f"{path} exists already; give another name, or --force to replace it")
    write_file(path, data)
    return path
