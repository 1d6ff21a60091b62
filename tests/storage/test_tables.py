"""What the migration steps build is what the entities declare."""

from __future__ import annotations

import re
import sqlite3

import pytest

from workbench.domain.registry import ENTITIES
from workbench.services.workbench import Workbench
from workbench.storage.tables import create_statements, expected


@pytest.fixture
def declared() -> sqlite3.Connection:
    """A file as the entities would have it."""
    made = sqlite3.connect(":memory:")
    for statement in create_statements(ENTITIES.values()):
        made.execute(statement)
    return made


def shape(statement: str) -> set[str]:
    """Columns and endings of a CREATE TABLE as written, one line each, without quotes and blanks."""
    inner = re.sub(r'["\s]+', " ", statement).partition("(")[2].rpartition(")")[0]
    return {part.strip() for part in re.split(r",(?![^()]*\))", inner)}


@pytest.mark.parametrize("table", expected(ENTITIES))
def test_migrated_table_is_as_declared(record: Workbench, declared: sqlite3.Connection, table: str) -> None:
    query = "SELECT sql FROM sqlite_master WHERE type='table' AND name=?"
    (wanted,) = declared.execute(query, (table,)).fetchone()
    found = record.database.rows(query, (table,))
    assert found, f"no migration step makes the table {table}"
    assert shape(str(found[0][0])) == shape(wanted)


def test_migrated_file_has_the_declared_indexes(record: Workbench, declared: sqlite3.Connection) -> None:
    query = "SELECT name FROM sqlite_master WHERE type='index' AND sql IS NOT NULL"
    wanted = {row[0] for row in declared.execute(query)}
    assert wanted - {row[0] for row in record.database.rows(query)} == set()


def test_every_table_is_strict(record: Workbench) -> None:
    tables = record.database.rows("SELECT name, strict FROM pragma_table_list WHERE schema='main' AND type='table'")
    lax = {name for name, strict in tables if not strict and not str(name).startswith(("sqlite_", "_sqlite"))}
    assert lax == set()


def test_text_in_a_whole_number_column_is_refused(record: Workbench) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER"):
        record.database.execute("INSERT INTO document (uid, revision, direction) VALUES ('d', 'one', 'in')")


def test_empty_required_column_is_refused(record: Workbench) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        record.database.execute("INSERT INTO document (uid, revision) VALUES ('d', 1)")
