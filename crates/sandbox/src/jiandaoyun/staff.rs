//! The corporation's members and departments. The set is fixed; names are made up.

use crate::fragment::push_quoted;

/// A member of the corporation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) username: &'static str,
    name: &'static str,
    department: i64,
    /// 1 joined, 0 invited, -1 left.
    status: i64,
}

/// Whose key it is, and who is named as the submitter of what the API creates.
pub(super) const OWNER: &str = "admin";

pub(super) const MEMBERS: &[Member] = &[
    Member { username: OWNER, name: "管理员", department: 1, status: 1 },
    Member { username: "chenli", name: "陈丽", department: 2, status: 1 },
    Member { username: "wangqiang", name: "王强", department: 2, status: 1 },
    Member { username: "zhaomin", name: "赵敏", department: 3, status: 1 },
    Member { username: "liuyang", name: "刘洋", department: 3, status: 0 },
    Member { username: "former", name: "周离", department: 2, status: -1 },
];

/// Number, number of the parent (0 for none), name.
pub(super) const DEPARTMENTS: &[(i64, i64, &str)] = &[(1, 0, "总部"), (2, 1, "销售部"), (3, 1, "客服部")];

pub(super) fn is_member(username: &str) -> bool {
    MEMBERS.iter().any(|member| member.username == username)
}

pub(super) fn is_department(number: i64) -> bool {
    DEPARTMENTS.iter().any(|(known, ..)| *known == number)
}

/// Appends a member as records show them; null for a name that nobody has.
pub(super) fn push_member(out: &mut String, username: &str) {
    let Some(member) = MEMBERS.iter().find(|member| member.username == username) else {
        out.push_str("null");
        return;
    };
    out.push_str("{\"name\":");
    push_quoted(out, member.name);
    out.push_str(",\"username\":");
    push_quoted(out, member.username);
    out.push_str(&format!(",\"status\":{},\"type\":0,\"departments\":[{}],\"integrate_id\":\"\"}}", member.status, member.department));
}

/// Appends a department as records show it; null for a number that none has.
pub(super) fn push_department(out: &mut String, number: i64) {
    let Some((number, parent, name)) = DEPARTMENTS.iter().find(|(known, ..)| *known == number) else {
        out.push_str("null");
        return;
    };
    out.push_str("{\"name\":");
    push_quoted(out, name);
    out.push_str(&format!(",\"dept_no\":{number},\"parent_no\":{parent},\"type\":0,\"status\":1,\"integrate_id\":\"\"}}"));
}

/// Members of a department, with those of its parts when `with_parts`.
pub(super) fn of_department(number: i64, with_parts: bool) -> Vec<&'static str> {
    let is_in = |member: &&Member| {
        let parent = DEPARTMENTS.iter().find(|(known, ..)| *known == member.department).map(|(_, parent, _)| *parent);
        member.department == number || (with_parts && parent == Some(number))
    };
    MEMBERS.iter().filter(|member| member.status >= 0).filter(is_in).map(|member| member.username).collect()
}
