"""Random records of every form: words that spreadsheets and readers are known to trip over, beside plain ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from workbench.domain.registry import ENTITIES
from workbench.records.changes import Change, create
from workbench.values.text import squash

FORMS = ("B01", "B02", "B03", "B04", "B05", "B07", "B08", "B09", "B10", "B11")
HOME = "Vĩnh Long"
AWKWARD = (
    "=1+2", "=cmd|' /C calc'!A0", "+84 lần", "-nt-", "như trên", "- Đề nghị bố trí vốn\n+ Về cơ chế phối hợp",
    "@sum(A1)", "Tổng cộng", "Cộng I", "Ghi chú: xem thêm", "Nơi nhận: như trên", "THỦ TRƯỞNG ĐƠN VỊ", "x", "X",
    "Không phát sinh", "-", "…", "00123", "12/3", "1.10", "1.250", "1E5", "TRUE", "#REF!", "_x0041_ và _x000D_",
    "I. Giao thông", "1. Mục một",
    "a) Tiểu mục", "44275", "31/02/2026", "tháng 8/2026", "STT", "Nội dung kiến nghị", "Đơn vị tính: tỷ đồng", "(1)",
    "dòng một\n\ndòng hai", "<b>đậm</b> & “ngoặc”", "Ðồng bằng", "hoà và hòa", "TP.HCM", "Bộ NN&PTNT", "VM-2026-001",
    "Kính gửi: Văn phòng", "ngày … tháng … năm …", "µ¸¶·¹ còn nguyên", "😀 ghi chú", "0", "~$", "'nháy đầu",
)  # fmt: skip
PLAIN = (
    "Chưa thống nhất quy trình vận hành cống ngăn mặn giữa hai tỉnh", "Thiếu cát đắp nền cho đoạn cao tốc qua địa bàn",
    "Chưa có cơ chế chia sẻ dữ liệu quan trắc", "Vốn bố trí chậm so với kế hoạch trung hạn",
    "Quy định về đấu nối còn chồng chéo",
    "Ban hành quy trình vận hành liên tỉnh", "Bố trí vốn trung hạn cho tuyến ven biển", "Giao một đầu mối chủ trì",
)  # fmt: skip
BODIES = ("BXD", "BTC", "BNNMT", "BNNPTNT", "TTg")
PLACES = ("VL", "DT", "CM", "CT", "AG")
_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
words = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(AWKWARD),
    st.builds("{} {}".format, st.sampled_from(PLAIN), st.integers(1, 99)),
    st.text(_letters, min_size=1, max_size=60),
)
main_words = st.builds("{} {}".format, st.sampled_from(PLAIN), st.integers(1, 400)) | words.filter(
    lambda text: len(squash(text)) > 1  # a record is known by its main words: marks alone are none
)
numbers = st.sampled_from(("12/KH-UBND", "125/TTr-UBND", "46/QĐ-HĐĐPĐNB", "05/TTHT-CT-VL", "30c/NQ-CP", "Biên bản họp"))
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
spans = st.sampled_from(
    ("tháng 8/2026", "quý III/2026", "năm 2027", "6 tháng đầu năm 2026", "2026-2030", "trong tháng 9/2026")
)
money = st.one_of(st.integers(1, 10**6).map(lambda n: n * 10**9), st.integers(1, 10**16), st.integers(1, 9999))

Values = dict[str, Any]


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Present or not."""
    return st.none() | strategy


@st.composite
def dated(draw: st.DrawFn, day: str, text: str) -> Values:
    """A day, or a span in words with its last day, or nothing."""
    from workbench.values.dates import parse_date

    kind = draw(st.sampled_from(("day", "words", "none")))
    if kind == "day":
        return {day: draw(days)}
    if kind == "words":
        said = draw(spans)
        return {day: parse_date(said).last_day, text: said}
    return {}


Place = Callable[[str], str]


@st.composite
def agreements(draw: st.DrawFn) -> Values:
    """B01."""
    return {
        "title": draw(main_words),
        "number": draw(maybe(numbers)),
        **draw(dated("signed_date", "signed_text")),
        "fields": draw(st.lists(st.sampled_from(("GT", "TL", "DL")), max_size=2, unique=True)),
        "focal_point": draw(maybe(words)),
        "content": draw(maybe(words)),
        "period_from": draw(maybe(st.integers(1995, 2040).map(lambda y: date(y, 1, 1)))),
        "period_to": draw(maybe(st.integers(2027, 2090).map(lambda y: date(y, 12, 31)))),
        "amount_total": draw(maybe(money)),
        "amount_state": draw(maybe(money)),
        "amount_social": draw(maybe(money)),
        "implementation": draw(maybe(st.sampled_from(("doing", "done")))),
        "note": draw(maybe(words)),
        "parties": draw(st.lists(st.sampled_from(PLACES), max_size=3, unique=True)),
    }


@st.composite
def obstacles(draw: st.DrawFn) -> Values:
    """B02."""
    return {
        "content": draw(main_words),
        "field": draw(maybe(st.sampled_from(("GT", "TL", "DL", "khong-co")))),
        "agreement_text": draw(maybe(numbers | words)),
        "localities": draw(st.lists(st.sampled_from(PLACES), max_size=3, unique=True)),
        "old": draw(st.booleans()),
        "cause": draw(maybe(words)),
        **draw(dated("raised_date", "raised_text")),
        **draw(dated("requested_due", "requested_due_text")),
        "urgency": draw(maybe(st.sampled_from(("normal", "urgent", "very")))),
        "note": draw(maybe(words)),
        "legal_refs": draw(maybe(words)),
        "ask": draw(maybe(main_words)),
        "addressees": draw(st.lists(st.sampled_from(BODIES), max_size=2, unique=True)),
    }


@st.composite
def items(draw: st.DrawFn) -> Values:
    """B03."""
    answered = draw(st.booleans())
    return {
        "ask": draw(main_words),
        "number": draw(maybe(numbers)),
        "sent_date": draw(days),
        "to": draw(st.sampled_from(("BXD", "BTC", "TTg"))),
        "note": draw(maybe(words)),
        "state": "resolved" if answered else draw(st.sampled_from(("sent", "processing"))),
        "answered": answered,
        "reply_number": draw(numbers),
        "reply_date": draw(days),
        "extract": draw(maybe(words)),
        **draw(dated("roadmap_date", "roadmap_text")),
    }


@st.composite
def tasks(draw: st.DrawFn) -> Values:
    """B04."""
    return {
        "content": draw(main_words),
        "lead": draw(maybe(st.sampled_from(("BXD", "BTC")))),
        "lead_text": draw(maybe(words)),
        "cooperators": draw(st.lists(st.sampled_from(("BXD", "BTC")), max_size=2, unique=True)),
        "coop_text": draw(maybe(words)),
        "deliverable": draw(maybe(words)),
        **draw(dated("due_date", "due_text")),
        "status": draw(st.sampled_from(("not_started", "doing", "partly", "paused"))),
        "note": draw(maybe(words)),
        "result": draw(maybe(words)),
        "difficulty": draw(maybe(words)),
        "agreement": draw(st.integers(0, 1)),
    }


years = st.integers(1995, 2060)
CLASSES = ("transport", "irrigation", "flood", "storage", "salinity", "climate", "other")
places = st.lists(st.sampled_from(PLACES), max_size=3, unique=True)


@st.composite
def span(draw: st.DrawFn) -> Values:
    """Two years in order, one of them, or none."""
    first, last = sorted((draw(years), draw(years)))
    return draw(st.sampled_from(({"year_from": first, "year_to": last}, {"year_from": first}, {"year_to": last}, {})))


@st.composite
def projects(draw: st.DrawFn) -> Values:
    """B05."""
    amounts = {key: draw(maybe(money)) for key in ("need", "planned", "allocated", "disbursed")}
    line = {"source": draw(st.sampled_from(("central", "local", "oda", "ppp", "social"))), **amounts}
    return {
        "name": draw(main_words),
        "project_group": draw(maybe(st.sampled_from(("national", "A", "B", "C")))),
        "project_class": draw(maybe(st.sampled_from(CLASSES))),
        "localities": draw(places),
        "place": draw(maybe(words)),
        "owner": draw(maybe(words)),
        **draw(span()),
        "number": draw(maybe(numbers)),
        "decided_date": draw(maybe(days)),
        "total_investment": draw(maybe(money)),
        "central_budget": draw(maybe(money)),
        "status": draw(st.sampled_from(("preparing", "doing", "paused", "done"))),
        "difficulty": draw(maybe(words)),
        "note": draw(maybe(words)),
        "line": line if any(value is not None for value in amounts.values()) else None,
    }


@st.composite
def plan_items(draw: st.DrawFn) -> Values:
    """B07."""
    return {
        "name": draw(main_words),
        "project_class": draw(maybe(st.sampled_from(CLASSES))),
        "localities": draw(places),
        "alignment": draw(maybe(words)),
        "scale": draw(maybe(words)),
        **draw(span()),
        "page": draw(maybe(st.integers(1, 400).map(str))),
        "note": draw(maybe(words)),
        "approved_date": draw(maybe(days)),
        "number": draw(maybe(numbers)),
    }


@st.composite
def sectors(draw: st.DrawFn) -> Values:
    """B08."""
    return {
        "sector": draw(st.sampled_from(("A03", "C10", "H52", "N79"))),
        "product": draw(main_words),
        "role": draw(maybe(st.sampled_from(("main", "support")))),
        "place": draw(maybe(words)),
        "market": draw(maybe(words)),
        **draw(span()),
        "capital": draw(maybe(money)),
        "advantage": draw(maybe(words)),
        "page": draw(maybe(words)),
        "outlook": draw(maybe(st.sampled_from(("sustainable", "watch", "spent", "unsustainable")))),
        "outlook_reason": draw(maybe(words)),
        "note": draw(maybe(words)),
    }


@st.composite
def mechanisms(draw: st.DrawFn) -> Values:
    """B09."""
    authority = draw(maybe(st.sampled_from(BODIES)))
    return {
        "title": draw(main_words),
        "content": draw(maybe(words)),
        "purpose": draw(maybe(st.sampled_from(("social", "budget", "decentralise", "pilot")))),
        "localities": draw(places),
        "authority": authority,
        "instrument": draw(maybe(words)),
        "legal_basis": draw(maybe(words)),
        **draw(dated("due_date", "due_text")),
        "state": draw(st.sampled_from(("proposed", "drafting", "submitted", "issued", "rejected"))),
        "note": draw(maybe(words)),
    }


@st.composite
def initiatives(draw: st.DrawFn) -> Values:
    """B10."""
    return {
        "title": draw(main_words),
        "kind": draw(maybe(st.sampled_from(("innovation", "startup", "technology", "model")))),
        "description": draw(maybe(words)),
        "partners": draw(maybe(words)),
        "year_from": draw(maybe(years)),
        "state": draw(st.sampled_from(("proposed", "trying", "applied", "stopped"))),
        "result": draw(maybe(words)),
        "replicable": draw(st.booleans()),
        "adopted_by": draw(places),
        "note": draw(maybe(words)),
    }


@st.composite
def assigned(draw: st.DrawFn) -> Values:
    """B11."""
    return {**draw(tasks()), "submit_level": draw(maybe(st.sampled_from(("ministry", "council", "prime_minister"))))}


STRATEGIES: dict[str, st.SearchStrategy[Values]] = {
    "B01": agreements(),
    "B02": obstacles(),
    "B03": items(),
    "B04": tasks(),
    "B05": projects(),
    "B07": plan_items(),
    "B08": sectors(),
    "B09": mechanisms(),
    "B10": initiatives(),
    "B11": assigned(),
}


def made(entity: str, uid: str, values: Values) -> Change:
    """Creation with canonical values; what is None is left out."""
    return create(uid, ENTITIES[entity].make({key: value for key, value in values.items() if value is not None}))


class Builder:
    """Records of one case as changes; `place` gives the id of a member, `old` that of the unit before it."""

    def __init__(self, place: Place, old: Place, period: str) -> None:
        self._place, self._old, self._period = place, old, period
        self.changes: list[Change] = []

    def add(self, form: str, number: int, v: Values) -> None:
        """One record of a form."""
        getattr(self, f"_add_{form.lower()}")(number, dict(v))

    def _add_b01(self, n: int, v: Values) -> None:
        parties = [self._place("VL"), *(self._place(code) for code in v.pop("parties") if code != "VL")]
        self.changes.append(made("agreement", f"a{n}", {"code": f"TT-2026-{n:03d}", "state": "in_force", **v}))
        for ordinal, uid in enumerate(parties, 1):
            party = {"agreement": f"a{n}", "ordinal": ordinal, "locality": uid, "role": "member"}
            self.changes.append(made("party", f"a{n}-{ordinal}", party))

    def _add_b02(self, n: int, v: Values) -> None:
        ask, addressees, old = v.pop("ask"), v.pop("addressees"), v.pop("old")
        place = self._old if old else self._place
        v["localities"] = [place(code) for code in v["localities"]]
        own = {"code": f"VM-2026-{n:03d}", "state": "new", "reported_by": self._place("VL"), "period": self._period}
        self.changes.append(made("obstacle", f"o{n}", {**own, **v}))
        if ask:
            said = {"obstacle": f"o{n}", "ordinal": 1, "content": ask, "addressees": addressees}
            self.changes.append(made("recommendation", f"o{n}-1", said))

    def _add_b03(self, n: int, v: Values) -> None:
        home = self._place("VL")
        obstacle = {"code": f"VM-2026-{n:03d}", "content": v["ask"], "state": "escalated", "reported_by": home}
        self.changes.append(made("obstacle", f"o{n}", obstacle))
        ask = {"obstacle": f"o{n}", "ordinal": 1, "content": v["ask"], "addressees": [v["to"]]}
        self.changes.append(made("recommendation", f"r{n}", ask))
        self._paper(f"d{n}", "out", v["number"], v["sent_date"])
        letter = {"code": f"KN-2026-{n:03d}", "document": f"d{n}", "to_organization": v["to"]}
        letter["sent_date"] = v["sent_date"]
        self.changes.append(made("escalation", f"e{n}", letter))
        item = {"escalation": f"e{n}", "recommendation": f"r{n}", "ordinal": 1, "state": v["state"], "note": v["note"]}
        self.changes.append(made("escalation_item", f"i{n}", item))
        if v["answered"]:
            self._answer(n, v)

    def _paper(self, uid: str, direction: str, number: str | None, day: date) -> None:
        paper = {"direction": direction, "full_number": number, "issued_date": day, "status": "in_force"}
        self.changes.append(made("document", uid, paper))

    def _answer(self, n: int, v: Values) -> None:
        self._paper(f"dr{n}", "in", v["reply_number"], v["reply_date"])
        answer = {"code": f"TL-2026-{n:03d}", "document": f"dr{n}", "received_date": date(2026, 8, 1)}
        self.changes.append(made("answer", f"an{n}", answer))
        said = {"answer": f"an{n}", "escalation_item": f"i{n}", "answer_class": "resolved", "extract": v["extract"]}
        said |= {key: v[key] for key in ("roadmap_date", "roadmap_text") if key in v}
        self.changes.append(made("answer_item", f"ai{n}", said))

    def _add_b04(self, n: int, v: Values) -> None:
        result, difficulty, agreement = v.pop("result"), v.pop("difficulty"), v.pop("agreement")
        if not any(c.ref.uid == "frame0" for c in self.changes):
            for k, title in enumerate(("Chương trình phối hợp vận hành cống", "Thỏa thuận liên kết du lịch")):
                frame = {"code": f"TT-2026-9{k}", "title": title, "number": f"{k + 1}/TT-LK", "state": "in_force"}
                self.changes.append(made("agreement", f"frame{k}", frame))
                party = {"agreement": f"frame{k}", "ordinal": 1, "locality": self._place("VL")}
                self.changes.append(made("party", f"frame{k}-1", party))
        own = {"code": f"NV-2026-{n:03d}", "source": "agreement", "agreement": f"frame{agreement}", "ordinal": n}
        if v["lead"]:
            v["lead_text"] = None
        self.changes.append(made("task", f"t{n}", {**own, **v}))
        if result or difficulty:
            entry = {"task": f"t{n}", "period": self._period, "result": result, "difficulty": difficulty}
            self.changes.append(made("progress_entry", f"p{n}", entry))

    def _add_b05(self, n: int, v: Values) -> None:
        line = v.pop("line")
        v["localities"] = [self._place("VL"), *(self._place(code) for code in v["localities"] if code != "VL")]
        self.changes.append(made("project", f"p{n}", {"code": f"DA-2026-{n:03d}", **v}))
        if line:
            self.changes.append(made("capital_line", f"cl{n}", {"project": f"p{n}", "year": 2026, **line}))

    def _add_b07(self, n: int, v: Values) -> None:
        plan = {"code": f"QH-2026-{n:03d}", "name": f"Quy hoạch phần {n}", "level": "provincial", "period": "2021-2030"}
        said = {key: v.pop(key) for key in ("approved_date", "number")}
        plan |= {"locality": self._place("VL"), "state": "approved", **said}
        self.changes.append(made("plan", f"pl{n}", plan))
        v["localities"] = [self._place(code) for code in v["localities"]]
        self.changes.append(made("plan_item", f"q{n}", {"plan": f"pl{n}", "ordinal": 1, **v}))

    def _add_b08(self, n: int, v: Values) -> None:
        own = {"code": f"NG-2026-{n:03d}", "locality": self._place("VL")}
        self.changes.append(made("sector_priority", f"s{n}", {**own, **v}))

    def _add_b09(self, n: int, v: Values) -> None:
        v["localities"] = [self._place(code) for code in v["localities"]]
        own = {"code": f"CC-2026-{n:03d}", "proposer": self._place("VL")}
        self.changes.append(made("mechanism", f"m{n}", {**own, **v}))

    def _add_b10(self, n: int, v: Values) -> None:
        v["adopted_by"] = [self._place(code) for code in v["adopted_by"]]
        own = {"code": f"SK-2026-{n:03d}", "locality": self._place("VL")}
        self.changes.append(made("initiative", f"n{n}", {**own, **v}))

    def _add_b11(self, n: int, v: Values) -> None:
        result, difficulty, paper = v.pop("result"), v.pop("difficulty"), v.pop("agreement")
        if not any(c.ref.uid == "notice0" for c in self.changes):
            for k, subject in enumerate(("Thông báo kết luận phiên họp thứ ba", "Nghị quyết về liên kết vùng")):
                said = {"direction": "in", "full_number": f"{k + 1}/TB-VPCP", "subject": subject, "status": "in_force"}
                self.changes.append(made("document", f"notice{k}", said))
        own = {"code": f"NV-2026-{n:03d}", "source": "conclusions", "document": f"notice{paper}", "ordinal": n}
        if v["lead"]:
            v["lead_text"] = None
        self.changes.append(made("task", f"t{n}", {**own, **v, "localities": [self._place("VL")]}))
        if result or difficulty:
            entry = {"task": f"t{n}", "period": self._period, "result": result, "difficulty": difficulty}
            self.changes.append(made("progress_entry", f"e{n}", entry))
