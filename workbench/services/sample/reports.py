"""Members' reports of the sample: official forms, filled in, saved as workbooks and imported like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from workbench.exchange.filling import GUIDE_SHEET, LISTS_SHEET
from workbench.exchange.reading import read_bytes_in_process
from workbench.exchange.recognised import Overrides
from workbench.records.record import Ref
from workbench.services.exporting import blank, form_of
from workbench.services.form_words import form_number
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.sample.phrases import AgreementPhrase, ObstaclePhrase
from workbench.services.sample.scene import Scene
from workbench.values.dates import format_official
from workbench.values.text import fold

Row = Mapping[str, object]
_LETTERS = {"AG": "AG", "CM": "CM", "CT": "CT", "DT": "ĐT", "VL": "VL", "HCM": "HCM"}
_MERGER = date(2025, 7, 1)
_PLAIN = Overrides(without=frozenset((LISTS_SHEET, GUIDE_SHEET)))  # the form's own sheets hold no report
_SPREAD = 61  # days over which the agreements of one report were signed


class Reports:
    """Fills in forms from the phrases and takes them into the record."""

    def __init__(self, scene: Scene, folder: Path, phrases: Iterable[AgreementPhrase]) -> None:
        self._scene = scene
        self._folder = folder
        self._session = ImportSession(scene.registers)
        self._numbers: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._signed: dict[str, date] = {}
        self._paper = 40
        for turn, phrase in enumerate(phrases):
            self._enter(turn, phrase)

    def _enter(self, turn: int, phrase: AgreementPhrase) -> None:
        scene = self._scene
        listed = " – ".join(map(scene.name, phrase.parties))
        self._titles[phrase.key] = phrase.title.replace("{parties}", listed)
        if phrase.round == "hand":
            return
        came = scene.timeline.received(phrase.round, phrase.by or phrase.parties[0])
        signed = phrase.signed or max(_MERGER, came - timedelta(days=9 + turn * 7 % _SPREAD))
        self._signed[phrase.key] = signed
        initials = "-".join(_LETTERS.get(p) or _initials(p) for p in phrase.parties[:2])
        sign = "HĐĐPĐBSCL" if len(phrase.parties) == 5 else initials
        self._numbers[phrase.key] = f"{turn * 5 % 37 + 2:02d}/{phrase.kind}-{sign}"

    def title(self, key: str) -> str:
        """Title of an agreement."""
        return self._titles[key]

    # forms

    def agreements(self, sender: str, number: int, phrases: Sequence[AgreementPhrase], came: date) -> None:
        """Form B01 of one sender with these agreements."""
        rows = [self._agreement_row(phrase) for phrase in phrases]
        self._send("B01", sender, number, came, rows)

    def _agreement_row(self, phrase: AgreementPhrase) -> Row:
        signed = self._signed[phrase.key]
        total, state, social = phrase.money
        amounts = {"amount_total": total, "amount_state": state, "amount_social": social} if total else {}
        lead = self._scene.name(phrase.parties[0])
        return {
            "title": self._titles[phrase.key],
            "doc_no": self._numbers[phrase.key],
            "signed_date": f"31/9/{signed.year}" if phrase.end == "wrong_date" else signed,
            "sector": self._label("field", phrase.field),
            "parties": "; ".join(map(self._scene.name, phrase.parties)),
            "lead": f"{phrase.office} {lead}",
            "content": phrase.content,
            "start_year": signed.year,
            "end_year": signed.year + phrase.years,
            "status": phrase.status,
            **amounts,
        }

    def obstacles(self, sender: str, number: int, phrases: Sequence[ObstaclePhrase], came: date) -> None:
        """Form B02 of one sender with these obstacles."""
        rows = [self._obstacle_row(phrase, turn, came) for turn, phrase in enumerate(phrases)]
        self._send("B02", sender, number, came, rows)

    def _obstacle_row(self, phrase: ObstaclePhrase, turn: int, came: date) -> Row:
        return {
            "issue": f"{phrase.title}.\n{phrase.content}",
            "sector": self._label("field", phrase.field),
            "agreement": self._numbers.get(phrase.agreement),
            "provinces": "; ".join(map(self._scene.name, phrase.places)),
            "cause": phrase.cause,
            "proposal": phrase.ask,
            "authority": self.authority(phrase),
            "raised_date": came - timedelta(days=phrase.raised or 14 + turn * 9 % 31),
            "deadline": self.wished(phrase, came),
            "urgency": self._label("urgency", phrase.urgency),
        }

    def authority(self, phrase: ObstaclePhrase) -> str | None:
        """Name of the body asked: without one, the People's Committee of the first place."""
        if phrase.to == "?":
            return None
        place = self._scene.places[phrase.places[0]].values.full_name
        return phrase.to or f"Ủy ban nhân dân {place[:1].lower()}{place[1:]}"

    def wished(self, phrase: ObstaclePhrase, came: date) -> date:
        """Until when the sender asks for a settlement: what still waits here is due some weeks from today."""
        if phrase.due is not None:
            return self._scene.timeline.ahead(phrase.due)
        if phrase.round in ("1", "2", "3"):
            return came + timedelta(days=90)
        return self._scene.timeline.ahead(14 + 3 * (len(phrase.title) % 9))

    def results(self, sender: str, number: int, came: date) -> None:
        """Form B03: what the sender knows of the answers to its newest escalations."""
        self._send("B03", sender, number, came, self._result_rows(sender)[-4:])

    def _result_rows(self, sender: str) -> list[Row]:
        linked, uid = self._scene.registers.linked(), self._scene.places[sender].uid
        rows: list[Row] = []
        for view in linked.items.values():
            ask = linked.recommendations[view.item.values.recommendation]
            letter = linked.document(view.escalation.values.document)
            paper = linked.document(view.answer.values.document) if view.answer else None
            mine = linked.obstacles[ask.values.obstacle].values.reported_by == uid
            if mine and letter and paper and view.state == "resolved":
                rows.append(
                    {
                        "recommendation": ask.values.content,
                        "sent_no": letter.values.full_number,
                        "sent_date": view.escalation.values.sent_date,
                        "authority": linked.names.organization(view.escalation.values.to_organization),
                        "reply_no": paper.values.full_number,
                        "reply_date": paper.values.issued_date,
                        "reply": view.answer_item.values.extract if view.answer_item else None,
                        "status": self._label("answer_status", "solved"),
                    }
                )
        return rows

    def nothing(self, sender: str, number: int, came: date, form: str) -> None:
        """A form that says there is nothing to report."""
        self._send(form, sender, number, came, [{form_of(form).main: self._scene.office.nil}])

    # through the door

    def _send(self, form: str, sender: str, number: int, came: date, rows: Sequence[Row]) -> None:
        scene, period = self._scene, self._scene.timeline.period(number)
        scene.go(came)
        self._paper += 7
        made = replace(
            blank(scene.workbench, form, locality=scene.name(sender), period=period.code),
            rows=tuple({k: v for k, v in row.items() if v is not None} for row in rows),
            blank_rows=2,
            number_line=f"Số: {self._paper}/BC-UBND",
            place_line=format_official(scene.name(sender), scene.timeline.calendar.add_working_days(came, -1)),
        )
        path = self._folder / _file_name(scene.name(sender), form, number, period.code)
        self._take(made, path)

    def _take(self, made: Any, path: Path) -> None:
        from workbench.exchange.sheetwriter import save_form

        save_form(made, path)
        data = path.read_bytes()
        plan = self._session.plan(Loaded(read_bytes_in_process(path.name, data), data), _PLAIN)
        alike = [row.index for row in plan.waiting if row.how == "duplicate"]
        act = plan.decide_all(dict.fromkeys(alike, "write")).act()  # the officer knows them to be two troubles
        if not act.is_empty:
            outcome = self._scene.write(self._scene.office.officer(), act)
            self._note(outcome.summary.created)

    def _note(self, created: Iterable[Ref]) -> None:
        """Remember under which id each agreement of the phrases was written."""
        keys = {title: key for key, title in self._titles.items()}
        for ref in created:
            if ref.entity == "agreement":
                title = self._scene.workbench.repository.need(ref).values.title
                self._scene.agreements[keys[title]] = ref.uid

    def _label(self, catalogue: str, code: str) -> str:
        return self._scene.registers.linked().names.entry(catalogue, code)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _file_name(place: str, form: str, number: int, period: str) -> str:
    """As officers name such files: `VinhLong_Bieu02_Q3_2026.xlsx`; the second delivery says so."""
    year, _, quarter = period.partition("-")
    plain = "".join(word.capitalize() for word in fold(place).split())
    again = "_bosung" if number == 5 and form == "B02" else ""
    return f"{plain}_Bieu{form_number(form)}_{quarter}_{year}{again}.xlsx"
