"""The report of a sweep in Dutch, level B1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NL: Final[Mapping[str, str]] = {
    "skip": "Naar het antwoord",
    "kicker": "wijksim: een model met veel verschillende aannames doorgerekend",
    "subtitle": "{points} punten, elk {replicates} keer doorgerekend met hetzelfde toeval voor elk "
    "scenario, {scenarios} scenario's. Klaar: {done} berekeningen. Mislukt: {failed}.",
    "contents": "Op deze pagina",
    "missing": "Deze reeks is niet af: {missing} van de {runs} berekeningen ontbreken. "
    "Alles hier gaat over de andere.",
    "failed": "{failed} berekeningen zijn mislukt. Een punt zonder cijfer voor elke herhaling "
    "telt niet mee waar dat cijfer nodig is. Mislukken ze met een reden? Dan kan de rest een "
    "scheef beeld geven.",
    # onderdelen
    "answer": "Het antwoord",
    "effects": "Hoe groot, en hoe zeker",
    "moves": "Waar het verschil vandaan komt",
    "when": "Onder welke voorwaarden",
    "from_zero": "afstand tot nul",
    "regret": "Waar u spijt van kunt krijgen",
    "varied": "Wat er is gevarieerd",
    "doubts": "Wat dit niet kan zeggen",
    "reproduce": "Zelf herhalen",
    "limits": "Grenzen aan het gebruik",
    "caution": "Een punt is een stel aannames, geen voorspelling. Alle punten tellen even zwaar, "
    "ook als ze onwaarschijnlijk zijn. En wat er in het model gebeurt, volgt uit hoe het is "
    "gemaakt.",
    "caution_link": "Grenzen aan het gebruik",
    "compared": "{other}, vergeleken met {baseline}",
    # verschillen
    "word_less": "Minder, bijna overal",
    "word_more": "Meer, bijna overal",
    "word_sometimes less": "Minder in een deel van de punten",
    "word_sometimes more": "Meer in een deel van de punten",
    "word_either": "Het hangt ervan af",
    "word_small": "Geen verschil dat ertoe doet",
    "word_unsure": "Niet te zeggen",
    "word_none": "Geen cijfer",
    "tell_less": "In {below} van de punten is het minder, met minstens de {matters} die ertoe "
    "doet.",
    "tell_more": "In {above} van de punten is het meer, met minstens de {matters} die ertoe doet.",
    "tell_sometimes less": "In {below} van de punten is het minder, met minstens {matters}. In de "
    "andere is het verschil kleiner, of is het door toeval niet te zeggen.",
    "tell_sometimes more": "In {above} van de punten is het meer, met minstens {matters}. In de "
    "andere is het verschil kleiner, of is het door toeval niet te zeggen.",
    "tell_either": "In {below} van de punten is het minder, met minstens {matters}. In {above} is "
    "het juist meer. Het hangt van de aannames af.",
    "tell_small": "In minstens 95% van de punten is het verschil kleiner dan {matters} {unit}. "
    "Vanaf daar doet het ertoe.",
    "tell_unsure": "Door toeval alleen ligt het gemiddelde ergens tussen {low} en {high} {unit}. "
    "{matters} doet er al toe. Er zijn meer herhalingen nodig.",
    "tell_unsure_one": "Er is één berekening per punt. Daardoor zijn toeval en aannames niet uit "
    "elkaar te houden. Zet 'replicates' op 2 of meer.",
    "tell_none": "Geen enkel punt heeft een cijfer voor elke herhaling.",
    "effects_intro": "Er zijn twee soorten onzekerheid. Toeval: dezelfde aannames, maar een "
    "andere loting. Meer herhalingen maken die onzekerheid kleiner. Aannames: andere punten van "
    "de reeks. Herhalen helpt daar niet. De grijze band is het verschil dat ertoe doet.",
    "figure_effects": "Verschillen, in stappen van wat ertoe doet. Dik: hoe onzeker het "
    "gemiddelde is door toeval. Dun: hiertussen liggen 95 van de 100 punten, zonder het toeval.",
    "alt_effects": "Verschillen per uitkomst, met een marge voor toeval en een voor de aannames. "
    "Dezelfde cijfers staan in de tabel hieronder.",
    "axis_effects": "verschil / verschil dat ertoe doet",
    "col_outcome": "Uitkomst",
    "col_mean": "Gemiddeld (95%, toeval)",
    "col_points": "95 van de 100 punten",
    "col_matters": "Doet ertoe",
    "col_variance": "Spreiding door aannames / door toeval",
    "col_verdict": "Oordeel",
    "caption_effects": "Verschillen met hun twee marges",
    "cannot_tell": "niet te zeggen",
    # waar het vandaan komt
    "moves_intro": "Wat een factor doet als hij van zijn laagste naar zijn hoogste waarde gaat. De "
    "andere factoren vallen zoals ze vallen. Het is een rechte lijn door de punten. De marge "
    "bevat wat zo'n lijn weglaat.",
    "moves_none": "Niet te zeggen: er zijn te weinig punten voor een lijn per factor (vijf voor "
    "elke factor, en nog vijf), of factoren gingen samen omhoog en omlaag.",
    "figure_slopes": "{outcome}: van de laagste naar de hoogste waarde",
    "alt_slopes": "Wat elke factor doet met {outcome}. De cijfers staan in de tabel.",
    "slope_fit": "Rechte lijnen verklaren {fit} van de spreiding over de punten.",
    "slope_bad_fit": "Rechte lijnen verklaren maar {fit} van de spreiding over de punten. Factoren "
    "buigen of werken samen. Lees daarom liever de voorwaarden hierboven.",
    "level_of": "Het niveau zelf, bij {baseline}",
    "col_factor": "Factor",
    "col_change": "Van laag naar hoog (95%)",
    "col_chance": "Alleen toeval (95%)",
    "caption_slopes": "Wat factoren doen",
    "table_toggle": "De cijfers als tabel",
    "sobol_head": "Aandeel in de spreiding (Sobol)",
    "morris_head": "Grootte van stappen (Morris)",
    "sobol_intro": "Hoeveel van de spreiding over de punten van een factor komt: alleen, en samen "
    "met de andere.",
    "morris_intro": "Hoeveel een stap in een factor gemiddeld doet, welke kant ook op. Verschillen "
    "de stappen van een factor veel (zie de tabel), dan buigt hij of werkt hij samen met andere.",
    "figure_sobol": "{outcome}: aandeel in de spreiding, alleen (open) en samen met andere "
    "(gevuld)",
    "figure_morris": "{outcome}: gemiddelde grootte van een stap over het hele bereik",
    "alt_sensitivity": "Gevoeligheid van {outcome} per factor. De cijfers staan in de tabel.",
    "sens_converged": "Stabiel: de breedste marge is {widest}, hoogstens {limit}. Op deze "
    "cijfers kunt u bouwen.",
    "sens_not yet": "Nog niet stabiel: de breedste marge is {widest}, meer dan {limit}. Zie de "
    "volgorde van de grootste factoren alleen als aanwijzing. Ongeveer {needed} steekproeven "
    "zijn genoeg.",
    "sens_flat": "Hier verschilt niets: elk punt geeft hetzelfde.",
    "sens_too few": "Niet te zeggen: er zijn {samples} hele steekproeven. Er zijn er minstens "
    "acht nodig.",
    "sens_not asked": "Met deze opzet ({method}) kunt u geen aandelen in de spreiding bepalen. Met "
    "sobol en morris kan dat wel.",
    "sens_blur": "Van de spreiding tussen de punten is {blur} toeval. Meer herhalingen helpen.",
    "sens_one": "Er is één berekening per punt. Daardoor is niet te zeggen hoeveel hiervan toeval "
    "is. Zet 'replicates' op 2 of meer.",
    "sens_left": "{left} steekproeven tellen niet mee, omdat er een berekening in ontbreekt.",
    "col_first": "Alleen",
    "col_total": "Met andere",
    "col_mu": "Gemiddelde stap",
    "col_mu_star": "Gemiddelde grootte van een stap",
    "col_sigma": "Spreiding van stappen",
    "caption_sensitivity": "Gevoeligheid, met marges van 95%",
    # voorwaarden
    "when_intro": "Het gaat om punten waar het verschil minstens zo groot is dat het ertoe doet. "
    "We zoeken de eenvoudigste doos van voorwaarden met daarin de meeste van die punten, en "
    "weinig andere. Dekking: welk deel van die punten in de doos ligt. Dichtheid: in welk deel "
    "van de punten in de doos het zo is. Tussen haakjes: hetzelfde bij punten die de zoektocht "
    "niet had gezien.",
    "box": "{claim} als {limits}.",
    "box_stats": "Dekking {coverage} ({tested_coverage}), dichtheid {density} ({tested_density}). "
    "{method}, {points} punten in de doos. Van alle punten samen is het zo in {share}.",
    "box_weak": "Bij ongeziene punten klopt dit veel minder goed. Zie het als een aanwijzing.",
    "box_other": "{method} zegt: als {limits} (dekking {coverage}, dichtheid {density}).",
    "box_no box": "{claim} in {share} van de punten, maar geen eenvoudige doos van voorwaarden "
    "onderscheidt die.",
    "box_always": "{claim} in elk punt, onder alle voorwaarden.",
    "box_never": "{claim}: in geen enkel punt.",
    "box_too few points": "{claim}: niet te zeggen wanneer. Er zijn {points} punten met een "
    "cijfer. Een doos heeft er minstens 40 nodig.",
    "box_too few cases": "{claim} in {cases} van de {points} punten: te weinig aan één kant om te "
    "zeggen wanneer (minstens 8 aan elke kant).",
    "box_open": "Door toeval is niet te zeggen of het verschil groot genoeg is om ertoe te doen.",
    "box_chance": "Met één berekening per punt is een deel hiervan toeval.",
    "figure_box": "{claim}: gevuld waar het zo is, open waar niet. De doos is gekleurd",
    "alt_box": "Punten over twee factoren, en de doos. {text}",
    "or": "of",
    "at_least": "{factor} minstens {low} is",
    "at_most": "{factor} hoogstens {high} is",
    "between": "{factor} tussen {low} en {high} ligt",
    "one_of": "{factor} {words} is",
    "parameter": "de parameter {name}",
    "also_least": "{factor} minstens {low}",
    "also_most": "{factor} hoogstens {high}",
    "also_between": "{factor} tussen {low} en {high}",
    "also_one_of": "{factor} {words}",
    "claim unmet_need less": "{other} laat minder zorgvragen onvervuld",
    "claim unmet_need more": "{other} laat meer zorgvragen onvervuld",
    "claim waiting less": "{other} laat mensen korter wachten",
    "claim waiting more": "{other} laat mensen langer wachten",
    "claim cost less": "{other} kost minder",
    "claim cost more": "{other} kost meer",
    "claim crises less": "{other} geeft minder crises",
    "claim crises more": "{other} geeft meer crises",
    "claim other less": "{other} geeft een lagere waarde van: {outcome}",
    "claim other more": "{other} geeft een hogere waarde van: {outcome}",
    # spijt
    "regret_intro": "De spijt van een scenario in een punt: hoeveel slechter het daar is dan het "
    "beste scenario in datzelfde punt. Een robuuste keuze blijft nooit ver achter, wat er ook "
    "waar blijkt. Goed genoeg: minder achter dan wat ertoe doet.",
    "regret_one": "Niet te zeggen: er is één scenario, dus niets te kiezen.",
    "regret_none": "Niet te zeggen: er zijn minder dan tien punten met een cijfer voor elk "
    "scenario, of deze uitkomsten hebben geen betere kant.",
    "regret_least": "{outcome}: bij {scenario} is de ergste spijt het kleinst ({worst} {unit}, "
    "tegen {next}). Het is goed genoeg in {good} van de punten ({good_low} tot {good_high}).",
    "regret_equal": "{outcome}: in elk punt blijft elk scenario minder dan {matters} achter. "
    "Vanaf daar doet het ertoe. Voor deze uitkomst maakt de keuze niet uit.",
    "regret_equal_some": "{outcome}: {scenarios} blijven in elk punt minder dan {matters} "
    "achter. Vanaf daar doet het ertoe. Voor deze uitkomst maakt de keuze tussen deze niet uit. "
    "De andere kunnen verder achterblijven.",
    "regret_close": "{outcome}: geen scenario heeft duidelijk de kleinste ergste spijt. Wat beter "
    "is, hangt af van het punt.",
    "regret_close_some": "{outcome}: geen scenario heeft duidelijk de kleinste ergste spijt, want "
    "{scenarios} liggen daarin dicht bij elkaar. Wat beter is, hangt af van het punt.",
    "regret_unsure": "{outcome}: niet te zeggen waar u spijt van zou krijgen. Het toeval laat het "
    "verschil te veel open.",
    "few_points": "Niet te zeggen: er zijn {points} punten met een cijfer, en een doos heeft er "
    "minstens 40 nodig.",
    "figure_regret": "{outcome}: deel van de punten met hoogstens deze spijt",
    "alt_regret": "Spijt van elk scenario over de punten voor {outcome}. Cijfers in de tabel.",
    "axis_regret": "spijt, {unit}",
    "axis_share": "deel van de punten",
    "col_scenario": "Scenario",
    "col_regret_mean": "Gemiddelde spijt",
    "col_regret_high": "Spijt in het slechtste tiende deel",
    "col_regret_worst": "Ergste spijt",
    "col_good": "Goed genoeg in (95%)",
    "col_best": "Het beste in",
    "caption_regret": "Spijt over de punten",
    # gevarieerd
    "varied_intro": "De opzet is {method}: {points} punten.",
    "varied_none": "Er is niets gevarieerd: elke berekening heeft dezelfde aannames.",
    "col_range": "Waarden",
    "col_meaning": "Wat het is",
    "col_only": "Telt in",
    "everywhere": "elk scenario",
    "method_grid": "elke combinatie van de gekozen waarden (een volledig rooster)",
    "method_list": "een lijst die met de hand is gemaakt",
    "method_table": "een tabel die met de hand is gemaakt",
    "method_lhs": "een loting die het hele bereik van elke factor dekt (Latijnse hyperkubus)",
    "method_sobol": "een loting die per factor een aandeel geeft (Sobol, volgens Saltelli)",
    "method_morris": "een loting die steeds één factor een stap verzet (Morris)",
    "caption_varied": "Factoren",
    # twijfel
    "doubt_1": "Punten zijn niet gewogen. Een deel van de punten is geen kans dat iets gebeurt.",
    "doubt_2": "Alleen wat is gevarieerd kon iets laten zien. Alle andere aannames bleven zoals "
    "in de scenario's.",
    "doubt_3": "Er staan veel uitkomsten en voorwaarden naast elkaar. Van twintig marges van 95% "
    "kan er één niet kloppen, alleen door toeval.",
    "doubt_4": "Het programma heeft de dozen gezocht. Vertrouw op de cijfers bij ongeziene "
    "punten. Een nieuwe reeks met een ander startgetal (seed) is een betere toets.",
    "doubt_5": "De cijfers gaan over alle bewoners samen. Wie wint en wie verliest, staat in de "
    "tabellen van de reeks en in 'wijksim compare'.",
    "reproduce_intro": "Dezelfde map geeft hetzelfde verslag. De opdracht:",
    "reproduce_tables": "Naast dit verslag staan de cijfers als CSV, en analysis.json met versies "
    "en het plan van de reeks.",
    "caption_versions": "Versies",
    "col_program": "Programma",
    "col_version": "Versie",
    "limits_full": "Alle grenzen aan het gebruik",
}
