"""The formats of an export: each takes one row at a time, so that memory does not grow with the ledger."""
