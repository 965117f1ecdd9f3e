use super::*;

#[test]
fn every_step_has_a_name_of_its_own_and_both_sentences() {
    let mut names: Vec<&str> = Step::ALL.iter().map(|step| step.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Step::ALL.len());
    for (at, step) in Step::ALL.into_iter().enumerate() {
        assert_eq!(step as usize, at, "{}", step.name());
        assert!(step.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{}", step.name());
        assert!(step.text(Lang::En).ends_with('.') && step.text(Lang::Zh).ends_with('。'), "{}", step.name());
    }
}

#[test]
fn a_set_holds_what_was_added() {
    let mut steps = Steps::NONE;
    assert!(steps.is_empty());
    steps.add(Step::LowerCased);
    steps.add_if(false, Step::WidthFolded);
    steps.add(Step::NoiseRounded);
    assert_eq!(steps.iter().collect::<Vec<_>>(), [Step::LowerCased, Step::NoiseRounded]);
    assert!(steps.union(Steps::NONE).contains(Step::LowerCased) && !steps.contains(Step::WidthFolded));
}
