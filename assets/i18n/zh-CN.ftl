# 界面文字：中文。与 en.ftl 条目相同。

# 上栏、开始页、对话框
bar-open = 打开
start-about = 校核政府公报：机器先读，人来定夺。
start-drop = 也可以把文件夹或文件拖到窗口里。
start-drop-now = 松开即打开
start-path = 或者输入路径
start-path-hint = 文件夹或 .txt 文件，按 Enter 打开
start-recent = 最近打开
dialog-open-folder = 打开存放文档的文件夹
dialog-open-file = 打开一个文档
dialog-text-files = 文本文件
dialog-export = 导出到

# 文档
documents-title = 文档
documents-filter = 按名称筛选…
documents-loading = 正在载入 { $done } / { $all }
documents-reviewed = { $done } / { $all } 已审
documents-unreadable = { $n } 个文件无法读取
documents-detached = { $n } 失锚
documents-empty = 此文件夹中没有 .txt 文档。请打开其他文件夹，或从“打开”菜单打开示例。
unreadable-format = 目前只能读取 .txt 文件
unreadable-not-text = 不是文本：文件内容是二进制数据
unreadable-too-large = 文件超过 { $limit } MB 的上限，无法打开；请拆分成几个较小的文件
unreadable-fault = 无法打开：本程序处理此文件时出错。其他文档不受影响；请把这一情况告诉程序的维护者
unreadable-not-a-file = 这不是普通文件，无法打开
unreadable-sidecar = 不是能用的批注文件
unreadable-io = 无法读取：{ $reason }
document-loading = 正在载入…
document-failed = 无法打开 { $path }：{ $reason }

# 章节
outline-title = 章节
outline-document = 文档信息
node-title = 标题
node-byline = 署名
node-summary = 摘要
node-section = 章节标题
node-entry = 条目
node-paragraph = 段落
node-boilerplate = 网页附属内容

# 校核
form-title = 校核
form-entry = 校核 · 条目 { $n } / { $all }
form-document = 校核 · 文档
form-node = 所选为{ $kind }，以下是整篇文档的字段。
form-mentions = 要素 { $n }
form-accept-all = 全部采纳
form-no-mentions = 没有识别出要素。可在原文中选取文字后按 { $key } 添加。
form-tags = 标签
form-note = 备注
form-note-hint = 写给自己和同事的话，Ctrl+Enter 完成
form-skip = 跳过
form-settle = 审定并到下一条
form-go-on = 到下一个未审条目
field-lead = 小标题
field-no-lead = 无小标题
field-date = 日期
field-action = 动作
field-body = 责任单位
field-value = 值
field-empty = 未识别
field-choose = 选择
field-status = 状态
field-doc-type = 文种
field-title = 标题
field-period = 报告期
field-issuer = 发文单位
field-published = 发布时间
field-source = 来源
doc-type-monthly-bulletin = 工作月报
doc-type-work-points = 工作要点
doc-type-chronicle = 大事记
doc-type-other = 其他
status-unreviewed = 未审
status-in-review = 在审
status-reviewed = 已审
verdict-accepted = 采纳
verdict-corrected = 更正
verdict-rejected = 剔除
verdict-added = 添加
origin-machine = 自动
origin-person = { $by } 改
origin-rule = 自动识别，规则 { $rule }
origin-put-back = 点击恢复自动识别的值：{ $was }（{ $at }）
origin-was = 原为 { $was }
history-detached-settled = 已处理失锚
history-detached-back = 恢复失锚
erratum = 勘误
history-put-back = 恢复
history-settled = 分歧已裁定
history-disputed = 恢复分歧
detached-about = 原文变动后，这些批注的位置无法确定，暂不生效，内容都还保留。点一条，看它可能在哪里；也可以在原文中另选文字，再放过去。
form-lost = { $n } 条批注失锚，请确定位置
lost-back = 返回
lost-then = 原在
lost-now = 第 { $n } 处，文字相同
lost-now-other = 第 { $n } 处，文字不同
lost-nowhere = 现在的原文里没有这些文字，可在原文中选取位置。
lost-place = 放到“{ $words }”
lost-place-nothing = 放到选中处
lost-note = 留作文档备注
lost-note-about = 把这条批注的内容写进文档的备注，不再失锚
lost-note-entry = 留作条目备注
lost-note-entry-about = 把这条批注的内容写进所选条目的备注，不再失锚
lost-drop = 丢弃
lost-drop-about = 不要这条批注了；可以撤销，历史中也还有
lost-place-all = 原文唯一的都放回
lost-place-all-about = 批注的原文在新文本中只出现一次的，都放到那里
lost-note-all = 都留作备注
lost-note-all-about = 把这些批注的内容都写进文档的备注
lost-drop-all = 都丢弃
lost-drop-all-about = 这些批注都不要了；可以撤销，历史中也还有
lost-as-note = 失锚批注：{ $what }（{ $who }），原文“{ $before }【{ $quote }】{ $after }”
tag-add = 标签
tag-remove = 去掉标签“{ $tag }”
tag-new = 新标签
hint-date = 如 2024-05-31 或 2024-05-24/2024-05-25
hint-metric = 如 1276 家 或 80 %
hint-place = 如 四川 510000
hint-person = 职务，可为空
hint-name = 名称
attribute-indicator = 指标
attribute-as-of = 截至
attribute-approximate = 约数
attribute-kind = 文种
attribute-number = 文号
attribute-issuer = 发文单位
attribute-full-name = 全称
type-date = 日期
type-org = 机构
type-person = 人物
type-doc = 文件
type-event = 活动
type-metric = 指标
type-place = 地域

# 不合规的值
problem-not-a-date = 不是日期。请写成 2024、2024-05、2024-05-31，或用 / 连接的起止日期
problem-no-such-day = 日历上没有这一天
problem-reversed = 结束早于开始
problem-not-a-number = 请写数字，空一格再写单位，如 1276 家
problem-not-a-region-code = 区划代码应为六位数字，如 四川 510000
problem-not-a-choice = 不在可选范围内
problem-empty = 不能为空
problem-line-break = 不能换行

# 决定被拒绝的原因
refused-no-such-mention = 该处没有这个要素
refused-already-there = 该处已有同类要素
refused-not-an-entry = 所选不是条目
refused-span = 所选文字不能作为要素
refused-value = 值不合规
refused-tag-name = 标签名称不能为空
refused-corrected-otherwise = 这些字有一部分已在另一条勘误中

# 步骤名称（撤销、重做）
step-accept = 采纳
step-accept-all = 全部采纳
step-reject = 剔除
step-correct = 更正
step-add = 添加要素
step-put-back = 恢复自动识别
step-settle = 审定
step-tag = 加标签
step-untag = 去标签
step-note = 备注
step-correction = 勘误
step-field = 修改字段
step-lost-place = 放回失锚批注
step-lost-drop = 丢弃失锚批注
step-lost-note = 失锚批注转为备注
step-status = 修改状态

# 下栏
save-untouched = 尚无改动
save-saving = 正在保存
save-saved = 已保存 { $at }
save-failed = 未能保存 { $path }（共 { $n } 篇未存）：{ $reason }。改动都还在，请勿关闭程序
save-failed-elsewhere = 未能保存 { $path }（共 { $n } 篇未存）：{ $reason }。改动已另存到 { $folder }
save-unsaved = { $n } 篇未存
save-reason-full = 磁盘已满，请腾出空间后重试
save-reason-denied = 没有写入权限
save-reason-gone = 文件夹已不在原处，可能被移走或网络盘已断开
save-close = 关闭
save-stay = 先不关闭
save-close-anyway = 放弃这些改动并关闭
encoding-about = 文字编码；显示乱码时在此改选
encoding-errors = 有些字节不合此编码，请改选
status-position = 第 { $line } 行 · 第 { $column } 字
status-marked = { " " }· 选中 { $n } 字
status-diagnostics = { $n } 处提示
status-offline = 离线
status-offline-about = 本程序不连接网络
status-reviewer = 校核人 { $name }
status-no-reviewer = 未署名
status-reviewer-about = 点击填写姓名；之后的决定都以此署名
status-reviewer-name = 姓名

# 提示（诊断）
diagnostic-outline-number-skipped = 第 { $line } 行：编号跳过“{ $detail }”
diagnostic-outline-number-repeated = 第 { $line } 行：编号“{ $detail }”重复
diagnostic-outline-empty-section = 第 { $line } 行：“{ $quote }”下没有内容
diagnostic-outline-region-repeated = 第 { $line } 行：“{ $detail }”出现两次
diagnostic-outline-no-structure = 没有识别出章节
diagnostic-text-unclosed-bracket = 第 { $line } 行：“{ $quote }”处的括号或引号没有配对
diagnostic-text-no-final-punctuation = 第 { $line } 行：“{ $quote }”末尾没有标点
diagnostic-text-plus-lost = 第 { $line } 行：“{ $quote }”可能丢失了加号
diagnostic-date-impossible = 第 { $line } 行：没有“{ $quote }”这一天

# 通知
notice-dismiss = 知道了
notice-not-opened = 无法打开 { $path }：{ $reason }。请检查路径后再试
notice-codebook = 标签体系文件有误，暂用内置标签：{ $path }，{ $reason }
notice-source-changed = { $path } 的原文有变动：{ $moved } 条批注已随文字移到新位置，{ $detached } 条失锚，请确定位置
notice-sources-changed = { $documents } 篇文档的原文有变动：{ $moved } 条批注已随文字移到新位置，{ $detached } 条失锚，请确定位置
notice-lost-placed = 已放回 { $placed } 条，还有 { $left } 条失锚
notice-refused = 未能执行：{ $reason }
notice-read-only = 此文档只读，改动不会保存
notice-rewritten = 批注文件 { $path } 被删除或移走，已按窗口中的内容重新写出
notice-copy-unreadable = 批注副本 { $path } 无法读取，原样保留：{ $reason }
notice-open-elsewhere = { $who }（{ $machine }）自 { $since } 起打开着这个文件夹{ $n ->
        [1] {""}
       *[other] ，共 { $n } 个窗口
    }。可以一起编辑：双方的决定逐条合并，不一致的留待选定；也可以只看不改。
notice-work-beside = 一起编辑
notice-view-only = 只看不改
notice-is-view-only = 您选择了只看不改，同事的新决定会自动显示。
notice-edit-again = 开始编辑
notice-copies = 网络盘留下了 { $n } 份批注副本（{ $path }），里面可能有别处没有的决定。
notice-merge-copies = 并入
notice-new-source = 这篇原文在磁盘上已被改动，窗口中还是原来的内容。
notice-load-again = 重新载入
notice-gone = { $path } 已不在文件夹中，可能被改名或移走；已有的批注还在。
conflict-title = { $n } 种不同的决定，请选定一种
conflict-base = 之前为 { $was }
conflict-keep = 保持
conflict-take = 改用
conflict-choose-about = 选定：{ $value }
conflict-unsigned = 未署名者
conflict-no-note = 无备注
documents-conflicts = { $n } 处分歧
status-merged = 已并入他人 { $n } 处决定
status-merged-about = 最近一次 { $at }，{ $path }
status-conflicts = { $n } 处分歧待定
step-settle-conflict = 选定分歧
command-next-conflict = 下一处分歧
command-next-conflict-about = 转到下一处各人决定不同、尚待选定的地方
save-foreign = 磁盘上的批注文件被他人改过且读不了，未覆盖
notice-samples = 无法写出示例文档：{ $reason }
notice-saved-elsewhere = 已把 { $n } 个批注文件另存到 { $path }。原处能写入后点“重试”即可；若要用这一份，把它们复制回原文件夹
notice-not-saved-elsewhere = 未能另存到 { $path }：{ $reason }。请换一个位置
notice-not-closed = 还有改动没有保存，文件夹没有关闭。请先重试或另存
notice-not-reloaded = 还有改动没有保存，暂不能重新读取这篇文档。请先重试
notice-restored = 已取回 { $path } 的历史版本；取回前的批注也在历史版本中
notice-restored-same = { $path } 的批注与该历史版本相同，没有改动
notice-not-restored = 未能取回 { $path } 的历史版本：{ $reason }
draft-left = 上次有 { $n } 处未完成的输入。{ $path }：“{ $text }”
draft-take-back = 取回
draft-drop = 丢弃
read-only-syntax = 批注文件无法读取，文档以只读方式打开：{ $path } 第 { $line } 行第 { $column } 列，{ $reason }。文件未被改动；修复后重新打开即可继续
read-only-newer = 批注文件由更新版本的批阅写成（版本 { $version }），文档以只读方式打开：{ $path }。请升级程序
read-only-too-large = 批注文件超过 { $limit } MB 的上限，文档以只读方式打开：{ $path }。文件未被改动；请从 .piyue/backups 中取回较早的一份
read-only-link = 批注文件是一个符号链接，文档以只读方式打开：{ $path }。批注只存放在本文件夹内；请用文件本身替换这个链接，再重新打开
read-only-not-a-file = 批注文件的位置上不是普通文件，文档以只读方式打开：{ $path }。请把它移走，再重新打开
read-only-not-utf-8 = 批注文件第 { $line } 行不是 UTF-8 编码，文档以只读方式打开：{ $path }。文件未被改动；请用 UTF-8 编码另存，再重新打开
read-only-io = 批注文件无法读取，文档以只读方式打开：{ $path }，{ $reason }

# 命令
command-settle = 审定并到下一条
command-settle-about = 采纳本条未定的要素，标为已审，转到下一个未审条目
command-next-entry = 下一条
command-next-entry-about = 转到下一个条目，不作决定
command-previous-entry = 上一条
command-previous-entry-about = 转到上一个条目
command-next-unreviewed = 下一个未审条目
command-next-unreviewed-about = 转到下一个未审条目，可跨文档
command-next-mention = 下一个要素
command-next-mention-about = 选中本条的下一个要素
command-previous-mention = 上一个要素
command-previous-mention-about = 选中本条的上一个要素
command-accept = 采纳
command-accept-about = 采纳选中的要素
command-reject = 剔除
command-reject-about = 剔除选中的要素
command-edit-value = 改值
command-edit-value-about = 修改选中要素的值
command-put-back = 恢复
command-put-back-about = 取消对选中要素的决定，恢复自动识别的结果
command-accept-all = 全部采纳
command-accept-all-about = 采纳本条所有未定的要素
command-mark-next-word = 选下一词
command-mark-next-word-about = 在原文中选取下一个词，从选中的要素或条目开头起
command-mark-previous-word = 选上一词
command-mark-previous-word-about = 在原文中选取上一个词
command-widen-mark = 多选一词
command-widen-mark-about = 把选取的文字或选中的要素向后扩大一个词
command-add-mention = 添加要素
command-add-mention-about = 把原文中选取的文字添加为要素
command-span-from-selection = 改范围
command-span-from-selection-about = 把选中要素的范围改为原文中选取的文字
command-edit-tag = 加标签
command-edit-tag-about = 给条目或文档加标签
command-edit-note = 写备注
command-edit-note-about = 给条目或文档写备注
command-lost = 失锚的批注
command-lost-about = 列出原文变动后位置不定的批注，逐条处理
command-document-form = 文档信息
command-document-form-about = 显示整篇文档的字段、状态和标签
command-undo = 撤销
command-undo-about = 撤销上一步
command-redo = 重做
command-redo-about = 重做撤销的一步
command-next-document = 下一篇文档
command-next-document-about = 打开列表中的下一篇文档
command-previous-document = 上一篇文档
command-previous-document-about = 打开列表中的上一篇文档
command-open-folder = 打开文件夹
command-open-folder-about = 打开存放文档的文件夹
command-open-file = 打开文件
command-open-file-about = 打开一个文档
command-open-samples = 打开示例
command-open-samples-about = 在您的文档目录中放一份示例并打开
command-close-folder = 关闭文件夹
command-close-folder-about = 回到开始页
command-export = 导出
command-export-about = 把校核成果或批注记录导出为表格或数据文件
command-past = 历史版本
command-past-about = 查看这篇文档批注的历史版本，可以取回
command-retry-save = 重试
command-retry-save-about = 再次保存未能保存的改动
command-save-elsewhere = 另存到…
command-save-elsewhere-about = 把未能保存的改动写到别的文件夹
command-palette = 命令
command-palette-about = 按名称查找并执行命令
command-keys = 快捷键
command-keys-about = 显示所有快捷键，可以改成自己习惯的
command-larger-text = 放大原文
command-larger-text-about = 原文字号加一
command-smaller-text = 缩小原文
command-smaller-text-about = 原文字号减一
command-reading = 阅读方式
command-reading-about = 设置原文的字号、行距、行宽、字体和配色
command-looser-lines = 加大行距
command-looser-lines-about = 原文行距加一档
command-tighter-lines = 缩小行距
command-tighter-lines-about = 原文行距减一档
command-longer-lines = 加宽行
command-longer-lines-about = 原文每行最多多排两个字
command-shorter-lines = 缩窄行
command-shorter-lines-about = 原文每行最多少排两个字
command-toggle-documents = 显示或隐藏文档栏
command-toggle-documents-about = 打开或关闭左侧的文档列表
command-toggle-outline = 显示或隐藏章节栏
command-toggle-outline-about = 打开或关闭章节列表
command-toggle-form = 显示或隐藏校核栏
command-toggle-form-about = 打开或关闭右侧的校核表
command-toggle-theme = 切换深浅色
command-toggle-theme-about = 在浅色和深色界面之间切换
command-toggle-serif = 切换宋体和黑体
command-toggle-serif-about = 原文正文用宋体或黑体
command-toggle-contrast = 高对比度
command-toggle-contrast-about = 打开或关闭高对比度的文字和线条
command-toggle-safe-types = 色觉友好配色
command-toggle-safe-types-about = 要素类型用色觉障碍者也能分辨的颜色
command-toggle-language = 切换语言 / Language
command-toggle-language-about = 在中文和英文界面之间切换
command-quit = 退出
command-quit-about = 保存并退出
reading-size = 字号
reading-line-height = 行距
reading-line-chars = 每行字数
reading-typeface = 字体
reading-sans = 黑体
reading-serif = 宋体
reading-appearance = 界面
reading-system = 跟随系统
reading-light = 浅色
reading-dark = 深色
reading-high-contrast = 高对比度
reading-high-contrast-about = 文字用最深或最亮的颜色，线条更清楚
reading-safe-types = 色觉友好配色
reading-safe-types-about = 要素类型用色觉障碍者也能分辨的颜色；各类型的下划线也不相同
reading-restore = 恢复默认
palette-hint = 输入命令名称：中文、拼音、拼音首字母或英文
palette-nothing = 没有这样的命令
keys-window = 窗口与文件
keys-here = { $place }（当前位置）
keys-hint = 点右边的键，再按想用的新键
keys-press = 请按新键，Esc 取消
keys-none = 未设
keys-change = 更改“{ $command }”的快捷键
keys-same = 与“{ $other }”相同，只有一个起作用
keys-clash = { $key } 已是“{ $other }”的快捷键，改给“{ $command }”吗？
keys-take = 改过来
keys-leave = 不改
keys-refused = 这个键另有固定用途，请换一个
keys-restore = 恢复默认
keys-arrows = 移动光标；加 Ctrl 按词移动，加 Shift 选取
keys-tags = 给条目加上或去掉标签体系中的一至九号标签

# 命令行
cli-about = 批阅：校核政府公报，改正自动提取的要素，打标签，导出成果。
cli-usage = piyue [FOLDER|FILE] [--reviewer NAME]
    {"       "}piyue COMMAND …
cli-after =
    退出码：0 正常；1 有文档、批注文件或修改读不了、用不上（逐行写在标准错误）；2 用法不对或没有显示器。
    每个命令的说明：piyue COMMAND --help

    例：
    {"  "}piyue 通报文件夹
    {"  "}piyue export 通报文件夹 --format xlsx -o 成果.xlsx
cli-heading-usage = 用法：
cli-heading-commands = 命令
cli-heading-arguments = 参数
cli-heading-options = 选项
cli-arg-help = 显示说明
cli-arg-version = 显示版本
cli-arg-lang = 提示语言，zh 为中文，en 为英文；默认随系统
cli-arg-open = 要打开的文件夹或文件；不写则显示开始页
cli-arg-reviewer = 批注写入以此人命名的批注文件（通报.txt.NAME.piyue.ron）
cli-extract-about = 只做自动提取，不看批注，每个文档输出一行 JSON
cli-extract-usage = piyue extract PATH… [-o FILE]
cli-extract-arg-path = 文件夹或文件，可以有几个
cli-extract-arg-output = 写入此文件；不写或写 - 则输出到标准输出
cli-extract-after =
    例：
    {"  "}piyue extract 通报文件夹 -o 提取.jsonl
cli-error-see-help = 用法见 piyue --help 或 piyue COMMAND --help。
cli-error-before-command = 命令 { $command } 之前不能有文件夹或 --reviewer。
cli-error-value-missing = { $argument } 后面缺少值。
cli-error-choice = { $argument } 不能是“{ $value }”，可以是：{ $choices }。
cli-error-value = { $argument } 的值“{ $value }”不对。
cli-error-unknown = 没有“{ $argument }”这个选项或参数。
cli-error-twice = { $argument } 重复或与其他选项冲突。
cli-error-missing = 缺少：{ $argument }。
cli-error-number-of-values = { $argument } 的值的个数不对。
cli-error-other = 命令行读不懂。
cli-no-display = 没有显示器，打不开窗口；不用窗口可以用这些命令：piyue extract、export、annotate、check、restore、log（用法见 piyue --help）。
cli-no-window = 打不开窗口：{ $reason }。不用窗口可以用这些命令：piyue extract、export、annotate、check、restore、log（用法见 piyue --help）。
cli-unreadable = 读不了：{ $reason }
cli-unwritable = 写不了：{ $reason }
cli-unreadable-format = 读不了：不认识的文件格式
cli-unreadable-not-text = 读不了：不是文本
cli-unreadable-too-large = 读不了：文件超过 { $limit } MB 的上限，请拆分成几个较小的文件
cli-unreadable-fault = 读不了：本程序处理此文件时出错，请告诉程序的维护者
cli-unreadable-not-a-file = 读不了：不是普通文件
cli-sidecar-syntax = 批注文件有误，原样保留：{ $reason }
cli-sidecar-too-large = 批注文件超过 { $limit } MB 的上限，原样保留；请从 .piyue/backups 中取回较早的一份
cli-sidecar-link = 批注文件是符号链接，不予使用：批注只存放在本文件夹内；请用文件本身替换这个链接
cli-sidecar-not-utf-8 = 批注文件的这一行不是 UTF-8 编码，原样保留；请用 UTF-8 编码另存
cli-sidecar-newer = 批注文件来自更新的版本（第 { $version } 版），原样保留；请升级本程序
codebook-syntax = 标签体系有误：{ $name }
codebook-newer = 标签体系来自更新的版本（第 { $name } 版）
codebook-type-name = 标签体系中的类型名“{ $name }”为空、重复或与内置类型相同
codebook-tag-name = 标签体系中的标签“{ $name }”为空或重复
codebook-key = 标签体系中的按键“{ $name }”不是 1 到 9 或重复
codebook-colour = 标签体系中的颜色“{ $name }”不是 #RRGGBB
codebook-term = 标签体系中的词条“{ $name }”为空，或其类型不存在
codebook-too-many-patterns = 标签体系中的式样超过 { $name } 条
codebook-too-large = 标签体系文件超过 { $name } MB
codebook-pattern = 标签体系中的式样“{ $name }”不能用，或其类型不存在
cli-codebook-built-in = （改用内置标签体系）
cli-export-left-out = 未导出，以免漏掉其中的批注
cli-export-cancelled = 已取消，没有写入文件。
cli-export-is-source = { $path } 是原文，不能作为导出目标。
cli-export-is-sidecar = { $path } 是批注文件或标签体系的文件名，不能作为导出目标。
cli-export-failed = 导出失败：{ $reason }

# 导出
export-yes = 是
export-list-separator = 、
export-cell-cut = ……（过长，此处截断，全文见原文）
export-verdict-none = 未判定
sheet-documents = 文档
sheet-entries = 条目
sheet-mentions = 要素
sheet-files = 文件清单
sheet-date = 日期
sheet-org = 机构
sheet-person = 人物
sheet-doc = 文件
sheet-event = 活动
sheet-metric = 指标
sheet-place = 地域
column-file = 文件
column-doc_title = 文档标题
column-doc_type = 文档类型
column-period = 报告期
column-issuer = 发布机构
column-published = 发布时间
column-source = 来源
column-doc_status = 文档状态
column-doc_tags = 文档标签
column-doc_note = 文档备注
column-n_entries = 条目数
column-n_reviewed = 已审条目数
column-n_mentions = 要素数
column-n_undecided = 未判定数
column-n_accepted = 采纳数
column-n_corrected = 更正数
column-n_rejected = 剔除数
column-n_added = 添加数
column-encoding = 编码
column-length = 字符数
column-sha256 = 原文 SHA-256
column-section_path = 章节
column-lead = 小标题
column-text = 条目正文
column-region = 地区代码
column-region_name = 地区
column-entry_date = 条目日期
column-entry_action = 条目动作
column-entry_body = 条目牵头机构
column-status = 条目状态
column-tags = 条目标签
column-note = 条目备注
column-entry_by = 条目审核人
column-entry_at = 条目审核时间
column-type = 要素类型
column-quote = 原文字句
column-value = 规范值
column-verdict = 判定
column-was = 改正前的值
column-by = 判定人
column-at = 判定时间
column-rule = 提取规则
column-start = 起
column-end = 止
column-date_from = 起始日
column-date_to = 终止日
column-number = 数值
column-unit = 单位
column-indicator = 指标名称
column-as_of = 截至日期
column-approximate = 约数
column-place_name = 地名
column-full_name = 全称
column-place_code = 行政区划代码
column-doc_name = 文件名称
column-doc_kind = 文种
column-doc_number = 发文字号
column-doc_issuer = 发文机关
column-doc_date = 发文日期
column-log_at = 时间
column-log_by = 校核人
column-log_what = 动作
column-log_about = 对象
column-log_old = 原值
column-log_new = 新值

# 批注记录中的动作
log-accepted = 采纳
log-corrected = 更正
log-rejected = 剔除
log-added = 添加
log-set = 填写
log-conflict-settled = 选定分歧
log-conflict-back = 恢复分歧
log-put-back = 恢复
log-tags = 改标签
log-note = 改备注
log-status = 改状态
log-settled = 处理失锚
log-erratum = 勘误
log-set-aside = 放回失锚

# 另存
elsewhere-title = 另存未能保存的改动
elsewhere-about = 批注文件会写入此处的一个新文件夹，不会覆盖任何文件。
elsewhere-folder = 位置
elsewhere-write = 另存

# 历史版本
past-title = 历史版本 · { $path }
past-about = 每次打开文件夹后第一次存盘之前，原有的批注会留作一个历史版本。
past-none = 还没有历史版本。
past-before = { $time } 之前
past-summary = { $status }，要素 { $mentions }，条目 { $entries }，文档字段 { $fields }　{ $by }
past-choose = 点选一个版本，看取回后会有哪些变化。
past-same = 与现有批注相同。
past-changes = 取回后有 { $n } 处变化：
past-document = 整篇文档
past-restore = 取回此版本
past-restoring = 正在取回…

# 导出窗口
export-title = 导出校核成果
export-waiting = 等待改动存盘…
export-running = 已处理 { $done } / { $all } 篇
export-again = 重新设置
export-what = 内容
export-records = 校核成果
export-log = 批注记录
export-format = 格式
export-format-xlsx = Excel 工作簿
export-format-csv = CSV 表格
export-format-jsonl = JSONL 数据
export-table = 表
export-any = 全部
export-entry-status = 条目状态
export-period-hint = 如 2024-01/2024-06，不填为全部
export-reviewed-only = 只导出已审的
export-errata = 按勘误改正原文
export-errata-about = 导出的原文、小标题和取值按勘误改正；位置仍按原文计算，原文文件不变
export-target = 存为
export-choose = 选择…
export-replaces = 该文件已存在，导出完成后将被替换
export-sources-untouched = 原文和批注文件不会被改动
export-start = 导出
export-cancel = 取消
export-close = 关闭
export-written = 已导出 { $n } 篇文档
export-scratch = 导出没有完成：写临时文件时空间不够，请腾出空间后再试
export-filtered = 另有 { $n } 篇不合筛选条件
export-left-out = 未导出 { $path }：原文或批注文件无法读取
notice-export-unsaved = 尚有改动未能存盘，暂不导出：{ $path }，{ $reason }
# 命令行：导出、批注、检查
cli-export-about = 导出成果（提取结果加校核决定），可按条件筛选
cli-export-usage = piyue export FOLDER --format F -o TARGET [筛选条件]
cli-export-arg-folder = 文件夹或文件
cli-export-arg-format = 格式：jsonl（本程序的完整格式）、csv（一张表）、xlsx（全部表）
cli-export-arg-output = 写入此文件，写 - 则输出到标准输出
cli-export-arg-table = csv 的表：documents 文档、entries 条目、mentions 要素（默认）、files 文件清单
cli-export-arg-doc-type = 文档类型：monthly_bulletin 月报、work_points 工作要点、chronicle 大事记、other 其他
cli-export-arg-period = 报告期与此段时间有重合的文档，如 2024-05 或 2024-01/2024-06
cli-export-arg-status = 条目状态：unreviewed 未审、in_review 在审、reviewed 已审
cli-export-arg-tag = 有此标签的条目；文档有此标签的，其全部条目
cli-export-arg-reviewed-only = 只要已审的条目；整个文档已审的，其全部条目
cli-export-arg-errata = 原文、小标题和取值按勘误改正；位置仍按原文计算
cli-export-after =
    筛选条件要同时满足。筛选条目时，没有合适条目的文档整个略去。
    csv 和 xlsx 的表头随提示语言（--lang）。原文和批注文件不会被写入。

    例：
    {"  "}piyue export 通报文件夹 --format xlsx -o 成果.xlsx --period 2024-05 --reviewed-only
cli-annotate-about = 把修改写入批注文件，每行一个 JSON
cli-annotate-usage = piyue annotate FOLDER [EDITS.jsonl] [--reviewer NAME]
cli-annotate-arg-folder = 文件夹或文件
cli-annotate-arg-edits = 修改文件；不写或写 - 则从标准输入读
cli-annotate-after =
    第 N 行落盘后输出 saved N；用不上的行写在标准错误，其余照常写入。
    op 可以是 accept、correct、reject、add（要素：type、start、end、quote，需要时加 value、new_type、new_start、new_end），
    tag、untag、note、field、status（node 为条目开头的位置，不写则指文档；tag、text、field 和 value、status）。
    位置按字符计。quote 与原文不符的不写入。

    例：
    {"  "}echo '{"{"}"path":"通报.txt","op":"tag","node":80,"tag":"重要","by":"李"{"}"}' | piyue annotate 通报文件夹
cli-check-about = 检查批注文件、标签体系和定位，说明问题和处理办法
cli-check-usage = piyue check FOLDER [--fix]
cli-check-arg-folder = 文件夹或文件
cli-check-arg-fix = 删除程序中断时留下的临时文件和标记；文档改了名的，批注文件随之改名（不改动任何批注）
cli-check-after =
    读不了的文件写在标准错误，退出码为 1；其余为提示，写在标准输出，不影响退出码。

    例：
    {"  "}piyue check 通报文件夹 --fix
cli-check-summary = 文档 { $documents } 个，批注文件 { $sidecars } 个；错误 { $errors } 处，提示 { $notices } 处。
cli-check-without-document = 没有对应的文档：文档可能已改名或移走，请把批注文件一起改名或移走
cli-check-undecodable = 部分字节不是 { $encoding } 编码的文字，已用“�”代替：请在窗口下方的状态栏中改选编码
cli-check-renamed = 原文与 { $document } 完全相同，文档应是改了名：--fix 会把批注文件改名为 { $to }
cli-check-renamed-by-hand = 没有与这个名字相应的文档，而原文与 { $document } 完全相同：如属该文档，请改名为 { $to }
cli-check-renamed-done = 原文与 { $document } 完全相同，批注文件已改名为 { $to }
cli-check-renamed-taken = 原文与 { $document } 完全相同，但 { $to } 已存在：请把两份批注合并
cli-check-other-document = 这是另一文档“{ $name }”的批注文件：请改回与该文档相应的名字
cli-check-other-source = 批注写成之后原文有改动：请在窗口中打开该文档，处理失锚的批注
cli-check-overlap = { $start } 处的“{ $first }”与 { $other } 处的“{ $second }”重叠：请在窗口中驳回或改正其中一处
cli-check-detached = 失锚：原文已变，{ $start } 处的“{ $quote }”位置不定；请在窗口中打开此文档，在“失锚”中放回、丢弃或留作备注
cli-check-without-entry = { $start } 处的“{ $quote }”已不是条目，这里的批注要由校核人处理
cli-check-unknown-tag = 标签“{ $tag }”（{ $n } 处）不在标签体系中：可加入 codebook.piyue.ron，或在窗口中改用别的标签
cli-check-unknown-type = 要素类型“{ $type }”（{ $n } 处）不在标签体系中：可加入 codebook.piyue.ron
cli-check-leftover = 程序中断时留下的临时文件，可用 --fix 删除
cli-check-leftover-removed = 程序中断时留下的临时文件，已删除
cli-check-ended-window = 程序意外退出的窗口留下的“已打开”标记，不妨碍使用，可用 --fix 删除
cli-check-ended-window-removed = 程序意外退出的窗口留下的“已打开”标记，已删除
cli-restore-about = 列出或取回一个文档批注的历史版本
cli-restore-usage = piyue restore FOLDER FILE [--list] [--generation N] [--reviewer NAME]
cli-restore-arg-folder = 文件夹
cli-restore-arg-file = 其中的文档
cli-restore-arg-list = 只列出历史版本，最新的是 1
cli-restore-arg-generation = 取回第 N 个；不写则取回最新的一个
cli-restore-after =
    每次打开文件夹后第一次存盘之前，原有的批注会留作一个历史版本：最近十次的都留着，再早的三十天内每天留一个。
    取回时，现有的批注也留作历史版本，所以再运行一次就能换回来。请先在窗口中关闭该文件夹。

    例：
    {"  "}piyue restore 通报文件夹 通报.txt --list
cli-restore-outside = { $path } 不在这个文件夹中。
cli-restore-none = { $path }：没有第 { $n } 个历史版本，现有 { $known } 个。
cli-restore-done = { $path }：已取回 { $kept } 之前的批注；取回前的批注成为第 1 个历史版本。
cli-restore-same = 这个历史版本与现有批注相同，没有改动。
cli-restore-now = 现在
cli-restore-no-sidecar = 没有批注文件
cli-restore-summary = { $status }；要素 { $mentions }，条目 { $entries }，文档字段 { $fields }；最后改动 { $at } { $by }
cli-log-about = 导出批注记录：谁在何时把什么改成了什么，每次改动一行
cli-log-usage = piyue log FOLDER [--format jsonl|csv] [-o TARGET] [--reviewer NAME]
cli-log-arg-folder = 文件夹或文件
cli-log-arg-format = 格式：jsonl（默认）、csv
cli-log-arg-output = 写入此文件；不写或写 - 则输出到标准输出
cli-log-after =
    撤销也是一次改动。csv 的表头和用词随提示语言（--lang）。

    例：
    {"  "}piyue log 通报文件夹 --format csv -o 批注记录.csv
cli-merge-about = 把同一文档的两份批注文件并成一份
cli-merge-usage = piyue merge A B [--base C] -o D [--dry-run]
cli-merge-arg-a = 一份批注文件
cli-merge-arg-b = 另一份批注文件
cli-merge-arg-base = 两份分开之前的批注文件；不写则看各自的记录
cli-merge-arg-output = 写入此文件，可以就是 A 或 B
cli-merge-arg-dry-run = 只报数目和分歧，不写文件
cli-merge-after =
    逐条合并：只有一方作过的决定都保留；同一处两方决定不同的是分歧，两方的决定都留在批注文件里，
    在窗口中由人选定，选定之前先按较早的决定。分歧逐行列出，不影响退出码。

    例：
    {"  "}piyue merge 通报.txt.piyue.ron 李/通报.txt.piyue.ron -o 通报.txt.piyue.ron --dry-run
cli-merge-side = { $path }：{ $n } 处决定，合并后有 { $new } 处变化
cli-merge-done = { $path }：合并为 { $n } 处决定，分歧 { $new } 处
cli-merge-would = { $path }：将合并为 { $n } 处决定，分歧 { $new } 处（未写入）
cli-merge-other-source = 这是另一份原文“{ $name }”的批注（内容校验值不同），不能合并
cli-merge-occupied = 已有此文件，且不是同一原文的批注文件，没有覆盖
cli-merge-place = 分歧，{ $start } 处“{ $quote }”：
cli-merge-document = 分歧，文档：
cli-merge-put-back = 取消决定
cli-check-unsettled = { $n } 处分歧还没有人选定；选定之前按较早的决定
cli-check-copy = 网络盘留下的批注副本，可在窗口中并入，或用 piyue merge { $sidecar } { $copy } -o { $sidecar }
cli-export-nothing = 没有符合条件的文档，导出的文件中没有内容。
cli-export-cell-cut = { $path }：“{ $column }”一栏的文字超过单元格的上限，已截断，全文见原文。
cli-export-sheet-continued = 行数超过一张工作表的上限，续在工作表“{ $sheet }”。
cli-edit-json = 不是一条修改：{ $value }
cli-edit-too-long = 这一行超过 { $limit } MB
cli-edit-two-documents = 有不止一个文档的名字显示为“{ $value }”：请先改名
cli-edit-no-document = 文件夹中没有文档“{ $value }”
cli-edit-missing = 缺少 { $value }
cli-edit-unknown = { $key } 不能是“{ $value }”
cli-edit-positions = 位置不在原文之内
cli-edit-quote = 此处的原文与 quote 不符
cli-edit-other-value = 此处要素的值与 value 不符；要改值请用 correct
cli-edit-no-entry = { $start } 处没有条目开头
cli-refused-no-such-mention = 此处没有这样的要素
cli-refused-already-there = 此处已有这样的要素
cli-refused-not-an-entry = 此处不是条目
cli-refused-span = 范围为空、首尾有空白或不在原文之内
cli-refused-tag-name = 标签不能为空或换行
cli-refused-corrected-otherwise = 这些字有一部分已在另一条勘误中
cli-value-not-a-date = 值不是日期或日期区间（如 2024-05-24、2024-05、2024-05-24/2024-05-25）
cli-value-no-such-day = 值中的日期不存在
cli-value-reversed = 值的起始日晚于终止日
cli-value-not-a-number = 值不是“数字 单位”（如 1276 家）
cli-value-not-a-region-code = 值中的行政区划代码不是六位数字
cli-value-not-a-choice = 值不在可选范围之内
cli-value-empty = 值不能为空
cli-value-line-break = 值不能换行

# 原文
text-pane = 原文
text-menu = 要素菜单
text-change-type = 改类型
text-copy = 复制

# 搜索
search-title = 搜索
search-hint = 搜索全部文档…
search-hint-document = 在本篇中查找…
search-all = 全部
search-all-about = 搜索文件夹中的全部文档
search-here = 本篇
search-here-about = 只在打开的文档中查找
search-words = 通用
search-words-about = 不分全角半角、大写小写、繁体简体；字母也按拼音查找，如 jyb 可找到教育部
search-exact = 原样
search-exact-about = 与所输入的文字完全相同
search-regex = 正则
search-regex-about = 按正则表达式查找，如 \d+月底
search-count = { $n } 处 · { $documents } 篇
search-count-document = { $n } 处
search-running = 正在搜索…
search-nothing = 没有找到。可以少输几个字，或改用“通用”方式
search-invalid = 正则表达式不完整或有误
search-loading = 还有 { $n } 篇正在载入，载入后自动补入
search-more = 共 { $n } 处，只列出前 { $listed } 处，还有更多；多输几个字可缩小范围
search-more-here = 本篇还有 { $n } 处，点击全部列出
command-search = 搜索
command-search-about = 在全部文档的原文、要素值、标签和备注中查找
command-search-document = 在本篇中查找
command-search-document-about = 只在打开的文档中查找
command-next-hit = 下一处
command-next-hit-about = 转到搜索结果的下一处
command-previous-hit = 上一处
command-previous-hit-about = 转到搜索结果的上一处
command-close-search = 关闭搜索
command-close-search-about = 关闭搜索结果（Esc），回到搜索前的位置

# 表格
table-document = 文档
table-period = 报告期
table-section = 章节
table-lead = 小标题
table-date = 日期
table-action = 动作
table-body = 责任单位
table-status = 状态
table-tags = 标签
table-note = 备注
table-mentions = 要素数
table-sort-about = 点击按此列排序，再点反向，第三次恢复原顺序
table-filter = 在各列中筛选…
table-any-status = 全部状态
table-any-tag = 全部标签
table-any-kind = 全部文种
table-clear = 清除筛选
table-columns = 列
table-count = { $n } 条
table-count-of = { $n } / { $all } 条
table-selected = 已选 { $n } 条
table-set-status = 改状态
table-add-tag = 加标签
table-remove-tag = 去标签
table-other-tag = 其他标签，回车加上
table-no-tags = 所选条目没有标签
table-making = 正在整理…
table-empty = 这里还没有条目。文档载入后，每个条目在此占一行
table-nothing = 没有符合条件的条目。可清除筛选后再看
notice-bulk-left = 有 { $n } 条未改：所在文档只读或正在载入
command-show-review = 校核
command-show-review-about = 显示文档、章节、原文和校核表
command-show-table = 表格
command-show-table-about = 把全部文档的条目列成表格：筛选、排序、成批修改、复制
command-open-row = 打开条目
command-open-row-about = 到校核中打开表格里的条目（双击或回车）
command-select-rows = 全选各行
command-select-rows-about = 选中表格中列出的全部条目
command-copy-rows = 复制各行
command-copy-rows-about = 把所选各行复制为表格，可粘贴到电子表格中；未选则复制全部
command-export-rows = 导出各行
command-export-rows-about = 只导出所选各行的条目；未选则导出表格中列出的全部
export-entries = 条目
export-only-rows = 只导出表格中选定的 { $n } 条
