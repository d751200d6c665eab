"""Names never seen before: where they stand, what they are the names of, and which of them are the same."""
