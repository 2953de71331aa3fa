"""Pins packaging/requirements/*.txt with the digests of every platform's files, naming no registry."""

import importlib.util
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent / "requirements"
# Pinned here and not in test.in: nobody who only runs or tests the desk needs the resolver.
RESOLVER = "uv==0.13.9"


def pin(name: str, *options: str) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", f"{name}.in", "--output-file", f"{name}.txt"),
            *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
            *("--no-emit-index-url", "--no-annotate", "--no-header", *options),
        ],
        cwd=HERE,
        check=True,
    )


def main(options: list[str]) -> None:
    if importlib.util.find_spec("uv") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", RESOLVER], check=True)
    pin("run", *options)
    pin("district", "--constraint", "run.txt", *options)
    pin("test", "--constraint", "run.txt", "--constraint", "district.txt", *options)


if __name__ == "__main__":
    main(sys.argv[1:])
