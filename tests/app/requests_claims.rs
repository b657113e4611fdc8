//! Claims: who has a request, for how long, and how the next one is taken.

use std::collections::BTreeSet;
use std::time::Duration;

use countersign::domain::requests::request::CustomerRequest;
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{RequestId, StaffId};
use countersign::worker::write_looks;
use futures_util::future::join_all;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{deposit, resolve, stored};
use crate::requests_decide::{asked, matter, sam};
use crate::requests_list::{nine, numbers};
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;

const MINUTE: Duration = Duration::from_secs(60);

/// A request of Maria, an administrator and somebody of support.
async fn one(app: &TestApp) -> (Clerk, Clerk, RequestId) {
    let ada = Clerk::hired(app).await;
    let maria = ada.customer(&[]).await;
    let id = deposit(app, maria, "100").await;
    (ada, sam(app).await, id)
}

async fn page(clerk: &Clerk, id: RequestId) -> Page {
    clerk.browser.get(&format!("/requests/{id}")).await
}

/// Somebody who signs in once more.
async fn again(app: &TestApp, name: &str) -> Clerk {
    Clerk::of(app.sign_in(name).await).await
}

/// What the page says about who has the request.
async fn said(clerk: &Clerk, id: RequestId) -> String {
    page(clerk, id)
        .await
        .find(".request-claim p")
        .unwrap_or_default()
}

/// Opens the page, and what that leaves word of is written down.
async fn look(app: &TestApp, clerk: &Clerk, id: RequestId) {
    page(clerk, id).await;
    write_looks(&app.app).await;
}

async fn claim(clerk: &Clerk, id: RequestId) -> Page {
    let form = page(clerk, id).await.form_at("#claim-form");
    form.submit().await
}

/// Who has a request, in the row, and until which minute after the beginning.
fn held(row: &CustomerRequest) -> (Option<StaffId>, Option<i64>) {
    let until = row.claimed_until.map(|until| (until.0 - NOW.0) / 60_000);
    (row.assignee_id, until)
}

async fn told(clerk: &Clerk, id: RequestId) -> Vec<String> {
    page(clerk, id).await.all(".told-sentence")
}

on_both_engines! {
    async fn a_claim_begins_the_work_and_who_gives_it_back_leaves_it_pending(app) {
        let (ada, sam, id) = one(&app).await;
        let status = async || stored(&app, id).await.status;
        claim(&sam, id).await;
        assert_eq!(status().await, RequestStatus::InProgress);
        let again = sam.post(&format!("/requests/{id}/claim"), &[]).await;
        let now = (again.status, status().await);
        assert_eq!(now, (303, RequestStatus::InProgress), "his own claim is only prolonged");
        assert_eq!(numbers(&ada, "status=in_progress").await, [id.0]);
        let told = page(&ada, id).await.all(".diff").concat();
        assert!(told.contains("New") && told.contains("In progress"), "{told}");
        let back = sam.post(&format!("/requests/{id}/release"), &[]).await;
        assert_eq!((back.status, status().await), (303, RequestStatus::Pending));
        assert_eq!(numbers(&ada, "status=pending").await, [id.0]);
        let next = ada.post("/requests/claim-next", &[]).await;
        assert_eq!((next.status, status().await), (303, RequestStatus::InProgress));
    }

    async fn sam_claims_a_request_and_it_lapses_after_thirty_minutes(app) {
        let (_, sam, id) = one(&app).await;
        assert_eq!(said(&sam, id).await, "Nobody has claimed this request.");
        let done = claim(&sam, id).await;
        assert_eq!((done.status, done.location()), (303, format!("/requests/{id}")));
        let shown = done.follow().await;
        assert!(shown.flash().starts_with("The request is yours now."), "{}", shown.flash());
        assert!(said(&sam, id).await.starts_with("You have had this request since 20 Nov 2026, 12:00"));
        assert_eq!(stored(&app, id).await.version, 1, "nobody's form grows stale by a claim");
        for (minutes, has) in [(0, true), (29, true), (1, false), (1, false)] {
            app.app.clock.advance(MINUTE * minutes);
            // Nobody's session lasts that long.
            let (ada, sam) = (again(&app, "administrators").await, again(&app, "support").await);
            let theirs = "support has had this request since 20 Nov 2026, 12:00 . You can still work on it and decide it.";
            let expected = if has { theirs } else { "Nobody has claimed this request." };
            assert_eq!(said(&ada, id).await, expected, "{minutes}");
            let list = ada.browser.get("/requests").await;
            let column = list.find("td[data-label=Assignee]").unwrap_or_default();
            assert_eq!(column, if has { "support" } else { "" }, "{minutes}");
            let of_sam = format!("assignee={}", stored(&app, id).await.assignee_id.map_or(0, |one| one.0));
            assert_eq!(numbers(&ada, &of_sam).await.len(), usize::from(has), "{minutes}");
            assert_eq!(numbers(&sam, "assignee=me").await.len(), usize::from(has), "{minutes}");
            assert_eq!(numbers(&ada, "assignee=none").await.len(), usize::from(!has), "{minutes}");
        }
        let (ada, sam) = (again(&app, "administrators").await, again(&app, "support").await);
        assert_eq!(claim(&ada, id).await.status, 303, "what has lapsed is free");
        let sentences = ["administrators claimed the request #1", "support claimed the request #1"];
        assert_eq!(told(&sam, id).await, sentences);
    }

    async fn giving_back_what_has_lapsed_leaves_nobody_in_its_place(app) {
        let (_, sam, id) = one(&app).await;
        claim(&sam, id).await;
        app.app.clock.advance(MINUTE * 31);
        let sam = again(&app, "support").await;
        let given = sam.post(&format!("/requests/{id}/release"), &[]).await;
        assert_eq!(given.status, 303);
        let now = stored(&app, id).await;
        assert_eq!((now.status, now.assignee_id), (RequestStatus::Pending, None));
    }

    async fn whoever_does_something_about_a_request_keeps_it(app) {
        let (ada, sam, id) = one(&app).await;
        claim(&sam, id).await;
        let me = stored(&app, id).await.assignee_id;
        app.app.clock.advance(MINUTE - Duration::from_secs(1));
        look(&app, &sam, id).await;
        assert_eq!(held(&stored(&app, id).await), (me, Some(30)), "written down once a minute");
        app.app.clock.advance(Duration::from_secs(1));
        look(&app, &sam, id).await;
        assert_eq!(held(&stored(&app, id).await), (me, Some(31)));
        app.app.clock.advance(MINUTE * 10);
        look(&app, &ada, id).await;
        assert_eq!(held(&stored(&app, id).await), (me, Some(31)), "others prolong nothing");
        assert_eq!(sam.post(&format!("/requests/{id}/presence"), &[]).await.status, 200);
        write_looks(&app.app).await;
        assert_eq!(held(&stored(&app, id).await), (me, Some(31)), "an open page is no activity");
        for (minute, form, field, value) in [
            (12, "#comment-form", "body", "asked back"), (13, "#own-color-form", "color", "#e03131"),
            (14, "#amount-form", "amount", "90"),
        ] {
            app.app.clock.advance(MINUTE);
            let done = page(&sam, id).await.form_at(form).set(field, value).submit().await;
            assert_eq!(done.status, 303);
            assert_eq!(held(&stored(&app, id).await), (me, Some(30 + minute)), "{form}");
        }
        write_looks(&app.app).await;
        app.app.clock.advance(MINUTE * 29);
        look(&app, &again(&app, "support").await, id).await;
        let since = stored(&app, id).await.claimed_at;
        assert_eq!((held(&stored(&app, id).await), since), ((me, Some(73)), Some(NOW)));
        app.app.clock.advance(MINUTE * 30);
        look(&app, &again(&app, "support").await, id).await;
        assert_eq!(held(&stored(&app, id).await), (me, Some(73)), "what has lapsed does not come back");
    }

    async fn taking_over_is_a_button_of_its_own_and_the_journal_says_from_whom(app) {
        let (ada, sam, id) = one(&app).await;
        let empty = page(&ada, id).await.form_at("#claim-form");
        claim(&sam, id).await;
        let late = empty.submit().await;
        assert_eq!(late.status, 409);
        let words = late.find("[data-error-summary]").unwrap_or_default();
        assert!(words.contains("support has this request, since 20 Nov 2026, 12:00"), "{words}");
        assert_eq!(late.find("#claim-form button").as_deref(), Some("Take over"));
        let over = late.form_at("#claim-form").submit().await;
        assert_eq!(over.status, 303);
        assert_eq!(told(&ada, id).await[0], "administrators took the request #1 over");
        let diff = page(&ada, id).await.all(".timeline li:first-child .diff div");
        assert_eq!(diff, ["Assignee before: support now: administrators"]);
        let gone = sam.post(&format!("/requests/{id}/release"), &[]).await;
        assert_eq!(gone.status, 409, "what somebody else has is not given back");
        // As the contract has it: without saying whom the page showed.
        assert_eq!(sam.post(&format!("/requests/{id}/claim"), &[]).await.status, 303);
        let done = page(&sam, id).await.form_at("#release-form").submit().await;
        assert_eq!(done.follow().await.flash(), "The request is free again.");
        assert_eq!(held(&stored(&app, id).await), (None, None));
        assert_eq!(sam.post(&format!("/requests/{id}/release"), &[]).await.status, 303, "twice is once");
        let expected = [
            "support released the request #1", "support took the request #1 over",
            "administrators took the request #1 over", "support claimed the request #1",
        ];
        assert_eq!(told(&ada, id).await, expected);
    }

    async fn a_claim_stops_nobody_from_deciding_and_a_decision_ends_it(app) {
        let (ada, sam, id) = one(&app).await;
        claim(&sam, id).await;
        let form = page(&ada, id).await.form_at("#decide form");
        let broken = asked(&app, stored(&app, id).await.customer_id, matter()).await;
        claim(&sam, broken).await;
        // A deposit without an account cannot be carried out: the claim stays.
        assert_eq!(form.submit().await.status, 422);
        assert!(stored(&app, id).await.assignee_id.is_some());
        assert_eq!(page(&ada, broken).await.form_at("#decide form").submit().await.status, 303);
        let row = stored(&app, broken).await;
        assert_eq!((row.status, held(&row), row.claimed_at), (RequestStatus::Approved, (None, None), None));
        assert!(!page(&sam, broken).await.has(".request-claim"));
        for verb in ["claim", "release"] {
            let late = sam.post(&format!("/requests/{broken}/{verb}"), &[]).await;
            assert_eq!(late.status, 409, "{verb}");
            assert!(late.text().contains("administrators has approved this request already, on 20 Nov 2026, 12:00"));
        }
        resolve(&app, id, RequestStatus::Rejected).await;
        let late = ada.post(&format!("/requests/{id}/claim"), &[]).await;
        assert!(late.status == 409 && late.text().contains("Grace has rejected this request already"));
        assert_eq!(ada.post("/requests/99/claim", &[]).await.status, 404);
        assert_eq!(ada.post(&format!("/requests/{id}/claim"), &[("who", "me")]).await.status, 400);
    }

    async fn the_next_one_is_the_oldest_of_the_list_that_nobody_has(app) {
        let ada = nine(&app).await;
        let sam = sam(&app).await;
        let next = async |clerk: &Clerk, from: &str| {
            let done = clerk.post("/requests/claim-next", &[("from", from)]).await;
            assert_eq!(done.status, 303, "{from}: {}", done.text());
            done.location()
        };
        assert_eq!(next(&ada, "type=withdrawal").await, "/requests/6?from=type%3Dwithdrawal");
        assert_eq!(next(&sam, "type=withdrawal").await, "/requests?type=withdrawal");
        let list = sam.browser.get("/requests?type=withdrawal").await;
        assert_eq!(list.find(".flash-warning").as_deref(), Some("No open request of this list is free."));
        // Whatever the order of the list, and whatever else it shows.
        assert_eq!(next(&sam, "sort=-id&status=all").await, "/requests/1?from=status%3Dall%26sort%3D%252Did");
        assert_eq!(next(&sam, "status=approved").await, "/requests?status=approved");
        assert_eq!(next(&sam, "assignee=me&q=omar").await, "/requests/7?from=q%3Domar%26assignee%3Dme");
        assert_eq!(next(&ada, "amount_min=99&amount_max=100").await, "/requests/2?from=amount%5Fmin%3D99%26amount%5Fmax%3D100");
        app.app.clock.advance(MINUTE * 30);
        let ada = again(&app, "administrators").await;
        assert_eq!(next(&ada, "").await, "/requests/1?from=", "what has lapsed is free");
        let list = ada.browser.get("/requests?status=pending&type=archive").await;
        let done = list.form_at("#claim-next").submit().await;
        assert_eq!(done.location(), "/requests/9?from=status%3Dpending%26type%3Darchive");
        for none in ["status=rejected", "status=new&type=transfer"] {
            assert!(!ada.browser.get(&format!("/requests?{none}")).await.has("#claim-next"), "{none}");
        }
        let auditor = app.member_of(GroupKey::Auditor).await;
        assert!(!auditor.get("/requests").await.has("#claim-next"));
    }

    async fn sixteen_take_the_next_one_at_once_and_each_gets_another(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        for _ in 0..20 {
            asked(&app, maria, matter()).await;
        }
        let mut staff = Vec::new();
        for number in 1..=16 {
            let name = format!("clerk{number}");
            app.hire(&name, GroupKey::Support).await;
            staff.push(Clerk::of(app.sign_in(&name).await).await);
        }
        let all = async || {
            let taking = staff.iter().map(|clerk| clerk.post("/requests/claim-next", &[]));
            let answers: Vec<Page> = join_all(taking).await;
            let places = answers.iter().map(Page::location);
            let taken = places.filter_map(|place| place.strip_prefix("/requests/").map(str::to_owned));
            let number = |place: String| place.trim_end_matches("?from=").parse::<i64>().expect("a number");
            taken.map(number).collect::<Vec<_>>()
        };
        let first = all().await;
        let numbers: BTreeSet<i64> = first.iter().copied().collect();
        assert_eq!((first.len(), numbers), (16, (1..=16).collect()), "the oldest, each once");
        let second = all().await;
        let numbers: BTreeSet<i64> = second.iter().copied().collect();
        assert_eq!((second.len(), numbers), (4, (17..=20).collect()));
        let owners: BTreeSet<_> = {
            let mut owners = BTreeSet::new();
            for id in 1..=16 {
                owners.insert(stored(&app, RequestId(id)).await.assignee_id);
            }
            owners
        };
        assert_eq!(owners.len(), 16);
    }
}
