"""The charts, by one grammar: text in the axes, marks between, colour only for who speaks and for alarm."""
