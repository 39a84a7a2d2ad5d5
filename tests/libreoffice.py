"""Word files that LibreOffice has opened and saved give the same activities.

  python tests/libreoffice.py FOLDER

LibreOffice writes merges, numbering and styles in its own way; what a plan says must not depend on it.
"""

import json
import subprocess
import sys
from pathlib import Path

VEKHA = Path("target/release/vekha")
FIELDS = ["number", "path", "title", "result", "inherited"]


def activities(path: Path) -> list[dict]:
    run = subprocess.run([VEKHA, "parse", path], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)["activities"]
    texts = lambda value: " ".join((value or {}).get("text", "").split())
    return [{**{field: activity[field] for field in FIELDS}, "schedule": texts(activity["schedule"]),
             "responsible": texts(activity["responsible"])} for activity in found]


def main() -> int:
    folder = Path(sys.argv[1])
    samples = sorted(Path("corpus").glob("*.docx"))
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "docx",
                    "--outdir", folder, *samples], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    failed = 0
    for sample in samples:
        before, after = activities(sample), activities(folder / sample.name)
        differences = [(a, b) for a, b in zip(before, after) if a != b]
        if len(before) != len(after) or differences:
            failed += 1
            print(f"{sample.name}: {len(before)} activities before, {len(after)} after; first difference: {differences[:1]}")
    print(f"{len(samples) - failed} passed, {failed} failed")
    return 1 if failed or not samples else 0


sys.exit(main())
