/** Where the parser looks names of options up, and `--help` finds those that have a text. */
import type { Spelling } from "./spelling.ts";
import { SPELLING_NAMES, SPELLING_ROWS, type SpellingRow } from "./spelling-text.ts";

export class Spellings {
  readonly #names = SPELLING_NAMES.split(" ");
  readonly #places = new Map<string, number>();
  #rows: readonly string[] | undefined;

  constructor() {
    for (let i = 0; i < this.#names.length; i++) this.#places.set(this.#names[i], i);
  }

  /** By a name without dashes. */
  get(name: string): Spelling | undefined {
    const place = this.#places.get(name);
    return place === undefined ? undefined : this.#at(place);
  }

  all(): Spelling[] {
    return this.#names.map((_, place) => this.#at(place));
  }

  #at(place: number): Spelling {
    this.#rows ??= SPELLING_ROWS.split("\n");
    const row = JSON.parse(this.#rows[place]) as SpellingRow;
    const [kind, dashes, option, canonical, help, metavar] = row;
    return {
      name: this.#names[place],
      kind,
      dashes,
      option,
      canonical: canonical === null ? undefined : this.get(canonical),
      help: help ?? undefined,
      metavar: metavar ?? undefined,
    };
  }
}
