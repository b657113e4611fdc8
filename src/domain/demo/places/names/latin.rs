//! Names of the countries that speak a Romance language, on both sides of the Atlantic.

use super::Names;

/// France, and the French-speaking parts of Belgium, Switzerland and Canada.
pub const FRENCH: Names = Names {
    male: "Jean,Pierre,Michel,André,Philippe,François,Nicolas,Julien,Thomas,Antoine,Louis,\
        Hugo,Lucas,Gabriel,Raphaël,Jérôme,Frédéric,Sébastien,Étienne,Mathieu,Olivier,Rémi,\
        Benoît,Jean-Luc",
    female: "Marie,Camille,Léa,Manon,Chloé,Emma,Julie,Sophie,Isabelle,Nathalie,Céline,Aurélie,\
        Hélène,Françoise,Élodie,Claire,Juliette,Margaux,Inès,Louise,Alice,Zoé,Noémie,\
        Anne-Sophie",
    last: "Martin,Bernard,Dubois,Thomas,Robert,Richard,Petit,Durand,Leroy,Moreau,Simon,Laurent,\
        Lefèvre,Michel,Garcia,David,Bertrand,Roux,Vincent,Fournier,Morel,Girard,André,Mercier,\
        Dupont,Lambert,Bonnet,François,Martinez,Legrand,Faure,Rousseau,Blanc,Guérin,Müller,\
        Henry,Perrin,Gauthier,Chevalier,d'Aubigny",
};

/// Spain and Spanish-speaking America; people carry two last names now and then.
pub const SPANISH: Names = Names {
    male: "Antonio,José,Manuel,Francisco,Juan,David,Javier,Daniel,Carlos,Jesús,Alejandro,Miguel,\
        Rafael,Pablo,Sergio,Ángel,Fernando,Jorge,Álvaro,Adrián,Diego,Iván,Rubén,Óscar,Andrés,\
        Íñigo",
    female: "María,Carmen,Ana,Isabel,Laura,Cristina,Marta,Lucía,Elena,Paula,Raquel,Pilar,Sara,\
        Rocío,Beatriz,Sofía,Andrea,Nuria,Ángela,Inés,Alba,Verónica,Begoña,Valentina,Ximena",
    last: "García,Rodríguez,González,Fernández,López,Martínez,Sánchez,Pérez,Gómez,Martín,Jiménez,\
        Ruiz,Hernández,Díaz,Moreno,Muñoz,Álvarez,Romero,Alonso,Gutiérrez,Navarro,Torres,\
        Domínguez,Vázquez,Ramos,Gil,Ramírez,Serrano,Blanco,Molina,Morales,Suárez,Ortega,Delgado,\
        Castro,Ortiz,Núñez,Ibáñez,García López,Ruiz Peña",
};

/// Italy.
pub const ITALIAN: Names = Names {
    male: "Giuseppe,Antonio,Marco,Luca,Andrea,Francesco,Alessandro,Matteo,Lorenzo,Davide,Stefano,\
        Roberto,Paolo,Giovanni,Simone,Federico,Riccardo,Giorgio,Nicolò,Pietro,Tommaso,Emanuele",
    female: "Maria,Anna,Giulia,Chiara,Francesca,Sara,Martina,Sofia,Aurora,Elisa,Valentina,Alessia,\
        Federica,Silvia,Laura,Paola,Elena,Giorgia,Beatrice,Ilaria,Michela,Noemi",
    last: "Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,\
        Conti,De Luca,Mancini,Costa,Giordano,Rizzo,Lombardi,Moretti,Barbieri,Fontana,Santoro,\
        Mariani,Rinaldi,Caruso,Ferrara,Galli,Martini,Leone,Longo,D'Angelo,Nicolò,Fabbri",
};

/// Portugal and Brazil.
pub const BRAZILIAN: Names = Names {
    male: "João,José,Pedro,Lucas,Gabriel,Rafael,Matheus,Bruno,Thiago,Felipe,Gustavo,Leonardo,\
        Rodrigo,Marcelo,Fábio,André,Caio,Vinícius,Luís,Antônio,Diogo,Tomé",
    female: "Maria,Ana,Juliana,Fernanda,Camila,Letícia,Beatriz,Larissa,Mariana,Gabriela,Patrícia,\
        Aline,Luciana,Vanessa,Carolina,Débora,Renata,Isabela,Conceição,Inês,Joana,Flávia",
    last: "Silva,Santos,Oliveira,Souza,Rodrigues,Ferreira,Alves,Pereira,Lima,Gomes,Costa,Ribeiro,\
        Martins,Carvalho,Almeida,Lopes,Soares,Fernandes,Vieira,Barbosa,Rocha,Dias,Nascimento,\
        Andrade,Moreira,Nunes,Marques,Machado,Mendes,Araújo,Gonçalves,Simões,Conceição,\
        dos Santos",
};
