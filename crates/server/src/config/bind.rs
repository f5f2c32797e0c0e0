//! Where to listen, and under which address people reach us.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::Proxy;

/// Addresses and folders.
#[derive(Args, Clone, Debug)]
pub struct Bind {
    /// Address and port to listen on; port 0 picks a free one. Put a TLS proxy in front of anything public.
    #[arg(long, env = "PLENARIA_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDR:PORT")]
    pub listen: SocketAddr,
    /// Folder that holds everything; made if it is missing, readable by its owner only.
    #[arg(long, env = "PLENARIA_DATA", default_value = "./data", value_name = "FOLDER")]
    pub data: PathBuf,
    /// Address people type or scan, e.g. https://plenaria.example.org. Links are made from it, and browsers are only
    /// let in from it. Default: http:// and the listening address.
    #[arg(long, env = "PLENARIA_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// Further web origins whose pages may open boards here, comma-separated, e.g. https://intranet.example.org.
    #[arg(long, env = "PLENARIA_ALLOWED_ORIGINS", value_delimiter = ',', value_name = "ORIGIN")]
    pub allowed_origins: Vec<PublicUrl>,
    /// Sites that may show us inside their own pages (in an iframe), comma-separated, e.g. https://learn.example.org. Nobody else
    /// may: a page around ours could lay something over our buttons.
    #[arg(long, env = "PLENARIA_EMBEDDED_IN", value_delimiter = ',', value_name = "ORIGIN")]
    pub embedded_in: Vec<PublicUrl>,
    /// Proxies in front of us whose X-Forwarded-For is believed, comma-separated addresses or networks, e.g.
    /// 127.0.0.1,10.0.0.0/8. Anybody else's is ignored, so that nobody can pass a limit by claiming an address.
    #[arg(long, env = "PLENARIA_TRUSTED_PROXIES", value_delimiter = ',', value_name = "NETWORK")]
    pub trusted_proxies: Vec<Proxy>,
}

/// An http(s) address without path, query, or trailing slash: what browsers call an origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address a listener has when nothing else is said.
    pub fn of(address: SocketAddr) -> PublicUrl {
        PublicUrl(format!("http://{address}"))
    }

    /// Bare text, e.g. `https://plenaria.example.org`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reached by TLS?
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Host and port as written.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, rest)| rest)
    }

    fn port(&self) -> u16 {
        let default = if self.is_secure() { 443 } else { 80 };
        let authority = self.authority();
        let after_host = authority.rsplit_once(']').map_or(authority, |(_, rest)| rest);
        after_host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(default)
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected http:// or https:// and a host, without a path, e.g. https://plenaria.example.org")]
pub struct NotAnOrigin;

impl FromStr for PublicUrl {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<PublicUrl, NotAnOrigin> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let host =
            text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(NotAnOrigin)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
        if host.is_empty() || !host.bytes().all(plain) { Err(NotAnOrigin) } else { Ok(PublicUrl(text)) }
    }
}

/// Whose pages may open sockets here: the public address, the loopback names with our port, and what was configured.
#[derive(Clone, Debug)]
pub struct Origins {
    allowed: Vec<String>,
}

impl Origins {
    /// `listening` is the real address, known once the port is bound.
    pub fn new(public: &PublicUrl, listening: SocketAddr, further: &[PublicUrl]) -> Origins {
        let mut allowed = vec![public.as_str().to_owned()];
        for port in [listening.port(), public.port()] {
            let suffix = if port == 80 { String::new() } else { format!(":{port}") };
            allowed.extend(["localhost", "127.0.0.1", "[::1]"].map(|host| format!("http://{host}{suffix}")));
        }
        allowed.extend(further.iter().map(|origin| origin.as_str().to_owned()));
        Origins { allowed }
    }

    /// Is this `Origin` header value on the list? `null` never is.
    pub fn allow(&self, origin: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht6_origins_are_compared_whole() {
        let public: PublicUrl = "https://Plenaria.example.org/".parse().unwrap();
        let origins = Origins::new(&public, "127.0.0.1:8080".parse().unwrap(), &[]);
        for good in [
            "https://plenaria.example.org",
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
        ] {
            assert!(origins.allow(good), "{good}");
        }
        let evil = [
            "null",
            "",
            "https://plenaria.example.org.evil.test",
            "http://plenaria.example.org",
            "http://localhost:81",
        ];
        for bad in evil {
            assert!(!origins.allow(bad), "{bad}");
        }
    }

    #[test]
    fn ht1_a_public_url_is_an_origin() {
        for bad in
            ["plenaria.example.org", "ftp://x", "https://", "https://x/y", "https://x?y", "https://a b"]
        {
            assert_eq!(bad.parse::<PublicUrl>(), Err(NotAnOrigin), "{bad}");
        }
    }
}
