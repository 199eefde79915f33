"""The files of an analysis: a report to read, tables to compute with, and how to do it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from wijksim.experiment import outputs
from wijksim.files import new_folder
from wijksim.report.sweeps.page import sweep_page
from wijksim.report.sweeps.teller import SweepTeller
from wijksim.sweep.analysis.analyse import Analysed
from wijksim.sweep.analysis.tables import tables_of

PACKAGES: Final = ("ema_workbench", "SALib", "scikit-learn", "statsmodels", "matplotlib")
TABLES: Final = ("effects", "factors", "sensitivity", "boxes", "regret")
FILES: Final = ("report.html", "report.pdf", "analysis.json", *(f"{one}.csv" for one in TABLES))


def told(found: Analysed, *, lang: str, command: str) -> dict[str, Any]:
    """The answers for programs, with their sentences in one language."""
    teller = SweepTeller(found, lang)
    swept = found.swept
    answers = []
    for one in found.answers:
        answer: dict[str, Any] = {
            "outcome": one.outcome.name,
            "scenario": one.scenario,
            "baseline": swept.baseline,
            "sensitivity": one.sensitivity.word.value,
        }
        if one.effect is not None:
            answer["effect"] = one.effect.word.value
            answer["sentence"] = teller.effect(one.outcome, one.effect)["sentence"]
            answer["conditions"] = {
                way: {"found": one.conditions[way].found.value, **teller.condition(one, way)}
                for way in one.conditions
            }
        answers.append(answer)
    return {
        "command": command,
        "versions": versions(),
        "runs": {"planned": swept.plan["runs"], "done": swept.done, "failed": swept.failed},
        "answers": answers,
        "tables": {
            name: [
                {key: None if value != value else value for key, value in row.items()}
                for row in table.to_dict(orient="records")
            ]
            for name, table in tables_of(found).items()
        },
    }


def versions() -> dict[str, str]:
    """Versions of the program and of all that can change a figure of an analysis."""
    return outputs.versions() | {name: outputs.version_of(name) for name in PACKAGES}


def write(found: Analysed, folder: Path, *, lang: str, command: str, force: bool) -> Path:
    """Write all files of an analysis, all or none. Raises WijksimError when they cannot be."""
    page = sweep_page(found, lang=lang, command=command, versions=versions())
    manifest = told(found, lang=lang, command=command) | {"plan": dict(found.swept.plan)}
    del manifest["tables"]
    with new_folder(folder, force=force, replaces=FILES) as stage:
        for name, table in tables_of(found).items():
            outputs.write_csv(table, stage / f"{name}.csv")
        outputs.write_json(manifest, stage / "analysis.json")
        (stage / "report.html").write_bytes(page.encode("utf-8"))
    return folder
