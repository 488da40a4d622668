"""Plain text files: encoding, line ends, front matter."""

from __future__ import annotations

from briefgen.errors import ReadError
from briefgen.model import Source
from briefgen.read.draft import Draft
from briefgen.read.encoding import decode
from briefgen.read.frontmatter import find_front_matter


def read_plain(source: Source) -> Draft:
    """The draft of a plain text file; a front matter is read and marked, never cut off."""
    text = decode(source.data)
    if not text.strip():
        raise ReadError("is empty" if not source.data.strip() else "holds no text")
    front = find_front_matter(text)
    return Draft(text=text, reader="text/1", title=front.title, publisher=front.publisher, url=front.url, language=front.language,
                 published=front.published, marks=front.marks)  # fmt: skip
