//! Outbound messages.

use serde_json::json;

use super::Org;
use crate::pushes::receiver_with;

const ACK: &str = "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body><notificationsResponse xmlns=\"http://soap.sforce.com/2005/09/outbound\"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>";

#[tokio::test]
async fn a_message_is_repeated_until_it_is_acknowledged_with_the_values_of_that_time() {
    let org = Org::new(5).await;
    let (url, requests) = receiver_with(vec![(200, ACK.replace("true", "false")), (500, String::new()), (200, ACK.to_owned())]);
    let target = json!({ "targets": [{ "url": url, "tables": ["Account"], "options": { "fields": ["Name", "Phone"] } }] });
    org.running.control("PUT", "/salesforce/push", Some(&target));
    let id = org.account(json!({ "Name": "A & B" })).await;
    assert!(org.running.settle_pushes("salesforce"));
    let (head, first) = requests.recv().unwrap();
    assert!(head.contains("text/xml; charset=utf-8"));
    assert!(first.contains(&format!("<sf:Id>{id}</sf:Id><sf:Name>A &amp; B</sf:Name></sObject>")), "{first}");
    assert!(
        first.contains("xsi:type=\"sf:Account\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\"")
            && first.contains("<OrganizationId>00D")
    );
    let notification = |text: &str| text.split("<Notification><Id>").nth(1).unwrap()[..18].to_owned();
    org.running.control(
        "PATCH",
        &format!("/salesforce/tables/Account/records/{id}"),
        Some(&json!({ "values": { "Phone": "99" }, "silent": true })),
    );
    assert!(org.running.settle_pushes("salesforce"));
    let (_, second) = requests.recv().unwrap();
    assert_ne!(notification(&first), notification(&second), "another change, another notification");
    org.running.advance(15_000);
    assert!(org.running.settle_pushes("salesforce"));
    let (_, repeated) = requests.recv().unwrap();
    assert_eq!(notification(&first), notification(&repeated));
    assert!(repeated.contains("<sf:Phone>99</sf:Phone>"), "{repeated}");
    assert_eq!(org.call("DELETE", &format!("/sobjects/Account/{id}"), None).await.status, 204);
    assert!(org.running.settle_pushes("salesforce"));
    let pushes = org.running.control("GET", "/salesforce/log/pushes", None)["pushes"].clone();
    let accepted: Vec<bool> = pushes.as_array().unwrap().iter().map(|push| push["accepted"].as_bool().unwrap()).collect();
    assert_eq!(accepted.iter().filter(|accepted| **accepted).count(), 1, "{pushes}");
}
