"""The report of a sweep in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EN: Final[Mapping[str, str]] = {
    "skip": "Skip to the answer",
    "kicker": "wijksim: a sweep of a model over many assumptions",
    "subtitle": "{points} points, {replicates} runs of each with the same luck for every scenario, "
    "{scenarios} scenarios. {done} runs done, {failed} failed.",
    "contents": "On this page",
    "missing": "This sweep is not finished: {missing} of {runs} runs are not done. Everything here "
    "is about the others.",
    "failed": "{failed} runs failed. A point without a figure for every seed is left out where "
    "that figure is asked; if runs fail for a reason, what is left can be one-sided.",
    # sections
    "answer": "The answer",
    "effects": "How large, and how sure",
    "moves": "What makes the difference",
    "when": "Under which conditions",
    "from_zero": "distance from zero",
    "regret": "What one could regret",
    "varied": "What was varied",
    "doubts": "What this cannot say",
    "reproduce": "Do it again",
    "limits": "Limits of use",
    "caution": "A point is a set of assumptions, not a forecast. All points count alike, likely or "
    "not; and what happens in the model follows from how it was built.",
    "caution_link": "Limits of use",
    "compared": "{other}, compared with {baseline}",
    # effects
    "word_less": "Less, nearly everywhere",
    "word_more": "More, nearly everywhere",
    "word_sometimes less": "Less in some points",
    "word_sometimes more": "More in some points",
    "word_either": "It depends",
    "word_small": "No difference that matters",
    "word_unsure": "Cannot tell",
    "word_none": "No figure",
    "tell_less": "In {below} of the points there is less, by at least the {matters} that matters.",
    "tell_more": "In {above} of the points there is more, by at least the {matters} that matters.",
    "tell_sometimes less": "In {below} of the points there is less by at least {matters}; in the "
    "others the difference is smaller, or chance leaves it open.",
    "tell_sometimes more": "In {above} of the points there is more by at least {matters}; in the "
    "others the difference is smaller, or chance leaves it open.",
    "tell_either": "In {below} of the points there is less by at least {matters}, in {above} there "
    "is more. The assumptions decide.",
    "tell_small": "In at least 95% of the points the difference is smaller than {matters} "
    "{unit}, the least that matters.",
    "tell_unsure": "Chance alone leaves the mean anywhere from {low} to {high} {unit}, and "
    "{matters} would matter. More replicates are needed.",
    "tell_unsure_one": "There is one run per point, so chance and assumptions cannot be told "
    "apart. Set 'replicates' to 2 or more.",
    "tell_none": "No point has a figure for every seed.",
    "effects_intro": "Two kinds of uncertainty, kept apart. Chance: the same assumptions with "
    "other luck; more replicates make it smaller. Assumptions: other points of the design; no "
    "number of replicates makes it smaller. The grey band is the difference that matters.",
    "figure_effects": "Differences in steps of what matters. Thick: what chance leaves of the "
    "mean. Thin: between these lie 95 of 100 points, with chance taken out.",
    "alt_effects": "Differences by outcome, with an interval for chance and one for the "
    "assumptions; the same figures stand in the table below.",
    "axis_effects": "difference / difference that matters",
    "col_outcome": "Outcome",
    "col_mean": "Mean (95%, chance)",
    "col_points": "95 of 100 points",
    "col_matters": "Matters",
    "col_variance": "Spread from assumptions / from chance",
    "col_verdict": "Verdict",
    "caption_effects": "Differences with their two intervals",
    "cannot_tell": "cannot tell",
    # moves
    "moves_intro": "What a factor does when it goes from its lowest to its highest value, the "
    "others as they fall: a straight line through the points. The interval holds what the line "
    "leaves out.",
    "moves_none": "Cannot tell: there are too few points for a line per factor (five for each "
    "and five more), or factors went up and down together.",
    "figure_slopes": "{outcome}: from the lowest to the highest value",
    "alt_slopes": "What each factor does to {outcome}; the figures stand in the table.",
    "slope_fit": "Straight lines explain {fit} of the spread over the points.",
    "slope_bad_fit": "Straight lines explain only {fit} of the spread over the points: factors "
    "bend or work together, so read the conditions above rather than these lines.",
    "level_of": "The level itself, under {baseline}",
    "col_factor": "Factor",
    "col_change": "From low to high (95%)",
    "col_chance": "Chance alone (95%)",
    "caption_slopes": "What factors do",
    "table_toggle": "The figures as a table",
    "sobol_head": "Shares of the spread (Sobol)",
    "morris_head": "Sizes of steps (Morris)",
    "sobol_intro": "How much of the spread over the points comes from a factor: alone, and "
    "together with the others.",
    "morris_intro": "How much a step in a factor does on average, whatever its direction. Where "
    "the steps of a factor differ much (in the table), it bends or works together with others.",
    "figure_sobol": "{outcome}: share of the spread, alone (open) and with others (filled)",
    "figure_morris": "{outcome}: mean size of a step over the whole range",
    "alt_sensitivity": "Sensitivity of {outcome} by factor; the figures stand in the table.",
    "sens_converged": "Converged: the widest interval is {widest}, at most {limit}; these figures "
    "can be leaned on.",
    "sens_not yet": "Not converged: the widest interval is {widest}, above {limit}. Take the order "
    "of the largest factors as a hint only. About {needed} samples would do.",
    "sens_flat": "Nothing varies here: every point gives the same.",
    "sens_too few": "Cannot tell: there are {samples} whole samples, and eight are the least.",
    "sens_not asked": "The design ({method}) is not made for shares of the spread; sobol or morris "
    "is.",
    "sens_blur": "Chance makes {blur} of the spread between points: more replicates would clear "
    "it.",
    "sens_one": "There is one run per point, so how much of this is chance cannot be told. Set "
    "'replicates' to 2 or more.",
    "sens_left": "{left} samples were left out because a run in them is missing.",
    "col_first": "Alone",
    "col_total": "With others",
    "col_mu": "Mean step",
    "col_mu_star": "Mean size of a step",
    "col_sigma": "Spread of steps",
    "caption_sensitivity": "Sensitivity, with 95% intervals",
    # conditions
    "when_intro": "Points in which the difference is at least what matters, and the simplest box "
    "of conditions that holds most of them and little else. Coverage: the share of such points "
    "that lies in the box. Density: the share of points in the box where it is so. In brackets: "
    "the same on points that the search had not seen.",
    "box": "{claim} when {limits}.",
    "box_stats": "Coverage {coverage} ({tested_coverage}), density {density} ({tested_density}); "
    "{method}, {points} points in the box. Of all points it is so in {share}.",
    "box_weak": "On unseen points this does much less well: take it as a hint.",
    "box_other": "{method} says: when {limits} (coverage {coverage}, density {density}).",
    "box_no box": "{claim} in {share} of the points, but no simple box of conditions sets them "
    "apart.",
    "box_always": "{claim} in every point, whatever the conditions.",
    "box_never": "{claim}: in no point.",
    "box_too few points": "{claim}: cannot tell when. There are {points} points with a figure; a "
    "box needs 40 at least.",
    "box_too few cases": "{claim} in {cases} of {points} points: too few on one side to tell when "
    "(8 on each at least).",
    "box_open": "Chance leaves open whether the difference is as large as what matters.",
    "box_chance": "With one run per point, part of this is chance.",
    "figure_box": "{claim}: filled where it is so, open where not; the box is shaded",
    "alt_box": "Points over two factors, and the box; {text}",
    "or": "or",
    "at_least": "{factor} is at least {low}",
    "at_most": "{factor} is at most {high}",
    "between": "{factor} is between {low} and {high}",
    "one_of": "{factor} is {words}",
    "parameter": "parameter {name}",
    "also_least": "{factor} at least {low}",
    "also_most": "{factor} at most {high}",
    "also_between": "{factor} between {low} and {high}",
    "also_one_of": "{factor} {words}",
    "claim unmet_need less": "{other} leaves less unmet need",
    "claim unmet_need more": "{other} leaves more unmet need",
    "claim waiting less": "{other} makes people wait shorter",
    "claim waiting more": "{other} makes people wait longer",
    "claim cost less": "{other} costs less",
    "claim cost more": "{other} costs more",
    "claim crises less": "{other} has fewer crises",
    "claim crises more": "{other} has more crises",
    "claim other less": "{other} has a lower value of: {outcome}",
    "claim other more": "{other} has a higher value of: {outcome}",
    # regret
    "regret_intro": "The regret of a scenario in a point is how much worse it does there than the "
    "best scenario in that same point. A robust choice is never far behind, whatever turns out to "
    "be so. Good enough: behind by less than what matters.",
    "regret_one": "Cannot tell: there is one scenario, so nothing to choose.",
    "regret_none": "Cannot tell: there are fewer than ten points with a figure for every scenario, "
    "or no side of these outcomes is better.",
    "regret_least": "{outcome}: {scenario} has the least to regret at worst ({worst} {unit}, "
    "against {next}); it is good enough in {good} of the points ({good_low} to {good_high}).",
    "regret_equal": "{outcome}: in every point each scenario is behind the best by less than "
    "{matters}, the least that matters; on this outcome it makes no difference which is chosen.",
    "regret_equal_some": "{outcome}: {scenarios} are behind the best by less than {matters}, "
    "the least that matters, in every point; on this outcome it makes no difference which of these "
    "is chosen. The others can be behind by more.",
    "regret_close": "{outcome}: no scenario has clearly the least to regret at worst; which is "
    "better depends on the point.",
    "regret_close_some": "{outcome}: no scenario has clearly the least to regret at worst, for "
    "{scenarios} lie close together there; which is better depends on the point.",
    "regret_unsure": "{outcome}: cannot tell what one would regret; chance leaves the difference "
    "too open.",
    "few_points": "Cannot tell: there are {points} points with a figure, and a box needs 40 at "
    "least.",
    "figure_regret": "{outcome}: share of points with at most this regret",
    "alt_regret": "Regret of each scenario over the points for {outcome}; figures in the table.",
    "axis_regret": "regret, {unit}",
    "axis_share": "share of points",
    "col_scenario": "Scenario",
    "col_regret_mean": "Mean regret",
    "col_regret_high": "Regret in the worst tenth",
    "col_regret_worst": "Worst regret",
    "col_good": "Good enough in (95%)",
    "col_best": "Best in",
    "caption_regret": "Regret over the points",
    # varied
    "varied_intro": "The design is {method}: {points} points.",
    "varied_none": "Nothing was varied: every run has the same assumptions.",
    "col_range": "Taken",
    "col_meaning": "What it is",
    "col_only": "Counts in",
    "everywhere": "every scenario",
    "method_grid": "a full grid",
    "method_list": "a list by hand",
    "method_table": "a table by hand",
    "method_lhs": "a draw that covers the whole range of each factor (Latin hypercube)",
    "method_sobol": "Sobol's (as Saltelli draws it)",
    "method_morris": "Morris's trajectories",
    "caption_varied": "Factors",
    # doubts
    "doubt_1": "Points are not weighed: a share of points is not a chance that something happens.",
    "doubt_2": "Only what was varied could show: all other assumptions stayed as the scenarios set "
    "them.",
    "doubt_3": "Many outcomes and conditions are looked at together; one of twenty 95% intervals "
    "can miss by chance alone.",
    "doubt_4": "Boxes come from searching. The figures on unseen points are the ones to trust, and "
    "a new sweep with another seed is the better test.",
    "doubt_5": "Figures are of all residents together; who gains and loses stands in the tables of "
    "the sweep and in 'wijksim compare'.",
    "reproduce_intro": "The same folder gives the same report. The command:",
    "reproduce_tables": "Beside this report stand the figures as CSV, and analysis.json with "
    "versions and the plan of the sweep.",
    "caption_versions": "Versions",
    "col_program": "Program",
    "col_version": "Version",
    "limits_full": "The limits of use in full",
}
