//! Saving: one, many, lines, references.

use serde_json::{Value, json};

use super::{Office, customer, refusal};

#[tokio::test]
async fn a_save_creates_and_a_save_with_an_id_changes() {
    let office = Office::new(5).await;
    let result = office.act("Save", "BD_Customer", json!({ "NeedReturnFields": ["FNumber"], "Model": customer("C1", "示例公司") })).await;
    let id = result["Id"].as_u64().unwrap();
    assert_eq!(result["ResponseStatus"]["SuccessEntitys"], json!([{ "Id": id, "Number": "C1", "DIndex": 0 }]));
    assert_eq!((result["Number"].clone(), result["NeedReturnData"].clone()), (json!("C1"), json!([{ "FNumber": "C1" }])));
    let model = json!({ "FCUSTID": id, "FName": [{ "Key": 2052, "Value": "新名" }], "FTEL": "021-1" });
    let changed = office.act("Save", "BD_Customer", json!({ "NeedUpDateFields": ["FTEL"], "Model": model })).await;
    assert_eq!(changed["ResponseStatus"]["IsSuccess"], true);
    let seen = office.query("BD_Customer", "FName,FTEL,FDocumentStatus,FUseOrgId.FNumber", "FNumber='C1'").await;
    assert_eq!(seen, json!([["示例公司", "021-1", "A", "100"]]), "only what was named is written");
    let draft = office.act("Draft", "BD_Customer", json!({ "Model": { "FNumber": "D1" } })).await;
    assert_eq!(draft["ResponseStatus"]["IsSuccess"], true);
    assert_eq!(office.query("BD_Customer", "FDocumentStatus", "FNumber='D1'").await, json!([["Z"]]));
}

#[tokio::test]
async fn what_is_wrong_with_a_record_is_told_by_field() {
    let office = Office::new(5).await;
    office.customer("C1", "示例公司").await;
    let mut nowhere = customer("C2", "乙");
    nowhere["FTRADINGCURRID"]["FNumber"] = json!("NOPE");
    let mut long = customer("C3", "丙");
    long["FTEL"] = json!("1".repeat(51));
    for (model, field) in [
        (customer("C1", "重号"), "FNumber"),
        (json!({ "FNumber": "C4" }), "FName"),
        (nowhere, "FTRADINGCURRID"),
        (long, "FTEL"),
        (json!({ "FName": "丁", "FRegisterFund": "many" }), "FRegisterFund"),
    ] {
        let result = office.act("Save", "BD_Customer", json!({ "Model": model })).await;
        assert_eq!((refusal(&result).0, result["ResponseStatus"]["Errors"][0]["FieldName"].clone()), (11, json!(field)), "{result}");
        assert_eq!(result["ResponseStatus"]["ErrorCode"], 500);
    }
    let gone = office.act("Save", "BD_Customer", json!({ "Model": { "FCUSTID": 7, "FName": "x" } })).await;
    assert_eq!(refusal(&gone).0, 10);
    let once = json!({ "ValidateRepeatJson": "true", "Model": customer("C9", "一次") });
    assert_eq!(office.act("Save", "BD_Customer", once.clone()).await["ResponseStatus"]["IsSuccess"], true);
    assert!(refusal(&office.act("Save", "BD_Customer", once).await).1.contains("重复"));
}

#[tokio::test]
async fn a_batch_fails_in_parts() {
    let office = Office::new(5).await;
    let models = json!([customer("B1", "一"), json!({ "FNumber": "B2" }), customer("B3", "三")]);
    let result = office.act("BatchSave", "BD_Customer", json!({ "Model": models })).await;
    let status = &result["ResponseStatus"];
    let positions = |list: &Value| list.as_array().unwrap().iter().map(|one| one["DIndex"].as_u64().unwrap()).collect::<Vec<_>>();
    assert_eq!(
        (status["IsSuccess"].clone(), positions(&status["SuccessEntitys"]), positions(&status["Errors"])),
        (json!(false), vec![0, 2], vec![1])
    );
    office.running.fault("kingdee:batch_save:row_error=2").unwrap();
    let result = office.act("BatchSave", "BD_Customer", json!({ "Model": [customer("B4", "四"), customer("B5", "五")] })).await;
    assert_eq!(positions(&result["ResponseStatus"]["Errors"]), [1]);
}

/// A sales order of a customer with two lines.
async fn order(office: &Office, number: &str) -> (u64, Vec<u64>) {
    let line = |material: &str, quantity: u64| json!({ "FMaterialId": { "FNumber": material }, "FUnitID": { "FNumber": "Pcs" }, "FQty": quantity, "FTaxPrice": 10.5 });
    let model = json!({ "FBillTypeID": { "FNUMBER": "XSDD01_SYS" }, "FBillNo": number, "FDate": "2026-01-05", "FSaleOrgId": { "FNumber": "100" }, "FCustId": { "FNumber": "OK1" },
                        "FSalerId": { "FNumber": "XSY001" }, "FSaleOrderFinance": { "FSettleCurrId": { "FNumber": "PRE001" } },
                        "FSaleOrderEntry": [line("MAT001", 2), line("MAT002", 4)] });
    let result = office.act("Save", "SAL_SaleOrder", json!({ "Model": model })).await;
    assert_eq!(result["ResponseStatus"]["IsSuccess"], true, "{result}");
    (result["Id"].as_u64().unwrap(), lines(office, number).await)
}

async fn lines(office: &Office, number: &str) -> Vec<u64> {
    let rows = office.query("SAL_SaleOrder", "FSaleOrderEntry_FEntryId", &format!("FBillNo='{number}'")).await;
    rows.as_array().unwrap().iter().filter_map(|row| row[0].as_u64()).collect()
}

#[tokio::test]
async fn lines_that_are_not_sent_are_deleted_unless_the_call_says_otherwise() {
    let office = Office::new(5).await;
    office.audited("OK1", "可用").await;
    let (id, both) = order(&office, "S1").await;
    assert_eq!(both.len(), 2);
    let total = office.query("SAL_SaleOrder", "FBillAllAmount", "FBillNo='S1'").await;
    assert_eq!(total, json!([[63.0]]));
    let one = json!({ "FID": id, "FSaleOrderEntry": [{ "FEntryID": both[0], "FQty": 9 }] });
    let kept = office.act("Save", "SAL_SaleOrder", json!({ "IsDeleteEntry": "false", "Model": one })).await;
    assert_eq!(kept["ResponseStatus"]["IsSuccess"], true, "{kept}");
    assert_eq!(lines(&office, "S1").await, both);
    let gone = office.act("Save", "SAL_SaleOrder", json!({ "Model": one })).await;
    assert_eq!(gone["ResponseStatus"]["IsSuccess"], true, "{gone}");
    assert_eq!(lines(&office, "S1").await, both[..1]);
    let unknown = json!({ "FID": id, "FSaleOrderEntry": [{ "FEntryID": 5, "FQty": 9 }] });
    assert_eq!(refusal(&office.act("Save", "SAL_SaleOrder", json!({ "Model": unknown })).await).0, 9);
}

#[tokio::test]
async fn references_must_be_audited_enabled_and_of_the_organisation() {
    let office = Office::new(5).await;
    let id = office.audited("OK1", "可用").await;
    order(&office, "S1").await;
    office.act("ExcuteOperation", "BD_Customer", json!({ "Ids": id.to_string() })).await;
    let forbid =
        office.call("ExcuteOperation", json!({ "formid": "BD_Customer", "opNumber": "Forbid", "data": { "Ids": id.to_string() } })).await;
    assert_eq!(forbid["Result"]["ResponseStatus"]["IsSuccess"], true, "{forbid}");
    let model = json!({ "FBillTypeID": { "FNUMBER": "XSDD01_SYS" }, "FDate": "2026-01-05", "FSaleOrgId": { "FNumber": "100" }, "FCustId": { "FNumber": "OK1" },
                        "FSalerId": { "FNumber": "XSY001" }, "FSaleOrderFinance": { "FSettleCurrId": { "FNumber": "PRE001" } },
                        "FSaleOrderEntry": [{ "FMaterialId": { "FNumber": "MAT001" }, "FQty": 1 }] });
    let refused = office.act("Save", "SAL_SaleOrder", json!({ "Model": model })).await;
    assert!(refusal(&refused).1.contains("已禁用"), "{refused}");
    office.customer("RAW", "未审核").await;
    let mut unaudited = model.clone();
    unaudited["FCustId"]["FNumber"] = json!("RAW");
    assert!(refusal(&office.act("Save", "SAL_SaleOrder", json!({ "Model": unaudited })).await).1.contains("未审核"));
    let mut elsewhere = model;
    elsewhere["FSaleOrgId"]["FNumber"] = json!("101");
    assert!(refusal(&office.act("Save", "SAL_SaleOrder", json!({ "Model": elsewhere })).await).1.contains("未分配"));
}
