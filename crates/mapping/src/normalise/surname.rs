//! Chinese family names, for splitting full names.
//!
//! Singles: the names that cover nearly everybody in the reports of the Ministry of Public Security, both scripts.

/// Family names of one character, most common first, then the traditional forms that differ.
const SINGLE: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文\
庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟那丰阚明仝占种税荆帅权濮由晁展闫肖付代逄缪员朴区麦利邝植岑布劳鞠修初邰桑浦尚农沙郗宗印但母鹿逯亓\
張劉陳楊趙黃吳孫羅鄭謝韓馮蕭鄧許呂蘇盧賈葉閻鍾譚鄒陸龍萬錢湯喬賀賴龔龐蘭顏嚴蘆魯韋畢聶叢齊莊塗關費紀歐項陽衛單寧閔車邊饒鄔臧暢宮蒼廉簡婁蓋穆黨談連欒鬱計竇遲藍鞏練樂豐闞種稅權鄺勞農遊";

/// Family names of two characters, both scripts.
const DOUBLE: &[&str] = &[
    "欧阳",
    "歐陽",
    "上官",
    "司马",
    "司馬",
    "诸葛",
    "諸葛",
    "夏侯",
    "司徒",
    "皇甫",
    "令狐",
    "端木",
    "慕容",
    "尉迟",
    "尉遲",
    "长孙",
    "長孫",
    "东方",
    "東方",
    "南宫",
    "南宮",
    "公孙",
    "公孫",
    "澹台",
    "澹臺",
    "宇文",
    "轩辕",
    "軒轅",
    "万俟",
    "萬俟",
    "司空",
    "独孤",
    "獨孤",
    "西门",
    "西門",
    "东郭",
    "東郭",
    "南门",
    "呼延",
    "闻人",
    "聞人",
    "赫连",
    "赫連",
    "钟离",
    "鍾離",
    "宗政",
    "濮阳",
    "濮陽",
    "淳于",
    "单于",
    "太叔",
    "申屠",
    "仲孙",
    "仲孫",
    "完颜",
    "完顏",
    "拓跋",
    "百里",
    "第五",
    "纳兰",
    "納蘭",
    "鲜于",
    "鮮于",
    "闾丘",
    "子车",
    "颛孙",
    "巫马",
    "公冶",
    "公西",
    "漆雕",
    "壤驷",
    "公良",
    "夹谷",
    "宰父",
    "谷梁",
    "段干",
    "羊舌",
    "微生",
    "梁丘",
    "左丘",
    "东门",
    "東門",
    "贺兰",
    "賀蘭",
    "叱干",
    "哥舒",
    "耶律",
    "爱新觉罗",
    "叶赫那拉",
];

/// Whether `character` alone is a family name.
pub(super) fn is_single(character: char) -> bool {
    SINGLE.contains(character)
}

/// Whether `character` is one of the hundred most common family names.
pub(super) fn is_common(character: char) -> bool {
    SINGLE.chars().take(100).any(|known| known == character)
}

/// The compound family name `name` begins with.
pub(super) fn compound_prefix(name: &str) -> Option<&'static str> {
    DOUBLE.iter().filter(|known| name.starts_with(**known)).max_by_key(|known| known.len()).copied()
}
