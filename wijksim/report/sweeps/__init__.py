"""The report of a sweep: words, pictures and pages over what the analysis found."""
