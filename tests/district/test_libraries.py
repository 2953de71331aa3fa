"""The server needs what packaging/requirements/district.txt pins and nothing else: no Qt, no database of the desk."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions

from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

LOAD = """
import pkgutil, sys
import zqdesk.district
before = set(sys.modules)
for each in pkgutil.walk_packages(zqdesk.district.__path__, "zqdesk.district."):
    __import__(each.name)
import alembic.command, psycopg, uvicorn.protocols.http.h11_impl, zqdesk.sync.bundle
print(*{name.partition(".")[0] for name, module in sys.modules.items() if module is not None})
"""
TAKEN_ALONG = {"pip", "setuptools", "pygments"}
"""Loaded where they happen to be there, by Python itself and by Mako."""


def test_the_server_loads_only_what_is_pinned_for_it() -> None:
    said = subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True, text=True, cwd=ROOT)
    text = (ROOT / "packaging" / "requirements" / "district.txt").read_text()
    pinned = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    known = packages_distributions()
    loaded = {canonicalize_name(name) for top in said.stdout.split() for name in known.get(top, [])[:1]}
    assert loaded - pinned - TAKEN_ALONG <= {"zqdesk"}
