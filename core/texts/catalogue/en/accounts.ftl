# The list of accounts, one account's page, the lock screen and the start.
lock-title = kAuth is locked
lock-text = Enter your passphrase to see your codes and to approve requests.
lock-waiting = { $count ->
    [one] One request is waiting. You can say no without unlocking.
   *[other] { $count } requests are waiting. You can say no without unlocking.
 }
start-title = Sign in safely with this phone
start-text = kAuth asks you when somebody signs in to your account, and makes codes for when there is no network. Add your first account to begin.
accounts-title = Accounts
accounts-nothing-found = No account matches “{ $search }”.
accounts-refreshed = Up to date, { $time }
accounts-not-refreshed = Could not reach { $host }, { $time }
account-weak = This secret is short. Codes work, but ask the site for a new one.
account-code-hint = { $seconds ->
    [one] Valid for one more second
   *[other] Valid for { $seconds } more seconds
 }
account-counter-hint = Each code works once. Make a new one when you need it.
account-no-code-hint = This account has no codes on this phone.
account-spoken = { $issuer }, { $name }
account-link-again = Link this phone again
account-unfinished = Linking was not finished in time. Remove this account and link it again.
account-linked-since = Linked on { $date }
account-linked-text = { $provider } asks this phone when somebody signs in, and takes its codes when there is no network.
account-own-certificate = Own certificate, not publicly checked
account-recovery-left = { $count ->
    [one] One recovery code left
   *[other] { $count } recovery codes left
 }
account-recovery-none = No recovery codes left
account-recovery-warning = Make a new set on the provider’s page before you run out.
remove-title = Remove { $name }?
remove-text-linked = { $provider } will be told that this phone no longer approves sign-ins for this account.
remove-warning-linked = Its codes on this phone stop working. Two-step sign-in stays on at { $provider }: you will need another linked phone or a recovery code.
remove-text-codes = The account itself is not changed: only its codes on this phone are removed.
remove-warning-codes = If the site still asks for codes, you may not get in without them. Turn two-step sign-in off there first, or keep another way.
remove-confirm = Remove from this phone
