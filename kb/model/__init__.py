"""The nouns of the field: frozen values that every other layer speaks in."""
