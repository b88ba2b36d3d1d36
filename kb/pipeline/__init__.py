"""The use cases, from values to values: what each command does, without a file, a terminal or an engine."""
