//! Who signed in from an address or a network: staff, and customers on the platform.

use actix_web::{HttpRequest, web};
use askama::Template;

use super::list::kinds;
use crate::app::App;
use crate::domain::customers::sessions::network::{self, FromThere, Since};
use crate::domain::journal::search::{self, JournalFilter, Reader};
use crate::domain::staff::permission::{Permission, ViewJournal};
use crate::domain::staff::sign_ins::COMING_IN;
use crate::domain::values::criteria::Unknown;
use crate::domain::values::network::Network;
use crate::edge::device::device_words;
use crate::edge::error::{Answer, Failure};
use crate::edge::filters::refused;
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::history::{self, Told};

/// The page: a form, and what came from there once there is an address.
#[derive(Template)]
#[template(path = "audit_log/addresses.html")]
struct AddressesPage {
    shell: Shell,
    /// The address, as it was typed when it is none.
    form: Typed,
    found: Option<There>,
}

/// What came from an address.
struct There {
    staff: Vec<Told>,
    /// Whether there are more of them in the journal.
    more_staff: bool,
    /// `None` for readers who may not see customer sessions.
    customers: Option<FromThere>,
    /// Whether this is the first page of customers.
    first: bool,
}

/// The page.
pub async fn index(
    staff: Allowed<ViewJournal>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let fields = Fields::decode(http.query_string().as_bytes())?;
    fields.only(&["ip", "after"], &[])?;
    let mut form = Typed::kept(&fields, ["ip"]);
    let found = match form.value("ip").trim() {
        "" => None,
        typed => match typed.parse() {
            Ok(ip) => {
                form.set("ip", Network::to_string(&ip));
                let after = after(&shell, &fields)?;
                Some(there(&staff, &shell, &app, ip, after).await?)
            }
            Err(()) => {
                form.refuse("ip", shell.t("audit-ip-unknown"));
                None
            }
        },
    };
    html_status(form.status(), &AddressesPage { shell, form, found })
}

/// Where the page of customers' sessions begins.
fn after(shell: &Shell, fields: &Fields) -> Result<Option<Since>, Failure> {
    let given = Some(fields.text("after").trim()).filter(|text| !text.is_empty());
    let after = given.map(str::parse).transpose();
    after.map_err(|()| refused(shell, Unknown("after".to_owned())))
}

async fn there(
    staff: &Allowed<ViewJournal>,
    shell: &Shell,
    app: &App,
    ip: Network,
    after: Option<Since>,
) -> Result<There, Failure> {
    let filter = JournalFilter {
        ip: Some(ip),
        action: COMING_IN.into(),
        ..JournalFilter::default()
    };
    let reader = Reader::of(&app.db, staff.actor(), kinds(shell), shell.zone).await?;
    let page = search::page(&app.db, &reader, &filter).await?;
    let customers = match shell.may(Permission::ViewCustomerSessions) {
        true => Some(network::from(&app.db, (staff.scope(), staff.sight()), ip, after).await?),
        false => None,
    };
    Ok(There {
        staff: history::tell(shell, &[], &page.entries),
        more_staff: page.after.is_some(),
        customers,
        first: after.is_none(),
    })
}

impl AddressesPage {
    fn ip(&self) -> String {
        self.form.value("ip").to_owned()
    }

    fn device(&self, user_agent: &Option<String>) -> String {
        device_words(&self.shell, user_agent.as_deref())
    }

    /// The same sign-ins in the journal.
    fn in_journal(&self) -> String {
        let mut parameters = vec![("ip", self.ip())];
        parameters.extend(COMING_IN.map(|action| ("action", action.code().to_owned())));
        paths::with_query(paths::audit_log(), &parameters)
    }

    fn newest(&self) -> String {
        let ip = ("ip", self.ip());
        paths::with_query(paths::audit_log_addresses(), &[ip])
    }

    fn older(&self, since: &Since) -> String {
        let parameters = [("ip", self.ip()), ("after", since.to_string())];
        paths::with_query(paths::audit_log_addresses(), &parameters)
    }

    fn may_open(&self) -> bool {
        self.shell.may(Permission::ViewCustomers)
    }
}
