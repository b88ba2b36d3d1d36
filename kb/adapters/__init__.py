"""Edges: the only modules that know the disk, an engine or a foreign format."""
