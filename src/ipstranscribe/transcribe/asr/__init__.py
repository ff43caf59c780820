"""Automatic speech recognition (ASR): windows of speech become words with times; engines can be exchanged."""
