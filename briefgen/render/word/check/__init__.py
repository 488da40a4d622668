"""What is wrong with a template before it is filled: its tags, its fields, what Word would repair, what a reader would miss."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.errors import TemplateError
from briefgen.render.word.analysis import shape_of_fields
from briefgen.render.word.check.accessibility import find_barriers
from briefgen.render.word.check.repairs import find_repairs
from briefgen.render.word.faults import Fault, faults_of
from briefgen.render.word.fields import FIELDS
from briefgen.render.word.package import Package
from briefgen.render.word.template import find_faults

__all__ = ["check_fields", "check_template"]


def check_template(data: bytes) -> list[Fault]:
    """Every fault of the template in ``data``, for the fields of a brief: errors first, then warnings, in the document's order."""
    try:
        package = Package.open(data)
        faults = [*find_faults(package, shape_of_fields(FIELDS)), *find_repairs(package), *find_barriers(package)]
    except TemplateError as error:
        faults = list(faults_of(error))
    return sorted(dict.fromkeys(faults), key=lambda fault: fault.severity != "error")


def check_fields(data: bytes) -> Sequence[Fault]:
    """The faults that keep the template from being filled with a brief."""
    try:
        return find_faults(Package.open(data), shape_of_fields(FIELDS))
    except TemplateError as error:
        return faults_of(error)
