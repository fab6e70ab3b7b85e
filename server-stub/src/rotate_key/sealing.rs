//! `kauth-server rotate-key --sealing`: a new key for what is sealed at rest, and everything sealed anew under it.
//!
//! The new key goes into the key file first, then one transaction seals every value anew. Whenever that is
//! interrupted, the file opens whatever the database holds, and the next run finishes the rest. The old key stays in
//! the file, because older backups need it, unless it is to be forgotten.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use zeroize::Zeroizing;

use super::{RotateError, stopped};
use crate::random::Random;
use crate::seal::Seal;
use crate::store::{DATABASE_FILE, Store, sealed};
use crate::wakeups::Wakeups;

/// Makes a new sealing key for the stopped server in `data_dir` and seals everything under it; returns how many values
/// that were. With `forget_old` the older keys leave the file: backups made before can no longer be read.
///
/// # Errors
/// [`RotateError`]; everything can still be opened then.
pub async fn rotate_sealing(
    data_dir: &Path,
    key_file: &Path,
    forget_old: bool,
    random: Arc<dyn Random>,
) -> Result<usize, RotateError> {
    let _lock = stopped(data_dir, key_file)?;
    // Behind a link stands the file itself.
    let file = fs::canonicalize(key_file).map_err(RotateError::KeyFile)?;
    let old = Zeroizing::new(fs::read_to_string(&file).map_err(RotateError::KeyFile)?);
    // Refuses a damaged or exposed file before anything is written.
    Seal::load_or_create(&file, &*random)?;
    let mut key = Zeroizing::new([0; 32]);
    random.fill(&mut *key)?;
    let line = Zeroizing::new(BASE64URL_NOPAD.encode(&*key));
    replace(&file, &Zeroizing::new(format!("{}\n{}", *line, *old))).map_err(RotateError::KeyFile)?;

    let seal = Seal::load_or_create(&file, &*random)?;
    let store = Store::open(&data_dir.join(DATABASE_FILE), Wakeups::default())?;
    let count = store
        .write(move |tx| {
            let mut count = 0;
            for column in sealed::columns(tx)? {
                count += sealed::replace(tx, &column, |place, value| -> Result<_, RotateError> {
                    if seal.is_current(value) {
                        return Ok(None);
                    }
                    Ok(Some(seal.seal(&*random, place, &seal.open(place, value)?)?))
                })?;
            }
            Ok::<_, RotateError>(count)
        })
        .await?;
    if forget_old {
        replace(&file, &Zeroizing::new(format!("{}\n", *line))).map_err(RotateError::KeyFile)?;
    }
    Ok(count)
}

/// Puts `text` in the place of the file's content, wholly or not at all.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    // Left over from an interrupted run: it never took the file's place.
    drop(fs::remove_file(&new));
    crate::seal::create(&new, text)?;
    fs::rename(&new, file)?;
    match file.parent() {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::random::SystemRandom;
    use crate::seal::SealError;
    use crate::server::{Server, StartError};
    use crate::settings::Config;
    use crate::store::testing::{self, Folder};

    async fn thumbprint(folder: &Folder) -> Result<String, StartError> {
        let config = Config::loopback(folder.path());
        let server = Server::start(config, Arc::new(SystemClock), Arc::new(SystemRandom::new())).await?;
        let thumbprint = server.state().keys.thumbprint().to_owned();
        server.shutdown().await;
        Ok(thumbprint)
    }

    async fn rotated(folder: &Folder, forget_old: bool) -> Result<usize, RotateError> {
        let key_file = Config::loopback(folder.path()).key_file;
        rotate_sealing(folder.path(), &key_file, forget_old, Arc::new(SystemRandom::new())).await
    }

    fn lines(folder: &Folder) -> Vec<String> {
        let text = fs::read_to_string(Config::loopback(folder.path()).key_file).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[tokio::test]
    async fn everything_opens_under_the_new_key_alone() {
        let folder = testing::folder();
        let before = thumbprint(&folder).await.unwrap();
        let old = lines(&folder);
        assert!(rotated(&folder, false).await.unwrap() >= 2);
        let both = lines(&folder);
        assert_eq!((both.len(), &both[1]), (2, &old[0]));
        assert_eq!(thumbprint(&folder).await.unwrap(), before);

        let key_file = Config::loopback(folder.path()).key_file;
        replace(&key_file, &format!("{}\n", both[0])).unwrap();
        assert_eq!(thumbprint(&folder).await.unwrap(), before, "the old key is not needed any more");
        replace(&key_file, &format!("{}\n", old[0])).unwrap();
        let refused = thumbprint(&folder).await.unwrap_err().to_string();
        assert_eq!(refused, SealError::DoesNotOpen.to_string(), "the old key alone opens nothing any more");
    }

    #[tokio::test]
    async fn forgetting_leaves_one_key_and_keeps_it_private() {
        let folder = testing::folder();
        let before = thumbprint(&folder).await.unwrap();
        let old = lines(&folder);
        rotated(&folder, false).await.unwrap();
        rotated(&folder, true).await.unwrap();
        let left = lines(&folder);
        assert!(left.len() == 1 && left != old);
        assert_eq!(thumbprint(&folder).await.unwrap(), before);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(Config::loopback(folder.path()).key_file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[tokio::test]
    async fn a_value_that_does_not_open_stops_it_and_everything_else_still_does() {
        let folder = testing::folder();
        thumbprint(&folder).await.unwrap();
        let old = lines(&folder);
        let store = Store::open(&folder.path().join(DATABASE_FILE), Wakeups::default()).unwrap();
        let spoil = |sql: &'static str| {
            store.write(move |tx| tx.execute_batch(sql).map_err(crate::store::StoreError::from))
        };
        spoil("INSERT INTO server_secret VALUES ('spoilt', x'00')").await.unwrap();
        assert!(matches!(rotated(&folder, true).await, Err(RotateError::Seal(SealError::DoesNotOpen))));
        assert!(lines(&folder).contains(&old[0]), "the old key is not forgotten");
        spoil("DELETE FROM server_secret WHERE name = 'spoilt'").await.unwrap();
        thumbprint(&folder).await.unwrap();
        rotated(&folder, true).await.unwrap();
        thumbprint(&folder).await.unwrap();
    }

    #[tokio::test]
    async fn a_damaged_key_file_is_left_as_it_is() {
        let folder = testing::folder();
        thumbprint(&folder).await.unwrap();
        let key_file = Config::loopback(folder.path()).key_file;
        fs::write(&key_file, "scratched\n").unwrap();
        assert!(matches!(rotated(&folder, true).await, Err(RotateError::Seal(SealError::Line(1)))));
        assert_eq!(lines(&folder), ["scratched"]);
    }
}
