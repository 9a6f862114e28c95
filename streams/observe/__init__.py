"""All metric families and the log set-up.  Watches; decides nothing."""
