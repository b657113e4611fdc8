//! `countersign address-rules`: a way in for the machine's owner when nobody else has one.

use std::io::Write;

use clap::Subcommand;

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::settings::address_rules;
use crate::domain::values::ids::AddressRuleId;

/// What can be done with address rules.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// List all rules
    List,
    /// End a rule; a running server follows within seconds
    End {
        /// Its number in the list
        #[arg(value_name = "ID", value_parser = id)]
        id: AddressRuleId,
    },
}

fn id(typed: &str) -> Result<AddressRuleId, &'static str> {
    typed.parse().map_err(|()| "enter the number of a rule")
}

/// Runs a command. What it has to say goes to `out`; a failure is one line.
pub async fn address_rules(app: &App, action: Action, out: &mut impl Write) -> anyhow::Result<()> {
    match action {
        Action::List => list(app, out).await,
        Action::End { id } => {
            let actor = Actor::command("address-rules end", app.clock.now());
            address_rules::end(&app.db, &app.gate, &actor, id).await?;
            writeln!(out, "Ended rule {id}.")?;
            Ok(())
        }
    }
}

async fn list(app: &App, out: &mut impl Write) -> anyhow::Result<()> {
    let now = app.clock.now();
    let rules = address_rules::all(app.db.read()).await?;
    if rules.is_empty() {
        writeln!(out, "There is no rule: everybody may come from anywhere.")?;
    }
    for rule in rules {
        let live = if rule.is_live(now) { "" } else { "\texpired" };
        let (id, kind) = (rule.id, rule.kind.code());
        let (network, reason) = (rule.network, rule.reason);
        writeln!(out, "{id}\t{kind}\t{network}\t{reason}{live}")?;
    }
    Ok(())
}
