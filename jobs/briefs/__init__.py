"""A brief of one page on one incident, as Markdown and as a self-contained page that prints."""
