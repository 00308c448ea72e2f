"""The demonstration year: the ledgers of every unit, as an office would have kept them, drawn from a seed."""
