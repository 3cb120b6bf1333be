"""`python -m jixiao`: the command line, where its script is not on the path."""

from commands import main

if __name__ == "__main__":
    main()
