import { refilled } from "./reused-columns.ts";

/** Finds the second of two equal names in a file. */
export class SeenNames {
  private slots: Uint32Array = new Uint32Array(0);
  private mask: i32 = 0;

  /** Forgets all; up to `most` names follow. */
  begin(most: i32): void {
    let capacity: i32 = 16;
    while (capacity < most * 2) capacity *= 2;
    this.slots = refilled(this.slots, capacity, 0);
    this.mask = capacity - 1;
  }

  /** Whether this was asked of `name` before. */
  has(name: u32): boolean {
    const slots = this.slots;
    const mask: i32 = this.mask;
    // Names that are met together have numbers in a row, which is as good as a hash.
    let slot: i32 = (name as i32) & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == name + 1) return true;
      slot = (slot + 1) & mask;
    }
    slots[slot] = name + 1;
    return false;
  }
}
