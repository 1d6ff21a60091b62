"""What stands in the columns: one field, several fields in one cell, or one field in several ticked columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from tests.exchange.layouts.truth import FIELDS
from tests.exchange.wild.two import heads, pens
from tests.exchange.wild.two.facts import Record
from tests.exchange.wild.two.look import Look
from tests.exchange.wild.two.pens import Written
from workbench.exchange.raw import CellValue

REQUIRED = {
    "B01": ("title", "doc_no", "signed_date", "parties"),
    "B02": ("issue", "proposal", "authority"),
    "B03": ("recommendation", "sent_no", "sent_date", "authority", "status"),
}
DATE_KEYS = ("signed_date", "raised_date", "deadline", "sent_date", "reply_date", "due")
FUTURE = ("deadline", "due")
MONEY = ("amount_total", "amount_state", "amount_social")
MAIN = {"B01": "title", "B02": "issue", "B03": "recommendation"}
TICKS = {
    "B01": {"status": pens.PLAIN["B01"]},
    "B02": {"urgency": pens.PLAIN["B02"]},
    "B03": {"status": pens.PLAIN["B03"]},
}


@dataclass(frozen=True)
class Told:
    """A field as one line tells it: reading, the columns of the slot it stands in, other readings, findings."""

    want: object
    columns: tuple[int, ...] = (0,)
    accept: tuple[object, ...] = ()
    flags: tuple[tuple[str, bool], ...] = ()


Line = tuple[list[CellValue], dict[str, Told]]


@dataclass(frozen=True)
class Slot:
    """Columns that belong together: their headings (a path each) and how a record fills them."""

    keys: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    write: Callable[[Record, Random], Line]
    tags: frozenset[str] = field(default_factory=frozenset)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.heads)


def written(form: str, key: str, record: Record, habits: pens.Habits, rng: Random) -> Written | None:
    """One field's cell."""
    value = record.get(key)
    if value is None:
        return None
    if key in DATE_KEYS:
        assert isinstance(value, date)
        return pens.day(value, habits.date, rng, coarse=key in FUTURE)
    if key in MONEY:
        return pens.amount(int(str(value)), habits.amount, habits.unit, rng)
    if key in ("parties", "provinces"):
        return pens.places(tuple(value), habits.places, rng)  # type: ignore[arg-type]
    if key == "authority":
        return pens.bodies(tuple(value), habits.bodies, rng)  # type: ignore[arg-type]
    if key in ("sector", "status", "urgency"):
        return pens.code("sector" if key == "sector" else form, str(value), habits.codes, rng)
    if key == "content":
        said = _listed(tuple(value), rng)  # type: ignore[arg-type]
        return Written(said, said)
    if key in ("sent_no", "reply_no", "doc_no") and habits.codes == "far" and rng.random() < 0.3:
        return Written(f"Số {value}", value, (f"Số {value}",))
    return Written(value, value)  # type: ignore[arg-type]


def _listed(parts: tuple[str, ...], rng: Random) -> str:
    if len(parts) == 1:
        return parts[0]
    return rng.choice(
        ("\n".join(f"- {p}" for p in parts), "; ".join(parts), ". ".join(parts), "\n".join(f"+ {p};" for p in parts))
    )


def single(form: str, key: str, head: tuple[str, ...], habits: pens.Habits) -> Slot:
    """A column for a field."""

    def write(record: Record, rng: Random) -> Line:
        made = written(form, key, record, habits, rng)
        if made is None:
            return [None], {}
        return [made.cell], {key: Told(made.want, (0,), made.accept, made.flags)}

    return Slot((key,), (head,), write)


def paired(keys: tuple[str, str], head: tuple[str, ...]) -> Slot:
    """A document's number and date in one cell."""

    def write(record: Record, rng: Random) -> Line:
        number, day = (record.get(k) for k in keys)
        if number is None or not isinstance(day, date):
            return [None], {}
        return [pens.paper(str(number), day, rng)], {keys[0]: Told(number), keys[1]: Told(day.isoformat())}

    return Slot(keys, (head,), write)


def spanned(head: tuple[str, ...]) -> Slot:
    """Both years in one cell."""

    def write(record: Record, rng: Random) -> Line:
        start, end = int(str(record["start_year"])), int(str(record["end_year"]))
        return [pens.years(start, end, rng)], {"start_year": Told(start), "end_year": Told(end)}

    return Slot(("start_year", "end_year"), (head,), write)


def labelled(form: str, head: tuple[str, ...]) -> Slot:
    """Issue with cause, or cause with proposal, told apart by labels inside one cell."""

    def write(record: Record, rng: Random) -> Line:
        cause, ask = str(record["cause"]), str(record["proposal"])
        said = rng.choice(
            ("Nguyên nhân: {}\nKiến nghị: {}", "- Nguyên nhân: {}\n- Đề xuất: {}", "Nguyên nhân: {}. Kiến nghị: {}")
        )
        return [said.format(cause, ask)], {"cause": Told(cause, accept=(f"{cause}.",)), "proposal": Told(ask)}

    return Slot(("cause", "proposal"), (head,), write)


def ticked(key: str, above: str, labels: dict[str, str], mark: str) -> Slot:
    """A column for each entry of a list, marked where it is true."""
    order = list(labels)

    def write(record: Record, rng: Random) -> Line:
        value = str(record[key])
        if value not in order:
            return [None] * len(order), {}
        at = order.index(value)
        cells: list[CellValue] = [None] * len(order)
        cells[at] = mark
        return cells, {key: Told(value, (at,))}

    return Slot((key,), tuple((above, labels[c]) for c in order), write, frozenset(("ticks",)))


def ticked_places(key: str, above: str, names: tuple[str, ...], mark: str) -> Slot:
    """A column for each province."""

    def write(record: Record, rng: Random) -> Line:
        said = tuple(record[key])  # type: ignore[arg-type]
        at = tuple(n for n, name in enumerate(names) if name in said)
        return [mark if n in at else None for n in range(len(names))], {key: Told(list(said), at)}

    return Slot((key,), tuple((above, name) for name in names), write, frozenset(("ticks",)))


def extra(rng: Random, used: set[str]) -> Slot:
    """A column that is nobody's field."""
    name = rng.choice([n for n in heads.EXTRA if n not in used])
    used.add(name)

    def write(record: Record, rng: Random) -> Line:
        return [rng.choice(heads.EXTRA[name])], {}

    return Slot((), ((name,),), write)


def slots(
    form: str, look: Look, habits: pens.Habits, records: tuple[Record, ...], skip: tuple[str, ...], rng: Random
) -> list[Slot]:
    """The columns of a table, without its number column. `skip`: fields told elsewhere."""
    keys = [k for k in FIELDS[form] if k not in skip]
    free = [k for k in keys if k not in REQUIRED[form] and k not in ("sector", "cause", "status", *MONEY)]
    for key in rng.sample(free, min(look.drop, len(free))):
        keys.remove(key)
    deep = look.rows in ("two", "three", "cut")
    made: list[Slot] = []
    while keys:
        made.append(_next(form, look, habits, records, keys, deep, rng))
    if deep:
        made = [_deeper(form, s, rng, look.rows) for s in made]
    made = _ordered(made, look, rng)
    used: set[str] = set()
    for _ in range(look.extras):
        made.insert(rng.randint(2, len(made)), extra(rng, used))
    return made


def _next(
    form: str, look: Look, habits: pens.Habits, records: tuple[Record, ...], keys: list[str], deep: bool, rng: Random
) -> Slot:
    key = keys[0]
    joined = look.joined
    pairs = {
        "doc_no": ("paper", "doc_no", "signed_date"),
        "sent_no": ("sent", "sent_no", "sent_date"),
        "reply_no": ("answer", "reply_no", "reply_date"),
    }
    if key in pairs and pairs[key][0] in joined and pairs[key][2] in keys:
        keys.remove(pairs[key][1])
        keys.remove(pairs[key][2])
        return paired(pairs[key][1:], (_paired_head(key, rng),))
    if key == "start_year" and "years" in joined and "end_year" in keys:
        keys.remove("start_year")
        keys.remove("end_year")
        return spanned((rng.choice(("Thời gian thực hiện", "Giai đoạn", "Giai đoạn thực hiện", "Thời gian hiệu lực")),))
    if key == "cause" and "cause" in joined and "proposal" in keys:
        keys.remove("cause")
        keys.remove("proposal")
        return labelled(form, (rng.choice(("Nguyên nhân và đề xuất, kiến nghị", "Nguyên nhân, kiến nghị")),))
    keys.remove(key)
    mark = rng.choice(("x", "X", "x", "✓"))
    if key == look.ticks or (look.ticks == "status" and key == "urgency"):
        labels = pens.PLAIN["sector"] if key == "sector" else TICKS[form][key]
        if key == "sector":
            wanted = {str(r["sector"]) for r in records} | set(rng.sample(list(labels), 2))
            labels = {c: said for c, said in labels.items() if c in wanted}
        return ticked(key, heads.head(form, key, look.heads, rng), labels, mark)
    if look.ticks == "places" and key in ("parties", "provinces"):
        names = tuple(dict.fromkeys(n for r in records for n in r[key]))  # type: ignore[attr-defined]
        return ticked_places(key, heads.head(form, key, look.heads, rng), names, mark)
    return single(form, key, (heads.head(form, key, look.heads, rng),), habits)


def _paired_head(key: str, rng: Random) -> str:
    if key == "doc_no":
        return rng.choice(
            ("Số, ngày ký", "Số, ký hiệu, ngày tháng văn bản", "Số văn bản, ngày ký", "Văn bản ký kết (số, ngày)")
        )
    if key == "sent_no":
        return rng.choice(
            ("Văn bản kiến nghị (số, ngày)", "Số, ngày văn bản kiến nghị", "Số, ngày tháng công văn kiến nghị")
        )
    return rng.choice(("Văn bản trả lời (số, ngày)", "Số, ngày văn bản trả lời", "Số, ngày CV trả lời"))


def _deeper(form: str, slot: Slot, rng: Random, rows: str) -> Slot:
    """Fields of a pair get the pair's heading above theirs (made the same for all by `_same_above`)."""
    for pair in heads.PAIRS[form]:
        under = heads.UNDER[pair]
        if len(slot.keys) == 1 and slot.keys[0] in under and len(slot.heads) == 1:
            return replace(slot, heads=((pair, rng.choice(under[slot.keys[0]])),), tags=slot.tags | {pair})
    return slot


def _ordered(made: list[Slot], look: Look, rng: Random) -> list[Slot]:
    pairs = {pair for s in made for pair in s.tags if pair in heads.ABOVE}
    blocks: list[list[Slot]] = []
    for slot in made:
        pair = next((t for t in slot.tags if t in pairs), "")
        home = next((b for b in blocks if pair and pair in b[0].tags), None)
        if home is None:
            blocks.append([slot])
        else:
            home.append(slot)
    blocks = [_headed(b, rng) for b in blocks]
    if look.order == "shuffled":
        rest = blocks[1:]
        rng.shuffle(rest)
        blocks = [blocks[0], *rest]
    if look.order == "moved" and len(blocks) > 4:
        blocks.insert(rng.randint(1, 3), blocks.pop(rng.randint(3, len(blocks) - 1)))
    return [s for b in blocks for s in b]


def _headed(block: list[Slot], rng: Random) -> list[Slot]:
    pair = next((t for t in block[0].tags if t in heads.ABOVE), "")
    if not pair:
        return block
    if len(block) == 1:  # alone it must say all
        above = {"doc_no": "Số, ký hiệu văn bản"}.get(block[0].keys[0])
        return (
            [replace(block[0], heads=((above,),))]
            if above
            else [replace(block[0], heads=((heads.ABOVE[pair][0], block[0].heads[0][1]),))]
        )
    said = rng.choice(heads.ABOVE[pair])
    return [replace(s, heads=tuple((said, h[-1]) for h in s.heads)) for s in block]
