"""What a run has used: seconds of CPU and most memory. Windows tells neither of children that have ended: there the
figures are those of this process alone, and its memory is not told.
"""

from __future__ import annotations

import sys
import time


def cpu() -> float:
    """Seconds of this process and of its ended children."""
    if sys.platform == "win32":
        return time.process_time()
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_mb(*, with_child: bool = False) -> float:
    """The most memory this process has held, megabytes; `with_child`: and its largest child."""
    if sys.platform == "win32":
        return 0.0
    import resource

    held = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) if with_child else (resource.RUSAGE_SELF,)
    return sum(resource.getrusage(who).ru_maxrss for who in held) / 1024
