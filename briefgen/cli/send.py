"""``briefgen send``."""

import click


@click.command()
def send() -> None:
    """x"""
