"""A record full of invented data, marked as sample: made through the product's own doors, so that every value has
its source and its history. The same day and seed give the same rows.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from workbench.clock import Clock, FixedClock
from workbench.domain.holiday_source import shipped_calendar
from workbench.services.records_new import create_record
from workbench.services.sample.course import Course
from workbench.services.sample.large import fill
from workbench.services.sample.phrases import load_office, load_phrases
from workbench.services.sample.reports import Reports
from workbench.services.sample.scene import Scene
from workbench.services.sample.story import Story, by_key
from workbench.services.sample.timeline import FIRST, Timeline
from workbench.services.seeding import NewRecord
from workbench.services.workbench import Workbench


def sample_record(path: Path, clock: Clock, *, seed: int = 1, rows: int | None = None) -> Workbench:
    """A new record of the Mekong Delta's council with a year of work up to the clock's day, open for work.

    `rows`: that many obstacles with the rest in proportion instead, written in bulk, for measuring. A clock before
    July 2026 is taken for that month: four quarters earlier the provinces of today did not exist.
    Raises UserError as `create_record` does; nothing is left behind then.
    """
    today: date = max(clock.today(), FIRST)
    timeline = Timeline(today, shipped_calendar())
    office = load_office()
    made = FixedClock.on(timeline.start(), f"m{seed}-")
    new = NewRecord("DBSCL", office.office, office.place, officer=office.officer(), sample=True)
    workbench = create_record(path, new, made)
    workbench.safeguard = None  # invented work needs no copies
    try:
        scene = Scene(workbench, made, office, timeline, Random(seed))
        with workbench.database.provisional():
            if rows is None:
                _tell(scene)
            else:
                fill(scene, rows)
    except BaseException:
        workbench.close()
        path.unlink(missing_ok=True)
        raise
    workbench.actor, workbench.clock = office.officer(), clock
    return workbench


def _tell(scene: Scene) -> None:
    phrases = load_phrases(scene.timeline.words())
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        reports = Reports(scene, Path(folder), phrases.agreements)
        Story(scene, phrases, reports, Course(scene, by_key(phrases.obstacles))).tell()
