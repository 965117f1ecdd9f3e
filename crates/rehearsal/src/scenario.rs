//! What can go wrong in a rehearsal: named scenarios, and named sets of them. Those of every system stand here; those of one system come from
//! the description of its simulator's own faults.

use std::sync::LazyLock;

use crate::systems::Counterpart;

/// What must come of a scenario besides what must come of every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Both sides are equal once the faults are over.
    Recovers,
    /// The connection stops and waits for a person; afterwards both sides become equal.
    Stops,
    /// Nobody is deleted, and the run that saw too little is not green; afterwards both sides become equal.
    KeepsEverybody,
    /// The changed schema is told, and the values of the missing column stay. The sync is left as it is: a person decides.
    TellsSchema,
}

/// Which syncs a scenario can happen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Those that ask the other system.
    Asked,
    /// Those whose system calls and cannot be asked.
    Called,
    /// All.
    Both,
    /// Those that ask systems of this connector.
    Only(&'static str),
}

/// One story.
#[derive(Debug)]
pub struct Scenario {
    /// Stable name; unique among those that can happen to one sync.
    pub name: &'static str,
    /// In English and Chinese.
    pub title: (&'static str, &'static str),
    /// Faults in the simulator's own words, without the vendor; `{column}` stands for a column that is read. Of a caller, what happens to its
    /// calls: `repeated`, `shuffled`, `late`, `malformed`, `forged`.
    pub faults: &'static [&'static str],
    /// Whom it can happen to.
    pub of: Of,
    /// Only where the system gives tokens.
    pub needs_tokens: bool,
    /// Settings of the connection without which it is not met, as JSON of an object; empty for none.
    pub settings: &'static str,
    /// What must come of it.
    pub expect: Expect,
}

/// Scenarios that belong together.
#[derive(Debug)]
pub struct Set {
    /// Stable name.
    pub name: &'static str,
    /// In English and Chinese.
    pub title: (&'static str, &'static str),
    /// Which scenarios belong to it.
    pub members: Members,
}

/// Which scenarios belong to a set.
#[derive(Clone, Copy, Debug)]
pub enum Members {
    /// All.
    All,
    /// Those of one system.
    Own,
    /// Those of these names.
    Named(&'static [&'static str]),
}

const fn story(name: &'static str, title: (&'static str, &'static str), faults: &'static [&'static str]) -> Scenario {
    Scenario { name, title, faults, of: Of::Asked, needs_tokens: false, settings: "", expect: Expect::Recovers }
}

const fn called(name: &'static str, title: (&'static str, &'static str), faults: &'static [&'static str]) -> Scenario {
    Scenario { name, title, faults, of: Of::Called, needs_tokens: false, settings: "", expect: Expect::Recovers }
}

/// Scenarios of every system.
const SCENARIOS: &[Scenario] = &[
    Scenario { of: Of::Both, ..story("calm", ("nothing goes wrong", "一切正常"), &[]) },
    story(
        "silence",
        ("calls are not answered, cut in the middle, or answered late", "请求无响应、中途断开或响应缓慢"),
        &["hang:times=2:after=3", "reset=200:times=3:after=4:every=3", "slow=20:rate=0.2"],
    ),
    story("lost_answers", ("calls are carried out and their answers are lost", "请求已执行但响应丢失"), &["lost_answer:rate=0.12"]),
    Scenario {
        needs_tokens: true,
        ..story(
            "expired_tokens",
            ("tokens die after seconds, and one renewal is lost", "令牌数秒后失效，且一次续期响应丢失"),
            &["token_life=45", "401:rate=0.1", "token:lost_answer:times=1:after=1"],
        )
    },
    Scenario {
        expect: Expect::Stops,
        ..story("refused_address", ("the system refuses our address (403)", "对方拒绝我方地址（403）"), &["403:times=always"])
    },
    story(
        "rate_limited",
        ("the system asks to slow down (429), with and without a time", "对方限流（429），带或不带等待时间"),
        &["429:retry_after=2:rate=0.15", "429:retry_after=date+3:rate=0.05", "429:rate=0.05"],
    ),
    story("quota", ("the allowance of a day is used up", "每日配额用尽"), &["quota=12"]),
    story(
        "errors_before",
        ("the system fails before it does anything (5xx)", "对方在执行前出错（5xx）"),
        &["503:rate=0.15", "500:rate=0.05"],
    ),
    story(
        "errors_after",
        ("the system does what it is asked and answers with an error", "对方执行后返回错误"),
        &["500:commit=after:rate=0.12"],
    ),
    story(
        "damaged_answers",
        ("answers are login pages, cut, empty or malformed", "响应为登录页、被截断、为空或格式错误"),
        &["html:rate=0.06", "malformed:rate=0.06", "cut_gzip:rate=0.04", "empty_body:rate=0.03", "wrong_length=20:rate=0.03"],
    ),
    story(
        "moving_lists",
        ("records change, share one stamp and appear late while they are read", "读取过程中记录变动、时间戳相同、延迟可见"),
        &["drift=both:rate=0.2:times=8", "ties=30:times=2", "late_commit=90:times=2"],
    ),
    story("refused_records", ("some records of a batch are refused", "一批记录中部分被拒绝"), &["row_error=3:times=4"]),
    Scenario {
        expect: Expect::KeepsEverybody,
        ..story("empty_list", ("a full read suddenly shows nothing", "完整读取突然没有任何记录"), &["empty_list"])
    },
    Scenario {
        expect: Expect::KeepsEverybody,
        ..story("fewer_records", ("a full read suddenly shows far fewer records", "完整读取突然只显示少量记录"), &["fewer=70"])
    },
    Scenario {
        expect: Expect::TellsSchema,
        ..story("schema_change", ("a column that is read disappears", "读取的列消失"), &["remove_field={column}"])
    },
    called("repeated_calls", ("calls come twice at once, and again much later", "同一调用立即重复，并在很久之后再次到达"), &["repeated"]),
    called("shuffled_calls", ("calls come in another order than they were made", "调用到达的顺序与发出的顺序不同"), &["shuffled"]),
    called("late_calls", ("calls come hours after newer ones of the same record", "旧调用在同一记录的新调用数小时之后才到达"), &["late"]),
    called(
        "malformed_calls",
        ("among the calls are some that are cut, empty or of another form", "部分调用被截断、为空或格式不符"),
        &["malformed"],
    ),
    called("forged_calls", ("strangers call, and calls are changed on the way", "陌生人调用，或调用在途中被篡改"), &["forged"]),
];

/// All sets.
pub const SETS: &[Set] = &[
    Set { name: "all", title: ("everything", "全部"), members: Members::All },
    Set {
        name: "quick",
        title: ("the most frequent faults", "最常见的故障"),
        members: Members::Named(&[
            "calm",
            "lost_answers",
            "rate_limited",
            "errors_before",
            "empty_list",
            "repeated_calls",
            "malformed_calls",
        ]),
    },
    Set {
        name: "network",
        title: ("lines and machines between both systems", "两个系统之间的网络"),
        members: Members::Named(&[
            "silence",
            "lost_answers",
            "errors_before",
            "errors_after",
            "damaged_answers",
            "repeated_calls",
            "shuffled_calls",
            "late_calls",
            "forged_calls",
        ]),
    },
    Set {
        name: "limits",
        title: ("what the system allows", "对方的限制"),
        members: Members::Named(&["expired_tokens", "refused_address", "rate_limited", "quota"]),
    },
    Set {
        name: "data",
        title: ("what the system shows", "对方显示的数据"),
        members: Members::Named(&[
            "moving_lists",
            "refused_records",
            "empty_list",
            "fewer_records",
            "schema_change",
            "shuffled_calls",
            "late_calls",
            "malformed_calls",
        ]),
    },
    Set { name: "own", title: ("what only this system does", "仅该系统特有的情形"), members: Members::Own },
];

/// All scenarios, in the order they are played.
pub fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    static OWN: LazyLock<Vec<Scenario>> = LazyLock::new(|| sandbox::readable_connectors().into_iter().flat_map(own).collect());
    SCENARIOS.iter().chain(OWN.iter())
}

/// What only systems of `connector` do.
fn own(connector: &'static str) -> Vec<Scenario> {
    let faults = sandbox::vendor_of(connector).map_or(&[][..], |(vendor, _)| sandbox::own_faults(vendor));
    let told = faults.iter().filter_map(|fault| Some((fault, fault.story.as_ref()?)));
    let scenario = |(fault, story): (&sandbox::OwnFault, &sandbox::Story)| Scenario {
        name: story.name,
        title: fault.title,
        faults: story.faults,
        of: Of::Only(connector),
        needs_tokens: false,
        settings: story.settings,
        expect: if story.stops { Expect::Stops } else { Expect::Recovers },
    };
    told.map(scenario).collect()
}

impl Set {
    /// Whether a scenario belongs to it.
    #[must_use]
    pub fn has(&self, scenario: &Scenario) -> bool {
        match self.members {
            Members::All => true,
            Members::Own => matches!(scenario.of, Of::Only(_)),
            Members::Named(names) => names.contains(&scenario.name) && !matches!(scenario.of, Of::Only(_)),
        }
    }

    /// The names of its scenarios, each once.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = Vec::new();
        for scenario in scenarios().filter(|scenario| self.has(scenario)) {
            if !names.contains(&scenario.name) {
                names.push(scenario.name);
            }
        }
        names
    }
}

impl Scenario {
    /// Whether it can happen to a sync with this other side.
    pub(crate) fn fits(&self, counterpart: Counterpart) -> bool {
        match (self.of, counterpart) {
            (Of::Asked, Counterpart::Asked(_)) | (Of::Called, Counterpart::Calls) | (Of::Both, _) => true,
            (Of::Only(connector), Counterpart::Asked(system)) => system.connector == connector,
            (Of::Asked | Of::Only(_), Counterpart::Calls) | (Of::Called, Counterpart::Asked(_)) => false,
        }
    }
}

/// The scenarios that names of scenarios and sets mean and that can happen to such a sync, each once, in the order they are played; all of them
/// without a name.
///
/// # Errors
/// [`crate::Refused::NoScenario`] for a name that there is not, or one that cannot happen to such a sync.
pub(crate) fn chosen(names: &[String], counterpart: Counterpart) -> Result<Vec<&'static Scenario>, crate::Refused> {
    let fitting: Vec<&'static Scenario> = scenarios().filter(|scenario| scenario.fits(counterpart)).collect();
    let means = |name: &str, scenario: &Scenario| match SETS.iter().find(|set| set.name == name) {
        Some(set) => set.has(scenario),
        None => scenario.name == name,
    };
    for name in names {
        if !fitting.iter().any(|scenario| means(name, scenario)) {
            let known: Vec<&str> = SETS.iter().map(|set| set.name).chain(fitting.iter().map(|scenario| scenario.name)).collect();
            let name = name.chars().take(60).collect();
            return Err(crate::Refused::NoScenario { name, known: known.join(", ") });
        }
    }
    let is_wanted = |scenario: &&&Scenario| names.is_empty() || names.iter().any(|name| means(name, scenario));
    Ok(fitting.iter().filter(is_wanted).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(connector: &str) -> Counterpart {
        Counterpart::of(connector).expect("a simulator")
    }

    fn names(wanted: &[&str], counterpart: Counterpart) -> Vec<&'static str> {
        let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
        chosen(&wanted, counterpart).expect("some").iter().map(|scenario| scenario.name).collect()
    }

    #[test]
    fn sets_name_scenarios_that_exist_and_names_are_unique() {
        for set in SETS {
            if let Members::Named(names) = set.members {
                assert_eq!(set.names().len(), names.len(), "{}", set.name);
            }
            assert!(scenarios().all(|scenario| scenario.name != set.name));
        }
        for connector in sandbox::readable_connectors().into_iter().chain(["hook"]) {
            let mut all = names(&[], of(connector));
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count, "{connector}");
        }
        let (asked, called) = (names(&[], of("file_drop")), names(&[], of("hook")));
        assert_eq!(asked.len() + called.len(), SCENARIOS.len() + 1, "calm weather is for both");
        assert_eq!((names(&["all"], of("file_drop")), names(&["all"], of("hook"))), (asked, called));
        let some = names(&["quota", "quick", "calm"], of("salesforce"));
        assert_eq!((&some[..2], some.len()), (["calm", "lost_answers"].as_slice(), 6));
        assert_eq!(names(&["quick"], of("hook")), ["calm", "repeated_calls", "malformed_calls"]);
        for (name, connector) in [
            ("x", "zoho"),
            ("quota", "hook"),
            ("limits", "hook"),
            ("own", "hook"),
            ("late_calls", "zoho"),
            ("session_lost", "zoho"),
            ("own", "file_drop"),
        ] {
            let refused = chosen(&[name.to_owned()], of(connector));
            assert!(matches!(refused, Err(crate::Refused::NoScenario { .. })), "{name} for {connector}");
        }
    }

    #[test]
    fn what_only_one_system_does_is_a_scenario_of_its_syncs_and_of_no_other() {
        let own = |connector: &str| names(&["own"], of(connector)).join(" ");
        assert_eq!(own("kingdee"), "session_lost code response_error firewall audit_refused submit_refused");
        assert_eq!(own("yonyou"), "code plain_token_error token_throttled processing timeout_after_commit");
        assert_eq!(own("zoho"), "token_error token_throttled code wrong_host concurrency bulk_failed bulk_stuck zip_cut");
        assert_eq!(own("salesforce"), "concurrent bulk_failed bulk_aborted replication_date small_pages");
        assert_eq!(own("jiandaoyun"), "code update_filter");
        assert_eq!(own("wecom"), "errcode limited_with_200 session_lost token_throttled");
        for scenario in scenarios() {
            assert!(
                serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(scenario.settings).is_ok()
                    || scenario.settings.is_empty()
            );
        }
    }
}
