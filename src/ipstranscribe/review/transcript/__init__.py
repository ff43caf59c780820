"""Review of transcripts: the draft that goes out, the files that come back, and how they are merged."""
