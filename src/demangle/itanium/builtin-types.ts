/** <builtin-type>: letters that stand for a type (Itanium C++ ABI 5.1.5.2). They take no part in substitutions. */
import { Name } from "./nodes.ts";

function names(rows: Readonly<Record<string, string>>): ReadonlyMap<string, Name> {
  return new Map(Object.entries(rows).map(([code, text]) => [code, new Name(text)]));
}

export const BUILTIN_TYPES = names({
  v: "void",
  w: "wchar_t",
  b: "bool",
  c: "char",
  a: "signed char",
  h: "unsigned char",
  s: "short",
  t: "unsigned short",
  i: "int",
  j: "unsigned int",
  l: "long",
  m: "unsigned long",
  x: "long long",
  y: "unsigned long long",
  n: "__int128",
  o: "unsigned __int128",
  f: "float",
  d: "double",
  e: "long double",
  g: "__float128",
  z: "...",
});

/** After `D`. */
export const EXTENDED_BUILTIN_TYPES = names({
  d: "decimal64",
  e: "decimal128",
  f: "decimal32",
  h: "half",
  i: "char32_t",
  s: "char16_t",
  u: "char8_t",
  a: "auto",
  c: "decltype(auto)",
  n: "std::nullptr_t",
});

const FIXED_POINT_SIZES: Readonly<Record<string, string>> = {
  s: "short ",
  t: "unsigned short ",
  i: "",
  j: "unsigned ",
  l: "long ",
  m: "unsigned long ",
};

/** N1169 fixed-point types, after `D`: `[SD] A|R <size>`. */
export const FIXED_POINT_TYPES = names(
  Object.fromEntries(
    Object.entries(FIXED_POINT_SIZES).flatMap(([size, text]) => [
      [`A${size}`, `${text}_Accum`],
      [`R${size}`, `${text}_Fract`],
      [`SDA${size}`, `_Sat ${text}_Accum`],
      [`SDR${size}`, `_Sat ${text}_Fract`],
    ]),
  ),
);

export const BFLOAT16 = new Name("std::bfloat16_t");
