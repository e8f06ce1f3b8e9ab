"""Why history could not be known, and what mends it: the exact words, in one place."""

from __future__ import annotations

from govlint.facts import outside
from govlint.facts.history.versions import MOST_VERSIONS
from govlint.model import Unavailable
from govlint.text import number, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.git.locate import Trouble

_FULL = (
    "Fetch the rest: `git fetch --unshallow`, or run with `--deepen`. In CI, set `fetch-depth: 0` "
    "(actions/checkout; with `filter: blob:none` add `--deepen`) or `GIT_DEPTH: 0` (GitLab)."
)
_PARTIAL = "Run with `--deepen`, which fetches what is missing, or clone without `--filter`."
_CLONE = "See what `git fsck` says, or clone it anew."


def trouble(found: Trouble) -> Unavailable:
    """What keeps the whole repository from being read."""
    if found.kind == "none":
        return outside.WHY
    detail = visible(found.detail)
    reason, remedy = {
        "program": ("git was not found on PATH", "Install git 2.31 or newer."),
        "broken": (
            f"the repository cannot be read: {detail}",
            _CLONE,
        ),
        "elsewhere": (
            f"{detail} leads out of the repository, and govlint does not follow it",
            "Check with a clone, or a worktree made by `git worktree add`.",
        ),
        "borrowed": (
            "the repository borrows objects from another one, and govlint does not follow that",
            "Make it whole: `git repack -a -d && rm .git/objects/info/alternates`.",
        ),
        "format": (
            f"the repository keeps its references as {detail}, which govlint does not read",
            "Use `git refs migrate --ref-format=files`, or a clone in the usual format.",
        ),
        "folder": (
            f"no temporary folder can be written ({detail})",
            "Point TMPDIR to a folder that can be written.",
        ),
        "silent": ("git did not answer in time", "See whether `git log` answers here, and retry."),
        "treeless": ("this is a partial clone, which lacks the folders of old commits", _PARTIAL),
        "unread": (
            f"git could not read the repository: {_said(found.detail)}",
            _CLONE,
        ),
    }[found.kind]
    return Unavailable(reason, remedy)


def shallow(day: str) -> Unavailable:
    """A shallow clone: nothing is known up to the day of its newest boundary."""
    return Unavailable(f"this is a shallow clone, which holds nothing from before {day}", _FULL)


def doubted(day: str) -> Unavailable:
    """A shallow clone whose boundary is much older than all that was built on it."""
    return Unavailable(
        f"this is a shallow clone, and a commit where it ends is dated {day}, which may be a wrong "
        "clock's",
        _FULL,
    )


def partial(what: str) -> Unavailable:
    """A partial clone that lacks objects which are needed."""
    return Unavailable(f"this is a partial clone, which lacks {what}", _PARTIAL)


def silent(day: str) -> Unavailable:
    """Git stopped answering."""
    return Unavailable(
        f"git stopped answering, and history before {day} could not be read",
        "See whether `git log` answers here, and retry.",
    )


def failed(day: str, errors: str) -> Unavailable:
    """Git gave up: a damaged repository, or one made to look so."""
    return Unavailable(f"git could not read history before {day}: {_said(errors)}", _CLONE)


def large(day: str) -> Unavailable:
    """One commit's text is too large."""
    return Unavailable(
        f"a commit on or before {day} holds more text than govlint reads (8 MiB)",
        "Nothing mends this but a shorter commit message; newer commits are judged.",
    )


def commits(day: str, count: int) -> Unavailable:
    """The limit on commits was reached."""
    return _limited(f"only the newest {count:,} commits were read, back to {day}")


def seconds(day: str, limit: float) -> Unavailable:
    """The limit on time was reached."""
    return Unavailable(
        f"history was read for {limit:.0f} seconds, back to {day}",
        "Run again when the machine is less busy; what is older is not judged.",
    )


def lacking(what: str, *, promisor: bool) -> Unavailable:
    """A partial clone, or a damaged one, lacks what git should hold."""
    if promisor:
        return partial(what)
    return Unavailable(f"the repository has lost {what}", _CLONE)


def missing_versions(path: str, *, promisor: bool) -> Unavailable:
    """Old versions of a declaration are not here."""
    return lacking(f"old versions of {visible(path)}", promisor=promisor)


def many_versions(path: str) -> Unavailable:
    """The limit on versions was reached."""
    return _limited(f"only the newest {MOST_VERSIONS:,} versions of {visible(path)} were read")


def many_renames(path: str, count: int) -> Unavailable:
    """The limit on renames was reached."""
    return _limited(f"only the last {count} renames of {visible(path)} were followed")


def many_changes(day: str) -> Unavailable:
    """The limit on changes was reached, or git stopped, while earlier names were looked up."""
    return _limited(f"earlier names were looked up back to {day} only, among very many changes")


def many_files(path: str, commit: str, day: str) -> Unavailable:
    """The limit on folders or files was reached where it is looked for what a commit renamed."""
    return _limited(
        f"commit {commit[:7]} of {day} moved more files than govlint looks through, so where "
        f"{visible(path)} was before is not known"
    )


def unreadable_before(path: str, day: str) -> Unavailable:
    """An old version is bridged to one that lies too far back."""
    return _limited(
        f"{visible(path)} could not be read as a declaration for a long time before {day}"
    )


def two_lines(live: str, main: float, other: float) -> Unavailable:
    """Two lines of commits had another baseline at go-live, and one of them that of today."""
    return Unavailable(
        f"at go-live ({live}) the baseline was {number(main)} on one branch and {number(other)} on "
        "another, and git does not tell which one was in use",
        "Nothing is wrong; `govlint history` shows who wrote the value of today, and when.",
    )


def dated_ahead(day: str) -> Unavailable:
    """The last review was none, and the one before it is older than what was read."""
    return Unavailable(
        f"the review of {day} was written long before that day, and the one before it is older "
        "than what was read",
        "Write the day of the last review under `review.last_reviewed`.",
    )


def uncommitted() -> Unavailable:
    """The review stands in the working tree or the index, and git does not say whose it is."""
    return Unavailable("the review is not committed yet, so nobody knows who made it", "Commit it.")


def _limited(reason: str) -> Unavailable:
    """A limit of govlint's own: what was read stands, and nobody has anything to mend."""
    return Unavailable(reason, "Nothing is wrong; what is older is not judged.")


def _said(errors: str) -> str:
    """What git complained of: the line that ended it, or else the first."""
    lines = errors.strip().splitlines()
    fatal = (line[7:] for line in lines if line.startswith("fatal: "))
    return visible(next(fatal, "") or next(iter(lines), "it gave no reason"))
