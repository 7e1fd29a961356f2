"""What people of the demo say: the campaign's eleven questions and answers (R44), the persona, feedback, sentences."""

PROMISE = "Build what 2 million people lean on, in a region that finishes work at four."
INTRO = (
    "Twelve employers around the Oslofjord look for software engineers together. You register once, a person reads "
    "what you wrote, and you decide about each employer that wants to know you. If one says no, the next one hears of "
    "you: nobody good is lost."
)
SECOND_PROMISE = "Find what breaks before two million people do."
SECOND_INTRO = (
    "Two employers that half of the region pays and heats with look for people who test and secure what they build. "
    "You register once, and decide about each of them yourself."
)
SECOND_MAIL = {
    "en": {
        "subject": "New campaign: Test and security engineers 2026",
        "text": "Fjordbank and Nordlys Energi look for people who test and secure what others build.\n\n"
        "You are in the pool already, so joining takes a minute, and we ask you before each of them gets to know you.",
    },
    "nb": {
        "subject": "Ny kampanje: Test and security engineers 2026",
        "text": "Fjordbank og Nordlys Energi ser etter folk som tester og sikrer det andre bygger.\n\n"
        "Du er allerede i talentbasen, så det tar et minutt å bli med, og vi spør deg før hver av dem får kjenne deg.",
    },
}
PERSONA_NAME = "Ana, who wants to see what her work is for"
PERSONA_WORDS = (
    "Full-stack engineer with four to eight years behind her and good English. She can find work anywhere; what she "
    "looks for is work that matters to people she can meet, colleagues who go home in daylight, and an honest answer "
    "about how long a permit takes. She asks about Norwegian before she asks about pay."
)

#: (question, answer) in English and Norwegian, in the order they are shown.
FAQ: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("Who can register?", "Everybody who works with software and would like to work in the region, wherever you "
         "live today. Students in their last year are welcome too."),
        ("Does it cost anything?", "No. Employers and the public pay for the campaign. Nobody may ask you for money."),
        ("Do I need to speak Norwegian?", "For most posts English is enough from the first day. Where Norwegian is "
         "needed, the employer says so, and courses are offered in the evening."),
        ("Do I apply for a certain job?", "No. You register in the region's talent pool. When an employer fits, we ask "
         "you before we introduce you, each time."),
        ("What do employers see?", "Your experience and skills without your name. They learn who you are only when "
         "they want to meet you, and you have said yes to that employer."),
        ("How long does it take?", "A person looks at your registration within two working days. Employers answer "
         "within five working days. If they are late, we chase them, not you."),
        ("Do I need a permit?", "Citizens of the Nordic countries need none, citizens of the EU and EEA register after "
         "they have moved. Others need a permit as a skilled worker; your page shows the steps and the time."),
        ("What if an employer says no?", "You are told why in a few honest words, and you stay in the pool. We look "
         "for the next employer on the same day."),
        ("Can my family come with me?", "Yes, most often. We help with school, kindergarten and work for your partner. "
         "Employers never hear about your family from us."),
        ("Can I work from home?", "Many employers offer some days at home, a few offer all of them. You say what you "
         "want when you register, and we look for it."),
        ("How do I leave?", "With two clicks on your own page, whenever you like. You can also pause for some months "
         "and come back."),
    ),
    "nb": (
        ("Hvem kan registrere seg?", "Alle som jobber med programvare og har lyst til å jobbe i regionen, uansett hvor "
         "du bor i dag. Studenter på siste året er også velkomne."),
        ("Koster det noe?", "Nei. Arbeidsgiverne og det offentlige betaler for kampanjen. Ingen har lov til å be deg "
         "om penger."),
        ("Må jeg kunne norsk?", "I de fleste stillingene holder det med engelsk fra første dag. Der det trengs norsk, "
         "sier arbeidsgiveren fra, og det finnes kurs på kveldstid."),
        ("Søker jeg på en bestemt jobb?", "Nei. Du registrerer deg i regionens talentbase. Når en arbeidsgiver passer, "
         "spør vi deg før vi introduserer deg, hver gang."),
        ("Hva ser arbeidsgiverne?", "Erfaringen og kompetansen din, uten navn. De får vite hvem du er først når de vil "
         "møte deg, og du har sagt ja til den arbeidsgiveren."),
        ("Hvor lang tid tar det?", "Et menneske ser på registreringen din innen to arbeidsdager. Arbeidsgiverne svarer "
         "innen fem arbeidsdager. Er de sene, maser vi på dem, ikke på deg."),
        ("Trenger jeg oppholdstillatelse?", "Nordiske borgere trenger ingen, borgere fra EU og EØS registrerer seg "
         "etter at de har flyttet. Andre trenger tillatelse som faglært; siden din viser stegene og tiden."),
        ("Hva om en arbeidsgiver sier nei?", "Du får vite hvorfor med noen ærlige ord, og du blir i talentbasen. Vi "
         "leter etter neste arbeidsgiver samme dag."),
        ("Kan familien bli med?", "Ja, som oftest. Vi hjelper med skole, barnehage og jobb til partneren din. "
         "Arbeidsgiverne hører aldri om familien din fra oss."),
        ("Kan jeg jobbe hjemmefra?", "Mange arbeidsgivere tilbyr noen dager hjemme, noen få tilbyr alle. Du sier hva "
         "du ønsker når du registrerer deg, og vi leter etter det."),
        ("Hvordan melder jeg meg ut?", "Med to klikk på din egen side, når du vil. Du kan også ta en pause i noen "
         "måneder og komme tilbake."),
    ),
}  # fmt: skip

#: reason -> the words that the candidate reads.
DECLINED: dict[str, str] = {
    "skills_missing": "Your experience is solid. For this post we need somebody who has run {skill} in production.",
    "too_junior": "We liked how clearly you explain your work. This post needs some more years of experience.",
    "too_senior": "You have more experience than this post can use well. We would not want to bore you.",
    "local_language": "Your work is strong. This team speaks with customers, and needs Norwegian from the first day.",
    "start_too_late": "We would have liked to meet you, but the post must be filled before you could be here.",
    "post_filled": "The post was filled yesterday. Your profile came second on our list, and that is a compliment.",
    "other_direction": "You are good at what you do. The team moves in another direction than the one you describe.",
}
NOT_HIRED: dict[str, str] = {
    "another_person": "The choice was hard. Another person had worked with exactly our kind of system before.",
    "skills_in_depth": "We enjoyed the talk. In the task we missed some depth in testing; that can be learned.",
    "local_language": "You convinced us as an engineer. In the second talk we saw that the role needs Norwegian.",
    "terms": "We could not agree on the terms this time. Thank you for an open and friendly talk.",
    "offer_turned_down": "You turned our offer down, and we understand why. Our door stays open.",
    "start_too_late": "We would have hired you, but we cannot wait for as long as the move takes.",
    "post_gone": "The budget for the post was cut after we met. That is our loss and says nothing about you.",
}
SENTENCES = (
    "Explains things so that others can use them. Ask about the last release that went wrong.",
    "Wants to know what the work is for. I think you would like each other.",
    "Calm, exact and curious; has asked me more about your users than about the pay.",
    "Has done nearly the same thing for {field}. Ask what they would do differently now.",
    "Has read about your company and has an opinion about your product.",
)
PRIVATE_NOTES = ("", "", "Strong, but the team is junior already.", "Ask again in spring.", "")
