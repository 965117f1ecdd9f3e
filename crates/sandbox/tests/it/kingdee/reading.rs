//! Queries, views and descriptions.

use serde_json::{Value, json};

use super::{BILLS, Office, refusal};
use crate::support::got;

#[tokio::test]
async fn all_four_encodings_of_the_body_are_understood() {
    let office = Office::new(5).await;
    let data = json!({ "FormId": "BD_Currency", "FieldKeys": "FNumber", "FilterString": "FCODE='CNY'" });
    let as_text = data.to_string();
    for body in [json!({ "data": data }), json!({ "data": as_text }), json!({ "Data": data }), json!({ "parameters": [as_text] })] {
        assert_eq!(office.call("ExecuteBillQuery", body).await, json!([["PRE001"]]));
    }
    let form = [("data", as_text.as_str())];
    let body: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('=', "%3D")))
        .collect();
    let request = office.request("ExecuteBillQuery").header("content-type", "application/x-www-form-urlencoded").body(body.join("&"));
    assert_eq!(got(request).await.unwrap().json(), json!([["PRE001"]]));
    assert_eq!(office.call("BillQuery", json!({ "data": data })).await, json!([{ "FNumber": "PRE001" }]));
    let view = json!({ "Number": "PRE001" });
    for body in [
        json!({ "formid": "BD_Currency", "data": view }),
        json!({ "FormId": "BD_Currency", "Data": view.to_string() }),
        json!({ "parameters": ["BD_Currency", view.to_string()] }),
    ] {
        let seen = office.call("View", body).await;
        assert_eq!(
            (seen["Result"]["Result"]["Number"].clone(), seen["Result"]["Result"]["Name"][0]["Value"].clone()),
            (json!("PRE001"), json!("人民币"))
        );
    }
    let nonsense = got(office.request("ExecuteBillQuery").body("<xml/>")).await.unwrap();
    assert!(nonsense.text.starts_with("response_error:"), "{}", nonsense.text);
    assert!(office.address(BILLS, "View").ends_with(".View.common.kdsvc"));
}

#[tokio::test]
async fn pages_and_keysets_see_every_record_once() {
    let office = Office::new(60).await;
    let all = office.query("BD_Customer", "FCUSTID,FNumber,FModifyDate", "").await.as_array().unwrap().clone();
    assert_eq!(all.len(), office.truth("BD_Customer").len());
    let mut paged = Vec::new();
    loop {
        let page = office.asked(json!({ "FormId": "BD_Customer", "FieldKeys": "FCUSTID", "StartRow": paged.len(), "Limit": 7, "OrderString": "FModifyDate ASC,FCUSTID ASC" })).await;
        let page = page.as_array().unwrap().clone();
        paged.extend(page.iter().map(|row| row[0].as_u64().unwrap()));
        if page.len() < 7 {
            break;
        }
    }
    let mut keyset: Vec<u64> = Vec::new();
    loop {
        let last = keyset.last().copied().unwrap_or(0);
        let page = office.asked(json!({ "FormId": "BD_Customer", "FieldKeys": "FCUSTID", "FilterString": format!("FCUSTID>{last}"), "OrderString": "FCUSTID ASC", "Limit": 7 })).await;
        keyset.extend(page.as_array().unwrap().iter().map(|row| row[0].as_u64().unwrap()));
        if page.as_array().unwrap().len() < 7 {
            break;
        }
    }
    paged.sort_unstable();
    assert_eq!((paged.len(), &paged), (all.len(), &keyset));
    let down = office.asked(json!({ "FormId": "BD_Customer", "FieldKeys": "FNumber", "OrderString": "FNumber desc", "Limit": 1 })).await;
    assert_eq!(down[0][0], all.iter().map(|row| row[1].as_str().unwrap()).max().unwrap());
    let top = office.asked(json!({ "FormId": "BD_Customer", "FieldKeys": "FCUSTID", "StartRow": 5, "TopRowCount": 8, "Limit": 100 })).await;
    assert_eq!(top.as_array().unwrap().len(), 3, "an absolute end");
    office.running.advance(60_000);
    office.customer("NEW1", "新客户").await;
    let changed = office.query("BD_Customer", "FNumber,FModifyDate", "FModifyDate>='2026-01-05 16:01:00'").await;
    assert_eq!(changed, json!([["NEW1", "2026-01-05T16:01:00"]]), "the server's own time, without a zone");
}

#[tokio::test]
async fn rows_repeat_for_lines_and_dots_lead_to_other_records() {
    let office = Office::new(40).await;
    let truth = office.truth("SAL_SaleOrder");
    let lines: usize = truth.iter().map(|record| record["values"]["FSaleOrderEntry"].as_array().unwrap().len()).sum();
    let rows =
        office.query("SAL_SaleOrder", "FID,FCustId.FNumber,FCustId.FName,FSaleOrderEntry_FEntryId,FMaterialId.FNumber,FQty", "").await;
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), lines);
    assert!(rows.iter().all(|row| row[1].as_str().unwrap().starts_with("CUST") && row[4].as_str().unwrap().starts_with("MAT")));
    let heads = office.query("SAL_SaleOrder", "FID,FCustId", "").await;
    assert_eq!(heads.as_array().unwrap().len(), truth.len());
    assert!(heads[0][1].is_u64(), "the key alone gives the id");
    let blank = office.query("BD_Customer", "FFAX,FRegisterFund,FISCREDITCHECK", "FFAX=''").await;
    assert_eq!(blank[0][0], " ");
}

#[tokio::test]
async fn mistakes_in_a_query_come_back_as_its_first_row() {
    let office = Office::new(5).await;
    for (form, keys, filter, words) in [
        ("BD_Customer", "FCustId", "", "元数据中标识为FCustId的字段不存在"),
        ("BD_Customer", "FNumber", "FNope=1", "元数据中标识为FNope的字段不存在"),
        ("BD_Nothing", "FNumber", "", "业务对象不存在"),
        ("BD_Customer", "FNumber", "FNumber='a'; drop table T", "附近有语法错误"),
        ("BD_Customer", "FNAME1,FBANKCODE", "", "多个单据体"),
    ] {
        let refused = office.query(form, keys, filter).await;
        let (_, message) = refusal(&refused[0][0]["Result"]);
        assert!(message.contains(words), "{message}");
    }
    let list = json!([{ "Left": "(", "FieldName": "FNumber", "Compare": "67", "Value": "PRE001", "Right": ")", "Logic": "1" },
                      { "Left": "", "FieldName": "FNumber", "Compare": "67", "Value": "PRE007", "Right": "", "Logic": "0" }]);
    let found = office.asked(json!({ "FormId": "BD_Currency", "FieldKeys": "FNumber", "FilterString": list })).await;
    assert_eq!(found, json!([["PRE001"], ["PRE007"]]));
}

#[tokio::test]
async fn a_form_describes_its_head_its_parts_and_its_entries() {
    let office = Office::new(2).await;
    let told = office.call("QueryBusinessInfo", json!({ "data": { "FormId": "SAL_SaleOrder" } })).await["Result"]["NeedReturnData"].clone();
    let entry = |key: &str| told["Entrys"].as_array().unwrap().iter().find(|entry| entry["Key"] == key).cloned().unwrap();
    let field = |entry: &Value, key: &str| entry["Fields"].as_array().unwrap().iter().find(|field| field["Key"] == key).cloned().unwrap();
    assert_eq!(field(&entry("FBillHead"), "FCustId")["LookUpObjectFormId"], "BD_Customer");
    assert_eq!(field(&entry("FSaleOrderFinance"), "FSettleCurrId")["MustInput"], 1);
    assert_eq!(field(&entry("FSaleOrderEntry"), "FQty")["FieldType"], 106);
    assert_eq!(entry("FSaleOrderEntry")["EntryPkFieldName"], "FEntryID");
    let groups = office.call("QueryGroupInfo", json!({ "data": { "FormId": "BD_Customer" } })).await;
    assert_eq!(groups["Result"]["NeedReturnData"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn long_calls_can_be_asked_for_later() {
    let office = Office::new(2).await;
    let model = super::customer("LATER", "稍后");
    let begun = office.call("BatchSave", json!({ "formid": "BD_Customer", "data": { "Model": [model] }, "beginmethod": "BeginQueryImpl", "querymethod": "QueryAsyncResult" })).await;
    assert_eq!(begun["Status"], 1);
    let info = json!({ "TaskId": begun["TaskId"], "Cancelled": false }).to_string();
    let done = office.call("QueryAsyncResult", json!({ "queryInfo": info })).await;
    assert_eq!((done["Status"].clone(), done["Result"]["Result"]["ResponseStatus"]["IsSuccess"].clone()), (json!(2), json!(true)));
}
