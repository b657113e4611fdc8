//! Documents: the page of one, its safe picture, and the bytes as they came. Whatever is shown is
//! written down first.

mod bytes;
mod range;

use actix_web::http::Method;
use actix_web::{HttpRequest, web};
use askama::Template;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use self::bytes::Outgoing;
use self::range::Wanted;
use crate::app::App;
use crate::domain::customers::customer::{self, Model as Customer};
use crate::domain::documents::file_name::FileName;
use crate::domain::documents::preview;
use crate::domain::documents::size;
use crate::domain::documents::stored::{self, Access, Model as Document};
use crate::domain::staff::permission::{Permission, ViewCustomers};
use crate::domain::values::ids::DocumentId;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::html;
use crate::edge::shell::Shell;
use crate::platform::storage::StorageKey;

/// The page of one document.
#[derive(Template)]
#[template(path = "documents/page.html")]
struct DocumentPage {
    shell: Shell,
    document: Document,
    customer_name: String,
    title: String,
    /// What the slot holds now, if it is not this document.
    current: Option<Document>,
    /// Other files the slot held before, newest first.
    earlier: Vec<Document>,
}

impl DocumentPage {
    fn size(&self) -> String {
        size::words(self.shell.locale, self.document.size())
    }
}

/// `GET /documents/{id}`
pub async fn show(
    staff: Allowed<ViewCustomers>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
    id: web::Path<DocumentId>,
) -> Answer {
    let (document, customer) = load(&app, &staff, *id).await?;
    let siblings = stored::of_customer(app.db.read(), staff.sight(), document.customer_id).await?;
    let current = siblings
        .current(document.slot)
        .find(|_| !document.is_current())
        .cloned();
    let earlier = siblings
        .earlier(document.slot)
        .filter(|other| other.id != document.id)
        .cloned()
        .collect();
    let customer_name = customer.name();
    if http.method() != Method::HEAD && shell.sees(document.customer_id) {
        let actor = staff.actor();
        stored::record_access(&app.db, actor, &document, &customer_name, Access::Viewed).await?;
    }
    let label = shell.t(document.slot.label_key());
    let title = shell.t2(
        "document-title",
        "slot",
        label,
        "customer",
        customer_name.as_str(),
    );
    html(&DocumentPage {
        shell,
        document,
        customer_name,
        title,
        current,
        earlier,
    })
}

/// `GET /documents/{id}/preview`: the picture drawn anew. A PDF has none.
pub async fn preview(
    staff: Allowed<ViewCustomers>,
    app: web::Data<App>,
    http: HttpRequest,
    id: web::Path<DocumentId>,
) -> Answer {
    let (document, customer) = seen(&app, &staff, *id).await?;
    let key = document.picture_key().ok_or(Failure::NotFound)?;
    let (mut file, size) = open(&app, &key).await?;
    let mut head = Vec::new();
    (&mut file).take(8).read_to_end(&mut head).await?;
    file.rewind().await?;
    let media_type = preview::media_type_of(&head);
    let extension = media_type.extensions().first().copied().unwrap_or_default();
    let name = FileName::given(&format!("{}.{extension}", document.file_name));
    let outgoing = Outgoing {
        file,
        size,
        media_type,
        disposition: name.inline(),
    };
    if http.method() != Method::HEAD {
        let (actor, name) = (staff.actor(), customer.name());
        stored::record_access(&app.db, actor, &document, &name, Access::Viewed).await?;
    }
    outgoing.send(&http, Wanted::Whole).await
}

/// `GET /documents/{id}/original`: the bytes as they came, to be saved.
pub async fn original(
    staff: Allowed<ViewCustomers>,
    app: web::Data<App>,
    http: HttpRequest,
    id: web::Path<DocumentId>,
) -> Answer {
    let (document, customer) = seen(&app, &staff, *id).await?;
    let (file, size) = open(&app, &document.bytes_key()).await?;
    let (media_type, disposition) = (document.media_type, document.file_name.attachment());
    let outgoing = Outgoing {
        file,
        size,
        media_type,
        disposition,
    };
    let wanted = outgoing.wanted(&http);
    if http.method() != Method::HEAD && wanted != Wanted::Nothing {
        let (actor, name) = (staff.actor(), customer.name());
        let access = match http.query_string() {
            "pane=on" => Access::Viewed,
            _ => Access::Downloaded,
        };
        stored::record_access(&app.db, actor, &document, &name, access).await?;
    }
    outgoing.send(&http, wanted).await
}

/// The document whose bytes are wanted: they are personal data.
async fn seen(
    app: &App,
    staff: &Allowed<ViewCustomers>,
    id: DocumentId,
) -> Result<(Document, Customer), Failure> {
    let (document, customer) = load(app, staff, id).await?;
    match staff.sight().sees(customer.id) {
        true => Ok((document, customer)),
        false => Err(Failure::Masked),
    }
}

/// The document and whose it is. What proves something needs a permission of its own.
async fn load(
    app: &App,
    staff: &Allowed<ViewCustomers>,
    id: DocumentId,
) -> Result<(Document, Customer), Failure> {
    let document = stored::find(app.db.read(), (staff.scope(), staff.sight()), id)
        .await?
        .ok_or(Failure::NotFound)?;
    let needed = Permission::ViewVerification;
    if document.slot.proves().is_some() && !staff.staff().may(needed) {
        return Err(Failure::Forbidden(needed));
    }
    let customer = customer::find(
        &app.db,
        (staff.scope(), staff.sight()),
        document.customer_id,
    )
    .await?;
    Ok((document, customer.ok_or(Failure::NotFound)?))
}

async fn open(app: &App, key: &StorageKey) -> Result<(tokio::fs::File, u64), Failure> {
    let file = app.storage.read(key).await?;
    let size = file.metadata().await?.len();
    Ok((file, size))
}
