//! The command line: one file per command. Exit codes: 0 done, 1 failed, 2 wrong usage or settings.

pub mod address_rules;
pub mod demo;
pub mod doctor;
pub mod export;
pub mod import;
pub mod journal;
pub mod migrate;
pub mod serve;
pub mod staff;
pub mod token;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::app::App;
use crate::config::{Config, ConfigError, Sources};
use crate::telemetry;

/// An open back office: customers, identity checks and requests, decided with a record of
/// everything.
///
/// Without a command it serves. A fresh database is brought up to date first; every command works
/// beside a running server.
#[derive(Debug, Parser)]
#[command(name = "countersign", version, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str = "\
Every option has an environment name: COUNTERSIGN_ and its name in capitals, for example
COUNTERSIGN_UPLOAD_LIMIT_MB=20; with _FILE behind it, the value is read from that file. The same
names in small letters stand in countersign.toml (or the file given with --config). The command line
wins over the environment, the environment over the file.

Examples:
  countersign serve --demo                 try it: demo data, and a sign-in for each group
  countersign serve                        start for real; the first start prints a setup link
  countersign staff create --email ada@example.com --name Ada --group administrators
  countersign export customers --format csv --out customers.csv --filter country=DE
  countersign import customers customers.csv --dry-run
  countersign journal verify               whether the record is what it was
  countersign doctor                       what is wrong, and what to do about it";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages; without staff, print a one-time link that creates the first administrator
    Serve {
        /// On an empty database: fill it with demo data and print how to sign in
        #[arg(long)]
        demo: bool,
    },
    /// Change the schema, or show where it stands
    Migrate {
        #[command(subcommand)]
        direction: Option<migrate::Direction>,
    },
    /// Staff: the people who sign in
    Staff {
        #[command(subcommand)]
        action: staff::Action,
    },
    /// Rules about where people may come from: the way in for the machine's owner
    AddressRules {
        #[command(subcommand)]
        action: address_rules::Action,
    },
    /// API tokens: what programs sign in with
    Token {
        #[command(subcommand)]
        action: token::Action,
    },
    /// Fill the database with customers who do not exist, and with what they ask for; the same seed
    /// makes the same ones
    Demo {
        /// How many customers
        #[arg(
            long,
            default_value_t = 0,
            value_parser = clap::value_parser!(u64).range(0..=10_000_000)
        )]
        customers: u64,
        /// How many requests, with accounts and transactions
        #[arg(
            long,
            default_value_t = 0,
            value_parser = clap::value_parser!(u64).range(0..=10_000_000)
        )]
        requests: u64,
        /// What they are made from
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write what is in the database into files
    Export {
        #[command(subcommand)]
        what: export::What,
    },
    /// Register what is in a file
    Import {
        #[command(subcommand)]
        what: import::What,
    },
    /// The record of who did what
    Journal {
        #[command(subcommand)]
        action: journal::Action,
    },
    /// Check settings, database, schema, storage, mail and key; say what to do about each finding
    Doctor,
}

/// Every setting as an option of the command line.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
struct Settings {
    /// Read settings from this file instead of countersign.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address and port to serve on [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDRESS")]
    listen: Option<String>,
    /// What people type to get here; base of links and of the origin check [default:
    /// http://ADDRESS]
    #[arg(long, global = true, value_name = "URL")]
    public_url: Option<String>,
    /// Database file, documents and key [default: ./data]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// sqlite://FILE or postgres://… [default: a file in the data directory]
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Directory of the stored documents [default: the data directory]
    #[arg(long, global = true, value_name = "DIR")]
    document_store: Option<String>,
    /// Largest uploaded file in MB [default: 10]
    #[arg(long, global = true, value_name = "MB")]
    upload_limit_mb: Option<String>,
    /// Networks of proxies whose forwarding headers are believed [default: none]
    #[arg(long, global = true, value_name = "NETWORKS")]
    trusted_proxies: Option<String>,
    /// What is logged [default: info]
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
    /// pretty or json [default: pretty]
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<String>,
    /// Youngest customer in years [default: 18]
    #[arg(long, global = true, value_name = "YEARS")]
    minimum_age: Option<String>,
}

impl Settings {
    fn sources(self, command: Option<&Command>) -> Sources {
        let said = [
            ("listen", self.listen),
            ("public_url", self.public_url),
            ("data_dir", self.data_dir),
            ("database_url", self.database_url),
            ("document_store", self.document_store),
            ("upload_limit_mb", self.upload_limit_mb),
            ("trusted_proxies", self.trusted_proxies),
            ("log", self.log),
            ("log_format", self.log_format),
            ("minimum_age", self.minimum_age),
        ];
        let arguments: BTreeMap<_, _> = said
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect();
        // Who tries the product out shall not need a telephone for it.
        let tried_out = matches!(command, Some(Command::Serve { demo: true }));
        let default = tried_out.then(|| ("require_2fa", "false".to_owned()));
        Sources {
            defaults: default.into_iter().collect(),
            arguments,
            environment: crate::config::environment(),
            file: self.config,
        }
    }
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misused(&error),
    };
    let config = match Config::load(&cli.settings.sources(cli.command.as_ref())) {
        Ok(config) => config,
        Err(error) => return refused(&error),
    };
    telemetry::start(&config);
    let runtime = actix_web::rt::System::with_tokio_rt(runtime);
    match runtime.block_on(call(
        cli.command.unwrap_or(Command::Serve { demo: false }),
        config,
    )) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line: the chain of causes, outermost first.
            let _ = writeln!(std::io::stderr(), "countersign: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Help and version are answers; a mistake is one line.
fn misused(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let mistake: Vec<&str> = text
        .lines()
        .take_while(|line| !line.is_empty())
        .map(str::trim)
        .collect();
    let mistake = mistake.join(" ");
    let mistake = mistake.trim_start_matches("error: ");
    let _ = writeln!(
        std::io::stderr(),
        "countersign: {mistake}; see countersign --help"
    );
    ExitCode::from(2)
}

fn refused(error: &ConfigError) -> ExitCode {
    for line in &error.0 {
        let _ = writeln!(std::io::stderr(), "countersign: {line}");
    }
    ExitCode::from(2)
}

#[expect(
    clippy::expect_used,
    reason = "without a runtime the process can do nothing, not even say so nicely"
)]
fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("the runtime starts")
}

async fn call(command: Command, config: Config) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    match command {
        Command::Serve { demo } => serve::serve(config, demo, &mut out).await,
        Command::Migrate { direction } => migrate::migrate(config, direction, &mut out).await,
        Command::Staff { action } => {
            staff::staff(&App::open(config).await?, action, &mut out).await
        }
        Command::AddressRules { action } => {
            let app = App::open(config).await?;
            address_rules::address_rules(&app, action, &mut out).await
        }
        Command::Token { action } => {
            token::token(&App::open(config).await?, action, &mut out).await
        }
        Command::Demo {
            customers,
            requests,
            seed,
        } => {
            let wanted = demo::Wanted {
                customers,
                requests,
                seed,
            };
            demo::fill(&App::open(config).await?, wanted, &mut out).await
        }
        Command::Export { what } => export::export(&App::open(config).await?, what).await,
        Command::Import { what } => import::import(&App::open(config).await?, what, &mut out).await,
        Command::Journal { action } => {
            journal::journal(&App::open(config).await?, action, &mut out).await
        }
        Command::Doctor => doctor::doctor(config, &mut out).await,
    }
}
