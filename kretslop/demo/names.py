"""Invented people's names by country, with the way in that most of them have, their towns, languages and time zone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    route: str
    zone: str
    language: str
    towns: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]


def _country(code: str, route: str, zone: str, language: str, towns: str, given: str, family: str) -> Country:
    return Country(code, route, zone, language, *(tuple(words.split()) for words in (towns, given, family)))


COUNTRIES = (
    _country("PT", "eea", "Europe/Lisbon", "pt", "Porto Lisbon Braga Coimbra",
             "Inês Tiago Beatriz Rui Carolina Nuno Marta Duarte", "Almeida Ferreira Moura Pinto Teixeira Lobo Cardoso"),
    _country("PL", "eea", "Europe/Warsaw", "pl", "Kraków Warsaw Wrocław Gdańsk Poznań",
             "Agnieszka Piotr Magda Krzysztof Zofia Michał Ewa Jakub", "Nowak Wójcik Lis Mazur Zając Dudek Król"),
    _country("RO", "eea", "Europe/Bucharest", "ro", "Cluj Bucharest Iași Timișoara",
             "Andreea Mihai Ioana Radu Elena Vlad Raluca Sorin", "Popa Dumitru Stan Ilie Munteanu Rusu Lungu"),
    _country("ES", "eea", "Europe/Madrid", "es", "Valencia Madrid Málaga Bilbao",
             "Lucía Javier Nerea Álvaro Irene Pablo Clara Hugo", "Navarro Vidal Romero Gil Ibáñez Prieto Soler"),
    _country("IT", "eea", "Europe/Rome", "it", "Turin Milan Bologna Naples",
             "Chiara Matteo Giulia Lorenzo Elisa Davide Sara Paolo", "Conti Greco Ferri Marini Leone Basile Villa"),
    _country("DE", "eea", "Europe/Berlin", "de", "Berlin Hamburg Leipzig Köln",
             "Lena Jonas Katrin Felix Anke Moritz Judith Timo", "Brandt Vogel Keller Seidel Krause Haas Lorenz"),
    _country("FR", "eea", "Europe/Paris", "fr", "Lyon Nantes Toulouse Paris",
             "Camille Théo Manon Julien Amélie Rémi Léa Karim", "Moreau Girard Lefèvre Roche Benali Marchand Colin"),
    _country("GR", "eea", "Europe/Athens", "el", "Athens Thessaloniki Patras",
             "Eleni Nikos Katerina Giorgos Sofia Kostas Danai Petros", "Pappas Nikolaou Vasiliou Makris Dimou"),
    _country("LT", "eea", "Europe/Vilnius", "lt", "Vilnius Kaunas",
             "Rūta Mantas Ieva Tomas Gabija Lukas Aistė Darius", "Kazlauskas Jankauskas Petrauskas Balčiūnas Urbonas"),
    _country("SE", "nordic", "Europe/Stockholm", "sv", "Göteborg Malmö Uppsala",
             "Elsa Viktor Maja Oskar Sofia Emil Hanna Axel", "Lindqvist Nyström Sjöberg Ekman Hedlund Åkesson"),
    _country("DK", "nordic", "Europe/Copenhagen", "da", "Aarhus Odense København",
             "Freja Mads Ida Rasmus Signe Søren Laura Mikkel", "Holm Kjær Bach Winther Toft Bruun"),
    _country("FI", "nordic", "Europe/Helsinki", "fi", "Tampere Oulu Helsinki",
             "Aino Mikko Noora Ville Salla Jussi Kaisa Antti", "Virtanen Laine Heikkilä Salo Koskela Rantala"),
    _country("GB", "permit", "Europe/London", "en", "Leeds Glasgow Bristol London",
             "Hannah Callum Priti Owen Zara Ewan Megan Idris", "Clarke Hughes Begum Fraser Patel Rowe Whitlock"),
    _country("UA", "has_permit", "Europe/Kyiv", "uk", "Kyiv Lviv Kharkiv Odesa",
             "Oksana Andrii Daria Maksym Iryna Taras Yulia Bohdan", "Shevchuk Koval Bondar Melnyk Savchenko Lysenko"),
    _country("TR", "permit", "Europe/Istanbul", "tr", "Izmir Ankara Istanbul",
             "Elif Emre Zeynep Burak Selin Kerem Derya Onur", "Yılmaz Kaya Aydın Şahin Arslan Koç Öztürk"),
    _country("IN", "permit", "Asia/Kolkata", "hi", "Bengaluru Pune Chennai Hyderabad Kochi",
             "Ananya Rohan Divya Arjun Meera Vikram Sneha Karthik", "Sharma Nair Iyer Reddy Kulkarni Menon Das Joshi"),
    _country("PK", "permit", "Asia/Karachi", "ur", "Lahore Karachi Islamabad",
             "Ayesha Bilal Hina Usman Sana Hamza Maryam Faisal", "Malik Qureshi Sheikh Butt Raza Siddiqui"),
    _country("NG", "permit", "Africa/Lagos", "en", "Lagos Abuja Ibadan",
             "Chidinma Tunde Ngozi Emeka Folake Ifeanyi Zainab Segun", "Okafor Adeyemi Balogun Nwosu Eze Bello Ojo"),
    _country("KE", "permit", "Africa/Nairobi", "sw", "Nairobi Mombasa Kisumu",
             "Wanjiru Brian Achieng Kevin Njeri Dennis Faith Otieno", "Mwangi Kamau Odhiambo Wambui Kiptoo Njoroge"),
    _country("EG", "permit", "Africa/Cairo", "ar", "Cairo Alexandria Giza",
             "Nour Omar Salma Karim Mariam Youssef Heba Tarek", "Hassan Fathy Mansour Nabil Gamal Ezzat"),
    _country("BR", "permit", "America/Sao_Paulo", "pt", "Recife Curitiba Campinas Florianópolis",
             "Larissa Rafael Camila Thiago Júlia Gustavo Renata Caio", "Souza Barbosa Ribeiro Nogueira Rocha Prado"),
    _country("MX", "permit", "America/Mexico_City", "es", "Guadalajara Monterrey Puebla",
             "Valeria Diego Fernanda Emilio Ximena Óscar Paola Iván", "Castillo Mendoza Ríos Ortega Salazar Luna"),
    _country("AR", "permit", "America/Argentina/Buenos_Aires", "es", "Rosario Córdoba Mendoza",
             "Florencia Martín Agustina Facundo Lucila Ezequiel Sol Nicolás", "Pereyra Acosta Molina Quiroga Sosa"),
    _country("US", "permit", "America/New_York", "en", "Austin Denver Portland Chicago",
             "Emily Marcus Grace Tyler Naomi Jordan Rachel Devin", "Bennett Coleman Rivera Nguyen Brooks Sutton Hayes"),
    _country("VN", "permit", "Asia/Ho_Chi_Minh", "vi", "Hanoi Đà-Nẵng Huế",
             "Mai Minh Thảo Quân Hương Tuấn Ngọc Khoa", "Nguyễn Trần Phạm Vũ Đặng Bùi"),
    _country("PH", "permit", "Asia/Manila", "tl", "Cebu Manila Davao",
             "Angelica Joshua Kristine Paolo Bianca Miguel Trisha Carlo", "Santos Reyes Villanueva Aquino Ramos"),
    _country("ID", "permit", "Asia/Jakarta", "id", "Bandung Jakarta Yogyakarta",
             "Putri Agus Dewi Rizky Ayu Bayu Intan Fajar", "Wijaya Pratama Santoso Lestari Nugroho Halim"),
    _country("IR", "permit", "Asia/Tehran", "fa", "Tehran Isfahan Shiraz",
             "Niloofar Amir Sara Reza Parisa Kaveh Leila Arash", "Karimi Rostami Ahmadi Jafari Moradi Sadeghi"),
)  # fmt: skip
