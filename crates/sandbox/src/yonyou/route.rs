//! Addresses: what a path is, how it is called, and its name in the truth log.

use super::bills::Saving;
use super::merchant_read::Form;
use super::schema::{CLUE, CONTACT, CONTRACT, FOLLOWUP, MERCHANT, OPPT, ORDER, RECEIPT, RECEIVABLE};
use super::steps::{Step, has_steps, step};

/// Which of the vendor's services a path belongs to.
#[derive(Debug)]
pub(super) enum Door<'a> {
    /// Where tenants live.
    Addresses,
    /// Tokens, by what stands behind `open-auth`.
    Tokens(&'a [&'a str]),
    /// The gateway of a data centre, by what stands behind it.
    Gateway(&'a str, &'a [&'a str]),
    Nowhere,
}

pub(super) fn door<'a>(path: &'a [&'a str]) -> Door<'a> {
    match path {
        ["open-auth", "dataCenter", "getGatewayAddress"] | [_, "open-auth", "dataCenter", "getGatewayAddress"] => Door::Addresses,
        ["iuap-api-auth", "open-auth", rest @ ..] | [_, "iuap-api-auth", "open-auth", rest @ ..] | ["open-auth", rest @ ..] => {
            Door::Tokens(rest)
        }
        ["iuap-api-gateway", rest @ ..] => Door::Gateway("", rest),
        [centre, "iuap-api-gateway", rest @ ..] => Door::Gateway(centre, rest),
        _ => Door::Nowhere,
    }
}

/// One interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    MerchantList(Form),
    MerchantBatchDetail,
    MerchantDetail,
    MerchantInsert,
    MerchantUpdate,
    MerchantSave,
    MerchantBatchSave,
    MerchantAssign,
    MerchantStop(bool),
    MerchantDelete,
    MerchantDefine,
    Orgs,
    Staff,
    List(usize),
    Detail(usize),
    ContactDetail,
    CustomerSave,
    Save(usize, Saving),
    ClueClose,
    Opportunity(&'static str),
    /// A step, with the name of its interface.
    Step(usize, Step, &'static str),
}

/// The interface of a path; the older products say `yonsuite` in place of `yonbip`.
pub(super) fn route(path: &[&str]) -> Option<Route> {
    let ["yonbip" | "yonsuite", rest @ ..] = path else { return None };
    match rest {
        ["digitalModel", "batch", "merchant", "save"] => Some(Route::MerchantBatchSave),
        ["digitalModel", "merchant", rest @ ..] => merchant(rest),
        ["digitalModel", "orgunit", "querytree"] => Some(Route::Orgs),
        ["digitalModel", "staff", "list"] => Some(Route::Staff),
        ["crm", rest @ ..] => crm(rest),
        ["sd", "voucherorder", word] => bill(ORDER, word),
        ["sd", "sact", word] => bill(CONTRACT, word),
        ["EFI", "receivable", word] => bill(RECEIVABLE, word),
        ["ctm", "receivebill", word] => bill(RECEIPT, word),
        ["ctm", "cmpreceivebilllist"] => Some(Route::List(RECEIPT)),
        _ => None,
    }
}

fn merchant(path: &[&str]) -> Option<Route> {
    Some(match path {
        ["newlist"] => Route::MerchantList(Form::Plain),
        ["newlistrange"] => Route::MerchantList(Form::WithRanges),
        ["newBatchDetail"] => Route::MerchantBatchDetail,
        ["detail"] => Route::MerchantDetail,
        ["idempotent", "newinsert"] => Route::MerchantInsert,
        ["newupdate"] => Route::MerchantUpdate,
        ["save"] => Route::MerchantSave,
        ["batchDo"] => Route::MerchantAssign,
        ["stop"] => Route::MerchantStop(true),
        ["unstop"] => Route::MerchantStop(false),
        ["batchdelete"] => Route::MerchantDelete,
        ["api", "getCustomerDefine"] => Route::MerchantDefine,
        _ => return None,
    })
}

const EXECUTED: &[&str] = &["winOrder", "winOrderBack", "loseOrder", "loseOrderBack", "suspend", "opptClose", "verify", "unverify"];

fn crm(path: &[&str]) -> Option<Route> {
    Some(match path {
        ["contact", "getbyid"] => Route::ContactDetail,
        ["customer", "getbyid"] => Route::MerchantDetail,
        ["customer", "save2"] => Route::CustomerSave,
        ["clue", "bill", "list"] => Route::List(CLUE),
        ["clue", "getbyid"] => Route::Detail(CLUE),
        ["clue", "close"] => Route::ClueClose,
        ["oppt", "bill", "list"] => Route::List(OPPT),
        ["oppt", "getbyid"] => Route::Detail(OPPT),
        ["followup", "list"] => Route::List(FOLLOWUP),
        ["bill", "save"] => Route::Save(CLUE, Saving::Plain),
        ["bill", "opptsave"] => Route::Save(OPPT, Saving::Idempotent),
        ["bill", "followupsave"] => Route::Save(FOLLOWUP, Saving::Idempotent),
        ["bill", "exec", what] => Route::Opportunity(EXECUTED.iter().find(|known| *known == what)?),
        _ => return None,
    })
}

fn bill(table: usize, word: &str) -> Option<Route> {
    match (table, word) {
        (ORDER | CONTRACT | RECEIVABLE, "list") => Some(Route::List(table)),
        (_, "detail") => Some(Route::Detail(table)),
        (ORDER, "singleSave") | (RECEIVABLE, "save") => Some(Route::Save(table, Saving::Idempotent)),
        (RECEIVABLE, "saveandsubmit") => Some(Route::Save(table, Saving::AndSubmitted)),
        (ORDER, word) if !word.starts_with("batch") && !["delete", "close", "open", "oppose"].contains(&word) => None,
        (CONTRACT, word) if word != "sactEffect" => None,
        (RECEIPT, word) if !["batchaudit", "batchunaudit"].contains(&word) => None,
        _ => {
            let step = step(word)?;
            has_steps(table).then(|| Route::Step(table, step, step_name(table, step)))
        }
    }
}

fn step_name(table: usize, step: Step) -> &'static str {
    match (table, step) {
        (ORDER, Step::Submit) => "order.submit",
        (ORDER, Step::Unsubmit) => "order.unsubmit",
        (ORDER, Step::Audit) => "order.audit",
        (ORDER, Step::Unaudit) => "order.unaudit",
        (ORDER, Step::Delete) => "order.delete",
        (ORDER, _) => "order.step",
        (RECEIVABLE, Step::Submit) => "receivable.submit",
        (RECEIVABLE, Step::Unsubmit) => "receivable.unsubmit",
        (RECEIVABLE, Step::Audit) => "receivable.audit",
        (RECEIVABLE, Step::Unaudit) => "receivable.unaudit",
        (RECEIVABLE, Step::Delete) => "receivable.delete",
        (RECEIVABLE, _) => "receivable.step",
        (CONTRACT, _) => "contract.effect",
        _ => "receipt.step",
    }
}

impl Route {
    pub(super) fn method(self) -> &'static str {
        match self {
            Self::Detail(_) | Self::MerchantDetail | Self::ContactDetail => "GET",
            _ => "POST",
        }
    }

    /// The name in the truth log.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::MerchantList(Form::Plain) => "merchant.list",
            Self::MerchantList(Form::WithRanges) => "merchant.list_ranges",
            Self::MerchantBatchDetail => "merchant.details",
            Self::MerchantDetail => "merchant.detail",
            Self::MerchantInsert => "merchant.insert",
            Self::MerchantUpdate => "merchant.update",
            Self::MerchantSave => "merchant.save",
            Self::MerchantBatchSave => "merchant.batch_save",
            Self::MerchantAssign => "merchant.assign",
            Self::MerchantStop(_) => "merchant.stop",
            Self::MerchantDelete => "merchant.delete",
            Self::MerchantDefine => "merchant.define",
            Self::Orgs => "orgs",
            Self::Staff => "staff",
            Self::ContactDetail => "contact.detail",
            Self::CustomerSave => "customer.save",
            Self::ClueClose => "clue.close",
            Self::Opportunity(_) => "oppt.exec",
            Self::Step(_, _, name) => name,
            Self::List(table) => of_table(
                table,
                ["clue.list", "oppt.list", "followup.list", "order.list", "contract.list", "receivable.list", "receipt.list"],
            ),
            Self::Detail(table) => of_table(
                table,
                ["clue.detail", "oppt.detail", "followup.detail", "order.detail", "contract.detail", "receivable.detail", "receipt.detail"],
            ),
            Self::Save(table, _) => of_table(
                table,
                ["clue.save", "oppt.save", "followup.save", "order.save", "contract.save", "receivable.save", "receipt.save"],
            ),
        }
    }

    /// The table it is about.
    pub(super) fn table(self) -> Option<usize> {
        match self {
            Self::Orgs | Self::Staff => None,
            Self::List(table) | Self::Detail(table) | Self::Save(table, _) | Self::Step(table, ..) => Some(table),
            Self::ContactDetail => Some(CONTACT),
            Self::ClueClose => Some(CLUE),
            Self::Opportunity(_) => Some(OPPT),
            _ => Some(MERCHANT),
        }
    }
}

/// One of the names for the tables from clues on.
fn of_table(table: usize, names: [&'static str; 7]) -> &'static str {
    table.checked_sub(CLUE).and_then(|at| names.get(at).copied()).unwrap_or("other")
}
