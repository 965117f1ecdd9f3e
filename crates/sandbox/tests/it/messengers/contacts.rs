//! Departments and members: trees, pages, who may read what.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Office;

fn truth(office: &Office, vendor: &str) -> BTreeSet<String> {
    let list = office.running.control("GET", &format!("/{vendor}/tables/members/records?limit=1000"), None);
    list["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
}

fn ids(list: &Value, name: &str) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|record| record[name].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn wecom_shows_members_to_apps_and_ids_to_the_secret_of_contacts() {
    let office = Office::new(40);
    let app = office.wecom_token(sandbox::wecom::APP_SECRET).await;
    let contacts = office.wecom_token(sandbox::wecom::CONTACTS_SECRET).await;
    let departments = office.get("wecom", &format!("/cgi-bin/department/list?access_token={app}")).await["department"].clone();
    assert_eq!((departments.as_array().unwrap().len(), &departments[2]["parentid"]), (10, &json!(2)), "{departments}");
    let below = office.get("wecom", &format!("/cgi-bin/department/list?access_token={app}&id=9")).await;
    assert_eq!(below["department"].as_array().unwrap().len(), 2);
    let mut seen = BTreeSet::new();
    for department in 1..=10 {
        let path = |token: &str| format!("/cgi-bin/user/list?access_token={token}&department_id={department}");
        seen.extend(ids(&office.get("wecom", &path(&app)).await["userlist"], "userid"));
        assert_eq!(office.get("wecom", &path(&contacts)).await["errcode"], 48_002);
    }
    assert_eq!(seen, truth(&office, "wecom"));
    let path = |token: &str| format!("/cgi-bin/user/list_id?access_token={token}");
    assert_eq!(office.post("wecom", &path(&app), &json!({ "limit": 5 })).await["errcode"], 48_002);
    let (mut cursor, mut listed, mut pages) = (String::new(), Vec::new(), 0);
    loop {
        let page = office.post("wecom", &path(&contacts), &json!({ "cursor": cursor, "limit": 7 })).await;
        listed.extend(ids(&page["dept_user"], "userid"));
        page["next_cursor"].as_str().unwrap().clone_into(&mut cursor);
        pages += 1;
        if cursor.is_empty() {
            break;
        }
    }
    assert!(pages > 5 && listed.len() > 40, "{pages} pages, {} pairs", listed.len());
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), seen);
    assert_eq!(office.get("wecom", &format!("/cgi-bin/agent/get?access_token={app}&agentid=1000002")).await["name"], "Rapport");
}

#[tokio::test]
async fn dingtalk_and_feishu_show_members_page_by_page() {
    let office = Office::new(60);
    let token = office.dingtalk_token().await;
    let (mut waiting, mut seen) = (vec![json!(1)], BTreeMap::new());
    while let Some(department) = waiting.pop() {
        let below = office
            .post("dingtalk", &format!("/topapi/v2/department/listsub?access_token={token}"), &json!({ "dept_id": department }))
            .await;
        waiting.extend(below["result"].as_array().unwrap().iter().map(|part| part["dept_id"].clone()));
        let mut cursor = json!(0);
        loop {
            let path = format!("/topapi/v2/user/list?access_token={token}");
            let page = office.post("dingtalk", &path, &json!({ "dept_id": department, "cursor": cursor, "size": 3 })).await;
            let list = &page["result"]["list"];
            assert!(list.as_array().unwrap().len() <= 3);
            for id in ids(list, "userid") {
                *seen.entry(id).or_insert(0) += 1;
            }
            if page["result"]["has_more"] == false {
                break;
            }
            cursor = page["result"]["next_cursor"].clone();
        }
    }
    assert_eq!(seen.keys().cloned().collect::<BTreeSet<_>>(), truth(&office, "dingtalk"));
    assert!(seen.values().any(|times| *times == 2), "some work in two departments");

    let token = office.feishu_token().await;
    let below =
        office.feishu(&token, "GET", "/open-apis/contact/v3/departments/0/children?fetch_child=true&page_size=50", None).await.json();
    let mut departments = ids(&below["data"]["items"], "open_department_id");
    assert_eq!(departments.len(), 9);
    departments.push("0".to_owned());
    let mut seen = BTreeSet::new();
    for department in departments {
        let mut page_token = String::new();
        loop {
            let path =
                format!("/open-apis/contact/v3/users/find_by_department?department_id={department}&page_size=4&page_token={page_token}");
            let page = office.feishu(&token, "GET", &path, None).await.json();
            seen.extend(ids(&page["data"]["items"], "open_id"));
            if page["data"]["has_more"] == false {
                break;
            }
            page["data"]["page_token"].as_str().unwrap().clone_into(&mut page_token);
        }
    }
    assert_eq!(seen, truth(&office, "feishu"));
}

#[test]
fn the_staff_are_people_that_other_systems_know() {
    let running = sandbox::start(sandbox::Config { records: 100, ..sandbox::Config::default() }).unwrap();
    let people = running.control("GET", "/people?limit=1000", None);
    let known = |person: &Value, vendor: &str| person.to_string().contains(&format!("\"{vendor}\""));
    let people = people["people"].as_array().unwrap_or_else(|| panic!("{people}")).clone();
    let shared = people.iter().filter(|person| known(person, "wecom") && known(person, "zoho")).count();
    assert!(shared > 40, "{shared} of {}", people.len());
}
