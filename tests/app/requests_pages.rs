//! The list of requests page by page: every order both ways, over ties.

use countersign::domain::requests::payload::Payload;

use crate::customers::Clerk;
use crate::list_pages::link;
use crate::on_both_engines;
use crate::requests::{deposit, editable, submit};
use crate::requests_list::{nine, numbers};
use crate::support::TestApp;
use crate::support::app::NOW;

/// Sixty deposits of one moment: three amounts, and none, taking turns.
async fn sixty(app: &TestApp) -> Clerk {
    let clerk = Clerk::hired(app).await;
    let maria = clerk.customer(&[]).await;
    for number in 0..60 {
        match number % 4 {
            0 => submit(app, NOW, maria, Payload::Archive {}, None).await,
            1 => deposit(app, maria, "9").await,
            2 => deposit(app, maria, "10").await,
            _ => submit(app, NOW, maria, editable(false), Some("10.5")).await,
        };
    }
    clerk
}

/// The numbers in the order that is asked for, put in order here.
fn expected(sort: &str) -> Vec<i64> {
    let mut all: Vec<i64> = (1..=60).collect();
    if sort.ends_with("amount") {
        all.sort_by_key(|number| ((number - 1) % 4, *number));
    }
    if sort.starts_with('-') {
        all.reverse();
    }
    all
}

on_both_engines! {
    async fn every_order_both_ways_over_pages_with_ties(app) {
        let ada = sixty(&app).await;
        for sort in ["id", "-id", "created_at", "-created_at", "amount", "-amount"] {
            let mut path = format!("/requests?sort={sort}");
            let (mut there, mut back) = (Vec::new(), Vec::new());
            let mut last = None;
            for _ in 0..3 {
                let page = ada.browser.get(&path).await;
                there.extend(page.all("#requests .cell-id"));
                last = Some(page.clone());
                match link(&page, "next") {
                    Some(next) => path = next,
                    None => break,
                }
            }
            let there: Vec<i64> = there.iter().map(|it| it.parse().expect("a number")).collect();
            assert_eq!(there, expected(sort), "{sort}");
            let mut page = last.expect("a last page");
            loop {
                let mut numbers = page.all("#requests .cell-id");
                numbers.append(&mut back);
                back = numbers;
                match link(&page, "prev") {
                    Some(before) => page = ada.browser.get(&before).await,
                    None => break,
                }
            }
            let back: Vec<i64> = back.iter().map(|it| it.parse().expect("a number")).collect();
            assert_eq!(back, expected(sort), "{sort} backwards");
        }
    }

    async fn a_gathered_list_has_pages_as_well(app) {
        let ada = sixty(&app).await;
        for filter in ["customer=1", "amount_min=1", "type=deposit&type=archive", "q=maria"] {
            for sort in ["id", "-amount", "created_at"] {
                let whole = numbers(&ada, &format!("{filter}&sort={sort}&per_page=100")).await;
                let mut path = format!("/requests?{filter}&sort={sort}");
                let mut there = Vec::new();
                loop {
                    let page = ada.browser.get(&path).await;
                    there.extend(page.all("#requests .cell-id"));
                    match link(&page, "next") {
                        Some(next) => path = next,
                        None => break,
                    }
                }
                let there: Vec<i64> = there.iter().map(|it| it.parse().expect("a number")).collect();
                assert_eq!(there, whole, "{filter} {sort}");
                assert!(there.len() >= 45, "{filter} {sort}");
            }
        }
        for (size, lines) in [(25, 25), (50, 50), (100, 60)] {
            assert_eq!(numbers(&ada, &format!("per_page={size}")).await.len(), lines);
        }
    }

    async fn a_place_in_one_order_is_none_in_another(app) {
        let ada = sixty(&app).await;
        let page = ada.browser.get("/requests?sort=amount").await;
        let next = link(&page, "next").expect("a next page");
        assert_eq!(ada.browser.get(&next).await.status, 200);
        let moved = next.replace("sort=amount", "sort=id");
        assert_eq!(ada.browser.get(&moved).await.status, 422);
        let both = format!("{next}&before=x");
        assert_eq!(ada.browser.get(&both).await.status, 422);
    }

    async fn the_tab_of_a_customer_has_their_requests_alone(app) {
        let ada = nine(&app).await;
        let page = ada.browser.get("/customers/1/requests").await;
        assert_eq!(page.all("#requests .cell-id"), ["4", "3", "2", "1"]);
        assert_eq!(page.all(".tabs [aria-current]"), ["Requests"]);
        assert!(!page.has(".pager a"));
        assert_eq!(ada.browser.get("/customers/1/requests?after=x").await.status, 422);
        assert_eq!(ada.browser.get("/customers/3/requests").await.status, 404);
        let nora = ada.customer(&[("email", "nora@example.com")]).await;
        let empty = ada.browser.get(&format!("/customers/{nora}/requests")).await;
        assert!(empty.text().contains("This customer has not asked for anything yet."));
        for _ in 0..30 {
            deposit(&app, nora, "1").await;
        }
        let page = ada.browser.get(&format!("/customers/{nora}/requests")).await;
        assert_eq!(page.all("#requests .cell-id").len(), 25);
        let next = ada.browser.get(&link(&page, "next").expect("more")).await;
        assert_eq!(next.all("#requests .cell-id").len(), 5);
        let first = ada.browser.get(&link(&next, "prev").expect("less")).await;
        assert_eq!(first.all("#requests .cell-id"), page.all("#requests .cell-id"));
    }
}
