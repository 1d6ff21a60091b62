"""Commands run in the process of the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import main as program
from tests.journeys.commands import Ran

_DRAWING = ("print", "grab")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Callable[..., Ran]:
    """Runs a command. What draws uses the one application of all tests: window tests could not use a lesser one."""

    def call(*arguments: object) -> Ran:
        if any(word in _DRAWING for word in arguments):
            request.getfixturevalue("qapp")
        capfd.readouterr()
        try:
            code = program.main([str(a) for a in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return call
