"""A Kafka event-stream pipeline for news articles.  Start reading at `streams/pipeline.py`."""

__version__ = "0.1.0"
