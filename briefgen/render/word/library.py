"""Where the Word templates are: in the wheel as briefgen/templates, in a checkout beside the package."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import UsageError

MACROS = (".docm", ".dotm")
FOLDERS = (Path(__file__).parents[2] / "templates", Path(__file__).parents[3] / "templates")


def is_file(name: str) -> bool:
    """Whether ``name`` is a file's and not a built-in template's."""
    return Path(name).suffix.lower() in (".docx", ".dotx", *MACROS)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the template cannot be read: {error.strerror or error}") from error


def load_template(name: str, *, folder: Path = Path()) -> bytes:
    """The bytes of a template by its name (``weekly``) or by its path, relative to ``folder`` or to the working directory.

    Raises UsageError with the names known for a template that does not exist.
    """
    if is_file(name):
        for path in (Path(name), folder / name):
            if path.is_file() and path.suffix.lower() in MACROS:
                raise UsageError(f"{name}: a {path.suffix} file may run macros; save it in Word as Word Document (.docx), which runs none")
            if path.is_file():
                return _read(path)
            if path.is_dir():
                raise UsageError(f"{name}: is a folder; give a .docx file in it")
        raise UsageError(f"{name}: there is no such template file")
    if name and Path(name).exists():
        raise UsageError(f"{name}: is no Word template: give a .docx or .dotx file, or memo, visit or weekly")
    for place in FOLDERS:
        if (place / f"{name}.docx").is_file():
            return (place / f"{name}.docx").read_bytes()
    known = sorted({p.stem for place in FOLDERS for p in place.glob("*.docx") if not p.name.startswith("~")})
    raise UsageError(f'unknown template "{name}"; known are {", ".join(known) or "none"}, or give a .docx file')
