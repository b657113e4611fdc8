//! The European countries.

use super::names::{
    CZECH, DUTCH, ENGLISH, FRENCH, GERMAN, ITALIAN, POLISH, SPANISH, SWEDISH, UKRAINIAN,
};
use super::{Country, Region, names::BRAZILIAN as PORTUGUESE};

/// The European countries.
pub const COUNTRIES: &[Country] = &[
    Country {
        code: "DE",
        weight: 14,
        region: Region::Union,
        language: "de",
        timezone: "Europe/Berlin",
        names: &GERMAN,
        phones: "+493023125###,+496990009###,+494066969###,+492214710###,+498999998###,\
            +4917139200##,+49176040690##",
        cities: "Berlin=10###;Hamburg=20###;München=80###;Köln=50###;Frankfurt am Main=60###;\
            Stuttgart=70###;Düsseldorf=40###;Leipzig=04###;Dresden=01###;Nürnberg=90###;\
            Bremen=28###;Freiburg im Breisgau=79###",
        streets: "Hauptstraße,Bahnhofstraße,Gartenstraße,Schillerstraße,Goethestraße,Lindenweg,\
            Am Markt,Kirchgasse,Bergstraße,Waldweg,Mozartstraße,Rosenweg,Ringstraße",
        address: "S N, P C",
        legal_forms: "GmbH,AG,KG,UG,GmbH & Co. KG",
    },
    Country {
        code: "AT",
        weight: 4,
        region: Region::Union,
        language: "de",
        timezone: "Europe/Vienna",
        names: &GERMAN,
        phones: "+43664#######,+43676#######,+43699########",
        cities: "Wien=1#30;Graz=80##;Linz=40##;Salzburg=50##;Innsbruck=60##;Klagenfurt=90##",
        streets: "Hauptstraße,Landstraße,Mariengasse,Feldgasse,Kirchenplatz,Bergweg,Schulgasse,\
            Wiesenweg,Annagasse",
        address: "S N, P C",
        legal_forms: "GmbH,AG,OG,KG",
    },
    Country {
        code: "CH",
        weight: 4,
        region: Region::Elsewhere,
        language: "de",
        timezone: "Europe/Zurich",
        names: &GERMAN,
        phones: "+4176#######,+4178#######,+4179#######",
        cities: "Zürich=80##;Bern=30##;Basel=40##;Luzern=60##;St. Gallen=90##;Winterthur=84##",
        streets: "Bahnhofstrasse,Seestrasse,Dorfstrasse,Kirchweg,Mühlegasse,Rebweg,Bergstrasse,\
            Im Grund",
        address: "S N, P C",
        legal_forms: "AG,GmbH",
    },
    Country {
        code: "GB",
        weight: 10,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Europe/London",
        names: &ENGLISH,
        phones: "+442079460###,+441134960###,+441174960###,+441214960###,\
            +441314960###,+441414960###,+441514960###,+441614960###",
        cities: "London=SW# #@@;Manchester=M# #@@;Birmingham=B# #@@;Leeds=LS# #@@;\
            Bristol=BS# #@@;Edinburgh=EH# #@@;Glasgow=G# #@@;Cardiff=CF# #@@;Liverpool=L# #@@",
        streets: "High Street,Station Road,Church Lane,Victoria Road,Mill Lane,Park Avenue,\
            Queen's Road,The Green,Manor Close,Albert Street,Orchard Way",
        address: "N S, C P",
        legal_forms: "Ltd,LLP,plc",
    },
    Country {
        code: "IE",
        weight: 2,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Dublin",
        names: &ENGLISH,
        phones: "+35383#######,+35385#######,+35387#######",
        cities: "Dublin=D0# @#@#;Cork=T12 @#@#;Galway=H91 @#@#;Limerick=V94 @#@#",
        streets: "Main Street,Church Road,Bridge Street,Chapel Lane,Seaview Terrace,Abbey Road,\
            Castle Avenue",
        address: "N S, C, P",
        legal_forms: "Ltd,DAC",
    },
    Country {
        code: "FR",
        weight: 8,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Paris",
        names: &FRENCH,
        phones: "+3319900####,+3326191####,+3335301####,+3346571####,+3353649####",
        cities: "Paris=750##;Lyon=6900#;Marseille=130##;Toulouse=31#00;Bordeaux=33#00;Lille=59#00;\
            Nantes=44#00;Strasbourg=67#00;Nîmes=30#00",
        streets: "rue de la République,avenue Victor-Hugo,rue des Lilas,boulevard Voltaire,\
            place du Marché,rue du Moulin,rue Pasteur,chemin des Écoliers,impasse des Tilleuls",
        address: "N S, P C",
        legal_forms: "SARL,SAS,SA",
    },
    Country {
        code: "BE",
        weight: 2,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Brussels",
        names: &DUTCH,
        phones: "+3247#######,+3249#######",
        cities: "Antwerpen=20#0;Gent=90#0;Brugge=8000;Leuven=3000;Mechelen=2800;Hasselt=3500",
        streets: "Kerkstraat,Stationsstraat,Molenstraat,Dorpsstraat,Nieuwstraat,Veldstraat,\
            Lindelaan",
        address: "S N, P C",
        legal_forms: "BV,NV",
    },
    Country {
        code: "NL",
        weight: 4,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Amsterdam",
        names: &DUTCH,
        phones: "+3161#######,+3162#######,+3164#######",
        cities: "Amsterdam=10## @@;Rotterdam=30## @@;Utrecht=35## @@;Den Haag=25## @@;\
            Eindhoven=56## @@;Groningen=97## @@;Haarlem=20## @@",
        streets: "Kerkstraat,Dorpsstraat,Molenweg,Julianalaan,Beatrixstraat,Prinsengracht,\
            Wilhelminastraat,Schoolstraat,Parallelweg",
        address: "S N, P C",
        legal_forms: "B.V.,N.V.,V.O.F.",
    },
    Country {
        code: "ES",
        weight: 6,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Madrid",
        names: &SPANISH,
        phones: "+3460#######,+3462#######,+3465#######",
        cities: "Madrid=280##;Barcelona=080##;Valencia=460##;Sevilla=410##;Zaragoza=500##;\
            Málaga=290##;Bilbao=480##;Las Palmas=350##=Atlantic/Canary",
        streets: "Calle Mayor,Calle Real,Avenida de la Constitución,Calle del Sol,Plaza de España,\
            Calle San José,Paseo Marítimo,Calle de la Fuente,Avenida del Puerto",
        address: "S N, P C",
        legal_forms: "S.L.,S.A.",
    },
    Country {
        code: "PT",
        weight: 2,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Lisbon",
        names: &PORTUGUESE,
        phones: "+35191#######,+35193#######,+35196#######",
        cities: "Lisboa=1##0-###;Porto=4##0-###;Braga=47#0-###;Coimbra=30#0-###;Faro=80#0-###",
        streets: "Rua Direita,Rua da Igreja,Avenida da Liberdade,Rua de São João,Rua das Flores,\
            Largo do Rossio",
        address: "S N, P C",
        legal_forms: "Lda.,S.A.",
    },
    Country {
        code: "IT",
        weight: 5,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Rome",
        names: &ITALIAN,
        phones: "+39347#######,+39333#######,+39328#######",
        cities: "Roma=001##;Milano=201##;Napoli=801##;Torino=101##;Bologna=401##;Firenze=501##;\
            Palermo=901##;Forlì=47121",
        streets: "Via Roma,Via Garibaldi,Corso Italia,Via Dante,Piazza Mazzini,Via Verdi,\
            Viale della Libertà,Via San Marco,Via dei Mille",
        address: "S N, P C",
        legal_forms: "S.r.l.,S.p.A.",
    },
    Country {
        code: "PL",
        weight: 5,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Warsaw",
        names: &POLISH,
        phones: "+48501######,+48602######,+48691######",
        cities: "Warszawa=00-###;Kraków=30-###;Łódź=90-###;Wrocław=50-###;Poznań=60-###;\
            Gdańsk=80-###;Szczecin=70-###;Lublin=20-###",
        streets: "ul. Polna,ul. Leśna,ul. Słoneczna,ul. Krótka,ul. Szkolna,ul. Ogrodowa,\
            ul. Kwiatowa,ul. Długa,al. Niepodległości,ul. Mickiewicza",
        address: "S N, P C",
        legal_forms: "sp. z o.o.,S.A.",
    },
    Country {
        code: "CZ",
        weight: 2,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Prague",
        names: &CZECH,
        phones: "+420602######,+420724######,+420776######",
        cities: "Praha=1#0 00;Brno=6#2 00;Ostrava=702 00;Plzeň=301 00;Olomouc=779 00",
        streets: "Hlavní,Nádražní,Školní,Zahradní,Husova,Krátká,Na Výsluní,Lipová,Masarykova",
        address: "S N, P C",
        legal_forms: "s.r.o.,a.s.",
    },
    Country {
        code: "SE",
        weight: 3,
        region: Region::Union,
        language: "en",
        timezone: "Europe/Stockholm",
        names: &SWEDISH,
        phones: "+467017406##,+463139006##,+464062804##,+468465004##",
        cities: "Stockholm=11# ##;Göteborg=41# ##;Malmö=21# ##;Uppsala=75# ##;Västerås=72# ##;\
            Umeå=90# ##",
        streets: "Storgatan,Kungsgatan,Drottninggatan,Skolgatan,Kyrkvägen,Ängsvägen,Björkvägen,\
            Strandvägen,Åsgatan",
        address: "S N, P C",
        legal_forms: "AB,HB",
    },
    Country {
        code: "UA",
        weight: 3,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Europe/Kyiv",
        names: &UKRAINIAN,
        phones: "+38050#######,+38067#######,+38063#######",
        cities: "Kyiv=010##;Lviv=790##;Odesa=650##;Kharkiv=610##;Dnipro=490##;Vinnytsia=210##",
        streets: "vul. Shevchenka,vul. Franka,vul. Sadova,vul. Tsentralna,prosp. Myru,\
            vul. Lesi Ukrainky,vul. Soborna",
        address: "S N, C, P",
        legal_forms: "LLC,PJSC",
    },
];
