"""Cutting a job ad into sentences, each with the section it stands in and how firmly it asks."""

import re
from dataclasses import dataclass
from itertools import pairwise

INTRO, MUST, NICE, TASKS, STACK, TAGS, OFFER, ABOUT, META = (
    "intro", "must", "nice", "tasks", "stack", "tags", "offer", "about", "meta",
)  # fmt: skip

# A heading starts with one of these; the first that fits wins. English, Norwegian, Swedish.
HEADINGS = (
    (NICE, r"nice[- ]to[- ]have|bonus(?: points)?$|preferred|desired|desirable|advantage|(?:a |is a )?plus\b|"
           r"(?:you will get |for )?extra points|earn street|(?:now )?it would be|would be nice|"
           r"ønskelig|ønskede?|fordel|det er en fordel|pluss|bra å ha|meriterande|önskvärt|det er et pluss|"
           r"gjerne|andre ønsker|we.d (?:also )?love"),
    (TAGS, r"technologies$|keywords|tags$|teknologier$"),
    (STACK, r"(?:our |the )?(?:tech(?:nology|nical)?[- ]?)?stack|our tech|core technologies|technologies we|"
            r"tools we|vår (?:tekniske )?stack|teknologistakk|teknologi(?:er)? vi"),
    (OFFER, r"(?:job )?benefits|(?:what )?we (?:can )?offer|what we offer|perks|what awaits|this and more|"
            r"vi tilbyr|vi kan tilby|vi erbjuder|package|our range|what.s in it|why join|plus these"),
    (ABOUT, r"company description|about (?:us|the company|the team)|who we are|om oss|om selskapet|om bedriften|"
            r"om företaget|what makes us|the interview process|how to apply|apply now|ready to apply|kontakt|"
            r"søknad|interested|contact|company type|industry|company size|location|joining the"),
    (META, r"(?:job type|experience level|role|compensation|location options|date posted|likes.*)$"),
    (TASKS, r"responsibilit|your responsibilit|what you(?:.ll| will)|you will|your (?:new )?(?:mission|job|tasks|"
            r"team|role|work)|the position|missions?|tasks|about the (?:role|job|position)|what we do|"
            r"what we.re doing|in this (?:role|position)|dine oppgaver|arbeidsoppgaver|oppgaver|"
            r"dina arbetsuppgifter|arbetsuppgifter|om (?:rollen|stillingen|jobben|tjänsten)|job description|"
            r"how you will|what part"),
    (MUST, r"(?:basic |key |role |your |required |minimum |job )*(?:requirement|qualification)|required|"
           r"what you(?:.ll| will)? (?:need|bring)|you (?:have|should|are|be like|bring|could)|who (?:you are|we are "
           r"looking)|your (?:profile|key skills|skills|background|experience|personality)|(?:technical )?skills|"
           r"must[- ]have|essential|ideal candidate|experience|important for us|to grok|"
           r"we.d like you|we (?:are looking|expect|require)|what we(?:.re| are) looking|krav|kvalifikasjon|"
           r"vi ser etter|vi søker deg|du (?:har|er|må|bør)|din (?:kompetanse|bakgrunn|profil)|vi forventer|"
           r"erfaring|hvem er du|om deg|kompetanse|utdanning|nødvendig|må ha|kvalifikation|vi söker dig|du är|"
           r"education|languages and technical|alongside this"),
)  # fmt: skip
_HEADINGS = [(section, re.compile(rf"(?:{words})", re.IGNORECASE)) for section, words in HEADINGS]

# Words inside a sentence that make it a wish, or a demand.
WISH = re.compile(
    r"\b(?:nice to have|nice-to-have|(?:is|are|be|as) an? (?:big |huge |real |strong )?(?:advantage|plus|bonus|asset)|"
    r"a plus\b|would be (?:a |an )?(?:plus|nice|great|beneficial|advantage)|advantage(?:ous)?\b|beneficial|desirable|"
    r"desired|preferred|preferably|preferred|bonus|not required|optional|ideally|"
    r"ønskelig|fordel|pluss|helst|gjerne|meriterande|önskvärt|plus\s*$)",
    re.IGNORECASE,
)
DEMAND = re.compile(
    r"\b(?:must|required|requires?|mandatory|essential|need(?:ed)?|minimum|at least|at minimum|have to|"
    r"krav|kreves|kreve[sr]|må|nødvendig|minst|minimum|forutsetter|krävs|måste|minst)\b",
    re.IGNORECASE,
)
# One of several, or an example: no single one of them is a demand.
CHOICE = re.compile(
    r"\b(?:or|and/or|one of|one or more|at least one|any of|e\.? ?g|such as|like|similar|etc|for example|for instance|"
    r"including|some (?:or all )?of|eller|og/eller|for eksempel|f\.eks|som for eksempel|minst ett av|liknende|"
    r"lignende|tilsvarende|till exempel|either)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\s•·*☞▪⌲→–\-‍]+")
_SENTENCE = re.compile(r"(?<=[^\W\d_])\s?[.!?]\s+(?=[A-ZÆØÅÄÖ«\"(])|\s;\s|;\s")
_ABBREVIATION = re.compile(
    r"(?:\be ?\.? ?g|\betc|\bf\.?eks|\bi ?\. ?e|\bbl\.a|\bca|\binkl|\bno|\bincl)\s?\.?$", re.IGNORECASE
)
# "5 years in object-oriented languages (advantage: Kotlin)": the wish is the aside's alone.
_ASIDE = re.compile(
    r"(?<=\s)\(\s*(?:advantage|preferabl|nice to have|a plus|ideally|bonus|gjerne|helst|fordel)", re.IGNORECASE
)
# "Experience with Kafka" is a point of a list, "Experience" its heading.
_POINT = re.compile(r"\w+ (?:with|in|of|med|i|av|fra|building|developing|as|from|from)\b", re.IGNORECASE)
_HEADING_LENGTH = 60


@dataclass(frozen=True)
class Sentence:
    """A sentence of an ad; `start` is its place in the text."""

    text: str
    start: int
    section: str

    def holds(self, place: int) -> bool:
        """Whether this place of the text lies in the sentence."""
        return self.start <= place < self.start + len(self.text)

    @property
    def wish(self) -> bool:
        """Whether it says what would be nice: by its section or its own words."""
        return self.section == NICE or WISH.search(self.text) is not None

    @property
    def demand(self) -> bool:
        """Whether its own words say that something is required."""
        return DEMAND.search(self.text) is not None

    @property
    def choice(self) -> bool:
        """Whether it names alternatives or examples."""
        return CHOICE.search(self.text) is not None


def sentences(text: str) -> list[Sentence]:
    """Cut an ad into sentences in its own order; headings themselves are left out, "Heading: content" is not."""
    section, found, place = INTRO, [], 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        start = place + line.find(bare) if bare else place
        place += len(line)
        if not bare:
            continue
        named = heading(bare)
        if named:
            own = bare.partition(":")[2].strip()
            # "Advantage: Docker" speaks for its own line only; a bare heading for what follows.
            if not own:
                section = named
                continue
            found += _cut(bare, start, named)
            continue
        found += _cut(bare, start, section)
    return found


def heading(line: str) -> str | None:
    """Give the section that a line opens, if it is a heading or opens with one and a colon."""
    bare = _BULLET.sub("", line).strip("<>#*_[] ")
    label, colon, rest = bare.partition(":")
    label = label.strip().rstrip("….?!;")
    if colon and rest.strip() and len(label) > 30:
        return None
    if not colon and (len(bare) > _HEADING_LENGTH or bare[-1:] in (".", ",") or len(bare.split()) > 8):
        return None
    if not colon and (bare != line.strip("<>#*_[] ") or _POINT.match(label)):
        return None
    if len(label) > _HEADING_LENGTH + 20:
        return None
    return next((section for section, words in _HEADINGS if words.match(label)), None)


def _cut(line: str, start: int, section: str) -> list[Sentence]:
    cuts = [0, *(match.start() for match in _ASIDE.finditer(line))]
    for match in _SENTENCE.finditer(line):
        if not _ABBREVIATION.search(line[: match.start() + 1]):
            cuts.append(match.end())
    cuts = [*sorted(cuts), len(line)]
    return [Sentence(line[left:right], start + left, section) for left, right in pairwise(cuts) if right > left]
