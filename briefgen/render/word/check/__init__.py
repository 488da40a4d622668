"""What is wrong with a template before it is filled: its tags, its fields, what Word would repair, what a reader would miss."""

from __future__ import annotations

from briefgen.errors import TemplateError
from briefgen.render.word.check.accessibility import find_barriers
from briefgen.render.word.check.repairs import find_repairs
from briefgen.render.word.context.fields import FIELDS
from briefgen.render.word.engine.analysis import shape_of_fields
from briefgen.render.word.engine.faults import Fault, faults_of
from briefgen.render.word.engine.package import Package
from briefgen.render.word.engine.template import find_faults

__all__ = ["check_template", "refuse_faulty"]


def check_template(data: bytes) -> list[Fault]:
    """Every fault of the template in ``data``, for the fields of a brief: errors first, then warnings, in the document's order."""
    try:
        package = Package.open(data)
        faults = [*find_faults(package, shape_of_fields(FIELDS)), *find_repairs(package), *find_barriers(package)]
    except TemplateError as error:
        faults = list(faults_of(error))
    return sorted(dict.fromkeys(faults), key=lambda fault: fault.severity != "error")


def refuse_faulty(name: str, data: bytes) -> None:
    """TemplateError, with its first fault, for a template that a brief cannot fill."""
    try:
        faults = find_faults(Package.open(data), shape_of_fields(FIELDS))
    except TemplateError as error:
        raise TemplateError(f"{name}: {error}", error.faults) from error
    if faults:
        more = f" (and {len(faults) - 1} more; briefgen check {name} lists all)" if len(faults) > 1 else ""
        raise TemplateError(f"{name}: {faults[0]}{more}", tuple(faults))
