//! A text out of a QR code, a link or the clipboard.

use std::time::Duration;

use kauth_core::scanned::scanned;

use super::{Said, Seeds, Target, hold};

pub(super) const TARGET: Target = Target {
    name: "scanned",
    take,
    words: &[
        b"https://",
        b"http://",
        b"kauth://",
        b"link",
        b"check",
        b"open",
        b"#v=1",
        b"&t=",
        b"&k=",
        b"&r=",
        b"&p=",
        b"?u=",
        b"%68%74",
        b"%00",
        b"%",
        b"@",
        b":8443",
        b"[::1]",
        b"127.0.0.1",
        b"xn--",
        b"otpauth://totp/",
        b"secret=",
        b"&issuer=",
        b"&algorithm=SHA512",
        b"&digits=8",
        b"&period=1",
        b"&counter=",
        b"?data=",
        b"otpauth-migration://offline",
        b"AAAAAAAAAAAAAAAAAAAAAA",
        "\u{202e}".as_bytes(),
        "é".as_bytes(),
    ],
    most_bytes: 4_096,
    most_memory: 4 << 20,
    most_time: Duration::from_secs(2),
    short: 100_000,
    seeds,
};

fn take(input: &[u8]) -> Said {
    let text = String::from_utf8_lossy(input);
    match scanned(&text) {
        Err(refused) => Said::This(refused),
        Ok((kind, None)) => Said::This(kind.to_owned()),
        Ok((kind, Some(own))) => {
            let again = scanned(&own);
            hold!(again == Ok((kind, Some(own.clone()))), "{kind}: its own form comes back as {again:?}");
            Said::This(format!("{kind} {}", own.matches('&').count().min(5)))
        }
    }
}

fn seeds() -> Seeds {
    const TOKEN: &str = "AAAAAAAAAAAAAAAAAAAAAA";
    const HASH: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let rest = format!("v=1&t={TOKEN}&k={HASH}");
    let mut seeds = Vec::new();
    let mut add = |name: &str, text: String| seeds.push((name.to_owned(), text.into_bytes()));
    add("link", format!("https://a.example/link#{rest}"));
    add("link-pinned", format!("https://192.168.1.20:8443/link#{rest}&p={HASH}"));
    add("link-loopback", format!("kauth://link?v=1&u=http%3A%2F%2F127.0.0.1%3A8480&t={TOKEN}&k={HASH}"));
    add("check", format!("https://a.example/check#{rest}&r={HASH}"));
    add("check-kauth", format!("kauth://check?v=1&u=https%3A%2F%2Fa.example&t={TOKEN}&k={HASH}&r={HASH}"));
    add("open", format!("kauth://open?v=1&u=https%3A%2F%2Fa.example&r={TOKEN}"));
    add("oauth", format!("kauth://oauth?code={TOKEN}&state=x&iss=https%3A%2F%2Fa.example"));
    add("totp", "otpauth://totp/Example:anna%40a.example?secret=JBSWY3DPEHPK3PXP&issuer=Example".into());
    add("hotp", "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=5&digits=8&algorithm=SHA256".into());
    add("migration", "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZSABKAEwAhABGAEgACjr4JKK%2B%2F%2F%2F%2F%2F8B".into());
    add("wifi", "WIFI:S:home;T:WPA;P:secret;;".into());
    seeds
}
