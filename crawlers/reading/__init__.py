"""The parts of page reading: bytes to blocks of text, and what a page says about itself. Pure; `crawlers.page` is the face."""
