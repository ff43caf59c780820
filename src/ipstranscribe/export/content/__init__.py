"""What every format writes: an interview or a study ready to be written, as running text, as stretches, as tables."""
