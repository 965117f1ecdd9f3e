//! Forms that most sites have. The vendor has no call that lists them.

/// A form that is looked for.
pub(crate) struct Known {
    pub id: &'static str,
    /// The object of ours that it most likely feeds.
    pub object: &'static str,
}

pub(crate) const KNOWN: &[Known] = &[
    Known { id: "BD_Customer", object: "customers" },
    Known { id: "BD_CommonContact", object: "contacts" },
    Known { id: "SAL_SaleOrder", object: "orders" },
    Known { id: "SAL_QUOTATION", object: "" },
    Known { id: "SAL_OUTSTOCK", object: "" },
    Known { id: "AR_receivable", object: "invoices" },
    Known { id: "AR_RECEIVEBILL", object: "payments" },
    Known { id: "CRM_Contract", object: "contracts" },
    Known { id: "BD_MATERIAL", object: "products" },
    Known { id: "BD_Saler", object: "" },
    Known { id: "BD_Department", object: "" },
    Known { id: "BD_Currency", object: "" },
    Known { id: "ORG_Organizations", object: "" },
];

/// What can be asked behind the dot of a reference: number and name. Other forms may have neither, and one key that a form does not
/// know costs the whole query.
pub(crate) fn parts_of(form: &str) -> &'static [&'static str] {
    match form {
        "BD_Customer" | "BD_CustomerGroup" | "BD_Currency" | "BD_MATERIAL" | "BD_Saler" | "BD_Empinfo" | "BD_Department"
        | "BD_RecCondition" | "BD_UNIT" | "BD_Supplier" | "BD_CommonContact" | "BD_SETTLETYPE" | "BOS_BillType" | "ORG_Organizations"
        | "BD_OperatorGroup" => &["FNumber", "FName"],
        "BOS_ASSISTANTDATA_SELECT" => &["FNumber", "FDataValue"],
        "SEC_User" => &["FName"],
        _ => &[],
    }
}

/// The form and the entry that a stream names: `SAL_SaleOrder` or `SAL_SaleOrder/FSaleOrderEntry`.
pub(crate) fn split(stream: &str) -> (&str, Option<&str>) {
    stream.split_once('/').map_or((stream, None), |(form, entry)| (form, Some(entry)))
}
