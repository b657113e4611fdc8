//! The file of the rows that an import could not use: each with its words, and fit to be read again.

use std::path::Path;

use countersign::domain::customers::import::reading::Reader;
use countersign::domain::customers::import::refused::RefusedRows;
use countersign::domain::customers::import::row::Row;

fn rows(path: &Path) -> (Vec<String>, Vec<Row>) {
    let mut reader = Reader::open(path).unwrap_or_else(|_| panic!("a file"));
    let rows = reader.batch(10).unwrap_or_else(|_| panic!("rows"));
    (reader.names, rows)
}

/// What becomes of a file all of whose rows are refused.
fn refused(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("customers.csv");
    std::fs::write(&file, text).expect("a file");
    let (names, rows) = rows(&file);
    let mut refused = RefusedRows::new(folder.path().join("refused.csv"), &names);
    for row in &rows {
        refused.add(row, "wrong").expect("a row more");
    }
    let written = refused.finish().expect("a file").expect("refused rows");
    std::fs::read_to_string(written).expect("a text")
}

#[test]
fn a_row_with_too_many_columns_keeps_what_it_says_and_its_words_stand_in_their_column() {
    let text = "first_name,email,address\n\
                Ann,ann@example.com,Main Street 1,Berlin,Germany\n\
                Ben,ben@example.com\n\
                Cem,cem@example.com,Here\n";
    let written = refused(text);
    let lines: Vec<&str> = written.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "first_name,email,address,error",
            "Ann,ann@example.com,\"Main Street 1, Berlin, Germany\",wrong",
            "Ben,ben@example.com,,wrong",
            "Cem,cem@example.com,Here,wrong",
        ]
    );
}

#[test]
fn refused_rows_that_were_refused_before_have_one_column_of_words() {
    let text = "error,first_name,email\nold,Ann,ann@example.com,more,still more\nold,Ben\n";
    let written = refused(text);
    let lines: Vec<&str> = written.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "first_name,email,error",
            "Ann,\"ann@example.com, more, still more\",wrong",
            "Ben,,wrong",
        ]
    );
}
