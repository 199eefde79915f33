"""The commands as a user meets them: in a process of their own."""

import json
import os
import pydoc
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from command_line import ROOT, SHORT, refused, wijksim

TOP, BOTTOM = "carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"


@pytest.fixture
def short(tmp_path: Path) -> Path:
    (tmp_path / "short.yaml").write_text(SHORT, encoding="utf-8")
    changed = SHORT.replace("Short", "Changed").replace("Kort", "Anders")
    levers = "levers: {access.desk_hours: 8}\n"
    (tmp_path / "changed.yaml").write_text(changed + levers, encoding="utf-8")
    return tmp_path


def test_help_names_every_command_and_gives_examples() -> None:
    overview = wijksim("--help").stdout
    for command in ("run", "compare", "validate", "describe", "schema"):
        assert command in overview
        assert f"wijksim {command}" in wijksim(command, "--help").stdout


def test_help_and_import_load_nothing_heavy() -> None:
    heavy = "{'numpy', 'pandas', 'mesa', 'numba', 'rich.progress', 'babel', 'wijksim.dashboard'}"
    for line in ("import wijksim, wijksim.cli", "import wijksim; dir(wijksim)"):
        code = f"{line}; import sys; print(sorted({heavy} & set(sys.modules)))"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"


def test_the_front_door_shows_what_the_readme_promises() -> None:
    import wijksim as door

    assert {"compare", "load_scenario", "run", "WijkModel"} <= set(dir(door))
    assert door.load_scenario("carnisse/mixed").name == "carnisse/mixed"
    with pytest.raises(AttributeError, match="no attribute 'comparre'"):
        door.__getattr__("comparre")


def test_the_front_door_checks_a_scenario_as_the_commands_do(tmp_path: Path) -> None:
    import wijksim as door

    path = tmp_path / "mine.yaml"
    path.write_text(SHORT + "submodels: {neds: none}\n", encoding="utf-8")
    with pytest.raises(door.WijksimError, match="a submodel cannot be 'neds'"):
        door.load_scenario(path)
    assert "a submodel cannot be 'neds'" in refused("validate", "mine.yaml", cwd=tmp_path)


def test_help_on_compare_fits_on_a_screen() -> None:
    import wijksim as door

    assert len(pydoc.render_doc(door.compare).splitlines()) < 25


def test_a_name_that_does_not_exist_is_met_with_the_nearest() -> None:
    said = refused("run", "carnisse/botom-up-self-organisation", "--out", "results/none")
    assert "did you mean 'carnisse/bottom-up-self-organisation'" in said


def test_an_existing_result_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "summary.csv").write_text("mine")
    said = refused("compare", TOP, BOTTOM, "--out", str(tmp_path))
    assert "--force" in said and "never overwritten" in said
    assert [path.name for path in tmp_path.iterdir()] == ["summary.csv"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("compare", TOP), "two scenarios"),
        (("run", TOP, "--seed", str(10**26)), "choose a whole number"),
        (("compare", TOP, BOTTOM, "--replicates", "0"), "replicates is 0"),
        (("compare", TOP, BOTTOM, "--jobs", "-1"), "jobs is -1"),
        (("compare", TOP, BOTTOM, "--replicates", "many"), "--replicates"),
        (("compare", TOP, BOTTOM, "--baseline", "carnisse/mixd"), "not one of the scenarios"),
        (("compare", TOP, BOTTOM, "--seed", "99999999999999999999"), "seed is"),
        (("run", TOP, "--until", "2031-01-01"), "choose a day from 2013-01-01 to 2022-12-31"),
        (("run", TOP, "--until", "31-12-2013"), "write it as 2015-12-31"),
        (("run", TOP, "--sed", "1"), "--seed"),
        (("run", "/"), "folder"),
        (("run", "\u202e=x"), "no scenario file"),
        (("describe", "carnisse/mixd"), "did you mean"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_mistakes_are_told_with_code_two(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "out")) if words[0] in ("run", "compare") else ()
    assert says in refused(*words, *out)
    assert list(tmp_path.iterdir()) == []


def test_validate_tells_file_line_and_nearest_name(tmp_path: Path) -> None:
    text = SHORT + "levers: {team.fts: 3}\n"
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    said = refused("validate", "wrong.yaml", "carnisse/mixed", cwd=tmp_path)
    assert "wrong.yaml" in said and "line 6" in said and "team.fte" in said
    done = wijksim("validate", "wrong.yaml", "carnisse/mixed", "--json", cwd=tmp_path)
    wrong, right = json.loads(done.stdout)
    assert done.returncode == 2 and wrong["line"] == 6 and right["kind"] == "scenario"
    assert wijksim("validate", TOP, "policies/mixed", "parameters/needs").returncode == 0


def test_describe_and_schema_speak_to_people_and_to_machines() -> None:
    assert json.loads(wijksim("schema").stdout)["$defs"]
    told = json.loads(wijksim("describe", TOP, "--format", "json").stdout)
    for part in ("levers", "parameters", "figures"):
        assert len(told[part]) > 20
        for row in told[part]:
            file, _, line = row["where"].rpartition(":")
            there = (ROOT / file).read_text("utf-8").splitlines()[int(line) - 1]
            assert row["name"] in there, f"{row['name']} does not stand at {row['where']}"
    assert all(row["where"] for part in ("settings", "places", "events") for row in told[part])
    model = json.loads(wijksim("describe", "--format", "json").stdout)
    assert model["schedule"] and model["outcomes"] and model["state_variables"]
    assert "## Levers" in wijksim("describe").stdout


def test_one_run_leaves_its_figures_events_and_manifest(short: Path) -> None:
    words = ("run", "short.yaml", "--until", "2013-12-31", "--events", "--seed", "3")
    done = wijksim(*words, "--out", "a", "--json", cwd=short)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["seeds"] == [3, 3]
    assert wijksim(*words, "--out", "b", cwd=short).returncode == 0
    names = ["events.parquet", "manifest.json", "outcomes.parquet"]
    assert sorted(path.name for path in (short / "a").iterdir()) == names
    for name in names:
        assert (short / "a" / name).read_bytes() == (short / "b" / name).read_bytes()
    table = pd.read_parquet(short / "a" / "outcomes.parquet")
    assert list(table.columns) == ["date", "outcome", "group", "value"]
    assert {"unmet_need", "waiting", "cost", "crises"} <= set(table["outcome"])


def test_compare_leaves_the_same_bytes_for_any_number_of_jobs(short: Path) -> None:
    words = ("compare", "short.yaml", "changed.yaml", "--replicates", "2")
    one = wijksim(*words, "--jobs", "1", "--out", "one", cwd=short)
    two = wijksim(*words, "--jobs", "2", "--out", "deep/two", cwd=short)
    assert one.returncode == two.returncode == 0, one.stderr + two.stderr
    for name in ("manifest.json", "outcomes.parquet", "report.html", "summary.csv"):
        assert (short / "one" / name).read_bytes() == (short / "deep/two" / name).read_bytes()
    header = (short / "one/summary.csv").read_text().splitlines()[0]
    assert header == (
        "outcome,group,scenario,baseline,mean_difference,ci_low,ci_high,"
        "probability_higher,replicates,unit"
    )
    table = pd.read_parquet(short / "one/outcomes.parquet")
    columns = ["scenario", "replicate", "date", "outcome", "group", "value"]
    assert list(table.columns) == columns
    manifest = json.loads((short / "one/manifest.json").read_text("utf-8"))
    assert manifest["command"] == "wijksim compare short changed --replicates 2 --seed 0"
    assert str(short) not in json.dumps(manifest)


@pytest.mark.parametrize("asked", ["SIGINT", "SIGTERM"], ids=["by Ctrl-C", "by the system"])
def test_a_stopped_comparison_leaves_nothing(short: Path, asked: str) -> None:
    """Stopped while runs are being made: it has just told how many are done."""
    if os.name != "posix":
        return
    before = sorted(short.iterdir())
    words = "compare short.yaml changed.yaml --replicates 5000 --jobs 1 --out new/result"
    running = subprocess.Popen(
        [sys.executable, "-m", "wijksim", *words.split()],
        cwd=short,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        # Started in the background, a program would have Ctrl-C switched off.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert running.stderr is not None
        told = next(line for line in running.stderr if line.startswith("Runs: "))
        running.send_signal(getattr(signal, asked))
        said = running.communicate(timeout=120)[1]
    finally:
        running.kill()
    assert running.returncode == 130, told + said
    assert "Stopped. Nothing was written." in said and "Traceback" not in said
    assert sorted(short.iterdir()) == before


def test_the_first_use_says_once_that_it_compiles_and_later_uses_say_nothing(
    tmp_path: Path,
) -> None:
    code = (
        "import wijksim.model; from wijksim.core.compile import tell_when_cold as tell;"
        "tell(); tell()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.count("first use: compiling") == 1 and done.stdout == ""
