"""The figures of charts, read off the sheets of a round: exact until they are drawn."""
