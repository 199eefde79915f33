"""The command line: thin. Each command says what it does, checks first, and leaves all or nothing.

Heavy modules are imported inside the commands, so that `wijksim --help` answers at once.
A mistake of the user ends with exit code 2 and a message, never with a traceback.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from wijksim.commands import analyse as analyses
from wijksim.commands import dashboard as dashboards
from wijksim.commands import report as reports
from wijksim.commands import sweep as sweeps
from wijksim.core.errors import WijksimError
from wijksim.core.unused_memory import looked_for_seldom

MISTAKE = 2

app = typer.Typer(
    name="wijksim",
    help="A laboratory for thinking about care in Dutch neighbourhoods: compare policies, "
    "see who gains and who loses, and how sure that is.",
    epilog="Start with: wijksim compare carnisse/top-down-rollout "
    "carnisse/bottom-up-self-organisation",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Form(StrEnum):
    """How a description is given."""

    MD = "md"
    JSON = "json"


class Lang(StrEnum):
    """The language of a report."""

    NL = "nl"
    EN = "en"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it as 2015-12-31") from None


ScenarioName = Annotated[
    str,
    typer.Argument(metavar="SCENARIO", help="A path, or a shipped name such as carnisse/mixed."),
]
Seed = Annotated[
    int, typer.Option(min=0, help="Where chance starts; the same seed gives the same luck.")
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder for the result. Made when it is not there."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a result that is already there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for programs.")]


@app.command(
    epilog="Examples: `wijksim run carnisse/mixed`; "
    "`wijksim run my.yaml --seed 7 --until 2016-12-31 --events --out results/mine`. In two parts: "
    "`wijksim run carnisse/mixed --until 2014-12-31 --checkpoint half.wijk --out results/half`, "
    "then `wijksim run carnisse/mixed --from half.wijk --out results/whole`"
)
def run(
    scenario: ScenarioName,
    seed: Annotated[
        int | None,
        typer.Option(min=0, help="Where chance starts: 0 when left out, or the checkpoint's."),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            parser=_day, metavar="DATE", help="Stop after the week of this day, as 2015-12-31."
        ),
    ] = None,
    events: Annotated[
        bool, typer.Option("--events", help="Keep every event: who, what, when, by what cause.")
    ] = False,
    checkpoint: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Save the state where the run stops, to go on later."),
    ] = None,
    origin: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Go on from a checkpoint of the same past."),
    ] = None,
    out: Out = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Run one scenario once and keep its figures per quarter."""
    from wijksim.files import check_new_file, check_target

    folder = out or Path("results") / _folder_name([scenario])
    check_target(folder, force=force)
    if checkpoint is not None:
        check_new_file(checkpoint, force=force)

    with looked_for_seldom():
        from wijksim.experiment.one_run import OneRun, write_one_run
        from wijksim.progress import shown

        asked = OneRun(
            scenario=scenario,
            seed=seed,
            until=until,
            events=events,
            origin=origin,
            checkpoint=checkpoint,
        )
        with shown("Weeks") as tell:
            told = write_one_run(asked, folder=folder, force=force, progress=tell)
    kept = "" if checkpoint is None else f", the state of its last week in {checkpoint}"
    _say(as_json, {"out": str(folder), **told}, f"The result is in {folder}{kept}")


@app.command(
    epilog="Examples: `wijksim compare carnisse/top-down-rollout "
    "carnisse/bottom-up-self-organisation`; "
    "`wijksim compare carnisse/no-team mine.yaml --replicates 40 --jobs 2 --lang nl "
    "--out results/mine`"
)
def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO SCENARIO [...]", help="Paths or shipped names, two or more."
        ),
    ],
    replicates: Annotated[
        int | None,
        typer.Option(help="Pairs of runs. Left out: from 20 on, until the answer is sure enough."),
    ] = None,
    seed: Seed = 0,
    jobs: Annotated[
        int | None,
        typer.Option(help="Runs at the same time. Left out: one per processor. Changes no result."),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="SCENARIO", help="What the others are compared with: else the first."),
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the report.")] = Lang.EN,
    out: Out = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Compare scenarios over pairs of runs with the same luck, and write a report."""
    from wijksim.files import check_target

    folder = out or Path("results") / _folder_name(scenarios)
    check_target(folder, force=force)

    from wijksim.experiment.intervals import LOOKS
    from wijksim.progress import shown
    from wijksim.report.answers import FEW_PAIRS
    from wijksim.report.comparison import compare as compare_them

    with shown("Runs") as tell:
        result = compare_them(
            list(scenarios),
            replicates=replicates,
            seed=seed,
            jobs=_processors() if jobs is None else jobs,
            baseline=baseline,
            progress=tell,
        )
    result.write(folder, force=force, lang=lang.value)
    told = {"out": str(folder), **result.manifest(), "key_outcomes": result.key_rows()}
    pairs = result.stopping.replicates
    if pairs < FEW_PAIRS:
        typer.echo(
            f"A weak basis: {pairs} pair{'' if pairs == 1 else 's'} of runs. A difference can be "
            f"chance; compare {LOOKS[0]} pairs or more before you use a figure.",
            err=True,
        )
    _say(as_json, told, f"Pairs of runs: {pairs}. Read {folder / 'report.html'}")


@app.command(epilog="Example: `wijksim validate my-scenario.yaml my-policy.yaml`")
def validate(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, or shipped names.")],
    as_json: AsJson = False,
) -> None:
    """Check files without running them: what is wrong, in which line, and what to do."""
    from wijksim.scenario.validate import too_late, validate_file
    from wijksim.schedule import declarations

    declared = declarations()
    answers: list[dict[str, Any]] = []
    for name in files:
        try:
            answers.append({"file": name, "kind": validate_file(name, declarations=declared)})
        except WijksimError as mistake:
            where = mistake.where
            answers.append(
                {
                    "file": name,
                    "what": mistake.what,
                    "where": "" if where is None else str(where),
                    "line": None if where is None else where.line,
                    "why": mistake.why,
                    "do": mistake.do,
                }
            )
            if not as_json:
                _complain(mistake, about=name)
        else:
            late = too_late(name) if answers[-1]["kind"] == "scenario" else []
            answers[-1]["too_late"] = late
            if not as_json:
                typer.echo(f"{name}: well-formed ({answers[-1]['kind']})")
                for one in late:
                    typer.echo(f"  note: after the end of the scenario, so it never happens: {one}")
    if as_json:
        _print_json(answers)
    if any("what" in one for one in answers):
        raise typer.Exit(MISTAKE)


@app.command(
    epilog="Examples: `wijksim describe --section levers`; "
    "`wijksim describe --section events` (what the event log can hold); "
    "`wijksim describe carnisse/mixed --section events` (what its policy does, and when); "
    "`wijksim describe --find waiting`"
)
def describe(
    scenario: Annotated[
        str | None,
        typer.Argument(metavar="[SCENARIO]", help="A scenario; left out, the model itself."),
    ] = None,
    section: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="One part alone: levers, parameters, outcomes, state-variables, schedule, events, "
            "places, values.",
        ),
    ] = "",
    find: Annotated[
        str, typer.Option(metavar="WORD", help="Only what holds this word, in any part.")
    ] = "",
    form: Annotated[Form, typer.Option("--format", help="For people (md) or programs.")] = Form.MD,
) -> None:
    """Show all that can be set and seen, or every settled value of a scenario and its source."""
    from wijksim.outcomes.catalogue import OUTCOMES
    from wijksim.scenario.describe import describe_model, describe_scenario, narrowed, render
    from wijksim.scenario.loading import load_scenario
    from wijksim.schedule import SCHEDULE, all_parameters, declarations

    if scenario is not None:
        told = describe_scenario(load_scenario(scenario, declarations=declarations()))
    else:
        told = describe_model(
            parameters=all_parameters(),
            outcomes=[
                {
                    "name": one.name,
                    "unit": one.unit,
                    "key": "yes" if one.key else "",
                    "better": one.better,
                    "difference that matters": one.matters,
                    "because": one.reason,
                    "definition": one.definition,
                }
                for one in OUTCOMES
            ],
            schedule=[
                {
                    "place": place,
                    "submodel": stage.name,
                    "variants": ", ".join(stage.variants),
                    "reason": stage.reason,
                }
                for place, stage in enumerate(SCHEDULE, 1)
            ],
        )
    typer.echo(render(narrowed(told, section=section, find=find), form=form.value), nl=False)


@app.command(epilog="Example: `wijksim schema > wijksim.schema.json`")
def schema() -> None:
    """Print what scenario files may contain, as JSON Schema: editors then complete and check."""
    from wijksim.scenario.json_schema import json_schema
    from wijksim.schedule import declarations

    _print_json(json_schema(declarations=declarations()))


dashboards.add_to(app)
reports.add_to(app)
sweeps.add_to(app)
analyses.add_to(app)


def main() -> None:
    """Do a command and end: with 0, with 2 after a mistake, with 130 when the user stops it.

    Asked to end by the system (a cluster, a shutdown) it stops as after Ctrl-C: in good order.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except WijksimError as mistake:
        _complain(mistake)
        sys.exit(MISTAKE)


def _complain(mistake: WijksimError, *, about: str = "") -> None:
    head, *rest = str(mistake).splitlines()
    label = typer.style("Mistake", fg=typer.colors.RED, bold=True)
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    text = "\n".join([f"{label}{f' in {about}' if about else ''}: {head}", *rest])
    typer.echo(text, err=True, color=colour)


def _say(as_json: bool, told: dict[str, Any], sentence: str) -> None:
    if as_json:
        _print_json(told)
    else:
        typer.echo(sentence)


def _print_json(told: object) -> None:
    typer.echo(json.dumps(told, indent=2, ensure_ascii=False, default=str))


def _folder_name(names: list[str]) -> str:
    """A folder's name from scenarios' names: `carnisse-mixed`, or `a-against-b`."""
    bare = [name.removesuffix(".yaml").removesuffix(".yml") for name in names]
    joined = "-against-".join(bare)
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in joined)
    return kept.strip("-")[:120] or "result"


def _processors() -> int:
    try:
        return max(1, min(8, len(os.sched_getaffinity(0))))
    except AttributeError:
        return max(1, min(8, os.cpu_count() or 1))
