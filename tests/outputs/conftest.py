"""Fixtures of the programs that read our outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import consuming
import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def consumers(request: pytest.FixtureRequest) -> consuming.Consumers:
    """Programs from npm."""
    return consuming.from_npm(request)


@pytest.fixture(scope="session")
def junit_schemas(request: pytest.FixtureRequest) -> list[Path]:
    """Both forms of ``junit-10.xsd``."""
    return consuming.junit_schemas(request)
