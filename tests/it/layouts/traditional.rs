//! The traditional forms of the simplified characters in the samples, one code point to one.

use std::collections::HashMap;
use std::sync::LazyLock;

const SIMPLIFIED: &str = "万与专业东严个丰临为举义乌乔习乡书于云亚产亿仅从仪们价众优会传体余储儿党关兴兹养内册农决况准击划则创别办务动区医华协单占卫厅压厦县参双发台号吕听启员团园围国图场坚坛壮声处备复奖学宁\
     宝实审宽对导将尔层届属岚岛岳师带干并广庄庆库应庞开异强归录彻征态总恒愿战户托执扩抚护报拟挝挥据撑数无时晋晓术机权条来标栏树档检残毕气汉汤泽测济浏涛淀游满灵点烟热牵环现电畅疗监盖码砚\
     础确碍礼种秘称稳窦竞筑筹签简类纠约级纪纳线练组细织终绍经结绕给络统继续维编缩缪网职联肃脐节芜苏范荐药莲获营萨虚补装见观规视览触计订认讨让训议讯记讲许论设访证评识诉试话询语说请读课调\
     谈谋负财责账质贯贴贵贸资赋赛赣赵践转载较辑输辖辞边辽达迁过运进远连适选递郑郸钟银销镜长门闭问间闽阅队阳阶际陆陕隐难静页项须顾预领频题额饶馆馈驱验鲍鸡鹰齐龙";

const TRADITIONAL: &str = "萬與專業東嚴個豐臨為舉義烏喬習鄉書於雲亞產億僅從儀們價衆優會傳體餘儲兒黨關興茲養內冊農決況準擊劃則創別辦務動區醫華協單佔衛廳壓廈縣參雙發臺號呂聽啟員團園圍國圖場堅壇壯聲處備復獎學寧\
     寶實審寬對導將爾層屆屬嵐島嶽師帶幹並廣莊慶庫應龐開異強歸錄徹徵態總恆願戰戶託執擴撫護報擬撾揮據撐數無時晉曉術機權條來標欄樹檔檢殘畢氣漢湯澤測濟瀏濤澱遊滿靈點煙熱牽環現電暢療監蓋碼硯\
     礎確礙禮種祕稱穩竇競築籌籤簡類糾約級紀納線練組細織終紹經結繞給絡統繼續維編縮繆網職聯肅臍節蕪蘇範薦藥蓮獲營薩虛補裝見觀規視覽觸計訂認討讓訓議訊記講許論設訪證評識訴試話詢語說請讀課調\
     談謀負財責賬質貫貼貴貿資賦賽贛趙踐轉載較輯輸轄辭邊遼達遷過運進遠連適選遞鄭鄲鍾銀銷鏡長門閉問間閩閱隊陽階際陸陝隱難靜頁項須顧預領頻題額饒館饋驅驗鮑雞鷹齊龍";

static PAIRS: LazyLock<Vec<(char, char)>> =
    LazyLock::new(|| SIMPLIFIED.chars().zip(TRADITIONAL.chars()).collect());

static TO_TRADITIONAL: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| PAIRS.iter().copied().collect());

static TO_SIMPLIFIED: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| PAIRS.iter().map(|&(from, to)| (to, from)).collect());

/// The traditional form.
pub(super) fn of(c: char) -> char {
    TO_TRADITIONAL.get(&c).copied().unwrap_or(c)
}

/// The simplified form.
pub(super) fn to_simplified(c: char) -> char {
    TO_SIMPLIFIED.get(&c).copied().unwrap_or(c)
}
