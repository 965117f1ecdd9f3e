//! WeCom, DingTalk and Feishu: messages to groups and people, departments and members of one company.
//!
//! - **Streams**: `messages` (written only), and where an app is set up `departments` and `members` (read in full).
//! - **Ways**: a *bot* posts into the one group it was made in, with a key and, where the vendor has one, a signature; an *app* signs in
//!   for tokens, sends to people and departments, and reads.
//! - **Answers**: status 200 is no success. A code inside tells; what each vendor's codes mean stands in one table per vendor ([`Vendor`]).
//! - **Writing**: one message is one record. None of the vendors can be asked whether a message was sent, so what got no answer stays
//!   unknown and is not repeated. Feishu recognises a repeated request of the app by a key.
//! - **Where**: secrets go to the host of the setting `base_url` alone. Redirects are not followed.
//!
//! What is the same for all three is here once; what differs is a file each. Facts: the vendors' documents, named in those files. What they
//! leave open is named in `docs/connectors/wecom.md`, `dingtalk.md` and `feishu.md`.

mod account;
mod app;
mod auth;
mod bot;
mod check;
mod description;
mod dingtalk;
mod errors;
mod feishu;
mod members;
mod message;
mod rows;
mod table;
mod target;
mod vendor;
mod wecom;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

use vendor::Vendor;

/// WeCom (企业微信).
pub struct WeCom;
/// DingTalk (钉钉).
pub struct DingTalk;
/// Feishu (飞书) and Lark.
pub struct Feishu;

fn connect(vendor: &'static dyn Vendor, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
    Ok(Box::new(account::MessengerAccount::new(vendor, context)?))
}

impl Connector for WeCom {
    fn description(&self) -> &Description {
        description::wecom()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        connect(&wecom::WeComVendor, context)
    }
}

impl Connector for DingTalk {
    fn description(&self) -> &Description {
        description::dingtalk()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        connect(&dingtalk::DingTalkVendor, context)
    }
}

impl Connector for Feishu {
    fn description(&self) -> &Description {
        description::feishu()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        connect(&feishu::FeishuVendor, context)
    }
}
