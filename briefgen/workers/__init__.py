"""The same function over many items, in parallel processes."""
