"""Short forms of given names, and names so common that sharing one says little."""

#: Each line is one name in its forms; two forms of one line may be the same person.
SHORT_FORMS = """
alexander alex sander sasha aleksander
alexandra alex sandra sasha aleksandra
andrew andy drew anders
anne ann annie
anna annika
anthony antony tony anton
antonio toni tonio
benjamin ben benny benji
bernard bernie
catherine katherine kathryn catharine kate kathy cathy katie kat katrine kathrine cathrine katarina
charles charlie chuck chas
christian kristian chris kris
christina kristina christine kristine tina chris stine
christopher kristoffer chris kris toffen
daniel dan danny
david dave davey
deborah debra debbie
diego didi
donald don donnie
dorothy dot dottie
edward ed eddie ted ned edvard
elisabeth elizabeth liz lisa lisbeth beth betty eliza elise libby bettina
emily emma em emmy
eric erik eirik
francis frank fran
francisco paco pancho fran
frederick fred freddy fredrik
gabriel gabe
geoffrey jeffrey geoff jeff
george georgie georg jorgen
gregory greg
gunnar gunn
hans johan johannes john jon
harold harry hal
henry harry hank henrik
ingeborg inger inga
isabella isabel bella izzy isa
jacob jake jakob
james jim jimmy jamie
jennifer jen jenny
jessica jess jessie
johanna hanna
jonathan jon johnny jonatan
joseph joe joey josef
jose pepe
joshua josh
judith judy
kenneth ken kenny
lars lasse
lawrence laurence larry laurie
leonard leo len lenny
magdalena lena magda malene
margaret maggie meg peggy margrete margit marge greta margrethe grete
matthew matt matty matias mathias matteo
maximilian max maks
michael mike mick mikey mikael mikkel mischa
nathaniel nathan nate
nicholas nick nicolas nikolai nico niklas klaus
nils niels
olav ola olaf ole
pamela pam
patricia pat patty tricia trish
patrick pat paddy patrik
peter pete petter per peder piotr pedro
philip phil filip phillip
rebecca becky bekka becca
richard rick rich dick ricky
robert rob bob bobby robbie bert
ronald ron ronnie
rosemary rose rosie
samuel sam sammy
samantha sam
stephen steven steve stephan stefan steffen
susan sue susie suzanne susanne susanna
terence terry
theodore ted theo teodor
thomas tom tommy tomas tomasz
timothy tim
tobias tobi
torbjorn torbj
tord tor
valentina tina
veronica vera ronnie veronika
victoria vicky tori viktoria
vincent vince
walter walt
william will bill billy vilhelm liam wilhelm
zachary zach zack
"""

#: Given names that many people share; a share of a hundredth each is assumed where a file says nothing else.
_GIVEN = """
ola kari per anne jan bjorn kjell nils hans erik lars tor ole knut svein arne olav morten thomas terje odd martin
kristian andreas inger liv marit ingrid eva berit astrid solveig hilde bente anna marianne nina heidi ida emma nora
jakob emil noah oliver filip lucas liam henrik magnus jonas daniel maria elin silje camilla line mohammed muhammad
ahmed ali fatima john mary peter paul david michael james robert william richard joseph charles christopher matthew
anthony mark elizabeth susan sarah karen lisa jennifer jessica emily sophie olivia charlotte amelia isabella mia
jack joshua ethan alexander samuel benjamin jose antonio juan carlos luis pedro joao ana marta piotr krzysztof
tomasz anders gunnar karin lena birgitta kristina johan mikael linda sven stefan sara hanna kate george harry
"""
#: More names that exist beside one that is a letter away.
_NEAR = """
mari marie maria mia ida ida eva ea emil emilie emilia emily ella elle elin eline erin arne arve are tore tora thor
marte marta martha martine martin marius mattis mathea thea tea nina nora noah lina line lena lene linn siri sira
sigrid sigrun sigurd sindre simen simon sonja sonia tone tonje tove trine turid unni vidar viggo gro grete guro hege
helge helga helle helene helena jon jan jens jonas jonathan julie julia julian kim kine kjersti kirsten kristin
kristine laila leif liv lise lisa mona monica morgan olga olea oline oda odd rita rolf roar roald ronja runa rune
ruth sofia sofie sophia sophie stig stein steinar terje tiril tuva vegar vegard ylva yngve oyvind oystein aron
aaron adam adrian alan alana allan ana ina isak isaac ivar iver ellen ellinor eirik erika erica even evan ewan
joel noel jack jake jane jean jenna gemma joan joanne kyle kylie luke luca lucia lucy laura lauren max mark marc
milan mila ryan rhys rory rosa rose zoe chloe tara sara clara klara maya maja mina milla molly holly harley hayley
hailey hannah brooke brook caleb cameron finn fynn flynn
"""
_SURNAMES = """
hansen johansen olsen larsen andersen pedersen nilsen kristiansen jensen karlsen johnsen pettersen eriksen berg
haugen hagen johannessen andreassen jacobsen dahl jorgensen henriksen lund halvorsen sorensen jakobsen moen strand
solberg andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson smith jones
williams brown taylor wilson johnson white martin anderson thompson nguyen tran le lee kim wang li zhang chen singh
kumar khan ali ahmed hussain mohamed garcia rodriguez martinez lopez gonzalez silva santos ferreira pereira
nowak kowalski wisniewski muller schmidt schneider fischer ivanov campbell
"""


def _forms() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(SHORT_FORMS.strip().splitlines()):
        for name in line.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


#: name -> the numbers of the lines of `_FORMS` it stands in
FORMS = _forms()
COMMON_GIVEN = frozenset(_GIVEN.split())
COMMON_SURNAMES = frozenset(_SURNAMES.split())
#: Given names that exist; two different ones with a letter between them are rather two people than a slip.
KNOWN_GIVEN = COMMON_GIVEN | FORMS.keys() | frozenset(_NEAR.split())
