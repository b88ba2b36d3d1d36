"""What the pipeline needs from the outside, as small Protocols: each promise stands in a docstring."""
