"""What every test may ask for: a real broker (marker `kafka`) and topics on it."""

from tests.kafka_broker import kafka, settings, topics

__all__ = ["kafka", "settings", "topics"]
