"""The rules of assessment as pure functions over frozen data; imports the standard library only."""
