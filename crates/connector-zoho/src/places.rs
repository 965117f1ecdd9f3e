//! Data centres: which hosts belong together. A token goes to no host that is not named here.

use connector::{ConnectContext, ConnectorError};

use crate::errors::SYSTEM;

/// Names of a data centre, the host for accounts, and the end of its API hosts.
const CENTRES: &[(&str, &str, &str)] = &[
    ("us", "accounts.zoho.com", "com"),
    ("eu", "accounts.zoho.eu", "eu"),
    ("in", "accounts.zoho.in", "in"),
    ("au", "accounts.zoho.com.au", "com.au"),
    ("cn", "accounts.zoho.com.cn", "com.cn"),
    ("jp", "accounts.zoho.jp", "jp"),
    ("ca", "accounts.zohocloud.ca", "ca"),
    ("sa", "accounts.zoho.sa", "sa"),
];
/// An address of one's own, where one host plays all.
pub(crate) const OWN: &str = "own";

/// Where one connection may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// `https://accounts.zoho.com`.
    pub accounts: String,
    /// `https://content.zohoapis.com`, where files go.
    pub upload: String,
    /// API addresses that are allowed.
    apis: Vec<String>,
}

impl Places {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let centre = context.text("data_centre").unwrap_or("us");
        if centre == OWN {
            let own = context.required("accounts_url")?.trim_end_matches('/').to_owned();
            return Ok(Self { accounts: own.clone(), upload: own.clone(), apis: vec![own] });
        }
        let Some((_, accounts, end)) = CENTRES.iter().find(|(name, ..)| *name == centre) else {
            let reason = format!("{centre:?} is no data centre; write us, eu, in, au, cn, jp, ca or sa");
            return Err(ConnectorError::Setting { setting: "data_centre".to_owned(), reason });
        };
        let apis = ["www", "sandbox", "developer"].map(|kind| format!("https://{kind}.zohoapis.{end}"));
        Ok(Self { accounts: format!("https://{accounts}"), upload: format!("https://content.zohoapis.{end}"), apis: apis.to_vec() })
    }

    /// The API address that came with a token, where it belongs to the data centre.
    ///
    /// # Errors
    /// [`ConnectorError::AddressRefused`] for any other: the token would go to a stranger.
    pub fn api(&self, told: &str) -> Result<String, ConnectorError> {
        let told = told.trim_end_matches('/');
        // An answer without it means the usual host.
        let told = if told.is_empty() { self.apis.first().map_or("", String::as_str) } else { told };
        if self.apis.iter().any(|known| known.eq_ignore_ascii_case(told)) {
            return Ok(told.to_ascii_lowercase());
        }
        Err(ConnectorError::AddressRefused {
            address: told.chars().take(100).collect(),
            reason: format!("it is no API host of the data centre that the connection of {SYSTEM} names"),
        })
    }
}

/// Names of the data centres with what people call them.
pub(crate) const CENTRE_NAMES: &[(&str, &str, &str)] = &[
    ("us", "United States (zoho.com)", "美国（zoho.com）"),
    ("eu", "Europe (zoho.eu)", "欧洲（zoho.eu）"),
    ("in", "India (zoho.in)", "印度（zoho.in）"),
    ("au", "Australia (zoho.com.au)", "澳大利亚（zoho.com.au）"),
    ("cn", "China (zoho.com.cn)", "中国（zoho.com.cn）"),
    ("jp", "Japan (zoho.jp)", "日本（zoho.jp）"),
    ("ca", "Canada (zohocloud.ca)", "加拿大（zohocloud.ca）"),
    ("sa", "Saudi Arabia (zoho.sa)", "沙特阿拉伯（zoho.sa）"),
    (OWN, "An address of your own (tests)", "自定义地址（测试用）"),
];

#[cfg(test)]
mod tests {
    use connector::conformance::{Stand, Time};
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn each_data_centre_has_its_own_hosts_and_refuses_those_of_the_others() {
        // From the vendor's list of domains; Canada signs in under another name.
        let table = [
            ("us", "https://accounts.zoho.com", "https://www.zohoapis.com", "https://content.zohoapis.com"),
            ("eu", "https://accounts.zoho.eu", "https://www.zohoapis.eu", "https://content.zohoapis.eu"),
            ("in", "https://accounts.zoho.in", "https://www.zohoapis.in", "https://content.zohoapis.in"),
            ("au", "https://accounts.zoho.com.au", "https://www.zohoapis.com.au", "https://content.zohoapis.com.au"),
            ("cn", "https://accounts.zoho.com.cn", "https://www.zohoapis.com.cn", "https://content.zohoapis.com.cn"),
            ("jp", "https://accounts.zoho.jp", "https://www.zohoapis.jp", "https://content.zohoapis.jp"),
            ("ca", "https://accounts.zohocloud.ca", "https://www.zohoapis.ca", "https://content.zohoapis.ca"),
            ("sa", "https://accounts.zoho.sa", "https://www.zohoapis.sa", "https://content.zohoapis.sa"),
        ];
        let time = std::sync::Arc::new(Time::at(0));
        let stand = Stand::new(&time).unwrap();
        let places = |centre: &str| {
            let context = stand.clone().context(json!({ "data_centre": centre }), &Value::Null, &[]).unwrap();
            Places::new(&context).unwrap()
        };
        let named: Vec<&str> = CENTRES.iter().map(|(name, ..)| *name).collect();
        assert_eq!(named, table.map(|(name, ..)| name), "no centre without a line here");
        for (centre, accounts, api, upload) in table {
            let known = places(centre);
            assert_eq!((known.accounts.as_str(), known.upload.as_str()), (accounts, upload), "{centre}");
            assert_eq!(known.api("").unwrap(), api, "{centre}: the usual one");
            for (other, _, foreign, _) in table {
                assert_eq!(known.api(foreign).is_ok(), other == centre, "a token of {centre} at {foreign}");
                for kind in ["sandbox", "developer"] {
                    let host = foreign.replace("www", kind);
                    assert_eq!(known.api(&host).is_ok(), other == centre, "a token of {centre} at {host}");
                }
            }
        }
    }

    #[test]
    fn a_token_goes_to_hosts_of_its_data_centre_only() {
        let eu = Places {
            accounts: "https://accounts.zoho.eu".to_owned(),
            upload: String::new(),
            apis: vec!["https://www.zohoapis.eu".to_owned(), "https://sandbox.zohoapis.eu".to_owned()],
        };
        for (told, expected) in [
            ("https://www.zohoapis.eu", Some("https://www.zohoapis.eu")),
            ("https://www.zohoapis.eu/", Some("https://www.zohoapis.eu")),
            ("https://sandbox.zohoapis.eu", Some("https://sandbox.zohoapis.eu")),
            ("", Some("https://www.zohoapis.eu")),
            ("https://www.zohoapis.com", None),
            ("http://www.zohoapis.eu", None),
            ("https://www.zohoapis.eu.example.com", None),
            ("https://evil.example.com/www.zohoapis.eu", None),
        ] {
            assert_eq!(eu.api(told).ok().as_deref(), expected, "{told}");
        }
    }
}
