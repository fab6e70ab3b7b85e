//! Where an address is, as far as it is known: never invented, and in the words of the person's language.
//!
//! A person decides by this line whether a request is theirs, so *unknown* is a full answer. Without a `--geoip`
//! database only this machine and private networks have a name.

use std::net::{IpAddr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kauth_texts::{Language, Texts};
use maxminddb::{Reader, geoip2};

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: not a usable MaxMind database: {source}", path.display())]
pub struct PlacesError {
    path: PathBuf,
    source: maxminddb::MaxMindDbError,
}

/// Finds places; clones share one database.
#[derive(Clone, Default)]
pub struct Places {
    database: Option<Arc<Reader<Vec<u8>>>>,
}

impl std::fmt::Debug for Places {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Places").field("database", &self.database.is_some()).finish()
    }
}

/// Where an address is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The machine the server runs on.
    ThisMachine,
    /// A private network: the server's own, since nothing routes there from elsewhere.
    ThisNetwork,
    /// A country, and the city if the database knows it.
    Known {
        /// The city's names.
        city: Option<Names>,
        /// The country's names.
        country: Names,
    },
    /// Nobody knows.
    Unknown,
}

/// A name in the languages that have one of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    english: String,
    others: Vec<(Language, String)>,
}

impl Places {
    /// Reads the database into memory; `None` for none.
    ///
    /// # Errors
    /// [`PlacesError`] if the file is missing or no such database.
    pub fn open(database: Option<&Path>) -> Result<Self, PlacesError> {
        let Some(path) = database else { return Ok(Self::default()) };
        let reader =
            Reader::open_readfile(path).map_err(|source| PlacesError { path: path.into(), source })?;
        Ok(Self { database: Some(Arc::new(reader)) })
    }

    /// Where `address` is.
    #[must_use]
    pub fn find(&self, address: IpAddr) -> Place {
        let address = address.to_canonical();
        if address.is_loopback() {
            return Place::ThisMachine;
        }
        if is_private(address) {
            return Place::ThisNetwork;
        }
        self.look_up(address).unwrap_or(Place::Unknown)
    }

    fn look_up(&self, address: IpAddr) -> Option<Place> {
        let found = self.database.as_ref()?.lookup(address).ok()?;
        let found: geoip2::City<'_> = found.decode().ok()??;
        Some(Place::Known { city: Names::of(&found.city.names), country: Names::of(&found.country.names)? })
    }
}

impl Names {
    fn of(names: &geoip2::Names<'_>) -> Option<Self> {
        let others = [
            (Language::German, names.german),
            (Language::French, names.french),
            (Language::Spanish, names.spanish),
        ];
        Some(Self {
            english: names.english?.to_owned(),
            others: others
                .into_iter()
                .filter_map(|(language, name)| Some((language, name?.to_owned())))
                .collect(),
        })
    }

    fn in_language(&self, language: Language) -> &str {
        self.others.iter().find(|(known, _)| *known == language).map_or(&self.english, |(_, name)| name)
    }
}

impl Place {
    /// For people: `Bern, Switzerland`, or the words for this machine, this network, unknown.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let texts = Texts::of(language);
        match self {
            Self::ThisMachine => texts.place_this_machine(),
            Self::ThisNetwork => texts.place_this_network(),
            Self::Unknown => texts.place_unknown(),
            Self::Known { city: None, country } => country.in_language(language).to_owned(),
            Self::Known { city: Some(city), country } => {
                format!("{}, {}", city.in_language(language), country.in_language(language))
            }
        }
    }
}

/// RFC 1918, RFC 3927, RFC 4193 and RFC 4291 §2.5.6.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => is_private_v6(v6),
    }
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    address.is_unique_local() || address.is_unicast_link_local()
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
