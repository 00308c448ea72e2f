"""核查: what of a round is worth a second look, kind by kind; it accuses nobody and changes nothing."""
