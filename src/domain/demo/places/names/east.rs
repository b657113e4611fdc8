//! Names of the Arabic-speaking countries, of Turkey, Ukraine, Asia and West Africa.
//!
//! Written in Latin letters; the Arabic ones carry their own script beside them.

use super::Names;

/// The Arabic-speaking countries.
pub const ARABIC: Names = Names {
    male: "Mohammed=محمد,Ahmed=أحمد,Ali=علي,Omar=عمر,Khalid=خالد,Hassan=حسن,Hussein=حسين,\
        Youssef=يوسف,Ibrahim=إبراهيم,Abdullah=عبد الله,Abdulrahman=عبد الرحمن,Saeed=سعيد,\
        Faisal=فيصل,Tariq=طارق,Mahmoud=محمود,Mustafa=مصطفى,Karim=كريم,Sami=سامي,Nasser=ناصر,\
        Walid=وليد,Rashid=راشد,Bilal=بلال,Ziad=زياد,Adel=عادل,Fahad=فهد",
    female: "Fatima=فاطمة,Aisha=عائشة,Maryam=مريم,Noor=نور,Layla=ليلى,Sara=سارة,Zainab=زينب,\
        Huda=هدى,Rania=رانيا,Amina=آمنة,Salma=سلمى,Yasmin=ياسمين,Hanan=حنان,Dina=دينا,\
        Reem=ريم,Lina=لينا,Khadija=خديجة,Mona=منى,Samira=سميرة,Nadia=نادية,Dalal=دلال,\
        Ghada=غادة,Jumana=جمانة,Rasha=رشا,Shahd=شهد",
    last: "Al-Harbi=الحربي,Al-Ghamdi=الغامدي,Al-Otaibi=العتيبي,Al-Qahtani=القحطاني,\
        Al-Mansouri=المنصوري,Al-Hashimi=الهاشمي,Al-Masri=المصري,Al-Khatib=الخطيب,\
        Al-Najjar=النجار,Al-Shammari=الشمري,Al-Suwaidi=السويدي,Al-Rashidi=الراشدي,\
        Hassan=حسن,Mahmoud=محمود,Haddad=حداد,Khoury=خوري,Nasser=ناصر,Saleh=صالح,\
        Mansour=منصور,Farouk=فاروق,Abdelaziz=عبد العزيز,Ibrahim=إبراهيم,Suleiman=سليمان,\
        Hamdan=حمدان,Darwish=درويش,Qasim=قاسم,Zaki=زكي,Shaheen=شاهين,Bennani=بناني,\
        El Amrani=العمراني,El Idrissi=الإدريسي,Tawfik=توفيق,Barakat=بركات,Sabbagh=صباغ",
};

/// Turkey.
pub const TURKISH: Names = Names {
    male: "Mehmet,Mustafa,Ahmet,Ali,Hüseyin,Hasan,İbrahim,Osman,Yusuf,Murat,Ömer,Emre,Can,Burak,\
        Serkan,Gökhan,Oğuz,Kerem,Barış,Çağlar,Deniz,Tolga",
    female: "Fatma,Ayşe,Emine,Hatice,Zeynep,Elif,Meryem,Şerife,Merve,Esra,Büşra,Özlem,Gülşen,\
        Derya,Ebru,Selin,Aslı,Defne,Çiğdem,Nur,Seda,İrem",
    last: "Yılmaz,Kaya,Demir,Çelik,Şahin,Yıldız,Yıldırım,Öztürk,Aydın,Özdemir,Arslan,Doğan,Kılıç,\
        Aslan,Çetin,Kara,Koç,Kurt,Özkan,Şimşek,Polat,Korkmaz,Özcan,Çakır,Aksoy,Yavuz,Can,Acar,\
        Şen,Aktaş,Güler,Yalçın,Güneş,Bozkurt",
};

/// Ukraine, and others who write Cyrillic.
pub const UKRAINIAN: Names = Names {
    male: "Oleksandr,Serhii,Andrii,Mykola,Volodymyr,Dmytro,Ivan,Vasyl,Yurii,Viktor,Mykhailo,\
        Oleh,Petro,Bohdan,Taras,Maksym,Artem,Denys,Roman,Yaroslav,Ihor,Vitalii",
    female: "Olena,Nataliia,Iryna,Oksana,Tetiana,Svitlana,Hanna,Liudmyla,Mariia,Kateryna,Yuliia,\
        Viktoriia,Anastasiia,Daria,Sofiia,Yana,Alina,Khrystyna,Halyna,Larysa,Solomiia,Zlata",
    last: "Melnyk,Shevchenko,Kovalenko,Bondarenko,Boiko,Tkachenko,Kravchenko,Kovalchuk,Koval,\
        Oliinyk,Shevchuk,Polishchuk,Tkachuk,Savchenko,Bondar,Marchenko,Rudenko,Moroz,Lysenko,\
        Petrenko,Klymenko,Kravchuk,Pavlenko,Savchuk,Kuzmenko,Levchenko,Ponomarenko,Vasylenko,\
        Karpenko,Hordiienko,Panchenko,Zinchenko",
};

/// Kazakhstan.
pub const KAZAKH: Names = Names {
    male: "Nursultan,Alikhan,Arman,Daulet,Yerlan,Azamat,Bauyrzhan,Timur,Ruslan,Askar,Marat,\
        Kairat,Dias,Sanzhar,Temirlan,Aidos,Berik,Zhandos,Adilet,Miras,Yerbol,Alibek",
    female: "Aigerim,Aizhan,Dinara,Gulnara,Saule,Madina,Aliya,Zarina,Kamila,Asel,Botagoz,Togzhan,\
        Ainur,Zhanar,Tomiris,Raushan,Nazym,Dana,Indira,Symbat,Laura,Korlan",
    last: "Akhmetov/Akhmetova,Omarov/Omarova,Ospanov/Ospanova,Ibragimov/Ibragimova,\
        Suleimenov/Suleimenova,Iskakov/Iskakova,Kim,Abdrakhmanov/Abdrakhmanova,Aliyev/Aliyeva,\
        Ivanov/Ivanova,Yesenov/Yesenova,Zhumabayev/Zhumabayeva,Nurgaliyev/Nurgaliyeva,\
        Seitkali,Tulegenov/Tulegenova,Baimukhanov/Baimukhanova,Petrov/Petrova,Sadykov/Sadykova,\
        Kuznetsov/Kuznetsova,Mukhametov/Mukhametova,Karimov/Karimova,Popov/Popova,\
        Abenov/Abenova,Smagulov/Smagulova,Rakhimov/Rakhimova,Beisenov/Beisenova,Dzhaksybekov,\
        Utegenov/Utegenova,Volkov/Volkova,Temirbek",
};

/// India.
pub const INDIAN: Names = Names {
    male: "Rahul,Amit,Arjun,Vikram,Rajesh,Sanjay,Aditya,Rohan,Karthik,Suresh,Anil,Vijay,Manoj,\
        Ravi,Nikhil,Pranav,Harish,Deepak,Imran,Gurpreet,Siddharth,Ashok",
    female: "Priya,Anjali,Pooja,Neha,Kavita,Sunita,Deepika,Lakshmi,Meera,Divya,Shreya,Ananya,\
        Aishwarya,Swati,Rekha,Nandini,Ritu,Isha,Farah,Harleen,Radhika,Sneha",
    last: "Sharma,Patel,Singh,Kumar,Gupta,Reddy,Nair,Iyer,Mehta,Joshi,Desai,Shah,Verma,Agarwal,\
        Rao,Menon,Chatterjee,Banerjee,Mukherjee,Das,Pillai,Kapoor,Malhotra,Chopra,Bose,Khan,\
        Kaur,Mishra,Pandey,Kulkarni,Naidu,Subramanian",
};

/// Japan.
pub const JAPANESE: Names = Names {
    male: "Haruto,Yuto,Sota,Ren,Hiroshi,Takashi,Kenji,Daisuke,Kazuki,Shota,Makoto,Takumi,Yusuke,\
        Kenta,Ryo,Satoshi,Naoki,Tetsuya,Akira,Koji,Minato,Junichi",
    female: "Yui,Hina,Sakura,Aoi,Yoko,Keiko,Haruka,Misaki,Naomi,Emi,Akiko,Mayumi,Ayaka,Mio,Rina,\
        Tomoko,Nanami,Chiyo,Kaori,Megumi,Yuna,Asuka",
    last: "Sato,Suzuki,Takahashi,Tanaka,Watanabe,Ito,Yamamoto,Nakamura,Kobayashi,Kato,Yoshida,\
        Yamada,Sasaki,Yamaguchi,Matsumoto,Inoue,Kimura,Hayashi,Shimizu,Yamazaki,Mori,Abe,Ikeda,\
        Hashimoto,Ishikawa,Yamashita,Ogawa,Ishii,Hasegawa,Goto,Okada,Fujita",
};

/// Singapore, Hong Kong and other Chinese speakers.
pub const CHINESE: Names = Names {
    male: "Wei,Jun,Hao,Ming,Jian,Lei,Qiang,Tao,Yong,Bin,Feng,Kai,Zhiwei,Guowei,Jiahao,Yichen,\
        Zihao,Boon Keng,Wai Ming,Kah Wai,Chun Kit,Haoran",
    female: "Fang,Min,Jing,Li,Yan,Xiu,Na,Mei,Xin,Hui,Yu,Lan,Xiaoyan,Yuxuan,Zihan,Meiling,Siew Ling,\
        Hui Min,Wai Yee,Jiayi,Shu Fen,Xinyi",
    last: "Wang,Li,Zhang,Liu,Chen,Yang,Huang,Zhao,Wu,Zhou,Xu,Sun,Ma,Zhu,Hu,Guo,He,Lin,Gao,Luo,Tan,\
        Lim,Ng,Lee,Wong,Ong,Goh,Chua,Chan,Koh,Teo,Cheung",
};

/// Korea.
pub const KOREAN: Names = Names {
    male: "Min-jun,Seo-jun,Do-yun,Ji-ho,Joon-ho,Hyun-woo,Sung-min,Dong-hyun,Jae-won,Tae-yang,\
        Young-ho,Sang-hoon,Ki-tae,Jin-woo,Kyung-soo,Woo-jin,Chang-min,Seung-hyun,Yong-jun,Ha-joon",
    female: "Seo-yeon,Ji-woo,Min-seo,Ha-eun,Soo-jin,Eun-ji,Hye-jin,Yu-na,Ji-hye,Mi-kyung,Sun-hee,\
        Young-mi,Da-hye,Chae-won,Bo-ra,Na-yeon,Su-bin,Ye-jin,Kyung-hee,Hyo-joo",
    last: "Kim,Lee,Park,Choi,Jung,Kang,Cho,Yoon,Jang,Lim,Han,Oh,Seo,Shin,Kwon,Hwang,Ahn,Song,Jeon,\
        Hong,Yoo,Ko,Moon,Yang,Son,Bae,Baek,Heo,Nam,Noh",
};

/// Nigeria.
pub const NIGERIAN: Names = Names {
    male: "Chinedu,Emeka,Oluwaseun,Tunde,Ibrahim,Musa,Chukwuemeka,Babatunde,Segun,Kelechi,Obinna,\
        Adebayo,Femi,Uche,Yusuf,Kayode,Ifeanyi,Samuel,David,Abubakar",
    female: "Ngozi,Chioma,Adaeze,Funmilayo,Yetunde,Amina,Zainab,Ifeoma,Blessing,Folake,Titilayo,\
        Chiamaka,Aisha,Bukola,Nneka,Grace,Halima,Ebele,Temitope,Simisola",
    last: "Okafor,Adeyemi,Okonkwo,Eze,Balogun,Bello,Okeke,Adebayo,Nwosu,Abubakar,Ogunleye,Obi,\
        Ibrahim,Chukwu,Afolabi,Ojo,Danjuma,Nwachukwu,Olawale,Onyekachi,Lawal,Uzor,Akpan,Effiong,\
        Usman,Adeleke,Igwe,Oyelaran,Mohammed,Sani",
};
