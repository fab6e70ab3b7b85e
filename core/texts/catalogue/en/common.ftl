# Words that many screens and pages share. One sense a word: a text with another sense gets a key of its own.
app-name = kAuth

yes = Yes
no = No
ok = OK
cancel = Cancel
next = Next
back = Back
close = Close
done = Done
save = Save
send = Send
copy = Copy
copied = Copied
print = Print
undo = Undo
delete = Delete
remove = Remove
rename = Rename
edit = Edit
add = Add
search = Search
retry = Try again
refresh = Refresh
later = Later
open = Open
help = Help
settings = Settings
language-label = Language
learn-more = Find out more
show = Show
hide = Hide
on = On
off = Off
never = Never
unknown = Unknown
loading = One moment…

duration-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
