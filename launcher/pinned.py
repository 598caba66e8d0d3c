"""Prints the lock as it reads on another machine: only what that machine needs, without conditions.

pip judges conditions such as `sys_platform == 'win32'` by the machine it runs on, even when it downloads
for another. Run by the environment's own Python, the one module here that uses an installed package.
"""

import re
import sys
from collections.abc import Mapping, Set
from pathlib import Path

from packaging.markers import Marker


def target(platform: str, python: str) -> dict[str, str | Set[str]]:
    """What conditions may ask about, for a platform such as win_amd64 and a version such as 3.11."""
    system, name = "Linux", "linux"
    if platform.startswith("win"):
        system, name = "Windows", "win32"
    elif platform.startswith("macosx"):
        system, name = "Darwin", "darwin"
    return {
        "os_name": "nt" if name == "win32" else "posix",
        "platform_system": system,
        "platform_machine": machine(platform),
        "sys_platform": name,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def machine(platform: str) -> str:
    """The processor a platform tag names, as Python on that system calls it."""
    if platform == "win32":
        return "x86"
    found = re.search(r"(x86_64|amd64|aarch64|arm64|i686)$", platform)
    name = found.group(1) if found else ""
    return name.upper() if platform.startswith("win") else name


def pinned(lock: str, environment: Mapping[str, str | Set[str]]) -> str:
    """The lock's requirements with their hashes whose condition holds in the environment."""
    kept: list[str] = []
    for entry in re.findall(r"^[\w.-]+==(?:.*\\\n)*.*", lock, re.MULTILINE):
        head, *hashes = entry.split("--hash=")
        requirement, _, condition = head.replace("\\\n", " ").partition(";")
        if condition.strip() and not Marker(condition.strip()).evaluate(environment):
            continue
        options = " ".join(f"--hash={each.split()[0]}" for each in hashes)
        kept.append(f"{requirement.strip()} {options}")
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    lock_file, platform_tag, python_version = sys.argv[1:4]
    print(pinned(Path(lock_file).read_text(encoding="utf-8"), target(platform_tag, python_version)), end="")
