//! The journal, told: sentences in each language, page by page.

use countersign::platform::locales::Locale;

use crate::customers::Clerk;
use crate::on_both_engines;

on_both_engines! {
    async fn history_is_told_in_the_readers_language(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk
            .customer(&[("last_name", "Meier"), ("country", "DE")])
            .await;
        clerk
            .update(id, "1", &[("last_name", "Meier"), ("country", "AT")])
            .await;
        clerk
            .post(
                "/settings/exchange-monitors",
                &[("name", "Alpha"), ("active", "on")],
            )
            .await;
        for locale in Locale::ALL {
            let looks = [
                ("language", locale.code()), ("timezone", "Asia/Dubai"), ("theme", "system"),
            ];
            assert_eq!(clerk.post("/account", &looks).await.status, 303);
            let page = clerk.browser.get(&format!("/customers/{id}/history")).await;
            let told = |key: &str, name: &str| {
                let who = ("actor", "administrators".into());
                locale.words_with(key, &[who, ("name", name.into())])
            };
            let sentences = [
                told("journal-customer-updated", "Maria Meier"),
                told("journal-customer-created", "Maria Meier"),
            ];
            assert_eq!(page.all(".told-sentence"), sentences, "{locale}");
            assert!(
                locale == Locale::En || !sentences[0].contains("changed"),
                "{locale}"
            );
            let change = page
                .find(".timeline li:first-child .diff div")
                .expect("a change");
            let countries = ["country-DE", "country-AT"].map(|key| locale.words(key));
            let label = locale.words("field-country");
            for words in [&label, &countries[0], &countries[1]] {
                assert!(
                    change.contains(words.as_str()),
                    "{locale}: {words} in {change}"
                );
            }
            assert_eq!(page.attributes("html", "lang"), [locale.code()]);
            assert_eq!(page.attributes("html", "dir"), [locale.direction()]);
            let moments = page.attributes(".timeline time", "datetime");
            assert_eq!(
                moments, ["2026-11-20T12:00:00Z"; 2],
                "UTC behind the reader's clock"
            );
            assert!(
                page.find(".timeline time")
                    .is_some_and(|time| time.ends_with("16:00"))
            );
            let monitor = clerk
                .browser
                .get("/settings/exchange-monitors/1/history")
                .await;
            assert_eq!(
                monitor.all(".told-sentence"),
                [told("journal-monitor-created", "Alpha")]
            );
        }
    }

    async fn a_long_history_has_pages(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[]).await;
        for version in 1..=60 {
            let said = [("discount", (version % 2).to_string())];
            let said = said
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect::<Vec<_>>();
            let sent = clerk.update(id, &version.to_string(), &said).await;
            assert_eq!(sent.status, 303);
        }
        let path = format!("/customers/{id}/history");
        let first = clerk.browser.get(&path).await;
        let older = first
            .attributes("a[href*='before=']", "href")
            .pop()
            .expect("older entries");
        let second = clerk.browser.get(&older).await;
        let moments = (
            first.all(".told-sentence").len(),
            second.all(".told-sentence").len(),
        );
        assert_eq!(moments, (50, 11));
        assert!(!second.has("a[href*='before=']"), "nothing older");
        for odd in ["x", "-", "99999999999999999999"] {
            let page = clerk.browser.get(&format!("{path}?before={odd}")).await;
            assert_eq!(page.status, 400, "{odd}");
        }
    }
}
