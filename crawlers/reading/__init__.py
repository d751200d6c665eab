"""The parts of page reading: bytes to blocks of text, and what a page says of itself. Pure."""
