"""Text: transcription conventions, alignment, phrase search, and the wording of documents."""
