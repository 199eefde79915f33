"""Wat de hoofduitkomsten betekenen, in het Nederlands, op niveau B1.

The catalogue holds definitions in English; these are the same for Dutch readers. An outcome that is
not here is shown in English, and marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS_NL: Final[Mapping[str, tuple[str, str]]] = {
    "unmet_need": (
        "Hoeveel mensen hulp nodig hebben en die niet genoeg krijgen, per 100 bewoners. We tellen "
        "een zorgvraag mee vanaf een zwaarte van 0,3, als iemand vier weken of langer minder dan "
        "80% van de nodige hulp krijgt. Het is het gemiddelde over alle weken.",
        "één bewoner op de honderd: in Carnisse ongeveer 110 mensen",
    ),
    "unmet_inequality": (
        "Of mensen met een zwakke positie vaker te weinig hulp krijgen. Nul betekent: eerlijk "
        "verdeeld. Onder nul: mensen met een zwakke positie krijgen vaker te weinig hulp. Dit is "
        "de concentratie-index met de correctie van Erreygers.",
        "een veertigste van wat in de praktijk waarschijnlijk is (aanname)",
    ),
    "crises": (
        "Hoe vaak het zo misgaat dat iemand specialistische zorg nodig heeft, per 1.000 bewoners "
        "per jaar.",
        "elf crises per jaar in Carnisse, ongeveer een half miljoen euro",
    ),
    "waiting": (
        "Hoeveel weken mensen gemiddeld wachten van hun vraag tot het eerste uur hulp dat werkt. "
        "We tellen tot 52 weken. Wie nog wacht, telt ook mee (methode van Kaplan-Meier).",
        "een week, bij een norm van zes weken",
    ),
    "cost": (
        "De kosten per bewoner per jaar, per betaler. De uren van mantelzorgers tellen niet mee in "
        "het totaal.",
        "25 euro per bewoner is in Carnisse ongeveer 275.000 euro per jaar: drie tot vier "
        "professionals",
    ),
}
"""By outcome: its definition, and why the difference that matters is as large as it is."""
