"""The command ``govlint`` and ``python -m govlint``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code: 0 nothing to do, 1 findings, 2 input, 3 our bug."""
    from govlint.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
