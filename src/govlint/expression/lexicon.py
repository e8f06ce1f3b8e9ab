"""The word lists of policies/words.yaml, and texts folded to be compared with them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govlint.expression.people import Kind

    Words = Mapping[str, Sequence[str]]
    """By the list's name: its words and phrases, folded."""

_SIGNS = dict.fromkeys(
    map(ord, "\"'`«».,;:!?¿¡()[]{}<>/\\|*_#@&+-=~^%$€\t\n\r\u00a0"), " "
) | dict.fromkeys((0xB4, *range(0x2010, 0x2028)), " ")
"""Punctuation, quotes and dashes of all kinds."""

MOST_SIGNS = 2000
"""What follows in a text is not looked at: the longest honest answer is far shorter."""


class Lexicon:
    """Answers whether words of a list stand in a folded text."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._entries: dict[str, frozenset[str]] = {}
        self._phrases: dict[str, tuple[str, ...]] = {}
        self.kinds: dict[str, Kind] = {}
        """By a text: whom it names; see `people`."""

    def entries(self, name: str) -> frozenset[str]:
        """Every word and phrase of a list."""
        if name not in self._entries:
            self._entries[name] = frozenset(self._words[name])
        return self._entries[name]

    def suspects(self, lists: Sequence[str]) -> frozenset[str]:
        """Every single word of several lists, those of their phrases too; always the same lists."""
        if "" not in self._entries:
            texts = " ".join(entry for name in lists for entry in self._words[name])
            self._entries[""] = frozenset(texts.split())
        return self._entries[""]

    def phrases(self, name: str) -> tuple[str, ...]:
        """The entries of several words, with a blank at both ends."""
        if name not in self._phrases:
            self._phrases[name] = tuple(f" {entry} " for entry in self._words[name] if " " in entry)
        return self._phrases[name]

    def found(self, name: str, folded: str) -> bool:
        """Whether an entry stands in the text, its words side by side."""
        if not self.entries(name).isdisjoint(folded.split()):
            return True
        return any(phrase in folded for phrase in self.phrases(name))

    def is_whole(self, name: str, folded: str) -> bool:
        """Whether the text is an entry and nothing else."""
        return folded.strip() in self.entries(name)


def fold(text: str) -> str:
    """The words in small letters, blanks between and around: ``Équipe!`` is `` equipe ``."""
    plain = text[:MOST_SIGNS].translate(_SIGNS).casefold()
    if not plain.isascii():
        plain = _without_accents(plain)
    return f" {' '.join(plain.split())} "


def _without_accents(text: str) -> str:
    from unicodedata import combining, normalize

    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
