//! The secret of a second factor as a picture that an app reads, and as text for who has no camera.

use qrcode::{Color, QrCode};

use super::error::Failure;
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::staff::totp::Secret;
use crate::platform::crypto::MasterKey;

/// Light modules around a code, on each side: without them nothing reads it.
const MARGIN: usize = 4;

/// A secret on a page.
pub struct Offer {
    /// The dark squares, as the `d` of a path.
    pub squares: String,
    /// The width of the picture in squares.
    pub width: usize,
    /// The secret in groups of four.
    pub text: String,
}

impl Offer {
    /// What a session offers to its member.
    pub fn to(key: &MasterKey, staff: &SignedIn) -> Result<Offer, Failure> {
        let secret = Secret::offered(key, staff.id, &staff.csrf_seed);
        let address = secret.address(staff.email.as_str());
        let code = QrCode::new(address.as_bytes()).map_err(anyhow::Error::from)?;
        let text: Vec<char> = secret.spelled().chars().collect();
        let groups: Vec<String> = text.chunks(4).map(|four| four.iter().collect()).collect();
        Ok(Offer {
            squares: squares(&code.to_colors(), code.width()),
            width: code.width() + 2 * MARGIN,
            text: groups.join(" "),
        })
    }
}

/// Every run of dark squares in a row as one rectangle.
fn squares(colors: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, length) = (x + MARGIN, y + MARGIN, run.len());
                path.push_str(&format!("M{left} {top}h{length}v1h-{length}z"));
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_squares_become_rectangles_inside_the_margin() {
        use Color::{Dark as D, Light as L};
        assert_eq!(squares(&[D, D, L, D], 2), "M4 4h2v1h-2zM5 5h1v1h-1z");
        assert_eq!(squares(&[L, L, L, L], 2), "");
    }
}
