//! One hook at work. It makes no call of its own.

use connector::{
    AcceptedPush, Account, CheckLine, CheckState, ConnectContext, ConnectorError, FieldInfo, PushRefused, PushReply, PushRequest,
    ReadRequest, Source, StoredPush, StreamCapabilities, StreamInfo, Target,
};
use model::Label;

use crate::accept::{Trust, delivery_id};
use crate::content::Places;
use crate::source::CallSource;

/// The one stream.
const STREAM: &str = "events";
const SYSTEM: &str = "the hook";

/// See the module.
pub(crate) struct HookAccount {
    trust: Trust,
    places: Places,
    delivery_header: Option<String>,
}

impl HookAccount {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        Ok(Self {
            trust: Trust::new(context)?,
            places: Places::new(context),
            delivery_header: context.text("delivery_header").map(str::to_owned),
        })
    }

    fn unsupported<T>(what: &str) -> Result<T, ConnectorError> {
        Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: what.to_owned() })
    }
}

impl Account for HookAccount {
    fn check(&self) -> Vec<CheckLine> {
        let pushes = CheckLine::not_looked("push_registered", ("Callers are set up on their side.", "调用在对方系统中设置。"));
        let signed = match self.trust {
            Trust::Address => CheckLine {
                check: "authorised",
                state: CheckState::Warning,
                detail: Label::new("Calls are not signed: whoever knows the address may call.", "调用未签名：知道地址者均可调用。"),
                fix: Label::new("Choose a signature that the caller offers.", "请选择调用方支持的签名方式。"),
            },
            Trust::Standard(_) | Trust::Hmac { .. } | Trust::Token { .. } => {
                CheckLine::ok("authorised", "Calls are checked.", "调用会被校验。")
            }
        };
        vec![signed, pushes]
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(None)
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let can = StreamCapabilities { deletes: !self.places.deleted_events.is_empty(), push: true, ..StreamCapabilities::default() };
        Ok(vec![StreamInfo { name: STREAM.to_owned(), label: "events".to_owned(), can, ..StreamInfo::default() }])
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        if stream != STREAM {
            return Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {stream:?}; it has one, {STREAM}") });
        }
        // What calls bring is known when they come.
        Ok(Vec::new())
    }

    fn source(&self, _: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        Self::unsupported("be read; it is called")
    }

    fn target(&self, _: &str, _: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        Self::unsupported("be written")
    }

    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        let id = self.trust.check(push)?;
        if push.body.trim_ascii().is_empty() {
            return Err(PushRefused::Malformed);
        }
        let delivery_id = delivery_id(push, id, self.delivery_header.as_deref(), self.places.version.is_some());
        Ok(AcceptedPush { delivery_id, stream: STREAM.to_owned(), reply: PushReply::empty(), keep: true })
    }

    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        self.fields(stream)?;
        Ok(Box::new(CallSource::new(&self.places, &pushes)))
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}
