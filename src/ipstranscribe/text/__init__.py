"""Text: how the one verbatim text is shown, compared and searched."""
