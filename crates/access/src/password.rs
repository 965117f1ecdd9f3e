//! Passwords: Argon2id with the parameters that OWASP's cheat sheet asks for (19 MiB, two passes, one lane).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// The PHC text of a password.
pub(crate) fn hash(password: &str) -> Option<String> {
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).ok()?;
    hasher().hash_password_with_salt(password.as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

/// True when `password` fits `stored`. Without a stored hash the same work is done and the answer is no.
pub(crate) fn verify(password: &str, stored: Option<&str>) -> bool {
    match stored.and_then(|stored| PasswordHash::new(stored).ok()) {
        Some(stored) => hasher().verify_password(password.as_bytes(), &stored).is_ok(),
        None => {
            let _ = hasher().hash_password_with_salt(password.as_bytes(), &[0_u8; 16]);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_fits() {
        let stored = hash("correct horse battery").expect("hash");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("correct horse battery", Some(&stored)));
        assert!(!verify("correct horse batterz", Some(&stored)));
        assert!(!verify("anything", None));
        assert!(!verify("anything", Some("not a hash")));
    }
}
