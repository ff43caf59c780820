"""What coders did with the text: their files read back, laid side by side, agreed on, and measured if asked."""
