//! Every form of customers and requests, used once.

use countersign::domain::customers::sessions::{self, NewSession};
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::values::ids::CustomerId;
use countersign::domain::verification::step::Step;

use super::{NOTHING, Uses};
use crate::audits::{asked as wants, withdrawal};
use crate::customers::{Clerk, stored};
use crate::ledger::opened;
use crate::mails::{enqueue, to_maria};
use crate::requests::deposit;
use crate::requests_decide::{asked, filled, matter, reject_page};
use crate::support::app::NOW;
use crate::verification_review::handed_in;

/// Names and values.
type Fields<'a> = &'a [(&'a str, &'a str)];

pub(super) async fn of_customers(uses: &mut Uses, ada: &Clerk) {
    uses.one("/customers", "customer.created", ada.create(&[]))
        .await;
    let maria = CustomerId(1);
    uses.one(
        "/customers/{id}",
        "customer.updated",
        ada.update(maria, "1", &[("last_name", "Meier")]),
    )
    .await;
    let blocked = [("reason", "a stolen passport")];
    uses.sent(
        ada,
        "/customers/{id}/block",
        "/customers/1/block",
        "customer.blocked",
        &blocked,
    )
    .await;
    uses.sent(
        ada,
        "/customers/{id}/unblock",
        "/customers/1/unblock",
        "customer.unblocked",
        &blocked,
    )
    .await;
    let color = [("color", "#2f9e44")];
    uses.sent(
        ada,
        "/customers/{id}/request-color",
        "/customers/1/request-color",
        "customer.colored",
        &color,
    )
    .await;
    let sam = Clerk::of(uses.app.sign_in("auditor-of-one").await).await;
    let purpose = [("purpose", "a call from her")];
    uses.sent(
        &sam,
        "/customers/{id}/reveal",
        "/customers/1/reveal",
        "customer.revealed",
        &purpose,
    )
    .await;
    uses.sent(
        &sam,
        "/customers/{id}/hide",
        "/customers/1/hide",
        NOTHING,
        &[],
    )
    .await;
    for reference in ["phone", "laptop"] {
        let new = NewSession {
            reference: reference.to_owned(),
            ip: None,
            user_agent: None,
            at: NOW,
        };
        sessions::started(&uses.app.app.db, maria, new)
            .await
            .expect("a session");
    }
    let one = "/customers/{id}/sessions/{sid}/revoke";
    uses.sent(
        ada,
        one,
        "/customers/1/sessions/1/revoke",
        "customer.session-ended",
        &[],
    )
    .await;
    let all = "/customers/{id}/sessions/revoke-all";
    uses.sent(
        ada,
        all,
        "/customers/1/sessions/revoke-all",
        "customer.session-ended",
        &[],
    )
    .await;
    let zoe = [("first_name", "Zoë"), ("email", "zoe@example.com")];
    let zoe = handed_in(&uses.app, ada, &zoe, &[Step::Address]).await;
    let step = "/customers/{id}/steps/{step}";
    let version = stored(&uses.app, zoe).await.customer.version.to_string();
    let accepted = [("decision", "accept"), ("version", version.as_str())];
    let path = format!("/customers/{zoe}/steps/address");
    uses.sent(ada, step, &path, "customer.step-accepted", &accepted)
        .await;
}

pub(super) async fn of_requests(uses: &mut Uses, ada: &Clerk) {
    let maria = CustomerId(1);
    let one = deposit(&uses.app, maria, "100").await;
    let at = |verb: &str| {
        (
            format!("/requests/{{id}}/{verb}"),
            format!("/requests/{one}/{verb}"),
        )
    };
    let steps: [(&str, &str, Fields); 5] = [
        ("claim", "request.claimed", &[]),
        ("presence", NOTHING, &[]),
        ("release", "request.released", &[]),
        (
            "comments",
            "request.commented",
            &[("body", "Called the bank.")],
        ),
        ("color", "request.colored", &[("color", "#2f9e44")]),
    ];
    for (verb, action, fields) in steps {
        let (route, path) = at(verb);
        uses.sent(ada, &route, &path, action, fields).await;
    }
    let page = ada.browser.get(&format!("/requests/{one}")).await;
    let form = page.form_at("#amount-form").set("amount", "99");
    uses.one(
        "/requests/{id}/amount",
        "request.amount-changed",
        form.submit(),
    )
    .await;
    uses.sent(
        ada,
        "/requests/claim-next",
        "/requests/claim-next",
        "request.claimed",
        &[],
    )
    .await;
    let comment = format!("/requests/{one}/comments/1");
    let edited = ("/requests/{id}/comments/{comment}", comment.as_str());
    uses.form(
        ada,
        edited,
        "request.comment-edited",
        &[("body", "Wrote to the bank.")],
    )
    .await;
    let account = opened(&uses.app, maria, AccountKind::Personal, ("5", "EUR")).await;
    let audited = wants(&uses.app, maria, account, withdrawal()).await;
    let path = format!("/requests/{audited}/audit");
    uses.sent(ada, "/requests/{id}/audit", &path, "request.audited", &[])
        .await;
    let (yes, no) = (
        asked(&uses.app, maria, matter()).await,
        asked(&uses.app, maria, matter()).await,
    );
    let page = ada.browser.get(&format!("/requests/{yes}")).await;
    let approving = page.form_at("#decide form").submit();
    uses.one("/requests/{id}/approve", "request.approved", approving)
        .await;
    let page = reject_page(ada, no).await;
    uses.one(
        "/requests/{id}/reject",
        "request.rejected",
        filled(&page).submit(),
    )
    .await;
    let waiting = enqueue(&uses.app, to_maria()).await;
    let path = format!("/mail-log/{waiting}/cancel");
    uses.sent(ada, "/mail-log/{id}/cancel", &path, "mail.cancelled", &[])
        .await;
    let page = ada.browser.get(&format!("/mail-log/{waiting}")).await;
    let again = page.form_at("form[action$='/resend']").submit();
    uses.one("/mail-log/{id}/resend", "mail.resent", again)
        .await;
}
