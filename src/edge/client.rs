//! Who is at the other end of the connection: the address we may believe, and the host they asked
//! for.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use ipnet::IpNet;
use url::{Position, Url};

use crate::config::Config;

/// The client's address: the peer, unless the peer is a trusted proxy; then the right-most address
/// in its forwarding headers that is not itself a trusted proxy (S94).
pub fn address(request: &ServiceRequest, config: &Config) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    if !trusted(peer, &config.trusted_proxies) {
        return Some(peer);
    }
    let hops = forwarded(request);
    let client = hops
        .iter()
        .rev()
        .find(|hop| hop.is_none_or(|ip| !trusted(ip, &config.trusted_proxies)));
    // A hop that cannot be read ends the trust: then the proxy itself is all we know.
    Some(client.copied().flatten().unwrap_or(peer))
}

fn trusted(ip: IpAddr, proxies: &[IpNet]) -> bool {
    proxies
        .iter()
        .any(|network| network.contains(&ip.to_canonical()))
}

/// The hops, oldest first, from `X-Forwarded-For` or else `Forwarded`.
fn forwarded(request: &ServiceRequest) -> Vec<Option<IpAddr>> {
    let lists = |name: &str| {
        let values = request
            .headers()
            .get_all(name)
            .filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .map(|hop| hop.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let simple = lists("x-forwarded-for");
    if !simple.is_empty() {
        return simple.iter().map(|hop| read(hop)).collect();
    }
    let node = |hop: &String| {
        let for_ = hop.split(';').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("for")
                .then(|| value.trim().trim_matches('"').to_owned())
        });
        for_.and_then(|value| read(&value))
    };
    lists("forwarded").iter().map(node).collect()
}

/// An address with or without port and brackets.
fn read(hop: &str) -> Option<IpAddr> {
    let bare = hop
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .map_or(hop, |(ip, _)| ip);
    bare.parse().ok().or_else(|| {
        hop.parse::<std::net::SocketAddr>()
            .ok()
            .map(|address| address.ip())
    })
}

/// Whether the request asks for a host that is ours (S93): the public one, or this machine by any
/// of its loopback names.
pub fn host_is_ours(request: &ServiceRequest, config: &Config) -> bool {
    let asked = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let asked = asked.or_else(|| {
        request
            .uri()
            .authority()
            .map(|authority| authority.as_str())
    });
    let Some(asked) = asked else { return false };
    let public = config.public_url.host_str().unwrap_or_default();
    let Some((name, port)) = split_port(asked) else {
        return false;
    };
    if name.eq_ignore_ascii_case(public) {
        let default = config.public_url.port_or_known_default();
        return port.is_none_or(|port| Some(port) == default || port == config.listen.port());
    }
    let loopback =
        ["localhost", "127.0.0.1", "[::1]"].contains(&name.to_ascii_lowercase().as_str());
    loopback
        && request
            .peer_addr()
            .is_some_and(|peer| peer.ip().is_loopback())
}

/// The name and the port, if there is one; nothing when the port is no number.
fn split_port(host: &str) -> Option<(&str, Option<u16>)> {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => Some((name, Some(port.parse().ok()?))),
        _ => Some((host, None)),
    }
}

/// Whether a write comes from one of our own pages, as far as the browser says (S44). A client that
/// says nothing is no browser; its token still has to be right.
pub fn same_origin(request: &ServiceRequest, config: &Config) -> bool {
    let text = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap_or("unreadable"))
    };
    if let Some(site) = text("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return false;
    }
    text("origin").is_none_or(|origin| is_ours(origin, request.request(), config))
}

/// Whether an origin is the one that the request was sent to.
fn is_ours(origin: &str, request: &HttpRequest, config: &Config) -> bool {
    let ours = config.public_url.origin().ascii_serialization();
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok());
    let asked = host.map(|host| format!("{}://{host}", config.public_url.scheme()));
    origin == ours || asked.is_some_and(|asked| origin == asked)
}

/// The page of ours that a form was sent from, as far as the browser says: path and query.
pub fn sent_from(request: &HttpRequest, config: &Config) -> Option<String> {
    let page = request.headers().get(header::REFERER)?.to_str().ok()?;
    let page = Url::parse(page).ok()?;
    let origin = page.origin().ascii_serialization();
    is_ours(&origin, request, config)
        .then(|| page[Position::BeforePath..Position::AfterQuery].to_owned())
}
