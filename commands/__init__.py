"""The commands of `claimline`, one module for each group; only these and cli.py know typer."""
