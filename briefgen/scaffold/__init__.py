"""The files with which somebody begins: a commented briefgen.toml, the weekly job, sample articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.deliver.files import write_file
from briefgen.errors import OutputError, UsageError

HERE = Path(__file__).parent
CONFIG, WORKFLOW = "briefgen.toml", ".github/workflows/weekly-brief.yml"
SAMPLES = (HERE.parent / "samples", HERE.parents[1] / "inputs")  # in the wheel, in a checkout
INSTALL = "{install}"  # stands in weekly-brief.yml for what the job installs


def scaffold(folder: Path, *, install: str, samples: bool) -> tuple[list[Path], list[Path]]:
    """Write what ``folder`` lacks; the paths written, and those that were there and stay as they are.

    ``install`` is what the weekly job gives to pip. Raises UsageError for a folder that is a file, OutputError where it cannot write.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file, not a folder")
    if not install.strip() or any(not c.isprintable() for c in install) or "'" in install or "${{" in install:
        raise UsageError("--install must be one line without quotation marks or expressions, such as briefgen==1.0")
    written, kept = [], []
    for name, data in _files(install, samples=samples):
        path = folder / name
        if path.exists():
            kept.append(path)
            continue
        write_file(path, data)
        written.append(path)
    inputs = folder / "inputs"
    try:
        inputs.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{inputs}: cannot be made: {error.strerror or error}") from error
    return written, kept


def workflow_text(install: str) -> str:
    """The weekly job, installing ``install``."""
    return (HERE / "weekly-brief.yml").read_text(encoding="utf-8").replace(INSTALL, install)


def _files(install: str, *, samples: bool) -> Iterator[tuple[str, bytes]]:
    yield CONFIG, (HERE / "briefgen.toml").read_bytes()
    yield WORKFLOW, workflow_text(install).encode("utf-8")
    place = next((p for p in SAMPLES if p.is_dir()), None) if samples else None
    for path in sorted(place.iterdir()) if place else ():
        if path.is_file() and path.name != CONFIG and not path.name.startswith("."):
            yield f"inputs/{path.name}", path.read_bytes()
