"""What a person should look at: the topology's text and the enriched reference article."""

import orjson

from streams.core.topology import as_text, cut
from streams.kafka.inputs import reference_record
from streams.pipeline import news_pipeline
from streams.testing import Driver, raw_record
from tests.golden import check


def test_the_topology_reads_as_agreed() -> None:
    topology = news_pipeline()
    drawn = [
        f"--cuts {','.join(cuts) or 'none'}\n\n{as_text(topology, cut(topology, after=cuts))}"
        for cuts in (topology.cuttable, ())
    ]

    check("topology.txt", "\n".join(drawn))


def test_the_reference_article_is_enriched_as_agreed() -> None:
    record = reference_record()
    handled = Driver().feed(raw_record(record.value, headers=record.headers))

    check("reference.json", orjson.dumps(handled.document, option=orjson.OPT_INDENT_2).decode() + "\n")
