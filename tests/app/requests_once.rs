//! Exactly one resolution of a request, however many press at once.

use countersign::domain::journal::entry;
use countersign::domain::requests::request;
use futures_util::future::{FutureExt, join_all};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests_decide::{asked, filled, matter, reject_page, sam};
use crate::verification_review::mails;

/// How many requests, and how many press at once on each.
const REQUESTS: usize = 40;

on_both_engines! {
    async fn sixteen_press_at_once_and_one_of_them_decides(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let sam = sam(&app).await;
        let mut staff = vec![ada, sam];
        for _ in 0..2 {
            staff.push(Clerk::of(app.sign_in("support").await).await);
        }
        for _ in 0..REQUESTS {
            let id = asked(&app, maria, matter()).await;
            let approve = format!("/requests/{id}/approve");
            let mut presses = Vec::new();
            for clerk in &staff {
                let form = filled(&reject_page(clerk, id).await);
                for _ in 0..2 {
                    presses.push(form.clone().submit().boxed_local());
                    let said = &[("version", "1"), ("comment", "mine")];
                    presses.push(clerk.post(&approve, said).boxed_local());
                }
            }
            assert_eq!(presses.len(), 16);
            let answers = join_all(presses).await;
            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            statuses.sort_unstable();
            assert_eq!((statuses[0], &statuses[1..]), (303, &[409; 15][..]), "{id}");
        }
        let open = request::Entity::find().filter(request::Column::ResolvedAt.is_null());
        assert!(open.all(app.app.db.read()).await.expect("rows").is_empty());
        let told = mails(&app).await.into_iter();
        let told = told.filter(|mail| mail.kind.starts_with("request."));
        assert_eq!(told.count(), REQUESTS, "one mail each");
        let entries = entry::Entity::find().filter(entry::Column::Action.is_in(["request.approved", "request.rejected"]));
        let mut entries: Vec<_> = entries.all(app.app.db.read()).await.expect("entries").into_iter().map(|one| one.subject_id).collect();
        entries.sort_unstable();
        entries.dedup();
        assert_eq!(entries.len(), REQUESTS, "one entry each");
    }
}
