"""Headings of a CV's sections in English, Norwegian and Swedish."""

import re

_PHRASES = {
    "summary": (
        "summary|professional summary|executive summary|career summary|profile|personal profile|"
        "professional profile|about|"
        "about me|objective|career objective|introduction|personal statement|in short|overview|"
        "sammendrag|profil|om meg|kort om meg|nøkkelkvalifikasjoner|presentasjon|personlig profil|målsetting|"
        "oppsummering|"
        "sammanfattning|om mig|kort om mig|presentation|personligt brev|profiltext"
    ),
    "work": (
        "experience|work experience|professional experience|employment|employment history|work history|"
        "career|career history|"
        "professional background|relevant experience|relevant work experience|positions|positions held|work|"
        "industry experience|internships|internship|internship experience|job experience|"
        "professional history|experiences|"
        "selected experience|work and internships|appointments|academic appointments|professional appointments|"
        "academic positions|research experience|teaching experience|jobs|professional career|"
        "erfaring|arbeidserfaring|arbeidserfaringer|yrkeserfaring|jobberfaring|relevant erfaring|praksis|"
        "arbeidspraksis|"
        "relevant arbeidserfaring|ansettelser|stillinger|arbeid|jobb|karriere|annen erfaring|annen arbeidserfaring|"
        "erfarenhet|arbetslivserfarenhet|arbetserfarenhet|yrkeserfarenhet|anställningar|"
        "tidigare anställningar|arbete|"
        "arbetslivserfarenheter|erfarenheter|jobberfarenhet|yrkesbakgrund|yrkesbakgrunn|praktik|"
        "other experience|additional experience"
    ),
    "education": (
        "education|academic background|educational background|academic qualifications|studies|"
        "education and training|"
        "academic history|qualifications|degrees|formal education|academics|"
        "utdanning|utdannelse|utdanning og kurs|formell utdanning|studier|akademisk bakgrunn|skolegang|"
        "utbildning|utbildningar|akademisk bakgrund|akademisk utbildning|skolor"
    ),
    "skills": (
        "skills|personal skills|"
        "technical skills|key skills|core skills|skills and tools|competencies|core competencies|"
        "technologies|"
        "tech stack|tools|expertise|areas of expertise|computer skills|it skills|digital skills|"
        "technical proficiency|"
        "programming languages|programming|software|programming skills|professional skills|"
        "technical expertise|strengths|"
        "technical summary|technical competencies|top skills|hard skills|skill set|skillset|tools and technologies|"
        "skills summary|programming skills and tools|software skills|"
        "ferdigheter|kompetanse|kompetanser|teknisk kompetanse|tekniske ferdigheter|it-kompetanse|"
        "it-kunnskaper|datakunnskaper|"
        "nøkkelkompetanse|kjernekompetanse|teknologier|verktøy|programmeringsspråk|it-ferdigheter|"
        "fagkompetanse|data|"
        "kompetens|kompetenser|färdigheter|kunskaper|teknisk kompetens|tekniska färdigheter|it-kunskaper|"
        "datorkunskaper|"
        "tekniker|verktyg|nyckelkompetens|kärnkompetens|datakunskaper|egenskaper"
    ),
    "languages": (
        "languages|language|language skills|languages spoken|spoken languages|foreign languages|"
        "språk|språkkunnskaper|språkferdigheter|språkkompetanse|språkkunskaper|språkfärdigheter"
    ),
    "references": (
        "references|referees|reference|recommendations|professional references|"
        "referanser|referanse|referenser|referens|referenspersoner|referansepersoner|anbefalinger|attester"
    ),
    "publications": (
        "publications|selected publications|papers|articles|patents|books|research papers|bibliography|"
        "conference papers|"
        "publikasjoner|utgivelser|artikler|patenter|publikationer|artiklar|patent|vitenskapelige publikasjoner"
    ),
    "talks": (
        "talks|presentations|conferences|conference talks|speaking|invited talks|talks and presentations|"
        "public speaking|"
        "lectures|seminars|speaking engagements|foredrag|presentasjoner|konferanser|konferansebidrag|"
        "föredrag|presentationer|konferenser|föreläsningar"
    ),
    "volunteer": (
        "volunteering|volunteer|volunteer work|volunteer experience|voluntary work|community|community involvement|"
        "community service|extracurricular|extracurricular activities|activities|leadership and activities|"
        "organisations|"
        "organizations|involvement|campus involvement|on campus involvement|volunteering experience|memberships|"
        "positions of trust|extra-curricular activities|leadership|directorships|trusteeships|affiliations|"
        "board positions|board experience|supervision|student supervision|teaching|mentoring|"
        "verv|tillitsverv|frivillig arbeid|frivillighet|frivillig|organisasjonserfaring|verv og frivillig arbeid|"
        "styreverv|foreningsarbeid|frivillig erfaring|"
        "ideellt arbete|ideellt engagemang|föreningsliv|förtroendeuppdrag|uppdrag|volontärarbete|engagemang"
    ),
    "projects": (
        "projects|personal projects|selected projects|side projects|key projects|academic projects|open source|"
        "open source projects|portfolio|project experience|"
        "prosjekter|prosjekt|utvalgte prosjekter|egne prosjekter|prosjekterfaring|hobbyprosjekter|"
        "projekt|egna projekt|utvalda projekt"
    ),
    "certificates": (
        "certifications|certificates|certification|licenses|licences|courses|courses and certifications|"
        "training|trainings|"
        "professional development|coursework|relevant coursework|relevant courses|accreditations|"
        "professional training|"
        "sertifiseringer|sertifikater|sertifisering|kurs|kurs og sertifiseringer|kursing|etterutdanning|sertifikat|"
        "certifikat|certifieringar|certifiering|kurser|kurser och certifieringar|vidareutbildning"
    ),
    "awards": (
        "awards|honors|honours|honors-awards|honors and awards|awards and honors|achievements|scholarships|"
        "grants|prizes|"
        "accomplishments|recognition|key achievements|awards and achievements|"
        "priser|utmerkelser|stipend|stipender|resultater|utmärkelser|priser och utmärkelser|stipendier"
    ),
    "interests": (
        "interests|hobbies|hobbies and interests|personal interests|leisure|interests and hobbies|"
        "interesser|fritid|hobbyer|fritidsinteresser|intressen|fritidsintressen|hobby"
    ),
    "contact": (
        "contact|contact information|contact details|personal information|personal details|personal data|"
        "details|info|"
        "personalia|links|social|find me online|get in touch|reach me|"
        "kontakt|kontaktinformasjon|personopplysninger|personlig informasjon|lenker|kontaktinfo|"
        "kontaktuppgifter|personuppgifter|kontaktinformation|personlig information|länkar"
    ),
    "other": (
        "other|miscellaneous|additional information|other information|misc|driving licence|driving license|"
        "declaration|"
        "annet|diverse|øvrig|annen informasjon|førerkort|militærtjeneste|verneplikt|"
        "övrigt|annat|körkort|övrig information|militärtjänst|värnplikt"
    ),
}
SECTIONS = {phrase: section for section, phrases in _PHRASES.items() for phrase in phrases.split("|")}
OWN_WORDS = ("summary", "work", "education", "skills", "projects", "certificates", "awards", "volunteer", "head")
"""Sections in which a technology counts as the candidate's own."""

_LAST_WORDS = {
    word: section
    for section, words in (
        ("references", "references referees referanser referenser referansepersoner referenspersoner"),
        ("publications", "publications papers articles patents publikasjoner publikationer artikler artiklar"),
        ("talks", "talks presentations lectures foredrag föredrag presentasjoner posters"),
        ("volunteer", "memberships affiliations verv uppdrag activities volunteering styreverv tillitsverv"),
        (
            "certificates",
            "certifications certificates courses licences licenses kurs kurser sertifiseringer certifikat",
        ),
        ("awards", "awards honours honors prizes scholarships grants stipender priser utmerkelser utmärkelser"),
        ("interests", "interests hobbies interesser intressen"),
        ("projects", "projects prosjekter projekt"),
        ("languages", "languages"),
    )
    for word in words.split()
}
"""What a heading of two or three words is about, by its last one: "PROFESSIONAL REFEREES", "Industry Awards"."""
_SQUASHED = {phrase.replace(" ", ""): section for phrase, section in SECTIONS.items()}
_AND = re.compile(r"\s*(?:&|\+|/|\band\b|\bog\b|\boch\b|,)\s*", re.IGNORECASE)
_SPACED = re.compile(r"(?:[\w&]{1,2} ){2,}\w{1,2}")


def _plain(text: str) -> str:
    text = text.strip(" \t:.-–—_=#*|•>~").strip()
    text = re.sub(r"^(?:\d{1,2}|[IVX]{1,4})[.)]\s*", "", text)
    text = re.sub(
        r"\s*\((?:continued|cont\.?|forts\.?|fortsatt|selected|utvalgte|utvalda)\)$", "", text, flags=re.IGNORECASE
    )
    return re.sub(r"\s+", " ", text).casefold()


def section_of(text: str) -> str:
    """The section that a line opens, or "" when the line is no heading."""
    if len(text) > 60 or not text[:1].strip():
        return ""
    plain = _plain(text)
    if not plain:
        return ""
    if plain in SECTIONS:
        return SECTIONS[plain]
    if _SPACED.fullmatch(plain):  # l e t t e r s p a c e d, with the gaps between words lost
        return _SQUASHED.get(plain.replace(" ", ""), "")
    joined = _AND.sub(" and ", plain)
    if joined in SECTIONS:
        return SECTIONS[joined]
    words = text.strip(" :").split()
    capitals = all(word[:1].isupper() or word in ("og", "och", "and", "&") for word in words)
    if 2 <= len(words) <= 3 and capitals and words[-1].casefold() in _LAST_WORDS:
        return _LAST_WORDS[words[-1].casefold()]
    parts = joined.split(" and ")
    if 1 < len(parts) <= 4:
        named = [SECTIONS.get(part.strip(), "") for part in parts]
        if all(named) or (named[0] and len(parts) == 2 and len(parts[1].split()) <= 2 and text.strip().isupper()):
            # "Skills and languages" is read as the first of the two; the languages parser looks there too.
            return named[0]
    return ""


def inline_heading(text: str) -> tuple[str, str]:
    """ "Languages: English (C1), Norwegian (B1)" as its section and the rest, or ("", text)."""
    label, colon, rest = text.partition(":")
    if colon and rest.strip() and len(label) <= 40:
        return section_of(label), rest.strip()
    return "", text
