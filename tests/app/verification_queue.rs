//! The queue: who waits, the longest first, page by page, and a round through it.

use std::time::Duration;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;
use countersign::domain::verification::step::Step;

use crate::customers::Clerk;
use crate::list_pages::link;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::page::Page;
use crate::verification_review::{cora, decide, handed_in, page_of, submitted};

const QUEUE: &str = "/customers/pending";

const HOUR: Duration = Duration::from_secs(3600);

/// Who stands in the queue, in order.
fn names(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text());
    page.all("#pending tbody th a")
}

/// One customer with nothing but a name and a country.
async fn plain(app: &TestApp, clerk: &Clerk, name: &str, country: &str) -> CustomerId {
    let email = format!("{}@example.com", name.to_lowercase());
    let said = [
        ("first_name", name),
        ("email", email.as_str()),
        ("country", country),
    ];
    handed_in(app, clerk, &said, &[]).await
}

/// Cora after a long time: she has to sign in again.
async fn back(app: &TestApp) -> Clerk {
    Clerk::of(app.sign_in("compliance").await).await
}

/// Ida has waited longest, with her phone and then her document, then Jon, then Kim.
async fn three(app: &TestApp, clerk: &Clerk) -> [CustomerId; 3] {
    let ids = [
        plain(app, clerk, "Ida", "DE").await,
        plain(app, clerk, "Jon", "AT").await,
        plain(app, clerk, "Kim", "DE").await,
    ];
    plain(app, clerk, "Lea", "DE").await;
    submitted(app, ids[0], Step::Email).await;
    app.app.clock.advance(HOUR);
    submitted(app, ids[1], Step::Email).await;
    app.app.clock.advance(HOUR * 2);
    submitted(app, ids[2], Step::Phone).await;
    submitted(app, ids[0], Step::Phone).await;
    app.app.clock.advance(HOUR);
    ids
}

on_both_engines! {
    async fn the_longest_waiting_come_first_with_what_waits(app) {
        let cora = cora(&app).await;
        let empty = cora.browser.get(QUEUE).await;
        assert!(empty.find(".empty").is_some_and(|text| text.contains("Nothing is waiting.")));
        assert!(!empty.has("[data-start]"));
        three(&app, &cora).await;
        let cora = back(&app).await;
        let page = cora.browser.get(QUEUE).await;
        assert_eq!(names(&page), ["Ida", "Jon", "Kim"]);
        let cells = page.all("#pending tbody tr:first-child td");
        assert_eq!(cells[0], "Germany");
        assert_eq!(cells[1], "E-mail Phone");
        assert_eq!(cells[2], "Document, Selfie, Address");
        assert_eq!(cells[3], "4 hours");
        assert_eq!(cells[4], "0 %");
        let times = page.attributes("#pending tbody tr:first-child time", "datetime");
        assert_eq!(times, ["2026-11-20T12:00:00Z"]);
        let title = page.attributes("#pending tbody tr:first-child time", "title").concat();
        assert!(title.contains("20 Nov 2026, 12:00"), "{title}");
        let counts = page.all(".step-counts li");
        assert_eq!(counts, ["2 E-mail", "2 Phone", "0 Document", "0 Selfie", "0 Address"]);
        assert_eq!(page.all("nav.frame-side a[aria-current]"), ["Verification pending"]);
        app.app.clock.advance(HOUR * 68);
        let cora = back(&app).await;
        let page = cora.browser.get(QUEUE).await;
        assert_eq!(page.all("#pending tbody time"), ["3 days", "2 days", "2 days"]);
        let home = cora.browser.get("/").await;
        let card = home.find("section[aria-labelledby=waiting-title]").expect("work");
        assert!(card.contains("2 E-mail") && card.contains("3 days"), "{card}");
        assert!(home.has("a[href='/customers/pending?step=phone']"));
        let support = app.member_of(GroupKey::Support).await;
        assert_eq!(support.get(QUEUE).await.status, 403);
        let home = support.get("/").await;
        assert!(!home.has("a[href^='/customers/pending']") && !home.text().contains("Waiting for review"));
    }

    async fn filters_stand_in_the_address_and_can_be_taken_away(app) {
        let cora = cora(&app).await;
        three(&app, &cora).await;
        let cora = back(&app).await;
        for (query, expected) in [
            ("step=phone", vec!["Ida", "Kim"]),
            ("step=email", vec!["Ida", "Jon"]),
            ("step=email&step=phone", vec!["Ida", "Jon", "Kim"]),
            ("step=document", vec![]),
            ("country=AT", vec!["Jon"]),
            ("country=AT&country=DE", vec!["Ida", "Jon", "Kim"]),
            ("step=phone&country=AT", vec![]),
            ("step=&country=&per_page=50", vec!["Ida", "Jon", "Kim"]),
        ] {
            let page = cora.browser.get(&format!("{QUEUE}?{query}")).await;
            assert_eq!(names(&page), expected, "{query}");
        }
        let page = cora.browser.get(&format!("{QUEUE}?step=phone&country=DE&country=AT")).await;
        assert!(page.text().contains("These figures count every country"));
        let chips = page.all(".chips bdi");
        assert_eq!(chips, ["Step: Phone", "Country: Germany", "Country: Austria"]);
        let without = page.attributes(".chips a", "href");
        assert_eq!(without[1], "/customers/pending?step=phone&country=AT");
        assert_eq!(page.attributes("input[name=step][checked]", "value"), ["phone"]);
        let none = cora.browser.get(&format!("{QUEUE}?step=document")).await;
        assert!(none.find(".empty").is_some_and(|text| text.contains("Remove a filter")));
        for odd in [
            "step=iris", "country=XX", "per_page=7", "after=x", "before=eA", "sort=id", "status=all",
            "after=MS4x&before=MS4x", "per_page=25&per_page=25",
        ] {
            let page = cora.browser.get(&format!("{QUEUE}?{odd}")).await;
            assert_eq!(page.status, 422, "{odd}");
        }
    }

    async fn every_page_leads_on_and_back(app) {
        let cora = cora(&app).await;
        let mut expected = Vec::new();
        for number in 0..53 {
            let name = format!("N{number:02}");
            let id = plain(&app, &cora, &name, "DE").await;
            submitted(&app, id, Step::Email).await;
            if number % 9 == 0 {
                app.app.clock.advance(Duration::from_secs(1));
            }
            expected.push(name);
        }
        let first = cora.browser.get(QUEUE).await;
        assert_eq!((names(&first).len(), link(&first, "prev")), (25, None));
        let second = cora.browser.get(&link(&first, "next").expect("more")).await;
        let third = cora.browser.get(&link(&second, "next").expect("more")).await;
        assert_eq!(link(&third, "next"), None);
        assert_eq!([names(&first), names(&second), names(&third)].concat(), expected);
        let back = cora.browser.get(&link(&third, "prev").expect("back")).await;
        assert_eq!(names(&back), names(&second));
        let begin = cora.browser.get(&link(&back, "prev").expect("back")).await;
        assert_eq!((names(&begin), link(&begin, "prev")), (names(&first), None));
        let fifty = cora.browser.get(&format!("{QUEUE}?per_page=50&country=DE")).await;
        assert_eq!(names(&fifty).len(), 50);
        let next = link(&fifty, "next").expect("more");
        assert!(next.contains("per_page=50") && next.contains("country=DE"), "{next}");
        let start = second.attributes("[data-start]", "href");
        assert_eq!(start, ["/customers/1/verification?queue=on"], "the oldest of all, on every page");
    }

    async fn a_round_leads_from_step_to_step_and_customer_to_customer(app) {
        let cora = cora(&app).await;
        let [ida, jon, kim] = three(&app, &cora).await;
        let cora = back(&app).await;
        let queue = cora.browser.get(QUEUE).await;
        let start = queue.attributes("[data-start]", "href").concat();
        assert_eq!(start, format!("{}?queue=on", page_of(ida)));
        let page = cora.browser.get(&start).await;
        assert_eq!(page.attributes("[data-review-next]", "href"), [format!("{}?queue=on", page_of(jon))]);
        let step = page.form_at("#step-email form").submit().await;
        let (here, place) = (step.location(), format!("{}?queue=on&queue_place=", page_of(ida)));
        assert!(here.starts_with(&place) && here.ends_with("#step-phone"), "{here}");
        let asked = [("decision", "ask_again"), ("reason", "other"), ("queue", "on")];
        // Her phone waits since after Jon; he is next all the same.
        let page = step.follow().await;
        assert_eq!(page.attributes("[data-review-next]", "href"), [format!("{}?queue=on", page_of(jon))]);
        let form = page.form_at("#step-phone [data-review=ask_again] form");
        let customer = form.set("reason", "other").submit().await;
        assert_eq!(customer.location(), format!("{}?queue=on", page_of(jon)));
        let page = customer.follow().await;
        assert_eq!(page.flash(), "Asked again: Ida, Phone. The customer is told by mail.");
        let wrong = page.form_at("#step-email [data-review=reject] form").submit().await;
        assert_eq!(wrong.status, 422);
        let form = wrong.form_at("#step-email [data-review=reject] form").set("reason", "other");
        let customer = form.submit().await;
        assert_eq!(customer.location(), format!("{}?queue=on", page_of(kim)), "the round goes on after a mistake");
        let last = customer.follow().await;
        assert!(last.text().contains("This is the last one in the queue."));
        let end = decide(&app, &cora, (kim, "phone"), &asked).await;
        assert_eq!(end.location(), QUEUE);
        let page = end.follow().await;
        assert_eq!(page.all(".flash").pop().as_deref(), Some("Nothing is waiting any more."));
        assert!(page.has(".empty"));
    }

    async fn whoever_was_skipped_comes_again_at_the_end_of_the_round(app) {
        let cora = cora(&app).await;
        let [ida, jon, kim] = three(&app, &cora).await;
        let cora = back(&app).await;
        let queue = cora.browser.get(&format!("{QUEUE}?country=DE&country=AT")).await;
        let round = "?queue=on&queue_country=DE&queue_country=AT";
        let names = queue.attributes("#pending tbody th a", "href");
        let places = [ida, jon, kim].map(|id| format!("{}{round}", page_of(id)));
        assert_eq!(names, places, "who is opened in the queue is within its round");
        let skipped = cora.browser.get(&places[0]).await.attributes("[data-review-next]", "href");
        assert_eq!(skipped, [places[1].clone()]);
        let page = cora.browser.get(&places[1]).await;
        let form = page.form_at("#step-email [data-review=ask_again] form").set("reason", "other");
        assert_eq!(form.submit().await.location(), places[2], "on from there, and not back to Ida");
        let page = cora.browser.get(&places[2]).await;
        let form = page.form_at("#step-phone [data-review=ask_again] form").set("reason", "other");
        assert_eq!(form.submit().await.location(), places[0], "Ida still waits");
    }

    async fn a_round_stays_within_its_filters(app) {
        let cora = cora(&app).await;
        let [ida, _, kim] = three(&app, &cora).await;
        let cora = back(&app).await;
        let queue = cora.browser.get(&format!("{QUEUE}?step=phone&country=DE")).await;
        let start = queue.attributes("[data-start]", "href").concat();
        let round = "?queue=on&queue_step=phone&queue_country=DE";
        assert_eq!(start, format!("{}{round}", page_of(ida)));
        let page = cora.browser.get(&start).await;
        let form = page.form_at("#step-phone [data-review=ask_again] form");
        let next = form.set("reason", "other").submit().await;
        assert_eq!(next.location(), format!("{}{round}", page_of(kim)), "her e-mail still waits");
        let page = next.follow().await;
        let form = page.form_at("#step-phone [data-review=ask_again] form");
        let end = form.set("reason", "other").submit().await;
        assert_eq!(end.location(), "/customers/pending?step=phone&country=DE");
        // Without a round, one stays with the customer.
        let alone = decide(&app, &cora, (ida, "email"), &[("decision", "accept")]).await;
        assert_eq!(alone.location(), format!("{}#step-email", page_of(ida)));
    }
}
