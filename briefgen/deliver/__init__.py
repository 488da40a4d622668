"""Bytes -> the world."""
