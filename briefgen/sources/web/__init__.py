"""Addresses -> sources: articles, feeds and sitemaps fetched from the web. Nothing else touches a network, but the mail."""
