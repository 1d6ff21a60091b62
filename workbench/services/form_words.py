"""What a form is called where its whole title has no room: the number that its key bears, and "Biểu" before it."""

from __future__ import annotations

from workbench.messages import text


def form_number(form: str) -> str:
    """ "02" of the key `B02`."""
    return form[1:]


def form_words(form: str) -> str:
    """ "Biểu 02" of the key `B02`."""
    return text("today.form", number=form_number(form))
