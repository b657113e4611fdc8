//! Settings that make no sense: the start stops with exit code 2 and one line that helps.

use crate::support::Installation;
use crate::support::installation::Ran;

/// One line that names all of this.
fn stopped(ran: Ran, words: &[&str]) {
    let line = ran.refused(2);
    for word in words {
        assert!(line.contains(word), "{word} in {line}");
    }
}

#[test]
fn a_bad_value_in_the_environment_stops_every_command() {
    for (name, value, example) in [
        (
            "COUNTERSIGN_PUBLIC_URL",
            "ftp://x",
            "https://office.example.com",
        ),
        ("COUNTERSIGN_UPLOAD_LIMIT_MB", "many", "10"),
        ("COUNTERSIGN_UPLOAD_LIMIT_MB", "0", "10"),
        ("COUNTERSIGN_TRUSTED_PROXIES", "10.0.0.0/99", "10.0.0.0/8"),
        ("COUNTERSIGN_DATABASE_URL", "mysql://db", "postgres://"),
        (
            "COUNTERSIGN_DOCUMENT_STORE",
            "s3://bucket",
            "/var/lib/countersign",
        ),
        ("COUNTERSIGN_LOG", "=,=", "info"),
        ("COUNTERSIGN_LOG_FORMAT", "xml", "json"),
        ("COUNTERSIGN_REQUIRE_2FA", "perhaps", "false"),
        ("COUNTERSIGN_MINIMUM_AGE", "-1", "18"),
        ("COUNTERSIGN_MAIL_URL", "pigeon:", "smtp://"),
        ("COUNTERSIGN_SESSION_IDLE_MINUTES", "soon", "15"),
        ("COUNTERSIGN_SESSION_HOURS", "25", "12"),
        ("COUNTERSIGN_LISTEN", "nowhere", "127.0.0.1:8080"),
    ] {
        let home = Installation::new().with(name, value);
        for arguments in [&["serve"][..], &["staff", "list"]] {
            stopped(home.run(arguments), &[name, "for example", example]);
        }
        assert!(!home.data_dir().exists(), "{name}: nothing is begun");
    }
}

#[test]
fn a_bad_value_on_the_command_line_stops_the_command() {
    let home = Installation::new();
    let ran = home.run(&["--upload-limit-mb", "many", "serve"]);
    stopped(ran, &["upload_limit_mb", "many", "for example 10"]);
    let ran = home.run(&["serve", "--listen=8080"]);
    stopped(ran, &["listen", "8080", "for example 127.0.0.1:8080"]);
}

#[test]
fn a_wrong_use_of_the_command_line_is_named_and_ends_with_two() {
    let home = Installation::new();
    for (arguments, word) in [
        (&["--no-such-option"][..], "--no-such-option"),
        (&["sell"], "sell"),
        (&["migrate", "down"], "COUNT"),
        (&["migrate", "down", "0"], "0"),
        (&["demo", "--customers", "-1"], "-1"),
        (&["demo", "--customers", "some"], "some"),
        (
            &["staff", "create", "--email", "nobody", "--name", "N"],
            "nobody",
        ),
        (&["staff", "create"], "--email"),
        (
            &[
                "staff",
                "create",
                "--email",
                "a@example.com",
                "--name",
                "A",
                "--group",
                "gods",
            ],
            "gods",
        ),
    ] {
        let ran = home.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
        assert!(ran.err.contains(word), "{arguments:?}: {ran:?}");
        assert!(
            !ran.err.contains("panicked") && ran.out.is_empty(),
            "{ran:?}"
        );
    }
    assert!(!home.data_dir().exists());
}

#[test]
fn an_unknown_name_in_the_environment_is_not_overlooked() {
    let home = Installation::new().with("COUNTERSIGN_LISTENN", "127.0.0.1:1");
    stopped(
        home.run(&["serve"]),
        &["COUNTERSIGN_LISTENN", "unknown", "listen"],
    );
}

#[test]
fn an_unknown_key_in_the_file_is_not_overlooked() {
    let home = Installation::new();
    std::fs::write(home.path("countersign.toml"), "colour = \"red\"\n").unwrap();
    stopped(
        home.run(&["serve"]),
        &["countersign.toml", "colour", "unknown", "log_format"],
    );
    std::fs::write(home.path("countersign.toml"), "upload_limit_mb = [1, 2]\n").unwrap();
    stopped(
        home.run(&["serve"]),
        &["countersign.toml", "upload_limit_mb", "for example 10"],
    );
    std::fs::write(home.path("countersign.toml"), "listen = \n").unwrap();
    stopped(home.run(&["serve"]), &["countersign.toml"]);
}

#[test]
fn a_file_that_is_named_must_be_there() {
    let home = Installation::new();
    stopped(
        home.run(&["--config", "missing.toml", "doctor"]),
        &["missing.toml"],
    );
    let home = home.with("COUNTERSIGN_LISTEN_FILE", "missing.txt");
    stopped(
        home.run(&["doctor"]),
        &["COUNTERSIGN_LISTEN_FILE", "missing.txt"],
    );
}

#[test]
fn the_command_line_wins_over_the_environment_and_the_environment_over_the_file() {
    let home = Installation::new().with("COUNTERSIGN_LOG_FORMAT", "json");
    std::fs::write(home.path("countersign.toml"), "log_format = \"xml\"\n").unwrap();
    home.run(&["staff", "list"]).fine();
    home.run(&["--log-format", "pretty", "staff", "list"])
        .fine();
    stopped(
        home.run(&["--log-format", "odd", "staff", "list"]),
        &["log_format", "odd"],
    );
    std::fs::write(home.path("level.txt"), "warn\n").unwrap();
    let home = home.with("COUNTERSIGN_LOG_FILE", "level.txt");
    home.run(&["staff", "list"]).fine();
}
