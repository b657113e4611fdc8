//! Amounts as people type and read them: each in the way of their own language, and never guessed.

use countersign::domain::requests::request::Column;
use countersign::domain::values::amount::Amount;
use countersign::domain::values::ids::RequestId;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{deposit, set, stored};
use crate::support::TestApp;
use crate::support::page::Page;

async fn one(app: &TestApp) -> (Clerk, RequestId) {
    let ada = Clerk::hired(app).await;
    let maria = ada.customer(&[]).await;
    let id = deposit(app, maria, "100").await;
    (ada, id)
}

async fn speaks(ada: &Clerk, language: &str) {
    let form = ada.browser.get("/account").await;
    let form = form.form_at("form[action='/account']");
    assert_eq!(form.set("language", language).submit().await.status, 303);
}

async fn page(ada: &Clerk, id: RequestId) -> Page {
    ada.browser.get(&format!("/requests/{id}")).await
}

async fn changed(ada: &Clerk, id: RequestId, typed: &str) -> Page {
    let form = page(ada, id).await.form_at("#amount-form");
    form.set("amount", typed).submit().await
}

async fn amount(app: &TestApp, id: RequestId) -> String {
    stored(app, id).await.amount.expect("an amount").to_string()
}

/// What the browser asks for when the form of the filters is sent.
async fn filtered(ada: &Clerk, least: &str, most: &str) -> Page {
    let form = ada.browser.get("/requests").await.form_at("form.filters");
    let form = form.set("amount_min", least).set("amount_max", most);
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&form.fields)
        .finish();
    ada.browser.get(&format!("/requests?{query}")).await
}

on_both_engines! {
    async fn an_amount_is_read_in_the_language_of_the_account(app) {
        let (ada, id) = one(&app).await;
        for (language, typed, kept) in [
            ("en", "1,500", "1500"), ("en", "1.500", "1.5"), ("en", "1,500.25", "1500.25"),
            ("en", " 12,345,678 ", "12345678"), ("en", "0.5", "0.5"),
            ("de", "1.500", "1500"), ("de", "1,500", "1.5"), ("de", "1.500,25", "1500.25"),
            ("de", "12.345.678", "12345678"), ("de", "0,5", "0.5"),
            ("ar", "1,500", "1500"), ("ar", "1.500", "1.5"), ("ar", "١٬٥٠٠٫٢٥", "1500.25"),
            ("ar", "٠٫٥", "0.5"),
        ] {
            speaks(&ada, language).await;
            assert_eq!(changed(&ada, id, typed).await.status, 303, "{language} {typed}");
            assert_eq!(amount(&app, id).await, kept, "{language} {typed}");
        }
    }

    async fn what_only_another_language_would_mean_is_refused(app) {
        let (ada, id) = one(&app).await;
        let english = "a comma groups thousands by three digits and a point begins the decimals, as in 1,500.25";
        let german = "Ein Punkt trennt Tausender in Gruppen zu drei Ziffern, ein Komma steht vor den Nachkommastellen, wie in 1.500,25";
        for (language, typed, words) in [
            ("en", "2,5", english), ("en", "2,55", english), ("en", "1,5000", english),
            ("en", "0,500", english), ("en", "1.500,25", english), ("en", "1,50,000", english),
            ("en", "1.000.000", english), ("en", "1 000", "at most 18"),
            ("de", "1.5", german), ("de", "1.50", german), ("de", "1,500.25", german),
            ("de", "0.500", german), ("de", "1,000,000", german),
            ("ar", "2,5", "1,500.25"), ("ar", "١٬٥", "1,500.25"),
        ] {
            speaks(&ada, language).await;
            let answer = changed(&ada, id, typed).await;
            assert_eq!(answer.status, 422, "{language} {typed}");
            let errors = answer.errors();
            assert!(errors.len() == 1 && errors[0].contains(words), "{typed}: {errors:?}");
            assert_eq!(answer.value_of("#amount"), typed);
            assert_eq!(amount(&app, id).await, "100", "{language} {typed}");
        }
    }

    async fn the_field_holds_what_is_read_back_as_the_same(app) {
        let (ada, id) = one(&app).await;
        for language in ["en", "de", "ar"] {
            speaks(&ada, language).await;
            for exact in [
                "1.125", "1000", "1250.5", "999999.001", "0.000000000000000001",
                "99999999999999999999", "9999999999.123456789012345678",
            ] {
                let before: Amount = exact.parse().expect("an amount");
                set(&app, id, Column::Amount, before).await;
                let form = page(&ada, id).await.form_at("#amount-form");
                let version = stored(&app, id).await.version;
                assert_eq!(form.submit().await.status, 303, "{language} {exact}");
                assert_eq!(amount(&app, id).await, exact, "{language}");
                assert_eq!(stored(&app, id).await.version, version, "nothing changed");
            }
        }
        set(&app, id, Column::Amount, "1250.5".parse::<Amount>().expect("an amount")).await;
        for (language, shown) in [("en", "1250.5"), ("de", "1250,5"), ("ar", "1250.5")] {
            speaks(&ada, language).await;
            assert_eq!(page(&ada, id).await.value_of("#amount"), shown);
        }
    }

    async fn a_form_is_read_in_the_language_it_was_shown_in(app) {
        let (ada, id) = one(&app).await;
        speaks(&ada, "de").await;
        let german = page(&ada, id).await.form_at("#amount-form");
        speaks(&ada, "en").await;
        let stale = german.clone();
        assert_eq!(german.set("amount", "1.500").submit().await.status, 303);
        assert_eq!(amount(&app, id).await, "1500");
        let late = stale.set("amount", "2.500,5").submit().await;
        assert_eq!(late.status, 409);
        assert_eq!(late.value_of("#amount"), "2500.5", "the same amount on an English page");
    }

    async fn what_was_changed_is_told_in_the_language_of_the_reader(app) {
        let (ada, id) = one(&app).await;
        speaks(&ada, "de").await;
        for typed in ["1.234,5", "1,125"] {
            assert_eq!(changed(&ada, id, typed).await.status, 303);
        }
        let said = page(&ada, id).await.all(".timeline .diff div");
        assert_eq!(said, ["Betrag vorher: 1.234,5 jetzt: 1,125", "Betrag vorher: 100 jetzt: 1.234,5"]);
        let late = ada.post(&format!("/requests/{id}/approve"), &[("version", "2")]).await;
        assert_eq!(late.status, 409);
        assert!(late.text().contains("Betrag: 1.234,5 → 1,125"), "{}", late.text());
        speaks(&ada, "en").await;
        let said = page(&ada, id).await.all(".timeline .diff div");
        assert_eq!(said[0], "Amount before: 1,234.5 now: 1.125");
    }

    async fn the_filter_is_typed_in_a_language_and_its_address_is_in_none(app) {
        let (ada, _) = one(&app).await;
        for (language, least, most, address, shown, chip) in [
            ("en", "1,000", "", "amount_min=1000", "1000", "Amount from: 1,000"),
            ("en", "1.5", "2,000.5", "amount_min=1.5&amount_max=2000.5", "1.5", "Amount from: 1.5"),
            ("de", "1.000", "", "amount_min=1000", "1000", "Betrag ab: 1.000"),
            ("de", "1,5", "2.000,5", "amount_min=1.5&amount_max=2000.5", "1,5", "Betrag ab: 1,5"),
            ("ar", "١٬٠٠٠", "", "amount_min=1000", "1000", "1,000"),
        ] {
            speaks(&ada, language).await;
            let sent = filtered(&ada, least, most).await;
            assert_eq!(sent.status, 303, "{language} {least}");
            let there = sent.location().replace("%2E", ".");
            assert_eq!(there, format!("/requests?{address}"), "{language} {least}");
            let list = sent.follow().await;
            assert_eq!((list.status, list.value_of("#amount_min").as_str()), (200, shown));
            assert!(list.all(".chips bdi")[0].contains(chip), "{:?}", list.all(".chips bdi"));
        }
        for (language, least, words) in [
            ("en", "2,5", "a comma groups thousands"), ("en", "x", "plain digits"),
            ("de", "1.5", "Ein Punkt trennt Tausender"), ("de", "0.500", "Ein Punkt trennt"),
        ] {
            speaks(&ada, language).await;
            let sent = filtered(&ada, least, "").await;
            assert_eq!(sent.status, 422, "{language} {least}");
            assert!(sent.text().contains(words), "{}", sent.text());
        }
        speaks(&ada, "de").await;
        assert_eq!(filtered(&ada, "", "").await.location(), "/requests");
    }

    async fn an_address_means_the_same_in_every_language(app) {
        let (ada, _) = one(&app).await;
        for language in ["de", "en"] {
            speaks(&ada, language).await;
            let list = |query: &'static str| ada.browser.get(query);
            assert_eq!(list("/requests?amount_min=99.999&amount_max=100.5").await.all("#requests tbody tr").len(), 1);
            assert_eq!(list("/requests?amount_min=1.000").await.all("#requests tbody tr").len(), 1);
            for refused in ["amount_min=1,000", "amount_max=1,5", "amount_min=1.000.000", "amount_min=%D9%A1"] {
                let answer = ada.browser.get(&format!("/requests?{refused}")).await;
                assert_eq!(answer.status, 422, "{refused}");
                assert!(answer.text().contains("1500.25"), "{}", answer.text());
            }
        }
    }

    async fn the_limits_of_audits_are_typed_in_a_language_too(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let path = "/settings/audit";
        let save = async |typed: &str| {
            let form = ada.browser.get(path).await.form();
            form.set("audit_absolute", typed).submit().await
        };
        let refused = save("2,5").await;
        assert_eq!((refused.status, refused.value("audit_absolute").as_str()), (422, "2,5"));
        assert!(refused.errors()[0].contains("a comma groups thousands"), "{:?}", refused.errors());
        assert_eq!(save("2,500.75").await.status, 303);
        assert_eq!(ada.browser.get(path).await.value("audit_absolute"), "2500.75");
        speaks(&ada, "de").await;
        let page = ada.browser.get(path).await;
        assert_eq!(page.value("audit_absolute"), "2500,75");
        let stale = page.form();
        assert_eq!(save("2.5").await.status, 422);
        assert_eq!(save("1.234,5").await.status, 303);
        let late = stale.submit().await;
        assert_eq!(late.status, 409);
        assert_eq!(late.find(".error-summary .facts bdi").as_deref(), Some("1.234,5"));
        assert_eq!(late.value("audit_absolute"), "2500,75");
    }
}
