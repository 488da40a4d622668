"""Briefs from news articles: offline, deterministic, every line with its evidence."""
__version__ = "0.1.0"
