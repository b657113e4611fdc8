//! The countries of America, Asia, Africa and Oceania.

use super::names::{
    ARABIC, BRAZILIAN, CHINESE, ENGLISH, FRENCH, INDIAN, JAPANESE, KAZAKH, KOREAN, NIGERIAN,
    SPANISH, TURKISH,
};
use super::{Country, Region};

/// The countries of America, Asia, Africa and Oceania.
pub const COUNTRIES: &[Country] = &[
    Country {
        code: "US",
        weight: 9,
        region: Region::Elsewhere,
        language: "en",
        timezone: "America/New_York",
        names: &ENGLISH,
        phones: "+121255501##,+131055501##,+131255501##,+161755501##,+170255501##,+120655501##,\
            +151255501##,+130555501##,+140455501##,+130355501##,+160255501##,+171355501##",
        cities: "New York, NY=100##;Boston, MA=021##;Miami, FL=331##;Atlanta, GA=303##;\
            Chicago, IL=606##=America/Chicago;Austin, TX=787##=America/Chicago;\
            Denver, CO=802##=America/Denver;Phoenix, AZ=850##=America/Phoenix;\
            Los Angeles, CA=900##=America/Los_Angeles;Seattle, WA=981##=America/Los_Angeles;\
            Honolulu, HI=968##=Pacific/Honolulu",
        streets: "Main Street,Oak Avenue,Maple Drive,Washington Street,Elm Street,2nd Avenue,\
            Sunset Boulevard,Lakeview Drive,Park Place,Cedar Lane,Broadway,Highland Road",
        address: "N S, C P",
        legal_forms: "Inc.,LLC,Corp.",
    },
    Country {
        code: "CA",
        weight: 2,
        region: Region::Elsewhere,
        language: "en",
        timezone: "America/Toronto",
        names: &ENGLISH,
        phones: "+141655501##,+160455501##,+140355501##,+190255501##,+161355501##",
        cities: "Toronto, ON=M5@ #@#;Ottawa, ON=K1@ #@#;Vancouver, BC=V6@ #@#=America/Vancouver;\
            Calgary, AB=T2@ #@#=America/Edmonton;Halifax, NS=B3@ #@#=America/Halifax;\
            St. John's, NL=A1@ #@#=America/St_Johns",
        streets: "King Street,Queen Street,Dundas Road,Maple Avenue,Birch Crescent,Lakeshore Road,\
            Granville Street,Pine Court",
        address: "N S, C P",
        legal_forms: "Inc.,Ltd.",
    },
    Country {
        code: "CA",
        weight: 1,
        region: Region::Elsewhere,
        language: "en",
        timezone: "America/Toronto",
        names: &FRENCH,
        phones: "+151455501##,+141855501##",
        cities: "Montréal, QC=H2@ #@#;Québec, QC=G1@ #@#;Gatineau, QC=J8@ #@#;Laval, QC=H7@ #@#",
        streets: "rue Sainte-Catherine,rue Saint-Denis,chemin du Lac,avenue du Parc,\
            boulevard des Érables",
        address: "N S, C P",
        legal_forms: "inc.,ltée",
    },
    Country {
        code: "AU",
        weight: 3,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Australia/Sydney",
        names: &ENGLISH,
        phones: "+61255501###,+61270101###,+61355501###,+61370101###,+61755501###,+61870101###",
        cities: "Sydney NSW=20##;Melbourne VIC=30##=Australia/Melbourne;\
            Brisbane QLD=40##=Australia/Brisbane;Perth WA=60##=Australia/Perth;\
            Adelaide SA=50##=Australia/Adelaide;Darwin NT=08##=Australia/Darwin",
        streets: "George Street,Collins Street,Banksia Road,Wattle Grove,Ocean Parade,\
            Railway Terrace,Eucalypt Court,Elizabeth Street",
        address: "N S, C P",
        legal_forms: "Pty Ltd,Ltd",
    },
    Country {
        code: "MX",
        weight: 2,
        region: Region::Elsewhere,
        language: "en",
        timezone: "America/Mexico_City",
        names: &SPANISH,
        phones: "+5255########,+5233########,+5281########",
        cities: "Ciudad de México=06###;Guadalajara=44###;Monterrey=64###=America/Monterrey;\
            Puebla=72###;Mérida=97###=America/Merida;Tijuana=22###=America/Tijuana",
        streets: "Avenida Juárez,Calle Hidalgo,Calle Morelos,Avenida Reforma,Calle 5 de Mayo,\
            Calle Allende,Avenida Universidad",
        address: "S N, P C",
        legal_forms: "S.A. de C.V.",
    },
    Country {
        code: "BR",
        weight: 4,
        region: Region::Elsewhere,
        language: "en",
        timezone: "America/Sao_Paulo",
        names: &BRAZILIAN,
        phones: "+55119########,+55219########,+55319########",
        cities: "São Paulo=01###-###;Rio de Janeiro=20###-###;Belo Horizonte=30###-###;\
            Curitiba=80###-###;Salvador=40###-###=America/Bahia;\
            Manaus=69###-###=America/Manaus;Recife=50###-###=America/Recife",
        streets: "Rua das Palmeiras,Avenida Brasil,Rua São José,Rua Sete de Setembro,\
            Avenida Paulista,Rua das Acácias,Travessa do Comércio",
        address: "S N, C, P",
        legal_forms: "Ltda.,S.A.",
    },
    Country {
        code: "TR",
        weight: 5,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Europe/Istanbul",
        names: &TURKISH,
        phones: "+90532#######,+90542#######,+90533#######",
        cities: "İstanbul=34###;Ankara=06###;İzmir=35###;Bursa=16###;Antalya=07###;Gaziantep=27###",
        streets: "Atatürk Caddesi,Cumhuriyet Caddesi,İnönü Bulvarı,Gül Sokak,Çınar Sokak,\
            Bağdat Caddesi,Lale Sokak,Şehit Sokak",
        address: "S no: N, P C",
        legal_forms: "A.Ş.,Ltd. Şti.",
    },
    Country {
        code: "AE",
        weight: 6,
        region: Region::Mena,
        language: "ar",
        timezone: "Asia/Dubai",
        names: &ARABIC,
        phones: "+97150#######,+97155#######,+97156#######",
        cities: "Dubai;Abu Dhabi;Sharjah;Ajman;Ras Al Khaimah;Al Ain",
        streets: "Al Wasl Road,Jumeirah Street,Corniche Road,Al Maktoum Street,Marina Walk,\
            Al Nahda Street,Palm Avenue",
        address: "Villa N, S, C",
        legal_forms: "LLC,FZE,FZCO",
    },
    Country {
        code: "SA",
        weight: 5,
        region: Region::Mena,
        language: "ar",
        timezone: "Asia/Riyadh",
        names: &ARABIC,
        phones: "+96650#######,+96655#######,+96653#######",
        cities: "Riyadh=12###;Jeddah=23###;Dammam=32###;Medina=42###;Abha=62###",
        streets: "King Fahd Road,Olaya Street,Prince Sultan Street,Tahlia Street,Al Madinah Road,\
            Palm Street",
        address: "N S, C P",
        legal_forms: "LLC,Co.,Est.",
    },
    Country {
        code: "EG",
        weight: 5,
        region: Region::Mena,
        language: "ar",
        timezone: "Africa/Cairo",
        names: &ARABIC,
        phones: "+20100#######,+20101#######,+20122#######",
        cities: "Cairo=115##;Giza=125##;Alexandria=215##;Mansoura=355##;Luxor=855##;Aswan=815##",
        streets: "Tahrir Street,Nile Corniche,Ramses Street,Al Haram Street,26 July Street,\
            Al Geish Road,Garden Street",
        address: "N S, C P",
        legal_forms: "S.A.E.,LLC",
    },
    Country {
        code: "JO",
        weight: 2,
        region: Region::Mena,
        language: "ar",
        timezone: "Asia/Amman",
        names: &ARABIC,
        phones: "+96279#######,+962770######,+962780######",
        cities: "Amman=111##;Irbid=211##;Zarqa=131##;Aqaba=771##",
        streets: "Rainbow Street,Mecca Street,Queen Rania Street,Al Jamiah Street,\
            King Hussein Street",
        address: "N S, C P",
        legal_forms: "LLC,PSC",
    },
    Country {
        code: "MA",
        weight: 2,
        region: Region::Mena,
        language: "ar",
        timezone: "Africa/Casablanca",
        names: &ARABIC,
        phones: "+212661######,+212662######,+212670######",
        cities: "Casablanca=20###;Rabat=10###;Marrakech=40###;Fès=30###;Tanger=90###;Agadir=80###",
        streets: "avenue Mohammed V,rue Ibn Battouta,boulevard Zerktouni,rue de Fès,\
            avenue Hassan II,rue des Orangers",
        address: "N S, P C",
        legal_forms: "SARL,SA",
    },
    Country {
        code: "KZ",
        weight: 2,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Asia/Almaty",
        names: &KAZAKH,
        phones: "+7701#######,+7702#######,+7705#######",
        cities: "Almaty=050###;Astana=010###;Shymkent=160###;Karaganda=100###;\
            Aktau=130###=Asia/Aqtau;Atyrau=060###=Asia/Atyrau",
        streets: "Abay Avenue,Satpayev Street,Dostyk Avenue,Tole Bi Street,Auezov Street,\
            Respublika Avenue",
        address: "S N, C P",
        legal_forms: "LLP,JSC",
    },
    Country {
        code: "IN",
        weight: 5,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Asia/Kolkata",
        names: &INDIAN,
        phones: "+9198########,+9199########,+9194########",
        cities: "Mumbai=4000##;New Delhi=1100##;Bengaluru=5600##;Chennai=6000##;Kolkata=7000##;\
            Hyderabad=5000##;Pune=4110##;Ahmedabad=3800##",
        streets: "MG Road,Station Road,Nehru Street,Park Street,Gandhi Nagar,Lake View Road,\
            Temple Street,Linking Road,Civil Lines",
        address: "N S, C P",
        legal_forms: "Pvt. Ltd.,Ltd.,LLP",
    },
    Country {
        code: "JP",
        weight: 3,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Asia/Tokyo",
        names: &JAPANESE,
        phones: "+81901#######,+81803#######,+81904#######",
        cities: "Shinjuku-ku, Tokyo=160-00##;Shibuya-ku, Tokyo=150-00##;Kita-ku, Osaka=530-00##;\
            Naka-ku, Nagoya=460-00##;Chuo-ku, Fukuoka=810-00##;Kita-ku, Sapporo=060-08##;\
            Nakagyo-ku, Kyoto=604-80##",
        streets: "Sakura-dori,Chuo,Honcho,Minami,Higashi,Midorigaoka,Nishimachi",
        address: "N S, C P",
        legal_forms: "K.K.,G.K.",
    },
    Country {
        code: "SG",
        weight: 2,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Asia/Singapore",
        names: &CHINESE,
        phones: "+6591######,+6592######,+6598######",
        cities: "Singapore=01####;Singapore=23####;Singapore=46####;Singapore=56####",
        streets: "Orchard Road,Bukit Timah Road,Serangoon Avenue,Clementi Road,Tampines Street,\
            Bedok North Road,Marine Parade",
        address: "N S, C P",
        legal_forms: "Pte. Ltd.",
    },
    Country {
        code: "HK",
        weight: 1,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Asia/Hong_Kong",
        names: &CHINESE,
        phones: "+85296######",
        cities: "Kowloon;Wan Chai;Sha Tin;Tsuen Wan;Tuen Mun",
        streets: "Nathan Road,Queen's Road,Hennessy Road,Castle Peak Road,Lockhart Road",
        address: "N S, C, Hong Kong",
        legal_forms: "Limited",
    },
    Country {
        code: "KR",
        weight: 2,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Asia/Seoul",
        names: &KOREAN,
        phones: "+82102#######,+82103#######,+82108#######",
        cities: "Gangnam-gu, Seoul=06###;Mapo-gu, Seoul=04###;Haeundae-gu, Busan=48###;\
            Jung-gu, Incheon=22###;Suseong-gu, Daegu=42###",
        streets: "Teheran-ro,Sejong-daero,Gangnam-daero,Haeundae-ro,Hangang-daero,Dongil-ro",
        address: "N S, C P",
        legal_forms: "Co. Ltd.",
    },
    Country {
        code: "NG",
        weight: 2,
        region: Region::Elsewhere,
        language: "en",
        timezone: "Africa/Lagos",
        names: &NIGERIAN,
        phones: "+234803#######,+234806#######,+234816#######",
        cities: "Lagos=1002##;Abuja=9001##;Ibadan=2001##;Kano=7001##;Port Harcourt=5001##",
        streets: "Broad Street,Awolowo Road,Adeola Odeku Street,Herbert Macaulay Way,\
            Aminu Kano Way,Market Road",
        address: "N S, C P",
        legal_forms: "Ltd,Plc",
    },
];
