"""What a file says, as a tree in which every value knows where it stands.

Represents: mappings, lists and single values, each with its file, line and key, so that a mistake
can be shown in its place.
Leaves out: how a text becomes such a tree, see `wijksim.scenario.files`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wijksim.core.errors import Where
from wijksim.scenario.scalars import Scalar


@dataclass(frozen=True)
class Node:
    """One value of a file with the spot where it stands. `held` holds nodes when it is a group."""

    held: Scalar | dict[str, Node] | list[Node]
    where: Where

    def plain(self) -> Any:
        """The value without spots: dicts, lists and single values."""
        if isinstance(self.held, dict):
            return {key: node.plain() for key, node in self.held.items()}
        if isinstance(self.held, list):
            return [node.plain() for node in self.held]
        return self.held

    def spot(self, *steps: str | int) -> Where:
        """Where the value under these keys stands, or the nearest group around it."""
        node, path = self, []
        for step in steps:
            inside = node.held
            if isinstance(inside, dict) and step in inside:
                node = inside[str(step)]
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                node = inside[step]
            else:
                break
            path.append(str(step))
        return Where(node.where.file, node.where.line, ".".join(path))
