"""Every text of the program: in both languages, complete, and every key that the code names is there."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.rules.sources import PROGRAM, called, name, python_files, tree
from workbench.assets import resource_root
from workbench.domain.registry import ENTITIES
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import LANGUAGES

PLURALS = {"vi": 1, "en": 2}
TEXTS = frozenset(("text", "say", "UserError", "RecordUnavailable", "StaleRecord", "PassphraseNeeded"))
KEY = re.compile(r"[a-z]+(?:\.[A-Za-z0-9_-]+)+")
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵÀÁẢÃẠÈÉẺẼẸÌÍỈĨỊÒÓỎÕỌÙÚỦŨỤ\u1ea0-\u1ef9]")
# what English texts may say in Vietnamese: names, signs of documents, and what is to be typed, in quotes
NAMES = re.compile("“[^”]*”|Tiếng Việt|NĐ-CP|HĐĐP[A-Z]*|\\bĐ\\b")
# the process that reads a submission adds its name to what its parts say
ADDED_LATER = {"workbench/exchange/reading/": {"file"}}

Entries = dict[str, tuple[str, ...]]


@cache
def catalogue(language: str, area: str) -> Entries:
    """Key to its forms (one, or one for each plural)."""
    with (resource_root() / "i18n" / language / f"{area}.po").open("rb") as file:
        found: list[Message] = [message for message in read_po(file, locale=language) if message.id]
    return {
        str(m.id[0] if isinstance(m.id, tuple) else m.id): m.string if isinstance(m.string, tuple) else (str(m.string),)
        for m in found
    }


@cache
def areas(language: str = "vi") -> tuple[str, ...]:
    """Areas that have a catalogue."""
    return tuple(sorted(path.stem for path in (resource_root() / "i18n" / language).glob("*.po")))


@cache
def entries(language: str) -> Entries:
    """All texts of a language by key."""
    return {key: forms for area in areas(language) for key, forms in catalogue(language, area).items()}


def places(text: str) -> set[str]:
    """Names of the `{places}` of a text."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_both_languages_have_the_same_areas() -> None:
    assert areas("vi") == areas("en")


@pytest.mark.parametrize("area", areas())
def test_both_languages_have_the_same_keys(area: str) -> None:
    assert catalogue("vi", area).keys() == catalogue("en", area).keys()


@pytest.mark.parametrize("area", areas())
def test_keys_carry_the_name_of_their_area(area: str) -> None:
    assert [key for key in catalogue("vi", area) if not key.startswith(f"{area}.")] == []


@pytest.mark.parametrize("area", areas())
def test_both_languages_have_the_same_places(area: str) -> None:
    differing = {
        key: forms
        for key, forms in catalogue("vi", area).items()
        if {frozenset(places(form)) - {"n"} for form in forms}
        != {frozenset(places(form)) - {"n"} for form in catalogue("en", area).get(key, ())}
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_no_plural_is_missing(language: str) -> None:
    poor = {
        key: forms
        for key, forms in entries(language).items()
        if not all(form.strip() for form in forms) or len(forms) not in (1, PLURALS[language])
    }
    assert poor == {}


def test_both_languages_agree_on_what_has_a_plural() -> None:
    def plural(language: str) -> set[str]:
        files = (resource_root() / "i18n" / language).glob("*.po")
        return {key for file in files for key in re.findall(r'^msgid_plural "(.+)"', file.read_text("utf-8"), re.M)}

    assert plural("vi") == plural("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_key_is_given_once(language: str) -> None:
    files = (resource_root() / "i18n" / language).glob("*.po")
    keys = [key for file in files for key in re.findall(r'^msgid "(.+)"', file.read_text("utf-8"), re.M)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_english_holds_no_vietnamese_but_names() -> None:
    found = {
        key: form for key, forms in entries("en").items() for form in forms if VIETNAMESE.search(NAMES.sub("", form))
    }
    assert found == {}


def test_texts_do_not_shout() -> None:
    assert {key: form for key, forms in entries("vi").items() for form in forms if "!" in form} == {}


# labels


def test_every_entity_has_a_label() -> None:
    wanted = {f"entity.{key}{part}" for key in ENTITIES for part in ("", ".many")}
    assert sorted(wanted - entries("vi").keys()) == []


def test_every_field_has_a_label() -> None:
    wanted = {field.label_key for entity in ENTITIES.values() for field in entity.fields.values()}
    assert sorted(wanted - entries("vi").keys()) == []


def test_every_choice_has_a_label() -> None:
    wanted = {f"choice.{v.key}.{choice}" for v in VOCABULARIES.values() for choice in v.choices}
    assert sorted(wanted - entries("vi").keys()) == []


def test_no_choice_is_labelled_that_is_not_there() -> None:
    wanted = {f"choice.{v.key}.{choice}" for v in VOCABULARIES.values() for choice in v.choices}
    assert sorted(catalogue("vi", "choice").keys() - wanted) == []


# keys named in the code


def spoken(path: Path) -> Iterator[tuple[str, str, ast.Call | None]]:
    """Where, key and call of every literal key of a known area in a file."""
    calls: dict[ast.expr, ast.Call] = {}
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and node.args and called(node) in TEXTS:
            calls[node.args[0]] = node
        if isinstance(node, ast.JoinedStr):
            skipped.update(node.values)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            call = calls.get(node)
            key = node.value
            if call is not None and called(call) not in ("text", "say") and "." not in key:
                key = f"error.{key}"
            in_use = call is not None or key.partition(".")[0] in areas()
            if in_use and KEY.fullmatch(key) and not _is_a_file(key):
                yield f"{name(path)}:{node.lineno}", key, call


def _is_a_file(key: str) -> bool:
    return key.endswith((".toml", ".csv", ".po", ".py", ".xml", ".json", ".docx"))


SPOKEN = [entry for path in python_files(*PROGRAM) for entry in spoken(path)]


def begins_keys(key: str) -> bool:
    """Whether a literal is what several keys begin with: `check.files` of `check.files_good`."""
    return any(known.startswith(f"{key}_") for known in entries("vi"))


def test_keys_named_in_the_code_have_texts() -> None:
    unknown = {
        f"{where} {key}"
        for where, key, call in SPOKEN
        if key not in entries("vi") and (call is not None or not begins_keys(key))
    }
    assert sorted(unknown) == []


def test_calls_fill_every_place_of_their_text() -> None:
    lacking = []
    for where, key, call in SPOKEN:
        if call is None or key not in entries("vi") or any(k.arg is None for k in call.keywords):
            continue
        given = {str(k.arg) for k in call.keywords}
        given.update(*(names for folder, names in ADDED_LATER.items() if where.startswith(folder)))
        wanted = set().union(*(places(form) for language in LANGUAGES for form in entries(language)[key]))
        if not wanted <= given:
            lacking.append(f"{where} {key}: {', '.join(sorted(wanted - given))}")
    assert lacking == []


def put_together(path: Path) -> Iterator[tuple[str, str]]:
    """Where and pattern of every key with changing parts: `text(f"kit.day_{kind}")`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and called(node) in TEXTS and node.args:
            first = node.args[0]
            if isinstance(first, ast.JoinedStr):
                parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in first.values)
                yield f"{name(path)}:{node.lineno}", "".join(parts)


def test_keys_put_together_in_the_code_have_texts() -> None:
    unknown = [
        f"{where} {pattern}"
        for path in python_files(*PROGRAM)
        for where, pattern in put_together(path)
        if not any(re.fullmatch(pattern, key) for key in entries("vi"))
    ]
    assert unknown == []


# texts that nobody says


def pieces(node: ast.JoinedStr) -> list[str | None]:
    """Parts of a string put together; None for what changes."""
    return [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]


@cache
def said() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What stands in the code: literals; patterns of keys put together, that name their area; endings that are put
    behind a key (`f"{key}.basis"`)."""
    literals, patterns, endings = set(), set(), set()
    for path in python_files(*PROGRAM):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = pieces(node)
                first = parts[0] or ""
                if "." in first and first.partition(".")[0] in areas():
                    patterns.add("".join(".+" if part is None else re.escape(part) for part in parts))
                elif len(parts) == 2 and parts[0] is None and parts[1]:
                    endings.add(parts[1])
    return frozenset(literals), frozenset(patterns), frozenset(endings)


def is_said(key: str) -> bool:
    """Whether the code names a key, as a whole or put together."""
    literals, patterns, endings = said()
    named = key in literals or key.removeprefix("error.") in literals
    ended = any(key.endswith(end) and key.removesuffix(end) in literals for end in endings)
    return named or ended or any(re.fullmatch(pattern, key) for pattern in patterns)


def test_every_text_is_said_somewhere() -> None:
    assert [key for key in entries("vi") if not is_said(key)] == []


@pytest.mark.parametrize("key", ["kit.nobody_says_this", "shell.nobody_says_this", "printing.nobody.basis"])
def test_a_text_that_nobody_says_is_found(key: str) -> None:
    assert not is_said(key)
