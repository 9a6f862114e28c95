"""`streams topology`: which stages and topics are there, and how are they connected?"""

import click

from streams.core import topology as drawing
from streams.pipeline import news_pipeline
from streams.settings import read_settings

_DRAW = {
    "text": drawing.as_text,
    "mermaid": drawing.as_mermaid,
    "dot": drawing.as_dot,
    "json": drawing.as_json,
}


@click.command
@click.option("--cuts", help="Stages behind which a topic stands, comma-separated, or none.")
@click.option("--format", "form", type=click.Choice(list(_DRAW)), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(cuts: str | None, form: str, as_json: bool) -> None:
    """Draw the pipeline: topics, hops and stages.

    \b
    Example:
      streams topology --cuts none --format mermaid
    """
    topology = news_pipeline()
    hops = drawing.cut(topology, after=read_settings(cuts=cuts).cuts)
    click.echo(_DRAW["json" if as_json else form](topology, hops), nl=False)
