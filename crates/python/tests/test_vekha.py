"""The Python package gives what the command line prints."""

import json
import subprocess
from pathlib import Path

import pytest
import vekha

ROOT = Path(__file__).resolve().parents[3]
VEKHA = ROOT / "target" / "release" / "vekha"


def printed(*arguments: str, text: str = "") -> list[dict]:
    run = subprocess.run([VEKHA, *arguments], input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.split("\n") if line]


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").iterdir()), ids=lambda path: path.name)
def test_a_file_gives_what_parse_prints(path: Path) -> None:
    assert vekha.parse(path) == printed("parse", str(path))[0]
    assert vekha.parse(path.read_bytes(), path.name) == vekha.parse(path)


def test_phrases_and_cells_give_what_the_command_line_prints() -> None:
    assert vekha.when("до 1 сентября ежегодно", period="2021-2023") == printed("when", "--period", "2021-2023", text="до 1 сентября ежегодно\n")[0]
    assert vekha.who("Директора ОУ, Управление образования") == printed("who", text="Директора ОУ, Управление образования\n")[0]


def test_what_is_no_document_raises_with_its_code() -> None:
    with pytest.raises(vekha.ReadError) as raised:
        vekha.parse(b"", "пусто.docx")
    assert raised.value.code == "not_a_document"
    with pytest.raises(ValueError, match="май"):
        vekha.when("май", period="май")


def test_every_sample_fits_the_schema() -> None:
    import jsonschema

    validator = jsonschema.Draft202012Validator(vekha.schema())
    for path in sorted((ROOT / "corpus").iterdir()):
        assert not list(validator.iter_errors(vekha.parse(path))), path.name
