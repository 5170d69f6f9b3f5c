"""Empty modules in the place of packages that a trainer imports at its start and that data never reach."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from unittest.mock import MagicMock


class Empty(ModuleType):
    """A module whose every name is there and does nothing."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return MagicMock(name=f"{self.__name__}.{name}")


def stub(*names: str) -> None:
    """Puts an empty module under each name, parents too, unless the package is installed and imported."""
    for name in names:
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            full = ".".join(parts[:end])
            if full in sys.modules:
                continue
            module = Empty(full)
            module.__spec__ = ModuleSpec(full, None)
            module.__path__ = []
            sys.modules[full] = module
