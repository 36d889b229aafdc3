# Interface texts: English. The same messages as zh-CN.ftl.
documents-unreadable = { $n ->
    [one] { $n } file cannot be read
   *[other] { $n } files cannot be read
}
