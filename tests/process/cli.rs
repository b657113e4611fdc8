//! The commands, run as on a machine's terminal.

use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use crate::support::database::Database;
use crate::support::installation::PASSWORD;
use crate::support::{Installation, tell};

#[test]
fn help_names_every_command_and_the_way_settings_are_said() {
    let home = Installation::new();
    for arguments in [&["--help"][..], &["help"], &["-h"]] {
        let help = home.run(arguments).fine();
        for word in ["serve", "migrate", "staff", "demo", "doctor"] {
            let begins = |line: &str| line.trim_start().starts_with(&format!("{word} "));
            assert!(help.lines().any(begins), "{word} in {help}");
        }
        assert!(
            help.contains("--data-dir") && help.contains("--config"),
            "{help}"
        );
    }
    let help = home.run(&["staff", "--help"]).fine();
    assert!(
        ["create", "list", "disable"]
            .iter()
            .all(|word| help.contains(word))
    );
    let help = home.run(&["migrate", "--help"]).fine();
    assert!(
        ["up", "down", "status"]
            .iter()
            .all(|word| help.contains(word))
    );
    assert!(home.run(&["--version"]).fine().starts_with("countersign "));
    assert!(!home.data_dir().exists(), "asking for help changes nothing");
}

#[test]
fn migrations_are_listed_run_taken_back_and_run_again() {
    let home = Installation::new();
    let states =
        |out: &str, state: &str| out.lines().filter(|line| line.starts_with(state)).count();
    let fresh = home.run(&["migrate", "status"]).fine();
    assert_eq!(states(&fresh, "applied"), 0, "{fresh}");
    let all = states(&fresh, "missing");
    assert!(all >= 4, "{fresh}");
    home.run(&["migrate", "up"]).fine();
    let done = home.run(&["migrate", "status"]).fine();
    assert_eq!(states(&done, "applied"), all, "{done}");
    home.run(&["migrate", "down", "2"]).fine();
    let fewer = home.run(&["migrate", "status"]).fine();
    assert_eq!(states(&fewer, "applied"), all - 2, "{fewer}");
    assert_eq!(states(&fewer, "missing"), 2, "{fewer}");
    home.run(&["migrate"]).fine();
    home.hire();
    home.run(&["migrate", "down", &all.to_string()]).fine();
    let gone = home.run(&["migrate", "status"]).fine();
    assert_eq!(states(&gone, "missing"), all, "{gone}");
    home.run(&["migrate", "up"]).fine();
    home.hire();
}

#[test]
fn staff_are_created_listed_and_disabled() {
    let home = Installation::new();
    assert!(home.run(&["staff", "list"]).fine().contains("no staff"));
    home.hire();
    let create = [
        "staff",
        "create",
        "--name",
        "Sam",
        "--password-stdin",
        "--email",
    ];
    let sam = [&create[..], &["sam@example.com"]].concat();
    let made = home.run_with_input(&sam, PASSWORD).fine();
    assert!(
        made.contains("sam@example.com") && made.contains("no group"),
        "{made}"
    );
    let twice = home.run_with_input(&sam, PASSWORD).refused(1);
    assert!(
        twice.contains("sam@example.com") || twice.contains("address"),
        "{twice}"
    );
    let weak = [&create[..], &["kim@example.com"]].concat();
    home.run_with_input(&weak, "short").refused(1);
    home.run_with_input(&weak, "").refused(1);
    home.run(&["staff", "disable", "sam@example.com"]).fine();
    home.run(&["staff", "disable", "nobody@example.com"])
        .refused(1);
    let list = home.run(&["staff", "list"]).fine();
    let line = |who: &str| {
        list.lines()
            .find(|line| line.contains(who))
            .unwrap_or_default()
    };
    assert!(line("ada@example.com").contains("dministrators"), "{list}");
    assert!(!line("ada@example.com").contains("disabled"), "{list}");
    assert!(line("sam@example.com").contains("disabled"), "{list}");
    assert!(!list.contains("kim@example.com"), "{list}");
    let secrets = [PASSWORD, "$argon2"];
    assert!(
        !secrets.iter().any(|secret| list.contains(secret)),
        "{list}"
    );
}

#[test]
fn the_same_seed_makes_the_same_demo_customers_with_the_same_papers() {
    let begun = Instant::now();
    let homes = [
        Installation::new(),
        Installation::new(),
        Installation::new(),
    ];
    std::thread::scope(|scope| {
        for (home, (seed, count)) in homes.iter().zip([("7", "40"), ("7", "40"), ("8", "4")]) {
            let arguments = ["demo", "--customers", count, "--seed", seed];
            scope.spawn(move || home.run(&arguments).fine());
        }
    });
    let told: Vec<(Vec<String>, Vec<String>)> = homes.iter().map(everything).collect();
    assert_eq!(told[0].0.len(), 40);
    assert!(told[0].1.len() >= 40, "papers: {}", told[0].1.len());
    assert_eq!(told[0], told[1]);
    assert_ne!(told[0].0[..4], told[2].0, "another seed makes others");
    let again = homes[0]
        .run(&["demo", "--customers", "40", "--seed", "7"])
        .fine();
    assert!(again.contains("Made 0"), "{again}");
    tell("demo --customers 40, two at a time", begun, &again);
}

/// Every column of every customer, and the digest of every paper.
fn everything(home: &Installation) -> (Vec<String>, Vec<String>) {
    let database = Database::of(home);
    let customers = "SELECT json_array(id, first_name, last_name, company, customer_type, email, \
        phone, telegram_chat_id, address, gender, newsletter, country, timezone, language, discount, \
        exchange_monitor_id, profit_share, birth_date, status, verified_email, verified_phone, \
        verified_document, verified_selfie, verified_address, verification_progress, \
        document_number, (SELECT group_concat(name) FROM customer_tags JOIN tags ON tags.id = tag_id \
        WHERE customer_id = customers.id)) FROM customers ORDER BY id";
    let papers = "SELECT customer_id || slot || file_name || sha256 FROM documents ORDER BY id";
    (database.texts(customers), database.texts(papers))
}

#[test]
fn the_doctor_finds_nothing_on_a_healthy_installation() {
    let home = Installation::new();
    home.hire();
    let found = home.run(&["doctor"]).fine();
    assert!(found.lines().all(|line| line.starts_with("ok ")), "{found}");
    for thing in [
        "settings",
        "key",
        "storage",
        "database",
        "migrations",
        "staff",
    ] {
        assert!(found.contains(thing), "{thing} in {found}");
    }
}

#[test]
fn the_doctor_names_what_is_wrong_and_what_to_do() {
    let home = Installation::new();
    let line = |thing: &str| {
        let ran = home.run(&["doctor"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
        let begins = format!("PROBLEM  {thing}: ");
        let found = ran.out.lines().find(|line| line.starts_with(&begins));
        found
            .unwrap_or_else(|| panic!("{thing} in {ran:?}"))
            .to_owned()
    };
    home.run(&["migrate", "up"]).fine();
    assert!(line("staff").contains("staff create"));
    home.hire();
    let key = home.data_dir().join("key");
    let mode = |mode| std::fs::set_permissions(&key, PermissionsExt::from_mode(mode)).unwrap();
    mode(0o644);
    assert!(line("key").contains("chmod 600"));
    mode(0o600);
    home.run(&["doctor"]).fine();
    home.run(&["migrate", "down", "1"]).fine();
    assert!(line("migrations").contains("countersign migrate"));
    home.run(&["migrate", "up"]).fine();
    std::fs::write(home.path("in-the-way"), "").unwrap();
    let blocked = home
        .command(&["doctor", "--document-store", "in-the-way"])
        .output()
        .unwrap();
    assert_eq!(blocked.status.code(), Some(1));
    let said = String::from_utf8(blocked.stdout).unwrap();
    assert!(
        said.contains("PROBLEM  storage: ") && said.contains("in-the-way"),
        "{said}"
    );
}

#[test]
fn the_doctor_reports_a_database_that_does_not_answer() {
    let home = Installation::new();
    let url = "postgres://countersign:geheim@127.0.0.1:1/countersign";
    let home = home.with("COUNTERSIGN_DATABASE_URL", url);
    let begun = Instant::now();
    let ran = home.run(&["doctor"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.contains("PROBLEM  database: "), "{ran:?}");
    assert!(!format!("{ran:?}").contains("geheim"), "{ran:?}");
    assert!(begun.elapsed().as_secs() < 15, "{:?}", begun.elapsed());
}
