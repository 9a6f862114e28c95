"""What is decided about one article, one verb a file or package.  No I/O, no model files, no globals."""
