# Is this you? The sheet, its notification, how it ended, and the history.
request-title-sign-in = Is this you?
request-text-sign-in = Somebody is signing in to your account with the right password. Say yes only if it is you, right now.
request-title-action = Do you allow this?
request-text-action = Read everything below. Your yes counts for exactly this.
request-title-unknown = A request that this version does not understand
request-update-needed = Update kAuth to answer yes. You can say no now.
request-unlock = Unlock to approve. You can say no without unlocking.
request-link-again = The key with which this phone says yes is gone. Link the phone again to approve; you can still say no.
request-position = { $position } of { $count }
request-digits = Type the { $count } digits that the browser shows.
request-wrong-digits = { $tries ->
    [one] Those are not the digits in the browser. One try is left.
   *[other] Those are not the digits in the browser. { $tries } tries are left.
 }
request-declined = It was not confirmed. Try again, or say no.
request-key-store = This phone could not sign. Try again, or say no.
request-provider-refused = { $host } does not recognise this phone right now. Nothing was deleted. Use a code instead.
request-not-sent = Your answer is kept and will be sent as soon as there is a network.
request-sign-reason-sign-in = Approve the sign-in of { $login } at { $site }
request-sign-reason-action = Approve for { $login } at { $site }: { $title }
request-label-site = Site
request-label-browser = Browser
request-label-system = System
request-label-place = Place
request-label-address = IP address
request-label-login = Login address
request-label-time = Time
request-label-title = What
request-what-sign-in = Sign-in
request-what-unknown = Unknown request
notification-title = Is this you? { $site }
notification-title-action = Do you allow this? { $site }
notification-body = { $login }
ended-back-to-browser = Back to the browser
ended-approved-title = Approved
ended-approved-text = The browser moves on by itself.
ended-refused-title = Refused
ended-refused-text = The browser was told no.
ended-reported-title = Reported
ended-reported-text = Further requests are blocked. Somebody knows your password: sign in and choose a new one now.
ended-expired-title = Time is up
ended-expired-text = Nobody answered in time. If it was you, ask again in the browser.
ended-expired-before-opening-title = Too late
ended-expired-before-opening-text = This request had expired before it was opened here. If it was you, ask again in the browser.
ended-answered-elsewhere-title = Answered on another device
ended-answered-elsewhere-text = Another of your devices has answered already.
ended-answered-elsewhere-by = “{ $device }” has answered already.
ended-withdrawn-title = Withdrawn
ended-withdrawn-text = The browser or the provider took this request back.
ended-superseded-title = Replaced by a newer request
ended-superseded-text = Answer the newer one.
ended-failed-title = Too many wrong digits
ended-failed-text = This request is over. Ask again in the browser.
ended-lapsed-title = Approved, but not used in time
ended-lapsed-text = The browser did not come back within a minute. Sign in again there.
ended-no-network-title = Your answer did not arrive
ended-no-network-text = There was no network until the time was up. Ask again in the browser, or use a code there.
ended-not-accepted-title = Not accepted
ended-not-accepted-text = The provider did not take this answer. Ask again in the browser, or use a code there.
history-title = History
history-empty = No requests yet. Requests and how they ended will be listed here.
requests-waiting = { $count ->
    [one] One request is waiting
   *[other] { $count } requests are waiting
 }
