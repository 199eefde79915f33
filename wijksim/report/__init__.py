"""Reports: what a comparison found, as a page for people."""
