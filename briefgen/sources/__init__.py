"""Where articles come from: files, folders, globs, addresses, standard input -> Sources, one at a time, in a stable order."""

from briefgen.sources.files import Fetch, File, has_articles, list_files, read_files
from briefgen.sources.unpack import make_source

__all__ = ["Fetch", "File", "has_articles", "list_files", "make_source", "read_files"]
