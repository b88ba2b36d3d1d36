"""Data of others, unchanged in substance: each folder names its source, version and licence."""
