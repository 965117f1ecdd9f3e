//! What can go wrong in a rehearsal: named scenarios, and named sets of them.

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
}

/// One story.
#[derive(Debug)]
pub struct Scenario {
    /// Stable name.
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
    /// Names of its scenarios; empty for all.
    pub scenarios: &'static [&'static str],
}

const fn story(name: &'static str, title: (&'static str, &'static str), faults: &'static [&'static str]) -> Scenario {
    Scenario { name, title, faults, of: Of::Asked, needs_tokens: false, expect: Expect::Recovers }
}

const fn called(name: &'static str, title: (&'static str, &'static str), faults: &'static [&'static str]) -> Scenario {
    Scenario { name, title, faults, of: Of::Called, needs_tokens: false, expect: Expect::Recovers }
}

/// All scenarios, in the order they are played.
pub const SCENARIOS: &[Scenario] = &[
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
        &["drift=both:rate=0.2", "ties=30:times=2", "late_commit=90:times=2"],
    ),
    story("refused_records", ("some records of a batch are refused", "一批记录中部分被拒绝"), &["row_error=3:times=4"]),
    Scenario {
        expect: Expect::KeepsEverybody,
        ..story("empty_list", ("a full read suddenly shows nothing", "完整读取突然没有任何记录"), &["empty_list"])
    },
    Scenario {
        expect: Expect::KeepsEverybody,
        ..story("fewer_records", ("a full read suddenly shows far fewer records", "完整读取突然只显示少量记录"), &["fewer=50"])
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
    Set { name: "all", title: ("everything", "全部"), scenarios: &[] },
    Set {
        name: "quick",
        title: ("the most frequent faults", "最常见的故障"),
        scenarios: &["calm", "lost_answers", "rate_limited", "errors_before", "empty_list", "repeated_calls", "malformed_calls"],
    },
    Set {
        name: "network",
        title: ("lines and machines between both systems", "两个系统之间的网络"),
        scenarios: &[
            "silence",
            "lost_answers",
            "errors_before",
            "errors_after",
            "damaged_answers",
            "repeated_calls",
            "shuffled_calls",
            "late_calls",
            "forged_calls",
        ],
    },
    Set {
        name: "limits",
        title: ("what the system allows", "对方的限制"),
        scenarios: &["expired_tokens", "refused_address", "rate_limited", "quota"],
    },
    Set {
        name: "data",
        title: ("what the system shows", "对方显示的数据"),
        scenarios: &[
            "moving_lists",
            "refused_records",
            "empty_list",
            "fewer_records",
            "schema_change",
            "shuffled_calls",
            "late_calls",
            "malformed_calls",
        ],
    },
];

impl Scenario {
    /// Whether it can happen to a sync whose system calls, or to one that asks.
    pub(crate) fn fits(&self, is_called: bool) -> bool {
        match self.of {
            Of::Asked => !is_called,
            Of::Called => is_called,
            Of::Both => true,
        }
    }
}

/// The scenarios that names of scenarios and sets mean and that can happen to such a sync, each once, in the order they are played; all of them
/// without a name.
///
/// # Errors
/// [`crate::Refused::NoScenario`] for a name that there is not, or one that cannot happen to such a sync.
pub(crate) fn chosen(names: &[String], is_called: bool) -> Result<Vec<&'static Scenario>, crate::Refused> {
    let fitting = || SCENARIOS.iter().filter(|scenario| scenario.fits(is_called));
    let mut wanted: Vec<&str> = Vec::new();
    for name in names {
        let of_set = SETS.iter().find(|set| set.name == name).map(|set| set.scenarios);
        let found: Vec<&str> = match of_set {
            Some([]) => fitting().map(|scenario| scenario.name).collect(),
            Some(scenarios) => fitting().map(|scenario| scenario.name).filter(|known| scenarios.contains(known)).collect(),
            None => fitting().map(|scenario| scenario.name).filter(|known| known == name).collect(),
        };
        if found.is_empty() {
            let known: Vec<&str> = SETS.iter().map(|set| set.name).chain(fitting().map(|scenario| scenario.name)).collect();
            let name = name.chars().take(60).collect();
            return Err(crate::Refused::NoScenario { name, known: known.join(", ") });
        }
        wanted.extend(found);
    }
    Ok(fitting().filter(|scenario| names.is_empty() || wanted.contains(&scenario.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_name_scenarios_that_exist_and_names_are_unique() {
        for set in SETS {
            for name in set.scenarios {
                assert!(SCENARIOS.iter().any(|scenario| scenario.name == *name), "{name} of {}", set.name);
            }
            assert!(SCENARIOS.iter().all(|scenario| scenario.name != set.name));
        }
        let names = |wanted: &[&str], is_called: bool| -> Vec<&str> {
            let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
            chosen(&wanted, is_called).expect("some").iter().map(|scenario| scenario.name).collect()
        };
        let (asked, called) = (names(&[], false), names(&[], true));
        assert_eq!(asked.len() + called.len(), SCENARIOS.len() + 1, "calm weather is for both");
        assert_eq!((names(&["all"], false), names(&["all"], true)), (asked, called));
        let some = names(&["quota", "quick", "calm"], false);
        assert_eq!((&some[..2], some.len()), (["calm", "lost_answers"].as_slice(), 6));
        assert_eq!(names(&["quick"], true), ["calm", "repeated_calls", "malformed_calls"]);
        for (name, is_called) in [("x", false), ("quota", true), ("limits", true), ("late_calls", false)] {
            assert!(matches!(chosen(&[name.to_owned()], is_called), Err(crate::Refused::NoScenario { .. })), "{name}");
        }
    }
}
