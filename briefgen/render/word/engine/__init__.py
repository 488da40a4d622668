"""The Word template engine, which knows nothing of briefs: ``Template(data).render(context)``.

opening, package (the .docx as parts) -> tags, marking with places, lines, cells, numbering, blocks (a marker for each tag) ->
environment, limits, analysis, part (jinja2) -> resources with richtext, notes, picture (what values ask for) -> tidy, reshape, contents.
"""
