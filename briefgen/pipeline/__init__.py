"""The order of the stages: sources -> read -> annotate -> merge -> corrections -> brief -> render -> deliver. The one place that knows it.

``reading`` goes as far as annotate, ``gathering`` holds many articles, ``making`` does the rest. Stages that ``extract`` needs not are
loaded by the functions that run them.
"""

from briefgen.pipeline.reading import Inputs, extract, read_all, read_articles
from briefgen.pipeline.steps import Period, Progress, Step
from briefgen.previous import Previous, load_previous
from briefgen.render.chronology import render_days_json, render_days_table
from briefgen.render.explain import explain
from briefgen.render.jsonlines import render_line

__all__ = [
    "Inputs", "Period", "Previous", "Progress", "Step", "explain", "extract", "load_previous", "read_all", "read_articles",
    "render_days_json", "render_days_table", "render_line",
]  # fmt: skip
