"""Pictures for a template: ``{{ logo }}`` or ``{{r logo }}`` shows a PNG or JPEG in the line of text."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from markupsafe import escape

from briefgen.errors import TemplateError

EMU = 36_000  # per millimetre
_EMU_PER_INCH = 914_400
_BROKEN = (ArithmeticError, LookupError, ValueError, struct.error)  # what a header cut short may raise
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_MAX_SIDE = 550.0  # mm; Word shows no picture beyond 22 inches
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{rest}"'
    for prefix, rest in (
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("pic", "drawingml/2006/picture"),
        ("r", "officeDocument/2006/relationships"),
    )
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG picture. With one of ``width`` and ``height`` (mm) the other follows; without either its own size counts."""

    data: bytes = field(repr=False)
    alternative: str
    """What the picture shows, in words: read aloud where it cannot be seen."""
    width: float | None = None
    height: float | None = None

    def __str__(self) -> str:
        return self.alternative


@dataclass(frozen=True, slots=True)
class Measured:
    """A picture's format and its size in the document, in EMU."""

    suffix: str
    content_type: str
    width: int
    height: int


def measure_picture(picture: Picture) -> Measured:
    """Format and size of ``picture``. TemplateError where its data are no PNG or JPEG."""
    if picture.data.startswith(b"<svg") and picture.width and picture.height:  # for programs other than Word, beside a drawing
        return Measured("svg", "image/svg+xml", round(picture.width * EMU), round(picture.height * EMU))
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    name = f"the picture “{picture.alternative}”"
    try:
        if not picture.data.startswith(_SIGNATURES):
            raise UnrecognizedImageError
        image = Image.from_blob(picture.data)
        own_width = image.px_width / image.horz_dpi * _EMU_PER_INCH
        own_height = image.px_height / image.vert_dpi * _EMU_PER_INCH
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, *_BROKEN) as error:
        raise TemplateError(f"{name} is neither PNG nor JPEG, or damaged: save it anew as one of them") from error
    width, height = picture.width and picture.width * EMU, picture.height and picture.height * EMU
    if width is None and height is None:
        width, height = own_width, own_height
    elif width is None:
        width = own_width * (height or 0) / own_height
    elif height is None:
        height = own_height * width / own_width
    shrink = min(1.0, _MAX_SIDE * EMU / max(width, height or 1))
    return Measured(image.ext, image.content_type, max(1, round(width * shrink)), max(1, round((height or 1) * shrink)))


def picture_xml(measured: Measured, alternative: str, relationship: str, number: int) -> str:
    """A ``w:drawing`` of the picture behind ``relationship``, in the line of text; ``number`` is its id in the document."""
    size = f'cx="{measured.width}" cy="{measured.height}"'
    words = escape(" ".join(alternative.split()))
    return (
        f'<w:drawing><wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="{words}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
