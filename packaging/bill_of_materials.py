"""The bill of materials of a bundle in the JSON of CycloneDX.

It is written without the library of CycloneDX, which would add a dozen packages to the lock file for one list;
tests/packaging checks it against the requirements of the specification.
"""

import datetime
import json
import os
import re
import uuid
from collections.abc import Iterable
from pathlib import Path

from components import Component

_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) \(?[A-Za-z0-9.+-]+\)?)*")


def _licence(component: Component) -> dict[str, object]:
    """Return a licence as an SPDX expression; licences of Debian packages have names that are none."""
    if component.purl.startswith("pkg:deb/") or not _SPDX.fullmatch(component.licence):
        return {"license": {"name": component.licence}}
    return {"expression": component.licence}


def _entry(component: Component) -> dict[str, object]:
    """Return a component as the document lists it."""
    reference = component.purl or f"kzref:{component.name}"
    entry: dict[str, object] = {"type": "library", "bom-ref": reference, "name": component.name}
    if component.version:
        entry["version"] = component.version
    if component.purpose:
        entry["description"] = component.purpose
    entry["licenses"] = [_licence(component)]
    if component.purl:
        entry["purl"] = component.purl
    return entry


def bill(components: Iterable[Component], content_hash: str) -> dict[str, object]:
    """Return the document. components: the program first, then its parts. The same ones give the same document."""
    program, *parts = components
    entries = [_entry(part) for part in sorted(parts, key=lambda p: (p.name.lower(), p.version))]
    for entry in entries:
        if entry["name"] == "Content":
            entry |= {"type": "data", "hashes": [{"alg": "SHA-256", "content": content_hash}]}
        elif entry["name"] == "Icons" or str(entry["name"]).startswith("Kzref"):
            entry["type"] = "file"
    seed = json.dumps(entries, sort_keys=True) + program.version
    time = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.UTC)
    main = _entry(program) | {"type": "application"}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}",
        "version": 1,
        "metadata": {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": main},
        "components": entries,
        "dependencies": [{"ref": main["bom-ref"], "dependsOn": sorted(str(entry["bom-ref"]) for entry in entries)}],
    }


def write_bill(components: Iterable[Component], content_hash: str, target: Path) -> None:
    """Write the document."""
    text = json.dumps(bill(components, content_hash), indent=1, ensure_ascii=False) + "\n"
    target.write_text(text, "utf-8", newline="\n")
