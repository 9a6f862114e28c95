"""What happens to an article?  This list, in this order.

Each step is a stage and the topic its results go to when the list is cut behind it.  A new stage is one
file in `streams/stages/` and one line here.
"""

from streams.core.topology import Step, Topology
from streams.resources import entities_with, language_detectors, lexicon
from streams.stages import clean_text, detect_language, extract_entities


def news_pipeline(taggers: str = "") -> Topology:
    """Give the pipeline.  Cheap: models open at the first article, or when a stage is asked to `open`.

    *taggers* names plug-ins for languages, as STREAMS_TAGGERS does; raises WrongPlugin when it cannot be read.
    """
    find_entities = entities_with(taggers)
    return Topology(
        source="articles.raw.v1",
        steps=(
            Step(clean_text.build(lexicon, open=lexicon.open), "articles.cleaned.v1", "cleaned"),
            Step(
                detect_language.build(language_detectors, open=language_detectors.open), "articles.tagged.v1", "tagged"
            ),
            Step(extract_entities.build(find_entities, open=find_entities.open), "articles.enriched.v1", "enriched"),
        ),
        dead_letter="articles.dead-letter.v1",
    )
