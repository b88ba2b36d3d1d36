"""Text → tokens: one analyzer for everything that searches, and the arithmetic of likeness. No file, no state."""
