"""Commands to the runners of GitHub Actions and Azure Pipelines, each on one line of a log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}
_AZURE_DATA = {**_DATA, ord("%"): "%AZP25"}
_AZURE_PROPERTY = {**_AZURE_DATA, ord(";"): "%3B", ord("]"): "%5D"}
_COMMAND = re.compile(r"(?i)#(?=#(?:vso)?\[)")


def github(command: str, properties: Mapping[str, str], message: str) -> str:
    """Return ``::command name=value,…::message``; properties without a value are left out."""
    told = _told(properties, ",", _PROPERTY)
    return f"::{command}{f' {told}' if told else ''}::{_encoded(message, _DATA)}"


def azure(properties: Mapping[str, str], message: str) -> str:
    """Return ``##vso[task.logissue name=value;…;]message``."""
    told = _told(properties, ";", _AZURE_PROPERTY)
    return f"##vso[task.logissue {told};]{_encoded(message, _AZURE_DATA)}"


def _told(properties: Mapping[str, str], separator: str, signs: Mapping[int, str]) -> str:
    pairs = ((name, _encoded(value, signs)) for name, value in properties.items() if value)
    return separator.join(f"{name}={value}" for name, value in pairs)


def _encoded(text: str, signs: Mapping[int, str]) -> str:
    """Encode in one pass; a command of the older form, which acts anywhere, loses its first #."""
    return _COMMAND.sub(r"\\x23", text).translate(signs)
