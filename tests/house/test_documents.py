"""Documents lead where they say, and the schema has one newest revision."""

import re
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.house.tree import ROOT, files, place

DOCUMENTS = [path for path in files() if path.suffix == ".md"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    gone = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert gone == []


def test_the_architecture_stays_two_pages() -> None:
    words = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split()
    assert len(words) <= 1200


def test_decisions_are_numbered_one_by_one() -> None:
    numbers = [int(path.name[:4]) for path in files() if path.parent == ROOT / "docs" / "decisions"]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_schema_has_one_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations" / "desk"))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_the_commands_in_the_documents_exist() -> None:
    offered = set(re.findall(r"^\./dev (\w+)", (ROOT / "dev").read_text(encoding="utf-8"), re.MULTILINE))
    used = {
        word for path in DOCUMENTS for word in re.findall(r"\./dev (\w+)", path.read_text(encoding="utf-8"))
    }
    assert used <= offered
