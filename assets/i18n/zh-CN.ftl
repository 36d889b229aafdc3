# 界面文字：中文。与 en.ftl 条目相同。
documents-unreadable = { $n } 个文件无法读取
