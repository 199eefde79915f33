"""Het verslag in het Nederlands, op niveau B1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NL: Final[Mapping[str, str]] = {
    "and": "en",
    "language": "nl",
    "months": "januari februari maart april mei juni juli augustus september oktober november "
    "december",
    "skip": "Naar het antwoord",
    "kicker": "wijksim: beleid vergelijken in een model",
    "title": "{others} vergeleken met {baseline}",
    "subtitle": "{place}, {start} tot {end}. Aantal doorgerekende paren: {pairs}. Binnen een paar "
    "krijgt elke bewoner hetzelfde toeval.",
    "contents": "Op deze pagina",
    # het antwoord
    "answer": "Het antwoord",
    "answer_of": "{other}, vergeleken met {baseline}",
    "lead_better": "beter voor {names}",
    "lead_worse": "slechter voor {names}",
    "lead_other": "anders voor {names}",
    "lead_small": "ongeveer gelijk voor {names}",
    "lead_unsure": "Niet te zeggen: {names}.",
    "lead_none": "Geen cijfer om te vergelijken: {names}.",
    "lead": "In dit model is {other} {parts}.",
    "lead_probably": "waarschijnlijk {text}",
    "caution": "Dit gebeurt er áls mensen en organisaties doen wat het model aanneemt. Het is geen "
    "voorspelling. Gebruik het nooit voor een besluit over een persoon.",
    "caution_link": "Grenzen aan het gebruik",
    "verdict_clear_better": "Duidelijk beter",
    "verdict_clear_worse": "Duidelijk slechter",
    "verdict_clear_other": "Duidelijk anders",
    "verdict_likely_better": "Waarschijnlijk beter",
    "verdict_likely_worse": "Waarschijnlijk slechter",
    "verdict_likely_other": "Waarschijnlijk anders",
    "verdict_small": "Geen verschil dat ertoe doet",
    "verdict_unsure": "Niet te zeggen",
    "verdict_none": "Geen cijfer",
    "way unmet_need up": "{size} meer per 100 bewoners",
    "way unmet_need down": "{size} minder per 100 bewoners",
    "way crises up": "{size} meer per 1.000 bewoners per jaar",
    "way crises down": "{size} minder per 1.000 bewoners per jaar",
    "way waiting up": "{size} weken langer",
    "way waiting down": "{size} weken korter",
    "way cost up": "{size} euro meer per bewoner per jaar",
    "way cost down": "{size} euro minder per bewoner per jaar",
    "way near_zero up": "{size} {unit} verder van nul",
    "way near_zero down": "{size} {unit} dichter bij nul",
    "way other up": "{size} hoger {unit}",
    "way other down": "{size} lager {unit}",
    "sentence": "{way} (95% zeker: {low} tot {high}). Het is {value} in plaats van {base}.",
    "sentence_small": "het verschil is {signed} {unit} (95% zeker: {low} tot {high}). "
    "Het doet er pas toe vanaf {matters}.",
    "sentence_same": "helemaal geen verschil. Het is steeds {value}.",
    "sentence_unsure": "het verschil ligt tussen {low} en {high} {unit}. Vanaf "
    "{matters} doet het ertoe. Daarom is het niet te zeggen.",
    "sentence_unsure_wider": "het verschil ligt tussen {low} en {high} {unit} (95% zeker). Vanaf "
    "{matters} doet het ertoe. Maar we bekijken meer verschillen tegelijk. Dan telt een ruimere "
    "marge: van {wider_low} tot {wider_high}. Nul valt daarbinnen. Daarom is het niet te zeggen.",
    "sentence_one": "{signed} {unit} in het enige paar. Eén paar is te weinig.",
    "sentence_none": "er is geen cijfer om te vergelijken.",
    "more_equal": "De last is eerlijker verdeeld over arm en rijk.",
    "less_equal": "De last is minder eerlijk verdeeld over arm en rijk.",
    "by_distance": "Deze cijfers zijn de afstand tot nul. Bij nul is de last eerlijk verdeeld.",
    "on_poor": "Aan welke kant van nul de ongelijkheid ligt, ziet u bij 'Door de jaren heen'. "
    "Onder nul: mensen met een zwakke positie dragen meer van de onvervulde zorgvraag.",
    "from_zero": "afstand tot nul",
    "stop_asked": "Aantal paren doorgerekend, zoals gevraagd: {pairs}.",
    "stop_narrow": "Het programma rekende door tot alle vijf hoofduitkomsten precies genoeg bekend "
    "waren. Daar waren {pairs} paren voor nodig.",
    "stop_narrow_some": "Het programma rekende door tot alle hoofduitkomsten met een cijfer "
    "precies genoeg bekend waren. Daar waren {pairs} paren voor nodig.",
    "stop_limit": "Na {pairs} paren stopt het programma. Nog niet precies genoeg bekend: {names}.",
    "stop_asked_wide": "Met dit aantal nog niet precies genoeg bekend: {names}.",
    "never_part": "Deze twee scenario's zijn precies gelijk. Er kan dus niets verschillen.",
    "part_start": "De scenario's verschillen vanaf de eerste week. Wat verschilt, komt door het "
    "beleid.",
    "part_apart": "De scenario's verschillen vanaf de eerste week, en niet alleen in beleid. Er "
    "is ook iets anders in de getallen of onderdelen van het model, of in de wijk. Wat verschilt, "
    "komt door alles samen. In de tabel met keuzes die verschillen staat wat er anders is.",
    "part_from": "De scenario's zijn gelijk tot de week van {date}. Wat daarna verschilt, komt "
    "door het beleid.",
    "caption_key": "De vijf hoofduitkomsten, gemiddeld over de hele kwartalen: {start} tot en met "
    "{end}",
    "col_outcome": "Uitkomst",
    "col_unit": "Eenheid",
    "col_difference": "Verschil (95% zeker)",
    "col_higher": "Paren waarin het getal hoger is",
    "pairs_all": "alle {pairs}",
    "pairs_none": "geen van de {pairs}",
    "pairs_some": "{count} van de {pairs}",
    "weak_basis": "Let op: het aantal doorgerekende paren is maar {pairs}. Dit is een eerste "
    "indruk. Een verschil kan toeval zijn in het model. Daarom zeggen we nog nergens 'duidelijk "
    "beter' of 'duidelijk slechter'. Reken minstens {least} paren door voordat u een getal "
    "gebruikt.",
    "weak_one": "Let op: er is maar één paar doorgerekend. Een verschil kan toeval zijn. Reken "
    "minstens {least} paren door voordat u een getal gebruikt.",
    "col_matters": "Doet ertoe vanaf",
    "col_verdict": "Oordeel",
    # groepen
    "groups": "Wie wint en wie verliest",
    "groups_intro": "De bewoners zijn verdeeld in vijf even grote groepen, naar inkomen en "
    "positie. Groep 1 heeft de zwakste positie, groep 5 de sterkste. Elke stip is het verschil "
    "voor één groep. De lijn is de marge (95% zeker). In de grijze band is het verschil te klein "
    "om ertoe te doen. We bekijken veel verschillen tegelijk. Daarom telt voor beter en slechter "
    "een ruimere marge dan de lijn.",
    "fifth": "Groep {n}",
    "fifth_low": "1 (zwakst)",
    "fifth_high": "5 (sterkst)",
    "gains": "beter: {names}",
    "loses": "slechter: {names}",
    "same": "geen verschil dat ertoe doet: {names}",
    "unknown": "niet te zeggen: {names}",
    "changes": "anders: {names}",
    "caption_groups": "Verschil per groep, van zwakke naar sterke positie",
    "col_group": "Groep",
    "no_groups": "Er zijn geen cijfers per groep.",
    "table_toggle": "Hetzelfde als tabel",
    "chart_better": "beter",
    "chart_worse": "slechter",
    # tijd
    "time": "Door de jaren heen",
    "time_intro": "Boven: elke lijn is het gemiddelde. Acht van de tien keer ligt het cijfer "
    "in de band. Onder: het verschil binnen de paren, met de marge (95% zeker).",
    "time_parting": "De gestippelde lijn omlaag is de eerste week waarin de scenario's kunnen "
    "verschillen.",
    "time_alt": "{outcome} per kwartaal. {parts}.",
    "time_part": "{label} gaat van {first} naar {last}",
    "chart_difference": "Verschil",
    # kaart
    "map": "De wijk ervoor en erna",
    "map_intro": "Deel van de bewoners met een zorgvraag, per vakje van 50 meter. Het is het "
    "gemiddelde van alle keren. Mensen en huizen zijn bedacht. Een vakje zegt dus niets over wie "
    "daar echt woont.",
    "map_before": "Ervoor ({date})",
    "map_after": "Erna: {label}",
    "map_change": "Verschil: {label} min {baseline}",
    "map_alt": "Kaart met vakjes. In het middelste vakje heeft {middle} van de bewoners een "
    "zorgvraag. Negen van de tien vakjes liggen tussen {low} en {high}.",
    "map_change_alt": "Vakjes met minder zorgvraag: {lower}, vakjes met meer: {higher}. In de "
    "andere {rest} kan het verschil goed toeval zijn.",
    "map_chance": "kan toeval zijn",
    "map_chance_text": "Een vakje heeft een kleur als we 95% zeker zijn dat er verschil is. In "
    "een vakje met een streep kan het verschil toeval zijn. Er zijn veel vakjes. Daarom krijgt "
    "ongeveer één op de twintig ook door toeval een kleur.",
    "map_chance_few": "Met één of twee paren kunnen we niet zien wat toeval is. Daarom heeft "
    "geen vakje een kleur.",
    "legend_share": "Deel met een zorgvraag",
    "legend_change": "Verschil in procentpunt",
    "between": "tot",
    # geld
    "money": "Wie betaalt",
    "money_intro": "Gemiddelde kosten per bewoner per jaar. De uren van mantelzorgers staan apart, "
    "met hun waarde in geld. Anders lijkt het een besparing als werk naar hen gaat.",
    "caption_money": "Kosten per betaler, euro per bewoner per jaar",
    "col_payer": "Betaler",
    "payer municipality_youth": "Gemeente: jeugd",
    "payer municipality_support": "Gemeente: ondersteuning thuis",
    "payer municipality_income": "Gemeente: werk en inkomen",
    "payer municipality_debt": "Gemeente: schuldhulp",
    "payer municipality_team": "Gemeente: wijkteam",
    "payer municipality_places": "Gemeente: plekken en initiatieven",
    "payer specialist_care": "Specialistische zorg",
    "payer informal_carers": "Mantelzorgers (eigen tijd)",
    "no_money": "Er zijn geen kosten per betaler.",
    # aannames
    "assumptions": "Waar dit op rust",
    "assumptions_intro": "Een conclusie is zo sterk als de aannames eronder. We hebben hier niet "
    "getest wat er gebeurt als een aanname anders is. Test dat voordat u de uitkomst gebruikt.",
    "settings": "Waarin de scenario's verschillen",
    "settings_range": "Is een waarde een aanname? Dan staat tussen haakjes van welke tot welke "
    "waarde het nog hetzelfde beleid is.",
    "caption_settings": "Keuzes die verschillen",
    "col_date": "Vanaf",
    "col_scenario": "Scenario",
    "col_setting": "Keuze",
    "col_source": "Bron",
    "no_settings": "De scenario's hebben dezelfde instellingen.",
    "at_start": "begin",
    "apart parameters": "Een getal van het model is anders.",
    "apart submodels": "Een onderdeel van het model werkt anders.",
    "apart figures": "Een cijfer van de wijk is anders.",
    "apart places": "Een plek is anders.",
    "apart supply": "Het aanbod van hulp is anders.",
    "apart links_cut": "Verbanden tussen onderdelen van het model zijn verbroken.",
    "apart warm_up": "Het aantal weken vooraf is anders. Die weken tellen niet mee.",
    "apart places all": "volgorde van de plekken",
    "apart links_cut all": "verbroken verbanden",
    "apart warm_up all": "weken vooraf",
    "apart_none": "geen",
    "announced": "bekend sinds {date}",
    "week_of": "week van {date}",
    "assumed": "{count} van de {total} getallen in het model zijn een aanname",
    "assumed_text": "Niemand heeft deze getallen gemeten. Bij elk staat een reden, en hoe laag of "
    "hoog het kan zijn.",
    "assumed_of": "In de lijst staan de waarden van {baseline}. Zijn getallen in een ander "
    "scenario anders? Dan staan die in de tabel hierboven.",
    "caption_assumed": "Getallen die een aanname zijn",
    "col_parameter": "Getal",
    "col_value": "Waarde",
    "col_range": "Kan zijn",
    "assumption_mark": "aanname",
    "caption_definitions": "Wat de hoofduitkomsten betekenen",
    "definitions": "Hoe de hoofduitkomsten zijn geteld",
    "col_definition": "Betekenis",
    "col_because": "Waarom dit verschil ertoe doet",
    # onbekend
    "unknowns": "Wat het model niet weet",
    "unknown_1": "Of hulp goed en vriendelijk is. Van een gesprek ziet u alleen het effect.",
    "unknown_2": "Medische details, de precieze wet, bezwaar en beroep.",
    "unknown_3": "Prijzen van huizen, banen, verkiezingen en nieuws. Die zijn er alleen als "
    "gebeurtenis met een datum.",
    "unknown_4": "Discriminatie door mensen of regels. U ziet wel per groep wie er verliest.",
    "unknown_5": "Of het hele model klopt. Dat is niet bewezen, en dat kan bij zo'n model ook "
    "niet. De marge hierboven gaat alleen over toeval in het model, niet over twijfel aan het "
    "model.",
    # herhalen
    "reproduce": "Zo rekent u het na",
    "reproduce_intro": "Deze opdracht geeft dezelfde cijfers, op elke computer.",
    "seeds": "Startgetallen (seeds) {first} tot en met {last}. Vergeleken met: {baseline}.",
    "caption_versions": "Versies",
    "col_program": "Programma",
    "col_version": "Versie",
    "files": "In manifest.json staat van elk bestand een code. Daarmee ziet u of het bestand nog "
    "hetzelfde is. In outcomes.parquet staan alle cijfers, en in summary.csv alle verschillen.",
    # grenzen
    "limits": "Grenzen aan het gebruik",
    "limits_quote": "wijksim is een laboratorium om na te denken. Gebruik het nooit om te "
    "beslissen over een persoon, een gezin, een straat of een medewerker. De bewoners zijn "
    "bedacht. Herkomst geeft in geen enkele regel meer of minder risico.",
    "limits_full": "Lees alle grenzen aan het gebruik",
}
