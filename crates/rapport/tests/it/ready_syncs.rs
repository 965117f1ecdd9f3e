//! Ready-made syncs on the command line and over HTTP, fitted to a folder of files.

use serde_json::{Value, json};

use crate::program::{Place, Server};

const FILE: &str = "买家编号,买家姓名,手机,邮箱,城市,颜色\n7001,王小明,138 0013 8701,wang@example.com,上海,red\n7002,Ada Byron,+44 20 7946 0958,ada@example.com,London,blue\n";

/// A place with a connection to a folder with one file of a shop.
fn place() -> Place {
    let place = Place::new();
    let folder = place.path("shop");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("buyers.csv"), FILE).expect("a file");
    let configuration = json!({"version": 1, "connections": [
        {"name": "Shop", "connector": "file_drop", "settings": {"place": "folder", "folder": folder, "key": "买家编号", "settle_seconds": 0}},
        {"name": "CRM", "connector": "salesforce",
         "settings": {"login_url": "https://nowhere.example.com", "flow": "client_credentials", "client_id": "x"},
         "secrets": {"client_secret": {"file": place.write("secret", "nobody's")}}},
    ], "syncs": []});
    place.write("rapport.json", &configuration.to_string());
    place.run(&["config", "apply", "rapport.json"]).exits(0);
    place
}

fn folder(place: &Place) -> String {
    place.path("shop").display().to_string()
}

#[test]
fn a_ready_made_sync_becomes_a_draft_that_can_be_tried() {
    let place = place();
    let listed = place.run(&["sync", "ready"]).exits(0).out;
    assert!(listed.contains("shop-leads") && listed.contains("shop (file_drop)"), "{listed}");
    let made =
        place.run(&["sync", "ready", "shop-leads", "--use", "shop=Shop", "--allow-folder", &folder(&place), "--json"]).exits(0).json();
    let draft = &made["items"][0];
    assert_eq!(draft["name"], "Shop file to leads · Shop");
    let fields: Vec<&str> = draft["left_out"].as_array().expect("a list").iter().filter_map(|line| line["field"].as_str()).collect();
    assert!(fields.contains(&"country") && !fields.contains(&"name"), "{fields:?}");
    let foretold =
        place.run(&["sync", "run", "Shop file to leads · Shop", "--dry-run", "--json", "--allow-folder", &folder(&place)]).exits(0);
    assert_eq!(foretold.json()["report"]["read"], 2, "{}", foretold.out);

    for (words, code, told) in [
        (vec!["sync", "ready", "nothing"], 2, "shop-leads"),
        (vec!["sync", "ready", "shop-leads"], 2, "--use shop=CONNECTION"),
        (vec!["sync", "ready", "shop-leads", "--use", "desk=Shop"], 2, "--use shop=CONNECTION"),
        (vec!["sync", "ready", "shop-leads", "--use", "shop=CRM"], 2, "nothing is ready for salesforce"),
    ] {
        let ran = place.run(&words).exits(code);
        assert!(ran.err.contains(told), "{words:?}: {}", ran.err);
    }
}

#[test]
fn the_same_over_http_with_the_connections_that_fit() {
    let place = place();
    let key = |scope: &str| {
        place.run(&["key", "add", scope, "--scope", scope, "--json"]).exits(0).json()["key"].as_str().expect("a key").to_owned()
    };
    let (admin, reader) = (key("admin"), key("*:read"));
    let server = Server::start_with(&place, &["--allow-folder", &folder(&place)]);
    let (status, listed) = server.call("GET", "/api/v1/ready-syncs", &reader, &Value::Null);
    assert_eq!(status, 200, "{listed}");
    let job = listed["items"].as_array().expect("items").iter().find(|job| job["name"] == "shop-leads").expect("the job").clone();
    let choice = &job["roles"][0]["choices"][0];
    assert_eq!((&choice["connector"], &choice["connections"][0]["name"]), (&json!("file_drop"), &json!("Shop")));
    let shop = choice["connections"][0]["id"].as_str().expect("an id");

    let path = "/api/v1/ready-syncs/shop-leads:prepare";
    let ask = json!({"role": "shop", "connection": shop, "name": "Buyers"});
    assert_eq!(server.call("POST", path, &reader, &ask).0, 403);
    let (status, prepared) = server.call("POST", path, &admin, &ask);
    assert_eq!(status, 200, "{prepared}");
    assert_eq!(prepared["definition"]["rollout"]["share"].as_f64(), Some(5.0));
    let (status, made) = server.call("POST", "/api/v1/syncs", &admin, &prepared["definition"]);
    assert_eq!((status, &made["state"]), (201, &json!("draft")), "{made}");
    // A second one of the same stream gets source records of its own instead of a refusal.
    let (_, second) = server.call("POST", path, &admin, &json!({"role": "shop", "connection": shop, "name": "More buyers"}));
    assert_eq!(second["definition"]["source"], "Shop · files", "{second}");
    assert_eq!(server.call("POST", "/api/v1/syncs", &admin, &second["definition"]).0, 201);

    let refused = |body: Value, pointer: &str| {
        let (status, problem) = server.call("POST", path, &admin, &body);
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!(pointer)), "{problem}");
    };
    refused(json!({"role": "desk", "connection": shop}), "#/role");
    refused(json!({"role": "shop", "connection": "crm"}), "#/connection");
    let (_, connections) = server.call("GET", "/api/v1/connections", &admin, &Value::Null);
    let crm = connections["items"].as_array().and_then(|all| all.iter().find(|one| one["name"] == "CRM")).expect("the CRM")["id"].clone();
    refused(json!({"role": "shop", "connection": crm}), "#/connection");
    assert_eq!(server.call("POST", "/api/v1/ready-syncs/nothing:prepare", &admin, &ask).0, 404);
}
