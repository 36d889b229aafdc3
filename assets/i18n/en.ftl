# Interface texts: English. The same messages as zh-CN.ftl.

# Top bar, start screen, dialogs
bar-open = Open
start-about = Review government bulletins: the machine reads first, people decide.
start-drop = You can also drop a folder or a file on the window.
start-drop-now = Let go to open
start-path = Or type a path
start-path-hint = a folder or .txt file, Enter opens it
start-recent = Recent
dialog-open-folder = Open a folder of documents
dialog-open-file = Open a document
dialog-text-files = Text files
dialog-export = Export to

# Documents
documents-title = Documents
documents-filter = Filter by name…
documents-loading = Loading { $done } / { $all }
documents-reviewed = { $done } / { $all } reviewed
documents-unreadable = { $n ->
    [one] { $n } file cannot be read
   *[other] { $n } files cannot be read
}
documents-detached = { $n } detached
documents-empty = There are no .txt documents in this folder. Open another one, or the samples from the Open menu.
unreadable-format = Only .txt files can be read so far
unreadable-not-text = Not a text: the file holds binary data
unreadable-too-large = The file is larger than { $limit } MB and cannot be opened; please split it into smaller files
unreadable-fault = The program failed at this file. Other documents are not affected; please tell whoever looks after the program
unreadable-not-a-file = This is no ordinary file and cannot be opened
unreadable-sidecar = it is no sidecar that can be used
unreadable-io = Cannot be read: { $reason }
document-loading = Loading…
document-failed = { $path } cannot be opened: { $reason }

# Outline
outline-title = Outline
outline-document = Document
node-title = title
node-byline = byline
node-summary = summary
node-section = section
node-entry = entry
node-paragraph = paragraph
node-boilerplate = Website furniture
outline-op-split = begins here
outline-op-join = joined to the part before
outline-op-kind = made { $kind }
outline-op-depth = moved to level { $n }
outline-op-lead = lead changed to “{ $words }”
outline-op-no-lead = lead removed

# Review
form-title = Review
form-entry = Review · entry { $n } / { $all }
form-document = Review · document
form-node = A { $kind } is selected; these are the fields of the whole document.
form-mentions = Mentions { $n }
form-accept-all = Accept all
form-no-mentions = No mentions were found. Mark text in the source and press { $key } to add one.
form-tags = Tags
form-note = Note
form-note-hint = For yourself and colleagues; Ctrl+Enter when done
form-skip = Skip
form-settle = Settle and go on
form-go-on = To the next unreviewed entry
field-lead = Lead
field-no-lead = no lead
field-date = Date
field-action = Action
field-body = Leading body
field-value = Value
field-empty = not found
field-choose = choose
field-status = Status
field-doc-type = Type
field-title = Title
field-period = Period
field-issuer = Issuer
field-published = Published
field-source = Source
field-outline = Structure
doc-type-monthly-bulletin = Monthly bulletin
doc-type-work-points = Work points
doc-type-chronicle = Chronicle
doc-type-other = Other
status-unreviewed = Unreviewed
status-in-review = In review
status-reviewed = Reviewed
verdict-accepted = accepted
verdict-corrected = corrected
verdict-rejected = rejected
verdict-added = added
origin-machine = auto
origin-person = { $by } changed
origin-rule = Found automatically, rule { $rule }
origin-put-back = Click to put back what was found: { $was } ({ $at })
origin-was = was { $was }
history-detached-settled = Settled detached 
history-detached-back = Detached again 
erratum = Correction of the source{ " " }
erratum-nothing = to be left out
erratum-proposed = “{ $was }” should be “{ $words }”
erratum-proposed-about = The source may be wrong here; this notes a correction, and the file stays as it is
history-put-back = put back{ " " }
history-outline-put-back = structure put back
history-settled = Conflict settled
history-disputed = Conflict put back
detached-about = The text has changed, and where these annotations belong is not certain. They are kept and not applied. Click one to see where it may belong, or mark other words in the text and place it there.
form-lost = { $n } annotations are detached: say where they belong
lost-back = Back
lost-then = Was
lost-now = Place { $n }, same words
lost-now-other = Place { $n }, other words
lost-nowhere = These words are not in the text any more; mark a place in the text.
lost-place = Place at “{ $words }”
lost-place-nothing = Place at the marked words
lost-note = Keep as note of the document
lost-note-about = Write what was decided into the note of the document
lost-note-entry = Keep as note of the entry
lost-note-entry-about = Write what was decided into the note of the selected entry
lost-drop = Drop
lost-drop-about = Keep it no longer; can be undone, and stays in the history
lost-place-all = Place all that are unique
lost-place-all-about = Place each annotation whose words occur once in the new text
lost-note-all = Keep all as notes
lost-note-all-about = Write what was decided into the note of the document
lost-drop-all = Drop all
lost-drop-all-about = Keep none of them; can be undone, and stays in the history
lost-as-note = Detached annotation: { $what } ({ $who }), text “{ $before }[{ $quote }]{ $after }”
tag-add = Tag
tag-remove = Remove the tag “{ $tag }”
tag-new = New tag
hint-date = such as 2024-05-31 or 2024-05-24/2024-05-25
hint-metric = such as 1276 家 or 80 %
hint-place = such as 四川 510000
hint-person = the office; may be empty
hint-name = the name
attribute-indicator = counts
attribute-as-of = as of
attribute-approximate = approximate
attribute-kind = kind
attribute-number = number
attribute-issuer = issuer
attribute-full-name = full name
type-date = Dates
type-org = Bodies
type-person = Persons
type-doc = Documents
type-event = Events
type-metric = Figures
type-place = Places

# Values refused
problem-not-a-date = Not a date. Write 2024, 2024-05, 2024-05-31, or two of them with / between
problem-no-such-day = No calendar has this day
problem-reversed = It ends before it starts
problem-not-a-number = Write a number, a space, and the unit, such as 1276 家
problem-not-a-region-code = A region code has six digits, such as 四川 510000
problem-not-a-choice = Not one of the choices
problem-empty = It cannot be empty
problem-line-break = It cannot have line breaks

# Why a decision was refused
refused-no-such-mention = there is no such mention at this place
refused-already-there = there is already a mention of this type
refused-not-an-entry = the selection is no entry
refused-span = the marked text cannot be a mention
refused-value = the value is not valid
refused-tag-name = a tag needs a name
refused-corrected-otherwise = some of these words are corrected together with others already
refused-no-part = nothing can begin here
refused-nothing-before = there is nothing before to join it to
refused-lead = the selected words are not inside it and cannot be its lead

# Steps (undo, redo)
step-accept = Accept
step-accept-all = Accept all
step-reject = Reject
step-correct = Correct
step-add = Add a mention
step-put-back = Put back
step-shape-kind = change kind
step-shape-depth = change level
step-shape-split = split
step-shape-join = join
step-shape-lead = change lead
step-shape-put-back = put structure back
step-settle = Settle
step-tag = Tag
step-untag = Remove a tag
step-note = Note
step-correction = Correction of the source
step-field = Change a field
step-lost-place = Place detached annotation
step-lost-drop = Drop detached annotation
step-lost-note = Detached annotation to note
step-status = Change the status

# Status bar
save-untouched = Nothing changed yet
save-saving = Saving
save-saved = Saved { $at }
save-failed = { $path } was not saved ({ $n } unsaved in all): { $reason }. The changes are all there, do not close the program
save-failed-elsewhere = { $path } was not saved ({ $n } unsaved in all): { $reason }. The changes were written to { $folder }
save-unsaved = { $n } unsaved
save-reason-full = the disk is full; make room and try again
save-reason-denied = it may not be written here
save-reason-gone = the folder is gone: moved, or its drive was unplugged
save-close = Close
save-stay = Stay
save-close-anyway = Lose these changes and close
encoding-about = The text's encoding; choose another where it looks garbled
encoding-errors = Some bytes do not fit this encoding; choose another
status-position = Line { $line } · character { $column }
status-marked = { " " }· { $n } marked
status-diagnostics = { $n ->
    [one] { $n } hint
   *[other] { $n } hints
}
status-offline = Offline
status-offline-about = This program makes no network connection
status-reviewer = Reviewer { $name }
status-no-reviewer = unsigned
status-reviewer-about = Click to give your name; later decisions are signed with it
status-reviewer-name = Name

# Diagnostics
diagnostic-outline-number-skipped = Line { $line }: the numbering skips “{ $detail }”
diagnostic-outline-number-repeated = Line { $line }: number “{ $detail }” is repeated
diagnostic-outline-empty-section = Line { $line }: nothing stands under “{ $quote }”
diagnostic-outline-region-repeated = Line { $line }: “{ $detail }” appears twice
diagnostic-outline-no-structure = No sections were recognised
diagnostic-text-unclosed-bracket = Line { $line }: the bracket or quotation mark at “{ $quote }” has no partner
diagnostic-text-no-final-punctuation = Line { $line }: “{ $quote }” ends without punctuation
diagnostic-text-plus-lost = Line { $line }: “{ $quote }” may have lost a plus sign
diagnostic-date-impossible = Line { $line }: there is no such day as “{ $quote }”

# Notices
notice-dismiss = Dismiss
notice-not-opened = { $path } cannot be opened: { $reason }. Check the path and try again
notice-codebook = The codebook cannot be used, the built-in tags are in force: { $path }, { $reason }
notice-source-changed = The text of { $path } has changed: { $moved } annotations moved with their words, { $detached } are detached and wait for you to say where they belong
notice-sources-changed = The texts of { $documents } documents have changed: { $moved } annotations moved with their words, { $detached } are detached and wait for you to say where they belong
notice-lost-placed = { $placed } placed, { $left } still detached
notice-refused = Not done: { $reason }
notice-read-only = This document is read-only, changes would not be saved
notice-rewritten = The sidecar of { $path } was deleted or moved; it was written again from what is in the window
notice-copy-unreadable = The copy { $path } cannot be read and is left as it is: { $reason }
notice-open-elsewhere = { $who } ({ $machine }) has this folder open since { $since }{ $n ->
        [1] {""}
       *[other] , { $n } windows in all
    }. You can work side by side: decisions are merged one by one, and those that differ wait to be settled. Or only read.
notice-work-beside = Work side by side
notice-view-only = Only read
notice-is-view-only = You are only reading. What colleagues decide appears by itself.
notice-edit-again = Start editing
notice-copies = The network drive left { $n } conflict copies ({ $path }), which may hold decisions that are nowhere else.
notice-merge-copies = Merge them
notice-new-source = This source was changed on disk; the window still shows the text as it was.
notice-load-again = Load again
notice-gone = { $path } is no longer in the folder; it may have been renamed or moved. Its decisions are still there.
conflict-title = { $n } different decisions; choose one
conflict-base = Before: { $was }
conflict-keep = Keep
conflict-take = Use this
conflict-choose-about = Choose: { $value }
conflict-unsigned = somebody
conflict-no-note = no note
documents-conflicts = { $n } conflicts
status-merged = { $n } decisions of others merged
status-merged-about = Last at { $at }, { $path }
status-conflicts = { $n } conflicts to settle
step-settle-conflict = Settle conflict
command-next-conflict = Next conflict
command-next-conflict-about = Go to the next place that reviewers decided differently
save-foreign = the sidecar on disk was changed by somebody else and cannot be read; it was not overwritten
notice-samples = The sample documents cannot be written: { $reason }
notice-saved-elsewhere = { $n } annotation files were written to { $path }. Try again when the folder can be written; to use these, copy them back into it
notice-not-saved-elsewhere = Nothing was written to { $path }: { $reason }. Choose another place
notice-not-closed = Some changes are not saved; the folder stays open. Try again or save them elsewhere first
notice-not-reloaded = Some changes are not saved; the document cannot be read again yet. Try again first
notice-restored = The earlier version of { $path } is back; what it replaced is among the versions
notice-restored-same = { $path } is what this version is; nothing was changed
notice-not-restored = The earlier version of { $path } is not back: { $reason }
draft-left = { $n } unfinished inputs were left last time. { $path }: “{ $text }”
draft-take-back = Take back
draft-drop = Drop
read-only-syntax = The annotation file cannot be read, the document is open read-only: { $path } line { $line } column { $column }, { $reason }. The file was left as it is; mend it and open the document again
read-only-newer = The annotation file comes from a newer version of the program (version { $version }), the document is open read-only: { $path }. Please update
read-only-too-large = The annotation file is larger than { $limit } MB, the document is open read-only: { $path }. The file was left as it is; please take back an earlier one from .piyue/backups
read-only-link = The annotation file is a symbolic link, the document is open read-only: { $path }. Annotations are kept in this folder only; please put the file itself in the place of the link and open the document again
read-only-not-a-file = In the place of the annotation file is no ordinary file, the document is open read-only: { $path }. Please move it away and open the document again
read-only-not-utf-8 = Line { $line } of the annotation file is not in UTF-8, the document is open read-only: { $path }. The file was left as it is; please save it in UTF-8 and open the document again
read-only-io = The annotation file cannot be read, the document is open read-only: { $path }, { $reason }

# Commands
command-settle = Settle and go on
command-settle-about = Accept what is undecided in this entry, mark it reviewed, go to the next unreviewed one
command-next-entry = Next entry
command-next-entry-about = Go to the next entry without deciding
command-previous-entry = Previous entry
command-previous-entry-about = Go to the previous entry
command-next-unreviewed = Next unreviewed entry
command-next-unreviewed-about = Go to the next unreviewed entry, also in other documents
command-next-mention = Next mention
command-next-mention-about = Select the next mention of this entry
command-previous-mention = Previous mention
command-previous-mention-about = Select the previous mention of this entry
command-accept = Accept
command-accept-about = Accept the selected mention
command-reject = Reject
command-reject-about = Reject the selected mention
command-edit-value = Edit value
command-edit-value-about = Change the value of the selected mention
command-put-back = Put back
command-put-back-about = Forget the decision on the selected mention
command-accept-all = Accept all
command-accept-all-about = Accept every undecided mention of this entry
command-mark-next-word = Mark the next word
command-mark-next-word-about = Mark the next word of the text, from the selected mention or the entry's start
command-mark-previous-word = Mark the word before
command-mark-previous-word-about = Mark the word before in the text
command-widen-mark = Mark one word more
command-widen-mark-about = Widen the marked text, or the selected mention, by the next word
command-add-mention = Add a mention
command-add-mention-about = Make the marked text a mention
command-span-from-selection = Set place
command-span-from-selection-about = Give the selected mention the marked text as its place
command-readings = Other readings
command-readings-about = List what else these words can be, to choose from
command-end-back = End back by a character
command-end-back-about = Move the end of the selected mention back by a character
command-end-forward = End on by a character
command-end-forward-about = Move the end of the selected mention on by a character
command-end-word-back = End back by a word
command-end-word-back-about = Move the end of the selected mention back by a word
command-end-word-forward = End on by a word
command-end-word-forward-about = Move the end of the selected mention on by a word
command-start-back = Start back by a character
command-start-back-about = Move the start of the selected mention back by a character
command-start-forward = Start on by a character
command-start-forward-about = Move the start of the selected mention on by a character
command-start-word-back = Start back by a word
command-start-word-back-about = Move the start of the selected mention back by a word
command-start-word-forward = Start on by a word
command-start-word-forward-about = Move the start of the selected mention on by a word
command-correct = Correct the source
command-correct-about = Note what the marked words should be; with none marked, take the correction that is proposed. The source file stays as it is
command-edit-tag = Tag
command-edit-tag-about = Give the entry or document a tag
command-edit-note = Note
command-edit-note-about = Write a note on the entry or document
command-lost = Detached annotations
command-lost-about = List the annotations whose place in the changed text is not certain, to settle them
command-document-form = Document
command-document-form-about = Show the fields, status and tags of the whole document
command-undo = Undo
command-undo-about = Take the last step back
command-redo = Redo
command-redo-about = Do the step again that was taken back
command-next-document = Next document
command-next-document-about = Open the next document of the list
command-previous-document = Previous document
command-previous-document-about = Open the previous document of the list
command-open-folder = Open folder
command-open-folder-about = Open a folder of documents
command-open-file = Open file
command-open-file-about = Open one document
command-open-samples = Open samples
command-open-samples-about = Put a copy of the samples among your documents and open it
command-close-folder = Close folder
command-close-folder-about = Back to the start screen
command-export = Export
command-export-about = Write the reviewed set or the log of decisions to a spreadsheet or data file
command-past = Versions
command-past-about = Look at earlier versions of this document's annotations, and take one back
command-retry-save = Try again
command-retry-save-about = Save again what could not be saved
command-save-elsewhere = Save elsewhere…
command-save-elsewhere-about = Write what could not be saved into another folder
command-palette = Commands
command-palette-about = Find a command by name
command-keys = Keys
command-keys-about = Show all keys, and change them
command-larger-text = Larger source text
command-larger-text-about = Make the source's text one point larger
command-smaller-text = Smaller source text
command-smaller-text-about = Make the source's text one point smaller
command-reading = Reading
command-reading-about = Set the source's size, line spacing, line width, typeface and colours
command-looser-lines = Looser lines
command-looser-lines-about = More space between the source's lines
command-tighter-lines = Tighter lines
command-tighter-lines-about = Less space between the source's lines
command-longer-lines = Longer lines
command-longer-lines-about = Two characters more to a line of the source
command-shorter-lines = Shorter lines
command-shorter-lines-about = Two characters fewer to a line of the source
command-toggle-documents = Show or hide documents
command-toggle-documents-about = Open or close the list of documents
command-toggle-outline = Show or hide the outline
command-toggle-outline-about = Open or close the outline
command-toggle-form = Show or hide the form
command-toggle-form-about = Open or close the form
command-toggle-theme = Light or dark
command-toggle-theme-about = Switch between the light and the dark appearance
command-toggle-serif = Serif or sans
command-toggle-serif-about = Set the source's text in Song (serif) or Hei (sans)
command-toggle-contrast = High contrast
command-toggle-contrast-about = Turn text and lines in high contrast on or off
command-toggle-safe-types = Colour-blind safe colours
command-toggle-safe-types-about = Mention types in colours that colour-blind readers tell apart
command-toggle-language = Language / 切换语言
command-toggle-language-about = Switch between Chinese and English
command-quit = Quit
command-quit-about = Save and quit
reading-size = Size
reading-line-height = Line spacing
reading-line-chars = Characters a line
reading-typeface = Typeface
reading-sans = Sans
reading-serif = Serif
reading-appearance = Theme
reading-system = System
reading-light = Light
reading-dark = Dark
reading-high-contrast = High contrast
reading-high-contrast-about = Text in the darkest or lightest colours, lines that can be seen
reading-safe-types = Colour-blind safe colours
reading-safe-types-about = Mention types in colours that colour-blind readers tell apart; their underlines differ too
reading-restore = Defaults
palette-hint = Type a command's name: English, Chinese or pinyin
palette-nothing = There is no such command
keys-window = Window and files
keys-here = { $place } (where you are)
keys-hint = Click a key on the right, then press the one you want
keys-press = Press a key; Esc cancels
keys-none = None
keys-change = Change the key of “{ $command }”
keys-same = The same as “{ $other }”: only one of them works
keys-clash = { $key } is the key of “{ $other }”. Give it to “{ $command }”?
keys-take = Give it
keys-leave = Leave it
keys-refused = This key has a fixed meaning; choose another
keys-restore = Defaults for all
keys-arrows = Move the caret; with Ctrl by word, with Shift to mark
keys-tags = Give the entry a tag of the codebook, one to nine, or take it

# The command line
cli-about = Piyue: review government bulletins, put the extraction right, tag entries, export the annotated set.
cli-usage = piyue [FOLDER|FILE] [--reviewer NAME]
    {"       "}piyue COMMAND …
cli-after =
    Exit codes: 0 well; 1 a document, sidecar or edit could not be read or applied (each on a line of
    standard error); 2 wrong use or no display.
    About one command: piyue COMMAND --help

    Examples:
    {"  "}piyue bulletins
    {"  "}piyue export bulletins --format xlsx -o results.xlsx
cli-heading-usage = Usage:
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-arg-help = Show this help
cli-arg-version = Show the version
cli-arg-lang = Language of the messages, zh for Chinese, en for English; the system's by default
cli-arg-open = Folder or file to open; the start page without it
cli-arg-reviewer = Keep decisions in this reviewer's own sidecars (bulletin.txt.NAME.piyue.ron)
cli-extract-about = Machine extraction alone, sidecars ignored: one JSON object a document and line
cli-extract-usage = piyue extract PATH… [-o FILE]
cli-extract-arg-path = Folders or files
cli-extract-arg-output = Write to this file; to standard output without it or for -
cli-extract-after =
    Example:
    {"  "}piyue extract bulletins -o extraction.jsonl
cli-error-see-help = See piyue --help or piyue COMMAND --help.
cli-error-before-command = No folder and no --reviewer may stand before the command { $command }.
cli-error-value-missing = { $argument } lacks its value.
cli-error-choice = { $argument } cannot be “{ $value }”; it can be: { $choices }.
cli-error-value = { $argument } has a value that is not valid: “{ $value }”.
cli-error-unknown = There is no option or argument “{ $argument }”.
cli-error-twice = { $argument } stands twice or conflicts with another option.
cli-error-missing = Missing: { $argument }.
cli-error-number-of-values = { $argument } has the wrong number of values.
cli-error-other = The command line cannot be understood.
cli-no-display = There is no display to open a window on; these commands work without one: piyue extract, export, annotate, check, restore, log (see piyue --help).
cli-no-window = The window cannot be opened: { $reason }. These commands work without one: piyue extract, export, annotate, check, restore, log (see piyue --help).
cli-unreadable = cannot be read: { $reason }
cli-unwritable = cannot be written: { $reason }
cli-unreadable-format = cannot be read: unknown format
cli-unreadable-not-text = cannot be read: not text
cli-unreadable-too-large = cannot be read: larger than { $limit } MB, please split it into smaller files
cli-unreadable-fault = cannot be read: the program failed at it; please tell whoever looks after the program
cli-unreadable-not-a-file = cannot be read: no ordinary file
cli-sidecar-syntax = the sidecar cannot be read and is left as it is: { $reason }
cli-sidecar-too-large = the sidecar is larger than { $limit } MB and left as it is; take back an earlier one from .piyue/backups
cli-sidecar-link = the sidecar is a symbolic link and not used: annotations are kept in the folder only; put the file itself in its place
cli-sidecar-not-utf-8 = this line of the sidecar is not in UTF-8, the file is left as it is; save it in UTF-8
cli-sidecar-newer = the sidecar comes from a newer version ({ $version }) and is left as it is; please update this program
codebook-syntax = the codebook cannot be read: { $name }
codebook-newer = the codebook comes from a newer version ({ $name })
codebook-built-in = the codebook's “{ $name }” is no built-in type or given twice
codebook-type-key = the codebook's letter “{ $name }” of a type means something else or is given twice
codebook-tag-parent = the codebook's tag “{ $name }” stands under a tag that there is not, in a circle or too deep
codebook-field = the codebook's field “{ $name }” has no name, is given twice or built in
codebook-choice = the codebook's choice “{ $name }” of a field is empty, given twice or holds “；”
codebook-type-name = the codebook's type name “{ $name }” is empty, given twice or built in
codebook-tag-name = the codebook's tag “{ $name }” is empty or given twice
codebook-key = the codebook's key “{ $name }” is no digit from 1 to 9 or given twice
codebook-colour = the codebook's colour “{ $name }” is not #RRGGBB
codebook-term = the codebook's term “{ $name }” is empty or of a type that there is not
codebook-too-many-patterns = the codebook has more than { $name } patterns
codebook-too-large = the codebook is larger than { $name } MB
codebook-pattern = the codebook's pattern “{ $name }” cannot be used or is of a type that there is not
cli-codebook-built-in = (the built-in codebook is used)
cli-export-left-out = not exported, so that the decisions in it are not missing
cli-export-cancelled = Cancelled; no file was written.
cli-export-is-source = { $path } is a source document and cannot be the target.
cli-export-is-sidecar = { $path } is the name of a sidecar or codebook and cannot be the target.
cli-export-failed = The export failed: { $reason }

# Exports
export-yes = yes
export-list-separator = {", "}
export-cell-cut = … (too long: cut here, the source has the whole)
export-verdict-none = undecided
sheet-documents = Documents
sheet-entries = Entries
sheet-mentions = Mentions
sheet-files = Documents cited
sheet-date = Dates
sheet-org = Organisations
sheet-person = Persons
sheet-doc = Titles
sheet-event = Events
sheet-metric = Figures
sheet-place = Places
column-file = File
column-doc_title = Document title
column-doc_type = Document type
column-period = Period
column-issuer = Issued by
column-published = Published
column-source = Source
column-doc_status = Document status
column-doc_tags = Document tags
column-doc_note = Document note
column-n_entries = Entries
column-n_reviewed = Entries reviewed
column-n_mentions = Mentions
column-n_undecided = Undecided
column-n_accepted = Accepted
column-n_corrected = Corrected
column-n_rejected = Rejected
column-n_added = Added
column-encoding = Encoding
column-length = Characters
column-sha256 = SHA-256 of the source
column-section_path = Section
column-lead = Lead
column-text = Text of the entry
column-region = Region code
column-region_name = Region
column-entry_date = Date of the entry
column-entry_action = Action of the entry
column-entry_body = Leading body
column-status = Entry status
column-tags = Entry tags
column-note = Entry note
column-entry_by = Entry reviewed by
column-entry_at = Entry reviewed at
column-type = Type
column-quote = Words
column-value = Value
column-verdict = Verdict
column-was = Value before
column-by = Decided by
column-at = Decided at
column-rule = Rule
column-start = Start
column-end = End
column-date_from = First day
column-date_to = Last day
column-number = Number
column-unit = Unit
column-indicator = Indicator
column-as_of = As of
column-approximate = Approximate
column-place_name = Place
column-full_name = Full name
column-place_code = GB/T 2260 code
column-doc_name = Title
column-doc_kind = Kind
column-doc_number = Document number
column-doc_issuer = Issuing body
column-doc_date = Date of issue
column-log_at = Time
column-log_by = Reviewer
column-log_what = Change
column-log_about = Of
column-log_old = From
column-log_new = To

# Changes in the log
log-accepted = accepted
log-corrected = corrected
log-rejected = rejected
log-added = added
log-set = set
log-conflict-settled = conflict settled
log-conflict-back = conflict put back
log-put-back = put back
log-tags = tags
log-note = note
log-status = status
log-settled = place settled
log-erratum = source corrected
log-set-aside = set aside again
log-split = split
log-joined = joined
log-kind = changed kind
log-depth = changed level
log-lead = changed lead

# The codebook's window
command-codebook = Codebook
command-codebook-about = Edit tags, mention types, fields, terms and patterns; saved, they hold for the whole folder
codebook-reading = Reading…
codebook-about = Which tags can be given, which mentions are found, which fields are asked. Once saved it holds for every document of the folder; decisions made stay as they are.
codebook-about-built-in = This folder has no codebook of its own yet; this is the built-in one. Saving it writes the file into the folder, where your colleagues use it too.
codebook-part-tags = Tags
codebook-part-types = Mention types
codebook-part-fields = Fields
codebook-part-terms = Terms and patterns
codebook-save = Save
codebook-save-anyway = Save all the same
codebook-stay = Not now
codebook-drop = Do not save
codebook-saved = Saved
codebook-unsaved = Changes not saved yet
codebook-view-only = You chose only to read; nothing can be changed here.
codebook-not-saved = Not saved: { $reason }. Your changes are still here, try again
codebook-rebased = Somebody else changed the codebook; your changes not saved yet were made on theirs{ $lost ->
        [0] {""}
       *[other] , except { $lost } that no longer fit
    }
codebook-ask-comments = The file has { $n } comments written by hand, which saving here does not keep. The old file stays in .piyue/backups. Save all the same?
codebook-ask-unsaved = The codebook has changes not saved yet.
codebook-broken-at = The codebook is wrong in line { $line }, column { $column }:
codebook-broken = The file was not touched, and the built-in codebook is in force. Mend it in a text editor and read it again, or move it away.
codebook-read-again = Read again
codebook-refused-gone = “{ $name }” is no longer in the codebook
codebook-refused-under-itself = “{ $name }” cannot stand under itself
codebook-refused-mark = “{ $name }” cannot be used, or is another type's character
codebook-uses = { $n } uses
codebook-archived = archived
codebook-no-tags = No tags yet. Tags put entries in classes, such as “meeting” or “to be verified”; they can stand under each other and have digit keys.
codebook-unknown-tags = Given, but in no codebook
codebook-take-in = Take in
codebook-take-in-tag = Take in the tag “{ $name }”
codebook-add-tag = New tag
codebook-add-tag-under = Tag below
codebook-tag-keys = Drag to move; ↑↓ choose, Alt with arrows moves, F2 renames
codebook-tag-row = Tag { $name }, { $n } uses
codebook-tag-row-archived = Tag { $name }, { $n } uses, archived
codebook-tag-name-label = Name
codebook-tag-uses = Used { $n } times in the documents loaded. A new name shows wherever it was given; no sidecar is touched.
codebook-tag-key = Digit key
codebook-set-key = Use digit key { $name }
codebook-key-of = The key of “{ $name }” now
codebook-ask-key = { $key } is the key of “{ $other }” now. Give it to “{ $command }”?
codebook-tag-group = Heading in menus
codebook-tag-was = Earlier names and merged tags
codebook-split = Take out
codebook-split-name = Take “{ $name }” out
codebook-split-about = A tag of its own again, with what was given under this name
codebook-merge = Merge
codebook-merge-into = Merge into
codebook-merge-with = Merge into “{ $name }”
codebook-ask-merge = Merge “{ $name }” ({ $n } uses) into “{ $into }” ({ $m } uses): all { $all } show and are exported as “{ $into }” from now on. No sidecar is touched, and it can be taken out again at any time.
codebook-archive = Archive
codebook-restore = Use again
codebook-remove = Delete
codebook-in-use = Used { $n } times, so it cannot be deleted; archive it or merge it
codebook-ask-archive = Archive “{ $name }” and what stands below: it is not offered any more. Its { $n } uses are shown and exported as before.
codebook-fate-about = Archiving and merging delete no tag that was given; only what was never used can be deleted.
codebook-type-row = Type { $name }, { $n } uses
codebook-add-type = New type
codebook-new-type = New type
codebook-type-label = Name
codebook-label-en = Name in the English interface (optional)
codebook-type-mark = Badge (one character)
codebook-type-colour = Colour
codebook-colour-named = Colour { $n } ({ $name })
codebook-type-letter = Letter in menus
codebook-type-letter-free = automatic
codebook-type-built-in = Built in: name, badge and colour can be changed, it can be archived but not deleted.
codebook-ask-archive-type = Archive the type “{ $name }”: it is not offered any more, and findings of it are not shown ({ $n } now). What you decided is shown and exported as before.
codebook-no-fields = No fields of its own yet. A field is a line to fill in, such as “level” or “followed up”: words, a date, a number or a choice.
codebook-of-entries = Fields of entries
codebook-of-documents = Fields of documents
codebook-add-entry-field = Entry field
codebook-add-document-field = Document field
codebook-new-field = New field
codebook-field-row = Field { $name }, { $n } uses
codebook-field-label = Name
codebook-field-kind = What is filled in
codebook-field-choices = Choices (one a line, Ctrl+Enter when done)
codebook-field-choices-about = Values of a choice that is taken away stay.
codebook-field-required = Required (marked in the form while it is empty)
codebook-field-up = Move up
codebook-field-down = Move down
codebook-ask-archive-field = Archive the field “{ $name }”: the form does not ask it any more. Its { $n } values are shown and exported as before.
codebook-kind-text = Words
codebook-kind-date = Date
codebook-kind-number = Number
codebook-kind-choice = One choice
codebook-kind-choices = Several choices
codebook-kind-yes-no = Yes or no
codebook-kind-body = Body
codebook-kind-person = Person
codebook-no-terms = No terms yet. They say which words are always a mention of a type, such as an abbreviation that is a body; a pattern is a regular form. Try them on the open document before they are taken in.
codebook-add-term = New term or pattern
codebook-term-kind = Term
codebook-pattern-kind = Pattern
codebook-term-type = Type
codebook-term-words = Words
codebook-term-hint = such as 省电教馆
codebook-pattern-words = Pattern (regular expression)
codebook-pattern-hint = such as “[^”]{"{"}1,12{"}"}”工程
codebook-term-value = Value (optional)
codebook-term-value-hint = the words themselves
codebook-term-take = Take in
codebook-term-change = Change
codebook-try = What is typed is looked for in the open document, and the places are listed here.
codebook-try-nowhere = There is no open document to try it on.
codebook-trying = Trying…
codebook-try-slow = Too slow: two seconds were not enough for this document, so it cannot be taken in. Be more specific, with fewer large repetitions.
codebook-tried = Found { $n } times in the open document
codebook-tried-replacing = , { $replacing } of them in place of present findings
codebook-tried-left = , { $left } do not count
codebook-line = Line { $n }
codebook-place-left = Does not count: inside 《》, or no value of this type
codebook-place-replaces = In place of { $name }

# Export window
elsewhere-title = Save elsewhere what could not be saved
elsewhere-about = The annotation files are written into a new folder there; nothing is overwritten.
elsewhere-folder = Place
elsewhere-write = Save

past-title = Versions · { $path }
past-about = Before the first save after a folder is opened, the annotations that were there are kept as a version.
past-none = There is no earlier version yet.
past-before = before { $time }
past-summary = { $status }, mentions { $mentions }, entries { $entries }, document fields { $fields }  { $by }
past-choose = Choose a version to see what taking it back would change.
past-same = The same as the annotations now.
past-changes = Taking it back changes { $n } decisions:
past-document = The document
past-restore = Take this one back
past-restoring = Taking back…

export-title = Export the reviewed set
export-waiting = Waiting until the changes are saved…
export-running = { $done } of { $all } documents
export-again = Change the settings
export-what = What
export-records = Reviewed set
export-log = Log of decisions
export-format = Format
export-format-xlsx = Excel workbook
export-format-csv = CSV table
export-format-jsonl = JSONL data
export-table = Table
export-any = all
export-entry-status = Entry status
export-period-hint = such as 2024-01/2024-06, empty for all
export-reviewed-only = reviewed only
export-errata = apply corrections of the source
export-errata-about = Source text, leads and values are exported as corrected; positions are still those of the source, whose file stays as it is
export-target = Save as
export-choose = Choose…
export-replaces = This file exists and will be replaced when the export is complete
export-sources-untouched = Sources and annotation files stay as they are
export-scratch = The export did not finish: there was no room for its temporary files; make room and try again
export-start = Export
export-cancel = Cancel
export-close = Close
export-written = { $n ->
    [one] { $n } document exported
   *[other] { $n } documents exported
}
export-filtered = { $n ->
    [one] { $n } more does not fit the filter
   *[other] { $n } more do not fit the filter
}
export-left-out = Left out: { $path } or its annotation file cannot be read
notice-export-unsaved = Some changes are not saved yet, nothing was exported: { $path }, { $reason }
# The command line: export, annotate, check
cli-export-about = Export records (the extraction with the decisions applied), all or a selection
cli-export-usage = piyue export FOLDER --format F -o TARGET [CONDITIONS]
cli-export-arg-folder = Folder or file
cli-export-arg-format = Format: jsonl (the program's own, complete), csv (one table), xlsx (all tables)
cli-export-arg-output = Write to this file; to standard output for -
cli-export-arg-table = Table of a csv: documents, entries, mentions (default), files (every 《》)
cli-export-arg-doc-type = Documents of this type: monthly_bulletin, work_points, chronicle, other
cli-export-arg-period = Documents whose period has a day in common, such as 2024-05 or 2024-01/2024-06
cli-export-arg-status = Entries of this status: unreviewed, in_review, reviewed
cli-export-arg-tag = Entries with this tag; of a document with this tag, all entries
cli-export-arg-reviewed-only = Entries that are reviewed; of a document reviewed as a whole, all entries
cli-export-arg-errata = Source text, leads and values as corrected; positions are still those of the source
cli-export-after =
    Conditions add up. Where entries are asked for, documents without one that fits are left out.
    Headings of csv and xlsx are in the language of the messages (--lang). Sources and sidecars are never written.

    Example:
    {"  "}piyue export bulletins --format xlsx -o results.xlsx --period 2024-05 --reviewed-only
cli-annotate-about = Apply edits to the sidecars, one JSON object a line
cli-annotate-usage = piyue annotate FOLDER [EDITS.jsonl] [--reviewer NAME]
cli-annotate-arg-folder = Folder or file
cli-annotate-arg-edits = File of edits; standard input without it or for -
cli-annotate-after =
    Prints "saved N" once line N is on disk; lines that cannot be applied are reported on standard error, the others are applied.
    op is one of accept, correct, reject, add (a mention: type, start, end, quote; value, new_type, new_start, new_end where
    needed), tag, untag, note, field, status (node is where the entry begins, none is the document; tag, text, field with
    value, status). Positions count characters. An edit whose quote is not what stands there is refused.

    Example:
    {"  "}echo '{"{"}"path":"bulletin.txt","op":"tag","node":80,"tag":"重要","by":"Li"{"}"}' | piyue annotate bulletins
cli-check-about = Check sidecars, codebook and anchors: what is wrong and how to put it right
cli-check-usage = piyue check FOLDER [--fix]
cli-check-arg-folder = Folder or file
cli-check-arg-fix = Remove temporary files and marks that a crash left; rename sidecars with their documents (no decision is touched)
cli-check-after =
    Files that cannot be read are named on standard error and make the exit code 1; everything else is a notice on
    standard output and does not change it.

    Example:
    {"  "}piyue check bulletins --fix
cli-check-summary = Documents: { $documents }, sidecars: { $sidecars }; errors: { $errors }, notices: { $notices }.
cli-check-without-document = there is no such document: where it was renamed or moved, do the same to the sidecar
cli-check-undecodable = some bytes are no { $encoding } and were replaced by “�”: choose another encoding in the bar below the window
cli-check-renamed = its source is the same as { $document }, which must have been renamed: --fix renames the sidecar to { $to }
cli-check-renamed-by-hand = no document goes with this name, and its source is the same as { $document }: if it belongs to that, rename it to { $to }
cli-check-renamed-done = its source is the same as { $document }; the sidecar was renamed to { $to }
cli-check-renamed-taken = its source is the same as { $document }, but there is a { $to } already: merge the two
cli-check-other-document = this is the sidecar of another document, “{ $name }”: give it back the name that goes with that
cli-check-other-source = the source has changed since it was written: open the document in the window and see to the detached decisions
cli-check-overlap = “{ $first }” (at { $start }) and “{ $second }” (at { $other }) overlap: reject or correct one of them in the window
cli-check-detached = detached: the source has changed, and where “{ $quote }” (at { $start }) belongs now is not certain; open the document in the window and place, drop or note it under “detached”
cli-check-without-entry = “{ $quote }” (at { $start }) is no entry any more; a reviewer has to see to the decisions on it
cli-check-unknown-tag = the codebook has no tag “{ $tag }” (given { $n } times): add it to codebook.piyue.ron or give another tag
cli-check-unknown-type = the codebook has no mention type “{ $type }” (given { $n } times): add it to codebook.piyue.ron
cli-check-leftover = a temporary file that a crash left; --fix removes it
cli-check-leftover-removed = a temporary file that a crash left was removed
cli-check-ended-window = a window that ended unexpectedly left this mark that the folder is open; it keeps nobody from working, and --fix removes it
cli-check-ended-window-removed = a window that ended unexpectedly left this mark that the folder is open; removed
cli-restore-about = List or take back earlier generations of a document's sidecar
cli-restore-usage = piyue restore FOLDER FILE [--list] [--generation N] [--reviewer NAME]
cli-restore-arg-folder = Folder
cli-restore-arg-file = A document in it
cli-restore-arg-list = Only list the generations, 1 is the newest
cli-restore-arg-generation = Take back number N; the newest without it
cli-restore-after =
    What a session finds is kept before its first save: the last ten stay, and one a day for thirty days.
    What a restore replaces becomes a generation too, so that running it again takes it back. Close the folder
    in the window first.

    Example:
    {"  "}piyue restore bulletins bulletin.txt --list
cli-restore-outside = { $path } is not in this folder.
cli-restore-none = { $path }: there is no generation { $n }, there are { $known }.
cli-restore-done = { $path }: what was there before { $kept } is back; what it replaced is generation 1 now.
cli-restore-same = This generation is what the sidecar is; nothing was changed.
cli-restore-now = now
cli-restore-no-sidecar = no sidecar
cli-restore-summary = { $status }; mentions { $mentions }, entries { $entries }, document fields { $fields }; last change { $at } { $by }
cli-log-about = Export the log: who changed what from what to what and when, one row a change
cli-log-usage = piyue log FOLDER [--format jsonl|csv] [-o TARGET] [--reviewer NAME]
cli-log-arg-folder = Folder or file
cli-log-arg-format = Format: jsonl (the default), csv
cli-log-arg-output = Write to this file; to standard output without it or for -
cli-log-after =
    Undoing is a change too. Headings and words of a csv are in the language of the messages (--lang).

    Example:
    {"  "}piyue log bulletins --format csv -o log.csv
cli-merge-about = Make one sidecar of two of the same document
cli-merge-usage = piyue merge A B [--base C] -o D [--dry-run]
cli-merge-arg-a = one sidecar
cli-merge-arg-b = the other sidecar
cli-merge-arg-base = the sidecar as it was before the two went apart; without it, their logs tell
cli-merge-arg-output = write to this file, which may be A or B
cli-merge-arg-dry-run = only count and list conflicts, write nothing
cli-merge-after =
    Decision by decision: what only one side decided is kept. Where both decided differently there is a conflict: both decisions stay in
    the sidecar until a person chooses in the window; meanwhile the earlier one holds. Conflicts are listed one a line and do not change
    the exit code.

    Example:
    {"  "}piyue merge bulletin.txt.piyue.ron li/bulletin.txt.piyue.ron -o bulletin.txt.piyue.ron --dry-run
cli-merge-side = { $path }: { $n } decisions, { $new } of them changed by merging
cli-merge-done = { $path }: { $n } decisions after merging, { $new } conflicts
cli-merge-would = { $path }: { $n } decisions after merging, { $new } conflicts (nothing written)
cli-merge-other-source = these are decisions on another source, “{ $name }” (its hash differs); they cannot be merged
cli-merge-occupied = is there already and is no sidecar of the same source; not overwritten
cli-merge-place = conflict at { $start } “{ $quote }”:
cli-merge-document = conflict on the document:
cli-merge-put-back = put back
cli-check-unsettled = { $n } conflicts wait to be settled in the window; meanwhile the earlier decisions hold
cli-check-copy = a conflict copy; merge it in the window or with piyue merge { $sidecar } { $copy } -o { $sidecar }
cli-export-nothing = No document fits the conditions; the file has no content.
cli-export-cell-cut = { $path }: a text in the column “{ $column }” is too long for a cell and was cut; the source has the whole.
cli-export-sheet-continued = There are more rows than a sheet can hold; they go on in the sheet “{ $sheet }”.
cli-edit-json = not an edit: { $value }
cli-edit-too-long = the line is longer than { $limit } MB
cli-edit-two-documents = more than one document has a name that shows as “{ $value }”: rename them first
cli-edit-no-document = the folder has no document “{ $value }”
cli-edit-missing = { $value } is missing
cli-edit-unknown = { $key } cannot be “{ $value }”
cli-edit-positions = the positions are outside the text
cli-edit-quote = what stands there is not the quote
cli-edit-other-value = the mention there has another value than the one given; use correct to change it
cli-edit-no-entry = no entry begins at { $start }
cli-edit-no-node = no part of the outline begins at { $start }
cli-refused-no-such-mention = there is no such mention at this place
cli-refused-already-there = this mention is already there
cli-refused-not-an-entry = this is no entry
cli-refused-span = the span is empty, begins or ends with white space, or lies outside the text
cli-refused-tag-name = a tag needs a name of one line
cli-refused-corrected-otherwise = some of these words are corrected together with others already
cli-refused-no-part = nothing can begin here
cli-refused-nothing-before = there is nothing before to join it to
cli-refused-lead = these words are not inside it, or it can have no lead
cli-value-not-a-date = the value is no date or interval of dates (such as 2024-05-24, 2024-05, 2024-05-24/2024-05-25)
cli-value-no-such-day = the value names a day that no calendar has
cli-value-reversed = the value ends before it starts
cli-value-not-a-number = the value is no number with a space before its unit (such as 1276 家)
cli-value-not-a-region-code = the value's region code is not six digits
cli-value-not-a-choice = the value is none of the choices
cli-value-empty = the value is empty
cli-value-line-break = the value has a line break

# The source's text
text-pane = Source text
text-menu = Mention menu
text-change-type = Change type
text-copy = Copy
text-gutter-entry = Entry: { $lead }
text-gutter-lost = A decision that lost its place may belong here: click to settle it
text-source-of = Source of: { $fields }
text-readings = Can also be: { $readings }
text-no-readings = No other readings
field-of-selection = from the selection

# Search
search-title = Search
search-hint = Search all documents…
search-hint-document = Find in this document…
search-all = All
search-all-about = Search all documents of the folder
search-here = This one
search-here-about = Find in the open document only
search-words = Any form
search-words-about = Any width, case or script; letters also as pinyin: jyb finds 教育部
search-exact = Exact
search-exact-about = Exactly as typed
search-regex = Regex
search-regex-about = As a regular expression, such as \d+月底
search-count = { $n } in { $documents } documents
search-count-document = { $n } found
search-running = Searching…
search-nothing = Nothing found. Try fewer characters, or “Any form”
search-invalid = This is no complete regular expression
search-loading = { $n } documents are still loading; what they hold is added by itself
search-more = { $n } found, the first { $listed } are listed, there are more; type more characters to narrow it down
search-more-here = { $n } more in this document, click to list all
command-search = Search
command-search-about = Look in the texts, values, tags and notes of all documents
command-search-document = Find in this document
command-search-document-about = Look in the open document only
command-next-hit = Next hit
command-next-hit-about = Go to the next place found
command-previous-hit = Previous hit
command-previous-hit-about = Go to the previous place found
command-close-search = Close search
command-close-search-about = Close the results (Esc) and go back to where you were

# Table
table-document = Document
table-period = Period
table-section = Section
table-lead = Lead
table-date = Date
table-action = Action
table-body = Body
table-status = Status
table-tags = Tags
table-note = Note
table-mentions = Mentions
table-sort-about = Click to sort by this column, again for the other way round, a third time for the folder's order
table-filter = Filter in all columns…
table-any-status = Any status
table-any-tag = Any tag
table-any-kind = Any type
table-clear = Clear filters
table-columns = Columns
table-count = { $n } entries
table-count-of = { $n } of { $all } entries
table-selected = { $n } selected
table-set-status = Set status
table-add-tag = Add tag
table-remove-tag = Remove tag
table-other-tag = Another tag, Enter adds it
table-no-tags = The selected entries have no tags
table-making = Making the table…
table-empty = There are no entries yet. Once documents are loaded each entry has a row here
table-nothing = No entry fulfils all conditions. Clear the filters to see all
notice-bulk-left = { $n } entries were left as they are: their documents are read-only or still loading
command-show-review = Review
command-show-review-about = Show documents, outline, text and form
command-show-table = Table
command-show-table-about = List the entries of all documents: filter, sort, change many at once, copy
command-open-row = Open entry
command-open-row-about = Open the table's entry for review (double-click or Enter)
command-select-rows = Select all rows
command-select-rows-about = Select all entries that the table lists
command-copy-rows = Copy rows
command-copy-rows-about = Copy the selected rows as cells for a spreadsheet; all where none is selected
command-export-rows = Export rows
command-export-rows-about = Export only the entries of the selected rows; all listed where none is selected
export-entries = Entries
export-only-rows = Only the { $n } chosen in the table
