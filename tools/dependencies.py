"""What the product is made of, checked without internet: digests, licences, and a list of it all.

    .venv/bin/python tools/dependencies.py check          every package pinned by digest, every licence allowed
    .venv/bin/python tools/dependencies.py sbom [FILE]    a CycloneDX list of what is shipped

Reads uv.lock and package-lock.json; licences of Python packages come from their installed metadata.
No list of known weaknesses is consulted: that needs internet.
"""

import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: May be shipped with a product under Apache-2.0. LGPL: used as libraries that can be replaced.
ALLOWED = frozenset(
    {"MIT", "MIT-0", "MIT-CMU", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "PSF-2.0", "MPL-2.0",
     "LGPL-3.0-only", "OFL-1.1", "Zlib", "Unlicense", "PostgreSQL"}
)  # fmt: skip
#: How packages write what they mean, before the names were settled.
SPOKEN = {
    "MIT License": "MIT", "BSD License": "BSD", "BSD 2-Clause License": "BSD-2-Clause", "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1", "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
}  # fmt: skip
#: Read by us in the file that the package brings, where its metadata says nothing usable.
READ = {"pypdfium2": "BSD-3-Clause AND Apache-2.0"}


def main(arguments):
    """Check, or write the list."""
    verb = arguments[0] if arguments else "check"
    if verb == "sbom":
        text = json.dumps(sbom(), ensure_ascii=False, indent=1) + "\n"
        if len(arguments) > 1:
            Path(arguments[1]).write_text(text, "utf-8")
        else:
            sys.stdout.write(text)
        return 0
    faults, packages = check()
    for fault in faults:
        print(fault)
    print("dependencies: %d Python and npm packages, %d faults" % (packages, len(faults)))
    return 1 if faults else 0


def check():
    """Faults in words, and how many packages were looked at."""
    faults = []
    for name, package in python_packages().items():
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        if not files or any(not f.get("hash", "").startswith("sha256:") for f in files):
            faults.append("%s: a file without digest in uv.lock" % name)
    for name in shipped():
        faults += _licence_faults(name, licence_of(name))
    for name, package in npm_packages().items():
        if not package.get("integrity", "").startswith("sha512-"):
            faults.append("%s: without digest in package-lock.json" % name)
        if not package.get("dev"):
            faults += _licence_faults(name, package.get("license", ""))
    return faults, len(python_packages()) + len(npm_packages())


def python_packages():
    """By name, all of the lock file but the product itself."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    return {p["name"]: p for p in lock["package"] if "registry" in p["source"]}


def npm_packages():
    """By name, all of the lock file but the product itself."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    return {k.removeprefix("node_modules/"): p for k, p in lock["packages"].items() if k}


def shipped():
    """Names of the Python packages that an installation gets here: no development, no other systems."""
    lock = {p["name"]: p for p in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]}
    found, waiting = set(), ["weian"]
    while waiting:
        package = lock[waiting.pop()]
        wanted = list(package.get("dependencies", []))
        for extra in package.get("optional-dependencies", {}).values():
            wanted += extra
        for one in wanted:
            if one["name"] not in found and _installed(one["name"]):
                found.add(one["name"])
                waiting.append(one["name"])
    return sorted(found)


def _installed(name):
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def licence_of(name):
    """As SPDX would write it: "MIT", "MIT AND PSF-2.0"; "" where nobody knows."""
    if name in READ:
        return READ[name]
    said = metadata.metadata(name)
    if said.get("License-Expression"):
        return said["License-Expression"]
    classed = [
        c.split(" :: ")[-1] for c in said.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    plain = (said.get("License") or "").strip()
    if plain in ALLOWED or plain in SPOKEN:
        return SPOKEN.get(plain, plain)
    return " AND ".join(sorted({SPOKEN.get(c, c) for c in classed}))


def _licence_faults(name, licence):
    """Of "A OR B" one must be allowed, of "A AND B" both."""
    choices = [re.split(r"\s+AND\s+", part.strip(" ()")) for part in re.split(r"\s+OR\s+", licence)]
    if any(all(term.strip(" ()") in ALLOWED for term in terms) for terms in choices):
        return []
    return ["%s: licence %r is not on the list" % (name, licence)]


def sbom():
    """CycloneDX 1.5: what is shipped, with version, licence and digests."""
    packages, npm = python_packages(), npm_packages()
    parts = [
        {
            "type": "library",
            "name": name,
            "version": packages[name]["version"],
            "purl": "pkg:pypi/%s@%s" % (name, packages[name]["version"]),
            "licenses": [{"expression": licence_of(name)}],
            "hashes": [
                {"alg": "SHA-256", "content": f["hash"].removeprefix("sha256:")}
                for f in packages[name].get("wheels", [])
            ],
        }
        for name in shipped()
    ]
    parts += [
        {
            "type": "library",
            "name": name,
            "version": package["version"],
            "purl": "pkg:npm/%s@%s" % (name.replace("@", "%40"), package["version"]),
            "licenses": [{"expression": package.get("license", "")}],
        }
        for name, package in npm.items()
        if not package.get("dev")
    ]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": parts,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
