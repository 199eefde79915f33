"""Wat de hoofduitkomsten betekenen, in het Nederlands, op niveau B1.

The catalogue holds definitions in English; these are the same for Dutch readers. An outcome that is
not here is shown in English, and marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS_NL: Final[Mapping[str, tuple[str, str]]] = {
    "unmet_need": (
        "Hoeveel zorgvragen niet genoeg hulp krijgen, per 100 bewoners. Heeft iemand twee "
        "zorgvragen, dan tellen we er twee. We tellen een zorgvraag mee vanaf een zwaarte van 0,3, "
        "als er vier weken of langer minder dan 80% van de nodige hulp voor is. Het is het "
        "gemiddelde over alle weken.",
        "één zorgvraag op de honderd bewoners: in Carnisse ongeveer 110 zorgvragen",
    ),
    "unmet_inequality": (
        "Of mensen met een zwakke positie meer van de onvervulde zorgvraag dragen. Nul betekent: "
        "gelijk verdeeld. Onder nul: mensen met een zwakke positie dragen meer. We vergelijken de "
        "afstand tot nul. Dit is de concentratie-index met de correctie van Erreygers.",
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
    "recovery_time": (
        "Hoeveel weken het na een schok duurt tot de onvervulde zorgvraag weer is zoals daarvoor. "
        "Een schok is: er ontstaan vaker problemen (een crisis in de economie), de budgetten voor "
        "zorg dalen samen, of een buurthuis gaat dicht. We vergelijken met het jaar ervoor. Meer "
        "dan één zorgvraag op de honderd bewoners erboven telt als niet hersteld. We tellen per "
        "kwartaal, tot twee jaar. Zijn er meer schokken, dan is dit het gemiddelde.",
        "een kwartaal; preciezer is het cijfer niet",
    ),
    "vision_score": (
        "Hoe ver de wijk gemiddeld van het ideaal af blijft, in stappen die ertoe doen. Nul is "
        "het beste wat kan. Elke waarde heeft één maat. Voor solidariteit: de onvervulde "
        "zorgvraag van mensen met de zwakste positie. Voor eigen kracht: de zelfredzaamheid. Voor "
        "zuinigheid: de kosten. Voor zekerheid: de wachttijd. De gewichten staan bij de aannames "
        "(outcomes.score_). Met andere gewichten is de score anders. Alleen het verschil tussen "
        "twee keuzes zegt iets.",
        "één stap: het verschil dat ertoe doet, als één waarde al het gewicht had",
    ),
}
"""By outcome: its definition, and why the difference that matters is as large as it is."""
