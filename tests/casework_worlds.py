"""Small worlds with staff, in which requests are asked, queued and helped."""

import numpy as np
from worlds import PLAIN_LADDER, scope, small_world

from wijksim.entities.domains import SUPPORT, Channel, InstitutionKind, RequestState, TeamMode
from wijksim.entities.world import Scope, World
from wijksim.submodels.casework import Casework

HOURS = ("admin", "intake", "coordination", "learning", "outreach", "direct")
QUIET = {
    "norm.self_reliance": 0.0,
    "rules.result_targets": 0.0,
    "coordination.rule": "none",
    "data.sharing": 0.0,
    "team.scan_hours": 0.0,
    "access.desk_hours": 0.0,
    "access.self_referral": "no",
    "access.outreach_hours": 1.0,
    "initiatives.hours": 0.0,
}


def neighbourhood(
    *,
    residents=5,
    ages=None,
    institutions=1,
    staff=1,
    teams=1,
    team_members=0,
    mode=TeamMode.NONE,
    admin=0.25,
    protocol=0.2,
    trust=0.25,
    levers=None,
    parameters=None,
    seed=1,
    requests=None,
    logging=False,
) -> World:
    """`staff` workers at each institution; the first `team_members` of all are in team 0."""
    posts = institutions * staff
    w = small_world(
        households=residents,
        ages=ages,
        professionals=posts,
        institutions=institutions,
        teams=teams,
        requests=requests,
        seed=seed,
        logging=logging,
        levers=QUIET | (levers or {}),
        parameters=PLAIN_LADDER | (parameters or {}),
    )
    p, i, t = w.professionals, w.institutions, w.teams
    p.present[:], p.hours[:], p.joined_week[:] = 1, 36.0, 0
    p.id[:] = np.arange(posts)
    p.employer[:] = np.arange(posts) // staff
    p.competence[:], p.weight[:] = 1.0, 0.25
    p.discipline[:] = 7
    w.pairs.trust[:] = trust
    i.state[:], i.domain[:], i.municipal[:] = 1, 1, 1
    i.kind[:], i.domain_share[:] = InstitutionKind.HOME_CARE, 0.25
    i.admin_share[:], i.protocol[:] = admin, protocol
    i.cost_per_fte[:] = 80_000.0
    t.admin_share[:], t.protocol[:] = admin, protocol
    if mode != TeamMode.NONE:
        t.present[0], t.mode[0], t.domain[0] = 1, mode, 1
        p.team[:team_members] = 0
    return w


def ask(w: World, rows, severity=0.45, domain=SUPPORT, channel=Channel.DESK) -> None:
    w.residents.need[rows, domain] = severity
    w.residents.onset_week[rows, domain] = w.week - 10
    w.residents.asking[rows, domain] = channel


def begin(w: World, submodel=None) -> tuple[Casework, Scope]:
    model = submodel or Casework()
    seen = scope(w, model)
    model.initialise(seen)
    return model, seen


def live(w: World, model, seen: Scope, weeks=1, each_week=None) -> None:
    """Let weeks pass; what was asked is asked once."""
    for _ in range(weeks):
        w.municipality.cost[:] = 0.0
        if each_week is not None:
            each_week()
        model.step(seen)
        w.residents.asking[:] = 0
        w.week += 1


def share(w: World, name: str) -> float:
    p = w.professionals
    return float(getattr(p, f"hours_{name}").sum() / p.hours_present.sum())


def open_rows(w: World):
    return np.flatnonzero(w.requests.state != RequestState.FREE)
