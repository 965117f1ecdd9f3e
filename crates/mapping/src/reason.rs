//! Why a column is proposed for a target, in words for people: targets are called by their labels, in each language by its own.

use model::Object;
use model::schema::Label;

use crate::rule::{TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use crate::suggest::Judgement;
use crate::synonyms::{FAMILY, Fit, GIVEN};

/// Parts of fields by their names in a mapping, in English and Chinese.
const PARTS: [(&str, &str, &str); 12] = [
    ("full", "Full name", "全名"),
    ("province", "Province", "省份"),
    ("city", "City", "城市"),
    ("district", "District", "区县"),
    ("street", "Street", "街道"),
    ("postcode", "Postcode", "邮编"),
    ("text", "In one line", "全文"),
    ("country", "Country", "国家/地区"),
    ("family", "Family name", "姓"),
    ("given", "Given name", "名"),
    ("amount", "Amount", "金额"),
    ("currency", "Currency", "币种"),
];

/// What a target is called: the label of its field, with the part where it is one.
fn called(object: &Object, target: &str) -> Label {
    let own = |en: &str, zh: &str| Label { en: en.to_owned(), zh: zh.to_owned() };
    match target {
        GIVEN => return own("given name", "名"),
        FAMILY => return own("family name", "姓"),
        TARGET_EXTERNAL_ID => return own("id in the source", "来源中的编号"),
        TARGET_UPDATED_AT => return own("time of the change in the source", "来源中的更改时间"),
        _ => {}
    }
    let (name, part) = target.split_once('.').map_or((target, None), |(name, part)| (name, Some(part)));
    let Some(field) = object.live_fields().find(|field| field.name == name) else { return own(target, target) };
    let Some(part) = part else { return field.label.clone() };
    let (en, zh) = PARTS.iter().find(|known| known.0 == part).map_or((part, part), |known| (known.1, known.2));
    Label { en: format!("{} · {en}", field.label.en), zh: format!("{} · {zh}", field.label.zh) }
}

/// Neither name nor values tell.
pub(crate) fn nothing_fits() -> Label {
    Label {
        en: "No field has this name, and the values give no hint.".to_owned(), zh: "没有同名字段，内容也无法判断。".to_owned()
    }
}

/// The one value of the target comes from another column.
pub(crate) fn taken_already(object: &Object, target: &str) -> Label {
    let Label { en, zh } = called(object, target);
    Label { en: format!("Another column fits “{en}” better."), zh: format!("另一列更适合“{zh}”。") }
}

/// Whatever the column is called.
pub(crate) fn values_only(object: &Object, target: &str) -> Label {
    let Label { en, zh } = called(object, target);
    Label { en: format!("The values look like “{en}”."), zh: format!("内容符合“{zh}”。") }
}

/// What the name of the column tells, and whether the values agree.
pub(crate) fn by_name(object: &Object, fit: Fit, target: &str, judgement: Option<Judgement>) -> Label {
    let Label { en, zh } = called(object, target);
    let (en, zh) = match fit {
        Fit::Own => (format!("The column is called like “{en}”"), format!("列名与“{zh}”相同")),
        Fit::Usual => (format!("“{en}” is often called so"), format!("“{zh}”常用此列名")),
        Fit::Within => (format!("Part of the column's name means “{en}”"), format!("列名的一部分表示“{zh}”")),
        Fit::Alike => (format!("The column's name resembles a name of “{en}”"), format!("列名与“{zh}”的名称相近")),
    };
    let (en_values, zh_values) = match judgement {
        Some(Judgement::Agree) => (", and the values fit.", "，内容相符。"),
        Some(Judgement::Disagree) => (", but the values do not fit.", "，但内容不符。"),
        Some(Judgement::Open) | None => (".", "。"),
    };
    Label { en: en + en_values, zh: zh + zh_values }
}
