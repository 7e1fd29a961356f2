"""Tells places apart from names and companies: countries in three languages, and the cities that CVs name most."""

import re
from functools import cache

_CITIES = """
oslo bergen trondheim stavanger kristiansand tromsø bodø drammen fredrikstad sandnes sarpsborg skien ålesund
sandefjord haugesund tønsberg moss porsgrunn arendal hamar larvik halden lillehammer molde harstad gjøvik
kongsberg horten narvik alta asker bærum lillestrøm ås sandvika fornebu lysaker jessheim ski mandal steinkjer
stockholm göteborg gothenburg malmö uppsala lund linköping västerås örebro helsingborg norrköping umeå luleå
jönköping københavn copenhagen aarhus odense aalborg helsinki espoo tampere turku oulu reykjavik reykjavík
tallinn riga vilnius kaunas lisbon lisboa porto coimbra braga aveiro faro madrid barcelona valencia seville
sevilla malaga málaga bilbao zaragoza london manchester birmingham edinburgh glasgow bristol leeds cambridge
oxford liverpool dublin cork galway belfast paris lyon toulouse nantes lille marseille bordeaux grenoble berlin
munich münchen hamburg frankfurt cologne köln stuttgart düsseldorf leipzig dresden zürich zurich geneva genève
basel bern lausanne vienna wien graz amsterdam rotterdam utrecht eindhoven delft brussels bruxelles brussel
antwerp ghent luxembourg rome roma milan milano turin torino bologna naples warsaw warszawa kraków krakow
wrocław wroclaw gdańsk gdansk poznań poznan łódź lodz katowice prague praha brno budapest bucharest bucurești
cluj-napoca sofia athens thessaloniki belgrade zagreb ljubljana bratislava kyiv kiev lviv kharkiv minsk moscow
istanbul ankara izmir cairo lagos abuja ibadan accra nairobi kampala addis ababa johannesburg cape town pretoria
tunis casablanca mumbai bengaluru bangalore delhi new delhi hyderabad chennai pune kolkata ahmedabad gurgaon
noida karachi lahore islamabad dhaka colombo kathmandu tehran dubai abu dhabi doha riyadh beirut amman tel aviv
hanoi ho chi minh city da nang bangkok manila jakarta kuala lumpur singapore hong kong beijing shanghai shenzhen
taipei tokyo osaka seoul sydney melbourne brisbane auckland new york san francisco los angeles seattle boston
chicago austin toronto vancouver montreal ottawa mexico city são paulo sao paulo rio de janeiro buenos aires
santiago bogotá bogota lima montevideo palo alto
"""
_PAIRS = frozenset(
    (
        "abu dhabi",
        "addis ababa",
        "buenos aires",
        "cape town",
        "da nang",
        "ho chi minh city",
        "hong kong",
        "kuala lumpur",
        "los angeles",
        "mexico city",
        "new delhi",
        "new york",
        "palo alto",
        "rio de janeiro",
        "san francisco",
        "sao paulo",
        "são paulo",
        "tel aviv",
    )
)
_STATE_LETTERS = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
    "MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
)
_US_STATES = frozenset(_STATE_LETTERS.split())
_FURTHER = {
    "uk": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "us": "US",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "norge": "NO",
    "the netherlands": "NL",
    "holland": "NL",
    "czech republic": "CZ",
    "viet nam": "VN",
    "korea": "KR",
    "uae": "AE",
    "great britain": "GB",
    "storbritannia": "GB",
    "russia": "RU",
    "turkey": "TR",
}
_AWAY = re.compile(
    r"(?i)(fully )?(remote|hybrid|home office|hjemmekontor|fjernarbeid|distans|på distans|worldwide)( work)?"
)


@cache
def _cities() -> frozenset[str]:
    text = " ".join(_CITIES.split())
    for pair in _PAIRS:
        text = re.sub(rf"(?<!\S){pair}(?!\S)", " ", text)
    return frozenset(text.split()) | _PAIRS


@cache
def _countries() -> dict[str, str]:
    from babel import Locale

    codes: dict[str, str] = {}
    for language in ("sv", "nb", "en"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO"):
                codes[name.casefold()] = code
    return {**codes, **_FURTHER}


def country_code(text: str) -> str:
    """ISO code of a country named in English, Norwegian or Swedish, or ""."""
    return _countries().get(text.strip(" .,()").casefold(), "")


def is_place(text: str) -> bool:
    """True for a country, a known city (with or without a postal code), a US state's letters, or "Remote"."""
    text = text.strip(" .,()")
    if not text or len(text) > 40:
        return False
    if (
        _AWAY.fullmatch(text)
        or text in _US_STATES
        or re.fullmatch(rf"(?:{'|'.join(sorted(_US_STATES))}) \d{{5}}", text)
    ):
        return True
    without_code = re.sub(r"^(?:[A-Z]{1,2}-)?\d{3,6}(?:[- ]\d{2,4})?\s+|\s+\d{3,6}$", "", text)
    without_area = re.sub(r"(?i)\b(greater|area|region|metropolitan|metropolregion)\b", "", without_code).strip()
    return without_area.casefold() in _cities() or bool(country_code(without_code))


def split_place(text: str) -> dict[str, str]:
    """ "4150-123 Porto, Portugal" in JSON Resume's fields of a location; {} when no part of it is a place."""
    parts = [part.strip() for part in re.split(r"[,\t|]|\s[–—-]\s", text) if part.strip()]
    if not parts or not any(is_place(part) for part in parts):
        return {}
    place: dict[str, str] = {}
    if code := country_code(parts[-1]):
        place["countryCode"] = code
        parts.pop()
    if (
        parts
        and (match := re.fullmatch(rf"({'|'.join(sorted(_US_STATES))})(?: (\d{{5}}))?", parts[-1]))
        and len(parts) > 1
    ):
        place["region"] = match[1]
        place.setdefault("countryCode", "US")
        if match[2]:
            place["postalCode"] = match[2]
        parts.pop()
    if parts:
        city = parts.pop()
        if match := re.fullmatch(r"((?:[A-Z]{1,2}-)?\d{3,6}(?:[- ]\d{2,4})?)\s+(\D+)", city):
            place["postalCode"], city = match[1], match[2]
        elif match := re.fullmatch(r"(\D+?)\s+(\d{4,6})", city):
            city, place["postalCode"] = match[1], match[2]
        if re.search(r"\d|@", city):
            return {}
        if parts and "countryCode" in place and not any(sign.isdigit() for sign in "".join(parts)):
            place["region"], city = city.strip(), parts.pop()  # "Bergen, Vestland, Norway"
        place["city"] = city.strip()
    if parts and any(sign.isdigit() for sign in parts[-1]):
        place["address"] = ", ".join(parts)
    return place
