"""Speaker diarization: who speaks when, and which of the speakers is the interviewer."""
