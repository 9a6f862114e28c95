"""What is the article, without what the publisher's page put around it?

The body comes out as plain NFC text, one paragraph a line; every piece that was taken away is named with
its rule and line, and the facts found on the way (source link, authors, date, dateline) are kept.
"""

from streams.stages.clean_text.cleaned import RULES, Cleaned, Removed
from streams.stages.clean_text.lexicon import Lexicon, Named, make_lexicon
from streams.stages.clean_text.stage import build, clean_text

__all__ = ["RULES", "Cleaned", "Lexicon", "Named", "Removed", "build", "clean_text", "make_lexicon"]
