"""Pure text craft: repair, mark-up, words and sentences, with offsets in code points.  Knows no articles."""
