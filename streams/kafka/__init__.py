"""One-shot jobs over the broker, each callable from the command line and from tests.  Never imports the stream host."""
