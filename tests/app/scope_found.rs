//! Lists, counts, hints, files and mails of somebody with tags: theirs, and nothing of the others.

use countersign::domain::values::ids::CustomerId;
use sea_orm::ConnectionTrait;

use crate::customers::counted;
use crate::list::names;
use crate::on_both_engines;
use crate::scope::{limit, three, tina};
use crate::support::{Browser, TestApp};

async fn listed(browser: &Browser, query: &str) -> Vec<String> {
    let page = browser.get(&format!("/customers?sort=id&{query}")).await;
    let names = names(&page);
    assert_eq!(counted(&page), names.len(), "{query}");
    names
}

async fn file(browser: &Browser, query: &str) -> Vec<String> {
    let file = browser
        .get(&format!("/customers/export.csv?sort=id&{query}"))
        .await;
    assert_eq!(file.status, 200, "{}", file.text());
    let body = String::from_utf8(file.body).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(body.trim_start_matches('\u{feff}').as_bytes());
    let at = reader
        .headers()
        .expect("names")
        .iter()
        .position(|name| name == "first_name");
    let at = at.expect("a first name");
    let records = reader
        .records()
        .map(|record| record.expect("a line")[at].to_owned());
    records.collect()
}

on_both_engines! {
    async fn lists_counts_searches_and_files_have_theirs_alone(app) {
        let ada = three(&app).await;
        let (id, tina) = tina(&app, &["vip"]).await;
        for (query, all) in [
            ("", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("q=alike", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("q=l01x00t47", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("q=2", vec!["Jon Alike"]),
            ("q=%2B4930901820", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("country=DE", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("country=DE&status=active&q=example", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("waiting=yes", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("tag=gold", vec!["Jon Alike"]),
            ("tag=vip&tag=gold", vec!["Ida Alike", "Jon Alike"]),
            ("count=exact", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
            ("before=end", vec!["Ida Alike", "Jon Alike", "Kim Alike"]),
        ] {
            assert_eq!(listed(&ada.browser, query).await, all, "{query}");
            let own: Vec<&str> = all.iter().copied().filter(|name| name.starts_with("Ida")).collect();
            assert_eq!(listed(&tina.browser, query).await, own, "{query}");
            // A file is not searched for the numbers of papers.
            if !["count=exact", "before=end", "q=l01x00t47"].contains(&query) {
                let firsts: Vec<&str> = own.iter().map(|_| "Ida").collect();
                assert_eq!(file(&tina.browser, query).await, firsts, "{query}");
            }
        }
        limit(&app, id, &["vip", "gold", "new"]).await;
        assert_eq!(listed(&tina.browser, "").await, ["Ida Alike", "Jon Alike"], "each once");
        assert_eq!(file(&tina.browser, "").await, ["Ida", "Jon"]);
        let home = tina.browser.get("/").await;
        let newest = home.attributes("main a[href^='/customers/']", "href");
        let of_one = |link: &String| link.trim_start_matches("/customers/").parse::<CustomerId>();
        let newest: Vec<CustomerId> = newest.iter().filter_map(|link| of_one(link).ok()).collect();
        assert_eq!(newest, [CustomerId(2), CustomerId(1)]);
    }

    async fn the_queue_and_its_counts_are_theirs(app) {
        let ada = three(&app).await;
        let (_, tina) = tina(&app, &["gold"]).await;
        let queue = |browser: &Browser| {
            let browser = browser.copy();
            async move {
                let page = browser.get("/customers/pending").await;
                (page.all("#pending tbody th a"), page.all(".step-counts li")[..3].to_vec())
            }
        };
        let (people, counts) = queue(&ada.browser).await;
        assert_eq!(people, ["Ida Alike", "Jon Alike", "Kim Alike"]);
        assert_eq!(counts, ["3 E-mail", "0 Phone", "3 Document"]);
        let (people, counts) = queue(&tina.browser).await;
        assert_eq!((people.as_slice(), counts[0].as_str(), counts[2].as_str()),
            (["Jon Alike".to_owned()].as_slice(), "1 E-mail", "1 Document"));
        let start = tina.browser.get("/customers/pending").await.attributes("a[data-start]", "href");
        assert!(start[0].starts_with("/customers/2/verification"), "{start:?}");
        let home = tina.browser.get("/").await;
        let card = home.find("section[aria-labelledby=waiting-title]").expect("work");
        assert!(card.contains("1 E-mail"), "{card}");
        // A round ends with the last of theirs.
        let version = crate::customers::stored(&app, CustomerId(2)).await.customer.version.to_string();
        for step in ["document", "email"] {
            let version = if step == "document" { version.clone() } else {
                crate::customers::stored(&app, CustomerId(2)).await.customer.version.to_string()
            };
            let sent = [("decision", "accept"), ("version", version.as_str()), ("queue", "on")];
            let done = tina.post(&format!("/customers/2/steps/{step}"), &sent).await;
            assert_eq!(done.status, 303, "{}", done.text());
            if step == "email" {
                assert!(done.location().starts_with("/customers/pending"), "{}", done.location());
            }
        }
    }

    async fn hints_at_duplicates_name_no_one_outside(app) {
        let ada = three(&app).await;
        let (id, tina) = tina(&app, &["vip"]).await;
        let piece = "/customers/duplicates?first_name=Ida&last_name=Alike&birth_date=1990-12-31\
            &phone=%2B4930901820&document_number=L01X00T47";
        assert_eq!(ada.browser.get(piece).await.all(".duplicates li").len(), 3);
        let told = tina.browser.get(piece).await.all(".duplicates li");
        assert!(told.len() == 1 && told[0].contains("Ida"), "{told:?}");
        let profile = tina.browser.get("/customers/1").await;
        assert!(!profile.text().contains("Jon") && !profile.text().contains("Kim"));
        limit(&app, id, &["gold", "vip"]).await;
        assert!(tina.browser.get("/customers/1").await.text().contains("Jon"));
    }

    async fn the_mail_log_has_the_mails_to_theirs(app) {
        let ada = three(&app).await;
        // One to nobody known: who sees all customers sees it.
        crate::mails::enqueue(&app, crate::mails::to_maria()).await;
        let (_, tina) = tina(&app, &["vip"]).await;
        let mails = async |browser: &Browser, query: &str| {
            browser.get(&format!("/mail-log{query}")).await.all("#mails tbody th")
        };
        assert_eq!(mails(&ada.browser, "").await, ["Your passport", "To Kim", "To Jon", "To Ida"]);
        for query in ["", "?state=queued", "?state=queued&state=dead", "?q=ida", "?customer=1",
            "?kind=verification.rejected"] {
            assert_eq!(mails(&tina.browser, query).await, ["To Ida"], "{query}");
        }
        for query in ["?q=jon", "?customer=2", "?after=1"] {
            assert_eq!(mails(&tina.browser, query).await, [""; 0], "{query}");
        }
        let all_dead = "UPDATE mails SET state = 'dead', next_try_at = NULL";
        app.app.db.write().execute_unprepared(all_dead).await.expect("a change");
        let told = async |browser: &Browser| browser.get("/").await.text();
        assert!(told(&tina.browser).await.contains("One mail could not be delivered"));
        assert!(told(&ada.browser).await.contains("4 mails could not be delivered"));
    }

    async fn a_count_that_is_remembered_is_not_that_of_another(app) {
        crate::list_found::crowd(&app).await;
        let (id, tina) = tina(&app, &["vip"]).await;
        let ada = app.administrator().await;
        tag_every(&app, "vip", 100).await;
        assert_eq!(ada.get("/customers").await.find("#list-count").as_deref(), Some("Found: 10,000+"));
        for (query, count, first) in [
            ("", "120", "Hannah12000"), ("sort=name", "120", "Hannah100"),
            ("country=AT", "40", "Hannah12000"), ("country=DE", "80", "Hannah11900"),
            ("country=IS", "0", ""), ("q=hannah", "120", "Hannah12000"),
            ("q=hannah77&sort=id", "1", "Hannah7700"), ("verified_address=no", "120", "Hannah12000"),
            ("status=active&country=DE&sort=-name", "80", "Hannah9800"),
        ] {
            let page = tina.browser.get(&format!("/customers?{query}")).await;
            assert_eq!(page.find("#list-count"), Some(format!("Found: {count}")), "{query}");
            assert_eq!(names(&page).first().map_or("", String::as_str), first, "{query}");
        }
        // A scope that is too large to be counted, too.
        tag_every(&app, "most", 1).await;
        limit(&app, id, &["most"]).await;
        for query in ["", "country=DE&country=AT"] {
            let page = tina.browser.get(&format!("/customers?{query}")).await;
            let count = page.find("#list-count").unwrap_or_default();
            assert!(["Found: 10,000+", "Found: 5,000+"].contains(&count.as_str()), "{query}: {count}");
            assert_eq!(names(&page)[0], "Hannah12000");
        }
        limit(&app, id, &["vip"]).await;
        let page = tina.browser.get("/customers").await;
        assert_eq!(page.find("#list-count").as_deref(), Some("Found: 120"));
    }
}

/// Gives a tag to every so-manieth customer.
pub async fn tag_every(app: &TestApp, name: &str, each: i64) {
    let db = app.app.db.write();
    let names = [name.to_owned()];
    let ids = countersign::domain::customers::tags::ids_of(db, &names).await;
    let tag = ids.expect("a tag")[0];
    let sql = format!(
        "INSERT INTO customer_tags (customer_id, tag_id, customer_created_at) \
         SELECT id, {tag}, created_at FROM customers WHERE id % {each} = 0"
    );
    db.execute_unprepared(&sql).await.expect("tags");
    app.app.db.refresh_statistics().await.expect("statistics");
}
