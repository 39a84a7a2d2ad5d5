"""vekha reads Russian roadmaps («дорожная карта», «план мероприятий») into structured activities.

>>> import vekha
>>> vekha.when("Сентябрь ежегодно", period="2018-2020")["rules"][0]["rrule"]
'FREQ=YEARLY;BYMONTH=9'

Every function returns plain dicts and lists, the same that the command line prints as JSON.
"""

from os import PathLike, fspath
from pathlib import Path

from vekha._core import ReadError, __version__, schema, when, who
from vekha._core import parse as _parse

__all__ = ["ReadError", "__version__", "parse", "schema", "when", "who"]


def parse(source: bytes | str | PathLike[str], name: str | None = None) -> dict:
    """Reads one file, or the bytes of one: the same dict as a line of `vekha parse`.

    `name` tells what the bytes are called; it is a hint to the format and is kept as `file`.
    Raises `ReadError` (a `ValueError` with `.code`) for what is no document, `OSError` for what cannot be opened.
    """
    if isinstance(source, bytes):
        return _parse(source, name or "")
    path = Path(fspath(source))
    return _parse(path.read_bytes(), name or path.name)
