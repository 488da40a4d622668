"""How the Word templates in ``templates/`` are built."""
