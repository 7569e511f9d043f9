"""A private PostgreSQL cluster: made in a temporary folder, reached by a socket in it, then gone.

No port is opened and nothing outside the folder is read.  The server refuses to run as root, so
root starts it as `nobody`.  A shell holds it on a leash: the server ends when this process lets
go of the shell's input, also by dying.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import psycopg

from kiosk.devices.system import POSTGRES, find_program
from sync.hub.migrations import MIGRATIONS
from sync.hub.store import Store
from sync.hub.tables import metadata

_ON_A_LEASH: Final = '"$@" & server=$!; cat; kill -INT $server; wait $server'
_START_S: Final = 60.0


class Cluster:
    """A server of its own.  `durable` costs an fsync a commit, which only measurements need."""

    def __init__(self, *, durable: bool = False, settings: tuple[str, ...] = ()) -> None:
        quick = () if durable else ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
        self._settings = (*quick, *settings)
        self._numbers = itertools.count(1)
        self._idle: list[str] = []
        self._folder = Path()
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        try:
            self._make()
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server; returns when it answers."""
        options = ["listen_addresses=", f"unix_socket_directories={self._folder}", *self._settings]
        switches = [word for option in options for word in ("-c", option)]
        server = [_program("postgres"), "-D", str(self._folder / "data"), *switches]
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                ["sh", "-c", _ON_A_LEASH, "sh", *server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                **self._as_nobody(),
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Let the server go; open connections break off."""
        if self._server is None or self._server.stdin is None:
            return
        self._server.stdin.close()
        self._server.wait(_START_S)
        self._server = None

    def url(self, database: str) -> str:
        """Return the URL of a database as `--database-url` takes it."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def lend_hub_database(self) -> str:
        """Return the URL of a database with the hub's tables, empty; made when none is idle."""
        if self._idle:
            return self._idle.pop()
        url = self.new_database()
        Store(url).close()
        return url

    def new_database(self) -> str:
        """Make a database without any tables and return its URL."""
        name = f"hub_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def take_back(self, url: str) -> None:
        """Empty a lent database for the next; one whose tables were changed is dropped.

        Making one anew takes a second: each partition of each table is several files.
        """
        with psycopg.connect(url, autocommit=True) as connection:
            found = connection.execute("SELECT max(number) FROM hub_migrations").fetchone()
            sound = found == (len(MIGRATIONS),)
            for table in metadata.tables if sound else ():
                connection.execute(f"DELETE FROM {table}".encode())
        if sound:
            self._idle.append(url)
        else:
            name = url.partition("@/")[2].partition("?")[0]
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        """Run a statement outside of any transaction."""
        with self._connect() as connection:
            connection.execute(statement.encode())

    def _connect(self) -> psycopg.Connection[Any]:
        place = str(self._folder)
        return psycopg.connect(host=place, user="postgres", dbname="postgres", autocommit=True)

    def _make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self._folder, "nobody")
        command = [_program("initdb"), "-D", str(self._folder / "data"), "-U", "postgres"]
        how = ["-E", "UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync"]
        made = subprocess.run(
            [*command, *how], capture_output=True, text=True, check=False, **self._as_nobody()
        )
        if made.returncode:
            raise OSError(f"initdb failed: {made.stderr}")

    def _as_nobody(self) -> dict[str, Any]:
        how: dict[str, Any] = {"cwd": self._folder}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            how |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        return how

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + _START_S
        while True:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                ended = self._server is None or self._server.poll() is not None
                if ended or time.monotonic() > end:
                    log = (self._folder / "log").read_text(errors="replace")
                    raise OSError(f"PostgreSQL does not start: {log}") from None
                time.sleep(0.02)
            else:
                return


def _program(name: str) -> str:
    """Return the path of a program of the server; Debian keeps them off the PATH."""
    found = find_program(POSTGRES)
    if found is None:
        raise OSError(f"PostgreSQL is not installed; it comes with {POSTGRES.package}.")
    return str(found.with_name(name))
