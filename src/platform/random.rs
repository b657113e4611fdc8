//! Chance: the one place that asks the operating system for random bytes.

/// `N` random bytes. Fails only when the operating system has no randomness to give.
pub fn bytes<const N: usize>() -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes)
}

/// `N` random bytes written as `2 * N` lower-case hexadecimal digits: ids, tokens, file names.
pub fn hex<const N: usize>() -> std::io::Result<String> {
    Ok(to_hex(&bytes::<N>()?))
}

/// Bytes as lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}
