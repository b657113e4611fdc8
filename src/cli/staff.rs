//! `countersign staff`: create, list and disable staff from the machine itself.

use std::collections::BTreeSet;
use std::io::{Read, Write};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use secrecy::{ExposeSecret, SecretString};

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::staff::disable::{self, Named};
use crate::domain::staff::group::GroupKey;
use crate::domain::staff::member::{self, NewMember};
use crate::domain::staff::name::StaffName;
use crate::domain::staff::new_password::NewPassword;
use crate::domain::staff::password::MAX_BYTES;
use crate::domain::staff::roster::{self, Standing};
use crate::domain::staff::second_factor;
use crate::domain::values::email::Email;
use crate::domain::values::zone::Zone;
use crate::platform::locales::Locale;

/// What can be done with staff.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Create a staff member; asks for the password
    Create(CreateArgs),
    /// List all staff members
    List,
    /// Shut a staff member out; their sessions and API tokens end at once
    Disable {
        /// The member's address
        #[arg(value_name = "EMAIL", value_parser = email)]
        email: Email,
    },
    /// Take away the second factor of a staff member who has lost it, and end their sessions
    #[command(name = "reset-2fa")]
    ResetSecondFactor {
        /// The member's address
        #[arg(value_name = "EMAIL", value_parser = email)]
        email: Email,
    },
}

/// Who is created.
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// The address they sign in with
    #[arg(long, value_name = "EMAIL", value_parser = email)]
    email: Email,
    /// What colleagues and records call them
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: StaffName,
    /// administrators, compliance, support or auditor; may be repeated
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<GroupKey>,
    /// Read the password from standard input instead of asking
    #[arg(long)]
    password_stdin: bool,
}

pub(super) fn email(typed: &str) -> Result<Email, &'static str> {
    typed
        .parse()
        .map_err(|_| "enter an address like name@example.com")
}

fn name(typed: &str) -> Result<StaffName, &'static str> {
    typed.parse().map_err(|_| "enter 1 to 100 characters")
}

/// Runs a command. What it has to say goes to `out`; a failure is one line.
pub async fn staff(app: &App, action: Action, out: &mut impl Write) -> anyhow::Result<()> {
    match action {
        Action::Create(new) => {
            let password = if new.password_stdin {
                from_pipe(std::io::stdin())?
            } else {
                from_terminal()?
            };
            create(app, new, password, out).await
        }
        Action::List => list(app, out).await,
        Action::Disable { email } => shut_out(app, &email, out).await,
        Action::ResetSecondFactor { email } => reset_second_factor(app, &email, out).await,
    }
}

async fn create(
    app: &App,
    new: CreateArgs,
    password: SecretString,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let context = [new.email.as_str(), &new.name.to_string()].map(str::to_owned);
    let password = NewPassword::parse(
        password.expose_secret(),
        &context.each_ref().map(String::as_str),
    )
    .context("the password is not accepted")?;
    let password_hash = app.hasher.hash(password.into_secret()).await?;
    let groups: BTreeSet<GroupKey> = new.groups.into_iter().collect();
    let (email, in_no_group) = (new.email.clone(), groups.is_empty());
    let member = NewMember {
        email: new.email,
        name: new.name,
        password_hash,
        groups,
        locale: Locale::En,
        zone: Zone::UTC,
    };
    let actor = Actor::command("staff create", app.clock.now());
    let id = member::create(&app.db, &actor, member).await?;
    writeln!(out, "Created staff member {id}: {email}")?;
    if in_no_group {
        writeln!(out, "They are in no group and may do nothing yet.")?;
    }
    Ok(())
}

async fn list(app: &App, out: &mut impl Write) -> anyhow::Result<()> {
    let members = roster::everyone(app.db.read()).await?;
    let known = roster::group_names(app.db.read()).await?;
    if members.is_empty() {
        writeln!(out, "There is no staff yet.")?;
    }
    for member in members {
        let groups = roster::named(&member, &known);
        let groups = if groups.is_empty() {
            "no group".to_owned()
        } else {
            groups.join(", ")
        };
        let tags = match member.tags().as_slice() {
            [] => String::new(),
            tags => format!("\tonly customers tagged {}", tags.join(", ")),
        };
        let factor = if member.has_second_factor {
            "\tsecond factor"
        } else {
            ""
        };
        let standing = match member.standing() {
            Standing::Active => "",
            Standing::Invited => "\tinvited",
            Standing::Disabled => "\tdisabled",
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{groups}{tags}{factor}{standing}",
            member.id, member.email, member.name
        )?;
    }
    Ok(())
}

async fn shut_out(app: &App, email: &Email, out: &mut impl Write) -> anyhow::Result<()> {
    let actor = Actor::command("staff disable", app.clock.now());
    disable::disable(&app.db, &actor, Named::Address(email)).await?;
    writeln!(
        out,
        "Disabled {email}; their sessions and API tokens have ended."
    )?;
    Ok(())
}

async fn reset_second_factor(app: &App, email: &Email, out: &mut impl Write) -> anyhow::Result<()> {
    let actor = Actor::command("staff reset-2fa", app.clock.now());
    second_factor::reset(&app.db, &actor, Named::Address(email)).await?;
    writeln!(
        out,
        "Reset the second factor of {email}; their sessions have ended."
    )?;
    Ok(())
}

/// The first line of standard input, without its line break and nothing else cut off.
fn from_pipe(mut input: impl Read) -> anyhow::Result<SecretString> {
    let mut bytes = Vec::with_capacity(MAX_BYTES * 2);
    input
        .by_ref()
        .take(MAX_BYTES as u64 * 2)
        .read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes).context("the password is not valid UTF-8")?;
    let line = text.split('\n').next().unwrap_or_default();
    Ok(SecretString::from(
        line.strip_suffix('\r').unwrap_or(line).to_owned(),
    ))
}

/// Asks twice.
fn from_terminal() -> anyhow::Result<SecretString> {
    let ask = |prompt: &str| {
        let hint = "cannot ask for a password here; use --password-stdin";
        rpassword::prompt_password(prompt)
            .map(SecretString::from)
            .context(hint)
    };
    let (first, again) = (ask("Password: ")?, ask("Password again: ")?);
    if first.expose_secret() != again.expose_secret() {
        bail!("the two passwords are not the same");
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piped_password_loses_its_line_break_and_nothing_else() {
        for (piped, password) in [
            ("correct horse\n", "correct horse"),
            ("correct horse", "correct horse"),
            (" spaces stay \r\n", " spaces stay "),
            ("first\nsecond\n", "first"),
            ("", ""),
        ] {
            let read = from_pipe(piped.as_bytes()).map(|secret| secret.expose_secret().to_owned());
            assert_eq!(read.ok().as_deref(), Some(password), "{piped:?}");
        }
        assert!(from_pipe(&b"\xff\xfe"[..]).is_err());
    }
}
