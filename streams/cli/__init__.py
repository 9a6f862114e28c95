"""One file a command: arguments, progress, tables; no logic."""
