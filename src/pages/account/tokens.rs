//! One's own tokens for the API: listed, made (and seen once), revoked.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use secrecy::ExposeSecret;

use crate::app::App;
use crate::domain::staff::permission::{Permission, Permissions};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::staff::token::{self, CreateError, DEFAULT_DAYS, MOST, NewToken};
use crate::domain::staff::token_rows::Model;
use crate::domain::staff::token_scope::TokenScope;
use crate::domain::values::ids::ApiTokenId;
use crate::domain::values::problem::Problem;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::{Member, Recent};
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

const FIELDS: [&str; 3] = ["token_name", "scope", "days"];

/// The list.
#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    shell: Shell,
    tokens: Vec<Model>,
}

impl TokensPage {
    fn expired(&self, token: &Model) -> bool {
        token.expires_at <= self.shell.now()
    }

    /// What a token is for, in words.
    fn scope(&self, token: &Model) -> String {
        let Ok(scope) = token.scope.parse::<TokenScope>();
        let words = |permission: &Permission| self.shell.t(permission.words_key());
        match &scope {
            TokenScope::Chosen(chosen) => chosen.iter().map(words).collect::<Vec<_>>().join(", "),
            _ => self.shell.t(format!("token-scope-{}", scope.code())),
        }
    }
}

/// `GET /account/tokens`
pub async fn index(member: Member, shell: Shell, app: web::Data<App>) -> Answer {
    let tokens = token::of_member(app.db.read(), member.staff.id).await?;
    html(&TokensPage { shell, tokens })
}

/// The form of a new one.
#[derive(Template)]
#[template(path = "account/token_form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
    /// What the reader may, and whether it is chosen.
    permissions: Vec<(Permission, bool)>,
}

impl FormPage {
    fn scopes(&self) -> [&'static str; 3] {
        TokenScope::CODES
    }
}

fn form_page(shell: Shell, staff: &SignedIn, form: Typed, chosen: &[&str]) -> FormPage {
    let own = staff.permissions.iter().copied();
    let permissions = own.map(|each| (each, chosen.contains(&each.code())));
    FormPage {
        permissions: permissions.collect(),
        shell,
        form,
    }
}

/// `GET /account/tokens/new`
pub async fn new(member: Recent<Member>, shell: Shell) -> Answer {
    let form = Typed::with([
        ("scope", TokenScope::OnlyReads.code().to_owned()),
        ("days", DEFAULT_DAYS.to_string()),
    ]);
    html(&form_page(shell, &member.0.staff, form, &[]))
}

/// A token that has just been made: nobody will see it again.
#[derive(Template)]
#[template(path = "account/token_made.html")]
struct MadePage {
    shell: Shell,
    name: String,
    secret: String,
}

/// `POST /account/tokens`: the answer shows the token; no other one ever does.
pub async fn create(
    member: Recent<Member>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let Recent(member) = member;
    form.0.only(&FIELDS, &["permissions"])?;
    let scope = scope(&form.0, &member.staff.permissions);
    let parsed = NewToken::parse(form.0.text("token_name"), form.0.text("days"), scope);
    let refused = match parsed {
        Err(problems) => problems
            .into_iter()
            .map(|(field, problem)| (field, shell.problem(field, &problem)))
            .collect(),
        Ok(new) => match token::create(&app.db, &member.actor, member.staff.id, &new).await {
            Ok(made) => {
                return html(&MadePage {
                    shell,
                    name: made.row.name,
                    secret: made.secret.expose_secret().to_owned(),
                });
            }
            Err(CreateError::TooMany) => {
                let words = shell.t1("token-too-many", "max", MOST.to_string());
                vec![("token_name", words)]
            }
            Err(CreateError::SameName) => vec![("token_name", shell.t("token-same-name"))],
            Err(CreateError::NoSuchMember) => return Err(Failure::SignInFirst),
            Err(CreateError::Db(error)) => return Err(error.into()),
        },
    };
    let mut typed = Typed::kept(&form.0, FIELDS);
    for (field, words) in refused {
        typed.refuse(field, words);
    }
    let chosen: Vec<&str> = form.0.all("permissions").collect();
    let page = form_page(shell, &member.staff, typed, &chosen);
    html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What was chosen, of what the member may.
fn scope(fields: &Fields, own: &Permissions) -> Result<TokenScope, Problem> {
    let chosen = || {
        let codes = fields.all("permissions").map(Permission::from_code);
        let chosen: Option<Permissions> = codes.collect();
        let chosen = chosen.filter(|chosen| chosen.is_subset(own));
        let chosen = chosen.ok_or(Problem::UnknownChoice)?;
        match chosen.is_empty() {
            true => Err(Problem::NotChosen),
            false => Ok(TokenScope::Chosen(chosen)),
        }
    };
    match fields.text("scope") {
        "read" => Ok(TokenScope::OnlyReads),
        "everything" => Ok(TokenScope::Everything),
        "chosen" => chosen(),
        "" => Err(Problem::NotChosen),
        _ => Err(Problem::UnknownChoice),
    }
}

/// `POST /account/tokens/{id}/revoke`
pub async fn revoke(
    member: Member,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ApiTokenId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    if !token::revoke(&app.db, &member.actor, Some(member.staff.id), *id).await? {
        return Err(Failure::NotFound);
    }
    shell.flash("token-revoked");
    see_other(paths::own_tokens())
}
