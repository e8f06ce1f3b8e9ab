"""What the tests of expressions share: the word lists, and an environment with them."""

from __future__ import annotations

from typing import Any

import pytest

from govlint.expression import Environment
from govlint.expression.lexicon import Lexicon
from govlint.policy import loading

TODAY = "2026-11-23"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon(loading.words())


@pytest.fixture(scope="session")
def environment() -> Environment:
    return Environment(TODAY, loading.words())


@pytest.fixture(scope="session")
def value(environment: Environment) -> Any:
    """``value("1.0 + 1.0", doc={…})``: what an expression gives on some variables."""

    def evaluate(source: str, **variables: Any) -> Any:
        program = environment.compile(source)
        return environment.evaluate(program, environment.bind(variables))

    return evaluate
