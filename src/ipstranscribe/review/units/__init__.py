"""Review of units: reads the coder's edited worksheet and turns its rows into decisions on units."""
