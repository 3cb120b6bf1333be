"""What the program says, in English and Chinese: one catalogue, one choice of language.

Sentences are written in English where they arise, with what they tell in place. In the data they
stay so, with their name in the catalogue and what they tell beside them, and are the same on every
machine; what a person is shown is said in the language that is chosen.
"""

from say.catalogue import Said, catalogue, chinese, names, render, sentence_of
from say.language import ENVIRONMENT, Language, chosen, settle, spoken, told, use

__all__ = [
    "ENVIRONMENT",
    "Language",
    "Said",
    "catalogue",
    "chinese",
    "chosen",
    "names",
    "render",
    "sentence_of",
    "settle",
    "spoken",
    "told",
    "use",
]
