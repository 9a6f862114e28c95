"""Bytes and headers to values and back.  Knows no network: records go in, records come out."""
