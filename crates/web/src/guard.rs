//! What holds for every answer: only loopback names are answered, nothing is loaded from elsewhere, and a problem is
//! told in the form that was asked for.

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// No script at all; one style sheet, forms and pictures of our own.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // An import may change every answer at any moment.
    (header::CACHE_CONTROL, "no-cache"),
];

pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let mut response = match strange_host(&request) {
        Some(host) => Problem::Host(host).into_response(),
        None => next.run(request).await,
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = problem.told(&uri, response);
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A name that is not loopback's. A stranger's page could else have its own name resolve to 127.0.0.1 and read the
/// corpus through the visitor's browser (DNS rebinding).
fn strange_host(request: &Request) -> Option<String> {
    let named = request.headers().get_all(header::HOST).iter();
    let mut hosts: Vec<String> = named.map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned()).collect();
    if hosts.is_empty() {
        hosts.push(String::new());
    }
    // A request line with a whole address overrides the header (RFC 9112, 3.2.2).
    hosts.extend(request.uri().authority().map(Authority::to_string));
    hosts.into_iter().find(|host| !is_loopback(host))
}

fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let is_name =
        ["127.0.0.1", "[::1]"].contains(&authority.host()) || authority.host().eq_ignore_ascii_case("localhost");
    is_name && !host.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_loopback_are_answered() {
        for host in ["127.0.0.1", "127.0.0.1:8080", "localhost:1", "LOCALHOST", "[::1]:8080"] {
            assert!(is_loopback(host), "{host}");
        }
        let strangers = [
            "",
            "example.org",
            "127.0.0.1.example.org",
            "localhost.example.org:8080",
            "example.org@127.0.0.1",
            "0.0.0.0",
            "127.0.0.1/x",
            "::1",
            "localhost localhost",
            "192.168.0.1:8080",
        ];
        for host in strangers {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
