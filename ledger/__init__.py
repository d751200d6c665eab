"""The pure words every part of Claimline shares: frozen dataclasses and enums, standard library only."""
