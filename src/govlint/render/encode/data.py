"""JSON for programs that is harmless in a log too."""

from __future__ import annotations

import json
from typing import Any


def dumps(value: Any) -> str:
    """Return JSON in ASCII, indented, in which no ``##[…]`` is a command to a runner."""
    return json.dumps(value, indent=2).replace("##", "#\\u0023") + "\n"
