"""wijksim: a laboratory for thinking about care in Dutch neighbourhoods."""
