"""Faust: take, run, publish, confirm, ack, crash well.  Knows nothing of what is in an article."""
