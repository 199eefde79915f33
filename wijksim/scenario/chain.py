"""The chain of files behind a scenario: what it extends and the policies it names, in order.

Represents: inheritance. The order runs from general to particular: neighbourhoods and scenarios
that are extended, then policies, then what each scenario of the chain itself adds. A file that
is reached twice counts once, at its first place.

Leaves out: merging, which `settling` does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeVar

from wijksim.core.errors import Where, WijksimError
from wijksim.scenario.checking import fill
from wijksim.scenario.files import parse, read_bytes
from wijksim.scenario.nodes import Node
from wijksim.scenario.schema import Policy, ScenarioFile, Written
from wijksim.scenario.shipped import Source, find

LONGEST_CHAIN = 64
Kind = TypeVar("Kind", bound=Written)


@dataclass(frozen=True)
class Layer:
    """One file of the chain: its form filled in, and its nodes, which know their lines."""

    source: Source
    form: Policy
    node: Node
    sha256: str


@dataclass(frozen=True)
class Chain:
    """All files behind a scenario, from general to particular."""

    scenarios: tuple[Layer, ...]
    policies: tuple[Layer, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Policies first, then scenario files: a scenario is more particular than its policy."""
        return (*self.policies, *self.scenarios)


def chain_of(source: Source) -> Chain:
    """Read a scenario file and everything that it leans on. Raises WijksimError."""
    scenarios: dict[object, Layer] = {}
    _gather(source=source, form=ScenarioFile, found=scenarios, path=())
    policies: dict[object, Layer] = {}
    for layer in reversed(scenarios.values()):
        form = layer.form
        if isinstance(form, ScenarioFile) and form.policy:
            for index, name in enumerate(form.policy):
                where = _name_spot(layer, "policy", index)
                policy = find(name, named_in=layer.source, where=where, folder="policies")
                _gather(source=policy, form=Policy, found=policies, path=())
            break
    return Chain(tuple(scenarios.values()), tuple(policies.values()))


def policy_chain(source: Source) -> tuple[Layer, ...]:
    """A policy and the policies that it extends, from general to particular."""
    found: dict[object, Layer] = {}
    _gather(source=source, form=Policy, found=found, path=())
    return tuple(found.values())


def _gather(
    *, source: Source, form: type[Policy], found: dict[object, Layer], path: tuple[Source, ...]
) -> None:
    identity = source.path.resolve()
    if identity in found:
        return
    if len(path) >= LONGEST_CHAIN:
        raise WijksimError(
            f"more than {LONGEST_CHAIN} files extend each other",
            where=Where(source.label),
            do="join some of them",
        )
    data = read_bytes(path=source.path, label=source.label)
    node = parse(data=data, label=source.label)
    layer = Layer(source, fill(form, node), node, hashlib.sha256(data).hexdigest())
    here = (*path, source)
    for index, name in enumerate(layer.form.extends):
        where = _name_spot(layer, "extends", index)
        folder = "neighbourhoods" if form is ScenarioFile else "policies"
        parent = find(name, named_in=source, where=where, folder=folder)
        _refuse_circle(parent, here, where)
        _gather(source=parent, form=form, found=found, path=here)
    found[identity] = layer


def _refuse_circle(parent: Source, path: tuple[Source, ...], where: Where) -> None:
    identities = [one.path.resolve() for one in path]
    if parent.path.resolve() not in identities:
        return
    start = identities.index(parent.path.resolve())
    round_trip = " -> ".join([*(one.label for one in path[start:]), parent.label])
    raise WijksimError(
        "files extend each other in a circle",
        where=where,
        why=f"none of them comes first: {round_trip}",
        do="remove one of these 'extends' lines",
    )


def _name_spot(layer: Layer, key: str, index: int) -> Where:
    return layer.node.spot(key, index)
