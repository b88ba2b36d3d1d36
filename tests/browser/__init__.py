"""What a person sees: the built site in a real Chromium."""
