//! The life of a record, its copies in other organisations, its files.

use serde_json::json;

use super::{Office, refusal};

async fn status(office: &Office, number: &str) -> String {
    let rows = office.query("BD_Customer", "FDocumentStatus", &format!("FNumber='{number}'")).await;
    rows[0][0].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn states_follow_one_another_and_nothing_is_skipped() {
    let office = Office::new(5).await;
    let id = office.customer("C1", "示例公司").await;
    let on = json!({ "Ids": id.to_string() });
    assert_eq!(refusal(&office.act("Audit", "BD_Customer", on.clone()).await).0, 12);
    for (operation, after) in
        [("Submit", "B"), ("CancelAssign", "D"), ("Submit", "B"), ("Audit", "C"), ("UnAudit", "D"), ("Submit", "B"), ("Audit", "C")]
    {
        let result = office.act(operation, "BD_Customer", json!({ "Numbers": ["C1"] })).await;
        assert_eq!(result["ResponseStatus"]["IsSuccess"], true, "{result}");
        assert_eq!(status(&office, "C1").await, after, "after {operation}");
    }
    assert_eq!(refusal(&office.act("Audit", "BD_Customer", on.clone()).await), (11, "单据已经审核".to_owned()));
    let closed = office.act("Save", "BD_Customer", json!({ "Model": { "FCUSTID": id, "FTEL": "1" } })).await;
    assert_eq!(refusal(&closed).0, 12);
    let open = office
        .act("Save", "BD_Customer", json!({ "NeedUpDateFields": ["FDescription"], "Model": { "FCUSTID": id, "FDescription": "备注" } }))
        .await;
    assert_eq!(open["ResponseStatus"]["IsSuccess"], true, "some fields are open in audited records");
    assert_eq!(refusal(&office.act("Delete", "BD_Customer", on.clone()).await).0, 12);
    office.act("UnAudit", "BD_Customer", on.clone()).await;
    assert_eq!(office.act("Delete", "BD_Customer", on.clone()).await["ResponseStatus"]["IsSuccess"], true);
    assert_eq!(refusal(&office.act("Delete", "BD_Customer", on).await).0, 10);
}

#[tokio::test]
async fn auditing_does_not_move_the_time_of_the_last_change() {
    let office = Office::new(5).await;
    let id = office.customer("C1", "示例公司").await;
    let on = json!({ "Ids": id.to_string() });
    office.running.advance(60_000);
    office.act("Submit", "BD_Customer", on.clone()).await;
    office.act("Audit", "BD_Customer", on).await;
    let seen = office.query("BD_Customer", "FModifyDate,FApproveDate", "FNumber='C1'").await;
    assert_eq!(seen, json!([["2026-01-05T16:00:00", "2026-01-05T16:01:00"]]));
}

#[tokio::test]
async fn an_audit_can_be_refused_after_the_record_was_saved() {
    let office = Office::new(5).await;
    let id = office.customer("C1", "示例公司").await;
    office.act("Submit", "BD_Customer", json!({ "Ids": id.to_string() })).await;
    office.running.fault("kingdee:audit:audit_refused").unwrap();
    assert_eq!(refusal(&office.act("Audit", "BD_Customer", json!({ "Ids": id.to_string() })).await).0, 11);
    assert_eq!(status(&office, "C1").await, "B");
}

#[tokio::test]
async fn an_approval_flow_takes_the_place_of_the_audit() {
    let office = Office::new(5).await;
    office.control("POST", "/own/workflow", json!({ "users": ["李审批"], "steps": 2 }));
    let id = office.customer("C1", "示例公司").await;
    let on = json!({ "Ids": id.to_string() });
    office.act("Submit", "BD_Customer", on.clone()).await;
    assert_eq!(refusal(&office.act("Audit", "BD_Customer", on.clone()).await).0, 11);
    let approve = async |user: &str, kind: u32| {
        let data = json!({ "FormId": "BD_Customer", "Ids": id.to_string(), "UserName": user, "ApprovalType": kind });
        office.call("WorkflowAudit", json!({ "data": data })).await["Result"].clone()
    };
    assert_eq!(refusal(&approve("王", 1).await).0, 2);
    assert_eq!(
        (approve("李审批", 1).await["ResponseStatus"]["IsSuccess"].clone(), status(&office, "C1").await),
        (json!(true), "B".to_owned())
    );
    approve("李审批", 1).await;
    assert_eq!(status(&office, "C1").await, "C", "after the last of its steps");
    office.act("UnAudit", "BD_Customer", on.clone()).await;
    office.act("Submit", "BD_Customer", on.clone()).await;
    approve("李审批", 2).await;
    assert_eq!(status(&office, "C1").await, "D", "sent back");
    assert_eq!(refusal(&approve("李审批", 1).await).0, 11);
    office.control("POST", "/own/workflow", json!({ "on": false }));
    office.act("Submit", "BD_Customer", on.clone()).await;
    assert_eq!(refusal(&approve("李审批", 1).await).0, 11);
    office.act("Audit", "BD_Customer", on).await;
    assert_eq!(status(&office, "C1").await, "C");
}

#[tokio::test]
async fn a_record_that_others_use_cannot_be_deleted() {
    let office = Office::new(5).await;
    let id = office.customer("C1", "示例公司").await;
    office.control("POST", "/tables/BD_CommonContact/records", json!({ "values": { "FName": "王", "FCustId": id.to_string() } }));
    let refused = office.act("Delete", "BD_Customer", json!({ "Numbers": ["C1"] })).await;
    assert!(refusal(&refused).1.contains("联系人"), "{refused}");
}

#[tokio::test]
async fn sharing_makes_a_copy_with_an_id_of_its_own_and_the_old_time() {
    let office = Office::new(5).await;
    let id = office.audited("C1", "示例公司").await;
    office.running.advance(600_000);
    let shared = office.act("Allocate", "BD_Customer", json!({ "PkIds": id.to_string(), "TOrgIds": "100002" })).await;
    assert_eq!(shared["ResponseStatus"]["IsSuccess"], true, "{shared}");
    let rows = office.query("BD_Customer", "FCUSTID,FUseOrgId.FNumber,FModifyDate", "FNumber='C1'").await;
    assert_eq!((rows[0][1].clone(), rows[1][1].clone(), rows.as_array().unwrap().len()), (json!("100"), json!("101"), 2));
    assert!(rows[0][0] != rows[1][0] && rows[0][2] == rows[1][2], "{rows}");
    office.act("CancelAllocate", "BD_Customer", json!({ "PkIds": id.to_string(), "TOrgIds": "100002" })).await;
    assert_eq!(office.query("BD_Customer", "FCUSTID", "FNumber='C1'").await, json!([[id]]));
}

#[tokio::test]
async fn a_file_belongs_to_a_record_only_after_its_last_chunk() {
    let office = Office::new(2).await;
    let upload =
        async |data: serde_json::Value| office.call("AttachmentUpload", json!({ "data": data.to_string() })).await["Result"].clone();
    let first = upload(json!({ "FileName": "a.txt", "FormId": "BD_Customer", "InterId": "1", "BillNO": "C1", "SendByte": "aGVs" })).await;
    assert_eq!(first["ResponseStatus"]["IsSuccess"], true);
    assert_eq!(office.control("GET", "/own/attachments", json!({})), json!([]));
    upload(json!({ "FileName": "a.txt", "FormId": "BD_Customer", "InterId": "1", "BillNO": "C1", "SendByte": "bG8=", "FileId": first["FileId"], "IsLast": true })).await;
    assert_eq!(office.control("GET", "/own/attachments", json!({}))[0]["bytes"], 5);
    let back =
        office.call("AttachmentDownLoad", json!({ "data": json!({ "FileId": first["FileId"], "StartIndex": 0 }).to_string() })).await;
    assert_eq!((back["Result"]["FilePart"].clone(), back["Result"]["IsLast"].clone()), (json!("aGVsbG8="), json!(true)));
}

#[tokio::test]
async fn the_servers_zone_is_the_zone_of_its_times() {
    let office = Office::new(2).await;
    office.control("POST", "/own/zone", json!({ "zone": "America/New_York" }));
    office.customer("C1", "示例公司").await;
    assert_eq!(office.query("BD_Customer", "FModifyDate", "FNumber='C1'").await, json!([["2026-01-05T03:00:00"]]));
    assert_eq!(office.query("BD_Customer", "FNumber", "FModifyDate>='2026-01-05T03:00:00'").await, json!([["C1"]]));
}
