//! Links with the typed export of a component, 20 times in one instance:
//! `tsld-embedding COMPONENT FOLDER OUTPUT` takes FOLDER's files and its `link.rsp`, prints the times in milliseconds as JSON,
//! and writes the module of the last link.
use std::path::Path;
use std::time::Instant;

use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Cache, Config, Engine, Error, Result, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

mod bindings {
    wasmtime::component::bindgen!({
        path: "../../wit",
        inline: "package tsld:embedding; world host { export tsld:linker/linker@0.1.0; }",
        world: "tsld:embedding/host",
    });
}
use bindings::exports::tsld::linker::linker::{File, Request};

const CALLS: usize = 20;

/// What the component may use of WASI: no arguments, no files.
struct State {
    wasi: WasiCtx,
    table: ResourceTable,
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

fn main() -> Result<()> {
    let [component, folder, output] = std::env::args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| Error::msg("usage: tsld-embedding COMPONENT FOLDER OUTPUT"))?;
    let mut config = Config::new();
    config.cache(Some(Cache::from_file(None)?));
    let engine = Engine::new(&config)?;
    let component = Component::from_file(&engine, component)?;
    let mut imports = Linker::new(&engine);
    wasmtime_wasi::p2::add_to_linker_sync(&mut imports)?;
    let state = State { wasi: WasiCtx::builder().build(), table: ResourceTable::new() };
    let mut store = Store::new(&engine, state);
    let instance = bindings::Host_::instantiate(&mut store, &component, &imports)?;

    let mut files = Vec::new();
    collect(Path::new(&folder), "", &mut files)?;
    let name = Path::new(&output).file_name().and_then(|name| name.to_str()).unwrap_or("out.wasm");
    let request = Request {
        arguments: ["@link.rsp", "-o", name].map(String::from).to_vec(),
        files,
        program_name: None,
    };
    let mut times = Vec::new();
    for call in 1..=CALLS {
        let start = Instant::now();
        let response = instance.tsld_linker_linker().call_link(&mut store, &request)?;
        times.push((start.elapsed().as_secs_f64() * 1e4).round() / 10.0);
        let module = response.module.ok_or_else(|| Error::msg(response.stderr))?;
        if call == CALLS {
            std::fs::write(&output, module)?;
        }
    }
    println!("{times:?}");
    Ok(())
}

/// Every file below `folder` but the expected module, by its path from there.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if path != "expected.wasm" {
            files.push(File { path, content: std::fs::read(entry.path())? });
        }
    }
    Ok(())
}
