# Interface texts: English. The same messages as zh-CN.ftl.
documents-unreadable = { $n ->
    [one] { $n } file cannot be read
   *[other] { $n } files cannot be read
}

# The source's text
text-pane = Source text
text-menu = Mention menu
text-type-date = Date
text-type-org = Body
text-type-person = Person
text-type-doc = Document
text-type-event = Event
text-type-metric = Figure
text-type-place = Place
text-set-place = Use as the selected mention's place
text-accept = Accept
text-reject = Reject
text-put-back = Put back
text-edit-value = Edit value
text-change-type = Change type
text-copy = Copy
text-tag = Tags
text-note = Note
text-state-machine = Automatic
text-state-accepted = Accepted
text-state-added = Added
text-state-corrected = Corrected
text-state-rejected = Rejected
text-was = Was { $value }
