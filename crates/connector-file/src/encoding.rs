//! Which encoding a text is in.
//!
//! A byte order mark decides; then valid UTF-8 all through; then zero bytes at every other place (UTF-16 without mark).
//! What remains is tried as GB18030 and as Big5 and judged by how many of the characters that come out are common ones:
//! wrong decodings give rare characters. Only then the statistics of `chardetng` (Firefox's detector) are asked.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use connector::ConnectorError;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::raw::format_error;
use crate::survey::Survey;

/// The encoding of a text, and how many bytes of mark stand before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextEncoding {
    pub encoding: &'static Encoding,
    pub mark_bytes: usize,
}

/// Share of common characters that proves a Chinese encoding; wrong ones stay below 0.2.
const COMMON_SHARE_MIN: f64 = 0.35;
/// So many characters are judged; more would not change the picture.
const JUDGED_CHARACTERS: usize = 5_000;
/// So many valid characters outweigh one invalid place: the text is UTF-8 with damage.
const VALID_PER_INVALID: u64 = 3;

/// Decides; `told` is the name that a person gave.
pub(crate) fn decide(survey: &Survey, told: Option<&str>, name: &str) -> Result<TextEncoding, ConnectorError> {
    let marked = marked(&survey.head);
    if let Some(label) = told {
        let encoding = by_label(label).ok_or_else(|| format_error(name, "encoding option", "this encoding name is not known"))?;
        let mark_bytes = marked.filter(|found| found.encoding == encoding).map_or(0, |found| found.mark_bytes);
        return Ok(TextEncoding { encoding, mark_bytes });
    }
    if let Some(found) = marked {
        return Ok(found);
    }
    let encoding = if let Some(encoding) = utf16_by_zeros(&survey.head) {
        encoding
    } else if survey.invalid == 0 || survey.multibyte >= VALID_PER_INVALID * survey.invalid {
        UTF_8
    } else {
        of_legacy(&survey.sample)
    };
    Ok(TextEncoding { encoding, mark_bytes: 0 })
}

/// The name shown to people.
pub(crate) fn display_name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

fn by_label(label: &str) -> Option<&'static Encoding> {
    let plain = label.trim().to_ascii_lowercase().replace('_', "-");
    let alias = match plain.as_str() {
        "gb2312" | "gbk" | "cp936" | "gb-18030" | "gb18030" | "936" => return Some(GB18030),
        "utf8" | "utf-8-sig" | "utf-8-bom" | "utf8bom" => return Some(UTF_8),
        "utf16" | "utf-16" | "utf16le" | "utf-16-le" => return Some(UTF_16LE),
        "utf16be" | "utf-16-be" => return Some(UTF_16BE),
        "cp950" | "950" => return Some(BIG5),
        "latin-1" | "cp1252" => return Some(WINDOWS_1252),
        other => other,
    };
    Encoding::for_label(alias.as_bytes())
}

fn marked(head: &[u8]) -> Option<TextEncoding> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(head) {
        return Some(TextEncoding { encoding, mark_bytes });
    }
    // The mark that GB18030 has for itself.
    head.starts_with(&[0x84, 0x31, 0x95, 0x33]).then_some(TextEncoding { encoding: GB18030, mark_bytes: 4 })
}

/// Every table has delimiters, line ends and mostly digits; in UTF-16 each of them has a zero byte beside it.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.get(1) == Some(&0));
    }
    let pairs = (head.len() / 2).max(1);
    let enough = |zeros: usize, others: usize| zeros * 20 >= pairs && zeros >= 2 && others * 20 <= zeros;
    if enough(odd, even) {
        Some(UTF_16LE)
    } else if enough(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn of_legacy(sample: &[u8]) -> &'static Encoding {
    let (chinese, traditional) = (common_share(GB18030, sample), common_share(BIG5, sample));
    if chinese.max(traditional) >= COMMON_SHARE_MIN {
        return if chinese >= traditional { GB18030 } else { BIG5 };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == encoding_rs::GBK { GB18030 } else { guess }
}

/// Share of common Chinese characters and full-width signs among the decoded ones outside of ASCII; damage counts against it.
fn common_share(encoding: &'static Encoding, sample: &[u8]) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut all, mut common, mut damaged) = (0_u32, 0_u32, 0_u32);
    for character in text.chars().filter(|character| !character.is_ascii()).take(JUDGED_CHARACTERS) {
        all += 1;
        if character == '\u{FFFD}' {
            damaged += 1;
        } else if COMMON_CHARACTERS.contains(character) {
            common += 1;
        }
    }
    if all == 0 { 0.0 } else { (f64::from(common) - 4.0 * f64::from(damaged)) / f64::from(all) }
}

/// Frequent characters of Chinese text, of names, companies and addresses, simplified and traditional.
const COMMON_CHARACTERS: &str = "，。：；（）、￥“”的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种\
面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日\
那社义事平形相全表间样与关各重新线内数正心反明看原又利比或但质气第向道变条只没结解问意建月公无系情者最立代已通并提直题程展五果料员位入常文总\
次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西被干做必先回则任取据处队南给色光门即保治北造百\
规领七海口东导器世金增争济油思术极交受联认六共权收证改清己美再转更单风打白教速花带安场身车例真务具万每目至达走积示议声报完类八名确科张信马\
节话米整空元今集传土许步广石记需研界林观越装影算低持音书布复容儿际商连断深近千周委素技备半办青省列习约支史感劳便团往历市克何除消构称准精值\
号率族维划选标写存候亲快效斯院查江型王按格养易置派层片始专状育厂京识适属包火住调满县局照参红细引司限股份址邮编码客户姓李刘陈杨黄赵吴徐孙朱\
胡郭罗郑梁谢宋唐冯邓曹彭曾肖田董潘袁蔡蒋余杜叶苏魏吕丁沈姚卢傅钟姜崔谭廖范汪陆贾夏付邹熊孟秦邱侯尹薛龙陶贺顾贵街镇村楼室座栋订购货款额注停\
启圳沪浙鲁粤湖福州杭武汉重庆天津仓库部门职称男女岁网络软硬件贸易服饰食品医药房产酒店旅游教育咨询\
這為個國時來們於對會發動過說產種後學經進裡現實兩體機當點業應開還義樣與關線內數質氣變條沒結問無長頭資邊級圖統較將組見計別論運農幾區強決\
據處隊給門規領東導術極聯認權證轉單風帶場車務萬達積議聲報類確張馬節話傳許廣記觀裝書復兒際連斷週備辦習約團歷構稱準號維劃選標寫親縣參紅細引\
郵編碼電話陳劉楊黃趙吳羅鄭謝馮鄧蕭蔣葉蘇魏呂盧鍾譚陸賈鄒龍賀顧臺灣台鄉鎮巷弄樓戶訂購貨額註總員設備帳稅統編";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sample: &[u8], expected: &'static Encoding) {
        assert_eq!(of_legacy(sample).name(), expected.name());
    }

    #[test]
    fn legacy_encodings_are_told_apart_by_what_they_say() {
        check(&GB18030.encode("客户名称,上海众城网络有限公司,地址").0, GB18030);
        check(&BIG5.encode("客戶名稱,臺北市電子股份有限公司,地址").0, BIG5);
        check(b"nom,ville\nRen\xE9 Lef\xE8vre,Orl\xE9ans\nJos\xE9,M\xFCnchen\n", WINDOWS_1252);
        check(&encoding_rs::EUC_KR.encode("고객,서울특별시 강남구").0, encoding_rs::EUC_KR);
    }
}
