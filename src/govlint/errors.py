"""The one tree of exceptions.

GovlintError
├── UserError        the user's input or configuration: one message with its place, exit 2
│   ├── UsageError   the command line: an unknown option's value, a path that does not exist
│   ├── ConfigError  .govlint.yaml or [tool.govlint]
│   └── PolicyError  a policy file or a case file
├── ForgeError       a forge was not reached, or refused: a warning, and the exit code stays
└── BugError         govlint contradicts itself: our bug, exit 3

What is wrong in a declaration is never an exception: it is a finding.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.model import Span


class GovlintError(Exception):
    """The root: whatever govlint raises on purpose."""

    def __init__(self, message: str, span: Span | None = None, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.fix = fix


class UserError(GovlintError):
    """The user can mend it; the message says how."""


class UsageError(UserError):
    """The command line asks for something that cannot be."""


class ConfigError(UserError):
    """The configuration is wrong at ``span``."""


class PolicyError(UserError):
    """A policy, or the cases beside it, is wrong at ``span``."""


class ForgeError(GovlintError):
    """A forge could not be reached, or did not do what it was asked."""


class BugError(GovlintError):
    """A state that govlint's own code should have made impossible."""
