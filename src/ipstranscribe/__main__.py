"""`python -m ipstranscribe`."""

from ipstranscribe.cli import main

if __name__ == "__main__":
    main()
