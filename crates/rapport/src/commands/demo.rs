//! `rapport demo`: what `make run` starts. On the first start it writes a messy sample of three systems, imports it through the
//! ordinary engine with nothing told by hand, and makes a key; then it serves.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::Role;
use mapping::normalise::Region;
use records::UpsertKey;
use store::{Location, RunFilter, StoreError};

use super::demo_systems::{Parts, Systems};
use super::{import, serve, start_log};
use crate::arguments::{AnswerArguments, DataArguments, DemoArguments, ImportArguments, Policy};
use crate::context::{Context, Installation};
use crate::data_directory::{ServerLock, write_private};
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::output::{Output, Terminal, print_line};
use crate::progress::grouped;
use crate::table::columns;

const KEY_FILE: &str = "demo-key.txt";
const DEMO_EMAIL: &str = "demo@example.com";
const SAMPLE_FOLDER: &str = "sample";
const SAMPLE_SEED: u64 = 20_261_121;

/// Prepares the sample and serves it.
///
/// # Errors
/// When the data are in use or do not open, the address is taken, the sample cannot be written.
pub fn run(arguments: &DemoArguments, language: Language) -> Result<Exit, Failure> {
    start_log("warn");
    let directory = arguments.data.as_path();
    let lock = ServerLock::take(directory).map_err(|error| Failure::because(directory.display().to_string(), &error))?;
    let location = Location::Directory(directory.to_owned());
    let installation = Installation::open(&location, language)?;
    let output: Arc<dyn Output> = Arc::new(Terminal::new(language));
    let context = Context::new(installation.clone(), PathBuf::new(), language, Arc::clone(&output), None);
    import_sample(&context, directory)?;
    let key = key(&context, &directory.join(KEY_FILE))?;
    let phone = some_phone(&context)?;
    let token = sign_in_token(&context)?;
    if arguments.no_serve {
        return Ok(Exit::Done);
    }
    drop(context);
    if arguments.no_simulators {
        let settings = |address| serve::reached_at(serve::settings(&location), address);
        serve::serve(installation, settings, Some(lock), &arguments.listen, language, &|address| {
            print_line(&first_steps(language, &format!("http://{address}"), &token, &key, &phone));
        })?;
        return Ok(Exit::Done);
    }
    let systems = Systems::start(&arguments.simulators, directory)?;
    let installation = installation.allowing(systems.network())?;
    systems.connect(&Context::new(installation.clone(), PathBuf::new(), language, output, None), Parts::All)?;
    let connections = installation.connections.clone();
    let settings = serve::settings(&location);
    settings.simulators.set(systems.switches());
    let settings = |address| serve::reached_at(settings, address);
    serve::serve(installation, settings, Some(lock), &arguments.listen, language, &|address| {
        systems.call(&connections, address);
        let url = format!("http://{address}");
        print_line(&format!("{}\n{}", first_steps(language, &url, &token, &key, &phone), systems.first_steps(language, &url, &key)));
    })?;
    systems.stop()
}

/// Imports the files of the sample where there was no run yet.
///
/// # Errors
/// When a file cannot be written or imported.
pub fn import_sample(context: &Context, directory: &Path) -> Result<(), Failure> {
    let language = context.language;
    let done = context.store().read(|session| session.runs(None, 1, &RunFilter::default()));
    if !done.map_err(|error: StoreError| context.store_failure(&error))?.is_empty() {
        print_line(language.pick("The sample is there already.", "示例数据已存在。"));
        return Ok(());
    }
    let folder = directory.join(SAMPLE_FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| Failure::because(folder.display().to_string(), &error))?;
    print_line(
        language.pick("Messy customers from three systems become one clean base:", "来自三个系统的杂乱客户数据合并为一份干净的客户库："),
    );
    let header = match language {
        Language::En => ["file", "read", "created", "merged", "updated", "rejected", "seconds"],
        Language::Zh => ["文件", "读取", "新建", "合并", "更新", "拒绝", "秒"],
    };
    let mut rows = vec![header.map(str::to_owned)];
    for file in sample_files(&folder)? {
        // The sample is one of a Chinese shop, wherever it is looked at.
        let imported = import::import(context, &request(&file, directory), Some(Region::CN))?;
        let counts = imported.report.counts;
        let name = imported.report.file.clone();
        let rejected = counts.rejected + counts.held;
        let numbers = [counts.read, counts.created, counts.merged, counts.updated, rejected].map(grouped);
        let [read, created, merged, updated, rejected] = numbers;
        rows.push([name, read, created, merged, updated, rejected, format!("{:.2}", imported.report.seconds)]);
    }
    print_line(&columns(&rows));
    Ok(())
}

fn sample_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: &dyn std::error::Error| Failure::failed(format!("{}: {}", folder.display(), one_line(error)));
    sample::shop_files(folder, SAMPLE_SEED).map_err(|error| failed(&error))?;
    Ok([sample::SHOP_FILE, sample::CRM_FILE, sample::SUPPORT_FILE].map(|name| folder.join(name)).to_vec())
}

fn request(file: &Path, directory: &Path) -> ImportArguments {
    ImportArguments {
        file: file.to_owned(),
        object: "customers".to_owned(),
        mapping: None,
        match_keys: None,
        source: None,
        encoding: None,
        sheet: None,
        policy: Policy::Merge,
        rejected: None,
        dry_run: false,
        answer: AnswerArguments { json: false, location: DataArguments { data: directory.to_owned(), database_url: None } },
    }
}

/// The key of an earlier start, or a new one.
fn key(context: &Context, file: &Path) -> Result<String, Failure> {
    if let Ok(known) = std::fs::read_to_string(file)
        && context.access.verify(known.trim()).is_ok()
    {
        return Ok(known.trim().to_owned());
    }
    let scopes = access::read_scopes("admin").map_err(|error| super::key::failure(context, &error))?;
    let made = context.access.key_create("demo", &scopes, None).map_err(|error| super::key::failure(context, &error))?;
    write_private(file, &format!("{}\n", made.token)).map_err(|error| Failure::because(file.display().to_string(), &error))?;
    Ok(made.token)
}

/// A link for the person who looks at the sample: works whenever it is used, once. Each start prints a new one.
fn sign_in_token(context: &Context) -> Result<String, Failure> {
    let refused = |error| super::key::failure(context, &error);
    let person = match context.access.user_by_email(DEMO_EMAIL).map_err(refused)? {
        Some(person) => person,
        None => context.access.user_invite(DEMO_EMAIL, context.language.pick("Demo", "演示"), Role::Admin).map_err(refused)?,
    };
    context.access.link_create(person.id, None).map_err(refused)
}

/// A phone of the customer who was put together from the most, for a call that shows it.
fn some_phone(context: &Context) -> Result<String, Failure> {
    let object = context.object("customers")?;
    let page = context.store().read(|session| {
        let mut page = store::RecordPage::default();
        session.record_list(&store::RecordQuery::new(&object, 500), &mut page)?;
        Ok(page)
    });
    let page = page.map_err(|error: StoreError| context.store_failure(&error))?;
    let mut lists: Vec<Vec<String>> = page.lines.iter().filter_map(|line| phones(page.doc(line))).collect();
    // Stable: of the longest ones the oldest.
    lists.sort_by_key(|list| std::cmp::Reverse(list.len()));
    let field = object.field("phone").map(|field| field.id);
    let is_of_one = |phone: &String| {
        let key = field.map(|field| UpsertKey::Field(field, phone.clone()));
        key.is_some_and(|key| context.records.find_by_key(&object, &key).is_ok_and(|found| found.len() == 1))
    };
    let phone = lists.into_iter().filter_map(|list| list.into_iter().next_back()).find(is_of_one);
    Ok(phone.unwrap_or_else(|| "+8613800138000".to_owned()))
}

/// The phones of a document, where all are valid and fit into an address as they are.
fn phones(document: &str) -> Option<Vec<String>> {
    let document: serde_json::Value = serde_json::from_str(document).ok()?;
    let phones: Vec<String> = document.get("phone")?.as_array()?.iter().filter_map(|phone| phone.as_str().map(str::to_owned)).collect();
    let is_plain =
        |phone: &String| phone.strip_prefix('+').is_some_and(|digits| digits.len() > 6 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    phones.iter().all(is_plain).then_some(phones)
}

fn first_steps(language: Language, address: &str, token: &str, key: &str, phone: &str) -> String {
    let title = |en: &'static str, zh: &'static str| language.pick(en, zh);
    let auth = format!("-H 'Authorization: Bearer {key}'");
    format!(
        "{open_title} {url}\n\n{ready} {address}   ({docs} {address}/docs)\n{key_title} {key}\n\n\
         {try_them}\n\
         # {list}\n\
         curl -s {auth} -G {address}/api/v1/customers --data-urlencode 'filter=city = \"上海\"' -d limit=3\n\
         # {by_phone}\n\
         curl -s {auth} {address}/api/v1/customers/by/phone/{phone}\n\
         # {undo}\n\
         curl -s {auth} -X POST '{address}/api/v1/runs/3:rollback?dry_run=true'\n",
        open_title = title("Open this in a browser; it signs you in, once:", "请在浏览器中打开以下链接（自动登录，仅可使用一次）："),
        url = super::user::sign_in_url(address, token),
        ready = title("Rapport is ready:", "Rapport 已就绪："),
        docs = title("API documentation:", "API 文档："),
        key_title = title("API key:", "API 密钥："),
        try_them = title("Try these in another terminal:", "在另一个终端中试试："),
        list = title("customers in Shanghai", "上海的客户"),
        by_phone = title("one customer by phone, however it was written in the files", "按电话查找客户，无论原文件如何书写"),
        undo = title(
            "what undoing the last import would do (leave out dry_run to do it)",
            "撤销最后一次导入会怎样（去掉 dry_run 即真正撤销）"
        ),
    )
}
