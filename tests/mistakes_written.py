"""The sentences in which code tells mistakes, read from the source; a gap stands as GAP."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

GAP = "@"
NEAREST = ("", f"did you mean '{GAP}'?", f"did you mean '{GAP}' or '{GAP}'?")
PARTS = ("what", "why", "do")


@dataclass(frozen=True)
class Written:
    """One sentence of a mistake: its part of the message, its text, and where it stands."""

    part: str
    text: str
    spot: str


def mistakes_in(paths: Iterable[Path]) -> list[Written]:
    """All sentences of all mistakes in some files."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    calls = [one for tree in trees.values() for one in ast.walk(tree) if isinstance(one, ast.Call)]
    return [one for path, tree in trees.items() for one in _in_file(path.name, tree, calls)]


def _in_file(name: str, tree: ast.Module, calls: list[ast.Call]) -> Iterator[Written]:
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    for function in functions:
        reader = _Reader(function, functions, calls)
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and _called(call) == "WijksimError":
                given = {"what": call.args[0]} if call.args else {}
                given |= {one.arg: one.value for one in call.keywords if one.arg in PARTS}
                for part, node in given.items():
                    for text in reader.texts(node):
                        yield Written(part, text, f"{name}:{call.lineno}")


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "")


class _Reader:
    """What an expression in a function can say, as far as its words stand in the code."""

    def __init__(
        self, function: ast.FunctionDef, functions: list[ast.FunctionDef], calls: list[ast.Call]
    ) -> None:
        self.function, self.functions, self.calls = function, functions, calls

    def texts(self, node: ast.expr) -> list[str]:
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=values):
                return _joined(self.texts(one) for one in values)
            case ast.FormattedValue(value=value):
                return self.texts(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _joined((self.texts(left), self.texts(right)))
            case ast.BoolOp(values=values):
                return [text for one in values for text in self.texts(one) if text]
            case ast.IfExp(body=body, orelse=other):
                return [*self.texts(body), *self.texts(other)]
            case ast.Call(func=ast.Attribute(value=value, attr="strip")):
                return [text.strip() for text in self.texts(value)]
            case ast.Call(func=ast.Name(id="did_you_mean")):
                return list(NEAREST)
            case ast.Call(func=ast.Name(id=name)):
                return self._returned(name) or [GAP]
            case ast.Name(id=name):
                return self._assigned(name) or self._handed_in(name) or [GAP]
        return [GAP]

    def _returned(self, name: str) -> list[str]:
        of = [one for one in self.functions if one.name == name]
        found = [one.value for f in of for one in ast.walk(f) if isinstance(one, ast.Return)]
        return [text for one in found if one is not None for text in self.texts(one)]

    def _assigned(self, name: str) -> list[str]:
        found: list[str] = []
        for one in ast.walk(self.function):
            match one:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    found += self.texts(value)
                case ast.AugAssign(target=ast.Name(id=target), value=value) if target == name:
                    found = _joined((found, self.texts(value)))
        return found

    def _handed_in(self, name: str) -> list[str]:
        """Words that callers hand in as an argument of this name."""
        names = [one.arg for one in self.function.args.args]
        if name not in names:
            return []
        place, found = names.index(name), []
        for call in self.calls:
            if _called(call) == self.function.name and place < len(call.args):
                given = call.args[place]
                if isinstance(given, ast.Constant | ast.JoinedStr):
                    found += self.texts(given)
        return found


def _joined(several: Iterable[list[str]]) -> list[str]:
    return ["".join(one) for one in product(*several)]
