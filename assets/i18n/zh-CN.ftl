# 界面文字：中文。与 en.ftl 条目相同。
documents-unreadable = { $n } 个文件无法读取

# 原文
text-pane = 原文
text-menu = 要素菜单
text-type-date = 日期
text-type-org = 机构
text-type-person = 人物
text-type-doc = 文件
text-type-event = 活动
text-type-metric = 指标
text-type-place = 地域
text-set-place = 作为所选要素的位置
text-accept = 采纳
text-reject = 驳回
text-put-back = 恢复自动
text-edit-value = 改值
text-change-type = 改类型
text-copy = 复制
text-tag = 标签
text-note = 备注
text-state-machine = 自动
text-state-accepted = 已采纳
text-state-added = 人工添加
text-state-corrected = 已更正
text-state-rejected = 已驳回
text-was = 原为 { $value }
