"""Use cases: one function each, plain or frozen data in and out."""
