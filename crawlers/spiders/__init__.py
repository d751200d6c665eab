"""One spider for each way of discovery, never for a site."""
