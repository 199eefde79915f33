"""The house has floors: imports point down, and no floor under the experiments knows a regime.

Each check is a function of (module, source), so that a bad example can show that it notices.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wijksim"

FLOORS = {
    "core": 0,
    "locale": 0,
    "entities": 1,
    "submodels": 2,
    "outcomes": 2,
    "schedule": 3,
    "scenario": 3,
    "input_data": 3,
    "framework": 4,
    "agents": 4,
    "building": 4,
    "checked": 4,
    "observation": 4,
    "checkpoint": 4,
    "first_use": 4,
    "model": 4,
    "city": 4,
    "results": 4,
    "turning_points": 4,
    "files": 4,
    "experiment": 5,
    "sweep": 5,
    "explain": 5,
    "report": 6,
    "progress": 6,
    "dashboard": 6,
    "workshop": 6,
    "commands": 6,
    "cli": 6,
}
FRONT_DOOR = 7
"""The floor of `wijksim/__init__.py`, which shows visitors the way and is used by nobody inside."""

KNOWS_NO_REGIME = {unit for unit, floor in FLOORS.items() if floor <= 4}
KNOWS_NO_MESA = {"core", "submodels", "outcomes"}
LATE_IMPORTS = {"cli", "commands"}
"""The command line imports inside its functions, so that its help answers at once."""
LATE_MODULES = {"wijksim.sweep.designs"}
"""SALib takes as long to import as all the rest, and only a sampled design needs it."""
PEERS_APART = {"submodels", "outcomes"}
LIST_OF_ALL = "catalogue"
"""The one module that names all its peers, so that the floors above find them in one place."""
REGIME = re.compile(r"top.?down|bottom.?up|roll.?out|veerkracht|van onderop", re.IGNORECASE)
LONGEST_FILE = 400

Check = Callable[[str, ast.Module], Iterator[str]]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_package(module: str) -> bool:
    return (ROOT / Path(*module.split(".")) / "__init__.py").exists()


def unit_of(module: str) -> str:
    """The room a module is in: 'submodels' for wijksim.submodels.needs, '' for the front door."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def floor_of(module: str) -> int:
    unit = unit_of(module)
    return FRONT_DOOR if unit in ("", "__main__") else FLOORS[unit]


def imports_of(module: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every imported module, with its line; `from package import module` counts as the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                steps = node.level - 1 if is_package(module) else node.level
                stem = module.split(".")[: len(module.split(".")) - steps]
                base = ".".join([*stem, *([base] if base else [])])
            for alias in node.names:
                deeper = f"{base}.{alias.name}"
                path = ROOT / Path(*deeper.split("."))
                known = path.with_suffix(".py").exists() or path.is_dir()
                top_level = base == "wijksim" and alias.name in FLOORS
                yield node.lineno, deeper if known or top_level else base


def climbing_imports(module: str, tree: ast.Module) -> Iterator[str]:
    for line, target in imports_of(module, tree):
        if target.split(".")[0] != "wijksim":
            continue
        if unit_of(target) != unit_of(module) and floor_of(target) > floor_of(module):
            yield f"{module}:{line} climbs to {target}"


def family(room: str, name: str) -> str:
    """The submodel that a companion such as `needs_course` belongs to: the shortest such name."""
    stems = {path.stem for path in (PACKAGE / room).glob("*.py")}
    return min((one for one in stems if name == one or name.startswith(f"{one}_")), default=name)


def talking_peers(module: str, tree: ast.Module) -> Iterator[str]:
    if unit_of(module) not in PEERS_APART or module.count(".") == 1:
        return
    room, own = unit_of(module), module.split(".")[2]
    if own == LIST_OF_ALL:
        return
    for line, target in imports_of(module, tree):
        parts = target.split(".")
        if parts[0] != "wijksim" or unit_of(target) not in PEERS_APART:
            continue
        same_room = parts[1] == unit_of(module)
        mine = len(parts) > 2 and (
            parts[2] == "base" or family(room, parts[2]) == family(room, own)
        )
        if not (same_room and mine):
            yield f"{module}:{line} imports its peer {target}"


def mesa_below_the_model(module: str, tree: ast.Module) -> Iterator[str]:
    if unit_of(module) in KNOWS_NO_MESA:
        for line, target in imports_of(module, tree):
            if target.split(".")[0] == "mesa":
                yield f"{module}:{line} imports mesa"


def consumed_chance(module: str, tree: ast.Module) -> Iterator[str]:
    """Draws that depend on call order. Handing Mesa its own stream (`random=…`) is no draw."""
    handed = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "random"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "random" and id(node) not in handed:
            yield f"{module}:{node.lineno} uses {ast.unparse(node)}"
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "hash":
            yield f"{module}:{node.lineno} calls hash(), which differs between processes"
        if isinstance(node, ast.ImportFrom) and node.module == "numpy":
            names = {alias.name for alias in node.names}
            yield from (f"{module}:{node.lineno} imports numpy.{n}" for n in names & {"random"})
    for line, target in imports_of(module, tree):
        if target.split(".")[0] in ("random", "secrets") or target.startswith("numpy.random"):
            yield f"{module}:{line} imports {target}"


def sums_of_the_processor(module: str, tree: ast.Module) -> Iterator[str]:
    """Matrix products: libraries choose their order by the processor, and the last bits differ."""
    products = {"dot", "vdot", "inner", "matmul", "tensordot", "einsum", "linalg"}
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult):
            yield f"{module}:{node.lineno} multiplies matrices"
        if isinstance(node, ast.Attribute) and node.attr in products:
            yield f"{module}:{node.lineno} uses {ast.unparse(node)}"


def crooked_imports(module: str, tree: ast.Module) -> Iterator[str]:
    """Guards and late imports say that something stands on the wrong floor."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "TYPE_CHECKING":
            yield f"{module}:{node.lineno} guards an import with TYPE_CHECKING"
        if isinstance(node, ast.Attribute) and node.attr == "TYPE_CHECKING":
            yield f"{module}:{node.lineno} guards an import with TYPE_CHECKING"
    if unit_of(module) in LATE_IMPORTS or module in LATE_MODULES or is_package(module):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{module}:{inner.lineno} imports inside {node.name}()"


def sources() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if "__pycache__" not in p.parts)


def faults(check: Check) -> list[str]:
    return [
        fault
        for path in sources()
        for fault in check(module_name(path), ast.parse(path.read_text("utf-8"), str(path)))
    ]


def notices(check: Check, module: str, source: str) -> bool:
    return bool(list(check(module, ast.parse(source))))


def test_every_module_has_a_floor() -> None:
    rooms = {unit_of(module_name(path)) for path in sources()} - {"", "__main__"}
    assert rooms <= set(FLOORS), f"give these a floor in FLOORS: {sorted(rooms - set(FLOORS))}"


def test_imports_point_down_only() -> None:
    assert notices(climbing_imports, "wijksim.core.calendar", "from wijksim import model")
    assert notices(climbing_imports, "wijksim.core.calendar", "from ..entities import world")
    assert not notices(climbing_imports, "wijksim.model", "import wijksim.core.calendar")
    assert faults(climbing_imports) == []


def test_submodels_and_outcomes_never_import_each_other() -> None:
    here = "wijksim.submodels.needs"
    assert notices(talking_peers, here, "from wijksim.submodels.ties import fade")
    assert notices(talking_peers, here, "from wijksim.outcomes import money")
    assert not notices(talking_peers, here, "from wijksim.submodels.base import Submodel")
    assert not notices(talking_peers, here, "from wijksim.submodels.needs_course import a_week")
    assert notices(talking_peers, here, "from wijksim.submodels.ties_course import a_week")
    assert faults(talking_peers) == []


def test_rooms_on_one_floor_do_not_lean_on_each_other_in_a_circle() -> None:
    leans: dict[str, set[str]] = {unit: set() for unit in FLOORS}
    for path in sources():
        module = module_name(path)
        for _, target in imports_of(module, ast.parse(path.read_text("utf-8"))):
            if target.startswith("wijksim.") and unit_of(module) in FLOORS:
                leans[unit_of(module)].add(unit_of(target))
    standing = {unit: targets - {unit} for unit, targets in leans.items()}
    while free := [unit for unit, targets in standing.items() if not targets & set(standing)]:
        for unit in free:
            del standing[unit]
    assert standing == {}, f"these lean on each other in a circle: {standing}"


def test_only_the_model_and_the_agents_know_mesa() -> None:
    assert notices(mesa_below_the_model, "wijksim.submodels.ties", "import mesa")
    assert faults(mesa_below_the_model) == []


def test_the_model_does_not_know_which_regime_it_is_in() -> None:
    for line in ("if regime == 'Top-Down':", "rollout = True", "programme = 'Veerkracht'"):
        assert REGIME.search(line)
    named = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in sources()
        if unit_of(module_name(path)) in KNOWS_NO_REGIME
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if REGIME.search(line)
    ]
    assert named == [], "a regime is a scenario file, never code"


def test_chance_is_addressed_and_never_consumed() -> None:
    here = "wijksim.submodels.needs"
    assert notices(consumed_chance, here, "np.random.default_rng(1)")
    assert notices(consumed_chance, here, "from numpy import random")
    assert notices(consumed_chance, here, "import random")
    assert notices(consumed_chance, here, "agent.model.random.choice([1])")
    assert not notices(consumed_chance, here, "AgentSet(agents, random=self.random)")
    assert faults(consumed_chance) == []


def test_no_sum_depends_on_the_processor() -> None:
    here = "wijksim.submodels.needs"
    assert notices(sums_of_the_processor, here, "total = hours @ price")
    assert notices(sums_of_the_processor, here, "total = np.dot(hours, price)")
    assert not notices(sums_of_the_processor, here, "total = (hours * price).sum()")
    assert faults(sums_of_the_processor) == []


def test_no_import_hides_behind_a_guard_or_inside_a_function() -> None:
    here = "wijksim.report.page"
    assert notices(crooked_imports, here, "def f():\n    import numpy")
    assert notices(crooked_imports, here, "if TYPE_CHECKING:\n    import numpy")
    assert not notices(crooked_imports, "wijksim.cli", "def f():\n    import numpy")
    assert faults(crooked_imports) == []


def test_a_file_holds_one_idea_and_stays_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file()
        and path.suffix not in (".pyc", ".nbi", ".nbc")
        and "vendored" not in path.parts
        and (lines := path.read_bytes().count(b"\n")) > LONGEST_FILE
    }
    assert long == {}, f"find the second idea in these and give it a file: {long}"
