"""台账: the year of reports, the ledgers, their rows and what comes in from outside."""
