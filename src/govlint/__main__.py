"""The command ``govlint`` and ``python -m govlint``."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process.

    The exit code: 0 nothing to do, 1 findings, 2 something for the user to mend, 3 our bug.
    """
    gc.set_threshold(200_000)  # one file makes no garbage worth 2 of its 50 ms; a thousand do
    from govlint.cli import run

    code = run(sys.argv[1:])
    os._exit(code)  # taking the interpreter down politely would cost another 8 ms


if __name__ == "__main__":
    main()
