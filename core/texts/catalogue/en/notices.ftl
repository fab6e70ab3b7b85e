# Banners, passing notices and problem screens.
banner-offline = { $host } cannot be reached. Codes still work.
banner-offline-several = { $count ->
    [one] A provider cannot be reached. Codes still work.
   *[other] { $count } providers cannot be reached. Codes still work.
 }
banner-retry = Try again
banner-provider-refuses = { $host } does not recognise this phone. Nothing was deleted. Sign in there and look at your linked phones.
banner-clock-behind = { $minutes ->
    [one] This phone’s clock is about a minute behind. Codes for { $host } are corrected.
   *[other] This phone’s clock is { $minutes } minutes behind. Codes for { $host } are corrected.
 }
banner-clock-ahead = { $minutes ->
    [one] This phone’s clock is about a minute ahead. Codes for { $host } are corrected.
   *[other] This phone’s clock is { $minutes } minutes ahead. Codes for { $host } are corrected.
 }
banner-not-backed-up = Your codes exist only on this phone; there is no backup yet. Keep recovery codes elsewhere.
banner-dismiss = Understood
banner-link-again = This phone must be linked with { $host } again.
banner-link-again-action = What to do
banner-notifications-off = Notifications are off: you see requests only while the app is open.
snackbar-copied = Code copied
snackbar-recovery-copied = Recovery codes copied
snackbar-removed = { $name } removed
snackbar-undo = Undo
snackbar-added = { $name } added
snackbar-added-already = { $name } was here already
snackbar-imported = { $count ->
    [one] { $count } account added
   *[other] { $count } accounts added
}
snackbar-passphrase-set = The app lock is on
snackbar-passphrase-removed = The app lock is off
snackbar-link-removed = The account of { $login } was removed by { $provider }
snackbar-check-withdrawn = Withdrawn. Nothing of it is kept.
problem-title = That did not work
problem-retry = Try again
banner-no-screen-lock = This device has no screen lock: whoever holds it can say yes. Set one up in the system’s settings.
snackbar-diagnostics-copied = Copied. It holds no secret and no name.
undone-open-url = This device could not open the page. Turn on a browser, then try again.
undone-save = Nothing was saved. Choose another place, or copy the text.
undone-print = Nothing was printed. Save a copy instead.
undone-copy = Nothing was copied. Try again.
undone-open-settings = The settings could not be opened. Open them yourself.
banner-battery-saving = The system saves battery: requests may come late while the screen is off. Let kAuth work in the background.
banner-recovery-begun = Somebody, probably you, asked to get back into { $login } at { $host } without the password. Was it not you? Stop it.
banner-recovery-check-begun = Somebody, probably you, wants to get back into { $login } at { $host } by showing a document to support. Was it not you? Stop it.
banner-recovery-check-accepted = Support of { $host } has accepted a proof of identity for { $login }. What was asked for can be finished from { $when } on. Was it not you? Stop it.
banner-recovery-password-later = A new password was chosen for { $login } at { $host }. It counts from { $when } on. Was it not you? Stop it.
banner-recovery-done = Somebody got back into { $login } at { $host }, and it counts now. Was it not you? Write to the provider’s support at once.
banner-recovery-stopped = The way back into { $login } at { $host } was stopped. Nothing was changed.
notification-recovery-title = Your account at { $site }
banner-recovery-stop = Stop this
banner-recovery-mine = It was me
