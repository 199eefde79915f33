"""`python -m wijksim` does the same as `wijksim`."""

from wijksim.cli import main

if __name__ == "__main__":
    main()
