"""The charts, by one grammar: text in the axes, marks between, colour only for who speaks and for alarm.

Altair checks every part while it is built and the whole when it is handed over; the second check is enough.
"""

from altair.utils import schemapi

schemapi.DEBUG_MODE = False
