/** Finds the second of two equal names in a file. */
export class SeenNames {
  private readonly slots: Uint32Array;

  constructor(most: i32) {
    let capacity: i32 = 16;
    while (capacity < most * 2) capacity *= 2;
    this.slots = new Uint32Array(capacity);
  }

  /** Whether this was asked of `name` before. */
  has(name: u32): boolean {
    const slots = this.slots;
    const mask: i32 = slots.length - 1;
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
