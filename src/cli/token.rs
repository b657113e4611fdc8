//! `countersign token`: make, list and revoke API tokens from the machine itself.

use std::io::Write;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use secrecy::ExposeSecret;

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::staff::member;
use crate::domain::staff::token::{self, CreateError, DEFAULT_DAYS, NewToken};
use crate::domain::staff::token_scope::TokenScope;
use crate::domain::values::email::Email;
use crate::domain::values::ids::ApiTokenId;
use crate::platform::clock::Timestamp;

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Make a token for a staff member and print it, this once
    Create(CreateArgs),
    /// List all tokens, never what opens anything
    List,
    /// Revoke a token: it stops working at once
    Revoke {
        /// Its number in the list
        #[arg(value_name = "ID", value_parser = id)]
        id: ApiTokenId,
    },
}

/// What is made.
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// The address of the staff member who it acts for
    #[arg(long, value_name = "EMAIL", value_parser = super::staff::email)]
    staff: Email,
    /// What it is for
    #[arg(long, value_name = "NAME")]
    name: String,
    /// How many days it works
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_DAYS, value_parser = clap::value_parser!(u32).range(1..=365))]
    expires: u32,
    /// Only for what reads; without, for all that the staff member may do
    #[arg(long)]
    read_only: bool,
}

fn id(typed: &str) -> Result<ApiTokenId, &'static str> {
    typed.parse().map_err(|()| "enter the number of a token")
}

/// Runs a command. What it has to say goes to `out`; a failure is one line.
pub async fn token(app: &App, action: Action, out: &mut impl Write) -> anyhow::Result<()> {
    match action {
        Action::Create(wanted) => create(app, wanted, out).await,
        Action::List => list(app, out).await,
        Action::Revoke { id } => {
            let actor = Actor::command("token revoke", app.clock.now());
            if !token::revoke(&app.db, &actor, None, id).await? {
                bail!("there is no token {id}");
            }
            writeln!(out, "Revoked token {id}.")?;
            Ok(())
        }
    }
}

async fn create(app: &App, wanted: CreateArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let scope = match wanted.read_only {
        true => TokenScope::OnlyReads,
        false => TokenScope::Everything,
    };
    let new = NewToken::parse(&wanted.name, &wanted.expires.to_string(), Ok(scope));
    let new = new.ok().context("a name has 1 to 100 characters")?;
    let actor = Actor::command("token create", app.clock.now());
    let owner = member::by_email(app.db.read(), &wanted.staff).await?;
    let owner = owner.ok_or(CreateError::NoSuchMember)?;
    let made = token::create(&app.db, &actor, owner.id, &new).await?;
    writeln!(out, "{}", made.secret.expose_secret())?;
    Ok(())
}

async fn list(app: &App, out: &mut impl Write) -> anyhow::Result<()> {
    let now = app.clock.now();
    let day = |at: Timestamp| at.utc().format("%Y-%m-%d").to_string();
    let tokens = token::all(app.db.read()).await?;
    if tokens.is_empty() {
        writeln!(out, "There is no token.")?;
    }
    for (token, email) in tokens {
        let until = if token.expires_at <= now {
            "expired"
        } else {
            "expires"
        };
        let used = token.last_used_at.map_or_else(
            || "never used".to_owned(),
            |at| format!("last used {}", day(at)),
        );
        let (id, name, prefix, scope) = (token.id, token.name, token.prefix, token.scope);
        let expires = day(token.expires_at);
        writeln!(
            out,
            "{id}\t{email}\t{name}\t{prefix}…\t{scope}\t{until} {expires}\t{used}"
        )?;
    }
    Ok(())
}
