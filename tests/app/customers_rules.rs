//! The rules of the customer form: each at its limits, below and above, as a person meets them.

use std::cell::Cell;

use crate::customers::{Clerk, id_of, new_customer};
use crate::on_both_engines;
use crate::support::page::{Filling, Page};
use crate::support::{Browser, TestApp};

const WHOLE: &str = "enter a whole number from 0 to 100";
const SHARE: &str = "enter a number from 0 to 100 with at most 2 decimals";

/// A form of somebody at work, right in everything but the field under test.
pub struct Desk {
    pub browser: Browser,
    pub form: Filling,
    /// How many customers were made: each has an address of their own.
    made: Cell<usize>,
}

impl Desk {
    pub async fn of(app: &TestApp) -> Desk {
        let browser = app.administrator().await;
        let form = new_customer(&browser).await;
        Desk {
            browser,
            form,
            made: Cell::new(0),
        }
    }

    /// What is typed is taken and read again like this.
    async fn keeps(&self, field: &str, cases: &[(&str, &str)]) {
        for (typed, kept) in cases {
            let email = format!("{}@example.com", self.made.replace(self.made.get() + 1));
            let form = self.form.clone().set("email", &email).set(field, typed);
            let id = id_of(&form.submit().await);
            let edit = self.browser.get(&format!("/customers/{id}/edit")).await;
            assert_eq!(edit.value(field), *kept, "{field}: {typed:?}");
        }
    }

    /// What is typed comes back with these words, above the form and at the field.
    async fn refuses(&self, field: &str, words: &str, cases: &[&str]) {
        for typed in cases {
            let answer = self.form.clone().set(field, typed).submit().await;
            assert_eq!(answer.status, 422, "{field}: {typed:?}");
            refused_at(&answer, field, words);
            let kept = answer.value(field);
            let choice = answer.has(&format!("select#{field}"));
            assert!(
                choice || kept == *typed,
                "{field}: {kept:?} instead of {typed:?}"
            );
        }
    }
}

/// One thing is wrong: said in the title, above the form with a link, and at the field.
fn refused_at(answer: &Page, field: &str, words: &str) {
    let errors = answer.errors();
    assert_eq!(errors.len(), 1, "{field}: {errors:?}");
    assert!(
        errors[0].ends_with(&format!(": {words}")),
        "{field}: {errors:?}"
    );
    let at_field = answer.find(&format!("#{field}-error"));
    assert_eq!(at_field, Some(errors[0].clone()), "{field}");
    assert_eq!(
        answer.attributes(".error-summary a", "href"),
        [format!("#{field}")]
    );
    assert_eq!(
        answer.attributes(&format!("#{field}"), "aria-invalid"),
        ["true"],
        "{field}"
    );
    let described = answer.attributes(&format!("#{field}"), "aria-describedby");
    let of_error = format!("{field}-error");
    let words: Vec<&str> = described.iter().flat_map(|ids| ids.split(' ')).collect();
    assert!(words.contains(&of_error.as_str()), "{field}: {words:?}");
    assert!(answer.title().starts_with("Error: "), "{}", answer.title());
}

fn a(count: usize) -> String {
    "ä".repeat(count)
}

on_both_engines! {
    async fn names_and_texts_fit_or_are_refused(app) {
        let desk = Desk::of(&app).await;
        desk.refuses("first_name", "enter something", &["", " \t "])
            .await;
        desk.keeps(
            "first_name",
            &[("M", "M"), ("  Maria ", "Maria"), ("محمد", "محمد")],
        )
        .await;
        for (field, most) in [
            ("first_name", 100), ("last_name", 100), ("company", 150), ("address", 500),
            ("newsletter_source", 200), ("document_number", 100), ("verification_reason", 500),
        ] {
            let kept = if ["newsletter_source", "verification_reason"].contains(&field) {
                String::new()
            } else {
                a(most)
            };
            desk.keeps(field, &[(&a(most), &kept)]).await;
            let words = format!("at most {most} characters");
            desk.refuses(field, &words, &[&a(most + 1)]).await;
        }
        for field in ["last_name", "company", "address", "document_number"] {
            desk.keeps(field, &[("", "")]).await;
        }
        for field in ["first_name", "last_name", "company"] {
            let turned = "\u{200f}Maria \u{202e} of\n Berlin\u{202c}";
            desk.keeps(field, &[(turned, "Maria of Berlin")]).await;
        }
    }

    async fn an_address_is_one_we_can_write_to(app) {
        let desk = Desk::of(&app).await;
        desk.refuses("email", "enter something", &[""]).await;
        let wrong = [
            "maria", "maria@", "@example.com", "a b@example.com", "a@localhost", "a@b@c.de",
        ];
        desk.refuses("email", "enter an address like name@example.com", &wrong)
            .await;
        let domain = format!(
            "{}.{}.{}.example.com",
            "d".repeat(60),
            "d".repeat(60),
            "d".repeat(55)
        );
        let longest = format!("{}@{domain}", "a".repeat(254 - 1 - domain.len()));
        desk.refuses("email", "at most 254 characters", &[&format!("a{longest}")])
            .await;
        for typed in [longest.as_str(), "  Maria@Example.COM "] {
            let id = id_of(&desk.form.clone().set("email", typed).submit().await);
            let edit = desk.browser.get(&format!("/customers/{id}/edit")).await;
            assert_eq!(edit.value("email"), typed.trim().to_lowercase());
        }
    }

    async fn a_phone_number_is_international_or_absent(app) {
        let desk = Desk::of(&app).await;
        let kept = [
            ("", ""), ("+4930901820", "+4930901820"), ("+49 (30) 90-18.20", "+4930901820"),
        ];
        desk.keeps("phone", &kept).await;
        let words = "enter a valid number with country code, like +49 30 901820";
        let wrong = [
            "030 901820", "+", "+49", "+49abc", "+4930901820123456", "+999999999999", "٠١٢",
        ];
        desk.refuses("phone", words, &wrong).await;
        let most = "12345678901234567890";
        desk.keeps(
            "telegram_chat_id",
            &[("", ""), ("7", "7"), ("-100", "-100"), (most, most)],
        )
        .await;
        let words = "enter the number that Telegram gives, digits only";
        desk.refuses(
            "telegram_chat_id",
            words,
            &["@maria", "12a", "-", "--1", "1.5", "١٢"],
        )
        .await;
        let words = "at most 20 characters";
        desk.refuses("telegram_chat_id", words, &["123456789012345678901"])
            .await;
    }

    async fn choices_are_chosen_from_what_is_offered(app) {
        let desk = Desk::of(&app).await;
        for field in ["gender", "country"] {
            desk.refuses(field, "choose one", &[""]).await;
        }
        for (field, chosen) in [
            ("gender", ["male", "female", "other"].as_slice()), ("country", &["AF", "DE", "ZW"]),
            ("timezone", &["", "UTC", "Asia/Dubai"]),
            ("customer_type", &["individual", "corporate"]), ("language", &["en", "de", "ar"]),
            ("status", &["active", "inactive"]),
        ] {
            let same: Vec<_> = chosen.iter().map(|choice| (*choice, *choice)).collect();
            desk.keeps(field, &same).await;
            let words = "this is not one of the choices";
            desk.refuses(field, words, &["XX", "Mars/Olympus"]).await;
        }
    }

    async fn percentages_are_whole_and_between_0_and_100(app) {
        let desk = Desk::of(&app).await;
        let mut desk = desk;
        // Any progress may be set for a reason.
        desk.form = desk.form.set("verification_reason", "told by the platform");
        for field in ["discount", "verification_progress"] {
            desk.keeps(
                field,
                &[
                    ("0", "0"), ("1", "1"), ("99", "99"), ("100", "100"), ("", "0"),
                ],
            )
            .await;
            let wrong = [
                "-1", "101", "1.5", "NaN", "inf", "١٢", "1e1", "0x10", "-0", "4294967296",
            ];
            desk.refuses(field, WHOLE, &wrong).await;
        }
    }

    async fn a_profit_share_is_kept_exactly(app) {
        let desk = Desk::of(&app).await;
        let field = "affiliate_profit_share";
        let kept = [
            ("0", "0"), ("100", "100"), ("12.34", "12.34"), ("12.30", "12.3"), ("0.01", "0.01"),
            ("99.99", "99.99"), ("100.00", "100"), ("12,34", "12.34"),
        ];
        desk.keeps(field, &kept).await;
        let wrong = [
            "12.345", "100.01", "-0.01", "1e1", "NaN", "inf", "١٢", "101", "12.", ".5", "12.340",
        ];
        desk.refuses(field, SHARE, &wrong).await;
        desk.refuses(field, "enter something", &[""]).await;
    }

    async fn a_customer_is_of_age_and_alive(app) {
        let desk = Desk::of(&app).await;
        let field = "birth_date";
        let kept =
            ["", "2008-11-20", "2008-11-19", "2004-02-29", "1906-11-20"].map(|day| (day, day));
        desk.keeps(field, &kept).await;
        desk.refuses(
            field,
            "this date is not in the past",
            &["2026-11-21", "2026-11-20"],
        )
        .await;
        let words = "the customer must be at least 18 years old";
        desk.refuses(field, words, &["2008-11-21", "2026-11-19"])
            .await;
        desk.refuses(
            field,
            "this date is too long ago",
            &["1905-12-31", "0001-01-01"],
        )
        .await;
        let words = "enter a date as year-month-day, like 1990-12-31";
        let wrong = [
            "31.12.1990", "1990-2-3", "1990-02-30", "1990-13-01", "yesterday", "٢٠٠٠-٠١-٠١",
        ];
        desk.refuses(field, words, &wrong).await;
    }

    async fn tags_are_few_short_and_each_once(app) {
        let desk = Desk::of(&app).await;
        let many = |count: usize| {
            let names: Vec<String> = (10..10 + count)
                .map(|number| format!("t{number}"))
                .collect();
            names.join(", ")
        };
        let (twenty, longest) = (many(20), a(40));
        let kept = [
            ("VIP, vip; Wholesale,,", "vip, wholesale"), (&twenty, &twenty), (&longest, &longest),
            ("", ""),
        ];
        desk.keeps("tags", &kept).await;
        desk.refuses("tags", "at most 20 tags", &[&many(21)]).await;
        desk.refuses("tags", "at most 40 characters", &[&a(41)])
            .await;
        // Twice the same is one.
        desk.keeps("tags", &[(&format!("{twenty}, T10"), &twenty)])
            .await;
    }

    async fn a_monitor_exists_and_is_active(app) {
        let desk = Desk::of(&app).await;
        let clerk = Clerk::of(desk.browser.clone()).await;
        let monitors = "/settings/exchange-monitors";
        clerk
            .post(monitors, &[("name", "Open"), ("active", "on")])
            .await;
        clerk.post(monitors, &[("name", "Closed")]).await;
        desk.keeps("exchange_monitor", &[("", ""), ("1", "1")])
            .await;
        let words = "this monitor is inactive; choose an active one";
        desk.refuses("exchange_monitor", words, &["2"]).await;
        let words = "this monitor does not exist";
        desk.refuses("exchange_monitor", words, &["3", "0", "-1", "x"])
            .await;
    }
}

#[actix_web::test]
async fn how_old_a_customer_must_be_is_a_setting() {
    let app = TestApp::start(&[("minimum_age", "21")]).await;
    let desk = Desk::of(&app).await;
    desk.keeps("birth_date", &[("2005-11-20", "2005-11-20")])
        .await;
    let words = "the customer must be at least 21 years old";
    desk.refuses("birth_date", words, &["2005-11-21"]).await;
}
