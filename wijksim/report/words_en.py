"""The report in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EN: Final[Mapping[str, str]] = {
    "and": "and",
    "language": "en",
    "months": "January February March April May June July August September October November "
    "December",
    "skip": "Skip to the answer",
    "kicker": "wijksim: a comparison of policies in a model",
    "title": "{others} compared with {baseline}",
    "subtitle": "{place}, {start} to {end}. {pairs} pairs of simulated runs; in each pair every "
    "resident has the same luck.",
    "contents": "On this page",
    # the answer
    "answer": "The answer",
    "answer_of": "{other}, compared with {baseline}",
    "lead_better": "better on {names}",
    "lead_worse": "worse on {names}",
    "lead_other": "different on {names}",
    "lead_small": "without a difference that matters on {names}",
    "lead_unsure": "Too uncertain to tell: {names}.",
    "lead_none": "No figure to compare: {names}.",
    "lead": "In this model, {other} comes out {parts}.",
    "lead_probably": "probably {text}",
    "caution": "This says what follows if people and institutions behave as the model assumes. It "
    "is no forecast, and never a ground for a decision about a person.",
    "caution_link": "Limits of use",
    "verdict_clear_better": "Clearly better",
    "verdict_clear_worse": "Clearly worse",
    "verdict_clear_other": "Clearly different",
    "verdict_likely_better": "Probably better",
    "verdict_likely_worse": "Probably worse",
    "verdict_likely_other": "Probably different",
    "verdict_small": "No difference that matters",
    "verdict_unsure": "Cannot tell",
    "verdict_none": "No figure",
    "way unmet_need up": "{size} more per 100 residents",
    "way unmet_need down": "{size} fewer per 100 residents",
    "way crises up": "{size} more per 1,000 residents a year",
    "way crises down": "{size} fewer per 1,000 residents a year",
    "way waiting up": "{size} weeks longer",
    "way waiting down": "{size} weeks shorter",
    "way cost up": "{size} euros more per resident a year",
    "way cost down": "{size} euros less per resident a year",
    "way near_zero up": "{size} {unit} further from zero",
    "way near_zero down": "{size} {unit} nearer to zero",
    "way other up": "{size} {unit} higher",
    "way other down": "{size} {unit} lower",
    "sentence": "{way} (95% interval {low} to {high}). It is {value} instead of {base}.",
    "sentence_small": "the difference is {signed} {unit} (95% interval {low} to "
    "{high}), smaller than the {matters} that would matter.",
    "sentence_same": "no difference at all. It is {value} in both.",
    "sentence_unsure": "the difference lies between {low} and {high} {unit}. "
    "{matters} would matter, so this cannot decide.",
    "sentence_unsure_wider": "the difference lies between {low} and {high} {unit} (95% interval), "
    "and {matters} would matter. But several differences are looked at together, so a wider "
    "interval counts: from {wider_low} to {wider_high}. Zero lies in it, so this cannot decide.",
    "sentence_one": "{signed} {unit} in the only pair of runs; one pair cannot tell.",
    "sentence_none": "the runs gave no figure to compare.",
    "more_equal": "The burden is spread more evenly over rich and poor.",
    "less_equal": "The burden is spread less evenly over rich and poor.",
    "by_distance": "These figures are distances from zero; at zero the burden is equal.",
    "on_poor": "On which side of zero inequality lies is shown under 'Through the years'. Below "
    "zero, people in a weak position bear more of the unmet need.",
    "from_zero": "distance from zero",
    "stop_asked": "Number of pairs of runs, as asked: {pairs}.",
    "stop_narrow": "Pairs of runs were added until all five key outcomes were known more exactly "
    "than the difference that matters. That took {pairs} pairs.",
    "stop_narrow_some": "Pairs of runs were added until every key outcome that has a figure was "
    "known more exactly than the difference that matters. That took {pairs} pairs.",
    "stop_limit": "After {pairs} pairs, the most that is run, these were still not known exactly "
    "enough: {names}.",
    "stop_asked_wide": "These are not known exactly enough with this number: {names}.",
    "never_part": "These two scenarios hold exactly the same settings, so nothing can differ.",
    "part_start": "The scenarios differ from the first week on. What differs was caused by the "
    "policy.",
    "part_apart": "The scenarios differ from the first week on, and in more than their policy: "
    "also in numbers or parts of the model, or in the neighbourhood. What differs was caused by "
    "all of that together; the table of settings names it.",
    "part_from": "The scenarios hold the same until the week of {date}. What differs after that "
    "was caused by the policy.",
    "caption_key": "The five key outcomes, mean over the full quarters: {start} to {end}",
    "col_outcome": "Outcome",
    "col_unit": "Unit",
    "col_difference": "Difference (95% interval)",
    "col_higher": "Pairs in which the figure is higher",
    "pairs_all": "all {pairs}",
    "pairs_none": "none of {pairs}",
    "pairs_some": "{count} of {pairs}",
    "weak_basis": "A weak basis: the number of pairs of runs is only {pairs}. Take this as a first "
    "impression. With so few pairs nothing is called clear, and a difference can come "
    "from chance in the model. Compare at least {least} pairs before you use a figure.",
    "weak_one": "A weak basis: one pair of runs. What differs here can be chance. Compare at least "
    "{least} pairs before you use a figure.",
    "col_matters": "Matters from",
    "col_verdict": "Verdict",
    # groups
    "groups": "Who gains, who loses",
    "groups_intro": "Residents are divided into five equal groups by socio-economic position, from "
    "1 (lowest) to 5 (highest). Each dot is the difference for one group, the line its 95% "
    "interval. The grey band is a difference too small to matter. So many differences are looked "
    "at together that better and worse are judged by a wider interval than the line.",
    "fifth": "Fifth {n}",
    "fifth_low": "1 (lowest)",
    "fifth_high": "5 (highest)",
    "gains": "better: {names}",
    "loses": "worse: {names}",
    "same": "no difference that matters: {names}",
    "unknown": "cannot tell: {names}",
    "changes": "different: {names}",
    "caption_groups": "Differences by fifth of socio-economic position",
    "col_group": "Group",
    "no_groups": "These runs gave no figures by position.",
    "table_toggle": "The same as a table",
    "chart_better": "better",
    "chart_worse": "worse",
    # time
    "time": "Through the years",
    "time_intro": "Above: each line is the mean over all runs, its band holds the middle 80% of "
    "runs. Below: the difference within pairs with the baseline, with its 95% interval.",
    "time_parting": "A dotted upright line marks the first week in which the scenarios can differ.",
    "time_alt": "{outcome} per quarter. {parts}.",
    "time_part": "{label} goes from {first} to {last}",
    "chart_difference": "Difference",
    # map
    "map": "The neighbourhood before and after",
    "map_intro": "Share of residents with a need, per square of 50 metres; mean over all runs. "
    "People and homes are invented: a square says nothing about who lives there.",
    "map_before": "Before ({date})",
    "map_after": "After: {label}",
    "map_change": "Difference: {label} less {baseline}",
    "map_alt": "Map of squares. In the middle square {middle} of residents have a need; nine in "
    "ten squares lie between {low} and {high}.",
    "map_change_alt": "Squares with less need than chance usually gives: {lower}; with more: "
    "{higher}. In the other {rest} the difference is within chance.",
    "map_chance": "within chance",
    "map_chance_text": "A square has a colour when the 95% interval of its difference, over the "
    "pairs, leaves out zero. Squares with a stroke are within chance: there the model shows no "
    "difference. Among many squares about one in twenty has a colour by chance alone.",
    "map_chance_few": "One or two pairs of runs do not show what is chance, so no square has a "
    "colour.",
    "legend_share": "Share with a need",
    "legend_change": "Difference in points",
    "between": "to",
    # money
    "money": "Who pays",
    "money_intro": "Mean cost per resident and year. Hours of informal carers are valued and shown "
    "apart, because moving work to them would otherwise look like saving.",
    "caption_money": "Cost by payer, euros per resident a year",
    "col_payer": "Payer",
    "payer municipality_youth": "Municipality: youth",
    "payer municipality_support": "Municipality: support at home",
    "payer municipality_income": "Municipality: work and income",
    "payer municipality_debt": "Municipality: debt help",
    "payer municipality_team": "Municipality: neighbourhood team",
    "payer municipality_places": "Municipality: places and initiatives",
    "payer specialist_care": "Specialist care",
    "payer informal_carers": "Informal carers (own time)",
    "no_money": "These runs gave no cost by payer.",
    # assumptions
    "assumptions": "What this rests on",
    "assumptions_intro": "A conclusion is as strong as what was put in. This comparison did not "
    "test how the answer changes when an assumption changes; do so before you rely on it.",
    "settings": "In what the scenarios differ",
    "settings_range": "In brackets, where a value is an assumption: from which value to which "
    "it would still be the same policy.",
    "caption_settings": "Settings in which the scenarios differ",
    "col_date": "From",
    "col_scenario": "Scenario",
    "col_setting": "Setting",
    "col_source": "Source",
    "no_settings": "The scenarios do not differ in any setting.",
    "at_start": "start",
    "apart parameters": "A number of the model differs.",
    "apart submodels": "A part of the model works in another way.",
    "apart figures": "A figure of the neighbourhood differs.",
    "apart places": "A place differs.",
    "apart supply": "The supply of help differs.",
    "apart links_cut": "Links between parts of the model are cut.",
    "apart warm_up": "The number of weeks before the start, which are not counted, differs.",
    "apart places all": "order of places",
    "apart links_cut all": "links cut",
    "apart warm_up all": "weeks before the start",
    "apart_none": "none",
    "announced": "announced {date}",
    "week_of": "week of {date}",
    "assumed": "{count} of {total} parameters are assumptions",
    "assumed_text": "Nobody has measured these. Each has a reason and a plausible range.",
    "assumed_of": "The list holds the values of {baseline}. The table above names the numbers that "
    "differ in another scenario.",
    "caption_assumed": "Parameters that are assumed",
    "col_parameter": "Parameter",
    "col_value": "Value",
    "col_range": "Plausible",
    "assumption_mark": "assumption",
    "caption_definitions": "What the key outcomes mean",
    "definitions": "How the key outcomes are counted",
    "col_definition": "Definition",
    "col_because": "Why this much matters",
    # unknown
    "unknowns": "What the model does not know",
    "unknown_1": "Whether help is good or kind. A conversation shows only as its effect.",
    "unknown_2": "Medical detail, the law in detail, objections and appeals.",
    "unknown_3": "Prices of homes, jobs, elections and press, except as dated events.",
    "unknown_4": "Discrimination by persons or rules. Who loses is shown by group all the same.",
    "unknown_5": "Whether it is right as a whole: the model is not validated, and no model of this "
    "kind is. The interval above holds chance in the model alone, not doubt about the model.",
    # reproduce
    "reproduce": "How to repeat it",
    "reproduce_intro": "This command gives the same figures again, on any machine and with any "
    "number of processes.",
    "seeds": "Seeds {first} to {last}; baseline: {baseline}.",
    "caption_versions": "Versions",
    "col_program": "Program",
    "col_version": "Version",
    "files": "The fingerprints of all input files are in manifest.json, every figure of every run "
    "in outcomes.parquet, and all differences in summary.csv.",
    # limits
    "limits": "Limits of use",
    "limits_quote": "wijksim is a laboratory for thinking. Never use it to decide about a person, "
    "a household, a street or an employee. The residents are invented. Origin raises or lowers no "
    "risk in any rule.",
    "limits_full": "Read all limits of use",
}
