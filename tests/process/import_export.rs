//! Customers into files and out of files, with the real executable.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use crate::support::database::Database;
use crate::support::installation::Ran;
use crate::support::{Installation, until};

const HEAD: &str = "first_name,last_name,email,gender,country,affiliate_profit_share,tags";

fn import(home: &Installation, arguments: &[&str]) -> Ran {
    home.run(&[&["import", "customers"], arguments].concat())
}

/// Puts a file beside the installation.
fn put(home: &Installation, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = home.path(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn read(home: &Installation, name: &str) -> String {
    std::fs::read_to_string(home.path(name)).unwrap()
}

fn customers(home: &Installation) -> i64 {
    Database::of(home).number("SELECT COUNT(*) FROM customers")
}

/// A file without what an import gives anew: numbers and moments, and the words about flags.
fn comparable(file: &str) -> BTreeSet<Vec<String>> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let anew = [
        "id",
        "created_at",
        "updated_at",
        "last_activity_at",
        "blocked",
    ];
    let kept = |row: csv::StringRecord| {
        let fields = heads.iter().zip(row.iter());
        let fields = fields.filter(|(name, _)| !anew.contains(name));
        fields
            .map(|(name, value)| format!("{name}={value}"))
            .collect()
    };
    reader.records().map(|row| kept(row.unwrap())).collect()
}

#[test]
fn what_an_export_wrote_can_be_imported_into_an_empty_database() {
    let (from, to) = (Installation::new(), Installation::new());
    let rows = [
        "Zoë,\"O'Neil, \"\"Z\"\"\",zoe@example.com,female,DE,12.34,\"vip, new\"",
        "'=1+1,'@x,formula@example.com,other,AT,0,",
        "''=1,-5,quote@example.com,male,FR,100,+tag x",
    ];
    let file = put(&from, "in.csv", format!("{HEAD}\n{}\n", rows.join("\n")));
    import(&from, &[file.to_str().unwrap()]).fine();
    let names = Database::of(&from).texts("SELECT first_name FROM customers ORDER BY id");
    assert_eq!(names, ["Zoë", "=1+1", "'=1"], "the guard is taken off");
    for format in ["csv", "jsonl"] {
        let name = format!("out.{format}");
        let out = from.path(&name);
        let out = out.to_str().unwrap();
        let said = from.run(&["export", "customers", "--format", format, "--out", out]);
        assert!(said.fine().contains("Exported 3 customers"));
        let to = Installation::new();
        import(&to, &[out]).fine();
        let back = to.run(&["export", "customers", "--format", "csv"]).fine();
        let sent = from.run(&["export", "customers", "--format", "csv"]).fine();
        assert_eq!(comparable(&back), comparable(&sent), "{format}");
    }
    from.run(&["demo", "--customers", "12"]).fine();
    let demo = from.run(&["export", "customers", "--format", "csv"]).fine();
    let file = put(&to, "demo.csv", &demo);
    let said = import(&to, &[file.to_str().unwrap()]).fine();
    assert!(
        said.contains("Imported 12 customers, refused 0 rows."),
        "{said}"
    );
    assert!(said.contains("New exchange monitors: "), "{said}");
    let back = to.run(&["export", "customers", "--format", "csv"]).fine();
    assert_eq!(comparable(&back), comparable(&demo));
    let told = "SELECT changes FROM journal WHERE action = 'customer.imported'";
    let told = Database::of(&to).texts(told).concat();
    assert!(
        told.contains("demo.csv") && told.contains("\"12\""),
        "{told}"
    );
}

#[test]
fn filters_narrow_an_export_and_unknown_ones_are_wrong_usage() {
    let home = Installation::new();
    let rows = "A,,a@example.com,male,DE,0,\nB,,b@example.com,male,AT,0,\n";
    let file = put(&home, "in.csv", format!("{HEAD}\n{rows}"));
    import(&home, &[file.to_str().unwrap()]).fine();
    let export = ["export", "customers", "--format", "csv", "--filter"];
    let some = home.run(&[&export[..], &["country=AT"]].concat()).fine();
    assert!(
        some.contains("b@example.com") && !some.contains("a@example.com"),
        "{some}"
    );
    for wrong in [
        "country=XX",
        "colour=red",
        "country",
        "country=",
        "per_page=25",
    ] {
        home.run(&[&export[..], &[wrong]].concat()).refused(2);
    }
    home.run(&["export", "customers", "--format", "pdf"])
        .refused(2);
    let nowhere = [
        "export",
        "customers",
        "--format",
        "csv",
        "--out",
        "no/such/folder.csv",
    ];
    assert!(home.run(&nowhere).refused(1).contains("no/such/folder.csv"));
}

#[test]
fn refused_rows_are_told_and_can_be_corrected_and_imported_again() {
    correct_and_import_again(&Installation::new());
    // There, an address that is taken would give up the whole transaction.
    if let Some(home) = Installation::on_postgres() {
        correct_and_import_again(&home);
    }
}

fn correct_and_import_again(home: &Installation) {
    let rows = [
        "Ann,,ann@example.com,female,DE,0,",
        "Bob,,not an address,male,XX,0,",
        "Cy,,ANN@example.com,male,DE,0,",
        "Di,,di@example.com,female,DE",
        "Ed,,ed@example.com,male,DE,0,\u{7}",
        "'=x,,,male,DE,0,",
        "Flo,,flo@example.com,female,DE,0,x",
    ];
    let file = put(
        home,
        "in.csv",
        format!("{HEAD}\r\n{}\r\n", rows.join("\r\n")),
    );
    let name = file.to_str().unwrap();
    let ran = import(home, &[name]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.out.contains("Imported 2 customers, refused 5 rows."),
        "{ran:?}"
    );
    for line in [
        "line 3: email: ",
        "line 3: country: ",
        "line 4: email: ",
        "line 5: has 5 fields instead of 7",
        "line 6: tags: contains control",
        "line 7: email: ",
    ] {
        assert!(ran.err.contains(line), "{line} in {ran:?}");
    }
    assert_eq!(customers(home), 2);
    let failed = read(home, "in.csv.failed.csv");
    let lines: Vec<&str> = failed.lines().collect();
    assert_eq!(lines[0], format!("{HEAD},error"));
    assert_eq!(lines.len(), 6, "{failed}");
    assert!(lines[5].starts_with("'=x,,,male,DE,0,,"), "{failed}");
    let corrected = failed
        .replace("not an address", "bob@example.com")
        .replace("XX", "AT")
        .replace("ANN@", "cy@")
        .replace('\u{7}', "")
        .replace("'=x,,,", "'=x,,x@example.com,")
        .replace(
            "Di,,di@example.com,female,DE,,",
            "Di,,di@example.com,female,DE,0,",
        );
    put(home, "again.csv", corrected);
    let other = home.path("other.csv");
    let again = home.path("again.csv");
    let said = import(
        home,
        &[again.to_str().unwrap(), "--failed", other.to_str().unwrap()],
    );
    assert!(
        said.fine()
            .contains("Imported 5 customers, refused 0 rows.")
    );
    assert!(!other.exists() && customers(home) == 7);
    let ran = import(home, &[name]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(
        customers(home),
        7,
        "what is there already is not there twice"
    );
}

#[test]
fn a_dry_run_says_the_same_and_keeps_nothing() {
    let home = Installation::new();
    let rows =
        "A,,a@example.com,male,DE,0,\nB,,a@example.com,male,DE,0,\nC,,c@example.com,,DE,0,\n";
    let file = put(&home, "in.csv", format!("{HEAD}\n{rows}"));
    let ran = import(&home, &[file.to_str().unwrap(), "--dry-run"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.out
            .contains("Would import 1 customers, refused 2 rows."),
        "{ran:?}"
    );
    let database = Database::of(&home);
    assert_eq!(database.number("SELECT COUNT(*) FROM customers"), 0);
    let told = "SELECT COUNT(*) FROM journal WHERE action LIKE 'customer.%'";
    assert_eq!(database.number(told), 0);
    let kept = import(&home, &[file.to_str().unwrap()]);
    assert!(
        kept.out.contains("Imported 1 customers, refused 2 rows."),
        "{kept:?}"
    );
}

#[test]
fn semicolons_tabs_and_a_byte_order_mark_are_understood() {
    let home = Installation::new();
    let row = "A;Müller;a@example.com;male;DE;0;\"x; y\"";
    let text = format!("\u{feff}{}\r\n{row}\r\n", HEAD.replace(',', ";"));
    let file = put(&home, "semicolons.csv", text);
    import(&home, &[file.to_str().unwrap()]).fine();
    let text = format!(
        "{}\nB\tX\tb@example.com\tmale\tDE\t0\t\n",
        HEAD.replace(',', "\t")
    );
    let file = put(&home, "tabs.csv", text);
    import(&home, &[file.to_str().unwrap()]).fine();
    let json = "\u{feff}{\"first_name\":\"C\",\"email\":\"c@example.com\",\"gender\":\"male\",\
        \"country\":\"DE\",\"affiliate_profit_share\":12.5,\"newsletter\":true,\"tags\":[\"x\"]}\n\n";
    let file = put(&home, "lines.jsonl", json);
    import(&home, &[file.to_str().unwrap()]).fine();
    let database = Database::of(&home);
    let said = database.texts("SELECT last_name FROM customers WHERE id = 1");
    assert_eq!(said, ["Müller"]);
    assert_eq!(database.number("SELECT COUNT(*) FROM customer_tags"), 3);
    let how = database.texts("SELECT how FROM consents");
    assert_eq!(how, ["import"]);
}

#[test]
fn a_file_that_cannot_be_read_is_refused_as_a_whole_with_the_line() {
    let home = Installation::new();
    let good = "A,,a@example.com,male,DE,0,\n";
    let mut latin = format!("{HEAD}\n{good}").into_bytes();
    latin.extend(b"M\xfcller,,m@example.com,male,DE,0,\n");
    for (bytes, words) in [
        (latin, "line 3 is not UTF-8"),
        (Vec::new(), "the file is empty"),
        (
            format!("{HEAD},shoe_size\n{good}").into_bytes(),
            "\"shoe_size\"",
        ),
        (
            format!("{HEAD},email\n{good}").into_bytes(),
            "\"email\" twice",
        ),
        (
            b"first_name,country\nA,DE\n".to_vec(),
            "no column \"email\"",
        ),
        (
            format!("{HEAD}\n\"{}", "A,\n".repeat(500_000)).into_bytes(),
            "longer than 1 MB",
        ),
    ] {
        let file = put(&home, "in.csv", bytes);
        let said = import(&home, &[file.to_str().unwrap()]).refused(1);
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(
        import(&home, &["nothing.csv"])
            .refused(1)
            .contains("nothing.csv")
    );
    assert_eq!(
        customers(&home),
        0,
        "nothing of a file that is refused is kept"
    );
}

#[test]
fn an_import_that_is_killed_keeps_whole_batches_and_goes_on_when_run_again() {
    let home = Installation::new();
    home.run(&["migrate"]).fine();
    let all = 4_000;
    let rows = (0..all).map(|n| format!("P{n},,p{n}@example.com,male,DE,0,a\n"));
    let file = put(
        &home,
        "in.csv",
        format!("{HEAD}\n{}", rows.collect::<String>()),
    );
    let mut child = home
        .command(&["import", "customers", file.to_str().unwrap()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let database = Database::of(&home);
    let count = || database.number("SELECT COUNT(*) FROM customers");
    until("the first batches", Duration::from_secs(60), || {
        (count() >= 400).then_some(())
    });
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = count();
    assert!(kept < all && kept % 200 == 0, "{kept}");
    let told = "SELECT COUNT(*) FROM journal WHERE action = 'customer.created'";
    assert_eq!(database.number(told), kept);
    let ran = import(&home, &[file.to_str().unwrap()]);
    let said = format!("Imported {} customers, refused {kept} rows.", all - kept);
    assert!(
        ran.code == Some(1) && ran.out.contains(&said),
        "{} {}",
        ran.out,
        ran.err
    );
    assert_eq!(count(), all);
}
