"""The real yaml-language-server over its standard streams, as an editor speaks to it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class LanguageServer:
    """A server that looks at one folder; its answers are waited for."""

    def __init__(self, modules: Path, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        program = modules / "yaml-language-server" / "bin" / "yaml-language-server"
        self._process = subprocess.Popen(
            ["node", str(program), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        root = self._folder.as_uri()
        snippets = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        self.ask(
            "initialize",
            processId=None,
            rootUri=root,
            workspaceFolders=[{"uri": root, "name": "x"}],
            capabilities={
                "textDocument": {
                    "completion": snippets,
                    "hover": {"contentFormat": ["markdown"]},
                    "publishDiagnostics": {},
                },
                "workspace": {"configuration": True},
            },
        )
        self._tell("initialized")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def uri(self, path: str) -> str:
        """The address of a file."""
        return (self._folder / path).as_uri()

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Show a file, and return what the server marks in it."""
        uri = self.uri(path)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._diagnostics.pop(uri, None)
        self._tell("textDocument/didOpen", textDocument=document)
        while uri not in self._diagnostics:
            self._read()
        return self._diagnostics[uri]

    def at(self, what: str, path: str, line: int, column: int) -> Any:
        """Ask for a completion or a hover at a place, both from 0."""
        return self.ask(
            f"textDocument/{what}",
            textDocument={"uri": self.uri(path)},
            position={"line": line, "character": column},
        )

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a request, and return its result."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            told = self._read()
            if told.get("id") == self._number and "method" not in told:
                return told.get("result")

    def _tell(self, method: str, **parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks of an editor is answered: it has no settings."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server ended"
        told: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if told.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[told["params"]["uri"]] = told["params"]["diagnostics"]
        elif "method" in told and "id" in told:
            asked = (told.get("params") or {}).get("items")
            self._send({"id": told["id"], "result": asked and [{} for _ in asked]})
        return told
