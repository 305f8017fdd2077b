import { describe, expect, test } from "vitest";
import { demangle } from "../../../src/demangle/demangle.ts";

/** What wasm-ld 22.1.8 writes into the name section for each name. */
const NAMES: Readonly<Record<string, readonly (readonly [mangled: string, text: string])[]>> = {
  paths: [
    ["_RNvC4tsld4link", "tsld::link"],
    ["_RNvNtC4tsld6symbol7resolve", "tsld::symbol::resolve"],
    ["_RNvCs1234_4tsld4link", "tsld::link"],
    ["_RNvCsjrHSEGnQ3l9_4tsld4link", "tsld::link"],
    ["_RNvMNtC4tsld6symbolNtB2_6Symbol3new", "<tsld::symbol::Symbol>::new"],
    ["_RNvMs_NtC4tsld6symbolNtB4_6Symbol3new", "<tsld::symbol::Symbol>::new"],
    ["_RNvXC4tsldNtB2_6SymbolNtB2_4Live4mark", "<tsld::Symbol as tsld::Live>::mark"],
    ["_RNvYNtC4tsld6SymbolNtB4_4Live4mark", "<tsld::Symbol as tsld::Live>::mark"],
    ["_RNvC4tsld4linkC3app", "tsld::link"],
    ["_RNvC4tsld4link.llvm.42", "tsld::link (.llvm.42)"],
    ["__RNvC4tsld4link", "tsld::link"],
    ["._RNvC4tsld4link", ".tsld::link"],
  ],
  "closures, shims and other special namespaces": [
    ["_RNCNvC4tsld4link0", "tsld::link::{closure#0}"],
    ["_RNCNvC4tsld4links_0", "tsld::link::{closure#1}"],
    ["_RNCNvC4tsld4links0_0", "tsld::link::{closure#2}"],
    ["_RNCNvC4tsld4link4step", "tsld::link::{closure:step#0}"],
    ["_RNSNvC4tsld4link6vtable", "tsld::link::{shim:vtable#0}"],
    ["_RNZNvC4tsld4linksfffffffffff_4step", "tsld::link::{Z:step#12795875577992728007}"],
  ],
  "generic arguments and types": [
    ["_RINvC4tsld4linkhE", "tsld::link::<u8>"],
    ["_RINvC4tsld4linkINtC5alloc3VecjEE", "tsld::link::<alloc::Vec<usize>>"],
    ["_RINvC4tsld4linkReQSlRL_aE", "tsld::link::<&str, &mut [i32], &i8>"],
    ["_RINvC4tsld4linkATtcEj10_E", "tsld::link::<[(u16, char); 16]>"],
    ["_RINvC4tsld4linkTEThEThbEE", "tsld::link::<(), (u8,), (u8, bool)>"],
    ["_RINvC4tsld4linkPuOzE", "tsld::link::<*const (), *mut !>"],
    ["_RINvC4tsld4linkL_E", "tsld::link::<'_>"],
    [
      "_RINvC4tsld4linkabcdefhijlmnopstuvxyzE",
      "tsld::link::<i8, bool, char, f64, str, f32, u8, isize, usize, i32, u32, i128, u128, _, i16, u16, (), ..., i64, u64, !>",
    ],
    ["_RINvC4tsld4linkTaaEB9_E", "tsld::link::<(i8, i8), i32>"],
  ],
  "function types": [
    ["_RINvC4tsld4linkFhbEuE", "tsld::link::<fn(u8, bool)>"],
    ["_RINvC4tsld4linkFUKChEbE", 'tsld::link::<unsafe extern "C" fn(u8) -> bool>'],
    ["_RINvC4tsld4linkFK9vector__pEuE", 'tsld::link::<extern "vector--p" fn()>'],
    ["_RINvC4tsld4linkFG0_RL0_hRL1_tEuE", "tsld::link::<for<'a, 'b> fn(&'b u8, &'a u16)>"],
    ["_RINvC4tsld4linkFG_FG_RL0_hRL1_hEuEuE", "tsld::link::<for<'a> fn(for<'b> fn(&'b u8, &'a u8))>"],
  ],
  "trait objects": [
    ["_RINvC4tsld4linkDNtC4core4SendEL_E", "tsld::link::<dyn core::Send>"],
    ["_RINvC4tsld4linkDG_INtC4core4LiveRL0_hEEL_E", "tsld::link::<dyn for<'a> core::Live<&'a u8>>"],
    [
      "_RINvC4tsld4linkDNtC4core4Livep4ItemjNtC4core4SendEL_E",
      "tsld::link::<dyn core::Live<Item = usize> + core::Send>",
    ],
    ["_RINvC4tsld4linkDINtC4core4LivehEp4ItemjEL_E", "tsld::link::<dyn core::Live<u8, Item = usize>>"],
    ["_RINvC4tsld4linkDEL_E", "tsld::link::<dyn >"],
  ],
  constants: [
    ["_RINvC4tsld4linkKj2a_Kan5_Kb1_Kb0_KpE", "tsld::link::<42, -5, true, false, _>"],
    [
      "_RINvC4tsld4linkKc41_Kca_Kc27_Kc22_Kc5c_Kc1f600_E",
      "tsld::link::<'A', '\\n', '\\'', '\"', '\\\\', '\\u{1f600}'>",
    ],
    [
      "_RINvC4tsld4linkKoffffffffffffffff_Koffffffffffffffffff_E",
      "tsld::link::<18446744073709551615, 0xffffffffffffffffff>",
    ],
    ["_RINvC4tsld4linkKj0_KBe_E", "tsld::link::<0, 0>"],
  ],
  "identifiers in punycode": [
    ["_RNvC4tsldu8gdel_5qa", "tsld::gödel"],
    ["_RNvC4tsldu9bcher_kva", "tsld::bücher"],
  ],
};

describe.each(Object.entries(NAMES))("Rust names: %s", (_, rows) => {
  test.each(rows)("%s", (mangled, text) => {
    expect(demangle(mangled)).toBe(text);
  });
});
