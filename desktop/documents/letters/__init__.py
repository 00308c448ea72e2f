"""Letters: templates that the office edits in Word, filled with a round's figures."""
