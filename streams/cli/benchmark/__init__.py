"""Side-by-side measurements behind `streams bench`.  Ratios travel between machines, absolute numbers do not."""
