"""Where knowledge of history ended before it should, and why."""

from __future__ import annotations

from govlint.facts.history import words
from govlint.facts.history.gathered import Cut
from govlint.facts.history.scan import MOST_SECONDS, day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.facts.history.scan import Scan
    from govlint.facts.history.versions import Store
    from govlint.git.log import End
    from govlint.git.repository import Repository
    from govlint.model import Unavailable


def cut(end: End, scan: Scan, repository: Repository, today: str) -> Cut:
    """Where the log ended short of its window."""
    last = day(scan.last, today) if scan.commits else today
    if end == "stopped" and scan.stop == "commits":
        return Cut(last, words.commits(last, scan.commits))
    if end == "stopped" and scan.stop == "seconds":
        return Cut(last, words.seconds(last, MOST_SECONDS))
    if end == "silent":
        return Cut(last, words.silent(last))
    if end == "large":
        return Cut(last, words.large(last))
    if end == "failed" and repository.place.promisor:
        return Cut(last, words.partial("the folders of old commits"))
    if end == "failed":
        return Cut(last, words.failed(last, repository.errors()))
    boundary = day(scan.cut_at, today)
    if scan.doubted:
        return Cut(boundary, words.doubted(day(scan.doubted, today)))
    return Cut(boundary, words.shallow(boundary))


def lost(store: Store) -> Unavailable:
    """Why the older versions of a declaration are not known."""
    why, path, known = store.ended, store.path, store.known
    if why == "missing":
        return words.missing_versions(path, promisor=known.repository.place.promisor)
    if why == "many":
        return words.many_versions(path)
    if why == "unreadable" or known.cut is None:
        return words.unreadable_before(path, known.since)
    return known.cut.why
