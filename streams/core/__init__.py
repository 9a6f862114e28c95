"""The words and the frame: articles, outcomes, stages, the list of them, and how one record walks it."""
