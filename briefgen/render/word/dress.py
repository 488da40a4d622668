"""Paper, colour and font of a filled document, where they are set: the text stays as wide as the template has it.

Parts in which nothing changes keep their bytes. What a template's author has painted by hand, run by run, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from briefgen.errors import ConfigError, TemplateError
from briefgen.model import Look
from briefgen.render.word.context.timeline import BLUE, MID, MIDBLUE, mix
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.package import REL_OFFICE, Package, serialise_xml
from briefgen.render.word.engine.picture import Picture, measure_picture

PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}  # twips: 210 x 297 mm, 8.5 x 11 in
NEARLY = 60  # twips, a millimetre: programs round the same paper differently
# Lighter shades of the accent in the built-in templates and how much white is in each; none of them is text.
SHADES = {MIDBLUE: MID, "9DB4CC": 0.55, "C9D3DE": 0.76, "F1F5F9": 0.94}
HEADINGS = ("title", "heading 1", "heading 2", "heading 3")
SYMBOLS = frozenset({"Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"})  # fonts whose letters are signs
# What follows w:color in CT_RPr (ECMA-376, 17.3.2.28).
_AFTER_COLOUR = frozenset((
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
    "lang", "eastAsianLayout", "specVanish", "oMath",
))  # fmt: skip
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOURED = ("themeColor", "themeTint", "themeShade")
# Attributes that would bring the theme's colour back, by the attribute that holds a colour.
_OF_THEMES = {"val": _COLOURED, "color": _COLOURED, "fill": ("themeFill", "themeFillTint", "themeFillShade")}


def dress(package: Package, look: Look) -> None:
    """Change what ``look`` sets in the document of ``package``; nothing is touched where it sets nothing."""
    if look.paper:
        _set_paper(package, PAPERS[look.paper])
    if look.colour:
        _set_colour(package, look.colour.upper())
    if look.font:
        _set_font(package, look.font)


def load_logo(name: str, *, folder: Path) -> bytes:
    """The picture in the file ``name``, relative to ``folder``. Raises ConfigError where it is no PNG or JPEG."""
    path = folder / name
    try:
        data = path.read_bytes()
        measure_picture(Picture(data, name))
    except OSError as error:
        raise ConfigError(f"{path.as_posix()}: the logo cannot be read: {error.strerror or error}; name a PNG or JPEG file") from error
    except TemplateError as error:
        raise ConfigError(f"{path.as_posix()}: the logo is neither PNG nor JPEG, or damaged: save it anew as one of them") from error
    return data


# --- paper -----------------------------------------------------------------------------------------------


def _set_paper(package: Package, paper: tuple[int, int]) -> None:
    """Every section on A4 or Letter onto ``paper``; one of another size, such as a folded map, keeps its own."""
    name = package.main_part() or ""
    root = package.read(name)
    changed = [_set_section(section, paper) for section in root.iter(f"{W}sectPr")]
    if any(changed):
        package.parts[name] = serialise_xml(root)


def _set_section(section: etree._Element, paper: tuple[int, int]) -> bool:
    """Put a section on ``paper``: its left and right margins take up the difference. False where it stays as it is."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None:
        return False
    width, height = _number(size, "w"), _number(size, "h")
    if not any(_is_near((width, height), known) for known in PAPERS.values()):
        return False
    new = paper if width <= height else paper[::-1]
    if (width, height) == new:
        return False
    size.set(f"{W}w", str(new[0]))
    size.set(f"{W}h", str(new[1]))
    _drop(size, "code")  # the printer's number of the old paper
    if margins is not None:
        left, right = _number(margins, "left"), _number(margins, "right")
        less = (width - new[0]) // 2
        margins.set(f"{W}left", str(max(0, left - less)))
        margins.set(f"{W}right", str(max(0, right - (width - new[0] - less))))
    return True


def _is_near(size: tuple[int, int], paper: tuple[int, int]) -> bool:
    return all(abs(one - other) <= NEARLY for one, other in zip(sorted(size), sorted(paper)))


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{W}{name}", "")
    return int(value) if re.fullmatch(r"\d+", value) else 0


# --- colour ----------------------------------------------------------------------------------------------


def _set_colour(package: Package, colour: str) -> None:
    """``colour`` for the accent, which is the colour of the first heading; its shades follow in the built-in templates."""
    styles = _related(package, "styles")
    if styles is None:
        return
    root = package.read(styles)
    accent = _accent(root)
    swaps = {accent: colour} if accent else {}
    if accent == BLUE:
        swaps |= {shade: mix(colour, share) for shade, share in SHADES.items()}
    _paint(root, swaps)
    if accent is None:
        for style in _headings(root):
            _colour_style(style, colour)
    package.parts[styles] = serialise_xml(root)
    numbering = _related(package, "numbering")
    if numbering is not None and swaps:
        tree = package.read(numbering)
        if _paint(tree, swaps):
            package.parts[numbering] = serialise_xml(tree)
    _set_theme(package, lambda theme: _paint_theme(theme, colour))


def _accent(styles: etree._Element) -> str | None:
    """The colour that the first heading with a colour of its own names, else None: it is a theme's, or black."""
    for style in _headings(styles):
        element = style.find(f"{W}rPr/{W}color")
        if element is not None and f"{W}themeColor" not in element.attrib and re.fullmatch("[0-9A-Fa-f]{6}", element.get(f"{W}val", "")):
            return element.get(f"{W}val", "").upper()
    return None


def _headings(styles: etree._Element) -> list[etree._Element]:
    """The styles of title and headings, the first heading first."""
    found = {}
    for style in styles.iter(f"{W}style"):
        title = style.find(f"{W}name")
        if title is not None and title.get(f"{W}val", "").lower() in HEADINGS:
            found[title.get(f"{W}val", "").lower()] = style
    return [found[name] for name in sorted(found)]


def _colour_style(style: etree._Element, colour: str) -> None:
    """Give a style's text a colour of its own, in the schema's place."""
    properties = style.find(f"{W}rPr")
    if properties is None:
        properties = etree.SubElement(style, f"{W}rPr")
    for old in properties.findall(f"{W}color"):
        properties.remove(old)
    at = next((n for n, child in enumerate(properties) if etree.QName(child).localname in _AFTER_COLOUR), len(properties))
    properties.insert(at, etree.Element(f"{W}color", {f"{W}val": colour}))


def _paint(root: etree._Element, swaps: dict[str, str]) -> bool:
    """Swap colours wherever ``root`` names one of them; whether there was any."""
    painted = False
    for element in root.iter():
        names = ("val",) if element.tag == f"{W}color" else ("color", "fill")
        for name in names:
            new = swaps.get(element.get(f"{W}{name}", "").upper())
            if new is not None:
                element.set(f"{W}{name}", new)
                _drop(element, *_OF_THEMES[name])
                painted = True
    return painted


def _paint_theme(theme: etree._Element, colour: str) -> None:
    """The theme's first accent, which Word's own headings take theirs from."""
    for accent in theme.iter(f"{_DRAWING}accent1"):
        accent[:] = [etree.Element(f"{_DRAWING}srgbClr", {"val": colour})]


# --- font ------------------------------------------------------------------------------------------------


def _set_font(package: Package, font: str) -> None:
    """``font`` for all text that the styles and the theme decide on; fonts of signs stay."""
    for kind in ("styles", "numbering"):
        name = _related(package, kind)
        if name is None:
            continue
        root = package.read(name)
        changed = [_set_letters(fonts, font) for fonts in _fonts(root, whole=kind == "styles")]
        if any(changed):
            package.parts[name] = serialise_xml(root)
    _set_theme(package, lambda theme: _name_letters(theme, font))


def _name_letters(theme: etree._Element, font: str) -> None:
    for latin in theme.iter(f"{_DRAWING}latin"):
        latin.set("typeface", font)


def _fonts(root: etree._Element, *, whole: bool) -> Iterator[etree._Element]:
    """The ``w:rFonts`` of a part; ``whole``: with one for all text where none is, in docDefaults."""
    if whole:
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None and defaults.find(f"{W}rFonts") is None:
            defaults.insert(0, etree.Element(f"{W}rFonts", {f"{W}ascii": ""}))
    yield from root.iter(f"{W}rFonts")


def _set_letters(fonts: etree._Element, font: str) -> bool:
    if fonts.get(f"{W}ascii") in SYMBOLS:
        return False
    _drop(fonts, "asciiTheme", "hAnsiTheme", "cstheme")
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(f"{W}{name}", font)
    return True


def _drop(element: etree._Element, *names: str) -> None:
    """Take attributes of Word's away where they are there."""
    for name in names:
        if f"{W}{name}" in element.attrib:
            del element.attrib[f"{W}{name}"]


# --- parts -----------------------------------------------------------------------------------------------


def _related(package: Package, kind: str) -> str | None:
    """The part of a kind that belongs to the body, None without."""
    return package.related(package.main_part() or "", f"{REL_OFFICE}/{kind}")


def _set_theme(package: Package, change: Callable[[etree._Element], object]) -> None:
    name = _related(package, "theme")
    if name is not None:
        root = package.read(name)
        change(root)
        package.parts[name] = serialise_xml(root)
