"""The demonstration's finished rounds: the last years of one scheme over many units, run to their end."""
