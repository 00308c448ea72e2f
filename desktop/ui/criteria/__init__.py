"""Controls: for each shape of criterion the one by which its fact is recorded."""
