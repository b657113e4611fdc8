//! Personal data as people see it who may not know it: enough to tell two customers apart, and no
//! more. Everything is masked alike wherever it is shown.

/// What stands for something of which nothing is told.
pub const DOTS: &str = "•••••";

/// What stands for a date of birth, known or not.
pub const BIRTH_DATE: &str = "••••-••-••";

/// The personal fields, by the names of the customer's form.
pub const PERSONAL: [&str; 9] = [
    "first_name",
    "last_name",
    "company",
    "email",
    "phone",
    "telegram_chat_id",
    "address",
    "birth_date",
    "document_number",
];

/// The journal's fields whose values are names of files: the slots of documents.
pub const FILES: [&str; 6] = [
    "doc_file_1",
    "doc_file_2",
    "selfie_images",
    "address_file",
    "photo",
    "cover_photo",
];

/// Endings that tell of a file's format and of nothing else.
const ENDINGS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "pdf"];

/// The first letter of each word: `Jane Doe` is `J••• D•••`, however long the words are.
pub fn name(clear: &str) -> String {
    let words = clear.split_whitespace();
    let masked = words.filter_map(|word| word.chars().next().map(|first| format!("{first}•••")));
    masked.collect::<Vec<_>>().join(" ")
}

/// The first letter, and the domain: `j•••@example.com`.
pub fn email(clear: &str) -> String {
    match clear.rsplit_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}•••@{domain}")
        }
        None => DOTS.to_owned(),
    }
}

/// The beginning, which is mostly the country, and the last two digits: `+49•••••12`.
pub fn phone(clear: &str) -> String {
    let count = clear.chars().count();
    if count < 7 {
        return DOTS.to_owned();
    }
    let first: String = clear.chars().take(3).collect();
    let last: String = clear.chars().skip(count - 2).collect();
    format!("{first}{DOTS}{last}")
}

/// The ending of a file's name, when it is that of a known format: `•••.png`.
pub fn file_name(clear: &str) -> String {
    let ending = clear.rsplit_once('.').map(|(_, last)| last.to_lowercase());
    match ending.filter(|ending| ENDINGS.contains(&ending.as_str())) {
        Some(ending) => format!("•••.{ending}"),
        None => "•••".to_owned(),
    }
}

/// Where money goes: the last four characters of what is long enough to keep the rest:
/// `•••••8664`.
pub fn destination(clear: &str) -> String {
    let count = clear.chars().count();
    if count < 12 {
        return DOTS.to_owned();
    }
    let last: String = clear.chars().skip(count - 4).collect();
    format!("{DOTS}{last}")
}

/// The value of a personal field; every other one as it is.
pub fn field(field: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    match field {
        "first_name" | "last_name" | "company" => name(value),
        "email" => email(value),
        "phone" => phone(value),
        "address" | "document_number" | "telegram_chat_id" => DOTS.to_owned(),
        "birth_date" => BIRTH_DATE.to_owned(),
        "destination" => destination(value),
        // What a customer wrote to have their level raised.
        "level_reason" => DOTS.to_owned(),
        file if FILES.contains(&file) => file_name(value),
        _ => value.to_owned(),
    }
}

/// Words that are a name, an address or a number, whichever it is.
pub fn channel(clear: &str) -> String {
    if clear.contains('@') {
        email(clear)
    } else {
        phone(clear)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_data_has_its_mask() {
        assert_eq!(name("Jane van Doe"), "J••• v••• D•••");
        assert_eq!(
            name("Jane van Doe"),
            name("Joan vi Dix"),
            "lengths tell nothing"
        );
        assert_eq!(name("محمد"), "م•••");
        assert_eq!(email("jane.doe@example.com"), "j•••@example.com");
        assert_eq!(email("no address"), DOTS);
        assert_eq!(phone("+4930901820"), "+49•••••20");
        assert_eq!(phone("+49301"), DOTS, "too short to show any of it");
        assert_eq!(channel("+4930901820"), "+49•••••20");
        assert_eq!(channel("a@example.com"), "a•••@example.com");
        assert_eq!(file_name("passport-of-jane-doe.PNG"), "•••.png");
        assert_eq!(file_name("passport of jane.doe"), "•••", "no format");
        assert_eq!(file_name("jane"), "•••");
        assert_eq!(destination("DE060535364513178664"), "•••••8664");
        assert_eq!(destination("123456789012"), "•••••9012");
        assert_eq!(destination("12345678901"), DOTS, "too short");
    }

    #[test]
    fn every_personal_field_is_masked_and_no_other() {
        for personal in PERSONAL {
            assert_ne!(
                field(personal, "secret-1234567"),
                "secret-1234567",
                "{personal}"
            );
            assert_eq!(field(personal, ""), "", "{personal}");
        }
        for slot in FILES {
            assert_eq!(field(slot, "jane.pdf"), "•••.pdf", "{slot}");
        }
        assert_eq!(field("country", "DE"), "DE");
    }
}
