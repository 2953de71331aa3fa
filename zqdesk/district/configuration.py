"""How one district's server is set up: each setting from the environment, else from `district.toml`, else its default."""

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import platformdirs

from zqdesk.frozen import frozen
from zqdesk.records.faults import Known

FILE = "district.toml"
PREFIX = "ZQDESK_DISTRICT_"


@frozen
class Configuration:
    """The settings. `database` is the owner's address, needed only to set up and upgrade; empty: a PostgreSQL of our own."""

    data: Path
    database: str = ""
    host: str = "127.0.0.1"
    port: int = 8443
    address: str = ""
    threads: int = 8
    forwarded_by: str = ""
    """Addresses of a proxy whose word on the sender's address counts (`X-Forwarded-For`)."""

    @property
    def told_address(self) -> str:
        """Where desks are told to find the server."""
        return self.address or "https://" + f"{self.host}:{self.port}"


def load(environment: Mapping[str, str] = os.environ) -> Configuration:
    """Read the settings; an unknown name or a value of the wrong kind is a known fault, never passed over."""
    data = Path(environment.get(PREFIX + "DATA") or default_data())
    file = Path(environment.get(PREFIX + "CONFIG") or data / FILE)
    found: dict[str, object] = {}
    if file.exists():
        try:
            found = dict(tomllib.loads(file.read_text(encoding="utf-8")))
        except ValueError as error:
            raise _unfit(str(file)) from error
    kinds = {each.name: each.type for each in fields(Configuration) if each.name != "data"}
    if unknown := found.keys() - kinds.keys():
        raise _unfit(", ".join(sorted(unknown)))
    for name in kinds:
        if (said := environment.get(PREFIX + name.upper())) is not None:
            found[name] = said
    return Configuration(data=data, **{name: _of_kind(name, value) for name, value in found.items()})  # type: ignore[arg-type]


def default_data() -> Path:
    """Root's own folder cannot be read by the user that PostgreSQL runs as."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return Path("/var/lib/zqdesk-district")
    return Path(platformdirs.user_data_dir("zqdesk-district", appauthor=False))


def _of_kind(name: str, value: object) -> object:
    if name not in {"port", "threads"}:
        if isinstance(value, str):
            return value
        raise _unfit(name)
    try:
        number = int(str(value))
    except ValueError:
        raise _unfit(name) from None
    if not 1 <= number <= 65_535:
        raise _unfit(name)
    return number


def _unfit(what: str) -> Known:
    return Known(
        "configuration.unfit",
        f"服务器设置“{what}”不对。",
        "没有启动，数据没有改动。",
        "请对照 docs/district.md 改正后再启动。",
    )
