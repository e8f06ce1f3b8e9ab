"""An untrusted repository cannot act, cannot hang us, and cannot lie without a word."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, edited
from repositories import STRANGER, History, git

from govlint.git import process
from govlint.git.repository import Repository, open_repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from telling import Tell

    from govlint.model import Fact

pytestmark = pytest.mark.clock

MINIMUM = ("minimum: 0.62", "minimum: 0.7")
QUICK = 60.0
"""Seconds within which an answer is expected though git hangs; its patience here is one."""


@pytest.fixture
def begun(made: History) -> History:
    """A repository that is about to turn hostile."""
    made.commit({NAME: DECLARATION, "docs/rollback.md": "1", "ranker/a.py": "1"}, "2026-07-01")
    made.commit({NAME: edited(MINIMUM)}, "2026-09-01", STRANGER)
    made.commit(
        {"deploy/a": "1", ".gitattributes": "* filter=evil diff=evil merge=evil\n"}, "2026-10-01"
    )
    return made.build()


@pytest.fixture
def honest(begun: History, tell: Tell) -> Fact:
    """What it told before."""
    fact = tell(begun)
    assert not fact.unknown
    return fact


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[str]:
    """A command that leaves a mark when it runs; nothing may."""
    mark = tmp_path / "ran"
    script = tmp_path / "bait"
    script.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    script.chmod(0o755)
    yield str(script)
    assert not mark.exists()


def test_the_bait_works(tmp_path: Path, begun: History) -> None:
    """The marks of the other tests mean something: plain git does run such a command."""
    mark = tmp_path / "ran"
    git(begun.root, "config", "core.fsmonitor", f"touch {mark}; false")
    git(begun.root, "status")
    assert mark.exists()


CONFIGURATION = [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.alternateRefsCommand",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "merge.evil.driver",
    "gpg.program",
    "credential.helper",
    "uploadpack.packObjectsHook",
    "trailer.evil.command",
    "alias.log",
    "alias.cat-file",
]
TWISTS = {
    "log.showSignature": "true",
    "log.mailmap": "true",
    "log.follow": "true",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "off",
    "log.excludeDecoration": "*",
    "log.initialDecorationSet": "all",
    "format.pretty": "oneline",
    "format.notes": "*",
    "i18n.logOutputEncoding": "UTF-16",
    "i18n.commitEncoding": "UTF-16",
    "color.ui": "always",
    "core.abbrev": "4",
    "core.quotePath": "true",
    "core.ignoreCase": "true",
    "core.worktree": "/",
    "core.bare": "true",
    "core.hooksPath": "/",
    "core.attributesFile": "/dev/zero",
    "core.excludesFile": "/dev/zero",
    "core.commitGraph": "true",
    "core.useReplaceRefs": "true",
    "core.packedGitLimit": "1",
    "core.deltaBaseCacheLimit": "1",
    "core.looseCompression": "99",
    "diff.renames": "copies",
    "diff.orderFile": "/dev/zero",
    "diff.noprefix": "true",
    "diff.ignoreSubmodules": "none",
    "diff.submodule": "log",
    "mailmap.file": "/dev/zero",
    "mailmap.blob": "HEAD:.mailmap",
    "trailer.separators": "%",
    "trailer.co-authored-by.key": "Nobody",
    "transfer.hideRefs": "refs",
    "safe.directory": "/nowhere",
    "extensions.unheardOf": "true",
    "core.repositoryFormatVersion": "77",
    "include.path": "/dev/zero",
}


def test_configuration_runs_nothing(begun: History, tell: Tell, honest: Fact, bait: str) -> None:
    with open(os.path.join(begun.root, ".git", "config"), "a", encoding="ascii") as file:
        for name in CONFIGURATION:
            section, _, key = name.rpartition(".")
            head, _, sub = section.partition(".")
            command = f"!{bait}" if head == "alias" else bait
            file.write(f'[{head} "{sub}"]\n' if sub else f"[{head}]\n")
            file.write(f"\t{key} = {command}\n")
    for moment in ("working tree", "index", begun.id(3)):
        assert tell(begun, moment=moment) == honest


@pytest.mark.parametrize("name", TWISTS)
def test_configuration_changes_nothing(begun: History, tell: Tell, honest: Fact, name: str) -> None:
    section, _, key = name.rpartition(".")
    head, _, sub = section.partition(".")
    with open(os.path.join(begun.root, ".git", "config"), "a", encoding="ascii") as file:
        file.write(f'[{head} "{sub}"]\n' if sub else f"[{head}]\n")
        file.write(f"\t{key} = {TWISTS[name]}\n")
    assert tell(begun) == honest
    assert tell(begun, moment="index") == honest


def test_attributes_hooks_and_grafts(begun: History, tell: Tell, honest: Fact, bait: str) -> None:
    folder = os.path.join(begun.root, ".git")
    for name in os.listdir(os.path.join(folder, "hooks")) or ["pre-commit.sample"]:
        os.symlink(bait, os.path.join(folder, "hooks", name.removesuffix(".sample")))
    begun.write({".git/info/attributes": "* filter=evil diff=evil\n"})
    begun.write({".git/info/grafts": f"{begun.id(3)} {begun.id(1)}\n"})
    assert tell(begun) == honest
    assert tell(begun, moment="index") == honest


def test_replaced_objects_count_as_they_are(begun: History, tell: Tell, honest: Fact) -> None:
    git(begun.root, "replace", begun.id(2), begun.id(1))
    git(begun.root, "replace", f"{begun.id(3)}:{NAME}", f"{begun.id(1)}:{NAME}")
    assert tell(begun) == honest


def test_replaced_objects_count_as_they_are_where_references_are_read(begun: History) -> None:
    honest = git(begun.root, "cat-file", "-p", begun.id(2))
    git(begun.root, "replace", begun.id(2), begun.id(1))
    opened = open_repository(begun.root, os.environ)
    assert isinstance(opened, Repository)
    assert opened.resolve("main~1") == begun.id(2)
    found = opened.objects.get(begun.id(2))
    opened.close()
    assert found is not None
    assert found.data.decode().rstrip() == honest.rstrip()


def test_what_a_hook_inherits_counts_for_nothing(
    begun: History, tell: Tell, honest: Fact, bait: str, tmp_path: Path
) -> None:
    elsewhere = History(str(tmp_path / "elsewhere"))
    elsewhere.commit({NAME: DECLARATION}, "2026-11-01")
    elsewhere.build()
    folder = os.path.join(elsewhere.root, ".git")
    environ = {
        **os.environ,
        "GIT_DIR": folder,
        "GIT_WORK_TREE": elsewhere.root,
        "GIT_INDEX_FILE": os.path.join(folder, "index"),
        "GIT_OBJECT_DIRECTORY": os.path.join(folder, "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.path.join(folder, "objects"),
        "GIT_COMMON_DIR": folder,
        "GIT_NAMESPACE": "x",
        "GIT_EXTERNAL_DIFF": bait,
        "GIT_PAGER": bait,
        "GIT_EDITOR": bait,
        "GIT_SSH_COMMAND": bait,
        "GIT_ASKPASS": bait,
        "GIT_EXEC_PATH": os.path.dirname(bait),
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": bait,
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={bait}'",
    }
    assert tell(begun, environ=environ) == honest
    assert tell(begun, moment="index", environ=environ) == honest
    assert not (tmp_path / "trace").exists()


def test_nothing_is_fetched_through_a_remote_that_acts(
    begun: History, tell: Tell, bait: str
) -> None:
    git(begun.root, "repack", "-adq")
    packs = os.path.join(begun.root, ".git", "objects", "pack")
    for name in [name for name in os.listdir(packs) if name.endswith(".pack")]:
        open(os.path.join(packs, name.removesuffix("pack") + "promisor"), "w").close()
    git(begun.root, "config", "remote.origin.url", f"ext::{bait}")
    git(begun.root, "config", "remote.origin.promisor", "true")
    git(begun.root, "config", "protocol.ext.allow", "always")
    head = os.path.join(begun.root, ".git", "refs", "heads", "main")
    with open(head, "w", encoding="ascii") as file:
        file.write("1" * 40)
    assert tell(begun).unavailable is not None


class TestElsewhere:
    """Nothing outside the repository is read."""

    @pytest.fixture
    def victim(self, tmp_path: Path) -> str:
        """Somebody else's repository."""
        made = History(str(tmp_path / "victim"))
        made.commit({NAME: DECLARATION}, "2026-11-01", "Secret Name <secret@victim.example>")
        return made.build().root

    def refused(self, begun: History, tell: Tell) -> str:
        fact = tell(begun)
        assert fact.data is None
        assert fact.unavailable is not None
        assert fact.unavailable.remedy
        return fact.unavailable.reason

    def test_alternates(self, begun: History, tell: Tell, victim: str) -> None:
        begun.write({".git/objects/info/alternates": f"{victim}/.git/objects\n"})
        reason = self.refused(begun, tell)
        assert reason.startswith("the repository borrows objects from another one")

    def test_a_pointer_that_does_not_point_back(
        self, begun: History, tell: Tell, victim: str
    ) -> None:
        os.rename(os.path.join(begun.root, ".git"), os.path.join(begun.root, "was"))
        begun.write({".git": f"gitdir: {victim}/.git\n"})
        assert self.refused(begun, tell).startswith(".git leads out of the repository")

    def test_a_worktree_of_its_own_making(self, begun: History, tell: Tell, victim: str) -> None:
        os.rename(os.path.join(begun.root, ".git"), os.path.join(begun.root, "was"))
        begun.write(
            {
                "admin/HEAD": "ref: refs/heads/main\n",
                "admin/commondir": f"{victim}/.git\n",
                "admin/gitdir": os.path.join(begun.root, ".git") + "\n",
                ".git": "gitdir: admin\n",
            }
        )
        assert self.refused(begun, tell).startswith(".git leads out of the repository")

    @pytest.mark.parametrize("part", ["", "/objects", "/objects/pack"])
    def test_links(self, begun: History, tell: Tell, victim: str, part: str) -> None:
        git(begun.root, "repack", "-adq")
        path = os.path.join(begun.root, f".git{part}")
        os.rename(path, os.path.join(begun.root, "was"))
        os.symlink(f"{victim}/.git{part}", path)
        assert "leads out of the repository" in self.refused(begun, tell)

    def test_a_link_to_a_declaration_elsewhere(
        self, begun: History, tell: Tell, victim: str
    ) -> None:
        from govlint.snapshot import WorkingTree

        os.symlink(os.path.join(victim, NAME), os.path.join(begun.root, "link.yaml"))
        assert WorkingTree(begun.root).read("link.yaml") is None


def loose(begun: History) -> str:
    """The file of the newest commit's object."""
    commit = begun.id(3)
    return f".git/objects/{commit[:2]}/{commit[2:]}"


PIPES: dict[str, Callable[[History], str]] = {
    "config": lambda _: ".git/config",
    "index": lambda _: ".git/index",
    "packed references": lambda _: ".git/packed-refs",
    "shallow": lambda _: ".git/shallow",
    "grafts": lambda _: ".git/info/grafts",
    "attributes": lambda _: ".git/info/attributes",
    "attributes of the tree": lambda _: ".gitattributes",
    "mailmap": lambda _: ".mailmap",
    "ignored revisions": lambda _: ".git-blame-ignore-revs",
    "a merge": lambda _: ".git/MERGE_HEAD",
    "the commit-graph": lambda _: ".git/objects/info/commit-graph",
    "the runbook": lambda _: "docs/rollback.md",
}
DEADLY: dict[str, Callable[[History], str]] = {
    "HEAD": lambda _: ".git/HEAD",
    "the branch": lambda _: ".git/refs/heads/main",
    "alternates": lambda _: ".git/objects/info/alternates",
    "a pack": lambda _: ".git/objects/pack/pack-1.pack",
    "an index of a pack": lambda _: ".git/objects/pack/pack-1.idx",
    "many packs' index": lambda _: ".git/objects/pack/multi-pack-index",
    "a folder of objects": lambda _: ".git/objects/zz",
    "an object": loose,
}


def pipe(begun: History, path: str) -> None:
    """Put a pipe, which nobody writes to, in the place of a file."""
    full = os.path.join(begun.root, path)
    if os.path.lexists(full):
        os.remove(full)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    os.mkfifo(full)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of silence is enough."""
    monkeypatch.setattr(process, "PATIENCE", 1.0)


@pytest.mark.usefixtures("impatient")
class TestPipes:
    @pytest.mark.parametrize("path", PIPES.values(), ids=PIPES)
    def test_what_is_not_needed_does_no_harm(
        self, begun: History, tell: Tell, honest: Fact, path: Callable[[History], str]
    ) -> None:
        pipe(begun, path(begun))
        start = time.monotonic()
        fact = tell(begun)
        assert time.monotonic() - start < QUICK
        assert fact.unavailable is None
        assert fact.data["sections"] == honest.data["sections"]

    @pytest.mark.parametrize("path", DEADLY.values(), ids=DEADLY)
    def test_what_is_needed_is_missed_in_words(
        self, begun: History, tell: Tell, path: Callable[[History], str]
    ) -> None:
        pipe(begun, path(begun))
        start = time.monotonic()
        fact = tell(begun)
        assert time.monotonic() - start < QUICK
        assert fact.data is None
        assert fact.unavailable is not None
        assert fact.unavailable.reason
        assert fact.unavailable.remedy

    def test_git_that_hangs_in_the_middle(self, begun: History, tell: Tell) -> None:
        """What git had not handed over by then is not known, and that is said."""
        commit = begun.id(1)
        pipe(begun, f".git/objects/{commit[:2]}/{commit[2:]}")
        fact = tell(begun)
        assert fact.unavailable is not None
        assert fact.unavailable.reason == "git did not answer in time"

    def test_an_index_that_hangs(self, begun: History) -> None:
        from govlint.git.repository import open_repository
        from govlint.snapshot.stored import Index

        pipe(begun, ".git/index")
        opened = open_repository(begun.root, os.environ)
        assert not isinstance(opened, tuple)
        index = Index(opened)
        opened.close()
        assert index.trouble is not None


def test_a_damaged_object_in_the_middle(begun: History, tell: Tell, honest: Fact) -> None:
    commit = begun.id(1)
    path = os.path.join(begun.root, ".git", "objects", commit[:2], commit[2:])
    os.chmod(path, 0o644)
    with open(path, "wb") as file:
        file.write(b"nonsense")
    fact = tell(begun)
    assert "governed" in fact.unknown
    assert fact.unknown["governed"].reason.startswith(
        "git could not read history before 2026-10-01: loose object "
    )
    assert fact.data["technical"] == honest.data["technical"]


NAMES = {
    "separators": "A\x01B\x1fC",
    "a terminal's escapes": "\x1b[31mRed\x1b[0m",
    "direction marks": "\u202eevil\u202c",
    "a header of the log": "1" * 40,
    "a change of the log": ":100644 100644 " + "1" * 40 + " " + "2" * 40 + " M",
    "a hundred thousand letters": "x" * 100_000,
    "nothing": "",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_that_look_like_something_else(made: History, tell: Tell, name: str) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    made.commit({NAME: edited(MINIMUM)}, "2026-09-01", f"{name} <x@y.example>")
    made.commit({"a": "1"}, "2026-10-01", f"Tom <{name or 'z'}>")
    fact = tell(made.build())
    assert fact.data["commits"] == 3.0
    assert fact.data["sections"]["monitoring"]["changed"] == "2026-09-01"


MESSAGES = {
    "fifty thousand lines": "x\n" * 50_000,
    "trailers without end": "x\n\n" + "Reviewed-by: A <a@b.c>\n" * 20_000,
    "one long trailer": "x\n\nReviewed-by: " + "A" * 1_000_000 + " <a@b.c>\n",
    "a trailer of spaces": "x\n\nReviewed-by: " + " " * 1_000_000 + "<\n",
    "escapes": "x\n\nReviewed-by: \x01\x1b[2J <a@b.c>\n",
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_messages_without_measure(made: History, tell: Tell, message: str) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    made.commit({"a": "1"}, "2026-09-01", message=message)
    start = time.monotonic()
    fact = tell(made.build())
    assert time.monotonic() - start < QUICK
    assert fact.data["commits"] == 2.0
    assert not fact.unknown


def test_a_trailer_larger_than_the_limit(made: History, tell: Tell) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    made.commit({"a": "1"}, "2026-09-01", message="x\n\nReviewed-by: " + "f" * 20_000_000 + "\n")
    made.commit({NAME: edited(MINIMUM)}, "2026-10-01")
    start = time.monotonic()
    fact = tell(made.build())
    assert time.monotonic() - start < QUICK
    assert fact.data["sections"]["monitoring"]["changed"] == "2026-10-01"
    assert fact.unknown["sections.owners"].reason.startswith("a commit on or before 2026-10-01")


FILES = {
    ".mailmap": b"<" * 100_000 + b"\n" + b" " * 900_000 + b"\nA <a@b> B\0 <c@d>\n",
    ".git-blame-ignore-revs": b"\n" * 900_000 + b"1" * 100_000,
    "docs/rollback.md": b"x" * 2_000_000,
}


@pytest.mark.parametrize("path", FILES)
def test_files_without_measure(made: History, tell: Tell, path: str) -> None:
    made.commit({NAME: DECLARATION, path: FILES[path]}, "2026-02-01")
    start = time.monotonic()
    fact = tell(made.build())
    assert time.monotonic() - start < QUICK
    assert not fact.unknown


def test_old_versions_without_measure(made: History, tell: Tell) -> None:
    """Versions that cannot be read are bridged like any invalid one."""
    made.commit({NAME: DECLARATION}, "2026-02-01")
    bombs = (b"[" * 100_000, b"x" * 20_000_000, b"a: &a [b]\nc: [" + b"*a," * 50_000 + b"]")
    for day, bomb in enumerate(bombs, 1):
        made.commit({NAME: bomb}, f"2026-08-{day:02}")
    made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
    sections = tell(made.build()).data["sections"]
    assert sections["monitoring"]["changed"] == "2026-09-01"
    assert sections["owners"]["changed"] == "2026-02-01"


def test_nothing_is_written_and_nothing_is_left(begun: History, tell: Tell, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environ = {**os.environ, "TMPDIR": str(temporary)}
    before = state(begun.root)
    for moment in ("working tree", "index", begun.id(2)):
        tell(begun, moment=moment, environ=environ)
    assert state(begun.root) == before
    assert os.listdir(temporary) == []


def test_a_reading_that_is_abandoned_leaves_nothing(begun: History, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    program = (
        "import os, sys\n"
        "from govlint.facts import history\n"
        "from govlint.snapshot import WorkingTree\n"
        "declared = history.Declared('ai-governance.yaml', b'', {})\n"
        "tree = WorkingTree(sys.argv[1])\n"
        "request = history.Request(sys.argv[1], tree, (declared,), '2026-11-23', os.environ)\n"
        "run = history.start(request)\n"
        "print(os.listdir(os.environ['TMPDIR']) != [], run.process._pid)\n"
        "raise SystemExit(3)\n"
    )
    environ = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", program, begun.root]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    written, process_id = done.stdout.split()
    assert written == "True"
    assert os.listdir(temporary) == []
    for _ in range(100):
        if not lives(process_id):
            return
        time.sleep(0.02)
    pytest.fail("git lives on")


def lives(process_id: str) -> bool:
    """Whether a process still runs; one that ended may wait long for whoever took it over."""
    try:
        status = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] not in {"Z", "X"}


def state(root: str) -> dict[str, tuple[int, int]]:
    """When each file below ``root`` was last written, and its size."""
    found = {}
    for folder, _, files in os.walk(root):
        for path in (folder, *(os.path.join(folder, name) for name in files)):
            status = os.lstat(path)
            found[path] = (status.st_mtime_ns, status.st_size)
    return found
