"""Review of transcripts: the draft for correction, readers of corrected and foreign transcripts, and their merge."""
