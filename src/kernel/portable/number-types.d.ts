/**
 * AssemblyScript's number types, as far as the files of this folder use them: to `tsc` they are all `number`, to `asc`
 * each is what it says. Arithmetic on `i32` wraps under `asc` only, so that code must not rely on either.
 */
type u8 = number;
type i32 = number;
type u32 = number;
type f64 = number;
