"""What a program that the launcher starts finds round itself."""

import os

# Settings of the person's own Python that would lead packages or imports out of .venv.
MISLEADING = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")


def child_environment() -> dict[str, str]:
    """The environment variables for a program of ours: the person's own, less what misleads."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    return {**kept, "PYTHONUTF8": "1", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
