"""What the documentation shows as files."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent


def shown(page: str) -> dict[str, str]:
    """The files of a page by their names: each block whose first line is ``# NAME``."""
    text = (TOP / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w+\n((?:#|//) (\S+)\n.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return {name: body for body, name in blocks}
