"""An import from file to commit: read in a guarded process, recognise, plan, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.collection import no_collection
from workbench.domain.bodies import load_bodies
from workbench.domain.places import load_places
from workbench.errors import UserError
from workbench.exchange.catalogues import Catalogue, CatalogueEntry, load_catalogues
from workbench.exchange.context import Context
from workbench.exchange.corrected import corrected, told
from workbench.exchange.forms import load_forms
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.reading import Reader, from_clipboard
from workbench.exchange.recognise import recognise
from workbench.exchange.recognised import Overrides, Recognised
from workbench.progress import Progress, Silent
from workbench.records.record import Ref
from workbench.services.council import council_of
from workbench.services.importing.adapter import Submitted
from workbench.services.importing.decisions import remembered
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.planning import make_plan
from workbench.services.importing.teaching import learned_of, taught
from workbench.services.institutions import bodies_of, places_of
from workbench.services.registers import Registers
from workbench.services.seeding import councils
from workbench.services.workbench import Outcome, Workbench
from workbench.storage.repository import Repository
from workbench.values.periods import parse_period
from workbench.values.text import clean


@dataclass(frozen=True, slots=True)
class Loaded:
    """A submission read but not interpreted, with its bytes as sent."""

    raw: RawWorkbook
    data: bytes


class ImportSession:
    """Imports into one open record; several files may be read one after the other in one child process."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers
        self._reader = Reader()

    @property
    def workbench(self) -> Workbench:
        """The open record."""
        return self._registers.workbench

    def __enter__(self) -> ImportSession:
        self._reader.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def rest(self) -> None:
        """End the reading process; the next file starts another."""
        self._reader.close()

    def load(self, path: Path, progress: Progress | None = None) -> Loaded:
        """Read a file. UserError `reading.…` says why it cannot be taken; nothing is changed then."""
        raw = self._reader.read(path, progress=progress or Silent())
        return Loaded(raw, path.read_bytes())

    def pasted(self, html: str, text: str) -> Loaded:
        """A table taken from the clipboard. UserError `reading.empty` when nothing is there."""
        kept = html if "<t" in html.lower() else ""
        return Loaded(from_clipboard(kept, text), f"{kept}\0{text}".encode("utf-8", "replace"))

    def reopened(self, batch: str, progress: Progress | None = None) -> Loaded:
        """The file of an earlier import once more, from the bytes kept with it."""
        name, data = self.kept_file(batch)
        if not Path(name).suffix and b"\0" in data:
            html, _, text = data.decode("utf-8", "replace").partition("\0")
            return self.pasted(html, text)
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"kept{Path(name).suffix}"  # the name itself is only ever shown
            path.write_bytes(data)
            loaded = self.load(path, progress)
        return replace(loaded, raw=replace(loaded.raw, name=name))

    def recognise(self, loaded: Loaded, overrides: Overrides | None = None) -> Recognised:
        """What the file says, with the officer's corrections replayed."""
        made = overrides or Overrides()
        read = recognise(corrected(loaded.raw, made.cells), self.context().with_overrides(made))
        return self._of_this_council(told(read, loaded.raw, made.cells))

    def _of_this_council(self, read: Recognised) -> Recognised:
        """A form that another council made out is told apart and not taken in."""
        theirs = read.identity.get("council")
        council = council_of(self.workbench.repository, self.workbench.clock.today())
        if not theirs or council is None or theirs == council.abbr:
            return read
        names = {row["abbr"]: row["name"] for row in councils()}
        params = {"file": read.file, "theirs": names.get(theirs, theirs), "ours": council.name}
        message = "importing.other_council"
        return replace(read, forms=(), tables=(), rows=(), status="rejected", message=message, params=params)

    def context(self) -> Context:
        """Names, lists and forms of the record as it stands."""
        return context_of(self.workbench)

    def plan(self, loaded: Loaded, overrides: Overrides | None = None, read: Recognised | None = None) -> ImportPlan:
        """What the file would do to the record. `read` is what was recognised of it with the same corrections while
        the record stood as it does now; without it the file is recognised anew.
        """
        read = read or self.recognise(loaded, overrides)
        meta = read.meta
        sender = meta.province.key or None if meta.province else None
        linked = self._registers.linked()
        if sender not in linked.names.localities:
            sender = None
        submitted = Submitted(
            batch=self.workbench.clock.new_id(),
            sender=sender,
            sender_name=_sender_name(linked.names.localities, sender),
            period=meta.period.code if meta.period else None,
            received=self.workbench.clock.today(),
            document_date=meta.date,
        )
        with no_collection():
            plan = remembered(make_plan(self.workbench, linked, read, submitted, loaded.data))
        made = overrides or Overrides()
        return replace(plan, overrides=made, lessons=taught(read, loaded.raw, made, sender or ""))

    def planned_alone(self, plan: ImportPlan) -> ImportPlan:
        """The plan as it was before anything was decided on it."""
        linked = self._registers.linked()
        return remembered(make_plan(self.workbench, linked, plan.recognised, plan.submitted, plan.data))

    def commit(self, plan: ImportPlan) -> Outcome | None:
        """Write exactly what the plan shows; None when there is nothing to write."""
        with no_collection():
            act = plan.act()
            return None if act.is_empty else self.workbench.commit(act)

    def kept_file(self, batch: str) -> tuple[str, bytes]:
        """Name and bytes of the file of an earlier import."""
        record = self.workbench.repository.need(Ref("import_batch", batch))
        found = self.workbench.journal.attachment(record.values.sha256)
        if found is None:
            raise UserError("not_found", what=record.values.file_name)
        return found


def chosen(sender: str, period: str) -> Overrides:
    """Overrides for a sender and period said beforehand. UserError when they cannot be understood."""
    made = Overrides()
    if sender:
        match = load_places().resolve(clean(sender))
        if match.place is None:
            raise UserError("unknown_locality", name=sender)
        made = made.changed(sender=match.place.name)
    if period:
        parsed = parse_period(period)
        if parsed is None:
            raise UserError("unknown_period", name=period)
        made = made.changed(period=parsed.code)
    return made


def shipped_context(today: date) -> Context:
    """Names, lists and forms as shipped: for reading without a record."""
    return Context(load_forms(), load_places(), load_bodies(), load_catalogues(), today)


def context_of(workbench: Workbench) -> Context:
    """Names, lists and forms of a record: its own localities, bodies and catalogues."""
    repository, today = workbench.repository, workbench.clock.today()
    named = ("locality", "succession", "region", "region_member", "organization", "catalogue_entry")
    made = repository.derived("import.context", named, lambda: _context(repository, today)).on(today)
    return made.learned(repository.derived("import.lessons", ("lesson",), lambda: learned_of(repository)))


def _context(repository: Repository, today: date) -> Context:
    bodies = bodies_of(repository)
    return Context(load_forms(), places_of(repository), bodies, _catalogues(repository), today)


def _catalogues(repository: Repository) -> Mapping[str, Catalogue]:
    grouped: dict[str, list[CatalogueEntry]] = {}
    records = sorted(repository.all("catalogue_entry"), key=lambda r: r.values.position or 0)
    for record in records:
        v = record.values
        entry = CatalogueEntry(v.code, v.label, v.label_en or "", v.aliases, closed=v.valid_to is not None)
        grouped.setdefault(v.catalogue, []).append(entry)
    own = {key: Catalogue(key, tuple(entries)) for key, entries in grouped.items()}
    return {**load_catalogues(), **own}  # a record may be older than a list


def _sender_name(localities: Mapping[str, object], uid: str | None) -> str:
    found = localities.get(uid or "")
    full = getattr(getattr(found, "values", None), "full_name", None)
    return f"UBND {full[:1].lower()}{full[1:]}" if full else ""
