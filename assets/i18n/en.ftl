# Interface texts: English. The same messages as zh-CN.ftl.
documents-unreadable = { $n ->
    [one] { $n } file cannot be read
   *[other] { $n } files cannot be read
}

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
cli-no-display = There is no display to open a window on; these commands work without one: piyue extract, export, annotate, check (see piyue --help).
cli-no-window = This build has no window.
cli-unreadable = cannot be read: { $reason }
cli-unwritable = cannot be written: { $reason }
cli-unreadable-format = cannot be read: unknown format
cli-unreadable-not-text = cannot be read: not text
cli-unreadable-too-large = cannot be read: too large
cli-sidecar-syntax = the sidecar cannot be read and is left as it is: { $reason }
cli-sidecar-newer = the sidecar comes from a newer version ({ $version }) and is left as it is; please update this program
cli-codebook-syntax = the codebook cannot be read: { $reason }
cli-codebook-newer = the codebook comes from a newer version ({ $version })
cli-codebook-type-name = the codebook's type name “{ $name }” is empty, given twice or built in
cli-codebook-tag-name = the codebook's tag “{ $name }” is empty or given twice
cli-codebook-key = the codebook's key “{ $name }” is no digit from 1 to 9 or given twice
cli-codebook-colour = the codebook's colour “{ $name }” is not #RRGGBB
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
export-doc-type-monthly_bulletin = monthly bulletin
export-doc-type-work_points = work points
export-doc-type-chronicle = chronicle
export-doc-type-other = other
export-status-unreviewed = unreviewed
export-status-in-review = in review
export-status-reviewed = reviewed
export-verdict-none = undecided
export-verdict-accepted = accepted
export-verdict-corrected = corrected
export-verdict-rejected = rejected
export-verdict-added = added
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
column-place_code = GB/T 2260 code
column-doc_name = Title
column-doc_kind = Kind
column-doc_number = Document number
column-doc_issuer = Issuing body
column-doc_date = Date of issue
