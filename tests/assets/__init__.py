"""Files beside entries."""
