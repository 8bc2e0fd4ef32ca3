"""Build hooks of the wheel: runtime requirements from requirements.in, assets from frontend/."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parent
MANIFEST = Path("milepost/ui/static/build/manifest.json")


def runtime_requirements(root: Path) -> list[str]:
    """Requirement lines of requirements.in without comments."""
    lines = (root / "requirements.in").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


class RequirementsHook(MetadataHookInterface):
    """One list of requirements for development and for the wheel."""

    def update(self, metadata: dict[str, Any]) -> None:
        metadata["dependencies"] = runtime_requirements(Path(self.root))


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """The wheel carries built assets, so that whoever installs it needs no Node."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if (root / "dev.py").is_file():
            subprocess.run([sys.executable, str(root / "dev.py"), "assets"], check=True)
        if not (root / MANIFEST).is_file():
            raise RuntimeError(f"{MANIFEST} is missing: run `python3 dev.py assets` first.")
