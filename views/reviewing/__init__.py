"""The parts of the review page: the queue of readings, proposed merges, hand-coded figures, the log of decisions."""
