//! The kinds of records, and under which of the two keys each one is.

/// Which data key a record is under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataKey {
    /// There from the moment the vault is open, also while the app is locked.
    Device,
    /// There only while the app is unlocked.
    Person,
}

impl DataKey {
    /// Its number on disk.
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Device => 1,
            Self::Person => 2,
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])+ $name:ident = $number:literal under $key:ident,)+) => {
        /// What a record is. The numbers are on disk: none is ever given to another kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RecordKind { $($(#[$doc])+ $name,)+ }

        impl RecordKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Which data key it is under.
            #[must_use]
            pub fn data_key(self) -> DataKey {
                match self { $(Self::$name => DataKey::$key,)+ }
            }

            /// Its number on disk.
            pub(super) fn number(self) -> u16 {
                match self { $(Self::$name => $number,)+ }
            }
        }
    };
}

kinds! {
    /// A provider, as (HOST, key lineage), with this phone as a device of it, its keys, its token and its cursor.
    Provider = 1 under Device,
    /// One device × account.
    Link = 2 under Device,
    /// A link in the making.
    PendingLink = 3 under Device,
    /// A sign-in on this phone that waits for the browser.
    PendingSignIn = 4 under Device,
    /// A link that ended here while its provider does not know yet.
    Farewell = 5 under Device,
    /// A request of the inbox, and its signed answer.
    Request = 6 under Device,
    /// A request of the past.
    History = 7 under Device,
    /// A setting that is needed while locked.
    Setting = 8 under Device,
    /// What was begun and is to be finished after a kill.
    Journal = 9 under Device,
    /// A check under way, and how far it is.
    Check = 10 under Device,
    /// A picture of a check, encrypted to its reviewers.
    CheckBlob = 11 under Device,
    /// A recovery of a linked account that its provider tells of.
    Recovery = 12 under Device,
    /// An account: names, note, and the secret that makes its codes.
    Account = 64 under Person,
    /// An account's recovery codes.
    RecoveryCodes = 65 under Person,
    /// What opens a check's pictures, and what the person told.
    CheckSecrets = 66 under Person,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_kinds_share_a_number() {
        let numbers: HashSet<_> = RecordKind::ALL.iter().map(|kind| kind.number()).collect();
        assert_eq!(numbers.len(), RecordKind::ALL.len());
    }

    #[test]
    fn what_makes_codes_is_the_persons() {
        assert_eq!(RecordKind::Account.data_key(), DataKey::Person);
        assert_eq!(RecordKind::RecoveryCodes.data_key(), DataKey::Person);
        assert_eq!(RecordKind::Request.data_key(), DataKey::Device);
    }
}
