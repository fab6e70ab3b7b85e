//! Where the browser brings its answer back to (A1): an address of this machine that only lives as long as one
//! sign-in (RFC 8252 §7.3). It understands one request line and no more: every other part of HTTP is refused by
//! not being read.

use std::net::Ipv4Addr;
use std::time::Duration;

use kauth_texts::Texts;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::failure::Failure;

const PATH: &str = "/kauth";
const LONGEST_LINE: u64 = 16 * 1024;
const PATIENCE: Duration = Duration::from_secs(5);

/// A port of 127.0.0.1 that waits for the browser.
pub(crate) struct Loopback {
    listener: TcpListener,
    redirect: String,
    page: String,
}

impl Loopback {
    /// Opens a free port.
    pub(crate) async fn open(texts: &Texts) -> Result<Self, Failure> {
        let opened = async {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            let port = listener.local_addr()?.port();
            Ok::<_, std::io::Error>((listener, format!("http://127.0.0.1:{port}{PATH}")))
        };
        let (listener, redirect) =
            opened.await.map_err(|_| Failure::shell("port_unavailable", texts.cli_failed_listen()))?;
        let page = page(&texts.cli_browser_done_title(), &texts.cli_browser_done_text());
        Ok(Self { listener, redirect, page })
    }

    /// The address for the provider to lead back to.
    pub(crate) fn redirect(&self) -> &str {
        &self.redirect
    }

    /// Waits until the browser comes, and gives the whole address it came with.
    pub(crate) async fn came_back(&self) -> String {
        loop {
            let Ok((stream, _)) = self.listener.accept().await else {
                // Out of descriptors, most likely: others need time to close.
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            };
            let asked = tokio::time::timeout(PATIENCE, self.serve(stream)).await;
            if let Ok(Some(query)) = asked {
                return format!("{}?{query}", self.redirect);
            }
        }
    }

    async fn serve(&self, stream: TcpStream) -> Option<String> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        (&mut reader).take(LONGEST_LINE).read_line(&mut line).await.ok()?;
        let query = query_of(&line).map(str::to_owned);
        let (status, body) = match query {
            Some(_) => ("200 OK", self.page.as_str()),
            None => ("404 Not Found", ""),
        };
        let mut stream = reader.into_inner();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
             Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n",
            body.len()
        );
        // The answer counts even if the browser has gone meanwhile.
        let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        let _ = stream.shutdown().await;
        query
    }
}

/// `GET /kauth?QUERY HTTP/1.x`.
fn query_of(line: &str) -> Option<&str> {
    let mut parts = line.trim_end().split(' ');
    let (method, target, version) = (parts.next()?, parts.next()?, parts.next()?);
    if method != "GET" || !version.starts_with("HTTP/1.") || parts.next().is_some() {
        return None;
    }
    target.strip_prefix(PATH)?.strip_prefix('?').filter(|query| !query.is_empty())
}

fn page(title: &str, text: &str) -> String {
    format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>kAuth</title><h1>{}</h1><p>{}</p>",
        escaped(title),
        escaped(text)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use kauth_texts::Language;

    use super::*;

    async fn ask(address: &str, line: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("{line}\r\nHost: x\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        // A reset after the answer is the listener closing on headers it never read.
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn the_browsers_address_comes_back_whole_and_other_calls_do_not_end_the_wait() {
        let loopback = Loopback::open(Texts::of(Language::English)).await.unwrap();
        let redirect = loopback.redirect().to_owned();
        let address = redirect.trim_start_matches("http://").trim_end_matches(PATH).to_owned();
        let waiting = tokio::spawn(async move { loopback.came_back().await });
        for line in
            ["GET /favicon.ico HTTP/1.1", "POST /kauth?code=x HTTP/1.1", "nonsense", "GET /kauth HTTP/1.1"]
        {
            assert!(!ask(&address, line).await.contains("200 OK"), "{line}");
        }
        let answer = ask(&address, "GET /kauth?code=a%20b&state=s&iss=i HTTP/1.1").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert_eq!(waiting.await.unwrap(), format!("{redirect}?code=a%20b&state=s&iss=i"));
    }

    #[test]
    fn the_address_is_a_loopback_literal() {
        assert_eq!(query_of("GET /kauth?a=b HTTP/1.1\r\n"), Some("a=b"));
        assert_eq!(query_of("GET /kauthx?a=b HTTP/1.1"), None);
        assert_eq!(query_of("GET /kauth?a=b"), None);
        assert_eq!(query_of("GET /kauth? HTTP/1.1"), None);
    }
}
