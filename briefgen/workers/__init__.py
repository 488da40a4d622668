"""The same function over many items, in parallel processes."""

from briefgen.workers.clock import TooSlow, within
from briefgen.workers.pool import Lost, map_ordered

__all__ = ["Lost", "TooSlow", "map_ordered", "within"]
