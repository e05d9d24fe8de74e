"""The bill of materials of a bundle in CycloneDX's JSON.

Written by hand: the document is one list, and CycloneDX's own library would bring a dozen packages into the lock file
for it. tests/packaging holds it against what the specification asks of such a document.
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
    """As an SPDX expression; what Debian calls its licences has names of its own."""
    told = component.licence
    if component.purl.startswith("pkg:deb/") or not _SPDX.fullmatch(told):
        return {"license": {"name": told}}
    return {"expression": told}


def _part(component: Component) -> dict[str, object]:
    reference = component.purl or f"kzref:{component.name}"
    part: dict[str, object] = {"type": "library", "bom-ref": reference, "name": component.name}
    if component.version:
        part["version"] = component.version
    if component.purpose:
        part["description"] = component.purpose
    part["licenses"] = [_licence(component)]
    if component.purl:
        part["purl"] = component.purl
    return part


def bill(components: Iterable[Component], content_hash: str) -> dict[str, object]:
    """The document: first the program itself, then its parts. The same parts give the same document."""
    program, *parts = components
    listed = [_part(part) for part in sorted(parts, key=lambda p: (p.name.lower(), p.version))]
    for part in listed:
        if part["name"] == "Content":
            part |= {"type": "data", "hashes": [{"alg": "SHA-256", "content": content_hash}]}
        elif part["name"] == "Icons" or str(part["name"]).startswith("Kzref"):
            part["type"] = "file"
    seed = json.dumps(listed, sort_keys=True) + program.version
    made = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.UTC)
    main = _part(program) | {"type": "application"}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}",
        "version": 1,
        "metadata": {"timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": main},
        "components": listed,
        "dependencies": [{"ref": main["bom-ref"], "dependsOn": sorted(str(part["bom-ref"]) for part in listed)}],
    }


def write_bill(components: Iterable[Component], content_hash: str, target: Path) -> None:
    """Writes the document."""
    text = json.dumps(bill(components, content_hash), indent=1, ensure_ascii=False) + "\n"
    target.write_text(text, "utf-8", newline="\n")
