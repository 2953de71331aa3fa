"""Settings come from the environment, then the file; what is wrong stops the server instead of being passed over."""

from pathlib import Path

import pytest

from zqdesk.district import configuration
from zqdesk.records.faults import Known


def _with(tmp_path: Path, file: str, **environment: str) -> dict[str, str]:
    (tmp_path / configuration.FILE).write_text(file, encoding="utf-8")
    said = {"DATA": str(tmp_path)} | environment
    return {f"ZQDESK_DISTRICT_{name}": value for name, value in said.items()}


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    said = configuration.load(_with(tmp_path, 'port = 9000\nhost = "0.0.0.0"', PORT="9001"))
    assert (said.port, said.host, said.threads) == (9001, "0.0.0.0", 8)
    assert said.told_address.endswith("://0.0.0.0:9001")


@pytest.mark.parametrize("file", ["port = 0", 'port = "x"', "host = 1", "prot = 9000", "data = 'x'", "port"])
def test_what_is_wrong_stops_the_server(tmp_path: Path, file: str) -> None:
    with pytest.raises(Known, match=r"configuration\.unfit"):
        configuration.load(_with(tmp_path, file))
