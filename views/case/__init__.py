"""The sections of the incident page, from the verdict down to every printing."""
