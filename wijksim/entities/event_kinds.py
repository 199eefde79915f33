"""The kinds of events that the log can hold: about whom, what each means, and what its value is.

Represents: one list, in which every name in the log can be looked up. The log itself also tells the
week, the cause, and by whom; these differ from event to event.
Leaves out: dated entries of a policy; those appear in the log as `announced` and `lever set`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class EventKind:
    """One kind of event: its name, the table whose rows it happens to, and what it means.

    `value` tells what the number beside the event stands for, with its unit; empty when it says
    nothing.
    """

    name: str
    about: str
    meaning: str
    value: str = ""


EVENT_KINDS: Final = (
    EventKind("came", "residents", "born, or moved in; the cause tells which", "row in the table"),
    EventKind("left", "residents", "died, or moved away; the cause tells which", "row it had"),
    EventKind("need began", "residents", "need in a domain became a problem", "severity, 0 to 1"),
    EventKind("need ended", "residents", "need in a domain is over", "severity, 0 to 1"),
    EventKind("crisis", "residents", "heavy need turned into a crisis", "severity, 0 to 1"),
    EventKind("overloaded", "residents", "gives more informal care than can be borne",
              "care given as a share of what can be given"),
    EventKind("talk", "residents", "a talk with a professional at a meeting place", "hours"),
    EventKind("asked for help", "residents", "asked for professional help; the cause tells how",
              "severity, 0 to 1"),
    EventKind("request came in", "residents", "a request stood in line for a professional",
              "severity, 0 to 1"),
    EventKind("plan made", "residents", "a request got its plan", "weeks since asking"),
    EventKind("first hour", "residents", "the first hour of help was given", "weeks since asking"),
    EventKind("request ended", "residents", "a request ended; the cause tells how",
              "weeks since asking"),
    EventKind("joined", "professionals", "took a post with an employer", "hours a week"),
    EventKind("left", "professionals", "left a post; the cause tells why", "hours a week"),
    EventKind("went over", "professionals", "got another employer; the cause tells why",
              "hours a week"),
    EventKind("seconded", "professionals", "went to work in a team", "hours a week"),
    EventKind("client granted", "professionals", "was given a client by a colleague"),
    EventKind("leak", "professionals", "an error let shared data out",
              "share of decisions that go wrong"),
    EventKind("at the table", "professionals", "spent time on making a vision together", "hours"),
    EventKind("work_handed_over", "institutions", "gave overlapping work to another",
              "share of its work"),
    EventKind("cramped", "professionals", "was strained; the cause tells by what most",
              "strain, 0 to 1"),
    EventKind("at ease again", "professionals", "was no longer strained", "strain, 0 to 1"),
    EventKind("new practice", "professionals", "came to work in a new way",
              "new practices, 0 to 1"),
    EventKind("practice lost", "professionals", "fell back from a new way of working",
              "new practices, 0 to 1"),
    EventKind("role shifted", "professionals", "became ready to do another's task",
              "flexibility, 0 to 1"),
    EventKind("role narrowed", "professionals", "kept to the own task again",
              "flexibility, 0 to 1"),
    EventKind("turned inward", "institutions", "came to look at itself first",
              "share of attention"),
    EventKind("turned outward", "institutions", "came to look outside again",
              "share of attention turned to itself"),
    EventKind("management apart", "institutions", "management and front line drifted apart",
              "distance, 0 to 1"),
    EventKind("management near", "institutions", "management and front line came together again",
              "distance, 0 to 1"),
    EventKind("merged", "institutions", "went up in another institution", "posts"),
    EventKind("dissolved", "institutions", "ceased to exist", "posts"),
    EventKind("team started", "teams", "a team began", "full-time posts asked for"),
    EventKind("team stopped", "teams", "a team ended", "weeks it existed"),
    EventKind("team moved", "teams", "a team got another base", "row of the place"),
    EventKind("team refitted", "teams", "staff was exchanged by the need seen", "members changed"),
    EventKind("team reorganised", "teams", "members were replaced after poor figures",
              "members that went"),
    EventKind("withdrew to target group", "teams", "sent on who was not of its own group",
              "share of requests sent on"),
    EventKind("opened to all again", "teams", "sent on few requests again",
              "share of requests sent on"),
    EventKind("initiative began", "initiatives", "residents started an initiative",
              "drive at that place, 0 or more"),
    EventKind("initiative moved", "initiatives", "went to another place", "row of the place"),
    EventKind("initiative handed over", "initiatives", "got a new coordinator", "members"),
    EventKind("initiative ended", "initiatives", "came to an end; the cause tells why", "members"),
    EventKind("place opened", "places", "a place opened its doors"),
    EventKind("place closed", "places", "a place closed its doors"),
    EventKind("announced", "municipality", "a policy told beforehand what it will set",
              "value to come; a word stands in the cause"),
    EventKind("lever set", "municipality", "a policy set a lever, named in the cause",
              "new value; a word stands in the cause"),
    EventKind("shock", "municipality", "more needs begin than usual", "times as many"),
    EventKind("protocol added", "municipality", "rules were added after alarm",
              "rules piled up, 0 to 1"),
    EventKind("rules after a leak", "municipality", "rules were added after a leak",
              "rules piled up, 0 to 1"),
    EventKind("room claimed", "municipality", "professionals asked more room to decide",
              "room asked, 0 to 1"),
    EventKind("room conceded", "municipality", "room to decide was given", "room given, 0 to 1"),
    EventKind("room taken back", "municipality", "room to decide was taken back",
              "room left, 0 to 1"),
    EventKind("position secured", "municipality", "room had lasted long enough to count as kept",
              "room given, 0 to 1"),
    EventKind("position lost", "municipality", "room that counted as kept was taken back",
              "room left, 0 to 1"),
    EventKind("mode reached", "municipality", "working together by trust became usual",
              "least mutual trust asked, 0 to 1"),
    EventKind("mode lost", "municipality", "working together by trust stopped being usual",
              "least mutual trust asked, 0 to 1"),
)  # fmt: skip
"""All kinds, by whom they are about. `left` is said of residents and of professionals."""
