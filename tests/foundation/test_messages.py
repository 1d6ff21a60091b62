"""Texts: the chosen language, places filled, numbers grouped, plurals, compiled catalogues."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench import assets, messages
from workbench.errors import UserError
from workbench.messages import known, language, set_language, text, text_in

VI = """
msgid ""
msgstr "Language: vi\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "toy.hello"
msgstr "Xin chào {name}"

msgid "toy.rows"
msgid_plural "toy.rows"
msgstr[0] "{n} dòng"
"""
EN = """
msgid ""
msgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "toy.hello"
msgstr "Hello {name}"

msgid "toy.rows"
msgid_plural "toy.rows"
msgstr[0] "{n} row"
msgstr[1] "{n} rows"
"""


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of resources with one small catalogue in both languages."""
    for code, content in (("vi", VI), ("en", EN)):
        folder = tmp_path / "i18n" / code
        folder.mkdir(parents=True)
        (folder / "toy.po").write_text(content, "utf-8")
    monkeypatch.setattr(assets, "resource_root", lambda: tmp_path)
    monkeypatch.setattr(messages, "_loaded", {})
    yield tmp_path


def test_text_follows_the_language_in_use(catalogues: Path) -> None:
    assert text("toy.hello", name="Lan") == "Xin chào Lan"
    set_language("en")
    assert (text("toy.hello", name="Lan"), language()) == ("Hello Lan", "en")


def test_text_in_a_given_language(catalogues: Path) -> None:
    assert text_in("en", "toy.hello", name="Lan") == "Hello Lan"


def test_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")


@pytest.mark.parametrize(("n", "vi", "en"), [(1, "1 dòng", "1 row"), (0, "0 dòng", "0 rows"), (2, "2 dòng", "2 rows")])
def test_plural_is_chosen_by_n(catalogues: Path, n: int, vi: str, en: str) -> None:
    assert (text_in("vi", "toy.rows", n=n), text_in("en", "toy.rows", n=n)) == (vi, en)


def test_whole_numbers_are_grouped_as_the_language_does(catalogues: Path) -> None:
    assert (text_in("vi", "toy.rows", n=12345), text_in("en", "toy.rows", n=12345)) == (
        "12.345 dòng",
        "12,345 rows",
    )


def test_none_is_shown_as_nothing(catalogues: Path) -> None:
    assert text("toy.hello", name=None) == "Xin chào "


def test_braces_in_a_value_stay_as_they_are(catalogues: Path) -> None:
    assert text("toy.hello", name="{x}") == "Xin chào {x}"


def test_key_without_a_text_comes_back_as_the_key(catalogues: Path) -> None:
    assert (text("toy.nothing"), text("other.nothing", n=2)) == ("toy.nothing", "other.nothing")


def test_known_tells_whether_there_is_a_text(catalogues: Path) -> None:
    assert (known("toy.hello"), known("toy.rows"), known("toy.nothing"), known("other.x")) == (
        True,
        True,
        False,
        False,
    )


def test_catalogue_is_compiled_once_and_again_when_it_changes(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = catalogues / "i18n" / "vi" / "toy.po"
    text("toy.hello", name="Lan")
    kept = source.with_name("toy.po.json")
    first = kept.read_bytes()
    source.write_text(VI.replace("Xin chào", "Chào"), "utf-8")
    monkeypatch.setattr(messages, "_loaded", {})
    assert text("toy.hello", name="Lan") == "Chào Lan"
    assert kept.read_bytes() != first
    monkeypatch.setattr(messages, "_read", None)
    monkeypatch.setattr(messages, "_loaded", {})
    assert text("toy.hello", name="Lan") == "Chào Lan"


def test_what_an_installation_cannot_keep_is_kept_among_the_users_own_files(
    catalogues: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIEN_KET_VUNG_HOME", str(tmp_path / "nhà"))
    put = assets.put

    def only_at_home(place: Path, content: bytes) -> None:
        if tmp_path / "i18n" in place.parents:
            raise PermissionError(13, "Permission denied")
        put(place, content)

    monkeypatch.setattr(assets, "put", only_at_home)
    assert text("toy.hello", name="Lan") == "Xin chào Lan"
    assert [path.name for path in (tmp_path / "nhà" / "cache").iterdir()] == ["i18n-vi-toy.po.json"]
    monkeypatch.setattr(messages, "_read", None)
    monkeypatch.setattr(messages, "_loaded", {})
    assert text("toy.hello", name="Lan") == "Xin chào Lan"


@pytest.mark.parametrize("kept", [b"", b"5", b"[1]", b"{}", b"[0, {}]", b"\xff\xfe"])
def test_what_was_kept_and_is_spoilt_is_made_anew(
    catalogues: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes
) -> None:
    (catalogues / "i18n" / "vi" / "toy.po.json").write_bytes(kept)
    assert text("toy.hello", name="Lan") == "Xin chào Lan"


def test_days_are_kept_as_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a.toml"
    source.write_text("", "utf-8")
    made = {"from": date(2026, 1, 5), "rows": [{"to": date(2026, 2, 1), "n": 1.5}]}
    assert assets.prepared(source, lambda _: made) == made
    assert assets.prepared(source, lambda _: None) == made


def test_installation_that_cannot_be_written_still_speaks(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    assert text("toy.hello", name="Lan") == "Xin chào Lan"


def test_threads_may_ask_at_once(catalogues: Path) -> None:
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(text("toy.hello", name="Lan"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["Xin chào Lan"] * 8


def test_error_without_a_dot_is_found_among_the_errors() -> None:
    assert messages.of_error(UserError("nothing_to_redo")) == text("error.nothing_to_redo")


def test_error_with_a_dot_is_the_key_itself(catalogues: Path) -> None:
    assert messages.of_error(UserError("toy.hello", name="Lan")) == "Xin chào Lan"
