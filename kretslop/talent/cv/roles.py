"""Tells job titles, companies, schools and degrees apart by their words, in English, Norwegian and Swedish."""

import re

_ROLE = re.compile(
    r"(?i)(?:\b|(?<=\w))(?:engineer|developer|utvikler(?:en)?|utvecklare|programmer|programmerer|"
    r"programmerare|architect|arkitekt"
    r"|manager|leder|ledare|chef|sjef|consultant|konsulent|konsult|analyst|analytiker|designer|"
    r"administrator|administratør|administratör|handläggare|samordnare|saksbehandler|specialist"
    r"|spesialist|director|direktør|direktör|lead|intern|internship|trainee|praktikant|assistant|"
    r"assistent|researcher|forsker"
    r"|forskare|scientist|teacher|lærer|lärare|lecturer|professor|postdoc|stipendiat|doktorand|tester|"
    r"testare|technician|tekniker"
    r"|officer|owner|founder|gründer|grundare|coordinator|koordinator|rådgiver|rådgivare|adviser|advisor|"
    r"ingeniør|ingenjör|tutor"
    r"|instructor|instruktør|instruktör|coach|freelancer|partner|president|fellow|medarbeider|medarbetare|"
    r"selger|säljare|barista"
    r"|waiter|waitress|nurse|driver|sjåfør|clerk|cashier|operator|operatør|operatör|master|produkteier|"
    r"produktägare|apprentice"
    r"|lærling|lärling|student|volunteer|supervisor|statistician|editor|writer|strategist|controller|"
    r"accountant|representative"
    r"|head|associate|arkitekten|planner|librarian|vikar|vikarie|servitør|servitör|kokk|dba|cto|ceo|cfo|"
    r"cio|coo|vp|sre|devops"
    r"|foreleser|underviser|fullmektig|utreder|prosjekt(?:leder|ingeniør)|contractor|mentor|champion|qa|"
    r"ekspert|expert)s?\b|\bsupport$"
)
_COMPANY = re.compile(
    r"(?i)\b(?:as|asa|ab|gmbh|ag|ltd|limited|inc|llc|llp|plc|corp|corporation|company|group|gruppen|oyj?|"
    r"aps|a/s|b\.?v|s\.?a|srl"
    r"|s\.r\.l|spa|lda|sl|sp\. ?z ?o\. ?o|pvt|pte|pty|kg|kommune|kommun|fylkeskommune|university|"
    r"universitet(?:et)?|college|school"
    r"|skole|skola|h[øö]gskol[ea]n?|institute|institutt|institut|bank|hospital|sykehus|sjukhus|agency|"
    r"ministry|\w+direktoratet"
    r"|departementet|\w*etaten|foundation|stiftelsen|laboratory|labs|systems|solutions|technologies|"
    r"consulting|studios?|services"
    r"|partners|networks|bureau|verket|\w+verket|forening|association|airlines|logistics|industries|"
    r"holdings|energi|telecom)\b\.?"
)
_FORM = re.compile(
    r"(?i)\s(?:as|asa|ab|ltd|limited|inc|llc|llp|plc|gmbh|ag|oyj?|aps|a/s|b\.?v|n\.?v|s\.?a|s\.?l|srl|s\.r\.l|spa|s\.?p\.?a"
    r"|lda|sp\. ?z ?o\. ?o|pvt|pte|pty|kg|a\.s|s\.r\.o|uab|oü|sia|d\.o\.o"
    r"|kft|jsc|corp|corporation|zrt|nyrt|pty|bhd|e\.v|s\.c|ltda|d\.o\.o|oyj)$"
)
_TITLE_END = re.compile(
    r"(?i)\b(?:engineer|developer|architect|administrator|analyst|manager|consultant|specialist|technician|director"
    r"|designer|tester|lead|researcher|lecturer|professor|assistant|officer|operator|trainee|intern)s?$"
)
_SCHOOL = re.compile(
    r"(?i)(?:\b(?:university|universit\w+|uniwersytet|universidad\w*|univerza|universitas|college|"
    r"institute|institut\w*|academy|akademi\w*|school|skole\w*|skola\w*"
    r"|polytechnic\w*|politechnika|politecnico|politécnico|école|hochschule|fachhochschule|faculty|"
    r"fakultet|gymnasium"
    r"|gymnasiet|gymnas|vgs|lyceum|bootcamp|chalmers"
    r"|(?-i:NTNU|UiO|UiB|UiT|UiA|UiS|USN|KTH|LTU|BTH|MIT|ETH|EPFL|IIT|IIIT|IIST|DTU|ITU|BI|NHH|NMBU|HVL|UCL|AGH)(?![-\w])|"
    r"oslomet|bits pilani|tu \w+|fagskole\w*|yrkeshögskola\w*)\b|\w+(?:universitet|universitetet|høgskole|"
    r"høyskole|högskola|skole|skola|"
    r"gymnasiet|gymnasium|høgskolen|høyskolen|högskolan|universität|universiteit)\b|(?:høgskole|høyskole|"
    r"högskola|videregående)\w*)"
)
_DEGREE = re.compile(
    r"(?i)(?<![\w.])(?:ph\.? ?d\.?|doctora(?:te|l)(?: degree)?|doctor|doktor\w*|dr\. ?(?:ing|philos|scient)\.?"
    r"|m\.? ?sc\.?|b\.? ?sc\.?|m\.? ?eng\.?|b\.? ?eng\.?|m\.? ?tech\.?|b\.? ?tech\.?|m\.?b\.?a\.?|"
    r"ll\.?[mb]\.?|m\.?c\.?a\.?|b\.?c\.?a\.?"
    r"|m\.?ed\.?|b\.?ed\.?|m\.? ?phil\.?|"
    r"m\.?phys|m\.?math|m\.?chem|m\.?res|b\.?com|m\.?com|b\.e\.|m\.e\.|b\.a\.?|m\.a\.?|ba|ma|bs|ms|b\.s\.|m\.s\."
    r"|master(?:s|'s|’s|grad|exam\w*|utdanning|studium|program\w*)?(?: degree)?|bachelor(?:s|'s|’s|grad|"
    r"exam\w*|utdanning|studium)?(?: degree)?"
    r"|associate(?:'s|’s|s)?(?: degree)?|diploma|diplom|siv\.? ?ing\.?|sivilingeniør\w*|civilingenjör\w*|"
    r"högskoleingenjör\w*|høgskoleingeniør\w*|"
    r"høyskolekandidat|kandidat(?:examen)?|magister(?:examen)?|licentiate?|licenciatura|mestrado|licence|"
    r"maîtrise|inżynier|"
    r"cand\. ?\w+\.?|fagbrev|årsstudium|studiekompetanse|high school diploma|a-levels|baccalaur\w+|abitur|vitnemål|"
    r"\w{3,}examen|grado|laurea(?: magistrale| triennale)?|máster|diplôme|título|"
    r"fagskoleutdanning|grunnfag|hovedfag|mellomfag|integrated master)(?![\w])"
)
_DEGREE_NAME = re.compile(
    r"(?i)^\s*of\s+(science|arts|engineering|technology|business administration|philosophy|laws?|"
    r"education|fine arts|music"
    r"|computer applications|commerce|informatics|design|applied science|science and technology)\b(?!\s+(?:and|&))"
)


def is_role(text: str) -> bool:
    """True when a word of the text is a word of job titles."""
    return bool(_ROLE.search(text))


def looks_like_company(text: str) -> bool:
    """True when the text carries a company form or a word such as "University", "Bank" or "kommune".

    "Systems Engineer" and "Solutions Architect" end in a word of titles: they are no companies.
    """
    return bool(ends_in_form(text) or (_COMPANY.search(text) and not _TITLE_END.search(text)))


def ends_in_form(text: str) -> bool:
    """True when the text, or its part before the first comma, ends in a company's legal form: "Havtech AS"."""
    return bool(_FORM.search(text.partition(",")[0].rstrip(" .")))


def is_school(text: str) -> bool:
    """True when the text names a place of learning."""
    return bool(_SCHOOL.search(text))


def is_only_school(text: str) -> bool:
    """True when the text names a place of learning beside any degree: "High School Diploma" names none."""
    return is_school(_DEGREE.sub(" ", text))


def has_degree(text: str) -> bool:
    """True when the text names a degree."""
    return bool(_DEGREE.search(text))


def split_degree(text: str) -> tuple[str, str]:
    """ "MSc in Computer Science" as degree and field; the field is "" when the text names none."""
    match = _DEGREE.search(text)
    if not match:
        return "", text.strip(" ,:;–-")
    end = match.end()
    if name := _DEGREE_NAME.match(text[end:]):
        end += name.end()
    degree, rest = text[match.start() : end].strip(" ,"), text[end:]
    if bracket := re.match(r"\s*\((?:hons?\.?|honours|[A-Z][\w. ]{0,9})\)", rest):
        degree, rest = degree + bracket[0], rest[bracket.end() :]
    before = text[: match.start()].strip(" ,:;–-(")
    area = re.sub(r"(?i)^[\s,:;.–—-]*(?:degree\b)?[\s,:;–—-]*(?:(?:in|of|i|inom|innen|en|em|w)\s+)?", "", rest)
    area = re.sub(r"(?i)\b(?:in progress|ongoing|pågående|not completed|ikke fullført)\b|^progress$", "", area)
    area = area.strip(" ,:;–-()")
    if not area and before and not before.casefold().endswith((" of", " in", " i")):
        return degree, before  # "Computer Science, MSc"
    if before and before.casefold() in ("integrated", "executive", "double", "joint", "europeisk", "european"):
        degree = f"{before} {degree}"
    area = re.sub(r"(?i)(?:^|\s)(?:in|of|i|inom|innen)$", "", area)  # the field follows on the next line
    return degree, area.strip("() ")
