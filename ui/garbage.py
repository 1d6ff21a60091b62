"""When Python looks for objects that hold each other and are otherwise gone. The window stands still meanwhile.

Nearly everything goes at once when it is used no more; the search is for the few that do not. While the program starts
nothing of worth is found, so it is held off; then what is there to stay (modules, classes, the first page) is set
aside and never gone through again. After that the search is made less often than Python would by itself, and seldom
through everything: a large record in memory is a million objects, none of them lost, and each look takes a moment that
is felt. What lived shortly is still looked through often, so what a closed page leaves does not pile up.
"""

from __future__ import annotations

import gc

YOUNG = 10_000  # objects made more than gone before the newest are looked through: a millisecond or two
MIDDLE = 10  # such looks before the somewhat older are looked through
ALL = 100  # looks at these before everything is


def hold() -> None:
    """Look for nothing until `settle`."""
    gc.disable()


def settle() -> None:
    """Set aside what the start has made, and look from now on, seldom."""
    if gc.get_freeze_count() == 0:
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, ALL)
    gc.enable()
