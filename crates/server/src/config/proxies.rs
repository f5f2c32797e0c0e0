//! Who really asks, behind proxies.

use std::net::IpAddr;
use std::str::FromStr;

/// One address or network of trusted proxies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy {
    network: IpAddr,
    bits: u8,
}

impl Proxy {
    fn contains(&self, address: IpAddr) -> bool {
        match (self.network, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.bits);
                shift == 32 || u32::from(network) >> shift == u32::from(address) >> shift
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.bits);
                shift == 128 || u128::from(network) >> shift == u128::from(address) >> shift
            }
            _ => false,
        }
    }
}

/// The text is neither an address nor a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an address or a network, e.g. 127.0.0.1 or 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for Proxy {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Proxy, NotANetwork> {
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let network: IpAddr = address.trim().parse().map_err(|_| NotANetwork)?;
        let whole = if network.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(whole), |bits| bits.trim().parse::<u8>()).map_err(|_| NotANetwork)?;
        if bits > whole { Err(NotANetwork) } else { Ok(Proxy { network, bits }) }
    }
}

/// The proxies in front of us.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<Proxy>);

impl Proxies {
    /// Those and no others.
    pub fn new(trusted: Vec<Proxy>) -> Proxies {
        Proxies(trusted)
    }

    /// Where a request comes from: the nearest address that is not a trusted proxy. `forwarded` are the values of
    /// `X-Forwarded-For`; they count only as far as trusted proxies wrote them.
    pub fn origin<'a>(&self, peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>) -> IpAddr {
        let mut nearest = peer.to_canonical();
        for hop in forwarded.rev().flat_map(|value| value.split(',').rev()) {
            if !self.0.iter().any(|proxy| proxy.contains(nearest)) {
                break;
            }
            let Ok(hop) = hop.trim().parse::<IpAddr>() else { break };
            nearest = hop.to_canonical();
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(trusted: &[&str], peer: &str, forwarded: &[&str]) -> String {
        let proxies = Proxies::new(trusted.iter().map(|text| text.parse().unwrap()).collect());
        proxies.origin(peer.parse().unwrap(), forwarded.iter().copied()).to_string()
    }

    #[test]
    fn ht7_a_forwarded_address_counts_only_from_a_trusted_proxy() {
        assert_eq!(origin(&[], "198.51.100.7", &["203.0.113.9"]), "198.51.100.7", "nobody is trusted");
        assert_eq!(origin(&["127.0.0.1"], "127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            origin(&["127.0.0.1"], "127.0.0.1", &["1.2.3.4, 203.0.113.9"]),
            "203.0.113.9",
            "the client's own claim"
        );
        let chain = &["1.2.3.4, 203.0.113.9", "10.1.1.1"];
        assert_eq!(origin(&["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", chain), "203.0.113.9");
        assert_eq!(origin(&["::1"], "::1", &["nonsense"]), "::1");
        assert_eq!(origin(&["127.0.0.0/8"], "::ffff:127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn ht7_networks_are_read_strictly() {
        for bad in ["", "10.0.0.0/33", "::/129", "10.0.0", "a/8", "10.0.0.0/-1"] {
            assert_eq!(bad.parse::<Proxy>(), Err(NotANetwork), "{bad}");
        }
        assert!("0.0.0.0/0".parse::<Proxy>().unwrap().contains("8.8.8.8".parse().unwrap()));
    }
}
