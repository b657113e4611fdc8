//! Names of the north and the middle of Europe, and of the English-speaking world.

use super::Names;

/// Germany, Austria and the German-speaking part of Switzerland.
pub const GERMAN: Names = Names {
    male: "Hans,Jürgen,Lukas,Jonas,Felix,Paul,Maximilian,Leon,Stefan,Thomas,Andreas,Michael,\
        Matthias,Günther,Jörg,Björn,Sebastian,Tobias,Florian,Markus,Klaus,Uwe,Dominik,Moritz,\
        Hannes,Götz,Karl-Heinz",
    female: "Anna,Lena,Katharina,Sabine,Ursula,Julia,Lea,Marie,Sophie,Emma,Hannah,Claudia,Petra,\
        Monika,Jördis,Käthe,Annegret,Franziska,Johanna,Theresa,Nadine,Birgit,Heike,Mia,Greta,\
        Ann-Kathrin",
    last: "Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Schäfer,\
        Koch,Bauer,Richter,Klein,Wolf,Schröder,Neumann,Schwarz,Zimmermann,Braun,Krüger,Hofmann,\
        Hartmann,Lange,Schmitt,Werner,Krause,Lehmann,Köhler,Maier,Huber,Walter,König,Vogel,\
        Jäger,Groß,Weiß,Gruber,Steiner,von der Heide",
};

/// Great Britain, Ireland, North America, Australia.
pub const ENGLISH: Names = Names {
    male: "Oliver,George,Harry,Jack,Noah,James,William,Thomas,Henry,Charlie,Daniel,Samuel,\
        Benjamin,Ethan,Liam,Mason,Ryan,Patrick,Sean,Kevin,Andrew,Matthew,Christopher,Robert,\
        Edward,Marcus,Aidan,Caleb",
    female: "Olivia,Amelia,Emily,Charlotte,Grace,Isla,Sophia,Lily,Jessica,Emma,Chloe,Hannah,\
        Abigail,Megan,Sarah,Laura,Rachel,Victoria,Rebecca,Natalie,Fiona,Siobhan,Caitlin,Zoe,\
        Madison,Harper,Eleanor,Margaret",
    last: "Smith,Jones,Taylor,Brown,Williams,Wilson,Johnson,Davies,Robinson,Wright,Thompson,\
        Evans,Walker,White,Roberts,Green,Hall,Wood,Jackson,Clarke,Harris,Lewis,Turner,Cooper,\
        Hill,Ward,Morris,Moore,Parker,Bennett,O'Brien,O'Connor,Murphy,Kelly,Byrne,Ryan,Mitchell,\
        Campbell,Anderson,Stewart,Fitzgerald,Carter-Hughes",
};

/// The Netherlands and Flanders.
pub const DUTCH: Names = Names {
    male: "Daan,Sem,Lucas,Levi,Finn,Bram,Milan,Jesse,Thijs,Ruben,Lars,Sven,Jeroen,Pieter,Willem,\
        Joost,Maarten,Niels,Wouter,Koen,Bas,René",
    female: "Emma,Tess,Sophie,Julia,Zoë,Evi,Anna,Saar,Lotte,Fleur,Noor,Sanne,Femke,Anouk,Maud,\
        Marieke,Ilse,Eline,Roos,Wendy,Loes,Chloë",
    last: "de Jong,Jansen,de Vries,van den Berg,van Dijk,Bakker,Janssen,Visser,Smit,Meijer,\
        de Boer,Mulder,de Groot,Bos,Vos,Peters,Hendriks,van Leeuwen,Dekker,Brouwer,de Wit,\
        Dijkstra,Smits,de Graaf,van der Meer,Peeters,Maes,Jacobs,Mertens,Willems,Claes,Goossens",
};

/// Sweden, and good enough for its neighbours.
pub const SWEDISH: Names = Names {
    male: "Erik,Lars,Karl,Anders,Johan,Per,Nils,Jan,Göran,Björn,Håkan,Mats,Fredrik,Oskar,Axel,\
        Viktor,Emil,Gustav,Åke,Henrik,Magnus,Sören",
    female: "Anna,Maria,Margareta,Elisabeth,Eva,Kristina,Ingrid,Linnéa,Karin,Åsa,Sara,Emma,Ebba,\
        Astrid,Elsa,Freja,Maja,Sigrid,Märta,Lovisa,Tove,Annika",
    last: "Andersson,Johansson,Karlsson,Nilsson,Eriksson,Larsson,Olsson,Persson,Svensson,\
        Gustafsson,Pettersson,Jonsson,Jansson,Hansson,Bengtsson,Jönsson,Lindberg,Jakobsson,\
        Magnusson,Lindström,Lindqvist,Lindgren,Berg,Axelsson,Bergström,Lundberg,Lind,Lundgren,\
        Sjöberg,Wallin,Engström,Öberg",
};

/// Poland.
pub const POLISH: Names = Names {
    male: "Jan,Piotr,Andrzej,Krzysztof,Stanisław,Tomasz,Paweł,Łukasz,Michał,Marcin,Jakub,Adam,\
        Marek,Grzegorz,Wojciech,Mateusz,Kamil,Rafał,Bartosz,Szymon,Zbigniew,Dawid",
    female: "Anna,Maria,Katarzyna,Małgorzata,Agnieszka,Barbara,Ewa,Krystyna,Magdalena,Elżbieta,\
        Joanna,Aleksandra,Monika,Zofia,Teresa,Natalia,Julia,Karolina,Paulina,Beata,Wiktoria,\
        Żaneta",
    last: "Nowak,Kowalski/Kowalska,Wiśniewski/Wiśniewska,Wójcik,Kowalczyk,Kamiński/Kamińska,\
        Lewandowski/Lewandowska,Zieliński/Zielińska,Szymański/Szymańska,Woźniak,\
        Dąbrowski/Dąbrowska,Kozłowski/Kozłowska,Jankowski/Jankowska,Mazur,Krawczyk,\
        Piotrowski/Piotrowska,Grabowski/Grabowska,Pawłowski/Pawłowska,Michalski/Michalska,Król,\
        Wieczorek,Jabłoński/Jabłońska,Wróbel,Majewski/Majewska,Olszewski/Olszewska,Stępień,\
        Malinowski/Malinowska,\
        Jaworski/Jaworska,Dudek,Adamczyk,Górski/Górska,Sikora",
};

/// The Czech Republic.
pub const CZECH: Names = Names {
    male: "Jiří,Jan,Petr,Josef,Pavel,Martin,Tomáš,Jaroslav,Miroslav,Zdeněk,František,Václav,\
        Michal,Milan,Karel,Jakub,Lukáš,David,Vladimír,Ondřej,Radek",
    female: "Marie,Jana,Eva,Hana,Anna,Lenka,Kateřina,Lucie,Věra,Alena,Petra,Veronika,Jaroslava,\
        Tereza,Martina,Michaela,Jitka,Helena,Zuzana,Markéta,Barbora",
    last: "Novák/Nováková,Svoboda/Svobodová,Novotný/Novotná,Dvořák/Dvořáková,Černý/Černá,\
        Procházka/Procházková,Kučera/Kučerová,Veselý/Veselá,Horák/Horáková,Němec/Němcová,\
        Marek/Marková,Pospíšil/Pospíšilová,Pokorný/Pokorná,Hájek/Hájková,Král/Králová,\
        Jelínek/Jelínková,Růžička/Růžičková,Beneš/Benešová,Fiala/Fialová,Sedláček/Sedláčková,\
        Doležal/Doležalová,Zeman/Zemanová,Kolář/Kolářová,Navrátil/Navrátilová,Čermák/Čermáková,\
        Vaněk/Vaňková,Urban/Urbanová,Blažek/Blažková,Kříž/Křížová,Kovář/Kovářová",
};
