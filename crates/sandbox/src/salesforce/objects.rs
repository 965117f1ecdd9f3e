//! The objects of the simulated org, one line a field: `name|label|type|flags`.
//!
//! Types carry their length or precision (`string:255`, `double:18,2`). Flags: `required`, `read` (never written), `create` (written
//! on create only), `default=VALUE` (`USER` for who writes, `NUMBER` for the next one), `unique`, `external`, `cs` (case-sensitive), `idlookup`, `name`, `ref=A,B`, `rel=NAME`,
//! `child=NAME` (relationship from the parent's side), `picks=a,b`, `restricted`, `part=COMPOUND`, `free` (faults may play with it).
//! Fields that every object has are in [`SYSTEM`].

/// One object.
pub(super) struct Object {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) plural: &'static str,
    pub(super) prefix: &'static str,
    pub(super) is_mergeable: bool,
    pub(super) fields: &'static str,
}

/// Fields of every object. The first ones are computed from the record, the others are stored.
pub(super) const SYSTEM: &str = "\
Id|Record ID|id|read idlookup
IsDeleted|Deleted|boolean|read
CreatedDate|Created Date|datetime|read
LastModifiedDate|Last Modified Date|datetime|read
SystemModstamp|System Modstamp|datetime|read
OwnerId|Owner ID|reference|ref=User rel=Owner default=USER
CreatedById|Created By ID|reference|read ref=User rel=CreatedBy default=USER
LastModifiedById|Last Modified By ID|reference|read ref=User rel=LastModifiedBy default=USER
";

pub(super) const OBJECTS: &[Object] = &[
    Object {
        name: "Account",
        label: "Account",
        plural: "Accounts",
        prefix: "001",
        is_mergeable: true,
        fields: "\
MasterRecordId|Master Record ID|reference|read ref=Account rel=MasterRecord
Name|Account Name|string:255|required name
Type|Account Type|picklist|picks=Prospect,Customer - Direct,Customer - Channel,Channel Partner / Reseller,Other
ParentId|Parent Account ID|reference|ref=Account rel=Parent child=ChildAccounts
BillingStreet|Billing Street|textarea:255|part=BillingAddress
BillingCity|Billing City|string:40|part=BillingAddress
BillingState|Billing State/Province|string:80|part=BillingAddress
BillingPostalCode|Billing Zip/Postal Code|string:20|part=BillingAddress
BillingCountry|Billing Country|string:80|part=BillingAddress
BillingAddress|Billing Address|address|read
Phone|Account Phone|phone:40|
Website|Website|url:255|
AccountNumber|Account Number|string:40|
Industry|Industry|picklist|picks=Technology,Retail,Manufacturing,Transportation,Food & Beverage,Media,Healthcare,Construction,Consulting,Energy,Other
AnnualRevenue|Annual Revenue|currency:18,0|
NumberOfEmployees|Employees|int:8|
Description|Account Description|textarea:32000|free
Rating|Account Rating|picklist|picks=Hot,Warm,Cold
AccountSource|Account Source|picklist|picks=Web,Phone Inquiry,Partner Referral,Other
ERP_Number__c|ERP Number|string:40|unique external
Legacy_Id__c|Legacy Id|string:40|external
Credit_Code__c|统一社会信用代码|string:18|unique external
Tier__c|Tier|picklist|restricted picks=A,B,C,战略客户
Score__c|Score|double:18,2|
Since__c|Customer Since|date|
Last_Order__c|Last Order|datetime|
Active__c|Active|boolean|default=true
Tags__c|Tags|multipicklist|picks=VIP,Export,中文,Newsletter
",
    },
    Object {
        name: "Contact",
        label: "Contact",
        plural: "Contacts",
        prefix: "003",
        is_mergeable: true,
        fields: "\
MasterRecordId|Master Record ID|reference|read ref=Contact rel=MasterRecord
AccountId|Account ID|reference|ref=Account rel=Account child=Contacts
LastName|Last Name|string:80|required part=Name
FirstName|First Name|string:40|part=Name
Salutation|Salutation|picklist|part=Name picks=Mr.,Ms.,Mrs.,Dr.
Name|Full Name|string:121|read name
MailingStreet|Mailing Street|textarea:255|part=MailingAddress
MailingCity|Mailing City|string:40|part=MailingAddress
MailingState|Mailing State/Province|string:80|part=MailingAddress
MailingPostalCode|Mailing Zip/Postal Code|string:20|part=MailingAddress
MailingCountry|Mailing Country|string:80|part=MailingAddress
MailingAddress|Mailing Address|address|read
Phone|Business Phone|phone:40|
MobilePhone|Mobile Phone|phone:40|
Email|Email|email:80|idlookup
Title|Title|string:128|
Department|Department|string:80|
LeadSource|Lead Source|picklist|picks=Web,Phone Inquiry,Partner Referral,Other
Birthdate|Birthdate|date|
Description|Contact Description|textarea:32000|free
HasOptedOutOfEmail|Email Opt Out|boolean|default=false
External_Id__c|External Id|string:64|unique external
WeChat__c|微信|string:64|
Points__c|Points|double:18,0|
",
    },
    Object {
        name: "Lead",
        label: "Lead",
        plural: "Leads",
        prefix: "00Q",
        is_mergeable: true,
        fields: "\
MasterRecordId|Master Record ID|reference|read ref=Lead rel=MasterRecord
LastName|Last Name|string:80|required part=Name
FirstName|First Name|string:40|part=Name
Name|Full Name|string:121|read name
Company|Company|string:255|required
Title|Title|string:128|
Street|Street|textarea:255|part=Address
City|City|string:40|part=Address
State|State/Province|string:80|part=Address
PostalCode|Zip/Postal Code|string:20|part=Address
Country|Country|string:80|part=Address
Address|Address|address|read
Phone|Phone|phone:40|
MobilePhone|Mobile Phone|phone:40|
Email|Email|email:80|idlookup
Status|Status|picklist|default=Open - Not Contacted picks=Open - Not Contacted,Working - Contacted,Closed - Converted,Closed - Not Converted
LeadSource|Lead Source|picklist|picks=Web,Phone Inquiry,Partner Referral,Other
Industry|Industry|picklist|picks=Technology,Retail,Manufacturing,Other
Description|Description|textarea:32000|free
IsConverted|Converted|boolean|create default=false
External_Id__c|External Id|string:64|unique external
",
    },
    Object {
        name: "Opportunity",
        label: "Opportunity",
        plural: "Opportunities",
        prefix: "006",
        is_mergeable: false,
        fields: "\
AccountId|Account ID|reference|ref=Account rel=Account child=Opportunities
Name|Name|string:120|required name
StageName|Stage|picklist|required picks=Prospecting,Qualification,Proposal,Negotiation,Closed Won,Closed Lost
Amount|Amount|currency:16,2|
Probability|Probability (%)|percent:3,0|
CloseDate|Close Date|date|required
Type|Opportunity Type|picklist|picks=New Business,Existing Business
LeadSource|Lead Source|picklist|picks=Web,Phone Inquiry,Partner Referral,Other
IsClosed|Closed|boolean|read default=false
IsWon|Won|boolean|read default=false
Description|Description|textarea:32000|free
External_Id__c|External Id|string:64|unique external
",
    },
    Object {
        name: "Case",
        label: "Case",
        plural: "Cases",
        prefix: "500",
        is_mergeable: false,
        fields: "\
AccountId|Account ID|reference|ref=Account rel=Account child=Cases
ContactId|Contact ID|reference|ref=Contact rel=Contact child=Cases
CaseNumber|Case Number|string:30|read name
Subject|Subject|string:255|
Status|Status|picklist|default=New picks=New,Working,Escalated,On Hold,Closed
Priority|Priority|picklist|default=Medium picks=High,Medium,Low
Origin|Case Origin|picklist|picks=Phone,Email,Web
Type|Case Type|picklist|picks=Mechanical,Electrical,Billing,Other
SuppliedEmail|Web Email|email:80|
SuppliedCompany|Web Company|string:80|
Description|Description|textarea:32000|free
ClosedDate|Closed Date|datetime|read
External_Id__c|External Id|string:64|unique external
",
    },
    Object {
        name: "User",
        label: "User",
        plural: "Users",
        prefix: "005",
        is_mergeable: false,
        fields: "\
Username|Username|string:80|required
LastName|Last Name|string:80|required part=Name
FirstName|First Name|string:40|part=Name
Name|Full Name|string:121|read name
Email|Email|email:128|required
IsActive|Active|boolean|default=true
",
    },
    Object {
        name: "Membership__c",
        label: "Membership",
        plural: "Memberships",
        prefix: "a00",
        is_mergeable: false,
        fields: "\
Name|Membership Name|string:80|required name
Account__c|Account|reference|ref=Account rel=Account__r child=Memberships__r
Contact__c|Contact|reference|ref=Contact rel=Contact__r child=Memberships__r
Number__c|Number|string:20|unique external cs
Level__c|Level|picklist|restricted picks=普通,银卡,金卡
Balance__c|Balance|currency:18,2|
Discount__c|Discount|percent:5,2|
Valid_Until__c|Valid Until|date|
Opens__c|Opens|time|
Place__Latitude__s|Place (Latitude)|double:9,6|part=Place__c
Place__Longitude__s|Place (Longitude)|double:9,6|part=Place__c
Place__c|Place|location|read
Active__c|Active|boolean|default=false
Interests__c|Interests|multipicklist|picks=Tea,Books,运动
Note__c|Note|textarea:32000|free
",
    },
    Object {
        name: "Organization",
        label: "Organization",
        plural: "Organizations",
        prefix: "00D",
        is_mergeable: false,
        fields: "\
Name|Name|string:80|read name
InstanceName|Instance Name|string:5|read
IsSandbox|Is Sandbox|boolean|read default=false
OrganizationType|Edition|picklist|read picks=Enterprise Edition,Developer Edition
LanguageLocaleKey|Language|picklist|read picks=en_US,zh_CN
",
    },
    Object {
        name: "Order",
        label: "Order",
        plural: "Orders",
        prefix: "801",
        is_mergeable: false,
        fields: "\
AccountId|Account ID|reference|ref=Account rel=Account child=Orders
OrderNumber|Order Number|string:30|read name default=NUMBER
EffectiveDate|Order Start Date|date|required
Status|Status|picklist|required picks=Draft,Activated,Cancelled
Type|Order Type|picklist|picks=New,Renewal
TotalAmount|Order Amount|currency:18,2|read default=0.0
PoNumber|PO Number|string:80|
Description|Description|textarea:32000|free
External_Id__c|External Id|string:64|unique external
",
    },
];
