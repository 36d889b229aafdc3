# 界面文字：中文。与 en.ftl 条目相同。
documents-unreadable = { $n } 个文件无法读取

# 命令行
cli-about = 批阅：审校政务通报，改正自动提取的要素，打标签，导出成果。
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
cli-no-display = 没有显示器，打不开窗口；不用窗口可以用这些命令：piyue extract、export、annotate、check（用法见 piyue --help）。
cli-no-window = 此版本没有窗口。
cli-unreadable = 读不了：{ $reason }
cli-unwritable = 写不了：{ $reason }
cli-unreadable-format = 读不了：不认识的文件格式
cli-unreadable-not-text = 读不了：不是文本
cli-unreadable-too-large = 读不了：文件太大
cli-sidecar-syntax = 批注文件有误，原样保留：{ $reason }
cli-sidecar-newer = 批注文件来自更新的版本（第 { $version } 版），原样保留；请升级本程序
cli-codebook-syntax = 标签体系有误：{ $reason }
cli-codebook-newer = 标签体系来自更新的版本（第 { $version } 版）
cli-codebook-type-name = 标签体系中的类型名“{ $name }”为空、重复或与内置类型相同
cli-codebook-tag-name = 标签体系中的标签“{ $name }”为空或重复
cli-codebook-key = 标签体系中的按键“{ $name }”不是 1 到 9 或重复
cli-codebook-colour = 标签体系中的颜色“{ $name }”不是 #RRGGBB
cli-codebook-built-in = （改用内置标签体系）
cli-export-left-out = 未导出，以免漏掉其中的批注
cli-export-cancelled = 已取消，没有写入文件。
cli-export-is-source = { $path } 是原文，不能作为导出目标。
cli-export-is-sidecar = { $path } 是批注文件或标签体系的文件名，不能作为导出目标。
cli-export-failed = 导出失败：{ $reason }
