"""The project speaks of itself alone, says its limits in two languages, and its README is true."""

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Spelled in pieces, so that this file does not contain what it looks for.
MACHINE_FOLDERS = ("home", "Users", "root", "work", "opt", "tmp", "mnt", "srv", "var")
MACHINE_PATH = re.compile(
    r"(?<![\w.~}*/-])/(?:" + "|".join(MACHINE_FOLDERS) + r")/" + r"|\b[A-Za-z]:\\Users\\"
)
REGISTRY_HOST = re.compile(
    r"\b(?:" + "|".join(("pypi", "pythonhosted", "npmjs", "anaconda")) + r")\.(?:org|com|io)\b"
)
EVASION = re.compile(r"\bnoqa\b|type:\s*ignore|\bTODO\b|\bFIXME\b")
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def project_files() -> list[Path]:
    """What a reader of the project gets: everything tracked, or all of an unpacked archive."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        return [p for name in listed.stdout.split("\0") if name and (p := ROOT / name).is_file()]
    hidden = {".git", ".venv", "results", "build", "dist", "__pycache__", "vendored"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not hidden & set(p.parts)]


def texts() -> dict[str, str]:
    found = {}
    for path in project_files():
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            found[path.relative_to(ROOT).as_posix()] = data.decode("utf-8")
    return found


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def readme_commands() -> list[str]:
    """The command lines in README.md's code blocks, without comments; joined where they break."""
    text = (ROOT / "README.md").read_text("utf-8").replace("\\\n", " ")
    blocks = re.findall(r"```(?:sh|text|powershell)?\n(.*?)```", text, re.DOTALL)
    lines = "\n".join(blocks).splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


def cli_exists() -> bool:
    return (ROOT / "wijksim/cli.py").exists() or (ROOT / "wijksim/cli/__init__.py").exists()


def cli_help(*words: str) -> str:
    shown = subprocess.run(
        [sys.executable, "-c", "from wijksim.cli import main; main()", *words, "--help"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert shown.returncode == 0, f"wijksim {' '.join(words)} --help fails:\n{shown.stderr}"
    return ANSI.sub("", shown.stdout)


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert MACHINE_PATH.search("read_csv('" + "/".join(("", "home", "someone", "x.csv")) + "')")
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_a_package_registry() -> None:
    assert REGISTRY_HOST.search("https://" + ".".join(("pypi", "org")) + "/simple")
    assert lines_with(REGISTRY_HOST) == []


def test_every_pinned_package_is_a_name_and_a_version() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert len(lines) > 20
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_no_check_is_evaded_and_no_work_is_left_for_later() -> None:
    evasions = []
    for name, text in texts().items():
        if not name.endswith(".py"):
            continue
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and EVASION.search(token.string):
                evasions.append(f"{name}:{token.start[0]} {token.string}")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Name) and node.id == "NotImplementedError":
                evasions.append(f"{name}:{node.lineno} NotImplementedError")
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                evasions.append(f"{name}:{node.lineno} bare except")
    assert evasions == []


def test_the_limits_of_use_are_told_in_dutch_and_in_english() -> None:
    text = (ROOT / "docs/limits.md").read_text("utf-8")
    dutch, english = text.index("# Grenzen aan het gebruik"), text.index("# Limits of use")
    parts = sorted((dutch, english))
    first, second = text[parts[0] : parts[1]], text[parts[1] :]
    assert first.count("\n## ") == second.count("\n## ") >= 4, "both say the same things"
    assert "nooit" in text and "never" in text
    assert "herkomst" in text and "origin" in text


def test_the_readme_opens_with_the_two_commands() -> None:
    assert readme_commands()[:2] == ["make compare", "make test"]


def test_every_make_target_that_a_text_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word
        for name in ("README.md", "CONTRIBUTING.md")
        for word in re.findall(r"`make ([a-z-]+)", (ROOT / name).read_text("utf-8"))
    } | {line.split()[1] for line in readme_commands() if line.startswith("make ")}
    assert named and named <= targets


def test_every_file_that_the_readme_points_to_exists() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text("utf-8"))
        assert links
        assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_scenario_that_the_readme_names_exists() -> None:
    shipped = {
        path.relative_to(ROOT / "scenarios").with_suffix("").as_posix()
        for path in (ROOT / "scenarios").rglob("*.yaml")
    }
    named = set(re.findall(r"\bcarnisse/[a-z-]+[a-z]\b", " ".join(readme_commands())))
    assert named
    assert not shipped or named <= shipped


def test_every_wijksim_command_in_the_readme_is_real() -> None:
    calls = [line.split() for line in readme_commands() if "wijksim" in line.split()[0]]
    used = {call[1]: {word for word in call[2:] if word.startswith("--")} for call in calls}
    assert {"run", "compare", "validate", "describe", "schema"} <= set(used)
    if not cli_exists():
        return
    overview = cli_help()
    for command, options in used.items():
        assert re.search(rf"\b{command}\b", overview), f"wijksim has no command {command}"
        text = cli_help(command)
        assert [option for option in sorted(options) if option not in text] == []


@pytest.mark.xdist_group("together")
def test_tests_that_share_a_server_are_kept_in_one_process(request: pytest.FixtureRequest) -> None:
    """Else each process starts a server and lives its runs again: a version of pytest did that."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@together"), "run pytest with --dist loadgroup"
