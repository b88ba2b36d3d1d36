"""What a person typed → the `Query` value that every engine and the browser understand alike."""
