"""Looks at an employer's words before a candidate reads them: no protected ground, and not phrases alone."""

import re

LEAST_OWN = 12  # letters that must be left when empty phrases are taken out

#: Equality and Anti-Discrimination Act § 6 and Working Environment Act § 13-1: none of it is a reason, or a remark.
PROTECTED = (
    r"too (?:young|old)",
    r"your (?:age|gender|sex|nationality|citizenship|ethnicity|religion|faith|disability|health|pregnancy|accent|skin)",
    r"your (?:visa|marital status|family situation|children)",
    r"pregnan\w+|(?:m|p)aternity|foreigners?|immigrants?|native speakers?",
    r"(?:as|being|for) an? (?:wom[ae]n|m[ae]n|mother|father|foreigner|immigrant|muslim|christian|jew|hindu)",
    r"(?:your|different) cultur\w+|cultural(?:ly)? fit",
    r"for (?:ung|gammel)|(?:alderen|kjønnet|helsen|aksenten|religionen|familien|barna) (?:din|ditt|di|dine)",
    r"gravid\w*|funksjonshem\w+|funksjonsnedsett\w+|nasjonalitet\w*|statsborger\w*|innvandrer\w*|utlending\w*",
    r"hudfarge\w*|etnis\w+|morsmål\w*|kulturell(?:e|t)? (?:match|tilpasning)",
)
#: What says nothing when it stands alone.
EMPTY = (
    r"thank you(?: (?:so|very) much)?(?: for [\w ]+)?|unfortunately|we (?:regret|are sorry) to [\w ]+ you(?: that)?",
    r"we (?:have |had )?(?:decided|chosen|chose) (?:to )?(?:go|move|proceed|continue)?[\w ]*"
    r"(?:other|another|different) candidates?",
    r"other candidates?[\w ]+better|(?:you are |it is |was )?not (?:quite |really )?(?:a |the )?"
    r"(?:good |right |best )?(?:fit|match)(?: for us)?",
    r"we (?:wish you|hope)[\w ]+|(?:best|good|all the) (?:of )?(?:luck|best)[\w ]*|(?:at )?this time",
    r"we (?:received|had) many [\w ]+|keep your [\w ]+ on file|(?:kind|best) regards",
    r"takk for [\w ]+|dessverre|vi (?:har )?(?:valgt|gått|går)[\w ]*(?:andre|annen) kandidat\w*|lykke til[\w ]*",
    r"ikke (?:helt )?(?:riktig|rett) match|denne gangen?|(?:med )?vennlig hilsen|mange (?:gode )?søkere",
)
_PROTECTED, _EMPTY = (re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for words in (PROTECTED, EMPTY))


def doubt(words: str) -> str:
    """Return "protected" when words touch a ground that the law protects, "empty" for phrases alone, otherwise ""."""
    if _PROTECTED.search(words):
        return "protected"
    left = re.sub(r"[\W\d_]+", "", _EMPTY.sub(" ", words))
    return "empty" if len(left) < LEAST_OWN else ""
