"""佐证: all evidence of a round in one place."""
