"""Review of units: the worksheet that comes back, and what a coder asks for in it."""
