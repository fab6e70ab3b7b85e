//! Who may do what in an organisation.

/// A member's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Answers for the organisation; only one of them makes another.
    LegalOwner,
    /// Manages people and services.
    Administrator,
    /// Works there.
    Employee,
    /// Works with them.
    External,
}

impl Role {
    /// All roles, the strongest first.
    pub const ALL: [Self; 4] = [Self::LegalOwner, Self::Administrator, Self::Employee, Self::External];

    /// Its code in forms and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LegalOwner => "legal_owner",
            Self::Administrator => "administrator",
            Self::Employee => "employee",
            Self::External => "external",
        }
    }

    /// The role with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == code)
    }
}

/// Whether somebody with role `actor` may give `to` (or take the membership away: `None`) from somebody with role
/// `from` (`None`: no member yet). Legal owners are made, changed and removed by legal owners only.
#[must_use]
pub fn may(actor: Role, from: Option<Role>, to: Option<Role>) -> bool {
    match actor {
        Role::LegalOwner => true,
        Role::Administrator => from != Some(Role::LegalOwner) && to != Some(Role::LegalOwner),
        Role::Employee | Role::External => false,
    }
}

/// Whether this change would leave nobody who answers for the organisation.
#[must_use]
pub fn leaves_no_owner(owners: usize, from: Option<Role>, to: Option<Role>) -> bool {
    from == Some(Role::LegalOwner) && to != Some(Role::LegalOwner) && owners <= 1
}

/// Whether a change wants a yes of its own on the phone: making a legal owner does.
#[must_use]
pub fn wants_yes(from: Option<Role>, to: Option<Role>) -> bool {
    to == Some(Role::LegalOwner) && from != to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_legal_owner_touches_legal_owners() {
        for actor in [Role::Administrator, Role::Employee, Role::External] {
            assert!(!may(actor, None, Some(Role::LegalOwner)));
            assert!(!may(actor, Some(Role::Employee), Some(Role::LegalOwner)));
            assert!(!may(actor, Some(Role::LegalOwner), Some(Role::Employee)));
            assert!(!may(actor, Some(Role::LegalOwner), None));
        }
        assert!(may(Role::LegalOwner, Some(Role::Employee), Some(Role::LegalOwner)));
        assert!(may(Role::Administrator, None, Some(Role::External)));
        assert!(!may(Role::Employee, None, Some(Role::External)));
    }

    #[test]
    fn the_last_owner_stays() {
        assert!(leaves_no_owner(1, Some(Role::LegalOwner), None));
        assert!(leaves_no_owner(1, Some(Role::LegalOwner), Some(Role::Employee)));
        assert!(!leaves_no_owner(2, Some(Role::LegalOwner), None));
        assert!(!leaves_no_owner(1, Some(Role::Employee), None));
    }

    #[test]
    fn codes_come_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("owner"), None);
    }
}
