"""Speech recognition (ASR): windows of speech to words, by exchangeable engines."""
