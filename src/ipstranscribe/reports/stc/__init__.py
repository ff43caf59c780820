"""The analytic text of a condensation: the frame that researchers write in."""
