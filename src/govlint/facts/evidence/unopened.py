"""What is named and there, and cannot be opened here: a folder, a file that is kept elsewhere."""

from __future__ import annotations

from govlint.facts.evidence.nouns import Note
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.nouns import Proof

_FOLDERS = ("runbook", "guide", "validation")
_REASON = {
    "folder": "the folder {} is named, and not which of its files",
    "pointer": "the file {} is kept outside git by DVC, so it cannot be read here",
    "sparse": "{} is left out of this sparse checkout, so it cannot be read here",
    "text": "the words `{}` name no file",
}
_REMEDY = {
    "folder": "Name the file itself.",
    "pointer": "Keep it in git, where it can be read, or give its full URL.",
    "sparse": "Check it out with `git sparse-checkout add FOLDER`.",
    "text": "Name the file, from this file's folder.",
}


def proof(told: Proof, one: Named, uncertain: Collection[str]) -> Proof:
    """The proof without the fields that only the content could tell, and with the reason.

    ``told``: the proof as if there were nothing. Words may stand for an alert, a job or a gate, and
    a folder for a gate; a page that is a folder has a message of its own.
    """
    words = one.kind == "text" and told.part != "outcome"
    whole = one.kind == "folder" and told.part in _FOLDERS
    if words or whole or told.data.get("last_on"):
        return told
    reason = _REASON[one.kind].format(visible(one.written, 80))
    return told._replace(
        strength="" if one.kind == "text" else "exists",
        found=reason,
        at=Note(one.real, 1, 1, reason) if one.real else None,
        stronger=_REMEDY[one.kind],
        unsure=reason,
        data={name: value for name, value in told.data.items() if name not in uncertain},
    )
