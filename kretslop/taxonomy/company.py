"""Whether a risky word stands in technical company: "written in Go" is a language, "go to market" is not."""

import csv
import re
from functools import lru_cache

from kretslop.taxonomy.aliases import word_set
from kretslop.taxonomy.spellings import aliases
from kretslop.taxonomy.vocabulary import DATA

Words = list[re.Match[str]]
LONGEST_LIST = 40  # words to each side that are looked at as one line

# What comes straight after a technology's name, in English, Norwegian and Swedish.
NOUNS = word_set(
    "developer developers engineer engineers engineering programming programmer language lang code coding codebase "
    "framework frameworks library libraries stack application applications app apps development backend frontend "
    "services microservices api apis scripts scripting compiler packages modules sdk platform database databases "
    "expert expertise experience skills utvikler utviklere utvikling programmering kode kompetanse erfaring "
    "utvecklare utveckling rammeverk ramverk språk routines toolchain ecosystem components hooks shiny studio "
    "knowledge software architect consultant tests testing integration"
)
# What leads up to one, where nothing but the end of a list or a sentence follows.
LEADS = word_set(
    "in with using use uses used of know knows knowing like as g including include includes mainly especially "
    "preferably learn learning write written or and og eller och med av bruker brukar kan kjenner i på som især "
    "helst særlig particularly both either"
)
# "Experience with Go is a plus": what may follow is open.
TOPICS = word_set(
    "experience experienced knowledge skills expertise proficiency proficient familiar familiarity comfortable written "
    "kjenner vana kännedom erfarenheter bakgrunn bakgrund "
    "coding programming background competence fluent versed erfaring kunnskap kompetanse kjennskap skrevet koding "
    "programmering ferdigheter erfarenhet kunskap kunskaper skriven"
)
LINKS = word_set("in with of using i med om av inom innen kring på on til till")
# "Wrote Rust at work", "C for the firmware": what a language is used for may follow.
WRITES = word_set(
    "write writes writing wrote written code coded coding program programmed programming kodet programmert skrev "
    "skrevet programmerte kodade programmerade"
)
PURPOSES = word_set("for til för")
COPULAS = word_set("is er är are")
JOINS = word_set("and or og eller och samt und oder")
LIST_GAP = re.compile(r"[ \t]*(?:[,;/|&+()•·*:–-][ \t]*){0,3}\Z|[ \t]*\r?\n?[•·*☞▪-][ \t]*\Z")
# Names that people and places bear too: "Tom Jenkins", "La Scala", "Julia Berg".
PEOPLE = word_set(
    "ada cassandra crystal dart elm hudson hugo jasmine jenkins julia kafka pascal ruby rust sage sinatra scala travis "
    "darwin selenium maven django"
)
CALLED = word_set("heter named called name navn namn hei hej dear hello kjære")
FIRST_NAMES = word_set("ada cassandra elm hugo jasmine julia ruby travis pascal")
SURNAME = re.compile(r"[A-ZÆØÅÄÖ]\w+(?:sen|son|sson|berg|ström|strøm|stad|dahl|lund|qvist|kvist|ski|ska)")
PROSE = word_set(
    "the a to of we in you is are will for our your with on at as be this that i er en et for til på av som vi du "
    "att den det är och"
)


class Text:
    """A text, its words, and which of them are already known to name a technology."""

    def __init__(self, text: str, words: Words, lowered: list[str]) -> None:
        self.text, self.words, self.lowered = text, words, lowered
        self.known = bytearray(len(words))

    def before(self, at: int) -> str:
        """Give the word before the one at this place, if the same line holds one."""
        return self.lowered[at - 1] if at and "\n" not in self._gap(at - 1) else ""

    def after(self, at: int) -> str:
        """Give the word after the one at this place, if the same line holds one."""
        return self.lowered[at + 1] if at + 1 < len(self.words) and "\n" not in self._gap(at) else ""

    def blocked(self, first: int, last: int) -> bool:
        """Whether the neighbours say that the words mean something else (`data/traps.csv`)."""
        trap = traps().get(self.lowered[first])
        if self._single_letter_trap(first, last):
            return True
        if self.lowered[first] in PEOPLE and first == last and self._is_a_person(first):
            return True
        if not trap or self._goes_on_list(first):
            return False
        two = f"{self.after(last)}_{self.after(last + 1)}"
        after = (self.after(last) in trap[1] and not self._joined_to_another(last)) or two in trap[1]
        return self.before(first) in trap[0] or (after and not self._ends_list(first))

    def _joined_to_another(self, at: int) -> bool:
        """Whether "and" leads to another name in capitals that the vocabulary has: "in Go and Rust"."""
        other = at + 2
        if self.after(at) not in JOINS or other >= len(self.words) or self.after(at + 1) == "":
            return False
        return self.words[other].group()[0].isupper() and self.lowered[other] in aliases()

    def _is_a_person(self, at: int) -> bool:
        """Whether a name with a capital follows a first name, or precedes a surname: no technology beside it."""
        after, before = self.after(at), self.before(at)
        if not self.words[at].group()[0].isupper() or after in NOUNS:
            return False
        if not CALLED.isdisjoint(self.lowered[max(0, at - 4) : at]):
            return True
        if before and self._gap(at - 1) == " " and not self.known[at - 1] and self.words[at - 1].group().istitle():
            opens = not self.before(at - 1) or self._gap(at - 2).strip() != ""
            first_name = not opens or after in JOINS or self.lowered[at - 1] in ("la", "franz", "tom")
            if first_name and before not in LEADS | TOPICS | NOUNS | JOINS and len(before) > 1:
                return True
        if at and self.known[at - 1]:
            return False
        if after and self._gap(at) == " " and SURNAME.fullmatch(self.words[at + 1].group()):
            return True
        surname = self.lowered[at] in FIRST_NAMES and after and self._gap(at) == " "
        return bool(surname) and self.words[at + 1].group().istitle() and len(after) > 2 and after not in LEADS | JOINS

    def _goes_on_list(self, at: int) -> bool:
        """Whether the word, in capitals, follows a technology in a list: "Perl, Go and shell", "Rust and Go"."""
        if not at or not self.words[at].group()[0].isupper() or not self._listed(at - 1):
            return False
        between = at - 1
        joined = self.lowered[between] in JOINS and between > 0 and bool(self.known[between - 1])
        return joined or (bool(self.known[between]) and self._gap(between).strip() in (",", ";", "/", "|"))

    def in_company(self, first: int, last: int) -> bool:
        """Whether a technology, a technical noun or a lead-in stands right beside the words, or they stand alone."""
        if self.beside(first, last):
            return True
        following = self.after(last)
        gap_after = self._gap(last)
        if following in NOUNS and gap_after in (" ", "-"):
            return True
        if self.before(first) in LINKS and self.before(first - 1) in TOPICS:
            return True
        if self.before(first) in WRITES and following not in ("a", "the", "to", "en", "et", "til"):
            return True
        if following in PURPOSES and self.before(first) in JOINS and self._known_nearby(first):
            return True
        ends = not following or gap_after.strip(" ") != "" or following in JOINS or following in LEADS
        return ends and (self.before(first) in LEADS or self.alone(first, last))

    def _known_nearby(self, at: int) -> bool:
        """Whether one of the twelve words before names a technology, on the same line."""
        return (
            any(self.known[max(0, at - 12) : at])
            and "\n" not in self.text[self.words[max(0, at - 12)].start() : self.words[at].start()]
        )

    def merely_opens(self, first: int, last: int) -> bool:
        """Whether a word like "Puppet" has its capital from opening the sentence, and nothing technical beside it."""
        word = self.words[first].group()
        if first != last or not word[1:].islower() or word in ("React", "Redux", "Scala"):
            return False
        start = self.words[first].start()
        before = self.text[max(0, start - 4) : start].rstrip(' \t("“»')[-1:] or "\n"
        return before in "\n.!?" and self.after(last) not in COPULAS

    def beside(self, first: int, last: int) -> bool:
        """Whether the next or the previous entry of the list is a technology."""
        after, before = last + 1, first - 1
        if after < len(self.words) and self._listed(last):
            if self.known[after]:
                return True
            if self.lowered[after] in JOINS and after + 1 < len(self.words) and self.known[after + 1]:
                return True
        if before >= 0 and self._listed(before):
            if self.known[before]:
                return True
            return self.lowered[before] in JOINS and before > 0 and bool(self.known[before - 1])
        return False

    def in_list_line(self, first: int, last: int) -> bool:
        """Whether the line holds no prose and at least half of its other words are technologies."""
        start, end = self._line(first, last)
        others = [place for place in range(start, end) if not first <= place <= last]
        if not others or any(self.lowered[place] in PROSE for place in others):
            return False
        return 2 * sum(self.known[place] for place in others) >= len(others)

    def alone(self, first: int, last: int) -> bool:
        """Whether the words are all that their line, or their bullet, says before a bracket or the end."""
        start, _ = self._line(first, last)
        text_before = self.text[self.words[start - 1].end() if start else 0 : self.words[first].start()]
        opens = start == first and text_before.rsplit("\n", 1)[-1].strip() in ("", "•", "·", "*", "-", "☞", "▪")
        return opens and (not self.after(last) or self._gap(last).lstrip()[:1] in tuple("(,;/|"))

    def _single_letter_trap(self, first: int, last: int) -> bool:
        """R&D, D&R, C-level, C++ with a gap, R. as an initial."""
        if len(self.lowered[first]) != 1 or first != last:
            return False
        following = self.text[self.words[last].end() : self.words[last].end() + 3]
        leading = self.text[max(0, self.words[first].start() - 3) : self.words[first].start()]
        if following.lstrip()[:1] == "&" or leading.rstrip()[-1:] == "&":
            near = (self.after(last), self.before(first))
            return any(len(word) == 1 and word.isalpha() for word in near)
        if following[:1] in tuple("'’+#°-") or leading[-1:] in tuple("'’-°"):
            return following[:1] != "-" or len(self.after(last)) < 12
        return following[:1] == "." and following[1:2] == " " and self._initial(last)

    def _initial(self, at: int) -> bool:
        """Whether "R." is followed by a capitalised name and follows one, as in "Jan R. Berg"."""
        if at + 1 >= len(self.words) or at == 0:
            return False
        return self.words[at - 1].group()[:1].isupper() and self.words[at + 1].group()[:1].isupper()

    def _ends_list(self, first: int) -> bool:
        """Whether a slash ties the word to a technology before it: "Perl/Go for automation"."""
        return first > 0 and bool(self.known[first - 1]) and self._gap(first - 1).strip() == "/"

    def _listed(self, place: int) -> bool:
        return LIST_GAP.match(self._gap(place)) is not None

    def _gap(self, place: int) -> str:
        if place + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[place].end() : self.words[place + 1].start()]

    def _line(self, first: int, last: int) -> tuple[int, int]:
        start, end = first, last + 1
        while start > max(0, first - LONGEST_LIST) and "\n" not in self._gap(start - 1):
            start -= 1
        while end < min(len(self.words), last + LONGEST_LIST) and "\n" not in self._gap(end - 1):
            end += 1
        return start, end


@lru_cache(maxsize=1)
def traps() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Give, for each risky word, the words after and before which it means something else."""
    with (DATA / "traps.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["word"]: (frozenset(row["not_after"].split()), frozenset(row["not_before"].split()))
            for row in csv.DictReader(file)
        }
