//! Answers in the vendor's form: results without an envelope, failures as a code with a Chinese sentence and status 400.

use serde_json::json;

use crate::http::Reply;

/// Why something is refused: the vendor's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(pub(super) i64);

impl Code {
    pub(super) const MEMBER_MISSING: Self = Self(1_010);
    pub(super) const NOT_UNIQUE: Self = Self(1_087);
    pub(super) const APP_MISSING: Self = Self(2_004);
    pub(super) const FORM_MISSING: Self = Self(3_000);
    pub(super) const SUBMIT_FAILED: Self = Self(4_000);
    pub(super) const RECORD_MISSING: Self = Self(4_001);
    pub(super) const BAD_FILTER: Self = Self(4_815);
    pub(super) const NO_PERMISSION: Self = Self(8_302);
    pub(super) const KEY_WRONG: Self = Self(8_301);
    pub(super) const CORP_LIMIT: Self = Self(8_303);
    pub(super) const ENDPOINT_LIMIT: Self = Self(8_304);
    pub(super) const BAD_PARAMETER: Self = Self(17_017);
    pub(super) const KEY_MISSING: Self = Self(17_018);
    pub(super) const TOO_MANY_UPDATES: Self = Self(17_023);
    pub(super) const TOO_MANY_CREATIONS: Self = Self(17_024);
    pub(super) const TRANSACTION_BAD: Self = Self(17_025);
    pub(super) const TRANSACTION_TAKEN: Self = Self(17_026);
    pub(super) const FIELD_UNSUPPORTED: Self = Self(17_032);
    pub(super) const TOO_MANY_DELETIONS: Self = Self(17_033);
    pub(super) const SUBFIELD_UNSUPPORTED: Self = Self(17_034);
    pub(super) const ADDRESS_NOT_ALLOWED: Self = Self(17_052);
    pub(super) const QUOTA_USED_UP: Self = Self(7_212);
    pub(super) const PRESET_FORM: Self = Self(30_002);

    /// As the client gets it. The sentences are ours: the vendor's are not stable, and clients must go by the code.
    pub(super) fn reply(self) -> Reply {
        self.with_status(400)
    }

    pub(super) fn with_status(self, status: u16) -> Reply {
        let message = match self.0 {
            1_010 => "成员不存在",
            1_087 => "数据重复",
            2_004 => "应用不存在",
            3_000 => "表单不存在",
            4_000 => "数据提交失败",
            4_001 => "数据不存在",
            4_012 => "表单正在批量修改，请稍后再试",
            4_815 => "筛选条件不合法",
            7_212 => "本月数据量已用完",
            8_301 | 17_018 => "API Key 无效",
            8_302 => "没有权限",
            8_303 | 8_304 => "请求超出频率限制",
            17_017 => "参数不合法",
            17_023 | 17_024 | 17_033 => "单次数据量超出限制",
            17_025 => "transaction_id 不合法",
            17_026 => "transaction_id 已存在",
            17_032 | 17_034 => "不支持的字段类型",
            17_052 => "IP 不在白名单内",
            30_002 => "CRM 预设表单不支持接口调用",
            _ => "请求失败",
        };
        Reply::json(status, &json!({ "code": self.0, "msg": message }))
    }
}
