"""Read-only questions to the ledger: each returns rows that can be drawn as they are, from few statements."""
