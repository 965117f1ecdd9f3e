//! Words the made-up people, companies and addresses are put together from.

/// Chinese family names, one character each, common ones first.
pub(crate) const FAMILY_ZH: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
/// Characters of Chinese given names.
pub(crate) const GIVEN_ZH: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红梅春雪晨宇欣怡子涵浩然梓轩诗琪思远佳慧文博嘉豪俊熙雅雯心悦天佑";
/// Family names with their spelling in pinyin, for the systems that keep Latin names.
pub(crate) const FAMILY_PINYIN: &[(&str, &str)] = &[
    ("王", "Wang"),
    ("李", "Li"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("陈", "Chen"),
    ("杨", "Yang"),
    ("黄", "Huang"),
    ("赵", "Zhao"),
    ("吴", "Wu"),
    ("周", "Zhou"),
    ("徐", "Xu"),
    ("孙", "Sun"),
    ("马", "Ma"),
    ("朱", "Zhu"),
    ("胡", "Hu"),
    ("郭", "Guo"),
    ("何", "He"),
    ("高", "Gao"),
    ("林", "Lin"),
    ("罗", "Luo"),
    ("欧阳", "Ouyang"),
    ("诸葛", "Zhuge"),
];
/// Given names with their spelling in pinyin.
pub(crate) const GIVEN_PINYIN: &[(&str, &str)] = &[
    ("伟", "Wei"),
    ("芳", "Fang"),
    ("娜", "Na"),
    ("秀英", "Xiuying"),
    ("敏", "Min"),
    ("静", "Jing"),
    ("丽", "Li"),
    ("强", "Qiang"),
    ("磊", "Lei"),
    ("洋", "Yang"),
    ("艳", "Yan"),
    ("勇", "Yong"),
    ("军", "Jun"),
    ("杰", "Jie"),
    ("娟", "Juan"),
    ("涛", "Tao"),
    ("超", "Chao"),
    ("明", "Ming"),
    ("霞", "Xia"),
    ("平", "Ping"),
    ("子涵", "Zihan"),
    ("浩然", "Haoran"),
    ("雨桐", "Yutong"),
    ("思远", "Siyuan"),
    ("晓红", "Xiaohong"),
    ("建国", "Jianguo"),
    ("文博", "Wenbo"),
    ("佳慧", "Jiahui"),
];
/// Western given names.
pub(crate) const FIRST: &[&str] = &[
    "James",
    "Mary",
    "Robert",
    "Patricia",
    "John",
    "Jennifer",
    "Michael",
    "Linda",
    "David",
    "Elizabeth",
    "William",
    "Barbara",
    "Richard",
    "Susan",
    "Joseph",
    "Jessica",
    "Thomas",
    "Sarah",
    "Carlos",
    "Karen",
    "Zoë",
    "Renée",
    "José",
    "Björn",
    "Siobhán",
    "Anne-Marie",
];
/// Western family names.
pub(crate) const LAST: &[&str] = &[
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "García",
    "Miller",
    "Davis",
    "Rodríguez",
    "Martínez",
    "Hernández",
    "López",
    "Wilson",
    "Anderson",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "O'Brien",
    "Müller",
    "van Dyke",
    "St. John",
    "O'Neil",
];
/// Brands of Chinese companies, with a Latin spelling.
pub(crate) const BRAND_ZH: &[(&str, &str)] = &[
    ("华信", "Huaxin"),
    ("天成", "Tiancheng"),
    ("鼎盛", "Dingsheng"),
    ("远大", "Yuanda"),
    ("新锐", "Xinrui"),
    ("博雅", "Boya"),
    ("恒通", "Hengtong"),
    ("金桥", "Jinqiao"),
    ("蓝海", "Lanhai"),
    ("万顺", "Wanshun"),
    ("中联", "Zhonglian"),
    ("瑞丰", "Ruifeng"),
    ("嘉禾", "Jiahe"),
    ("云帆", "Yunfan"),
    ("启明", "Qiming"),
    ("德胜", "Desheng"),
    ("宏图", "Hongtu"),
    ("安康", "Ankang"),
];
/// Trade words of Chinese companies, with an English one.
pub(crate) const TRADE_ZH: &[(&str, &str)] = &[
    ("科技", "Technology"),
    ("贸易", "Trading"),
    ("实业", "Industrial"),
    ("软件", "Software"),
    ("电子商务", "E-Commerce"),
    ("物流", "Logistics"),
    ("食品", "Foods"),
    ("文化传媒", "Media"),
];
/// Brands of Western companies.
pub(crate) const BRAND_EN: &[&str] =
    &["Acme", "Globex", "Initech", "Umbrella", "Stark", "Wayne", "Hooli", "Vandelay", "Soylent", "Wonka", "Cyberdyne", "Tyrell"];
/// What follows the brand of a Western company.
pub(crate) const FORM_EN: &[&str] = &["Inc.", "Ltd", "LLC", "GmbH", "Holdings, Inc.", "& Sons", "Group"];
/// Legal ends of Chinese company names.
pub(crate) const FORM_ZH: &[&str] = &["科技有限公司", "贸易有限公司", "实业集团", "软件股份有限公司", "电子商务有限公司", "(上海)有限公司"];
/// Chinese cities with province, region code and Latin name.
pub(crate) const CITY_ZH: &[(&str, &str, &str, &str)] = &[
    ("北京", "北京", "110105", "Beijing"),
    ("上海", "上海", "310115", "Shanghai"),
    ("广州", "广东", "440106", "Guangzhou"),
    ("深圳", "广东", "440305", "Shenzhen"),
    ("杭州", "浙江", "330106", "Hangzhou"),
    ("成都", "四川", "510107", "Chengdu"),
    ("武汉", "湖北", "420106", "Wuhan"),
    ("西安", "陕西", "610113", "Xi'an"),
    ("南京", "江苏", "320106", "Nanjing"),
    ("苏州", "江苏", "320508", "Suzhou"),
    ("重庆", "重庆", "500112", "Chongqing"),
    ("天津", "天津", "120101", "Tianjin"),
];
/// Cities of the United States.
pub(crate) const CITY_US: &[&str] = &["New York", "San Francisco", "Austin", "Seattle", "Chicago", "Boston", "Denver"];
/// Cities of the United Kingdom.
pub(crate) const CITY_GB: &[&str] = &["London", "Manchester", "Leeds", "Bristol", "Glasgow"];
/// Chinese street names.
pub(crate) const STREET_ZH: &[&str] = &["人民", "解放", "中山", "建设", "科技"];
/// Western street names.
pub(crate) const STREET_EN: &[&str] = &["Main", "Oak", "Pine", "High", "King's"];
/// Domains of made-up e-mail addresses: reserved names, and subdomains of them.
pub(crate) const DOMAIN: &[&str] = &["example.com", "example.org", "example.net", "mail.example.com", "corp.example.cn", "shop.example.cn"];
/// Segments.
pub(crate) const SEGMENT: &[&str] = &["VIP", "A", "B", "C", "新客户", "老客户", "prospect", "churn-risk"];
/// Notes with commas, quotes, line breaks and emoji.
pub(crate) const NOTE: &[&str] = &[
    "",
    "",
    "",
    "call back after 5pm",
    "喜欢电话联系，勿发短信",
    "said: \"send the quote, then call\"",
    "line one\nline two",
    "prefers e-mail; VIP since 2019, renewals in Q3",
    "投诉一次，已解决",
    "likes 🍵 and long meetings",
    "a, b, and \"c\"",
];
