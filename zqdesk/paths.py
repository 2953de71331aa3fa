"""Where shipped files and local files are."""

import os
from importlib.resources import files
from pathlib import Path

import platformdirs


def shipped(name: str) -> Path:
    """A folder that comes with the program, such as `resources` or `migrations`.

    Beside the package in a source checkout, inside it in a wheel. The checkout wins, because an editable
    install leaves a stale copy inside.
    """
    package = Path(str(files("zqdesk")))
    beside = package.parent / name
    return beside if (package.parent / "pyproject.toml").exists() else package / name


def local_data_dir() -> Path:
    """The folder of the vault: `ZQDESK_DATA`, or the user's own data folder on this system."""
    named = os.environ.get("ZQDESK_DATA")
    return Path(named) if named else Path(platformdirs.user_data_dir("zqdesk", appauthor=False))


def user_dir() -> Path:
    """Where this user's account remembers what must not go with the data folder: `ZQDESK_USER`, or where settings are kept.

    Not the place of the data on any system: on Windows that is the local, this the roaming folder.
    """
    named = os.environ.get("ZQDESK_USER")
    return (
        Path(named) if named else Path(platformdirs.user_config_dir("zqdesk", appauthor=False, roaming=True))
    )


def holds_vault(folder: Path) -> bool:
    """Whether a desk was set up in this folder, or is just being restored.

    Asked before the window shows, so without the database layer.
    """
    return any((folder / name).exists() for name in ("zqdesk.db", "keys.json", "restoring"))
