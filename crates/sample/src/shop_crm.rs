//! The CRM's export: a workbook with a note above a header of two rows, and a hidden sheet of lists.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::rng::Rng;
use crate::shop::{Customer, Row};
use crate::shop_csv::push_identifiers;
use crate::spelling::Country;
use crate::words::{SEGMENT, TRADE_ZH};

/// Upper header: group, first and last column. The lower one names the columns.
const GROUPS: [(&str, u16, u16); 6] = [
    ("Customer 客户", 0, 1),
    ("Contact 联系方式", 2, 3),
    ("Organisation 单位", 4, 5),
    ("Place 地区", 6, 7),
    ("History 记录", 8, 9),
    ("Sales 销售", 10, 11),
];
const COLUMNS: [&str; 12] = [
    "Record ID",
    "Name 姓名",
    "Mobile 手机",
    "E-mail 邮箱",
    "Company 公司",
    "Credit code 统一社会信用代码",
    "City 城市",
    "Country 国家",
    "Created 创建日期",
    "Updated 更新时间",
    "Owner 负责人",
    "Segment 分级",
];
const OWNERS: &[&str] = &["Alice Chen", "Bob Smith", "赵敏", "钱进"];
const FIRST_ROW: u32 = 3;

/// The bytes of the workbook; the same for the same rows.
pub(crate) fn file(rows: &[Row], customers: &[Customer], rng: &mut Rng) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the present time.
    let created = ExcelDateTime::from_ymd(2025, 6, 2)?;
    workbook.set_properties(&DocProperties::new().set_author("CRM").set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Contacts")?;
    write_header(sheet)?;
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for ((row, line), number) in rows.iter().zip(FIRST_ROW..).zip(1_u32..) {
        let Some(customer) = customers.get(row.customer) else { continue };
        sheet.write_string(line, 0, format!("CRM-{number:05}"))?;
        sheet.write_datetime_with_format(line, 9, excel_time(row.updated.unix)?, &time)?;
        sheet.write_string(line, 10, rng.pick(OWNERS))?;
        if !row.is_empty {
            write_customer(sheet, line, row, customer, &day, rng)?;
        }
    }
    write_lists(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn write_header(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    sheet.write_string(0, 0, "Exported on 2025-06-02, internal use only / 内部资料，请勿外传")?;
    for (group, first, last) in GROUPS {
        sheet.merge_range(1, first, 1, last, group, &bold)?;
    }
    for (name, column) in COLUMNS.into_iter().zip(0_u16..) {
        sheet.write_string_with_format(2, column, name, &bold)?;
    }
    Ok(())
}

fn write_customer(sheet: &mut Worksheet, line: u32, row: &Row, customer: &Customer, day: &Format, rng: &mut Rng) -> Result<(), XlsxError> {
    let is_chinese = rng.chance(50);
    let name = if is_chinese { customer.chinese_name(rng) } else { customer.latin_name(rng) };
    sheet.write_string(line, 1, name)?;
    let (mut phone, mut mail, mut code) = (String::new(), String::new(), String::new());
    push_identifiers(row, customer, rng, &mut phone, &mut mail, &mut code);
    // Spreadsheets keep plain digits as a number.
    match phone.parse::<f64>() {
        Ok(digits) if phone.len() == 11 && rng.chance(70) => {
            sheet.write_number(line, 2, digits)?;
        }
        Ok(_) | Err(_) => write_given(sheet, line, 2, &phone)?,
    }
    write_given(sheet, line, 3, &mail)?;
    if rng.chance(25) && customer.credit_code.is_none() && customer.country == Country::Cn {
        let trade = TRADE_ZH.get(rng.below(8) as usize).map_or("", |trade| trade.0);
        write_given(sheet, line, 4, &format!("{}青禾{trade}有限公司", customer.place().0))?;
    }
    write_given(sheet, line, 5, &code)?;
    let place = customer.place();
    write_given(sheet, line, 6, if is_chinese { place.0 } else { place.2 })?;
    let country = match customer.country {
        Country::Cn => rng.pick(&["China", "CN", "中国"]),
        Country::Us => rng.pick(&["USA", "United States", "US"]),
        Country::Gb => "UK",
    };
    write_given(sheet, line, 7, country)?;
    if row.date_exists && rng.chance(70) {
        sheet.write_datetime_with_format(line, 8, excel_time(row.created.unix / 86_400 * 86_400)?, day)?;
    } else if row.date_exists {
        let mut text = String::new();
        row.created.push_day(&mut text, '-');
        sheet.write_string(line, 8, text)?;
    } else {
        sheet.write_string(line, 8, rng.pick(&["2024-02-30", "2023-11-31", "2023-02-29"]))?;
    }
    sheet.write_string(line, 11, rng.pick(SEGMENT))?;
    Ok(())
}

fn write_given(sheet: &mut Worksheet, line: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    if !text.is_empty() {
        sheet.write_string(line, column, text)?;
    }
    Ok(())
}

fn excel_time(unix: i64) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_timestamp(unix)
}

/// The lists behind the drop-downs, hidden as such sheets are.
fn write_lists(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("_lists")?;
    for (column, words) in [(0_u16, OWNERS), (1, SEGMENT)] {
        for (line, word) in (0_u32..).zip(words) {
            sheet.write_string(line, column, *word)?;
        }
    }
    sheet.set_hidden(true);
    Ok(())
}
